/**
 * CBOR Web Tokens (RFC 8392), Entity Attestation Tokens (RFC 9711) and Attestation Results
 * (draft-ietf-rats-ear-04): read, verified, checked, built and signed.
 *
 * <h2>Where to start</h2>
 *
 * <p>{@link org.teep4j.eat.EatClaims} is a set of claims with typed accessors and a builder; {@link
 * org.teep4j.eat.EatClaim} has the claims as keys. A {@link org.teep4j.eat.Cwt} or {@link
 * org.teep4j.eat.Jwt} gives out its claims after verification, as {@link
 * org.teep4j.eat.VerifiedClaims}. {@link org.teep4j.eat.ClaimsValidator} decides whether they count
 * now, for this nonce, for this key.
 *
 * <pre>{@code
 * // Evidence: a device states what it is, for a challenge.
 * EatClaims claims =
 *     EatClaims.builder()
 *         .nonce(challenge)
 *         .ueid(Ueid.of(Ueid.Type.RAND, random))
 *         .confirmation(Confirmation.ofKey(agentKey))
 *         .build();
 * byte[] evidence = Cwt.sign(claims, CoseSigner.of(attestationKey)).toByteArray();
 *
 * // Whoever appraises it verifies it first.
 * VerifiedClaims verified = Cwt.decode(Bytes.wrap(evidence)).verify(device);
 * ClaimsValidator.at(now).withNonce(challenge).withConfirmedKey(agentKey).validate(verified.claims());
 *
 * // An Attestation Result as Veraison sends it: a JWT with an EAR.
 * AttestationResult result = AttestationResult.of(Jwt.decode(jwt).verify(trustedVerifier));
 * ClaimsValidator.at(now).withNonce(challenge).validate(result.claims());
 * boolean isGood =
 *     result.tier().equals(Optional.of(TrustTier.AFFIRMING)) && result.confirms(agentKey);
 * }</pre>
 *
 * <p>{@link org.teep4j.eat.MediaType} tells Attestation Results from Evidence. {@link
 * org.teep4j.eat.TeepEatProfile} has what TEEP demands of results, and {@link
 * org.teep4j.eat.PsaToken} reads Evidence of Arm's Platform Security Architecture. An {@link
 * org.teep4j.eat.EatBundle} carries claims outside the token that has their digests.
 *
 * <p>Methods with {@code unverified} in their names return what anyone could have forged.
 */
@NullMarked
package org.teep4j.eat;

import org.jspecify.annotations.NullMarked;
