package org.teep4j.eat;

import java.util.List;

/**
 * The EAT profile of TEEP (draft-ietf-teep-protocol-26, Section 5) as named checks. It demands
 * claims of Attestation Results. Evidence is free.
 *
 * <p>Who signed the result, which key {@code cnf} names and whether the nonce is the challenge are
 * questions of the exchange: {@link Cwt#verify} and {@link ClaimsValidator}.
 */
public final class TeepEatProfile {

  private TeepEatProfile() {}

  /**
   * The rules of the profile, and of RFC 9711, that an Attestation Result breaks.
   *
   * @param result a verified token
   * @return an unmodifiable list, empty if there is none
   */
  public static List<EatViolation> violations(VerifiedClaims result) {
    boolean isPreferred = !result.isJson() && EatRules.isPreferred(result.payload());
    return EatRules.checkTeep(result.claims(), isPreferred);
  }

  /**
   * The same rules for claims alone: their encoding is not checked.
   *
   * @param result the claims of an Attestation Result
   * @return an unmodifiable list, empty if there is none
   */
  public static List<EatViolation> violations(EatClaims result) {
    return EatRules.checkTeep(result, true);
  }
}
