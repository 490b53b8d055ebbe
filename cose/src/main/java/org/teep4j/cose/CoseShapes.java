package org.teep4j.cose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Shape;

/**
 * The structures of COSE, for printing in diagnostic notation with {@link
 * org.teep4j.codec.Edn#print(org.teep4j.codec.Bytes, Shape, org.teep4j.codec.EdnPrintOptions)}. A
 * shape gives the names of elements and the elements to descend into.
 */
public final class CoseShapes {

  private static final Shape UNPROTECTED = Shape.map(headerParameters());
  private static final Shape PROTECTED = Shape.wrapped(UNPROTECTED);

  private static final Shape SIGNATURE =
      Shape.array(
          PROTECTED.named("protected"), UNPROTECTED.named("unprotected"), Shape.any("signature"));

  private static final Shape RECIPIENT_HEADERS = Shape.map(recipientParameters());

  private static final Shape RECIPIENT =
      Shape.array(
          Shape.wrapped(RECIPIENT_HEADERS).named("protected"),
          RECIPIENT_HEADERS.named("unprotected"),
          Shape.any("ciphertext"),
          recipients().named("recipients"));

  private CoseShapes() {}

  private static Shape recipients() {
    return Shape.arrayOf(Shape.reference(() -> RECIPIENT));
  }

  /** One countersignature, whose first element is a byte string, or an array of them. */
  private static Shape countersignatures() {
    return Shape.reference(() -> SIGNATURE);
  }

  private static Map<Long, Shape> headerParameters() {
    Map<Long, String> labels = new HashMap<>();
    for (CoseHeaderParameter parameter : CoseHeaderParameter.values()) {
      labels.put((long) parameter.id(), parameter.ianaName());
    }
    Map<Long, Shape> values = new HashMap<>();
    for (CoseHeaderParameter parameter : CoseHeaderParameter.values()) {
      Shape value =
          switch (parameter) {
            case ALG -> KeyShapes.ALGORITHM;
            case CRIT -> Shape.arrayOf(Shape.integers(labels));
            case PAYLOAD_HASH_ALG -> KeyShapes.ALGORITHM;
            case COUNTERSIGNATURE_V2, COUNTER_SIGNATURE -> countersignatures();
            case X5T -> Shape.array(KeyShapes.ALGORITHM.named("hashAlg"), Shape.any("hashValue"));
            case KID -> Shape.quoted();
            default -> Shape.any();
          };
      values.put((long) parameter.id(), value.named(parameter.ianaName()));
    }
    for (RecipientParameter parameter : List.of(RecipientParameter.EK, RecipientParameter.PSK_ID)) {
      values.put((long) parameter.id(), Shape.any(parameter.ianaName()));
    }
    return values;
  }

  /**
   * The parameters of recipients. For other algorithms these labels mean something else or nothing.
   */
  private static Map<Long, Shape> recipientParameters() {
    Map<Long, Shape> values = headerParameters();
    for (RecipientParameter parameter : RecipientParameter.values()) {
      switch (parameter) {
        case EK, PSK_ID -> {} // already among the other parameters
        case EPHEMERAL_KEY, STATIC_KEY ->
            values.put((long) parameter.id(), key().named(parameter.ianaName()));
        default -> values.put((long) parameter.id(), Shape.any(parameter.ianaName()));
      }
    }
    return values;
  }

  /**
   * {@code COSE_recipient}.
   *
   * @return the shape
   */
  public static Shape recipient() {
    return RECIPIENT;
  }

  /**
   * {@code COSE_KDF_Context}.
   *
   * @return the shape
   */
  public static Shape kdfContext() {
    Shape party = Shape.array(Shape.any("identity"), Shape.any("nonce"), Shape.any("other"));
    Shape suppPubInfo =
        Shape.array(
            Shape.any("keyDataLength"),
            Shape.wrapped(RECIPIENT_HEADERS).named("protected"),
            Shape.any("other"));
    return Shape.array(
        KeyShapes.ALGORITHM.named("AlgorithmID"),
        party.named("PartyUInfo"),
        party.named("PartyVInfo"),
        suppPubInfo.named("SuppPubInfo"),
        Shape.any("SuppPrivInfo"));
  }

  /**
   * The value of {@code alg}.
   *
   * @return names for the numbers of {@link CoseAlgorithm}
   */
  public static Shape algorithm() {
    return KeyShapes.ALGORITHM;
  }

  /**
   * {@code COSE_Sign1}, tagged or not.
   *
   * @param payload the shape of the payload, a byte string; use {@link Shape#wrapped} to descend
   *     into it
   * @return the shape
   */
  public static Shape sign1(Shape payload) {
    return taggedOrNot(CoseSign1.TAG, "COSE_Sign1", body(payload, Shape.any("signature")));
  }

  /**
   * {@code COSE_Sign}, tagged or not.
   *
   * @param payload the shape of the payload, a byte string; use {@link Shape#wrapped} to descend
   *     into it
   * @return the shape
   */
  public static Shape sign(Shape payload) {
    Shape signatures = Shape.arrayOf(SIGNATURE).named("signatures");
    return taggedOrNot(CoseSign.TAG, "COSE_Sign", body(payload, signatures));
  }

  /**
   * {@code COSE_Mac0}, tagged or not.
   *
   * @param payload the shape of the payload, a byte string; use {@link Shape#wrapped} to descend
   *     into it
   * @return the shape
   */
  public static Shape mac0(Shape payload) {
    return taggedOrNot(CoseMac0.TAG, "COSE_Mac0", body(payload, Shape.any("tag")));
  }

  /**
   * {@code COSE_Mac}, tagged or not.
   *
   * @param payload the shape of the payload, a byte string; use {@link Shape#wrapped} to descend
   *     into it
   * @return the shape
   */
  public static Shape mac(Shape payload) {
    Shape recipients = recipients().named("recipients");
    return taggedOrNot(CoseMac.TAG, "COSE_Mac", body(payload, Shape.any("tag"), recipients));
  }

  /**
   * {@code COSE_Encrypt0}, tagged or not.
   *
   * @return the shape
   */
  public static Shape encrypt0() {
    return taggedOrNot(CoseEncrypt0.TAG, "COSE_Encrypt0", encrypted());
  }

  /**
   * {@code COSE_Encrypt}, tagged or not.
   *
   * @return the shape
   */
  public static Shape encrypt() {
    Shape recipients = recipients().named("recipients");
    return taggedOrNot(CoseEncrypt.TAG, "COSE_Encrypt", encrypted(recipients));
  }

  /**
   * Any COSE message: the six tagged messages, and the signed messages without tag.
   *
   * @param payload the shape of the payload of messages that are not encrypted
   * @return the shape
   */
  public static Shape message(Shape payload) {
    return Shape.tagged(CoseSign1.TAG, body(payload, Shape.any("signature")).named("COSE_Sign1"))
        .or(sign(payload))
        .or(mac0(payload))
        .or(mac(payload))
        .or(encrypt0())
        .or(encrypt());
  }

  private static Shape taggedOrNot(long tag, String name, Shape untagged) {
    return Shape.tagged(tag, untagged.named(name)).or(untagged);
  }

  private static Shape body(Shape payload, Shape... more) {
    return layer(payload.named("payload"), more);
  }

  private static Shape encrypted(Shape... more) {
    return layer(Shape.any("ciphertext"), more);
  }

  private static Shape layer(Shape content, Shape... more) {
    List<Shape> fields = new ArrayList<>();
    fields.add(PROTECTED.named("protected"));
    fields.add(UNPROTECTED.named("unprotected"));
    fields.add(content);
    fields.addAll(Arrays.asList(more));
    return Shape.array(fields, Shape.any());
  }

  /**
   * {@code COSE_Key} (RFC 9052, Section 7). The key type determines the names of the parameters. In
   * private and symmetric keys, and in keys of unknown types, every parameter that is not known to
   * be public is {@linkplain Shape#secret() secret}.
   *
   * @return the shape
   */
  public static Shape key() {
    return KeyShapes.KEY;
  }

  /**
   * {@code COSE_KeySet} (RFC 9052, Section 7).
   *
   * @return the shape
   */
  public static Shape keySet() {
    return Shape.arrayOf(KeyShapes.KEY);
  }

  /**
   * A map in unknown data that may be a key: a COSE_Key, or a JWK that is encoded in CBOR. {@link
   * #resemblesKey} decides. A key gets the shape of a key; any other map gets no shape.
   *
   * @return the shape, for {@link org.teep4j.codec.EdnPrintOptions#withUnknown}
   */
  public static Shape possibleKey() {
    return KeyShapes.POSSIBLE_KEY;
  }

  /**
   * Whether bytes look like a key, so that code that displays them can hide secrets. A key looks
   * like a map with {@code kty} and at least one parameter of a key type, or like a JWK that is
   * encoded in CBOR. The key need not be valid, and truncated bytes can look like a key too.
   *
   * @param input any bytes; only the first item is examined
   * @return whether they look like a key
   */
  public static boolean resemblesKey(Bytes input) {
    return KeyShapes.Labels.of(input).isKey();
  }
}
