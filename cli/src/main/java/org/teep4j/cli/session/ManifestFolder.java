package org.teep4j.cli.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.teep.tam.ManifestCatalogue;
import org.teep4j.teep.tam.ManifestSummary;

/**
 * A folder with SUIT envelopes, of which a TAM offers the newest for each component. Files whose
 * names begin with a dot do not count, nor do folders.
 */
public final class ManifestFolder {
  private static final long LARGEST = 64 << 20;

  private final Path folder;
  private final List<SuitVerifier> authors;
  private Map<Path, Stamp> seen = Map.of();
  private boolean looked;

  /** What shows that a file has changed: another one may have its name, size and time. */
  private record Stamp(long size, long time, @Nullable Object key) {}

  /**
   * What is in the folder.
   *
   * @param catalogue the manifests that are offered
   * @param served what is offered, by the names of files
   * @param refused why other files are not offered, by their names
   */
  public record Content(
      ManifestCatalogue catalogue, Map<String, String> served, Map<String, String> refused) {}

  /** A manifest and the name of its file. */
  private record Found(String name, VerifiedManifest manifest) {}

  /**
   * A folder.
   *
   * @param folder its path
   * @param authors those whose manifests are offered
   */
  public ManifestFolder(Path folder, List<SuitVerifier> authors) {
    this.folder = folder;
    this.authors = List.copyOf(authors);
  }

  /**
   * Looks into the folder.
   *
   * @return what is in it; empty if nothing has changed since the last time
   * @throws IOException if the folder cannot be read
   */
  public Optional<Content> look() throws IOException {
    Map<Path, Stamp> now = stamps();
    if (looked && now.equals(seen)) {
      return Optional.empty();
    }
    seen = now;
    looked = true;
    return Optional.of(read(now));
  }

  private Map<Path, Stamp> stamps() throws IOException {
    Map<Path, Stamp> stamps = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!String.valueOf(file.getFileName()).startsWith(".") && Files.isRegularFile(file)) {
          BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
          stamps.put(file, new Stamp(is.size(), is.lastModifiedTime().toMillis(), is.fileKey()));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return stamps;
  }

  private Content read(Map<Path, Stamp> files) {
    List<Found> found = new ArrayList<>();
    Map<String, String> refused = new TreeMap<>();
    for (Map.Entry<Path, Stamp> file : files.entrySet()) {
      String name = String.valueOf(file.getKey().getFileName());
      try {
        found.add(new Found(name, read(file.getKey(), file.getValue().size())));
      } catch (DecodeException malformed) {
        refused.put(name, "no SUIT envelope: " + malformed.detail());
      } catch (VerificationException | IOException e) {
        refused.put(name, String.valueOf(e.getMessage()));
      }
    }
    return choose(found, refused);
  }

  private VerifiedManifest read(Path file, long size)
      throws IOException, DecodeException, VerificationException {
    if (size > LARGEST) {
      throw new IOException("larger than " + (LARGEST >> 20) + " MiB");
    }
    return SuitEnvelope.decode(Bytes.wrap(Files.readAllBytes(file))).verifyAny(authors);
  }

  /** Older manifests come first, so that each takes the place of those before it. */
  private static Content choose(List<Found> found, Map<String, String> refused) {
    ManifestCatalogue catalogue = new ManifestCatalogue();
    Map<VerifiedManifest, String> added = new HashMap<>();
    found.sort(Comparator.comparing(each -> each.manifest().sequenceNumber()));
    for (Found each : found) {
      try {
        catalogue.add(each.manifest());
        added.put(each.manifest(), each.name());
      } catch (IllegalArgumentException e) {
        refused.put(each.name(), what(each.manifest()) + ": " + e.getMessage());
      }
    }
    Map<String, String> served = new TreeMap<>();
    added.forEach(
        (manifest, name) -> {
          if (isNewest(manifest, catalogue)) {
            served.put(name, what(manifest));
          } else {
            refused.put(name, what(manifest) + ": there is a newer one");
          }
        });
    return new Content(catalogue, served, refused);
  }

  private static boolean isNewest(VerifiedManifest manifest, ManifestCatalogue catalogue) {
    return ManifestSummary.of(manifest).components().stream()
        .anyMatch(component -> catalogue.newest(component).filter(manifest::equals).isPresent());
  }

  private static String what(VerifiedManifest manifest) {
    return ManifestSummary.of(manifest).components().stream()
            .map(SuitComponentIdentifier::toString)
            .collect(Collectors.joining(" and "))
        + " "
        + manifest.sequenceNumber();
  }
}
