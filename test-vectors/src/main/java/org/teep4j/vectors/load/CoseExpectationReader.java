package org.teep4j.vectors.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.vectors.CoseExpectation;
import org.teep4j.vectors.CoseExpectation.Admission;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.PrimitiveExpectation;
import org.teep4j.vectors.VectorKind;

/** Reads the elements of {@code expect} that concern COSE objects and cryptographic operations. */
final class CoseExpectationReader {
  private final Set<String> keys;

  CoseExpectationReader(Set<String> keys) {
    this.keys = keys;
  }

  /** The expectation, or empty if the check is none of these. */
  Optional<Expectation> read(String check, Fields fields) throws VectorFormatException {
    return Optional.ofNullable(
        switch (check) {
          case "open" -> open(fields);
          case "countersignature" ->
              new CoseExpectation.Countersignature(
                  fields.text("of"),
                  fields.integer("label"),
                  fields.optionalInteger("index").orElse(0),
                  key(fields, "key"),
                  fields.integer("algorithm"),
                  fields.optionalHex("structure"));
          case "certificates" ->
              new CoseExpectation.Certificates(
                  fields.text("parameter"),
                  fields.hex("anchor"),
                  fields.optionalHex("leaf"),
                  fields.text("time"));
          case "key" -> new CoseExpectation.Key(fields.integer("algorithm"));
          case "sign" ->
              new CoseExpectation.Sign(
                  key(fields, "key"),
                  fields.integer("algorithm"),
                  fields.hex("payload"),
                  fields.optionalHex("external"),
                  fields.integer("same"));
          default -> primitive(check, fields);
        });
  }

  private @Nullable Expectation primitive(String check, Fields fields)
      throws VectorFormatException {
    return switch (check) {
      case "raw-signature" ->
          new PrimitiveExpectation.RawSignature(
              key(fields, "key"),
              fields.integer("algorithm"),
              admit(fields),
              fields.hex("message"),
              fields.hex("signature"),
              fields.optionalText("refused"));
      case "raw-mac" ->
          new PrimitiveExpectation.RawMac(
              fields.hex("key"),
              fields.integer("algorithm"),
              fields.hex("message"),
              fields.hex("tag"),
              fields.flag("prefix", false),
              fields.optionalText("refused"));
      case "raw-encryption" ->
          new PrimitiveExpectation.RawEncryption(
              fields.hex("key"),
              fields.integer("algorithm"),
              fields.hex("iv"),
              fields.hex("aad"),
              fields.hex("plaintext"),
              fields.hex("ciphertext"),
              fields.optionalText("refused"));
      case "key-wrap" ->
          new PrimitiveExpectation.KeyWrap(
              fields.hex("key"),
              fields.integer("algorithm"),
              fields.hex("contentKey"),
              fields.hex("wrapped"),
              fields.optionalText("refused"));
      case "key-agreement" ->
          new PrimitiveExpectation.KeyAgreement(
              fields.text("curve"),
              fields.hex("privateKey"),
              fields.hex("publicKey"),
              fields.text("encoding"),
              fields.hex("shared"),
              fields.optionalText("refused"));
      case "key-derivation" ->
          new PrimitiveExpectation.KeyDerivation(
              fields.integer("algorithm"),
              fields.hex("secret"),
              fields.hex("salt"),
              fields.hex("info"),
              fields.integer("size"),
              fields.optionalHex("output"),
              fields.optionalText("refused"));
      default -> new EatExpectationReader(keys).read(check, fields);
    };
  }

  private CoseExpectation.Open then(Fields fields) throws VectorFormatException {
    CoseExpectation.Open open = open(fields);
    fields.noOthers();
    return open;
  }

  private CoseExpectation.Open open(Fields fields) throws VectorFormatException {
    Optional<VectorKind> as =
        fields.has("as") ? Optional.of(Words.kind(fields, "as")) : Optional.empty();
    return new CoseExpectation.Open(
        ExpectationReader.at(fields),
        as,
        key(fields, "key"),
        fields.integer("algorithm"),
        fields.optionalHex("content"),
        fields.optionalHex("external"),
        admit(fields),
        fields.optionalHex("contextIv"),
        fields.has("recipient")
            ? Optional.of(recipient(fields.object("recipient")))
            : Optional.empty(),
        fields.optionalHex("structure"),
        fields.optionalHex("contentKey"),
        fields.has("then") ? Optional.of(then(fields.object("then"))) : Optional.empty(),
        fields.optionalText("refused"),
        fields.optionalText("erratum"));
  }

  private CoseExpectation.Recipient recipient(Fields fields) throws VectorFormatException {
    CoseExpectation.Recipient recipient =
        new CoseExpectation.Recipient(
            fields.has("through") ? fields.integers("through") : List.of(),
            fields.has("senderKey") ? Optional.of(key(fields, "senderKey")) : Optional.empty(),
            fields.optionalHex("partyU"),
            fields.optionalHex("partyV"),
            fields.optionalHex("suppPub"),
            fields.optionalHex("suppPriv"),
            fields.optionalHex("kdfContext"),
            fields.optionalHex("info"),
            fields.optionalHex("aad"),
            fields.optionalHex("psk"),
            fields.optionalHex("pskId"));
    fields.noOthers();
    return recipient;
  }

  private static List<Admission> admit(Fields fields) throws VectorFormatException {
    List<Admission> admissions = new ArrayList<>();
    for (String word : fields.texts("admit")) {
      admissions.add(Words.admission(fields, "admit", word));
    }
    return admissions;
  }

  private String key(Fields fields, String name) throws VectorFormatException {
    String key = fields.text(name);
    if (!keys.contains(key)) {
      throw fields.error("no key \"" + key + "\"");
    }
    return key;
  }
}
