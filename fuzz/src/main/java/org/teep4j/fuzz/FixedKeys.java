package org.teep4j.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.certificate.CertificateTrust;

/** Keys and certificates for these tests alone, the same in each run. */
final class FixedKeys {
  /** When the certificates are valid. */
  static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  static final CoseKey SIGNING =
      jwk(
          "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"ec\",\"alg\":\"ES256\",\"x\":\"4gZW51Q9P0ppVz9CcCHZ4Eo1RlFSNOa53FVIwjwsjQY\","
              + "\"y\":\"MOku-K2XTrcRwnBHSM8qvqsT9Ax9aGiTaZaV-JcsuIE\","
              + "\"d\":\"eB5yIBNhB50JUxPIPuF00kxa7cmk1GSsMtqyQbGvz4g\"}");
  static final CoseKey EDWARDS =
      jwk(
          "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"ed\",\"alg\":\"EdDSA\",\"x\":\"aiRLPnoOIOOBVZEuuWu902iFeeVEbc3vA4z-lwwcKiE\","
              + "\"d\":\"bBCu647uTeQNbSQZZUmf6707kVPKEfH8MyCI07nkfZQ\"}");
  static final CoseKey AGREEMENT =
      jwk(
          "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"kid\":\"x\",\"x\":\"pjYzzTFxhR_VL79ro8jlCJtB-5UtBnqItj7JHGADf2o\","
              + "\"d\":\"2DOJsNhaZNYTZsXQPZpGxcUdoWwV8lz8UZ2yj8oqDXY\"}");
  static final CoseKey MAC = symmetric(32, CoseAlgorithm.HMAC_256);
  static final CoseKey CONTENT = symmetric(16, CoseAlgorithm.A128GCM);
  static final CoseKey WRAPPING = symmetric(16, CoseAlgorithm.A128KW);

  private FixedKeys() {}

  static List<CoseKey> all() {
    return List.of(SIGNING, EDWARDS, AGREEMENT, MAC, CONTENT, WRAPPING);
  }

  /** As many keys as a person's key ring may have, each with an identifier of its own. */
  static List<CoseKey> ring() {
    List<CoseKey> ring = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ring.add((i % 2 == 0 ? SIGNING : EDWARDS).withKeyId(Bytes.ofUtf8("key" + i)));
    }
    return ring;
  }

  private static CoseKey jwk(String jwk) {
    try {
      return CoseKeys.fromJwk(jwk);
    } catch (DecodeException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private static CoseKey symmetric(int length, CoseAlgorithm algorithm) {
    byte[] key = new byte[length];
    for (int i = 0; i < length; i++) {
      key[i] = (byte) (i + 1);
    }
    try {
      return org.teep4j.cose.SymmetricKey.of(Bytes.wrap(key)).withAlgorithm(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The root, an intermediate, the signer's certificate and its private key. */
  static String certificatesPem() {
    return text("certificates.pem");
  }

  /** An encrypted PKCS #8 key and a PKCS #12 file, made by OpenSSL with few iterations. */
  static String protectedPem() {
    return text("protected.pem");
  }

  private static String text(String resource) {
    try (InputStream in = FixedKeys.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The private key of the last certificate. */
  static CoseKey certified() {
    String pem = certificatesPem();
    try {
      return CoseKeys.fromPem(pem.substring(pem.indexOf("-----BEGIN PRIVATE KEY")))
          .withAlgorithm(CoseAlgorithm.ES256);
    } catch (DecodeException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /** The root, the intermediate and the signer's certificate. */
  static List<X509Certificate> certificates() {
    String pem = certificatesPem();
    byte[] blocks =
        pem.substring(0, pem.indexOf("-----BEGIN PRIVATE KEY")).getBytes(StandardCharsets.US_ASCII);
    try {
      List<X509Certificate> certificates = new ArrayList<>();
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(blocks))
          .forEach(certificate -> certificates.add((X509Certificate) certificate));
      return certificates;
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Trusts the root alone. */
  static CertificateTrust trust() {
    return CertificateTrust.builder(certificates().get(0))
        .withoutRevocation()
        .unprotectedCertificates()
        .time(NOW)
        .build();
  }

  /** Takes any signature, so that what lies behind is reached. */
  static final class Credulous implements CoseVerifier {
    @Override
    public CoseAlgorithm algorithm() {
      return CoseAlgorithm.ES256;
    }

    @Override
    public boolean accepts(CoseAlgorithm stated) {
      return true;
    }

    @Override
    public Optional<Bytes> keyId() {
      return Optional.empty();
    }

    @Override
    public void verify(Segments toBeSigned, Bytes signature) {
      // It does not look.
    }
  }

  /** Takes no signature, and needs no time for it. */
  static final class Sceptical implements CoseVerifier {
    @Override
    public CoseAlgorithm algorithm() {
      return CoseAlgorithm.ES256;
    }

    @Override
    public Optional<Bytes> keyId() {
      return Optional.empty();
    }

    @Override
    public void verify(Segments toBeSigned, Bytes signature) throws VerificationException {
      throw new VerificationException(VerificationException.Failure.SIGNATURE);
    }
  }
}
