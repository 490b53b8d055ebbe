package org.teep4j.vectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseKeyType;
import org.teep4j.vectors.CoseExpectation;
import org.teep4j.vectors.CoseExpectation.Admission;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.NotationSyntax;
import org.teep4j.vectors.Provenance;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.format.CoseExample.Structure;

/** Converts an example of the COSE working group. */
public final class CoseExampleVectors {
  private static final List<String> COUNTERSIGNATURES = List.of("countersign", "countersign0");

  private static final CoseExpectation.Recipient NOTHING =
      new CoseExpectation.Recipient(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final int MAX_CERTIFICATE = 1 << 16;

  private final CoseExample example;
  private final JsonNode body;
  private final KeyRing keys;
  private final List<Expectation> expectations = new ArrayList<>();
  private boolean structureIsOther;

  private CoseExampleVectors(CoseExample example, KeyRing keys) {
    this.example = example;
    this.body = example.body();
    this.keys = keys;
  }

  /**
   * Converts an example.
   *
   * @param id the name of the vector
   * @param source the source of the example
   * @param keys receives the keys
   * @return the vector
   * @throws IllegalArgumentException if the example uses a name that is unknown
   */
  public static TestVector of(CoseExample example, String id, Provenance source, KeyRing keys) {
    CoseExampleVectors maker = new CoseExampleVectors(example, keys);
    maker.expect();
    return new TestVector(
        id,
        maker.title(),
        source,
        kind(example.structure()),
        Optional.empty(),
        Optional.of(example.cbor()),
        maker.expectations,
        CoseExampleErrata.of(example, maker.structureIsOther));
  }

  private static VectorKind kind(Structure structure) {
    return switch (structure) {
      case SIGN -> VectorKind.COSE_SIGN;
      case SIGN1 -> VectorKind.COSE_SIGN1;
      case MAC -> VectorKind.COSE_MAC;
      case MAC0 -> VectorKind.COSE_MAC0;
      case ENCRYPT -> VectorKind.COSE_ENCRYPT;
      case ENCRYPT0 -> VectorKind.COSE_ENCRYPT0;
    };
  }

  private static String name(Structure structure) {
    return switch (structure) {
      case SIGN -> "COSE_Sign";
      case SIGN1 -> "COSE_Sign1";
      case MAC -> "COSE_Mac";
      case MAC0 -> "COSE_Mac0";
      case ENCRYPT -> "COSE_Encrypt";
      case ENCRYPT0 -> "COSE_Encrypt0";
    };
  }

  private String title() {
    String what = name(example.structure());
    List<String> algorithms = new ArrayList<>();
    for (Expectation expectation : expectations) {
      if (expectation instanceof CoseExpectation.Open open) {
        algorithms.add(AlgorithmNames.name(open.algorithm()));
      } else if (expectation instanceof CoseExpectation.Countersignature signature) {
        algorithms.add(AlgorithmNames.name(signature.algorithm()) + " countersignature");
      }
    }
    return what
        + (algorithms.isEmpty() ? "" : " with " + String.join(", ", algorithms))
        + (example.mustFail() ? ", damaged" : "");
  }

  private void expect() {
    if (CoseExampleErrata.hasTextKeyId(example)) {
      expectations.add(
          new Expectation.Refuse(
              Optional.empty(),
              Optional.empty(),
              Reason.UNEXPECTED_TYPE,
              List.of(),
              OptionalInt.empty(),
              "kid is a text string",
              Optional.of(CoseExampleErrata.TEXT_KEY_ID.id())));
      return;
    }
    if (example.mustFail() && failures(example.input()).has("ChangeCBORTag")) {
      expectations.add(
          new Expectation.Refuse(
              Optional.empty(),
              Optional.empty(),
              Reason.UNEXPECTED_TAG,
              List.of(),
              OptionalInt.of(0),
              "the tag is that of another structure, or of none",
              Optional.empty()));
      return;
    }
    expectations.add(new Expectation.Decode());
    opens();
    if (example.mustFail()) {
      return;
    }
    countersignatures(body, example.intermediates(), "message");
    for (String part : List.of("signers", "recipients")) {
      String of = part.equals("signers") ? "signature" : "recipient";
      countersignatures(body.path(part).path(0), example.intermediates().path(part).path(0), of);
    }
    certificates();
    expectations.add(new Expectation.Encode(Optional.empty()));
    example
        .diagnostic()
        .ifPresent(
            text ->
                expectations.add(
                    new Expectation.Notation(
                        text,
                        NotationSyntax.RFC8610,
                        List.of(),
                        Optional.empty(),
                        Optional.empty())));
  }

  private static JsonNode failures(JsonNode input) {
    return input.path("failures");
  }

  // Opening.

  private void opens() {
    switch (example.structure()) {
      case SIGN1 -> open(body, body, AlgorithmNames.id(algorithm(body)), "signer", 0);
      case SIGN -> {
        int index = 0;
        for (JsonNode signer : body.path("signers")) {
          open(signer, signer, AlgorithmNames.id(algorithm(signer)), "signer", index++);
        }
      }
      case MAC0, ENCRYPT0 ->
          open(
              body.path("recipients").path(0),
              body,
              AlgorithmNames.id(algorithm(body)),
              "content",
              0);
      case MAC, ENCRYPT -> {
        int index = 0;
        for (JsonNode recipient : body.path("recipients")) {
          JsonNode inner = recipient.path("recipients").path(0);
          JsonNode holder = inner.isObject() ? inner : recipient;
          open(holder, body, AlgorithmNames.id(algorithm(holder)), "recipient", index++);
        }
      }
    }
  }

  /** The algorithm of a layer according to the file, not to the object. */
  private static String algorithm(JsonNode layer) {
    for (String bucket : List.of("protected", "unprotected", "unsent")) {
      if (layer.path(bucket).has("alg")) {
        return layer.path(bucket).path("alg").asText();
      }
    }
    return layer.path("alg").asText();
  }

  /**
   * Adds the expectation that the message opens, or is refused.
   *
   * @param holder the JSON object with the key
   * @param layer the JSON object with the algorithm and external data
   */
  private void open(JsonNode holder, JsonNode layer, int algorithm, String use, int index) {
    List<Admission> admit = new ArrayList<>();
    if (layer.path("unprotected").has("alg")) {
      admit.add(Admission.UNPROTECTED_ALGORITHM);
    }
    if (isUnusual(algorithm, holder.path("key").path("crv").asText())) {
      admit.add(Admission.ANY_CURVE);
    }
    Opening opening =
        new Opening(key(holder.path("key"), use), algorithm)
            .content(example.plaintext())
            .external(digits(layer.path("external")).orElse(Bytes.empty()))
            .structure(structure(index))
            .contextIv(contextIv());
    if (use.equals("recipient")) {
      recipient(index, holder).ifPresent(opening::recipient);
      opening.contentKey(digits(example.intermediates().path("CEK_hex")));
    }
    if (body.path("protected").has("crit")) {
      expectations.add(opening.admit(admit).fails("CRITICAL_HEADER", Optional.empty()));
      admit.add(Admission.RESERVED);
    }
    opening.admit(List.copyOf(admit));
    expectations.add(
        example.mustFail() ? opening.fails(refused(holder), Optional.empty()) : opening.holds());
  }

  /** Whether ECDSA is used with a hash that is not the usual one for the curve. */
  private static boolean isUnusual(int algorithm, String curve) {
    return CoseAlgorithm.fromId(algorithm)
        .filter(known -> known.keyType().equals(Optional.of(CoseKeyType.EC2)))
        .flatMap(CoseAlgorithm::curve)
        .filter(usual -> !usual.ianaName().equals(curve))
        .isPresent();
  }

  /** The failure that the deliberate damage of the object causes. */
  private String refused(JsonNode holder) {
    boolean algorithm =
        failures(holder).has("ChangeAttr") || failures(example.input()).has("ChangeAttr");
    return switch (example.structure()) {
      case SIGN, SIGN1 -> algorithm ? "ALGORITHM" : "SIGNATURE";
      case MAC, MAC0 -> algorithm ? "ALGORITHM" : "MAC";
      case ENCRYPT, ENCRYPT0 -> algorithm ? "ALGORITHM" : "DECRYPTION";
    };
  }

  /**
   * The Sig_structure, MAC_structure or Enc_structure. Two files state a structure with the context
   * of another object, which is ignored (findings C2 and C3).
   */
  private Optional<Bytes> structure(int index) {
    JsonNode values = example.intermediates();
    return switch (example.structure()) {
      case SIGN ->
          withContext(values.path("signers").path(index).path("ToBeSign_hex"), "Signature");
      case SIGN1 -> withContext(values.path("ToBeSign_hex"), "Signature1");
      case MAC -> withContext(values.path("ToMac_hex"), "MAC");
      case MAC0 -> withContext(values.path("ToMac_hex"), "MAC0");
      case ENCRYPT -> withContext(values.path("AAD_hex"), "Encrypt");
      case ENCRYPT0 -> withContext(values.path("AAD_hex"), "Encrypt0");
    };
  }

  private Optional<Bytes> withContext(JsonNode stated, String context) {
    Optional<Bytes> structure = digits(stated);
    Bytes text = Bytes.ofUtf8(context);
    Optional<Bytes> fitting =
        structure.filter(
            bytes ->
                bytes.length() >= 2 + text.length()
                    && bytes.unsignedByteAt(1) == 0x60 + text.length()
                    && bytes.slice(2, 2 + text.length()).equals(text));
    structureIsOther |= !structure.equals(fitting);
    return fitting;
  }

  private String key(JsonNode json, String use) {
    String kid = json.path("kid").asText(json.path("kid_hex").asText(""));
    return keys.add(JsonKey.type(json), JsonKey.encode(json), kid.isEmpty() ? use : kid, use);
  }

  /** The context IV, computed from the final IV in the examples (finding C5). */
  private Optional<Bytes> contextIv() {
    JsonNode partial = body.path("unprotected").path("partialIV_hex");
    if (!partial.isTextual()) {
      return Optional.empty();
    }
    byte[] iv = Digits.hex(body.path("unsent").path("IV_hex"), "IV_hex").toByteArray();
    Bytes mask = Digits.hex(partial, "partialIV_hex");
    if (mask.length() > iv.length) {
      throw new IllegalArgumentException(
          "input."
              + example.structure().word()
              + ": a Partial IV of "
              + mask.length()
              + " bytes"
              + ", and an IV of "
              + iv.length
              + " in \"unsent\"");
    }
    for (int i = 0; i < mask.length(); i++) {
      iv[iv.length - mask.length() + i] ^= (byte) mask.unsignedByteAt(i);
    }
    return Optional.of(Bytes.wrap(iv));
  }

  // Recipients.

  private Optional<CoseExpectation.Recipient> recipient(int index, JsonNode holder) {
    JsonNode outer = body.path("recipients").path(index);
    JsonNode values = example.intermediates().path("recipients").path(index);
    boolean nested = outer.has("recipients");
    JsonNode inner = nested ? values.path("recipients").path(0) : values;
    JsonNode unsent = holder.path("unsent");
    CoseExpectation.Recipient recipient =
        new CoseExpectation.Recipient(
            nested ? List.of(AlgorithmNames.id(algorithm(outer))) : List.of(),
            sender(holder),
            text(unsent.path("apu_id")),
            text(unsent.path("apv_id")),
            text(unsent.path("pub_other")),
            text(unsent.path("priv_other")),
            digits(inner.path("Context_hex")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return Optional.of(recipient).filter(given -> !given.equals(NOTHING));
  }

  /** The sender's static key, with its identifier if the message names the key by it. */
  private Optional<String> sender(JsonNode holder) {
    JsonNode key = holder.path("sender_key");
    if (!key.isObject()) {
      return Optional.empty();
    }
    JsonNode kid = holder.path("unprotected").path("spk_kid");
    return Optional.of(
        kid.isTextual()
            ? keys.add(
                JsonKey.type(key),
                JsonKey.encode(key, Bytes.ofUtf8(kid.asText())),
                kid.asText(),
                "sender")
            : key(key, "sender"));
  }

  // Countersignatures and certificates.

  private void countersignatures(JsonNode layer, JsonNode values, String of) {
    for (String name : COUNTERSIGNATURES) {
      boolean full = name.equals("countersign");
      JsonNode stated = values.path(full ? "countersigners" : "countersign0");
      int index = 0;
      for (JsonNode signer : layer.path(name).path("signers")) {
        expectations.add(
            new CoseExpectation.Countersignature(
                of,
                full ? 7 : 9,
                index,
                key(signer.path("key"), "countersigner"),
                AlgorithmNames.id(algorithm(signer)),
                withContext(
                    stated.path(index).path("ToBeSign_hex"),
                    full ? "CounterSignature" : "CounterSignature0")));
        index++;
      }
    }
  }

  /** The certificates are in files next to the examples. */
  private void certificates() {
    JsonNode headers = body.path("signers").path(0).path("unprotected");
    Optional<Bytes> anchor = beside("ca.der");
    for (CoseHeaderParameter parameter :
        List.of(CoseHeaderParameter.X5CHAIN, CoseHeaderParameter.X5BAG, CoseHeaderParameter.X5T)) {
      if (headers.has(parameter.ianaName()) && anchor.isPresent()) {
        expectations.add(
            new CoseExpectation.Certificates(
                parameter.ianaName(),
                anchor.get(),
                parameter == CoseHeaderParameter.X5T ? beside("alice.der") : Optional.empty(),
                "2026-01-01T00:00:00Z"));
      }
    }
  }

  private Optional<Bytes> beside(String name) {
    Path file = example.file().resolveSibling(name);
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MAX_CERTIFICATE
          ? Optional.of(Bytes.wrap(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Bytes> digits(JsonNode node) {
    return node.isTextual() ? Optional.of(Digits.hex(node.asText(), "digits")) : Optional.empty();
  }

  private static Optional<Bytes> text(JsonNode node) {
    return node.isTextual()
        ? Optional.of(Bytes.wrap(node.asText().getBytes(StandardCharsets.UTF_8)))
        : Optional.empty();
  }
}
