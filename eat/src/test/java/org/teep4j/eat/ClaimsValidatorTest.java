package org.teep4j.eat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.VerificationException.Failure;

/** Whether claims count at a time and for a purpose, to the second. */
class ClaimsValidatorTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static List<ClaimProblem> problems(ClaimsValidator validator, EatClaimsBuilder claims) {
    return validator.problems(claims.build());
  }

  private static EatClaimsBuilder claims() {
    return EatClaims.builder();
  }

  @Test
  void expiresAtTheSecond() {
    ClaimsValidator exact = ClaimsValidator.at(NOW);
    assertEquals(List.of(), problems(exact, claims().expirationTime(NOW.plusSeconds(1))));
    assertEquals(List.of(ClaimProblem.EXPIRED), problems(exact, claims().expirationTime(NOW)));
    ClaimsValidator tolerant = exact.withTolerance(MINUTE);
    assertEquals(List.of(), problems(tolerant, claims().expirationTime(NOW.minusSeconds(59))));
    assertEquals(
        List.of(ClaimProblem.EXPIRED),
        problems(tolerant, claims().expirationTime(NOW.minusSeconds(60))));
    assertEquals(
        List.of(ClaimProblem.NO_EXPIRATION), problems(exact.withExpirationRequired(), claims()));
  }

  @Test
  void beginsAtTheSecond() {
    ClaimsValidator exact = ClaimsValidator.at(NOW);
    assertEquals(List.of(), problems(exact, claims().notBefore(NOW).issuedAt(NOW)));
    assertEquals(
        List.of(ClaimProblem.NOT_YET_VALID, ClaimProblem.ISSUED_IN_FUTURE),
        problems(exact, claims().notBefore(NOW.plusSeconds(1)).issuedAt(NOW.plusSeconds(1))));
    ClaimsValidator tolerant = exact.withTolerance(MINUTE);
    assertEquals(List.of(), problems(tolerant, claims().notBefore(NOW.plusSeconds(60))));
    assertEquals(
        List.of(ClaimProblem.NOT_YET_VALID),
        problems(tolerant, claims().notBefore(NOW.plusSeconds(61))));
  }

  @Test
  void demandsAYoungToken() {
    ClaimsValidator young = ClaimsValidator.at(NOW).withMaxAge(MINUTE);
    assertEquals(List.of(), problems(young, claims().issuedAt(NOW.minusSeconds(60))));
    assertEquals(
        List.of(ClaimProblem.TOO_OLD), problems(young, claims().issuedAt(NOW.minusSeconds(61))));
    assertEquals(List.of(ClaimProblem.NO_ISSUED_AT), problems(young, claims()));
    assertEquals(
        List.of(), problems(young.withTolerance(MINUTE), claims().issuedAt(NOW.minusSeconds(120))));
  }

  @Test
  void survivesTimesAtTheEndOfTime() {
    ClaimsValidator first = ClaimsValidator.at(Instant.MIN);
    assertEquals(
        List.of(ClaimProblem.ISSUED_IN_FUTURE),
        problems(first, claims().issuedAt(Instant.ofEpochSecond(Instant.MAX.getEpochSecond()))));
  }

  @Test
  void demandsIssuerAudienceNonceKeyAndProfile() {
    Bytes challenge = Bytes.ofUtf8("challenge");
    ClaimsValidator demanding =
        ClaimsValidator.at(NOW)
            .withIssuer("i")
            .withAudience("a")
            .withNonce(challenge)
            .withConfirmedKey(TestKeys.AGENT)
            .withProfile(EatProfile.TEEP);
    assertEquals(
        EnumSet.of(
            ClaimProblem.ISSUER,
            ClaimProblem.AUDIENCE,
            ClaimProblem.NONCE,
            ClaimProblem.CONFIRMATION,
            ClaimProblem.PROFILE),
        EnumSet.copyOf(problems(demanding, claims())));
    EatClaimsBuilder good =
        claims()
            .issuer("i")
            .audience("b", "a")
            .put(EatClaim.NONCE, List.of(Bytes.ofUtf8("something"), challenge))
            .confirmation(Confirmation.ofKeyId(TestKeys.AGENT))
            .profile(EatProfile.TEEP);
    assertEquals(List.of(), problems(demanding, good));
    assertEquals(
        List.of(ClaimProblem.CONFIRMATION),
        problems(demanding, good.confirmation(Confirmation.ofKeyId(TestKeys.ISSUER))));
  }

  @Test
  void saysEveryProblem() {
    InvalidClaimsException refusal =
        assertThrows(
            InvalidClaimsException.class,
            () ->
                ClaimsValidator.at(NOW)
                    .withIssuer("i")
                    .validate(claims().expirationTime(NOW).build()));
    assertEquals(List.of(ClaimProblem.EXPIRED, ClaimProblem.ISSUER), refusal.problems());
    assertEquals(Failure.CLAIMS, refusal.failure());
    assertEquals(
        "a claim is not acceptable: the token has expired;"
            + " the issuer is not the one that is expected",
        refusal.getMessage());
  }

  @Test
  void refusesNegativeDurations() {
    Duration negative = Duration.ofSeconds(-1);
    ClaimsValidator validator = ClaimsValidator.at(NOW);
    assertThrows(IllegalArgumentException.class, () -> validator.withTolerance(negative));
    assertThrows(IllegalArgumentException.class, () -> validator.withMaxAge(negative));
  }
}
