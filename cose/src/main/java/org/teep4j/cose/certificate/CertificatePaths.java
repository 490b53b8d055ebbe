package org.teep4j.cose.certificate;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/**
 * Builds certificate paths by the names of issuers, and validates them with the JDK (RFC 5280,
 * Section 6).
 *
 * <p>The JDK's own path builder ignores certificates that are not valid now, and only reports that
 * there is no path. This class follows the issuer names and validates each path, so it can report
 * that only the time is wrong.
 *
 * <p>Untrusted certificates may have signed each other in every order. So the order of {@code
 * x5chain} is tried first, and a budget limits the steps and the validated paths for all signatures
 * of a message together.
 */
final class CertificatePaths {

  /**
   * Alternative names, name constraints, policies and policy mappings (RFC 5280, Section 4.2.1).
   */
  private static final List<String> COSTLY_EXTENSIONS =
      List.of("2.5.29.17", "2.5.29.30", "2.5.29.32", "2.5.29.33");

  /** The size in bytes above which an extension counts as long. */
  private static final int LONG_EXTENSION = 1024;

  private final TrustSettings settings;
  private final List<X509Certificate> issuers;
  private final CertificateBudget budget;

  /** The most informative error of the refused paths; null if no path was validated. */
  private @Nullable Exception refusal;

  /** Whether only the time was wrong in the path of {@link #refusal}. */
  private boolean expired;

  /** Starts with all certificates that may be part of a path, the likeliest first. */
  CertificatePaths(
      TrustSettings settings, List<X509Certificate> issuers, CertificateBudget budget) {
    this.settings = settings;
    this.issuers = issuers;
    this.budget = budget;
  }

  /** A validated path. */
  record Validated(List<X509Certificate> path, TrustAnchor anchor) {}

  /** Finds a valid path, or throws with the reason why there is none. */
  Validated find(X509Certificate leaf) throws VerificationException {
    refusal = null;
    expired = false;
    List<X509Certificate> path = new ArrayList<>(List.of(leaf));
    Validated validated = extend(path);
    if (validated == null) {
      throw refusal();
    }
    return validated;
  }

  private VerificationException refusal() {
    if (refusal == null) {
      return new VerificationException(
          Failure.CERTIFICATE,
          budget.hasPaths()
              ? "no path leads to a trust anchor"
              : "more certificates than are checked could lead to a trust anchor");
    }
    return new VerificationException(
        expired ? Failure.CERTIFICATE_EXPIRED : Failure.CERTIFICATE,
        CertificateRefusal.describe(refusal),
        refusal);
  }

  private @Nullable Validated extend(List<X509Certificate> path) {
    X500Principal issuer = path.get(path.size() - 1).getIssuerX500Principal();
    if (isAnchor(issuer) && budget.takePath(path.size())) {
      Validated validated = validate(path);
      if (validated != null) {
        return validated;
      }
    }
    if (path.size() > settings.maxIntermediates()) {
      return null;
    }
    for (X509Certificate candidate : issuers) {
      boolean fits =
          candidate.getSubjectX500Principal().equals(issuer) && !path.contains(candidate);
      if (fits && budget.hasPaths() && budget.takeStep()) {
        path.add(candidate);
        Validated validated = extend(path);
        if (validated != null) {
          return validated;
        }
        path.remove(path.size() - 1);
      }
    }
    return null;
  }

  private boolean isAnchor(X500Principal issuer) {
    return settings.anchors().stream()
        .map(anchor -> anchor.getTrustedCert() == null ? anchor.getCA() : subject(anchor))
        .anyMatch(issuer::equals);
  }

  private static X500Principal subject(TrustAnchor anchor) {
    return anchor.getTrustedCert().getSubjectX500Principal();
  }

  private @Nullable Validated validate(List<X509Certificate> path) {
    try {
      requireSignaturesUnderLongExtensions(path);
      return validate(path, parameters(settings.date(), true));
    } catch (GeneralSecurityException | RuntimeException e) {
      boolean timeAlone = isExpired(e) && isGoodAtAnotherTime(path);
      // A path with only a wrong time is more informative than an error of another path.
      if (timeAlone || refusal == null) {
        refusal = e;
        expired = timeAlone;
      }
      return null;
    }
  }

  /**
   * The JDK processes names and policies of a certificate before it verifies the signature on the
   * certificate. The time grows at least with the square of their number. If these extensions are
   * long, this method verifies the signatures first, so that only an authority of the path can
   * cause that work.
   */
  private void requireSignaturesUnderLongExtensions(List<X509Certificate> path)
      throws GeneralSecurityException {
    if (path.stream().noneMatch(CertificatePaths::hasLongExtensions)) {
      return;
    }
    if (!budget.takePath(path.size())) {
      throw new CertPathValidatorException("too many certificates have long extensions");
    }
    X509Certificate last = path.get(path.size() - 1);
    if (settings.anchors().stream().noneMatch(anchor -> isSigned(last, key(anchor)))) {
      throw wrongSignature(path, path.size() - 1);
    }
    for (int i = path.size() - 2; i >= 0; i--) {
      if (!isSigned(path.get(i), path.get(i + 1).getPublicKey())) {
        throw wrongSignature(path, i);
      }
    }
  }

  private static boolean hasLongExtensions(X509Certificate certificate) {
    for (String identifier : COSTLY_EXTENSIONS) {
      byte[] value = certificate.getExtensionValue(identifier);
      if (value != null && value.length > LONG_EXTENSION) {
        return true;
      }
    }
    return false;
  }

  private static PublicKey key(TrustAnchor anchor) {
    return anchor.getTrustedCert() == null
        ? anchor.getCAPublicKey()
        : anchor.getTrustedCert().getPublicKey();
  }

  private static boolean isSigned(X509Certificate certificate, PublicKey issuer) {
    try {
      certificate.verify(issuer);
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private static CertPathValidatorException wrongSignature(List<X509Certificate> path, int index)
      throws GeneralSecurityException {
    return new CertPathValidatorException(
        "signature check failed",
        null,
        CertificateFactory.getInstance("X.509").generateCertPath(path),
        index,
        BasicReason.INVALID_SIGNATURE);
  }

  private static boolean isExpired(Exception e) {
    Reason reason = e instanceof CertPathValidatorException invalid ? invalid.getReason() : null;
    return reason == BasicReason.EXPIRED || reason == BasicReason.NOT_YET_VALID;
  }

  /**
   * Whether only the time is wrong. The JDK checks the validity period of a certificate before its
   * signature, so anyone can make a certificate that looks expired.
   */
  private boolean isGoodAtAnotherTime(List<X509Certificate> path) {
    if (!budget.takePath(path.size())) {
      return false;
    }
    Date start =
        path.stream().map(X509Certificate::getNotBefore).max(Date::compareTo).orElseThrow();
    try {
      validate(path, parameters(start, false));
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private PKIXParameters parameters(Date date, boolean withRevocation)
      throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(settings.anchors());
    parameters.setDate(date);
    parameters.addCertPathChecker(new CertificateStrength());
    parameters.setRevocationEnabled(withRevocation && settings.revocation());
    if (withRevocation && settings.revocationOptions() != null) {
      PKIXRevocationChecker checker =
          (PKIXRevocationChecker) CertPathValidator.getInstance("PKIX").getRevocationChecker();
      checker.setOptions(settings.revocationOptions());
      parameters.addCertPathChecker(new RevocationAddresses(settings.revocationAddresses()));
      parameters.addCertPathChecker(checker);
    }
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(settings.crls())));
    return parameters;
  }

  private static Validated validate(List<X509Certificate> path, PKIXParameters parameters)
      throws GeneralSecurityException {
    CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
    PKIXCertPathValidatorResult result =
        (PKIXCertPathValidatorResult)
            CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
    return new Validated(List.copyOf(path), result.getTrustAnchor());
  }
}
