package org.teep4j.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What {@code teep4j bench} measures under one name, in some twenty seconds. */
enum Look {
  DECODE(
      "an Update, an envelope and a large document, from bytes to values",
      Part.of("TeepDecode.decode", 1)
          .with("message", "update")
          .with("by", "teep4j", "jackson3Tree", "borerTree"),
      Part.of("SuitDecode.decode", 4)
          .with("envelope", "teep-26/suit_personalization")
          .with("by", "teep4j", "jackson3Tree", "borerTree"),
      Part.of("DocumentDecode.decode", 1)
          .with("by", "teep4jReader", "cursorLoop", "jackson3Streaming")),
  ENCODE(
      "an Update and a large document, from values to bytes",
      Part.of("TeepEncode.encode", 1)
          .with("message", "update")
          .with("by", "teep4j", "borerTree", "jacksonGenerator"),
      Part.of("DocumentEncode.encode", 1)
          .with("by", "teep4jWriter", "borerTree", "jacksonGenerator")),
  LARGE(
      "an Update with a payload of 64 MiB, both ways",
      Part.of("LargeUpdateDecode.decode", 1)
          .with("payloadMiB", "64")
          .with("by", "teep4j", "jacksonStreaming"),
      Part.of("LargeUpdateEncode.toArray", 1)
          .with("payloadMiB", "64")
          .with("by", "teep4j", "arrayCopy", "jacksonGenerator")),
  SIGN(
      "a COSE_Sign1 of 300 bytes with ES256, verified, and what computes",
      Part.of("Sign1PeersVerify.*", 4).with("signature", "ES256").with("signedBytes", "300"),
      Part.of("Sign1Verify.*", 4)
          .with("signature", "ES256")
          .with("signedBytes", "300")
          .with("signatureProvider", "JDK")),
  ENCRYPT(
      "a COSE_Encrypt0 of 1 MiB with AES-GCM, decrypted",
      Part.of("Encrypt0Decrypt.(teep4j|jcaWhole|jcaBy16KiB)", 2)
          .with("plaintextBytes", "1048576")
          .with("cipher", "A128GCM")
          .with("cipherProvider", "default"));

  /**
   * Benchmarks that are measured alike.
   *
   * @param include the regular expression that JMH finds them by
   * @param warmup seconds, until the compiler is done
   * @param parameters with which values; all values of the others
   */
  record Part(String include, int warmup, Map<String, List<String>> parameters) {
    static Part of(String benchmark, int warmup) {
      return new Part("\\." + benchmark + "$", warmup, Map.of());
    }

    Part with(String parameter, String... values) {
      Map<String, List<String>> more = new TreeMap<>(parameters);
      more.put(parameter, List.of(values));
      return new Part(include, warmup, more);
    }
  }

  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<Part> parts;

  Look(String description, Part... parts) {
    this.description = description;
    this.parts = List.of(parts);
  }

  /** What it is called on the command line. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description;
  }

  List<Part> parts() {
    return parts;
  }
}
