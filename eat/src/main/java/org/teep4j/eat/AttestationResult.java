package org.teep4j.eat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;

/**
 * What a Verifier says of a device: an EAR (draft-ietf-rats-ear-04) as CWT or JWT, in the numbers
 * and names of the draft or of the Verifiers that are deployed (Project Veraison), or an EAT with
 * the profile of TEEP. Immutable.
 *
 * <p>It is made of a verified token. Whether it may be relied upon is decided by {@link
 * ClaimsValidator} for the times and the nonce, by {@link #confirms} for the key, and by the
 * relying party for the {@link #tier()}.
 *
 * @param profile which rules the token follows, one of {@link #PROFILES}
 * @param status what the Verifier says of the device as a whole, if it says so
 * @param verifierId which software appraised the Evidence; only in an EAR
 * @param appraisals what it says of each Attester, by names that it chose; empty in an EAT with the
 *     profile of TEEP
 * @param rawEvidence the Evidence, if it is in the result
 * @param claims all claims of the token, in the form of its encoding
 */
public record AttestationResult(
    EatProfile profile,
    Optional<TrustTier> status,
    Optional<VerifierId> verifierId,
    Map<String, Appraisal> appraisals,
    Optional<Bytes> rawEvidence,
    EatClaims claims) {

  /** Another name of Veraison's profile, which Trustee writes. */
  private static final EatProfile TRUSTEE =
      EatProfile.ofUri("tag:github.com,2024:confidential-containers/Trustee");

  /** The profile of the draft as the Rust implementation of Project Veraison writes it. */
  private static final EatProfile EAR_04 = EatProfile.ofUri("tag:ietf.org,2026:rats/ear#04");

  /** The profiles of Attestation Results. */
  public static final Set<EatProfile> PROFILES =
      Set.of(
          EatProfile.TEEP,
          EatProfile.TEEP_DRAFTS,
          EatProfile.EAR,
          EAR_04,
          EatProfile.VERAISON_EAR,
          TRUSTEE);

  /** Copies the map. */
  public AttestationResult {
    appraisals = EarReader.sorted(appraisals);
  }

  /**
   * Starts the claims of an EAR.
   *
   * @param verifier which software appraises
   * @param issuedAt {@code iat}, of which fractions of a second are dropped
   */
  public static EarBuilder builder(VerifierId verifier, Instant issuedAt) {
    return new EarBuilder(verifier, issuedAt);
  }

  /**
   * Reads the result that a token contains.
   *
   * @param token a token of a trusted Verifier
   * @return the result
   * @throws DecodeException if the profile of the token is none of {@link #PROFILES}, or a claim
   *     that EAR demands is absent or does not have its type; the offset is 0
   */
  public static AttestationResult of(VerifiedClaims token) throws DecodeException {
    return EarReader.read(token.claims(), token.isJson());
  }

  /**
   * Reads a result without any verification: neither its origin nor its integrity is known.
   *
   * @param claims the claims of a token
   * @param isJson whether the token was a JWT
   * @return the result
   * @throws DecodeException as for {@link #of}
   */
  public static AttestationResult decodeUnverified(EatClaims claims, boolean isJson)
      throws DecodeException {
    return EarReader.read(claims, isJson);
  }

  /** Whether this is an EAR; otherwise it has the profile of TEEP. */
  public boolean isEar() {
    return !profile.equals(EatProfile.TEEP) && !profile.equals(EatProfile.TEEP_DRAFTS);
  }

  /**
   * What the result amounts to: the worst of its own status and those of all appraisals.
   *
   * @return the tier; empty for an EAT with the profile of TEEP, which has none
   */
  public Optional<TrustTier> tier() {
    return Stream.concat(status.stream(), appraisals.values().stream().map(Appraisal::tier))
        .reduce(TrustTier::worse);
  }

  /**
   * The nonces for which the Verifier made the result.
   *
   * @return nonces, empty if there are none
   */
  public List<Bytes> nonces() {
    return claims.nonces();
  }

  /**
   * The keys that the Verifier says the device holds: {@code cnf} of the token, or else what each
   * appraisal has.
   *
   * @return confirmations, empty if there are none
   */
  public List<Confirmation> confirmations() {
    return claims
        .confirmation()
        .map(List::of)
        .orElseGet(
            () ->
                appraisals.values().stream()
                    .flatMap(appraisal -> appraisal.confirmations().stream())
                    .collect(Collectors.toUnmodifiableList()));
  }

  /**
   * Whether the Verifier says that the device holds a key.
   *
   * @param key the key that the presenter has shown to possess
   * @return true if one of the {@link #confirmations()} names it; false if there is none
   */
  public boolean confirms(CoseKey key) {
    return confirmations().stream().anyMatch(each -> each.confirms(key));
  }
}
