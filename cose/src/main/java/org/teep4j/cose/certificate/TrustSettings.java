package org.teep4j.cose.certificate;

import java.net.URI;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseAlgorithm;

/**
 * What {@link CertificateTrustBuilder} has set.
 *
 * @param certificates certificates that messages may omit
 * @param revocation whether revocation is checked
 * @param revocationOptions options of the JDK's checker; null if it may contact nobody
 * @param revocationAddresses accepts the addresses that may be contacted
 * @param time the time of validation; null for the current time
 * @param extendedKeyUsage the required usage; null for any
 * @param algorithms the permitted algorithms; none for all
 * @param unprotectedCertificates whether the choice of the certificate may be unprotected
 */
record TrustSettings(
    Set<TrustAnchor> anchors,
    List<X509Certificate> certificates,
    boolean revocation,
    List<X509CRL> crls,
    @Nullable Set<PKIXRevocationChecker.Option> revocationOptions,
    Predicate<URI> revocationAddresses,
    @Nullable Instant time,
    int maxIntermediates,
    @Nullable String extendedKeyUsage,
    Set<CoseAlgorithm> algorithms,
    boolean unprotectedCertificates,
    CertificateSource source) {

  Date date() {
    return Date.from(time == null ? Instant.now() : time);
  }
}
