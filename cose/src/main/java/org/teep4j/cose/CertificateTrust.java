package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teep4j.cose.VerificationException.Failure;

/**
 * Trust in the certificates of messages (RFC 9360): {@code x5chain}, {@code x5bag}, {@code x5t} and
 * {@code x5u}, as far as a path leads from the signer's certificate to one of the trust anchors of
 * the caller (RFC 5280). Without anchors nothing here can be used. Immutable.
 *
 * <p>The signer's certificate is the one that {@code x5t} names, or the first of {@code x5chain};
 * in {@code x5bag} alone each one could be it. It must be named by something protected, be meant
 * for digital signatures if it has a key usage at all, and fit the algorithm of the message. The
 * JDK validates the path. Refusals are {@link Failure#CERTIFICATE_EXPIRED} if the time alone is
 * wrong, {@link Failure#UNPROTECTED_CERTIFICATE}, or {@link Failure#CERTIFICATE}, which has a cause
 * for the log.
 *
 * <p>Certificates of messages may be anything: no more than {@value #MOST_CERTIFICATES} of them are
 * looked at, of up to {@value #LONGEST_CERTIFICATE} bytes, and few paths are tried.
 *
 * <p>Messages may list these header parameters in {@code crit} if the caller says with {@link
 * VerifyOptions#withUnderstood} that they are understood.
 */
public final class CertificateTrust implements CoseKeyResolver {

  /** How many certificates a signature may bring along. */
  public static final int MOST_CERTIFICATES = 16;

  /** The longest certificate that is accepted, in bytes; those in use are a tenth of this. */
  public static final int LONGEST_CERTIFICATE = Certificates.LONGEST;

  private static final int DIGITAL_SIGNATURE = 0;

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
    CertificateOffer offer = CertificateOffer.of(headers, settings);
    List<CoseVerifier> verifiers = new ArrayList<>();
    VerificationException refusal = null;
    CertificatePaths paths = new CertificatePaths(settings, offer.issuers());
    for (CertificateOffer.Candidate candidate : offer.candidates()) {
      try {
        verifiers.add(verifier(candidate, headers, paths));
      } catch (VerificationException e) {
        refusal = refusal == null ? e : refusal;
      }
    }
    if (verifiers.isEmpty() && refusal != null) {
      throw refusal;
    }
    return verifiers;
  }

  private CoseVerifier verifier(
      CertificateOffer.Candidate candidate, CoseHeaders headers, CertificatePaths paths)
      throws VerificationException {
    if (!candidate.isProtected() && !settings.unprotectedCertificates) {
      throw new VerificationException(Failure.UNPROTECTED_CERTIFICATE);
    }
    X509Certificate certificate = Certificates.parse(candidate.der());
    CoseVerifier verifier = verifier(certificate, headers);
    CertificatePaths.Validated validated = paths.find(certificate);
    return new CertificatePathVerifier(validated.path(), validated.anchor(), verifier);
  }

  private CoseVerifier verifier(X509Certificate certificate, CoseHeaders headers)
      throws VerificationException {
    Optional<CoseAlgorithm> algorithm = headers.algorithm();
    boolean permitted =
        algorithm.isPresent()
            && (settings.algorithms.isEmpty() || settings.algorithms.contains(algorithm.get()));
    if (!permitted) {
      throw new VerificationException(Failure.ALGORITHM);
    }
    try {
      requireUsage(certificate);
      PublicKey key = certificate.getPublicKey();
      CoseKey coseKey = CoseKey.of(key);
      if (!fits(key, algorithm.get())) {
        throw new VerificationException(Failure.ALGORITHM);
      }
      return verifier(coseKey, algorithm.get());
    } catch (CertificateParsingException | InvalidKeyException | RuntimeException e) {
      throw new VerificationException(Failure.CERTIFICATE, e);
    }
  }

  private static CoseVerifier verifier(CoseKey key, CoseAlgorithm algorithm)
      throws VerificationException {
    try {
      return CoseVerifier.of(key, algorithm);
    } catch (GeneralSecurityException e) {
      throw new VerificationException(Failure.ALGORITHM, e);
    }
  }

  private void requireUsage(X509Certificate certificate) throws CertificateParsingException {
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE]) {
      throw new CertificateParsingException("the key usage has no digital signature");
    }
    List<String> extended = certificate.getExtendedKeyUsage();
    if (settings.extendedKeyUsage != null
        && (extended == null || !extended.contains(settings.extendedKeyUsage))) {
      throw new CertificateParsingException("the extended key usage is another");
    }
  }

  /** Whether the certificate restricts an RSA key to PSS, or to one hash function (RFC 4055). */
  private static boolean fits(PublicKey key, CoseAlgorithm algorithm) {
    if (!key.getAlgorithm().equals("RSASSA-PSS")) {
      return true;
    }
    boolean anyHash =
        !(key instanceof RSAKey rsa && rsa.getParams() instanceof PSSParameterSpec parameters)
            || algorithm.hashName().equals(Optional.of(parameters.getDigestAlgorithm()));
    return algorithm.scheme() == SignatureScheme.RSA_PSS && anyHash;
  }

  /** How many anchors there are. */
  @Override
  public String toString() {
    return "CertificateTrust[" + settings.anchors.size() + " anchors]";
  }
}
