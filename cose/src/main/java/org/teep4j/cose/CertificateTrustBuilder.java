package org.teep4j.cose;

import java.net.URI;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects what {@link CertificateTrust} goes by. Methods that set something return this builder.
 *
 * <p>Revocation is checked unless {@link #withoutRevocation()} is called: without a list for every
 * issuer, no certificate is accepted.
 */
public final class CertificateTrustBuilder {

  private static final int DEFAULT_INTERMEDIATES = 4;

  final Set<TrustAnchor> anchors;
  List<X509Certificate> certificates = List.of();
  boolean revocation = true;
  List<X509CRL> crls = List.of();
  @Nullable Set<PKIXRevocationChecker.Option> revocationOptions;
  Predicate<URI> revocationAddresses = address -> false;
  @Nullable Instant time;
  int maxIntermediates = DEFAULT_INTERMEDIATES;
  @Nullable String extendedKeyUsage;
  Set<CoseAlgorithm> algorithms = Set.of();
  boolean unprotectedCertificates;
  CertificateSource source = uri -> List.of();

  CertificateTrustBuilder(Set<TrustAnchor> anchors) {
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException("there must be a trust anchor");
    }
    this.anchors = Set.copyOf(anchors);
  }

  /**
   * Adds certificates that are at hand: intermediate ones that messages leave out, and those of
   * signers that messages name by {@code x5t} alone. They are not trusted for being here.
   *
   * @param values certificates in any order
   * @return this builder
   */
  public CertificateTrustBuilder certificates(Collection<X509Certificate> values) {
    certificates = List.copyOf(values);
    return this;
  }

  /**
   * Has revocation checked by these lists, which an issuer of the path must have signed. No
   * connection is made, unless the security properties of this JVM ask for it ({@code
   * ocsp.enable}).
   *
   * @param values a current list of each issuer
   * @return this builder
   */
  public CertificateTrustBuilder revocationLists(Collection<X509CRL> values) {
    crls = List.copyOf(values);
    revocation = true;
    return this;
  }

  /**
   * Has revocation checked by the JDK's checker, which asks the OCSP responders and fetches the
   * lists that the certificates themselves name. Lists that are given are used too.
   *
   * <p>An address comes from a certificate that an authority of the path has signed, so that it is
   * chosen by the authority, or by whoever can have it sign an address. A certificate is refused,
   * and nothing is contacted, if it names an address that is not permitted. The JDK takes URLs of
   * any scheme that it knows, {@code file} among them, and follows redirections: permit the hosts
   * that you know, of scheme {@code http}, {@code https} or {@code ldap}, and no more. How long it
   * waits is decided by the system properties {@code com.sun.security.ocsp.timeout}, {@code
   * com.sun.security.crl.timeout} and {@code com.sun.security.crl.readtimeout}, 15 seconds each by
   * default.
   *
   * @param permitted whether an address may be contacted, for OCSP and for lists
   * @param options as the checker has them, for example {@code SOFT_FAIL}
   * @return this builder
   */
  public CertificateTrustBuilder onlineRevocation(
      Predicate<URI> permitted, PKIXRevocationChecker.Option... options) {
    revocationAddresses = permitted;
    revocationOptions = Set.of(options);
    revocation = true;
    return this;
  }

  /**
   * Has revocation not checked at all, where certificates are short-lived or there are no lists.
   *
   * @return this builder
   */
  public CertificateTrustBuilder withoutRevocation() {
    revocation = false;
    revocationOptions = null;
    return this;
  }

  /**
   * Has certificates judged at another time than that of the judgement.
   *
   * @param value when certificates and lists must be valid
   * @return this builder
   */
  public CertificateTrustBuilder time(Instant value) {
    time = value;
    return this;
  }

  /**
   * Limits the length of paths.
   *
   * @param value how many certificates may stand between the signer's and the trust anchor; 4 if
   *     this is not called
   * @return this builder
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
   * Demands an extended key usage of the signer's certificate (RFC 5280, Section 4.2.1.12). It must
   * be there by its own identifier.
   *
   * @param objectIdentifier in dotted decimals
   * @return this builder
   */
  public CertificateTrustBuilder extendedKeyUsage(String objectIdentifier) {
    extendedKeyUsage = objectIdentifier;
    return this;
  }

  /**
   * Limits the algorithms of messages, for RSA keys above all, which several algorithms fit.
   *
   * @param values the algorithms that messages may name; all that fit the key if this is not called
   * @return this builder
   */
  public CertificateTrustBuilder algorithms(CoseAlgorithm... values) {
    algorithms = Set.of(values);
    return this;
  }

  /**
   * Accepts messages in which nothing protected says which certificate is the signer's. RFC 9360,
   * Section 2 demands that this is protected, by the header or by the external data: for messages
   * where the external data does that, and for old ones that do not care.
   *
   * @return this builder
   */
  public CertificateTrustBuilder unprotectedCertificates() {
    unprotectedCertificates = true;
    return this;
  }

  /**
   * Has certificates that messages refer to with {@code x5u} got by the application. Without this,
   * {@code x5u} is ignored.
   *
   * @param value gets certificates
   * @return this builder
   */
  public CertificateTrustBuilder certificateSource(CertificateSource value) {
    source = value;
    return this;
  }

  Date date() {
    return Date.from(time == null ? Instant.now() : time);
  }

  /**
   * Makes the resolver.
   *
   * @return what has been collected so far; calls that follow do not change it
   */
  public CertificateTrust build() {
    return new CertificateTrust(new CertificateTrustBuilder(this));
  }

  private CertificateTrustBuilder(CertificateTrustBuilder other) {
    anchors = other.anchors;
    certificates = other.certificates;
    revocation = other.revocation;
    crls = other.crls;
    revocationOptions = other.revocationOptions;
    revocationAddresses = other.revocationAddresses;
    time = other.time;
    maxIntermediates = other.maxIntermediates;
    extendedKeyUsage = other.extendedKeyUsage;
    algorithms = other.algorithms;
    unprotectedCertificates = other.unprotectedCertificates;
    source = other.source;
  }
}
