package org.teep4j.eat;

import java.util.HashMap;
import java.util.Map;
import org.teep4j.codec.Shape;
import org.teep4j.cose.CoseShapes;

/**
 * The structures of CWT and EAT, for printing in diagnostic notation with {@link
 * org.teep4j.codec.Edn#print(org.teep4j.codec.Bytes, Shape, org.teep4j.codec.EdnPrintOptions)}.
 */
public final class EatShapes {

  /** The tag of an Unprotected CWT Claims Set (RFC 9781). */
  private static final long UCCS_TAG = 601;

  /** The tag of the CMW collection that is a token of Arm CCA. */
  private static final long CCA_TAG = 907;

  private static final Shape CLAIMS = claimsSet();
  private static final Shape TOKEN = tokens();

  private EatShapes() {}

  /** {@code Claims-Set}, in CBOR or as JSON that is encoded in CBOR. */
  public static Shape claims() {
    return CLAIMS;
  }

  /**
   * Any token: a COSE message whose payload is a set of claims, with the tag of a CWT or without; a
   * set of claims with the tag of a UCCS (RFC 9781); a detached EAT bundle with its tag; or a token
   * of Arm CCA (RMM specification, A7.2.3) with its tag.
   */
  public static Shape token() {
    return TOKEN;
  }

  private static Shape tokens() {
    Shape message = CoseShapes.message(Shape.wrapped(Shape.reference(() -> CLAIMS)));
    Shape nested = Shape.wrapped(Shape.reference(() -> TOKEN));
    Shape bundle =
        Shape.array(
            nested.named("main-token"),
            Shape.map(Map.of())
                .withOthers(Shape.any(), Shape.wrapped(Shape.reference(() -> CLAIMS)))
                .named("detached-claims-sets"));
    return message
        .or(Shape.tagged(Cwt.TAG, message.named("CWT")))
        .or(Shape.tagged(UCCS_TAG, Shape.reference(() -> CLAIMS).named("UCCS")))
        .or(Shape.tagged(CCA_TAG, collection(nested).named("cca-token")))
        .or(Shape.tagged(EatBundle.TAG, bundle.named("Detached-EAT-Bundle")));
  }

  /** A CMW collection of records, {@code [type, value]}, whose values are tokens. */
  private static Shape collection(Shape token) {
    Shape message = Shape.array(Shape.any("type"), token.named("value"));
    return Shape.map(
            Map.of(
                44234L, message.named("cca-platform-token"),
                44241L, message.named("cca-realm-delegated-token")))
        .withOthers(Shape.any(), Shape.array(Shape.any("type"), Shape.any("value")));
  }

  private static Shape claimsSet() {
    Map<Long, Shape> values = new HashMap<>();
    for (EatClaim<?> claim : EatClaim.all()) {
      values.put(claim.label(), value(claim).named(claim.name()));
    }
    for (EarClaim claim : EarClaim.values()) {
      values.put(claim.number(), value(claim).named(claim.jsonName()));
    }
    for (Map.Entry<Long, String> claim : PsaToken.names().entrySet()) {
      values.putIfAbsent(claim.getKey(), Shape.any(claim.getValue()));
    }
    return CoseShapes.claims(values);
  }

  private static Shape value(EatClaim<?> claim) {
    if (claim == EatClaim.CONFIRMATION) {
      return Shape.map(
          Map.of(
              1L, CoseShapes.key().named("COSE_Key"),
              2L, CoseShapes.message(Shape.any()).named("Encrypted_COSE_Key"),
              3L, Shape.any("kid"),
              5L, Shape.any("ckt")));
    }
    if (claim == EatClaim.SUBMODULES) {
      Shape digest =
          Shape.array(CoseShapes.algorithm().named("hash-algorithm"), Shape.any("digest"));
      Shape submodule =
          Shape.reference(() -> CLAIMS).or(digest).or(Shape.wrapped(Shape.reference(() -> TOKEN)));
      return Shape.map(Map.of()).withOthers(Shape.any(), submodule);
    }
    if (claim == EatClaim.MANIFESTS || claim == EatClaim.MEASUREMENTS) {
      return Shape.arrayOf(
          Shape.array(
              Shape.any("content-type"), Shape.wrapped(Shape.any()).named("content-format")));
    }
    if (claim == EatClaim.DEBUG_STATUS) {
      return names(DebugStatus.values());
    }
    return claim == EatClaim.INTENDED_USE ? names(IntendedUse.values()) : Shape.any();
  }

  private static Shape value(EarClaim claim) {
    return switch (claim) {
      case STATUS -> names(TrustTier.values());
      case TRUSTWORTHINESS_VECTOR -> labels(TrustVector.Aspect.values());
      case VERIFIER_ID -> Shape.map(Map.of(0L, Shape.any("developer"), 1L, Shape.any("build")));
      case TEEP_CLAIMS -> Shape.reference(() -> CLAIMS);
      default -> Shape.any();
    };
  }

  private static Shape names(Named[] constants) {
    Map<Long, String> names = new HashMap<>();
    for (Named constant : constants) {
      names.put(constant.number(), constant.jsonName());
    }
    return Shape.integers(names);
  }

  private static Shape labels(Named[] constants) {
    Map<Long, Shape> values = new HashMap<>();
    for (Named constant : constants) {
      values.put(constant.number(), Shape.any(constant.jsonName()));
    }
    return Shape.map(values);
  }
}
