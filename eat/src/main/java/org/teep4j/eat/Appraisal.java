package org.teep4j.eat;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;

/**
 * {@code EAR-appraisal} (draft-ietf-rats-ear-04, Section 3.1): what a Verifier says of one Attester
 * of a device. Immutable.
 *
 * @param status what the Verifier says of the Attester as a whole
 * @param trustVector what it says of single aspects
 * @param policyIds the policies that it applied, in their order
 * @param teepClaims claims of the Evidence for TEEP ({@code ear_teep_claims})
 * @param attestedKeyInfo the key that the Attester holds, as Veraison writes it: a
 *     SubjectPublicKeyInfo in DER ({@code akpub})
 * @param attestedKey the same key; empty also if it is of a type that is not supported
 * @param claims all claims of the appraisal, in the form of its encoding; {@link EarBuilder} takes
 *     those from it that have no component here
 */
public record Appraisal(
    TrustTier status,
    Optional<TrustVector> trustVector,
    List<String> policyIds,
    Optional<EatClaims> teepClaims,
    Optional<Bytes> attestedKeyInfo,
    Optional<CoseKey> attestedKey,
    EatClaims claims) {

  /** Copies the list. */
  public Appraisal {
    policyIds = List.copyOf(policyIds);
  }

  /**
   * An appraisal that says nothing but its status.
   *
   * @param status what the Verifier says of the Attester as a whole
   */
  public static Appraisal of(TrustTier status) {
    return new Appraisal(
        status,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        EatClaims.builder().build());
  }

  /**
   * This appraisal with a trustworthiness vector.
   *
   * @param vector what the Verifier says of single aspects
   */
  public Appraisal withTrustVector(TrustVector vector) {
    return new Appraisal(
        status, Optional.of(vector), policyIds, teepClaims, attestedKeyInfo, attestedKey, claims);
  }

  /**
   * This appraisal with the policies that were applied.
   *
   * @param ids identifiers, in the order in which the policies were applied
   */
  public Appraisal withPolicyIds(List<String> ids) {
    return new Appraisal(
        status, trustVector, ids, teepClaims, attestedKeyInfo, attestedKey, claims);
  }

  /**
   * This appraisal with claims for TEEP.
   *
   * @param teep what a TAM needs to know, such as {@code oemid}, {@code hwmodel} and {@code cnf}
   */
  public Appraisal withTeepClaims(EatClaims teep) {
    return new Appraisal(
        status, trustVector, policyIds, Optional.of(teep), attestedKeyInfo, attestedKey, claims);
  }

  /**
   * This appraisal with the key that the Attester holds, in the form of Veraison.
   *
   * @param key a public key
   * @throws GeneralSecurityException if the key has no SubjectPublicKeyInfo
   */
  public Appraisal withAttestedKey(CoseKey key) throws GeneralSecurityException {
    return new Appraisal(
        status,
        trustVector,
        policyIds,
        teepClaims,
        Optional.of(Bytes.wrap(CoseKeys.toPublicKey(key).getEncoded())),
        Optional.of(key.toPublic()),
        claims);
  }

  /**
   * What the appraisal amounts to. A status must not be better than the worst aspect; if it is, the
   * aspect counts.
   *
   * @return the worse of status and {@link TrustVector#tier()}
   */
  public TrustTier tier() {
    TrustTier worstAspect = trustVector.map(TrustVector::tier).orElse(TrustTier.NONE);
    return worstAspect == TrustTier.NONE ? status : status.worse(worstAspect);
  }

  /**
   * The nonces of the Evidence ({@code eat_nonce} of the appraisal, or else of its claims for
   * TEEP).
   *
   * @return nonces, empty if there are none
   */
  public List<Bytes> nonces() {
    return claims.nonces().isEmpty()
        ? teepClaims.map(EatClaims::nonces).orElse(List.of())
        : claims.nonces();
  }

  /**
   * The keys that the Verifier says the Attester holds: {@code cnf} of the appraisal and of its
   * claims for TEEP, and Veraison's {@code akpub}.
   *
   * @return confirmations, empty if there are none
   */
  public List<Confirmation> confirmations() {
    return Stream.of(
            claims.confirmation(),
            teepClaims.flatMap(EatClaims::confirmation),
            attestedKey.map(Confirmation::ofKey))
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableList());
  }
}
