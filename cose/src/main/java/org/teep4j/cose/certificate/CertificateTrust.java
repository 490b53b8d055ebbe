package org.teep4j.cose.certificate;

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
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifyOptions;

/**
 * Finds trusted signers by the certificates of messages (RFC 9360): {@code x5chain}, {@code x5bag},
 * {@code x5t} and {@code x5u}. A path must lead from the signer's certificate to one of the
 * caller's trust anchors (RFC 5280); at least one anchor is required. Immutable.
 *
 * <p>{@code x5t} identifies the signer's certificate, or else it is the first one of {@code
 * x5chain}. With {@code x5bag} alone every certificate is a candidate. These conditions must hold:
 *
 * <ul>
 *   <li>A protected header parameter identifies the signer's certificate.
 *   <li>If the certificate has a key usage, it includes digitalSignature or nonRepudiation.
 *   <li>Its key fits the algorithm of the message.
 *   <li>The JDK accepts the path.
 * </ul>
 *
 * <p>The failures are {@link Failure#CERTIFICATE_EXPIRED} if only the time is wrong, {@link
 * Failure#UNPROTECTED_CERTIFICATE}, or {@link Failure#CERTIFICATE}, whose message names the
 * certificate and the error.
 *
 * <p>Certificates in messages are untrusted input, so their number is limited. A signature may
 * carry {@value #MOST_CERTIFICATES} certificates of up to {@value #LONGEST_CERTIFICATE} bytes. For
 * all signatures of a message together, at most 64 certificates are examined, at most 32 signatures
 * on certificates are verified, and {@link CertificateSource} is called at most 4 times.
 *
 * <p>Messages may list these header parameters in {@code crit} if the caller says with {@link
 * VerifyOptions#withUnderstood} that they are understood.
 */
public final class CertificateTrust implements CoseKeyResolver {

  /** The largest number of certificates that a signature may carry. */
  public static final int MOST_CERTIFICATES = CertificateBudget.OF_ONE_SIGNATURE;

  /** The longest accepted certificate, in bytes; usual certificates have a tenth of this. */
  public static final int LONGEST_CERTIFICATE = Certificates.LONGEST;

  /** Bits of KeyUsage (RFC 5280, Section 4.2.1.3). */
  private static final int DIGITAL_SIGNATURE = 0;

  private static final int NON_REPUDIATION = 1;

  private final TrustSettings settings;

  CertificateTrust(TrustSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts with the certificates of trusted authorities.
   *
   * @param authorities one certificate or more; their own validity is not checked
   * @throws IllegalArgumentException if there are none
   */
  public static CertificateTrustBuilder builder(X509Certificate... authorities) {
    return builder(
        Stream.of(authorities)
            .map(authority -> new TrustAnchor(authority, null))
            .collect(Collectors.toSet()));
  }

  /**
   * Starts with trust anchors. An anchor may have name constraints, or be a key with a name.
   *
   * @param anchors one anchor or more
   * @throws IllegalArgumentException if there are none
   */
  public static CertificateTrustBuilder builder(Set<TrustAnchor> anchors) {
    return new CertificateTrustBuilder(anchors);
  }

  /**
   * Finds the candidates for the signer's certificate, and validates a path for each.
   *
   * @param headers the headers of one signature, not verified
   * @return verifiers with a {@linkplain CoseVerifier#certificatePath() path}, usually one; none if
   *     the headers name no certificate
   * @throws VerificationException if no candidate for the signer's certificate is acceptable
   */
  @Override
  public List<CoseVerifier> resolve(CoseHeaders headers) throws VerificationException {
    return resolve(headers, new CertificateBudget());
  }

  /** Returns a resolver whose limits apply to all signatures of one message together. */
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
        verifiers.add(verifier(candidate, algorithm, paths));
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
        || !(settings.algorithms().isEmpty() || settings.algorithms().contains(algorithm.get()))) {
      throw otherAlgorithm(
          algorithm,
          settings.algorithms().isEmpty()
              ? "one that is supported"
              : settings.algorithms().toString());
    }
    return algorithm.get();
  }

  private CoseVerifier verifier(
      CertificateOffer.Candidate candidate, CoseAlgorithm algorithm, CertificatePaths paths)
      throws VerificationException {
    if (!candidate.isProtected() && !settings.unprotectedCertificates()) {
      throw new VerificationException(Failure.UNPROTECTED_CERTIFICATE);
    }
    X509Certificate certificate = Certificates.parse(candidate.der());
    requireUsage(certificate);
    CoseVerifier verifier = verifier(certificate, algorithm);
    CertificatePaths.Validated validated = paths.find(certificate);
    return new CertificatePathVerifier(validated.path(), validated.anchor(), verifier);
  }

  private static CoseVerifier verifier(X509Certificate certificate, CoseAlgorithm algorithm)
      throws VerificationException {
    PublicKey key;
    CoseKey coseKey;
    try {
      key = certificate.getPublicKey();
      coseKey = CoseKeys.of(key);
    } catch (InvalidKeyException | RuntimeException e) {
      throw new VerificationException(
          Failure.CERTIFICATE, "the public key of the signer's certificate cannot be used", e);
    }
    try {
      return CoseVerifier.of(coseKey, algorithm);
    } catch (GeneralSecurityException e) {
      throw otherAlgorithm(
          Optional.of(algorithm), "one for the certificate's key, " + key.getAlgorithm());
    }
  }

  private static VerificationException otherAlgorithm(
      Optional<CoseAlgorithm> stated, String wanted) {
    String name = stated.map(CoseAlgorithm::ianaName).orElse("absent or not known");
    return new VerificationException(Failure.ALGORITHM, "alg is " + name + ", expected " + wanted);
  }

  /**
   * Checks that the key may sign: RFC 5280, Section 4.2.1.3 has two key usage bits for signatures.
   */
  private void requireUsage(X509Certificate certificate) throws VerificationException {
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE] && !usage[NON_REPUDIATION]) {
      throw new VerificationException(
          Failure.CERTIFICATE,
          "the key usage of the signer's certificate has neither digitalSignature nor"
              + " nonRepudiation");
    }
    if (settings.extendedKeyUsage() == null) {
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
    if (extended == null || !extended.contains(settings.extendedKeyUsage())) {
      throw new VerificationException(
          Failure.CERTIFICATE,
          "the signer's certificate lacks the extended key usage " + settings.extendedKeyUsage());
    }
  }

  /** The number of anchors. */
  @Override
  public String toString() {
    return "CertificateTrust[" + settings.anchors().size() + " anchors]";
  }
}
