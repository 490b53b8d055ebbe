package org.teep4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.cose.CoseKeys;

/** Every signature can be measured with every provider that has it, and is verified before. */
class SignaturesTest {

  private static final boolean JDK_HAS_ML_DSA = Runtime.version().feature() >= 24;
  private static final boolean HAS_NATIVE_CODE =
      System.getProperty("os.name").equals("Linux")
          && System.getProperty("os.arch").equals("amd64");

  @ParameterizedTest
  @CsvSource({
    "ES256, default",
    "ES256, JDK",
    "ES256, BouncyCastle",
    "ES256, Corretto",
    "ES256, Conscrypt",
    "Ed25519, default",
    "Ed25519, JDK",
    "Ed25519, BouncyCastle",
    "Ed25519, Corretto",
    "Ed25519, Conscrypt",
    "ML-DSA-65, default",
    "ML-DSA-65, JDK",
    "ML-DSA-65, BouncyCastle",
    "ML-DSA-65, Corretto",
    "ML-DSA-65, Conscrypt",
  })
  void everyProviderIsMeasured(String signature, String provider) throws Exception {
    assumeTrue(HAS_NATIVE_CODE || !(provider.equals("Corretto") || provider.equals("Conscrypt")));
    assumeTrue(JDK_HAS_ML_DSA || !(signature.equals("ML-DSA-65") && provider.equals("JDK")));
    Sign1Verify verify = new Sign1Verify();
    verify.signature = signature;
    verify.signatureProvider = provider;
    verify.setup();
    assertTrue(verify.jca());
    assertEquals(verify.payload, verify.teep4j().bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "Ed25519"})
  void peersVerifyEachOther(String signature) throws Exception {
    Sign1PeersVerify verify = new Sign1PeersVerify();
    verify.signature = signature;
    verify.setup();
    assertTrue(verify.coseJava());
    assertTrue(verify.authlete());
  }

  @Test
  void whatIsMissingIsNamed() {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> Providers.having("JDK", "Signature", "SHA256withNothing"));
    assertEquals(
        "left out: JDK does not have SHA256withNothing on this JDK and platform", e.getMessage());
  }

  @Test
  void aSignatureThatDoesNotVerifyStopsTheRun() throws Exception {
    SignatureKind kind = SignatureKind.ES256;
    JcaSignature jca =
        new JcaSignature(
            kind,
            Providers.having("JDK", "Signature", kind.jcaName()),
            CoseKeys.generate(kind.algorithm()));
    boolean verified = jca.verify(new byte[] {1}, jca.sign(new byte[] {2}));
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> Check.verified("one", "the other", verified));
    assertEquals("one does not verify what the other signs", e.getMessage());
  }
}
