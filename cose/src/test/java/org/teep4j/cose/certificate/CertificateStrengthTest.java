package org.teep4j.cose.certificate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.KeyPairGenerator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.cose.Keys;
import org.teep4j.cose.TestAuthority;
import org.teep4j.cose.TestAuthority.Draft;

/** The weakest signatures and keys of certificates. */
class CertificateStrengthTest {

  private static X509Certificate issued(TestAuthority issuer, String algorithm) {
    Draft draft = Draft.signer(TestAuthority.named("leaf"));
    draft.signatureAlgorithm = algorithm;
    return issuer.issue(draft);
  }

  private static void refused(X509Certificate certificate) {
    CertPathValidatorException refusal =
        assertThrows(
            CertPathValidatorException.class,
            () -> new CertificateStrength().check(certificate, List.of()));
    assertEquals(BasicReason.ALGORITHM_CONSTRAINED, refusal.getReason());
  }

  private static void accepted(X509Certificate certificate) {
    assertDoesNotThrow(() -> new CertificateStrength().check(certificate, List.of()));
  }

  @Test
  void hashFunctions() throws Exception {
    TestAuthority ec = TestAuthority.named("ec");
    accepted(issued(ec, "SHA256withECDSA"));
    refused(issued(ec, "SHA1withECDSA"));
    TestAuthority rsa = TestAuthority.of("rsa", Keys.RSA);
    accepted(issued(rsa, "SHA256withRSA"));
    refused(issued(rsa, "MD5withRSA"));
  }

  /** The hash function of RSASSA-PSS is in the parameters, not in the name. */
  @Test
  void hashFunctionsOfRsassaPss() throws Exception {
    TestAuthority rsa = TestAuthority.of("rsa", Keys.RSA);
    accepted(issued(rsa, TestAuthority.PSS_SHA_256));
    refused(issued(rsa, TestAuthority.PSS_SHA_1));
  }

  @Test
  void shortKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    TestAuthority root = TestAuthority.named("root");
    refused(root.issue(Draft.authority(new TestAuthority("weak", generator.generateKeyPair()))));
    accepted(root.issue(Draft.authority(TestAuthority.of("rsa", Keys.RSA))));
  }
}
