package org.teep4j.cose.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What is left is exact. */
class CertificateLimitsTest {

  private final CertificateBudget budget = new CertificateBudget();

  private static int uses(BooleanSupplier take) {
    int uses = 0;
    while (take.getAsBoolean()) {
      uses++;
    }
    return uses;
  }

  @Test
  void eachKindOfWorkHasItsLimit() {
    assertEquals(CertificateBudget.MOST_CERTIFICATES, uses(() -> budget.takeCertificates(1)));
    assertEquals(CertificateBudget.MOST_FETCHES, uses(budget::takeFetch));
    assertEquals(1024, uses(budget::takeStep));
    assertTrue(budget.hasPaths());
    assertEquals(CertificateBudget.MOST_SIGNATURES, uses(() -> budget.takePath(1)));
    assertFalse(budget.hasPaths());
  }

  @Test
  void allOfItMayBeTakenAtOnce() {
    assertTrue(budget.takeCertificates(CertificateBudget.MOST_CERTIFICATES));
    assertFalse(budget.takeCertificates(1));
    assertTrue(budget.takePath(CertificateBudget.MOST_SIGNATURES));
    assertFalse(budget.hasPaths());
  }
}
