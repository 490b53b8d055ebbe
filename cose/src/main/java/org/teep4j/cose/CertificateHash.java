package org.teep4j.cose;

import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.AlgorithmTraits.Hashing;

/**
 * The hash of a certificate, {@code COSE_CertHash} (RFC 9360, Section 2): the value of {@code x5t}.
 * It identifies a certificate, and does not make it trusted. With {@link CoseAlgorithm#SHA_256_64}
 * it is only a hint: {@link org.teep4j.cose.certificate.CertificateTrust} does not treat the
 * certificate as protected by it. Immutable.
 *
 * @param algorithmId the hash function: a number of {@link CoseAlgorithm}, or another one
 * @param value the hash of the DER encoding; a view of the decoded input
 */
public record CertificateHash(CoseLabel algorithmId, Bytes value) implements CborEncodable {

  /**
   * Hashes a certificate.
   *
   * @param algorithm a hash function; every recipient supports {@link CoseAlgorithm#SHA_256}
   * @param certificate the DER encoding
   * @return the hash
   * @throws NoSuchAlgorithmException if {@code algorithm} is no hash function, or no implementation
   *     of it is present
   */
  public static CertificateHash of(CoseAlgorithm algorithm, Bytes certificate)
      throws NoSuchAlgorithmException {
    return new CertificateHash(
        algorithm.label(), CoseDigest.compute(algorithm, Segments.of(certificate)));
  }

  /**
   * Hashes a certificate.
   *
   * @param algorithm a hash function; every recipient supports {@link CoseAlgorithm#SHA_256}
   * @param certificate the certificate
   * @return the hash
   * @throws NoSuchAlgorithmException if {@code algorithm} is no hash function, or no implementation
   *     of it is present
   * @throws IllegalArgumentException if the certificate cannot be encoded
   */
  public static CertificateHash of(CoseAlgorithm algorithm, X509Certificate certificate)
      throws NoSuchAlgorithmException {
    return of(algorithm, der(certificate));
  }

  /** The DER encoding of a certificate that a program has. */
  static Bytes der(Certificate certificate) {
    if (!(certificate instanceof X509Certificate)) {
      throw new IllegalArgumentException("no X.509 certificate: " + certificate.getType());
    }
    try {
      return Bytes.wrap(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate cannot be encoded", e);
    }
  }

  static CertificateHash read(CborReader reader) throws DecodeException {
    reader.enterArray(2);
    CertificateHash hash = new CertificateHash(CoseLabel.read(reader), reader.readBytes());
    reader.exitArray();
    return hash;
  }

  /**
   * The hash function.
   *
   * @return the hash function; empty if this library does not know it
   */
  public Optional<CoseAlgorithm> algorithm() {
    return CoseAlgorithm.fromLabel(algorithmId);
  }

  /**
   * Whether this is the hash of a certificate.
   *
   * @param certificate the DER encoding
   * @return false for every certificate if the hash function is not supported
   */
  public boolean matches(Bytes certificate) {
    try {
      Optional<CoseAlgorithm> algorithm = algorithm();
      return algorithm.isPresent() && equals(of(algorithm.get(), certificate));
    } catch (NoSuchAlgorithmException e) {
      return false;
    }
  }

  /**
   * Whether this is the hash of a certificate.
   *
   * @param certificate the certificate
   * @return false for every certificate if the hash function is not supported
   * @throws IllegalArgumentException if the certificate cannot be encoded
   */
  public boolean matches(X509Certificate certificate) {
    return matches(der(certificate));
  }

  /**
   * Whether the hash is long enough to identify one certificate, rather than just to look it up.
   *
   * @return false for SHA-256/64, and for a hash function that this library does not know
   */
  public boolean isStrong() {
    return algorithm()
        .filter(each -> each.traits() instanceof Hashing h && h.isStrong())
        .isPresent();
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray().write(algorithmId).writeBytes(value).endArray();
  }
}
