package org.teep4j.cose.certificate;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CertificateHash;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/**
 * The certificates that the headers of a signature contain or refer to (RFC 9360, Section 2).
 *
 * @param candidates the candidates for the signer's certificate
 * @param issuers certificates for the path to a trust anchor, in the order of trial
 */
record CertificateOffer(List<Candidate> candidates, List<X509Certificate> issuers) {

  /**
   * A candidate for the signer's certificate.
   *
   * @param isProtected whether a protected parameter identifies it
   */
  record Candidate(Bytes der, boolean isProtected) {}

  /** Whether headers contain or refer to certificates. */
  static boolean isIn(CoseHeaders headers) {
    return !headers.x5chain().isEmpty()
        || !headers.x5bag().isEmpty()
        || headers.x5t().isPresent()
        || headers.x5u().isPresent();
  }

  static CertificateOffer of(CoseHeaders headers, TrustSettings settings, CertificateBudget budget)
      throws VerificationException {
    List<Bytes> fetched = fetch(headers, settings, budget);
    List<Bytes> offered = new ArrayList<>(headers.x5chain());
    offered.addAll(headers.x5bag());
    offered.addAll(fetched);
    if (offered.size() > CertificateBudget.OF_ONE_SIGNATURE) {
      throw new VerificationException(
          Failure.CERTIFICATE, "the signature brings more certificates than are looked at");
    }
    if (!budget.takeCertificates(offered.size())) {
      throw new VerificationException(
          Failure.CERTIFICATE, "the message brings more certificates than are looked at");
    }
    List<X509Certificate> issuers = new ArrayList<>();
    for (Bytes der : offered) {
      X509Certificate certificate = parseOrNull(der);
      if (certificate != null) {
        issuers.add(certificate);
      }
    }
    issuers.addAll(settings.certificates());
    List<Candidate> candidates = candidates(headers, fetched);
    return new CertificateOffer(
        headers.x5t().isPresent() ? named(headers, candidates, settings) : candidates, issuers);
  }

  private static List<Bytes> fetch(
      CoseHeaders headers, TrustSettings settings, CertificateBudget budget)
      throws VerificationException {
    if (headers.x5u().isEmpty()) {
      return List.of();
    }
    if (!budget.takeFetch()) {
      throw new VerificationException(
          Failure.CERTIFICATE, "the message names more places of certificates than are asked");
    }
    try {
      return settings.source().certificates(headers.x5u().get());
    } catch (IOException e) {
      throw new VerificationException(
          Failure.CERTIFICATE, "the certificates that x5u names cannot be had", e);
    }
  }

  /** Returns null if the bytes are no certificate: a bag may contain unrelated data. */
  private static @Nullable X509Certificate parseOrNull(Bytes der) {
    try {
      return Certificates.parse(der);
    } catch (VerificationException e) {
      return null;
    }
  }

  /** Returns the candidates for the signer's certificate, regardless of {@code x5t}. */
  private static List<Candidate> candidates(CoseHeaders headers, List<Bytes> fetched) {
    List<Candidate> candidates = new ArrayList<>();
    if (!headers.x5chain().isEmpty()) {
      boolean isProtected = headers.isProtected(CoseHeaderParameter.X5CHAIN.label());
      candidates.add(new Candidate(headers.x5chain().get(0), isProtected));
    } else if (!headers.x5bag().isEmpty()) {
      boolean isProtected = headers.isProtected(CoseHeaderParameter.X5BAG.label());
      headers.x5bag().forEach(der -> candidates.add(new Candidate(der, isProtected)));
    } else {
      fetched.stream().limit(1).forEach(der -> candidates.add(new Candidate(der, false)));
    }
    return candidates;
  }

  /**
   * Returns the certificate that {@code x5t} identifies. It may be one of the caller's
   * certificates.
   */
  private static List<Candidate> named(
      CoseHeaders headers, List<Candidate> offered, TrustSettings settings)
      throws VerificationException {
    List<Candidate> candidates = new ArrayList<>(offered);
    if (headers.x5chain().isEmpty()) {
      for (X509Certificate certificate : settings.certificates()) {
        candidates.add(new Candidate(Certificates.encoded(certificate), false));
      }
    }
    CertificateHash hash = headers.x5t().orElseThrow();
    boolean isProtected = headers.isProtected(CoseHeaderParameter.X5T.label()) && hash.isStrong();
    Optional<Candidate> match =
        candidates.stream().filter(candidate -> hash.matches(candidate.der())).findFirst();
    if (match.isEmpty()) {
      throw new VerificationException(
          Failure.CERTIFICATE, "the certificate that x5t names is not there");
    }
    Candidate found = match.get();
    return List.of(new Candidate(found.der(), found.isProtected() || isProtected));
  }
}
