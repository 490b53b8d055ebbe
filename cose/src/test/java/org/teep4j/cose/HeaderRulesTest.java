package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.VerificationException.Failure;

/** What is refused of the headers before any key is used, and what the refusal says. */
class HeaderRulesTest {

  private static final CoseLabel ALG = CoseHeaderParameter.ALG.label();
  private static final Bytes ES256 = Bytes.fromHex("26");

  private static CoseHeaders inProtected(String encodedAlgorithm) {
    return CoseHeaders.builder().protect(ALG, Bytes.fromHex(encodedAlgorithm)).build();
  }

  private static CoseAlgorithm check(CoseHeaders headers, boolean unprotected)
      throws VerificationException {
    return HeaderRules.checkAlgorithm(
        headers, unprotected, CoseAlgorithm.ES256::equals, CoseAlgorithm.ES256);
  }

  private static void refused(Failure failure, String detail, Executable check) {
    VerificationException e = assertThrows(VerificationException.class, check);
    assertEquals(failure, e.failure());
    assertEquals(detail, e.detail());
  }

  private static void refusedAlgorithm(String stated, String encodedAlgorithm) {
    refused(
        Failure.ALGORITHM,
        "alg is " + stated + ", expected ES256",
        () -> check(inProtected(encodedAlgorithm), false));
  }

  @Test
  void anUnprotectedAlgorithmCountsOnlyWherePermitted() throws Exception {
    CoseHeaders open = CoseHeaders.builder().unprotect(ALG, ES256).build();
    assertEquals(CoseAlgorithm.ES256, check(open, true));
    refused(Failure.NO_PROTECTED_ALGORITHM, "", () -> check(open, false));
    refused(Failure.NO_PROTECTED_ALGORITHM, "", () -> check(CoseHeaders.empty(), false));
    refused(Failure.NO_PROTECTED_ALGORITHM, "", () -> check(CoseHeaders.empty(), true));
  }

  @Test
  void otherAlgorithmsAreRefusedByNameOrNumber() throws Exception {
    assertEquals(CoseAlgorithm.ES256, check(inProtected(ES256.toHex()), false));
    refusedAlgorithm("ES384", "3822");
    refusedAlgorithm("-60000", "39ea5f");
    refusedAlgorithm("\"x\"", "6178");
    refused(
        Failure.ALGORITHM,
        "alg is ES256, expected HMAC 256/256",
        () ->
            HeaderRules.checkAlgorithm(
                inProtected(ES256.toHex()), false, alg -> false, CoseAlgorithm.HMAC_256));
  }

  @Test
  void criticalParametersMustBeUnderstood() throws Exception {
    CoseLabel own = CoseLabel.of(-70000);
    CoseHeaders headers =
        CoseHeaders.builder().critical(List.of(own)).protect(own, Bytes.fromHex("00")).build();
    refused(
        Failure.CRITICAL_HEADER,
        "label -70000",
        () -> HeaderRules.checkCritical(headers, Set.of()));
    HeaderRules.checkCritical(headers, Set.of(own));
  }
}
