package org.teep4j.teep.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.VerificationException;
import org.teep4j.eat.AttestationResult;
import org.teep4j.eat.ClaimsValidator;
import org.teep4j.eat.Confirmation;
import org.teep4j.eat.Cwt;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.EatRule;
import org.teep4j.eat.EatViolation;
import org.teep4j.eat.NumericDate;
import org.teep4j.eat.TeepEatProfile;
import org.teep4j.eat.TrustTier;
import org.teep4j.eat.VerifiedClaims;
import org.teep4j.teep.TeepMessage;

/**
 * Judges Entity Attestation Tokens in CWT form: Attestation Results of trusted Verifiers, or
 * Evidence that trusted Attesters have signed. Immutable and thread-safe.
 *
 * <p>A token is affirmed if a trusted key has signed it, it has the challenge as {@code eat_nonce},
 * its times fit ({@code exp}, {@code nbf}, {@code iat}), and {@code cnf} names the key of the
 * message, by itself or by its thumbprint (draft-ietf-teep-protocol-26, Section 7.1.1.1). Without
 * challenge, in the Passport model, {@code iat} must be there and not too old. A result with the
 * profile of TEEP has the claims that the profile demands (Section 5).
 */
public final class EatVerifier implements Verifier {

  private static final String EVIDENCE = "application/eat+cwt";
  private static final Duration LONGEST_AGE = Duration.ofHours(24);

  private final String format;
  private final CoseKeyResolver signers;
  private final InstantSource clock;
  private final Duration longestAge;
  private final Duration tolerance;
  private final Appraisal appraisal;

  private EatVerifier(
      String format,
      CoseKeyResolver signers,
      InstantSource clock,
      Duration longestAge,
      Duration tolerance,
      Appraisal appraisal) {
    this.format = format;
    this.signers = Objects.requireNonNull(signers);
    this.clock = Objects.requireNonNull(clock);
    this.longestAge = longestAge;
    this.tolerance = tolerance;
    this.appraisal = appraisal;
  }

  /** Why a token with a good signature, nonce and time is refused; empty if it is not. */
  @FunctionalInterface
  private interface Appraisal {
    Optional<String> objection(VerifiedClaims token) throws DecodeException;
  }

  /**
   * Judges Attestation Results: EATs with the profile of TEEP, or EAR. A result that states a trust
   * tier is affirmed only if that is {@link TrustTier#AFFIRMING}.
   *
   * @param verifiers finds the keys of the trusted Verifiers that sign results
   * @param clock tells the time
   */
  public static EatVerifier ofResults(CoseKeyResolver verifiers, InstantSource clock) {
    return new EatVerifier(
        TeepMessage.DEFAULT_ATTESTATION_PAYLOAD_FORMAT,
        verifiers,
        clock,
        LONGEST_AGE,
        Duration.ZERO,
        EatVerifier::objectionToResult);
  }

  /**
   * Judges Evidence: EATs with any other profile. This is a Verifier in the sense of RFC 9334,
   * whose reference values are in the appraisal.
   *
   * @param attesters finds the keys of the devices that sign Evidence
   * @param clock tells the time
   * @param appraisal what is wrong with verified claims, in one line that is sent to the device;
   *     empty if they show a trustworthy state
   */
  public static EatVerifier ofEvidence(
      CoseKeyResolver attesters,
      InstantSource clock,
      Function<EatClaims, Optional<String>> appraisal) {
    return new EatVerifier(
        EVIDENCE,
        attesters,
        clock,
        LONGEST_AGE,
        Duration.ZERO,
        token -> appraisal.apply(token.claims()));
  }

  /**
   * The same Verifier for clocks that differ from its own.
   *
   * @param difference how much later {@code exp} counts, and how much earlier {@code nbf} and
   *     {@code iat}; also added to the greatest age; none by default
   * @throws IllegalArgumentException if the duration is negative
   */
  public EatVerifier withTolerance(Duration difference) {
    return new EatVerifier(format, signers, clock, longestAge, difference, appraisal);
  }

  /**
   * The same Verifier with another bound for tokens that answer no challenge.
   *
   * @param age the greatest age that {@code iat} may show; 24 hours by default
   */
  public EatVerifier withLongestAge(Duration age) {
    return new EatVerifier(format, signers, clock, age, tolerance, appraisal);
  }

  @Override
  public Set<String> formats() {
    return Set.of(format);
  }

  @Override
  public Optional<Bytes> nonce(AttestationPayload payload) {
    try {
      return Cwt.decode(payload.bytes()).unverifiedClaims().nonces().stream().findFirst();
    } catch (DecodeException | IllegalStateException e) {
      return Optional.empty(); // no token, or one whose claims cannot be seen
    }
  }

  @Override
  public Verdict verify(
      AttestationPayload payload, Optional<Bytes> challenge, Optional<CoseKey> messageKey) {
    try {
      VerifiedClaims token = Cwt.decode(payload.bytes()).verify(signers);
      validator(challenge, messageKey).validate(token.claims());
      Optional<String> objection = appraisal.objection(token);
      return objection.isPresent()
          ? new Verdict.Refused(objection.get())
          : affirm(payload, token.claims(), messageKey);
    } catch (DecodeException e) {
      return new Verdict.Refused("the token cannot be read: " + e.reason());
    } catch (VerificationException e) {
      return new Verdict.Refused(String.valueOf(e.getMessage()));
    }
  }

  private ClaimsValidator validator(Optional<Bytes> challenge, Optional<CoseKey> messageKey) {
    ClaimsValidator validator = ClaimsValidator.at(clock.instant()).withTolerance(tolerance);
    validator =
        challenge.isPresent()
            ? validator.withNonce(challenge.get())
            : validator.withMaxAge(longestAge);
    return messageKey.isPresent() ? validator.withConfirmedKey(messageKey.get()) : validator;
  }

  private Verdict affirm(
      AttestationPayload payload, EatClaims claims, Optional<CoseKey> messageKey) {
    Optional<CoseKey> key =
        messageKey.isPresent() ? messageKey : claims.confirmation().flatMap(Confirmation::key);
    if (key.isEmpty()) {
      return new Verdict.Refused("cnf does not have the key itself");
    }
    return new Verdict.Affirmed(
        key.get().thumbprint(),
        key,
        claims.expirationTime().map(NumericDate::time).map(this::tolerated),
        payload.isAttestationResult() ? Optional.of(payload) : Optional.empty());
  }

  /** The last instant that can be represented may stand in a token. */
  private Instant tolerated(Instant expiry) {
    return expiry.isBefore(Instant.MAX.minus(tolerance)) ? expiry.plus(tolerance) : Instant.MAX;
  }

  private static Optional<String> objectionToResult(VerifiedClaims token) throws DecodeException {
    AttestationResult result = AttestationResult.of(token);
    Optional<String> violation = result.isEar() ? Optional.empty() : violation(token);
    return violation.or(
        () ->
            result
                .tier()
                .filter(tier -> tier != TrustTier.AFFIRMING)
                .map(tier -> "the Verifier does not affirm: " + tier.jsonName()));
  }

  /** The profile itself was compared with all that may be: older drafts give it other names. */
  private static Optional<String> violation(VerifiedClaims token) {
    return TeepEatProfile.violations(token).stream()
        .filter(violation -> violation.rule() != EatRule.TEEP_PROFILE)
        .findFirst()
        .map(EatViolation::toString);
  }
}
