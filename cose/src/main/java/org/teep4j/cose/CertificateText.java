package org.teep4j.cose;

import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.teep4j.codec.Bytes;

/** Says whose a certificate claims to be, in a line. */
final class CertificateText {

  /** The longest certificate that is parsed, in bytes. */
  private static final int LONGEST = 1 << 15;

  /** A key, two times and a signature take more than this. Parsing costs more than its input. */
  private static final int SHORTEST = 128;

  /** The longest name that is shown, in characters. */
  private static final int LONGEST_NAME = 200;

  private static final int SEQUENCE = 0x30;

  private CertificateText() {}

  /** The line; empty if the bytes are no certificate, or there are others behind it. */
  static String of(Bytes der) {
    boolean hasSize = der.length() >= SHORTEST && der.length() <= LONGEST;
    if (!hasSize || der.unsignedByteAt(0) != SEQUENCE) {
      return "";
    }
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509").generateCertificate(der.asInputStream());
      return certificate.getEncoded().length == der.length() ? text(certificate) : "";
    } catch (CertificateException | RuntimeException malformed) {
      // The input is untrusted: a runtime exception of the parser means a malformed certificate.
      return "";
    }
  }

  private static String text(X509Certificate certificate) {
    return "certificate of "
        + name(certificate.getSubjectX500Principal())
        + ", issued by "
        + name(certificate.getIssuerX500Principal())
        + ", valid from "
        + time(certificate.getNotBefore())
        + " to "
        + time(certificate.getNotAfter());
  }

  private static String name(X500Principal principal) {
    String name = principal.getName();
    return name.isEmpty()
        ? "nobody"
        : name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 1) + "…" : name;
  }

  private static Instant time(Date date) {
    return date.toInstant();
  }
}
