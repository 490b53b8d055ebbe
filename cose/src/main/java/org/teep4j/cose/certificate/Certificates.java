package org.teep4j.cose.certificate;

import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** Parses untrusted certificates. */
final class Certificates {

  /** The longest certificate that is parsed, in bytes; usual certificates have a tenth of this. */
  static final int LONGEST = 1 << 15;

  private Certificates() {}

  /** Parses exactly one DER certificate. */
  static X509Certificate parse(Bytes der) throws VerificationException {
    if (der.length() > LONGEST) {
      throw new VerificationException(Failure.CERTIFICATE, "a certificate is too long");
    }
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509").generateCertificate(der.asInputStream());
      // The JDK's parser also accepts PEM, and ignores bytes behind the certificate.
      if (encoded(certificate).equals(der)) {
        return certificate;
      }
    } catch (CertificateException | RuntimeException e) {
      // The input is untrusted, so a runtime exception of the parser means a malformed certificate.
      throw new VerificationException(Failure.CERTIFICATE, "a certificate is malformed", e);
    }
    throw new VerificationException(Failure.CERTIFICATE, "a certificate is not DER");
  }

  static Bytes encoded(X509Certificate certificate) throws VerificationException {
    try {
      return Bytes.wrap(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new VerificationException(Failure.CERTIFICATE, "a certificate cannot be encoded", e);
    }
  }
}
