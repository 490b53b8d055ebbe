package org.teep4j.eat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.AuthenticatedPayload;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerifiedPayload;

/**
 * The claims of a token whose signature or MAC has been verified. Only {@link Cwt#verify}, {@link
 * Cwt#verifyMac} and {@link Jwt#verify} create one. Immutable.
 *
 * <p>It says who made the token, and not yet that the claims count: {@link ClaimsValidator} checks
 * time, nonce, issuer, audience and key.
 */
public final class VerifiedClaims {

  private final EatClaims claims;
  private final Bytes payload;
  private final boolean isJson;
  private final CoseHeaders protectedHeaders;
  private final CoseAlgorithm algorithm;
  private final @Nullable CoseVerifier verifier;

  private VerifiedClaims(
      EatClaims claims,
      Bytes payload,
      boolean isJson,
      CoseHeaders protectedHeaders,
      CoseAlgorithm algorithm,
      @Nullable CoseVerifier verifier) {
    this.claims = claims;
    this.payload = payload;
    this.isJson = isJson;
    this.protectedHeaders = protectedHeaders;
    this.algorithm = algorithm;
    this.verifier = verifier;
  }

  static VerifiedClaims of(VerifiedPayload payload) throws DecodeException, VerificationException {
    return of(payload, payload.verifier());
  }

  static VerifiedClaims of(AuthenticatedPayload payload)
      throws DecodeException, VerificationException {
    return of(payload, null);
  }

  private static VerifiedClaims of(CosePayload payload, @Nullable CoseVerifier verifier)
      throws DecodeException, VerificationException {
    EatClaims claims = EatClaims.decode(payload);
    CoseHeaders headers = payload.protectedHeaders();
    if (headers.cwtClaims().isPresent()) {
      headers.cwtClaims().get().requireSameIn(payload.cwtClaims());
    }
    return new VerifiedClaims(
        claims, payload.bytes(), false, headers, payload.algorithm(), verifier);
  }

  static VerifiedClaims ofJwt(
      EatClaims claims,
      Bytes payload,
      CoseHeaders headers,
      CoseAlgorithm algorithm,
      CoseVerifier verifier) {
    return new VerifiedClaims(claims, payload, true, headers, algorithm, verifier);
  }

  /** The claims. */
  public EatClaims claims() {
    return claims;
  }

  /**
   * The claims as they were signed.
   *
   * @return a view of the encoded map, or of the JSON text in UTF-8
   */
  public Bytes payload() {
    return payload;
  }

  /** Whether the token was a JWT. */
  public boolean isJson() {
    return isJson;
  }

  /**
   * The headers that were verified together with the claims. Those of a JWT are {@code alg} and
   * {@code kid}, in the form of COSE.
   */
  public CoseHeaders protectedHeaders() {
    return protectedHeaders;
  }

  /** The algorithm of the signature or MAC. */
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * The verifier that verified the signature.
   *
   * @return the verifier, whose {@link CoseVerifier#publicKey()} and certificates say who signed;
   *     empty if the token has a MAC, which its receiver could have made as well
   */
  public Optional<CoseVerifier> verifier() {
    return Optional.ofNullable(verifier);
  }

  /** The claims, the algorithm and the verifier. */
  @Override
  public String toString() {
    return "VerifiedClaims[" + algorithm + ", " + verifier + ", " + claims + "]";
  }
}
