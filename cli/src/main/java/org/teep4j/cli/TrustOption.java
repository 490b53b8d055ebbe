package org.teep4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseShapes;
import org.teep4j.cose.certificate.CertificateTrust;
import org.teep4j.cose.certificate.CertificateTrustBuilder;
import picocli.CommandLine.Option;

/** {@code --trust-anchor}, {@code --crl} and {@code --time}. */
final class TrustOption {
  @Option(
      names = "--trust-anchor",
      paramLabel = "CERTFILE",
      description = {
        "Trusted CA certificates (PEM or DER). The message may be signed with any key"
            + " that has a valid certificate path to one of them (x5chain, x5bag, x5t)."
      })
  private List<String> anchorFiles = new ArrayList<>();

  @Option(
      names = "--crl",
      paramLabel = "CRLFILE",
      description =
          "Revocation list of a CA. Can be repeated. Without this option, revocation"
              + " is not checked.")
  private List<String> crlFiles = new ArrayList<>();

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "Validate certificates at this time instead of now: 2026-11-22T20:00:00Z.")
  private @Nullable Instant time;

  @Option(
      names = "--certificate",
      paramLabel = "CERTFILE",
      description =
          "Certificates that the message does not have: those of issuers, or that of the"
              + " signer, which x5t names. They are not trusted by themselves.")
  private List<String> certificateFiles = new ArrayList<>();

  @Option(
      names = "--unprotected-certificates",
      description =
          "Also use the certificates of an unprotected header, as a mobile document (ISO"
              + " 18013-5) has them. Whoever forwards the message may have exchanged them.")
  private boolean unprotectedCertificates;

  boolean isEmpty() {
    return anchorFiles.isEmpty();
  }

  /** Reads the certificates; empty if there are no anchors. */
  Optional<CertificateTrust> trust(StandardInput in) throws UsageException {
    return trust(in, null);
  }

  /**
   * Reads the certificates; empty if there are no anchors.
   *
   * @param algorithm the only algorithm that is accepted; null for all
   */
  Optional<CertificateTrust> trust(StandardInput in, @Nullable CoseAlgorithm algorithm)
      throws UsageException {
    if (isEmpty()) {
      if (!crlFiles.isEmpty()
          || time != null
          || !certificateFiles.isEmpty()
          || unprotectedCertificates) {
        throw new UsageException(
            "--certificate, --crl, --time and --unprotected-certificates are for certificates:"
                + " add --trust-anchor");
      }
      return Optional.empty();
    }
    List<X509Certificate> anchors = new ArrayList<>();
    for (String file : anchorFiles) {
      anchors.addAll(certificates(file, in));
    }
    List<X509CRL> lists = new ArrayList<>();
    for (String file : crlFiles) {
      lists.addAll(read(file, in, X509CRL.class));
    }
    CertificateTrustBuilder trust =
        CertificateTrust.builder(anchors.toArray(X509Certificate[]::new));
    if (lists.isEmpty()) {
      trust.withoutRevocation();
    } else {
      trust.revocationLists(lists);
    }
    if (time != null) {
      trust.time(time);
    }
    List<X509Certificate> others = new ArrayList<>();
    for (String file : certificateFiles) {
      others.addAll(certificates(file, in));
    }
    trust.certificates(others);
    if (algorithm != null) {
      trust.algorithms(algorithm);
    }
    if (unprotectedCertificates) {
      trust.unprotectedCertificates();
    }
    return Optional.of(trust.build());
  }

  boolean checksRevocation() {
    return !crlFiles.isEmpty();
  }

  /** The certificates of a file, in their order. */
  static List<X509Certificate> certificates(String file, StandardInput in) throws UsageException {
    return read(file, in, X509Certificate.class);
  }

  private static <T> List<T> read(String file, StandardInput in, Class<T> type)
      throws UsageException {
    Input input = Input.read(file, in);
    boolean lists = type == X509CRL.class;
    try (InputStream content = input.raw().asInputStream()) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Collection<?> found =
          lists ? factory.generateCRLs(content) : factory.generateCertificates(content);
      if (found.isEmpty()) {
        throw new UsageException(input.name() + ": " + otherwise(input, lists, "nothing in it"));
      }
      return found.stream().map(type::cast).toList();
    } catch (GeneralSecurityException | IOException refused) {
      String reason = String.valueOf(refused.getMessage());
      throw new UsageException(input.name() + ": " + otherwise(input, lists, reason));
    }
  }

  /**
   * The error for a file that is not a certificate or revocation list: what it is, if recognized,
   * otherwise the reason.
   */
  private static String otherwise(Input input, boolean lists, String reason) {
    String what = lists ? "not a revocation list: " : "not a certificate: ";
    if (InputForm.isItem(input.raw())) {
      return what + (CoseShapes.resemblesKey(input.raw()) ? "a COSE_Key: --key takes it" : "CBOR");
    }
    return what
        + Foreign.of(input.raw())
            .filter(found -> !(lists ? found.isRevocationList() : found.isCertificate()))
            .map(Foreign::line)
            .orElse(reason);
  }
}
