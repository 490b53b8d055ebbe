package org.teep4j.vectors.replay;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.cose.VerifyOptions;
import org.teep4j.cose.certificate.CertificateTrust;
import org.teep4j.cose.certificate.CertificateTrustBuilder;
import org.teep4j.vectors.CoseExpectation;
import org.teep4j.vectors.CoseExpectation.Open;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorSet;

/** The checks of COSE objects. */
final class CoseChecks {
  private final VectorSet set;
  private final TestVector vector;
  private final Bytes bytes;

  CoseChecks(VectorSet set, TestVector vector, Bytes bytes) {
    this.set = set;
    this.vector = vector;
    this.bytes = bytes;
  }

  String check(CoseExpectation expectation)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    if (expectation instanceof Open check) {
      return new CoseOpening(set, check).open(vector.kind(), bytes);
    } else if (expectation instanceof CoseExpectation.Sign check) {
      return sign(check);
    } else if (expectation instanceof CoseExpectation.Certificates check) {
      return certificates(check);
    } else if (expectation instanceof CoseExpectation.Key check) {
      return key(check);
    }
    return Countersignatures.verify(
        set, vector.kind(), bytes, (CoseExpectation.Countersignature) expectation);
  }

  /** Signs with the headers of the message, and compares the bytes that are not random. */
  private String sign(CoseExpectation.Sign check)
      throws CheckFailure, DecodeException, GeneralSecurityException {
    CoseAlgorithm algorithm = PrimitiveChecks.algorithm(check.algorithm());
    CoseKey key = VectorKeys.of(set, check.key());
    CoseHeaders headers = CoseSign1.decode(bytes).unverifiedHeaders();
    Bytes payload = check.payload();
    VerifyOptions options =
        VerifyOptions.defaults().withExternalAad(check.external().orElse(Bytes.empty()));
    CoseSign1 made =
        CoseSign1.builder()
            .headers(headers)
            .payload(payload)
            .externalAad(options.externalAad())
            .sign(CoseSigner.of(key, algorithm));
    made.verify(CoseVerifier.of(key, algorithm), options);
    Bytes whole = made.encode().toBytes();
    CheckFailure.requireEqual(
        bytes.slice(0, check.same()), whole.slice(0, check.same()), "the first bytes");
    return "signed again: the first " + check.same() + " bytes are the same";
  }

  /** The example certificates are in the unprotected header and have no revocation information. */
  private String certificates(CoseExpectation.Certificates check)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    CertificateTrustBuilder builder =
        CertificateTrust.builder(certificate(check.anchor()))
            .withoutRevocation()
            .unprotectedCertificates();
    if (check.leaf().isPresent()) {
      builder.certificates(List.of(certificate(check.leaf().get())));
    }
    CertificateTrust trust = builder.time(Instant.parse(check.time())).build();
    CoseSignedMessage message = CoseSignedMessage.decode(bytes);
    VerifiedPayload verified = message.verify(trust);
    CertificateTrust before =
        builder
            .time(certificate(check.anchor()).getNotBefore().toInstant().minusSeconds(1))
            .build();
    String refused =
        Refusals.check(
            Optional.of(VerificationException.Failure.CERTIFICATE_EXPIRED.name()),
            () -> "verified " + message.verify(before));
    return check.parameter() + " leads to a key for " + verified.algorithm() + "; " + refused;
  }

  private static X509Certificate certificate(Bytes der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
  }

  private String key(CoseExpectation.Key check) throws CheckFailure, DecodeException {
    CoseKey key = CoseKey.decode(bytes);
    CoseLabel algorithm = CoseLabel.of(check.algorithm());
    CheckFailure.requireEqual(Optional.of(algorithm), key.algorithmId(), "alg");
    return key.isPrivate() ? "a private key" : "a public key";
  }
}
