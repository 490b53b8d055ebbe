package org.teep4j.cose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Shape;

/**
 * The structures of COSE for printing in diagnostic notation: what {@link
 * org.teep4j.codec.Edn#print(org.teep4j.codec.Bytes, Shape, org.teep4j.codec.EdnPrintOptions)}
 * names and descends into.
 */
public final class CoseShapes {

  private static final Shape ALGORITHM = Shape.integers(algorithmNames());
  private static final Shape UNPROTECTED = Shape.map(headerEntries());
  private static final Shape PROTECTED = Shape.wrapped(UNPROTECTED);

  private static final Shape SIGNATURE =
      Shape.array(
          Shape.field("protected", PROTECTED),
          Shape.field("unprotected", UNPROTECTED),
          Shape.field("signature"));

  private static final Shape RECIPIENT_HEADERS = Shape.map(recipientEntries());

  private static final Shape RECIPIENT =
      Shape.array(
          Shape.field("protected", Shape.wrapped(RECIPIENT_HEADERS)),
          Shape.field("unprotected", RECIPIENT_HEADERS),
          Shape.field("ciphertext"),
          Shape.field("recipients", recipients()));

  private CoseShapes() {}

  private static Shape recipients() {
    return Shape.arrayOf(Shape.reference(() -> RECIPIENT));
  }

  /** One countersignature, whose first element is a byte string, or an array of them. */
  private static Shape countersignatures() {
    return Shape.reference(() -> SIGNATURE);
  }

  private static Map<Long, String> algorithmNames() {
    Map<Long, String> names = new HashMap<>();
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      names.put(algorithm.id(), algorithm.ianaName());
    }
    return names;
  }

  private static List<Shape.Entry> headerEntries() {
    Map<Long, String> labels = new HashMap<>();
    for (CoseHeaderParameter parameter : CoseHeaderParameter.values()) {
      labels.put((long) parameter.id(), parameter.ianaName());
    }
    List<Shape.Entry> entries = new ArrayList<>();
    for (CoseHeaderParameter parameter : CoseHeaderParameter.values()) {
      Shape value =
          switch (parameter) {
            case ALG -> ALGORITHM;
            case CRIT -> Shape.arrayOf(Shape.integers(labels));
            case PAYLOAD_HASH_ALG -> ALGORITHM;
            case COUNTERSIGNATURE_V2, COUNTER_SIGNATURE -> countersignatures();
            case X5T -> Shape.array(Shape.field("hashAlg", ALGORITHM), Shape.field("hashValue"));
            case KID -> Shape.quoted();
            default -> Shape.any();
          };
      entries.add(Shape.entry(parameter.id(), parameter.ianaName(), value));
    }
    for (RecipientParameter parameter : List.of(RecipientParameter.EK, RecipientParameter.PSK_ID)) {
      entries.add(Shape.entry(parameter.id(), parameter.ianaName()));
    }
    return entries;
  }

  /** Labels that mean something else, or nothing, to other algorithms. */
  private static List<Shape.Entry> recipientEntries() {
    List<Shape.Entry> entries = headerEntries();
    for (RecipientParameter parameter : RecipientParameter.values()) {
      switch (parameter) {
        case EK, PSK_ID -> {} // among the others
        case EPHEMERAL_KEY, STATIC_KEY ->
            entries.add(Shape.entry(parameter.id(), parameter.ianaName(), key()));
        default -> entries.add(Shape.entry(parameter.id(), parameter.ianaName()));
      }
    }
    return entries;
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
    Shape party = Shape.array(Shape.field("identity"), Shape.field("nonce"), Shape.field("other"));
    Shape suppPubInfo =
        Shape.array(
            Shape.field("keyDataLength"),
            Shape.field("protected", Shape.wrapped(RECIPIENT_HEADERS)),
            Shape.field("other"));
    return Shape.array(
        Shape.field("AlgorithmID", ALGORITHM),
        Shape.field("PartyUInfo", party),
        Shape.field("PartyVInfo", party),
        Shape.field("SuppPubInfo", suppPubInfo),
        Shape.field("SuppPrivInfo"));
  }

  /**
   * The value of {@code alg}.
   *
   * @return names for the numbers of {@link CoseAlgorithm}
   */
  public static Shape algorithm() {
    return ALGORITHM;
  }

  /**
   * {@code COSE_Sign1}, tagged or not.
   *
   * @param payload of the payload, a byte string; {@link Shape#wrapped} to descend into it
   * @return the shape
   */
  public static Shape sign1(Shape payload) {
    return taggedOrNot(CoseSign1.TAG, "COSE_Sign1", body(payload, Shape.field("signature")));
  }

  /**
   * {@code COSE_Sign}, tagged or not.
   *
   * @param payload of the payload, a byte string; {@link Shape#wrapped} to descend into it
   * @return the shape
   */
  public static Shape sign(Shape payload) {
    Shape.Field signatures = Shape.field("signatures", Shape.arrayOf(SIGNATURE));
    return taggedOrNot(CoseSign.TAG, "COSE_Sign", body(payload, signatures));
  }

  /**
   * {@code COSE_Mac0}, tagged or not.
   *
   * @param payload of the payload, a byte string; {@link Shape#wrapped} to descend into it
   * @return the shape
   */
  public static Shape mac0(Shape payload) {
    return taggedOrNot(CoseMac0.TAG, "COSE_Mac0", body(payload, Shape.field("tag")));
  }

  /**
   * {@code COSE_Mac}, tagged or not.
   *
   * @param payload of the payload, a byte string; {@link Shape#wrapped} to descend into it
   * @return the shape
   */
  public static Shape mac(Shape payload) {
    Shape.Field recipients = Shape.field("recipients", recipients());
    return taggedOrNot(CoseMac.TAG, "COSE_Mac", body(payload, Shape.field("tag"), recipients));
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
    Shape.Field recipients = Shape.field("recipients", recipients());
    return taggedOrNot(CoseEncrypt.TAG, "COSE_Encrypt", encrypted(recipients));
  }

  /**
   * Any message of COSE: the six tagged ones, and the signed ones without tag.
   *
   * @param payload of the payload of those that are not encrypted
   * @return the shape
   */
  public static Shape message(Shape payload) {
    return Shape.tagged(CoseSign1.TAG, "COSE_Sign1", body(payload, Shape.field("signature")))
        .or(sign(payload))
        .or(mac0(payload))
        .or(mac(payload))
        .or(encrypt0())
        .or(encrypt());
  }

  private static Shape taggedOrNot(long tag, String name, Shape untagged) {
    return Shape.tagged(tag, name, untagged).or(untagged);
  }

  private static Shape body(Shape payload, Shape.Field... more) {
    return layer(Shape.field("payload", payload), more);
  }

  private static Shape encrypted(Shape.Field... more) {
    return layer(Shape.field("ciphertext"), more);
  }

  private static Shape layer(Shape.Field content, Shape.Field... more) {
    List<Shape.Field> fields = new ArrayList<>();
    fields.add(Shape.field("protected", PROTECTED));
    fields.add(Shape.field("unprotected", UNPROTECTED));
    fields.add(content);
    fields.addAll(Arrays.asList(more));
    return Shape.array(fields.toArray(Shape.Field[]::new));
  }

  /**
   * {@code COSE_Key} (RFC 9052, Section 7). The names of its parameters are those of its type. Of a
   * private or symmetric key, and of one whose type is not known here, everything is {@linkplain
   * Shape#secret() secret} that is not known to be public.
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
   * A map that may be a key among data of which nothing is known: a COSE_Key, or a JWK that is
   * encoded in CBOR, as {@link CoseKey#resembles} tells. It has the shape of a key if it is one,
   * and no shape if not.
   *
   * @return the shape, for {@link org.teep4j.codec.EdnPrintOptions#withUnknown}
   */
  public static Shape possibleKey() {
    return KeyShapes.POSSIBLE_KEY;
  }
}
