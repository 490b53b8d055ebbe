package org.teep4j.cose.certificate;

import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/**
 * The certificates of a message as {@link X509Certificate}, for display and for rules of the
 * caller. The sender of the message has chosen them, and nothing about them has been checked;
 * {@link CertificateTrust} checks them.
 */
public final class Certificates {

  /** The longest certificate that is parsed, in bytes; usual certificates have a tenth of this. */
  static final int LONGEST = 1 << 15;

  private Certificates() {}

  /**
   * Parses the value of {@code x5chain} (RFC 9360).
   *
   * @param headers the headers of a message, verified or not
   * @return the certificates, the signer's first; empty if there are none
   * @throws VerificationException if a certificate is malformed, is longer than {@value #LONGEST}
   *     bytes, or has bytes behind it
   */
  public static List<X509Certificate> x5chain(CoseHeaders headers) throws VerificationException {
    return parse(headers.x5chain());
  }

  /**
   * Parses the value of {@code x5bag} (RFC 9360).
   *
   * @param headers the headers of a message, verified or not
   * @return the certificates in no particular order; empty if there are none
   * @throws VerificationException as for {@link #x5chain}
   */
  public static List<X509Certificate> x5bag(CoseHeaders headers) throws VerificationException {
    return parse(headers.x5bag());
  }

  private static List<X509Certificate> parse(List<Bytes> ders) throws VerificationException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Bytes der : ders) {
      certificates.add(parse(der));
    }
    return Collections.unmodifiableList(certificates);
  }

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
