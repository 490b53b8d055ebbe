package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.TestAuthority.Draft;

/** The line about a certificate in printed messages. */
class CertificateTextTest {

  private static final TestAuthority ROOT = TestAuthority.named("root");

  private static Bytes issued(String subject) {
    return ROOT.der(Draft.signer(TestAuthority.named(subject)));
  }

  @Test
  void subjectIssuerAndTime() {
    assertEquals(
        "certificate of CN=leaf, issued by CN=root, valid from 2025-01-01T00:00:00Z to"
            + " 2026-01-01T00:00:00Z",
        CertificateText.of(issued("leaf")));
  }

  @Test
  void longNamesAreCut() {
    String longest = "x".repeat(197);
    assertTrue(CertificateText.of(issued(longest)).contains("CN=" + longest + ", issued"));
    String text = CertificateText.of(issued(longest + "y"));
    assertTrue(text.contains("CN=" + "x".repeat(196) + "…, issued"), text);
    assertFalse(text.contains("y,"), text);
  }

  @Test
  void whatIsNoCertificateHasNoText() {
    Bytes certificate = issued("leaf");
    byte[] longer = new byte[certificate.length() + 1];
    certificate.copyTo(longer, 0);
    assertEquals("", CertificateText.of(Bytes.wrap(longer)));
    assertEquals("", CertificateText.of(certificate.slice(0, certificate.length() - 1)));
    assertEquals("", CertificateText.of(certificate.slice(0, 60)));
    assertEquals("", CertificateText.of(Bytes.empty()));
    byte[] set = certificate.toByteArray();
    set[0] = 0x31;
    assertEquals("", CertificateText.of(Bytes.wrap(set)));
    assertEquals("", CertificateText.of(Bytes.wrap(new byte[1 << 16])));
  }
}
