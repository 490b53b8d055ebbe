package org.teep4j.cose.certificate;

import java.net.URI;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseAlgorithm;

/**
 * Builds a {@link CertificateTrust}. Setters return this builder.
 *
 * <p>Revocation is checked unless {@link #withoutRevocation()} is called. Without a revocation list
 * for every issuer, no certificate is accepted.
 */
public final class CertificateTrustBuilder {

  private static final int DEFAULT_INTERMEDIATES = 4;

  private final Set<TrustAnchor> anchors;
  private List<X509Certificate> certificates = List.of();
  private boolean revocation = true;
  private List<X509CRL> crls = List.of();
  private @Nullable Set<PKIXRevocationChecker.Option> revocationOptions;
  private Predicate<URI> revocationAddresses = address -> false;
  private @Nullable Instant time;
  private int maxIntermediates = DEFAULT_INTERMEDIATES;
  private @Nullable String extendedKeyUsage;
  private Set<CoseAlgorithm> algorithms = Set.of();
  private boolean unprotectedCertificates;
  private CertificateSource source = uri -> List.of();

  CertificateTrustBuilder(Set<TrustAnchor> anchors) {
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException("there must be a trust anchor");
    }
    this.anchors = Set.copyOf(anchors);
  }

  /**
   * Sets certificates that messages may omit: intermediate certificates, and certificates of
   * signers that messages identify by {@code x5t} alone. This does not make them trusted.
   *
   * @param values certificates in any order
   */
  public CertificateTrustBuilder certificates(Collection<X509Certificate> values) {
    certificates = List.copyOf(values);
    return this;
  }

  /**
   * Checks revocation with these lists. An issuer of the path must have signed them. The JDK makes
   * no connection, unless a security property of this JVM requires it ({@code ocsp.enable}).
   *
   * @param values a current list of each issuer
   */
  public CertificateTrustBuilder revocationLists(Collection<X509CRL> values) {
    crls = List.copyOf(values);
    revocation = true;
    return this;
  }

  /**
   * Checks revocation with the JDK's checker. It contacts the OCSP responders and fetches the lists
   * that the certificates themselves name. It also uses the lists of {@link #revocationLists}.
   *
   * <p>Each address stands in a certificate that an authority of the path has signed. It is chosen
   * by the authority, or by anyone for whom the authority signs an address. A certificate that
   * names an address that is not permitted is refused, and nothing is contacted.
   *
   * <p>The JDK accepts URLs of any scheme that it knows, including {@code file}, and follows
   * redirections. Permit only hosts that you know, with scheme {@code http}, {@code https} or
   * {@code ldap}. The system properties {@code com.sun.security.ocsp.timeout}, {@code
   * com.sun.security.crl.timeout} and {@code com.sun.security.crl.readtimeout} set the timeouts, 15
   * seconds each by default.
   *
   * @param permitted whether an address may be contacted, for OCSP and for lists
   * @param options options of the checker, for example {@code SOFT_FAIL}
   */
  public CertificateTrustBuilder onlineRevocation(
      Predicate<URI> permitted, PKIXRevocationChecker.Option... options) {
    revocationAddresses = permitted;
    revocationOptions = Set.of(options);
    revocation = true;
    return this;
  }

  /** Disables the revocation check, for short-lived certificates or issuers without lists. */
  public CertificateTrustBuilder withoutRevocation() {
    revocation = false;
    revocationOptions = null;
    return this;
  }

  /**
   * Sets the time of validation; the default is the current time.
   *
   * @param value the time at which certificates and lists must be valid
   */
  public CertificateTrustBuilder time(Instant value) {
    time = value;
    return this;
  }

  /**
   * Limits the length of paths.
   *
   * @param value the largest number of certificates between the signer's and the trust anchor; 4 by
   *     default
   * @throws IllegalArgumentException if the value is negative
   */
  public CertificateTrustBuilder maxIntermediates(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("a path cannot have a negative length");
    }
    maxIntermediates = value;
    return this;
  }

  /**
   * Requires an extended key usage in the signer's certificate (RFC 5280, Section 4.2.1.12). The
   * certificate must list this identifier itself.
   *
   * @param objectIdentifier in dotted decimals
   */
  public CertificateTrustBuilder extendedKeyUsage(String objectIdentifier) {
    extendedKeyUsage = objectIdentifier;
    return this;
  }

  /**
   * Limits the algorithms of messages. This matters most for RSA keys, which fit several
   * algorithms.
   *
   * @param values the algorithms that messages may name; by default all that fit the key
   */
  public CertificateTrustBuilder algorithms(CoseAlgorithm... values) {
    algorithms = Set.of(values);
    return this;
  }

  /**
   * Accepts messages in which no protected parameter identifies the signer's certificate. RFC 9360,
   * Section 2 requires that the header or the external data protects the choice of the certificate.
   * Use this for messages whose external data does so, and for old messages that do not protect it.
   */
  public CertificateTrustBuilder unprotectedCertificates() {
    unprotectedCertificates = true;
    return this;
  }

  /**
   * Lets the application fetch the certificates that messages refer to with {@code x5u}. By default
   * {@code x5u} is ignored.
   *
   * @param value fetches certificates
   */
  public CertificateTrustBuilder certificateSource(CertificateSource value) {
    source = value;
    return this;
  }

  /**
   * Makes the resolver.
   *
   * @return a resolver with the current settings; later calls to this builder do not change it
   */
  public CertificateTrust build() {
    return new CertificateTrust(
        new TrustSettings(
            anchors,
            certificates,
            revocation,
            crls,
            revocationOptions,
            revocationAddresses,
            time,
            maxIntermediates,
            extendedKeyUsage,
            algorithms,
            unprotectedCertificates,
            source));
  }
}
