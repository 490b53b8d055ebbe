package org.teep4j.cose.certificate;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.DerException;
import org.teep4j.cose.internal.DerReader;

/**
 * Refuses certificates with revocation addresses that the caller does not permit to be contacted
 * (RFC 5280, Sections 4.2.1.13, 4.2.1.15 and 4.2.2.1). This checker must run before the JDK's
 * revocation checker, which contacts the addresses. The signature on the certificate has been
 * verified before this checker runs.
 */
final class RevocationAddresses extends PKIXCertPathChecker {

  static final String NOT_PERMITTED = "it names an address for revocation that is not permitted";
  static final String MALFORMED = "it names addresses for revocation in no known form";

  private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
  private static final String OCSP = "2b06010505073001";
  private static final String DISTRIBUTION_POINTS = "2.5.29.31";
  private static final String FRESHEST_CRL = "2.5.29.46";

  private static final int CONTEXT_0 = 0xa0;
  private static final int URI_NAME = 0x86;

  private final Predicate<URI> permitted;

  /**
   * Makes a checker.
   *
   * @param permitted accepts the addresses that may be contacted
   */
  RevocationAddresses(Predicate<URI> permitted) {
    this.permitted = permitted;
  }

  @Override
  public void init(boolean forward) {
    // There is no state: each certificate is checked on its own.
  }

  @Override
  public boolean isForwardCheckingSupported() {
    return true;
  }

  @Override
  public @Nullable Set<String> getSupportedExtensions() {
    return null;
  }

  @Override
  public void check(Certificate certificate, Collection<String> unresolvedCriticalExtensions)
      throws CertPathValidatorException {
    X509Certificate x509 = (X509Certificate) certificate;
    try {
      checkResponders(x509.getExtensionValue(AUTHORITY_INFORMATION_ACCESS));
      checkDistributionPoints(x509.getExtensionValue(DISTRIBUTION_POINTS));
      checkDistributionPoints(x509.getExtensionValue(FRESHEST_CRL));
    } catch (DerException | IllegalArgumentException e) {
      throw new CertPathValidatorException(MALFORMED, e);
    }
  }

  /** {@code AuthorityInfoAccessSyntax}: pairs of a method and a name. */
  private void checkResponders(byte @Nullable [] extension)
      throws DerException, CertPathValidatorException {
    if (extension == null) {
      return;
    }
    DerReader descriptions = content(extension);
    while (descriptions.hasNext()) {
      DerReader description = descriptions.readSequence();
      if (description.readObjectIdentifier().equals(OCSP)) {
        checkName(description);
      }
    }
  }

  /** {@code CRLDistributionPoints}: points, whose first element is a name if its tag is [0]. */
  private void checkDistributionPoints(byte @Nullable [] extension)
      throws DerException, CertPathValidatorException {
    if (extension == null) {
      return;
    }
    DerReader points = content(extension);
    while (points.hasNext()) {
      DerReader point = points.readSequence();
      if (point.nextIs(CONTEXT_0)) {
        DerReader name = point.enter(CONTEXT_0);
        if (name.nextIs(CONTEXT_0)) {
          DerReader fullName = name.enter(CONTEXT_0);
          while (fullName.hasNext()) {
            checkName(fullName);
          }
        }
      }
    }
  }

  private static DerReader content(byte[] extension) throws DerException {
    return new DerReader(Bytes.wrap(extension)).enterOctetString().readSequence();
  }

  private void checkName(DerReader names) throws DerException, CertPathValidatorException {
    if (!names.nextIs(URI_NAME)) {
      names.skip();
      return;
    }
    byte[] address = names.read(URI_NAME).toByteArray();
    if (!permitted.test(URI.create(new String(address, StandardCharsets.ISO_8859_1)))) {
      throw new CertPathValidatorException(NOT_PERMITTED);
    }
  }
}
