package org.teep4j.cose.certificate;

import java.io.IOException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;

/**
 * Verifies signatures with the key of a certificate whose path to a trust anchor has been
 * validated, and with the one algorithm that the message names. Immutable.
 */
final class CertificatePathVerifier implements CoseVerifier {

  private final List<X509Certificate> path;
  private final TrustAnchor anchor;
  private final CoseVerifier verifier;

  CertificatePathVerifier(List<X509Certificate> path, TrustAnchor anchor, CoseVerifier verifier) {
    this.path = List.copyOf(path);
    this.anchor = anchor;
    this.verifier = verifier;
  }

  @Override
  public List<X509Certificate> certificatePath() {
    return path;
  }

  @Override
  public Optional<TrustAnchor> trustAnchor() {
    return Optional.of(anchor);
  }

  @Override
  public CoseAlgorithm algorithm() {
    return verifier.algorithm();
  }

  /** Empty: the certificate identifies the key. */
  @Override
  public Optional<Bytes> keyId() {
    return Optional.empty();
  }

  @Override
  public Optional<CoseKey> publicKey() {
    return verifier.publicKey();
  }

  @Override
  public void verify(Segments toBeSigned, Bytes signature) throws VerificationException {
    verifier.verify(toBeSigned, signature);
  }

  @Override
  public void verify(ContentSource toBeSigned, Bytes signature)
      throws VerificationException, IOException {
    verifier.verify(toBeSigned, signature);
  }

  /** The algorithm and the subject. */
  @Override
  public String toString() {
    return "CertificatePathVerifier["
        + algorithm()
        + ", "
        + path.get(0).getSubjectX500Principal()
        + "]";
  }
}
