package org.teep4j.vectors.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Reason;
import org.teep4j.vectors.CborPath;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.VectorKind;

/** Reads the elements of {@code expect}. */
final class ExpectationReader {
  private final Set<String> keys;
  private final Set<String> vectors;

  ExpectationReader(Set<String> keys, Set<String> vectors) {
    this.keys = keys;
    this.vectors = vectors;
  }

  Expectation read(Fields fields) throws VectorFormatException {
    String check = fields.text("check");
    Expectation expectation =
        switch (check) {
          case "decode" -> new Expectation.Decode();
          case "refuse" -> refuse(fields);
          case "encode" -> new Expectation.Encode(fields.optionalHex("hex"));
          case "deterministic" -> deterministic(fields);
          case "field" ->
              new Expectation.Field(at(fields), fields.text("name"), fields.hex("value"));
          case "item" -> new Expectation.Item(at(fields), fields.hex("value"), erratum(fields));
          case "keys" -> new Expectation.Keys(at(fields), fields.texts("keys"), erratum(fields));
          case "content" -> new Expectation.Content(fields.integer("size"), fields.hex("sha256"));
          case "profile" ->
              new Expectation.Profile(fields.text("name"), fields.integers("algorithms"));
          case "version" -> new Expectation.Version(fields.text("text"), fields.integers("parts"));
          case "version-match" ->
              new Expectation.VersionMatch(fields.integers("version"), fields.flag("matches"));
          case "notation" -> notation(fields);
          case "refuse-notation" -> refuseNotation(fields);
          case "teep-rules" -> teepRules(fields);
          default -> suit(check, fields);
        };
    fields.noOthers();
    return expectation;
  }

  private Expectation suit(String check, Fields fields) throws VectorFormatException {
    return switch (check) {
      case "manifest-digest" ->
          new Expectation.ManifestDigest(
              at(fields), fields.integer("algorithm"), fields.hex("digest"));
      case "severed-digest" ->
          new Expectation.SeveredDigest(
              at(fields),
              fields.integer("member"),
              fields.integer("algorithm"),
              fields.hex("digest"),
              fields.flag("present"));
      case "signature" -> signature(fields);
      case "unverifiable" -> new Expectation.Unverifiable(at(fields), key(fields), erratum(fields));
      case "integrated" ->
          new Expectation.Integrated(
              at(fields), fields.text("uri"), fields.integer("size"), fields.hex("sha256"));
      case "image" -> image(fields);
      case "same-bytes" ->
          new Expectation.SameBytes(at(fields), vector(fields, fields.text("vector")));
      case "decrypt" -> decrypt(fields);
      case "suit-rule" ->
          new Expectation.Rule(
              at(fields),
              Words.suitRule(fields, "rule"),
              fields.flag("holds"),
              with(fields),
              erratum(fields));
      default ->
          new CoseExpectationReader(keys)
              .read(check, fields)
              .orElseThrow(() -> fields.error("no check \"" + check + "\""));
    };
  }

  private static Expectation refuse(Fields fields) throws VectorFormatException {
    Optional<VectorKind> as =
        fields.has("as") ? Optional.of(Words.kind(fields, "as")) : Optional.empty();
    List<Reason> alternatives = new ArrayList<>();
    for (String name : fields.texts("alternatives")) {
      alternatives.add(reason(fields, name));
    }
    return new Expectation.Refuse(
        as,
        fields.optionalText("dialect"),
        reason(fields, fields.text("reason")),
        alternatives,
        fields.optionalInteger("offset"),
        fields.text("why"),
        erratum(fields));
  }

  private static Expectation deterministic(Fields fields) throws VectorFormatException {
    boolean holds = fields.flag("holds");
    Optional<String> why = fields.optionalText("why");
    if (holds == why.isPresent()) {
      throw fields.error("\"why\" tells why an item is not deterministic, and nothing else");
    }
    return new Expectation.Deterministic(at(fields), holds, why, erratum(fields));
  }

  private static Expectation notation(Fields fields) throws VectorFormatException {
    return new Expectation.Notation(
        fields.text("edn"),
        Words.syntax(fields, "syntax"),
        Words.features(fields, "uses"),
        fields.optionalHex("hex"),
        erratum(fields));
  }

  private static Expectation refuseNotation(Fields fields) throws VectorFormatException {
    return new Expectation.RefuseNotation(
        fields.text("edn"),
        Words.syntax(fields, "syntax"),
        Words.features(fields, "uses"),
        reason(fields, fields.text("reason")),
        fields.text("why"),
        erratum(fields));
  }

  private Expectation teepRules(Fields fields) throws VectorFormatException {
    List<Expectation.Violation> violated = new ArrayList<>();
    for (Fields element : fields.objects("violated")) {
      violated.add(
          new Expectation.Violation(
              element.integer("rule"), element.text("clause"), erratum(element)));
      element.noOthers();
    }
    return new Expectation.TeepRules(with(fields), violated);
  }

  private Expectation signature(Fields fields) throws VectorFormatException {
    return new Expectation.Signature(
        at(fields),
        fields.integer("index"),
        fields.text("structure"),
        fields.integer("algorithm"),
        key(fields),
        fields.flag("holds"));
  }

  private static Expectation image(Fields fields) throws VectorFormatException {
    Expectation.Coverage over =
        switch (fields.text("over")) {
          case "payload" -> Expectation.Coverage.PAYLOAD;
          case "manifest" -> Expectation.Coverage.MANIFEST;
          default -> throw fields.error("\"over\" is neither \"payload\" nor \"manifest\"");
        };
    return new Expectation.Image(
        at(fields),
        fields.integer("component"),
        over,
        fields.optionalHex("digest"),
        fields.optionalInteger("size"),
        fields.hex("content"),
        fields.flag("sizeHolds"),
        erratum(fields));
  }

  private Expectation decrypt(Fields fields) throws VectorFormatException {
    return new Expectation.Decrypt(
        at(fields),
        fields.integer("contentAlgorithm"),
        fields.integer("recipientAlgorithm"),
        key(fields),
        fields.optionalHex("kdfContext"),
        fields.hex("cek"),
        fields.hex("iv"),
        fields.hex("ciphertext"),
        fields.hex("plaintext"));
  }

  static CborPath at(Fields fields) throws VectorFormatException {
    Optional<String> text = fields.optionalText("at");
    try {
      return CborPath.parse(text.orElse(""));
    } catch (IllegalArgumentException malformed) {
      throw fields.error("\"at\" is " + malformed.getMessage());
    }
  }

  private static Optional<String> erratum(Fields fields) throws VectorFormatException {
    return fields.optionalText("erratum");
  }

  private static Reason reason(Fields fields, String name) throws VectorFormatException {
    for (Reason reason : Reason.values()) {
      if (reason.name().equals(name)) {
        return reason;
      }
    }
    throw fields.error("no reason \"" + name + "\"");
  }

  private String key(Fields fields) throws VectorFormatException {
    String key = fields.text("key");
    if (!keys.contains(key)) {
      throw fields.error("no key \"" + key + "\"");
    }
    return key;
  }

  private List<String> with(Fields fields) throws VectorFormatException {
    List<String> with = fields.texts("with");
    for (String id : with) {
      vector(fields, id);
    }
    return with;
  }

  private String vector(Fields fields, String id) throws VectorFormatException {
    if (!vectors.contains(id)) {
      throw fields.error("no vector \"" + id + "\"");
    }
    return id;
  }
}
