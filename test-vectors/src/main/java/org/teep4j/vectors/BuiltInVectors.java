package org.teep4j.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.vectors.internal.Json;
import org.teep4j.vectors.internal.SetReader;

/** The vector sets that come with this module, in this project's own format. */
public final class BuiltInVectors {
  private static final List<String> NAMES =
      List.of(
          "teep-26",
          "teep-25",
          "suit-manifest",
          "suit-trust-domains",
          "suit-update-management",
          "suit-firmware-encryption",
          "suit-report",
          "suit-mti",
          "cbor-appendix-a",
          "cbor-appendix-f",
          "edn");

  private BuiltInVectors() {}

  /**
   * The names of all sets.
   *
   * @return the names, in the order in which a report shows them
   */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Reads one set.
   *
   * @param name its name
   * @return the set
   * @throws IllegalArgumentException if there is no set of that name
   */
  public static VectorSet load(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("no built-in set " + name);
    }
    Path file = Path.of(name + ".json");
    try (InputStream in = BuiltInVectors.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in this jar");
      }
      return SetReader.read(Json.parse(in.readAllBytes(), file), file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (VectorFormatException damaged) {
      throw new IllegalStateException(damaged);
    }
  }

  /**
   * Reads all sets.
   *
   * @return the sets, in the order of {@link #names()}
   */
  public static List<VectorSet> all() {
    List<VectorSet> sets = new ArrayList<>();
    for (String name : NAMES) {
      sets.add(load(name));
    }
    return List.copyOf(sets);
  }
}
