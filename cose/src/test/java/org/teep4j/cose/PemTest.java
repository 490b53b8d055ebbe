package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.TestAuthority.Draft;

/** PEM texts as they come: with other blocks, other bytes, several keys, and keys for PSS. */
class PemTest {

  private static final Ec2Key KEY = (Ec2Key) Keys.on(CoseCurve.P256);
  private static final String OPEN = CoseKeys.toPem(KEY.toPublic());
  private static final String OTHER = CoseKeys.toPem(Keys.on(CoseCurve.ED25519).toPublic());
  private static final String CSR =
      "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n";

  private static String block(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder().encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static String certificate(KeyPair pair) throws Exception {
    TestAuthority subject = new TestAuthority("subject", pair);
    return block(
        "CERTIFICATE", TestAuthority.named("root").issue(Draft.signer(subject)).getEncoded());
  }

  private static DecodeException refused(Reason reason, String pem) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> CoseKeys.fromPem(pem), pem);
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    return refusal;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PUBLIC KEY-----END PUBLIC KEY-----",
        "-----BEGIN -----END -----",
        "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN -----",
        "-----BEGIN ",
        "-----BEGIN PUBLIC\nKEY-----AAAA-----END PUBLIC\nKEY-----",
        "-----BEGIN PUBLIC KEY-----\n=\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\n\u20ac\n-----END PUBLIC KEY-----"
      })
  void boundariesWithoutAKeyBetweenThemAreRefused(String pem) {
    assertThrows(DecodeException.class, () -> CoseKeys.fromPem(pem));
    assertThrows(DecodeException.class, () -> CoseKeys.fromPem(Bytes.ofUtf8(pem)));
    assertThrows(DecodeException.class, () -> CoseKeys.allFromPem(Bytes.ofUtf8(pem)));
  }

  @Test
  void damagedTextsCauseDecodeExceptionAlone() {
    Random random = new Random(1);
    String text = CSR + OPEN + CoseKeys.toPem(KEY);
    for (int i = 0; i < 2000; i++) {
      StringBuilder damaged = new StringBuilder(text);
      int from = random.nextInt(damaged.length());
      damaged.delete(from, Math.min(damaged.length(), from + random.nextInt(40)));
      int at = random.nextInt(damaged.length());
      damaged.insert(at, text, from, Math.min(text.length(), from + random.nextInt(40)));
      String pem = damaged.toString();
      try {
        assertEquals(CoseKeys.fromPem(pem), CoseKeys.fromPem(Bytes.ofUtf8(pem)));
      } catch (DecodeException e) {
        assertFalse(e.detail().isEmpty());
      }
    }
  }

  @Test
  void whatStandsAroundTheBlockMayBeInAnyEncoding() throws Exception {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes("friendlyName: Schl\u00fcssel\n".getBytes(StandardCharsets.ISO_8859_1));
    text.writeBytes(OPEN.getBytes(StandardCharsets.US_ASCII));
    text.writeBytes(new byte[] {0, (byte) 0xff, (byte) 0xc0});
    assertEquals(KEY.toPublic(), CoseKeys.fromPem(Bytes.wrap(text.toByteArray())));
    assertEquals(KEY.toPublic(), CoseKeys.fromPem("\u20ac \ud83d\ude00 " + OPEN + "\u20ac"));
  }

  @Test
  void blocksThatAreNoKeysArePassedOver() throws Exception {
    String list = block("X509 CRL", new byte[] {0x30, 0});
    String parameters = block("DH PARAMETERS", new byte[] {0x30, 0});
    assertEquals(KEY.toPublic(), CoseKeys.fromPem(CSR + list + parameters + OPEN + list));
    assertEquals(
        KEY, CoseKeys.fromPem(block("EC PARAMETERS", new byte[] {5, 0}) + CoseKeys.toPem(KEY)));
    DecodeException refusal = refused(Reason.INVALID_KEY, "x" + CSR + list);
    assertEquals(1, refusal.offset());
    assertEquals(
        "no PEM block contains a key, found: CERTIFICATE REQUEST, X509 CRL", refusal.detail());
    assertEquals("there is no PEM block with a key", refused(Reason.SYNTAX, "text").detail());

    assertEquals(KEY.toPublic(), CoseKeys.fromPem("-----BEGIN\u00a0-----BEGIN x\n-----" + OPEN));
  }

  @Test
  void aSecondKeyIsReported() throws Exception {
    DecodeException refusal = refused(Reason.UNEXPECTED_ELEMENT, OPEN + OTHER);
    assertEquals(OPEN.length(), refusal.offset());
    assertEquals(
        "a second key follows: leave the PUBLIC KEY that is meant, or read all of them with"
            + " allFromPem",
        refusal.detail());
    refused(Reason.UNEXPECTED_ELEMENT, CoseKeys.toPem(KEY) + OTHER);
    refused(
        Reason.UNEXPECTED_ELEMENT,
        CoseKeys.toPem(KEY) + CoseKeys.toPem(Keys.on(CoseCurve.ED25519)));
    assertEquals(KEY.toPublic(), CoseKeys.fromPem(OPEN + CSR + OPEN));
    assertEquals(KEY, CoseKeys.fromPem(OPEN + CoseKeys.toPem(KEY)));
    assertEquals(KEY, CoseKeys.fromPem(CoseKeys.toPem(KEY) + OPEN));
    assertEquals(
        List.of(KEY.toPublic(), Keys.on(CoseCurve.ED25519).toPublic(), KEY),
        CoseKeys.allFromPem(Bytes.ofUtf8(OPEN + CSR + OTHER + CoseKeys.toPem(KEY))));
  }

  @Test
  void aBundleOfCertificatesIsNoKeyUnlessAPrivateKeyIsBesideIt() throws Exception {
    KeyPair pair = new KeyPair(CoseKeys.toPublicKey(KEY), CoseKeys.toPrivateKey(KEY));
    String own = certificate(pair);
    String issuer = certificate(Keys.ec("secp384r1").generateKeyPair());
    assertEquals(KEY.toPublic(), CoseKeys.fromPem(own));
    assertEquals(KEY.toPublic(), CoseKeys.fromPem(own + own + OPEN));
    assertEquals(KEY.toPublic(), CoseKeys.fromPem(own.replace("CERT", "X509 CERT")));
    DecodeException refusal = refused(Reason.UNEXPECTED_ELEMENT, own + issuer);
    assertEquals(own.length(), refusal.offset());
    assertTrue(refusal.detail().contains("leave the CERTIFICATE"), refusal.detail());
    String unreadable = block("CERTIFICATE", new byte[] {0x30, 0});
    refused(Reason.UNEXPECTED_ELEMENT, own + unreadable);
    assertEquals(KEY, CoseKeys.fromPem(CoseKeys.toPem(KEY) + own + issuer + unreadable));
    assertEquals(KEY, CoseKeys.fromPem(issuer + own + CoseKeys.toPem(KEY)));
    assertEquals(
        "none of the certificates is for the key beside them",
        refused(Reason.INVALID_KEY, CoseKeys.toPem(KEY) + issuer).detail());
    assertEquals(2, CoseKeys.allFromPem(Bytes.ofUtf8(own + issuer)).size());
  }

  @Test
  void thereIsALimitOfBlocks() {
    String empty = block("X", new byte[0]);
    refused(Reason.INVALID_KEY, empty.repeat(PemBlock.MOST_BLOCKS));
    refused(Reason.FIXED_LIMIT, empty.repeat(PemBlock.MOST_BLOCKS + 1));
  }

  @Test
  void encryptedKeysAreCalledThat() {
    String legacy =
        OPEN.replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n")
            .replace("PUBLIC", "EC PRIVATE");
    assertEquals(
        "the key is encrypted, in the old form of OpenSSL: decrypt it first, as with openssl pkey"
            + " -in FILE -out PLAIN",
        refused(Reason.INVALID_KEY, legacy).detail());
    assertEquals(
        "the key is encrypted, and no passphrase is given",
        refused(Reason.INVALID_KEY, OPEN.replace("PUBLIC", "ENCRYPTED PRIVATE")).detail());
    assertTrue(
        refused(Reason.SYNTAX, OPEN.replaceFirst("\n", "\nComment: mine\n\n"))
            .detail()
            .contains("header lines"));
  }

  @Test
  void explicitParametersAreCalledThat() throws Exception {
    X962Parameters explicit = new X962Parameters(SECNamedCurves.getByName("secp256r1"));
    byte[] info =
        new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, explicit),
                new byte[] {4})
            .getEncoded();
    byte[] sec1 = new ECPrivateKey(256, java.math.BigInteger.TEN, explicit).getEncoded();
    for (String pem : List.of(block("PUBLIC KEY", info), block("EC PRIVATE KEY", sec1))) {
      DecodeException refusal = refused(Reason.INVALID_KEY, pem);
      assertTrue(refusal.detail().contains("openssl ec -param_enc named_curve"), pem);
    }
  }

  private static KeyPair pss(PSSParameterSpec parameters) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
    generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4, parameters));
    return generator.generateKeyPair();
  }

  private static PSSParameterSpec parameters(String hash, String mask, int salt) {
    return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(mask), salt, 1);
  }

  @Test
  void keysForPssAloneAreReadAndKeptToThat() throws Exception {
    KeyPair pair = pss(null);
    String open = block("PUBLIC KEY", pair.getPublic().getEncoded());
    String secret = block("PRIVATE KEY", pair.getPrivate().getEncoded());
    for (CoseKey key :
        List.of(
            CoseKeys.fromPem(open),
            CoseKeys.fromPem(certificate(pair)),
            CoseKeys.fromPem(secret),
            CoseKeys.of(pair.getPublic()),
            CoseKeys.of(pair),
            CoseKeys.fromPem(CoseKeys.toPem(CoseKeys.fromPem(open))),
            CoseKeys.fromPem(CoseKeys.toPem(CoseKeys.of(pair))),
            CoseKeys.of(pair).withKeyId(Bytes.empty()).toPublic())) {
      assertTrue(((RsaKey) key).isForPssAlone());
      assertEquals(Optional.empty(), key.algorithmId());
      for (CoseAlgorithm algorithm :
          List.of(CoseAlgorithm.PS256, CoseAlgorithm.PS384, CoseAlgorithm.PS512)) {
        assertEquals(algorithm, CoseVerifier.of(key, algorithm).algorithm());
      }
      assertThrows(InvalidKeyException.class, () -> CoseVerifier.of(key, CoseAlgorithm.RS256));
      assertThrows(
          InvalidKeyException.class, () -> RsaOaep.sender(key, CoseAlgorithm.RSAES_OAEP_SHA_256));
    }
    assertFalse(((RsaKey) Keys.RSA).isForPssAlone());
    CoseSign1 message =
        CoseSign1.sign(
            Bytes.ofUtf8("m"), CoseSigner.of(CoseKeys.fromPem(secret), CoseAlgorithm.PS384));
    message.verify(CoseVerifier.of(CoseKeys.fromPem(open), CoseAlgorithm.PS384));
  }

  @Test
  void parametersOfPssBindToOneAlgorithm() throws Exception {
    KeyPair pair = pss(parameters("SHA-384", "SHA-384", 48));
    String open = block("PUBLIC KEY", pair.getPublic().getEncoded());
    for (CoseKey key :
        List.of(
            CoseKeys.fromPem(open),
            CoseKeys.fromPem(certificate(pair)),
            CoseKeys.of(pair.getPublic()),
            CoseKeys.fromPem(CoseKeys.toPem(CoseKeys.of(pair))))) {
      assertEquals(Optional.of(CoseAlgorithm.PS384.label()), key.algorithmId());
      assertTrue(((RsaKey) key).isForPssAlone());
    }

    // The salt of a key is the least length; 48 bytes are more than COSE has with SHA-256.
    pair = pss(parameters("SHA-256", "SHA-256", 20));
    assertEquals(
        Optional.of(CoseAlgorithm.PS256.label()), CoseKeys.of(pair.getPublic()).algorithmId());
    assertEquals(
        CoseKeys.of(pair.getPublic()),
        CoseKeys.fromPem(block("PUBLIC KEY", pair.getPublic().getEncoded())));
    for (PSSParameterSpec other :
        List.of(
            parameters("SHA-256", "SHA-256", 48),
            parameters("SHA-256", "SHA-384", 32),
            parameters("SHA-1", "SHA-1", 20))) {
      KeyPair unfit = pss(other);
      assertThrows(InvalidKeyException.class, () -> CoseKeys.of(unfit.getPublic()));
      DecodeException refusal =
          refused(Reason.INVALID_KEY, block("PUBLIC KEY", unfit.getPublic().getEncoded()));
      assertTrue(refusal.detail().contains("that no algorithm of COSE has"), refusal.detail());
    }
  }
}
