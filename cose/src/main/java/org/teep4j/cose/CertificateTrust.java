package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.VerificationException.Failure;

/**
 * Trust in the certificates of messages (RFC 9360): {@code x5chain}, {@code x5bag}, {@code x5t} and
 * {@code x5u}, as far as a path leads from the signer's certificate to one of the trust anchors of
 * the caller (RFC 5280). Without anchors nothing here can be used. Immutable.
 *
 * <p>The signer's certificate is the one that {@code x5t} names, or the first of {@code x5chain};
 * in {@code x5bag} alone each one could be it. It must be named by something protected, be meant
 * for signatures (digitalSignature or nonRepudiation) if it has a key usage at all, and fit the
 * algorithm of the message. The JDK validates the path. Refusals are {@link
 * Failure#CERTIFICATE_EXPIRED} if the time alone is wrong, {@link Failure#UNPROTECTED_CERTIFICATE},
 * or {@link Failure#CERTIFICATE}, which says what is wrong with which certificate.
 *
 * <p>Certificates of messages may be anything. A signature may bring {@value #MOST_CERTIFICATES} of
 * them, of up to {@value #LONGEST_CERTIFICATE} bytes. For all signatures of a message together, 64
 * certificates are looked at, 32 signatures on certificates are checked, and {@link
 * CertificateSource} is asked 4 times.
 *
 * <p>Messages may list these header parameters in {@code crit} if the caller says with {@link
 * VerifyOptions#withUnderstood} that they are understood.
 */
public final class CertificateTrust implements CoseKeyResolver {

  /** How many certificates a signature may bring along. */
  public static final int MOST_CERTIFICATES = 16;

  /** The longest certificate that is accepted, in bytes; those in use are a tenth of this. */
  public static final int LONGEST_CERTIFICATE = Certificates.LONGEST;

  /** Bits of KeyUsage (RFC 5280, Section 4.2.1.3). */
  private static final int DIGITAL_SIGNATURE = 0;

  private static final int NON_REPUDIATION = 1;

  private final CertificateTrustBuilder settings;

  CertificateTrust(CertificateTrustBuilder settings) {
    this.settings = settings;
  }

  /**
   * Starts with the certificates of the authorities that are trusted.
   *
   * @param authorities one certificate or more; their own validity is not checked
   * @return a new builder
   * @throws IllegalArgumentException if there are none
   */
  public static CertificateTrustBuilder builder(X509Certificate... authorities) {
    return builder(
        Stream.of(authorities)
            .map(authority -> new TrustAnchor(authority, null))
            .collect(Collectors.toSet()));
  }

  /**
   * Starts with trust anchors, which may have name constraints, or be keys with a name.
   *
   * @param anchors one anchor or more
   * @return a new builder
   * @throws IllegalArgumentException if there are none
   */
  public static CertificateTrustBuilder builder(Set<TrustAnchor> anchors) {
    return new CertificateTrustBuilder(anchors);
  }

  /**
   * Finds the certificates that could be the signer's, and validates a path for each.
   *
   * @param headers the headers of one signature, not verified
   * @return {@linkplain CertificatePathVerifier verifiers}, usually one; none if the headers name
   *     no certificate
   * @throws VerificationException if no certificate that could be the signer's is acceptable
   */
  @Override
  public List<CoseVerifier> resolve(CoseHeaders headers) throws VerificationException {
    return resolve(headers, new CertificateBudget());
  }

  /** The certificates of all signatures of the message share one budget. */
  @Override
  public CoseKeyResolver forOneMessage() {
    CertificateBudget budget = new CertificateBudget();
    return headers -> resolve(headers, budget);
  }

  private List<CoseVerifier> resolve(CoseHeaders headers, CertificateBudget budget)
      throws VerificationException {
    if (!CertificateOffer.isIn(headers)) {
      return List.of();
    }
    CoseAlgorithm algorithm = permittedAlgorithm(headers);
    CertificateOffer offer = CertificateOffer.of(headers, settings, budget);
    CertificatePaths paths = new CertificatePaths(settings, offer.issuers(), budget);
    List<CoseVerifier> verifiers = new ArrayList<>();
    @Nullable VerificationException refusal = null;
    for (CertificateOffer.Candidate candidate : offer.candidates()) {
      try {
        verifiers.add(verifier(candidate, headers, algorithm, paths));
      } catch (VerificationException e) {
        refusal = VerificationException.moreTelling(refusal, e);
      }
    }
    if (verifiers.isEmpty() && refusal != null) {
      throw refusal;
    }
    return verifiers;
  }

  private CoseAlgorithm permittedAlgorithm(CoseHeaders headers) throws VerificationException {
    Optional<CoseAlgorithm> algorithm = headers.algorithm();
    if (algorithm.isEmpty()
        || !(settings.algorithms.isEmpty() || settings.algorithms.contains(algorithm.get()))) {
      throw MessageContent.otherAlgorithm(
          headers, settings.algorithms.isEmpty() ? "one that is supported" : settings.algorithms);
    }
    return algorithm.get();
  }

  private CoseVerifier verifier(
      CertificateOffer.Candidate candidate,
      CoseHeaders headers,
      CoseAlgorithm algorithm,
      CertificatePaths paths)
      throws VerificationException {
    if (!candidate.isProtected() && !settings.unprotectedCertificates) {
      throw new VerificationException(Failure.UNPROTECTED_CERTIFICATE);
    }
    X509Certificate certificate = Certificates.parse(candidate.der());
    requireUsage(certificate);
    CoseVerifier verifier = verifier(certificate, headers, algorithm);
    CertificatePaths.Validated validated = paths.find(certificate);
    return new CertificatePathVerifier(validated.path(), validated.anchor(), verifier);
  }

  private static CoseVerifier verifier(
      X509Certificate certificate, CoseHeaders headers, CoseAlgorithm algorithm)
      throws VerificationException {
    PublicKey key;
    CoseKey coseKey;
    try {
      key = certificate.getPublicKey();
      coseKey = CoseKey.of(key);
    } catch (InvalidKeyException | RuntimeException e) {
      throw new VerificationException(
          Failure.CERTIFICATE, "the public key of the signer's certificate cannot be used", e);
    }
    try {
      return CoseVerifier.of(coseKey, algorithm);
    } catch (GeneralSecurityException e) {
      throw MessageContent.otherAlgorithm(
          headers, "one for the certificate's key, " + key.getAlgorithm());
    }
  }

  /** The key may be for signatures: RFC 5280, Section 4.2.1.3 has two bits for that. */
  private void requireUsage(X509Certificate certificate) throws VerificationException {
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE] && !usage[NON_REPUDIATION]) {
      throw new VerificationException(
          Failure.CERTIFICATE,
          "the key usage of the signer's certificate has neither digitalSignature nor"
              + " nonRepudiation");
    }
    if (settings.extendedKeyUsage == null) {
      return;
    }
    List<String> extended;
    try {
      extended = certificate.getExtendedKeyUsage();
    } catch (CertificateParsingException e) {
      throw new VerificationException(
          Failure.CERTIFICATE,
          "the extended key usage of the signer's certificate is malformed",
          e);
    }
    if (extended == null || !extended.contains(settings.extendedKeyUsage)) {
      throw new VerificationException(
          Failure.CERTIFICATE,
          "the signer's certificate lacks the extended key usage " + settings.extendedKeyUsage);
    }
  }

  /** How many anchors there are. */
  @Override
  public String toString() {
    return "CertificateTrust[" + settings.anchors.size() + " anchors]";
  }
}
