package org.teep4j.eat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;

/**
 * Decides whether claims count at a certain time and for a certain purpose (RFC 8392, Section 7.2
 * and the claims of Section 3.1). It has no clock: the caller gives the time. Immutable; each
 * method that demands something returns another validator.
 *
 * <pre>{@code
 * ClaimsValidator.at(now).withTolerance(Duration.ofMinutes(1)).withNonce(challenge).validate(claims);
 * }</pre>
 *
 * <p>{@code exp}, {@code nbf} and {@code iat} are checked wherever they are present. All else is
 * checked if it is demanded.
 */
public final class ClaimsValidator {

  private final Instant now;
  private Duration tolerance = Duration.ZERO;
  private boolean needsExpiration;
  private @Nullable Duration maxAge;
  private @Nullable String issuer;
  private @Nullable String audience;
  private @Nullable Bytes nonce;
  private @Nullable CoseKey key;
  private @Nullable EatProfile profile;

  private ClaimsValidator(Instant now) {
    this.now = now;
  }

  private ClaimsValidator with(Consumer<ClaimsValidator> change) {
    ClaimsValidator copy = new ClaimsValidator(now);
    copy.tolerance = tolerance;
    copy.needsExpiration = needsExpiration;
    copy.maxAge = maxAge;
    copy.issuer = issuer;
    copy.audience = audience;
    copy.nonce = nonce;
    copy.key = key;
    copy.profile = profile;
    change.accept(copy);
    return copy;
  }

  /**
   * Checks times without any tolerance, and nothing else.
   *
   * @param now the time at which the claims must count
   * @return the validator
   */
  public static ClaimsValidator at(Instant now) {
    return new ClaimsValidator(now);
  }

  /**
   * Allows for clocks that differ.
   *
   * @param difference how much later {@code exp} counts, and how much earlier {@code nbf} and
   *     {@code iat}; also added to the greatest age
   * @return the validator
   * @throws IllegalArgumentException if the duration is negative
   */
  public ClaimsValidator withTolerance(Duration difference) {
    return with(copy -> copy.tolerance = notNegative(difference));
  }

  /** Demands that there is {@code exp}. */
  public ClaimsValidator withExpirationRequired() {
    return with(copy -> copy.needsExpiration = true);
  }

  /**
   * Demands that there is {@code iat}, and that it is not long ago.
   *
   * @param age the greatest time that may have passed since then
   * @return the validator
   * @throws IllegalArgumentException if the duration is negative
   */
  public ClaimsValidator withMaxAge(Duration age) {
    return with(copy -> copy.maxAge = notNegative(age));
  }

  private static Duration notNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a duration must not be negative: " + duration);
    }
    return duration;
  }

  /**
   * Demands an issuer.
   *
   * @param name the value of {@code iss}
   * @return the validator
   */
  public ClaimsValidator withIssuer(String name) {
    return with(copy -> copy.issuer = name);
  }

  /**
   * Demands an audience.
   *
   * @param name one of the values of {@code aud}
   * @return the validator
   */
  public ClaimsValidator withAudience(String name) {
    return with(copy -> copy.audience = name);
  }

  /**
   * Demands a nonce. That it is used once is for the caller to see to.
   *
   * @param challenge one of the values of {@code eat_nonce}
   * @return the validator
   */
  public ClaimsValidator withNonce(Bytes challenge) {
    return with(copy -> copy.nonce = challenge);
  }

  /**
   * Demands that {@code cnf} names a key, as {@link Confirmation#confirms} decides.
   *
   * @param presented the key that the presenter has shown to possess, such as the one that verified
   *     the TEEP message
   * @return the validator
   */
  public ClaimsValidator withConfirmedKey(CoseKey presented) {
    return with(copy -> copy.key = presented);
  }

  /**
   * Demands a profile.
   *
   * @param expected the value of {@code eat_profile}
   * @return the validator
   */
  public ClaimsValidator withProfile(EatProfile expected) {
    return with(copy -> copy.profile = expected);
  }

  /**
   * Checks claims.
   *
   * @param claims the claims of a token that has been verified
   * @throws InvalidClaimsException if there is any problem
   */
  public void validate(EatClaims claims) throws InvalidClaimsException {
    List<ClaimProblem> problems = problems(claims);
    if (!problems.isEmpty()) {
      throw new InvalidClaimsException(problems);
    }
  }

  /**
   * Finds the problems of claims.
   *
   * @param claims the claims of a token that has been verified
   * @return an unmodifiable list, empty if the claims count
   */
  public List<ClaimProblem> problems(EatClaims claims) {
    List<ClaimProblem> problems = new ArrayList<>();
    checkTimes(claims, problems);
    add(problems, ClaimProblem.ISSUER, issuer == null || claims.issuer().equals(some(issuer)));
    add(problems, ClaimProblem.AUDIENCE, audience == null || claims.audience().contains(audience));
    add(problems, ClaimProblem.NONCE, nonce == null || claims.nonces().contains(nonce));
    CoseKey presented = key;
    add(
        problems,
        ClaimProblem.CONFIRMATION,
        presented == null
            || claims.confirmation().map(each -> each.confirms(presented)).orElse(false));
    add(problems, ClaimProblem.PROFILE, profile == null || claims.profile().equals(some(profile)));
    return List.copyOf(problems);
  }

  private void checkTimes(EatClaims claims, List<ClaimProblem> problems) {
    Optional<Instant> expiration = claims.expirationTime().map(NumericDate::time);
    Optional<Instant> issued = claims.issuedAt().map(NumericDate::time);
    Optional<Instant> start = claims.notBefore().map(NumericDate::time);
    add(
        problems,
        ClaimProblem.EXPIRED,
        expiration.map(time -> distance(now, time).compareTo(tolerance) < 0).orElse(true));
    add(problems, ClaimProblem.NO_EXPIRATION, !needsExpiration || expiration.isPresent());
    add(problems, ClaimProblem.NOT_YET_VALID, start.map(this::hasCome).orElse(true));
    add(problems, ClaimProblem.ISSUED_IN_FUTURE, issued.map(this::hasCome).orElse(true));
    Duration age = maxAge;
    if (age != null) {
      add(problems, ClaimProblem.NO_ISSUED_AT, issued.isPresent());
      add(
          problems,
          ClaimProblem.TOO_OLD,
          issued.map(time -> distance(now, time).compareTo(age.plus(tolerance)) <= 0).orElse(true));
    }
  }

  private boolean hasCome(Instant time) {
    return distance(time, now).compareTo(tolerance) <= 0;
  }

  /** How much later the first time is; a duration can hold the difference of any two times. */
  private static Duration distance(Instant later, Instant earlier) {
    return Duration.between(earlier, later);
  }

  private static <T> Optional<T> some(T value) {
    return Optional.of(value);
  }

  private static void add(List<ClaimProblem> problems, ClaimProblem problem, boolean isFine) {
    if (!isFine) {
      problems.add(problem);
    }
  }
}
