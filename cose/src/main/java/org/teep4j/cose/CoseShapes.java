package org.teep4j.cose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Shape;

/**
 * The structures of COSE, for printing in diagnostic notation with {@link
 * org.teep4j.codec.Edn#print(org.teep4j.codec.Bytes, Shape, org.teep4j.codec.EdnPrintOptions)}. A
 * shape gives the names of elements and the elements to descend into.
 */
public final class CoseShapes {

  private static final Shape CERTIFICATE = Shape.described(CertificateText::of);

  /** The claims of CWT itself (RFC 8392, Section 4), which a header may have (RFC 9597). */
  private static final Shape CWT_CLAIMS =
      claims(
          Map.of(
              1L, Shape.any("iss"),
              2L, Shape.any("sub"),
              3L, Shape.any("aud"),
              4L, Shape.any("exp"),
              5L, Shape.any("nbf"),
              6L, Shape.any("iat"),
              7L, Shape.any("cti")));

  /** {@code ccf-inclusion-proof}, which is a map, as no other proof is. */
  private static final Shape CCF_PROOF =
      Shape.map(
          Map.of(
              1L,
              Shape.array(
                      Shape.any("internal-transaction-hash"),
                      Shape.any("internal-evidence"),
                      Shape.any("data-hash"))
                  .named("leaf"),
              2L,
              Shape.arrayOf(Shape.array(Shape.any("left"), Shape.any("hash"))).named("path")));

  /** {@code verifiable-proofs} (RFC 9942, Sections 5.2 and 5.3). */
  private static final Shape PROOFS =
      Shape.map(
          Map.of(
              VerifiableDataStructure.INCLUSION_PROOFS,
              proofs("inclusion", "tree-size", "leaf-index", "inclusion-path"),
              VerifiableDataStructure.CONSISTENCY_PROOFS,
              proofs("consistency", "tree-size-1", "tree-size-2", "consistency-path")));

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
    Map<Long, String> labels = new HashMap<>(RegisteredNames.HEADER_PARAMETERS);
    for (CoseHeaderParameter parameter : CoseHeaderParameter.values()) {
      labels.put((long) parameter.id(), parameter.ianaName());
    }
    Map<Long, Shape> values = new HashMap<>(named(RegisteredNames.HEADER_PARAMETERS));
    for (CoseHeaderParameter parameter : CoseHeaderParameter.values()) {
      Shape value =
          switch (parameter) {
            case ALG -> KeyShapes.ALGORITHM;
            case CRIT -> Shape.arrayOf(Shape.integers(labels));
            case PAYLOAD_HASH_ALG -> KeyShapes.ALGORITHM;
            case COUNTERSIGNATURE_V2, COUNTER_SIGNATURE -> countersignatures();
            case X5T -> Shape.array(KeyShapes.ALGORITHM.named("hashAlg"), Shape.any("hashValue"));
            case CWT_CLAIMS -> CWT_CLAIMS;
            case X5CHAIN, X5BAG -> CERTIFICATE.or(Shape.arrayOf(CERTIFICATE));
            case KID -> Shape.quoted();
            case RECEIPTS -> Shape.arrayOf(Shape.wrapped(Shape.reference(CoseShapes::receipt)));
            case VDS -> Shape.integers(VerifiableDataStructure.names());
            case VDP -> PROOFS;
            default -> Shape.any();
          };
      values.put((long) parameter.id(), value.named(parameter.ianaName()));
    }
    for (RecipientParameter parameter : List.of(RecipientParameter.EK, RecipientParameter.PSK_ID)) {
      values.put((long) parameter.id(), Shape.any(parameter.ianaName()));
    }
    return values;
  }

  private static Map<Long, Shape> named(Map<Long, String> names) {
    return names.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> Shape.any(each.getValue())));
  }

  private static Shape proofs(String name, String first, String second, String path) {
    Shape proof =
        Shape.array(Shape.any(first), Shape.any(second), Shape.arrayOf(Shape.any()).named(path));
    return Shape.arrayOf(Shape.wrapped(proof.or(CCF_PROOF))).named(name);
  }

  /**
   * The parameters of recipients. For other algorithms these labels mean something else or nothing.
   */
  private static Map<Long, Shape> recipientParameters() {
    Map<Long, Shape> values = headerParameters();
    values.putAll(named(RegisteredNames.RECIPIENT_PARAMETERS));
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
   * A certificate in DER. The comment behind it has its subject, issuer and times, as the
   * certificate claims them.
   *
   * @return the shape of a byte string
   */
  public static Shape certificate() {
    return CERTIFICATE;
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
   * {@code Receipt} (RFC 9942, Section 4.3), which is a COSE_Sign1.
   *
   * @return the shape
   */
  public static Shape receipt() {
    return message(CoseMessageType.SIGN1, Shape.any());
  }

  /**
   * A set of CWT claims. Registered claims have their names, also where nothing else is known of
   * them.
   *
   * @param known the shapes of claims by label, which count before the registered names
   * @return the shape of a map
   */
  public static Shape claims(Map<Long, Shape> known) {
    Map<Long, Shape> values = new HashMap<>(named(RegisteredNames.CLAIMS));
    values.putAll(known);
    return Shape.map(values);
  }

  /**
   * One of the six COSE messages, tagged or not.
   *
   * @param type the message
   * @param payload the shape of the payload, a byte string; use {@link Shape#wrapped} to descend
   *     into it. A ciphertext has no shape.
   * @return the shape
   */
  public static Shape message(CoseMessageType type, Shape payload) {
    Shape untagged = untagged(type, payload);
    return tagged(type, untagged).or(untagged);
  }

  /**
   * Any COSE message: the six tagged messages, and the signed messages without tag.
   *
   * @param payload the shape of the payload of messages that are not encrypted
   * @return the shape
   */
  public static Shape message(Shape payload) {
    CoseMessageType first = CoseMessageType.SIGN1;
    Shape any = tagged(first, untagged(first, payload));
    for (CoseMessageType type : CoseMessageType.values()) {
      any = type == first ? any : any.or(message(type, payload));
    }
    return any;
  }

  private static Shape untagged(CoseMessageType type, Shape payload) {
    return switch (type) {
      case SIGN1 -> body(payload, Shape.any("signature"));
      case SIGN -> body(payload, Shape.arrayOf(SIGNATURE).named("signatures"));
      case MAC0 -> body(payload, Shape.any("tag"));
      case MAC -> body(payload, Shape.any("tag"), recipients().named("recipients"));
      case ENCRYPT0 -> encrypted();
      case ENCRYPT -> encrypted(recipients().named("recipients"));
    };
  }

  private static Shape tagged(CoseMessageType type, Shape untagged) {
    return Shape.tagged(type.tag(), untagged.named(type.cddlName()));
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
