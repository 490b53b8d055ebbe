package org.teep4j.teep.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.VerificationException;
import org.teep4j.eat.AttestationResult;
import org.teep4j.eat.ClaimProblem;
import org.teep4j.eat.ClaimsValidator;
import org.teep4j.eat.Confirmation;
import org.teep4j.eat.Cwt;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.EatProfile;
import org.teep4j.eat.EatRule;
import org.teep4j.eat.EatViolation;
import org.teep4j.eat.Jwt;
import org.teep4j.eat.MediaType;
import org.teep4j.eat.NumericDate;
import org.teep4j.eat.TeepEatProfile;
import org.teep4j.eat.TrustTier;
import org.teep4j.eat.VerifiedClaims;

/**
 * Judges Entity Attestation Tokens: Attestation Results of trusted Verifiers, or Evidence that
 * trusted Attesters have signed. Immutable and thread-safe.
 *
 * <p>A token is affirmed if a trusted key has signed it, it has the challenge as {@code eat_nonce},
 * its times fit ({@code exp}, {@code nbf}, {@code iat}), and {@code cnf} names the key of the
 * message, by itself or by its thumbprint (draft-ietf-teep-protocol-26, Section 7.1.1.1). Without
 * challenge, in the Passport model, {@code iat} must be there and not too old. A result with the
 * profile of TEEP has the claims that the profile demands (Section 5).
 */
public final class EatVerifier implements Verifier {

  private final Kind kind;
  private final CoseKeyResolver signers;
  private final InstantSource clock;
  private Duration longestAge = Duration.ofHours(24);
  private Duration tolerance = Duration.ZERO;
  private TrustTier lowestTier = TrustTier.AFFIRMING;

  private EatVerifier(Kind kind, CoseKeyResolver signers, InstantSource clock) {
    this.kind = kind;
    this.signers = Objects.requireNonNull(signers);
    this.clock = Objects.requireNonNull(clock);
  }

  private EatVerifier with(Consumer<EatVerifier> change) {
    EatVerifier copy = new EatVerifier(kind, signers, clock);
    copy.longestAge = longestAge;
    copy.tolerance = tolerance;
    copy.lowestTier = lowestTier;
    change.accept(copy);
    return copy;
  }

  /**
   * Which tokens are judged.
   *
   * @param isResult whether they are Attestation Results
   * @param formats their media types
   * @param objection why one with a good signature, nonce, key and time is refused; empty if it is
   *     not
   */
  private record Kind(
      boolean isResult,
      Set<String> formats,
      BiFunction<VerifiedClaims, AttestationResult, Optional<String>> objection) {

    /** A Verifier of Evidence states itself what it has seen. */
    AttestationResult read(VerifiedClaims token) throws DecodeException {
      return isResult
          ? AttestationResult.of(token)
          : new AttestationResult(
              EatProfile.TEEP,
              Optional.of(TrustTier.AFFIRMING),
              Optional.empty(),
              Map.of(),
              Optional.empty(),
              token.claims());
    }
  }

  /**
   * Judges Attestation Results: EATs with the profile of TEEP in CWT form, and EARs in CWT or JWT
   * form. A result that states a trust tier is affirmed only if that is {@link
   * TrustTier#AFFIRMING}.
   *
   * @param verifiers finds the keys of the trusted Verifiers that sign results
   * @param clock tells the time
   */
  public static EatVerifier ofResults(CoseKeyResolver verifiers, InstantSource clock) {
    Set<String> formats = new HashSet<>();
    for (EatProfile profile : AttestationResult.PROFILES) {
      formats.add(MediaType.EAT_CWT.withProfile(profile).toString());
      formats.add(MediaType.EAT_JWT.withProfile(profile).toString());
    }
    Kind kind = new Kind(true, Set.copyOf(formats), EatVerifier::violation);
    return new EatVerifier(kind, verifiers, clock);
  }

  /**
   * Judges Evidence in CWT form: EATs with any other profile. This is a Verifier in the sense of
   * RFC 9334, whose reference values are in the appraisal.
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
    Kind kind =
        new Kind(
            false,
            Set.of(MediaType.EAT_CWT.toString()),
            (token, result) -> appraisal.apply(token.claims()));
    return new EatVerifier(kind, attesters, clock);
  }

  /**
   * The same Verifier for clocks that differ from its own.
   *
   * @param difference how much later {@code exp} counts, and how much earlier {@code nbf} and
   *     {@code iat}; also added to the greatest age; none by default
   */
  public EatVerifier withTolerance(Duration difference) {
    return with(copy -> copy.tolerance = difference);
  }

  /**
   * The same Verifier with another bound for tokens that answer no challenge.
   *
   * @param age the greatest age that {@code iat} may show; 24 hours by default
   */
  public EatVerifier withLongestAge(Duration age) {
    return with(copy -> copy.longestAge = age);
  }

  /**
   * The same Verifier with another bound for results that state a trust tier. With a lower one than
   * the default, the policy of the TAM decides what each tier may have.
   *
   * @param tier the worst tier that is affirmed; {@link TrustTier#AFFIRMING} by default
   */
  public EatVerifier withLowestTier(TrustTier tier) {
    return with(copy -> copy.lowestTier = tier);
  }

  @Override
  public Set<String> formats() {
    return kind.formats();
  }

  @Override
  public Optional<Bytes> nonce(AttestationPayload payload) {
    try {
      EatClaims claims =
          isJwt(payload)
              ? jwt(payload).unverifiedClaims()
              : Cwt.decode(payload.bytes()).unverifiedClaims();
      return claims.nonces().stream().findFirst();
    } catch (DecodeException | IllegalStateException e) {
      return Optional.empty(); // no token, or one whose claims cannot be seen
    }
  }

  @Override
  public Verdict verify(
      AttestationPayload payload, Optional<Bytes> challenge, Optional<CoseKey> messageKey) {
    try {
      VerifiedClaims token =
          isJwt(payload)
              ? jwt(payload).verify(signers)
              : Cwt.decode(payload.bytes()).verify(signers);
      validator(challenge).validate(token.claims());
      AttestationResult result = kind.read(token);
      Optional<String> objection = objection(token, result, messageKey);
      return objection.isPresent()
          ? new Verdict.Refused(objection.get())
          : affirm(payload, result, messageKey);
    } catch (DecodeException e) {
      return new Verdict.Refused("the token cannot be read: " + e.reason());
    } catch (VerificationException e) {
      return new Verdict.Refused(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isJwt(AttestationPayload payload) {
    return payload.hasFormat(MediaType.EAT_JWT.toString());
  }

  private static Jwt jwt(AttestationPayload payload) throws DecodeException {
    return Jwt.decode(new String(payload.bytes().toByteArray(), StandardCharsets.US_ASCII));
  }

  private ClaimsValidator validator(Optional<Bytes> challenge) {
    ClaimsValidator validator = ClaimsValidator.at(clock.instant()).withTolerance(tolerance);
    return challenge.isPresent()
        ? validator.withNonce(challenge.get())
        : validator.withMaxAge(longestAge);
  }

  private Optional<String> objection(
      VerifiedClaims token, AttestationResult result, Optional<CoseKey> messageKey) {
    if (messageKey.isPresent() && !result.confirms(messageKey.get())) {
      return Optional.of(ClaimProblem.CONFIRMATION.sentence());
    }
    return kind.objection()
        .apply(token, result)
        .or(
            () ->
                result
                    .tier()
                    .filter(tier -> !tier.isAtLeast(lowestTier))
                    .map(tier -> "the Verifier does not affirm: " + tier.jsonName()));
  }

  private Verdict affirm(
      AttestationPayload payload, AttestationResult result, Optional<CoseKey> messageKey) {
    Optional<CoseKey> key =
        messageKey.or(
            () ->
                result.confirmations().stream()
                    .map(Confirmation::key)
                    .flatMap(Optional::stream)
                    .findFirst());
    if (key.isEmpty()) {
      return new Verdict.Refused("cnf does not have the key itself");
    }
    return new Verdict.Affirmed(
        key.get().thumbprint(),
        key,
        result.claims().expirationTime().map(NumericDate::time).map(this::tolerated),
        kind.isResult() ? Optional.of(payload) : Optional.empty(),
        Optional.of(result));
  }

  /** The last instant that can be represented may stand in a token. */
  private Instant tolerated(Instant expiry) {
    return expiry.isBefore(Instant.MAX.minus(tolerance)) ? expiry.plus(tolerance) : Instant.MAX;
  }

  /**
   * What of TEEP's profile a result breaks that has it. The profile itself was compared with all
   * that may be: older drafts give it other names.
   */
  private static Optional<String> violation(VerifiedClaims token, AttestationResult result) {
    return result.isEar()
        ? Optional.empty()
        : TeepEatProfile.violations(token).stream()
            .filter(violation -> violation.rule() != EatRule.TEEP_PROFILE)
            .findFirst()
            .map(EatViolation::toString);
  }
}
