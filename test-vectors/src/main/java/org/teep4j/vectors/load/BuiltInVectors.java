package org.teep4j.vectors.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorSet;

/** The vector sets that come with this module, in this project's own format. */
public final class BuiltInVectors {
  private static final List<String> NAMES =
      List.of(
          "teep-26",
          "teep-25",
          "teep-16",
          "teep-wasm-demo",
          "libteep",
          "suit-manifest",
          "suit-trust-domains",
          "suit-update-management",
          "suit-firmware-encryption",
          "suit-report",
          "suit-mti",
          "cbor-appendix-a",
          "cbor-appendix-f",
          "edn",
          "cose-wg-examples",
          "gluecose",
          "cose-hpke",
          "rfc8392",
          "eat",
          "ear",
          "teep-wasm-demo-eat",
          "wycheproof-aes-ccm",
          "wycheproof-aes-gcm",
          "wycheproof-aes-wrap",
          "wycheproof-chacha20-poly1305",
          "wycheproof-ecdh-secp256r1",
          "wycheproof-ecdh-secp256r1-ecpoint",
          "wycheproof-ecdsa-secp256r1-sha256-p1363",
          "wycheproof-ecdsa-secp256r1-sha512-p1363",
          "wycheproof-ecdsa-secp384r1-sha384-p1363",
          "wycheproof-ecdsa-secp384r1-sha512-p1363",
          "wycheproof-ecdsa-secp521r1-sha512-p1363",
          "wycheproof-ed25519",
          "wycheproof-ed448",
          "wycheproof-hkdf-sha256",
          "wycheproof-hkdf-sha512",
          "wycheproof-hmac-sha256",
          "wycheproof-hmac-sha384",
          "wycheproof-hmac-sha512",
          "wycheproof-mldsa-44-verify",
          "wycheproof-rsa-pss-2048-sha256-mgf1-32",
          "wycheproof-rsa-pss-2048-sha384-mgf1-48",
          "wycheproof-rsa-pss-3072-sha256-mgf1-32",
          "wycheproof-rsa-pss-4096-sha256-mgf1-32",
          "wycheproof-rsa-pss-4096-sha384-mgf1-48",
          "wycheproof-rsa-pss-4096-sha512-mgf1-64",
          "wycheproof-x25519",
          "wycheproof-x448");

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
    try (InputStream in = open(name + ".json")) {
      return SetReader.read(Json.parse(in.readAllBytes(), file), file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (VectorFormatException damaged) {
      throw new IllegalStateException(damaged);
    }
  }

  /**
   * Opens the file of a set. Large sets are compressed, and their file names end in {@code .gz}.
   */
  private static InputStream open(String file) throws IOException {
    InputStream plain = VectorSet.class.getResourceAsStream(file);
    if (plain != null) {
      return plain;
    }
    InputStream compressed = VectorSet.class.getResourceAsStream(file + ".gz");
    if (compressed == null) {
      throw new IllegalStateException(file + " is not in this jar");
    }
    return new GZIPInputStream(compressed);
  }

  /**
   * Reads the scenarios for a SUIT manifest processor.
   *
   * @return the scenarios, for {@code Replay}
   */
  public static VectorFile scenarios() {
    return file("suit-scenarios.json");
  }

  /**
   * Reads the behaviour cases for a TAM and a TEEP Agent.
   *
   * @return the cases, for {@code Replay}
   */
  public static VectorFile cases() {
    return file("teep-cases.json");
  }

  private static VectorFile file(String name) {
    Path file = Path.of(name);
    try (InputStream in = open(name)) {
      return FileReader.readJson(Json.parse(in.readAllBytes(), file), file, 0);
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
