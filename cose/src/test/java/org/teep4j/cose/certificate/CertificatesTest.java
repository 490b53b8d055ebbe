package org.teep4j.cose.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CertificateHash;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseHeadersBuilder;
import org.teep4j.cose.TestAuthority;
import org.teep4j.cose.TestAuthority.Draft;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** Certificates of the Java Cryptography Architecture go into headers and come out of them. */
class CertificatesTest {

  private static final TestAuthority ROOT = TestAuthority.named("root");
  private static final X509Certificate ISSUER = ROOT.selfSigned();
  private static final X509Certificate LEAF = ROOT.issue(Draft.signer(TestAuthority.named("leaf")));

  private static Bytes der(X509Certificate certificate) throws Exception {
    return Bytes.wrap(certificate.getEncoded());
  }

  /** A certificate of another kind, as a key store may have one. */
  private static final class Other extends Certificate {
    private static final long serialVersionUID = 1L;

    Other() {
      super("OpenPGP");
    }

    @Override
    public byte[] getEncoded() throws CertificateEncodingException {
      return new byte[] {1};
    }

    @Override
    public void verify(PublicKey key) {}

    @Override
    public void verify(PublicKey key, String provider) {}

    @Override
    public String toString() {
      return "other";
    }

    @Override
    public PublicKey getPublicKey() {
      return LEAF.getPublicKey();
    }
  }

  @Test
  void headersAreThoseOfTheEncodedCertificates() throws Exception {
    List<Bytes> ders = List.of(der(LEAF), der(ISSUER));
    assertEquals(
        CoseHeaders.builder().x5chain(ders).x5bag(ders).build(),
        CoseHeaders.builder().x5chain(LEAF, ISSUER).x5bag(LEAF, ISSUER).build());
    CoseHeaders unprotected = CoseHeaders.builder().unprotectedX5chain(LEAF).build();
    assertEquals(CoseHeaders.builder().unprotectedX5chain(List.of(der(LEAF))).build(), unprotected);
    assertFalse(unprotected.isProtected(CoseHeaderParameter.X5CHAIN.label()));
  }

  @Test
  void certificatesComeBack() throws Exception {
    CoseHeaders headers =
        CoseHeaders.builder().x5chain(LEAF, ISSUER).x5bag(ISSUER, LEAF, ISSUER).build();
    assertEquals(List.of(LEAF, ISSUER), Certificates.x5chain(headers));
    assertEquals(List.of(ISSUER, LEAF, ISSUER), Certificates.x5bag(headers));
    assertEquals(List.of(), Certificates.x5chain(CoseHeaders.empty()));
    assertEquals(List.of(), Certificates.x5bag(CoseHeaders.empty()));
  }

  @Test
  void aHashNamesItsCertificate() throws Exception {
    CertificateHash hash = CertificateHash.of(CoseAlgorithm.SHA_256, LEAF);
    assertEquals(CertificateHash.of(CoseAlgorithm.SHA_256, der(LEAF)), hash);
    assertTrue(hash.matches(LEAF));
    assertFalse(hash.matches(ISSUER));
    assertEquals(Optional.of(hash), CoseHeaders.builder().x5t(hash).build().x5t());
  }

  @Test
  void whatIsNoCertificateIsRefused() throws Exception {
    byte[] behind = new byte[der(LEAF).length() + 1];
    der(LEAF).copyTo(behind, 0);
    Bytes tooLong = Bytes.wrap(new byte[CertificateTrust.LONGEST_CERTIFICATE + 1]);
    refused("a certificate is malformed", Bytes.fromHex("3000"));
    refused("a certificate is not DER", Bytes.wrap(behind));
    refused("a certificate is too long", tooLong);
  }

  private static void refused(String message, Bytes der) throws Exception {
    CoseHeaders headers =
        CoseHeaders.builder()
            .x5chain(List.of(der(LEAF), der))
            .x5bag(List.of(der, der(LEAF)))
            .build();
    for (VerificationException refusal :
        List.of(
            assertThrows(VerificationException.class, () -> Certificates.x5chain(headers)),
            assertThrows(VerificationException.class, () -> Certificates.x5bag(headers)))) {
      assertEquals(Failure.CERTIFICATE, refusal.failure());
      assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }
  }

  @Test
  void certificatesOfAnotherKindAreRefused() {
    CoseHeadersBuilder builder = CoseHeaders.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.x5chain());
    assertEquals(
        "no X.509 certificate: OpenPGP",
        assertThrows(IllegalArgumentException.class, () -> builder.x5chain(LEAF, new Other()))
            .getMessage());
  }
}
