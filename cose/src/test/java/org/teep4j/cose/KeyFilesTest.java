package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.TestAuthority.Draft;
import org.teep4j.cose.internal.DerWriter;

/**
 * Keys in DER, and keys that a passphrase protects, in the files that OpenSSL and the JDK write.
 */
class KeyFilesTest {

  private static final char[] PASSPHRASE = OpensslKeys.PASSPHRASE.toCharArray();
  private static final String OFTEN =
      "the file wants its passphrase hashed too often: at most 4000000 times in all";

  private static CoseKey p256() throws DecodeException {
    return CoseKeys.fromPem(OpensslKeys.P256);
  }

  private static CoseKey ed25519() throws DecodeException {
    return CoseKeys.fromPem(OpensslKeys.ED25519);
  }

  /** The content of the one block of a PEM text. */
  private static Bytes der(String pem) {
    return Bytes.wrap(Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")));
  }

  private static DecodeException refused(Reason reason, Bytes der, char[] passphrase) {
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> CoseKeys.fromDer(der, passphrase));
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    return refusal;
  }

  private static final String EC = "2a8648ce3d0201";
  private static final String P256 = "2a8648ce3d030107";
  private static final String X25519 = "2b656e";

  private static Bytes sequence(Consumer<DerWriter> content) {
    return Bytes.wrap(new DerWriter().sequence(content).toByteArray());
  }

  /** An ECPrivateKey (RFC 5915) that names its curve. */
  private static Bytes sec1(Bytes scalar, String curve) {
    return sequence(
        w ->
            w.integer(BigInteger.ONE)
                .octetString(scalar)
                .element(0xa0, in -> in.objectIdentifier(curve)));
  }

  private static Bytes uncompressed(Ec2Key key) {
    return Bytes.fromHex("04" + key.x().toHex() + key.y().toHex());
  }

  /** A SubjectPublicKeyInfo on P-256. */
  private static Bytes point(byte[] encoded) {
    return sequence(
        w -> w.sequence(a -> a.objectIdentifier(EC).objectIdentifier(P256)).bitString(encoded));
  }

  /** What an RSAPrivateKey (RFC 8017, Appendix A.1.2) has behind its version. */
  private static DerWriter rsaNumbers(DerWriter writer, RsaKey key) {
    RsaKey.Secrets s = key.secrets().orElseThrow();
    return writer
        .integer(key.n())
        .integer(key.e())
        .integer(s.d())
        .integer(s.p())
        .integer(s.q())
        .integer(s.dP())
        .integer(s.dQ())
        .integer(s.qInv());
  }

  private static String invalid(Bytes der) {
    return refused(Reason.INVALID_KEY, der, PASSPHRASE).detail();
  }

  // DER.

  @ParameterizedTest
  @EnumSource(CoseCurve.class)
  void whatPemHoldsIsReadInDerToo(CoseCurve curve) throws Exception {
    CoseKey key = Keys.on(curve);
    for (CoseKey each : List.of(key, key.toPublic())) {
      Bytes der = der(CoseKeys.toPem(each));
      assertTrue(CoseKeys.isDer(der));
      assertFalse(CoseKeys.isEncrypted(der));
      assertEquals(each, CoseKeys.fromDer(der));
      assertEquals(List.of(each), CoseKeys.allFromDer(der, PASSPHRASE));
    }
  }

  @Test
  void theOldFormsAndCertificatesAreRecognized() throws Exception {
    KeyPair pair = Keys.ec("secp256r1").generateKeyPair();
    Ec2Key key = (Ec2Key) CoseKeys.of(pair);
    assertEquals(key, CoseKeys.fromDer(sec1(key.d().orElseThrow(), P256)));
    TestAuthority subject = new TestAuthority("subject", pair);
    byte[] certificate = TestAuthority.named("root").issue(Draft.signer(subject)).getEncoded();
    assertEquals(key.toPublic(), CoseKeys.fromDer(Bytes.wrap(certificate)));

    RsaKey rsa = (RsaKey) Keys.RSA;
    Bytes open = sequence(w -> w.integer(rsa.n()).integer(rsa.e()));
    assertEquals(rsa.toPublic().thumbprint(), CoseKeys.fromDer(open).thumbprint());
    Bytes whole = sequence(w -> rsaNumbers(w.integer(BigInteger.ZERO), rsa));
    assertTrue(CoseKeys.fromDer(whole).isPrivate());
  }

  @Test
  void otherBytesAreNoDer() {
    for (String hex :
        List.of("", "30", "3000", "3003020101", "a10102", "30800000", "300302010100")) {
      Bytes bytes = Bytes.fromHex(hex);
      assertFalse(CoseKeys.isDer(bytes), hex);
      assertFalse(CoseKeys.isEncrypted(bytes), hex);
      refused(Reason.SYNTAX, bytes, PASSPHRASE);
    }
    Bytes noCertificate = Bytes.fromHex("300730003000" + "030100");
    assertTrue(CoseKeys.isDer(noCertificate));
    assertEquals(
        "the certificate cannot be read",
        refused(Reason.INVALID_KEY, noCertificate, PASSPHRASE).detail());
    Bytes noBits = Bytes.fromHex("3009" + "30050603" + "2a0304" + "0300");
    assertEquals(9, refused(Reason.SYNTAX, noBits, PASSPHRASE).offset());
  }

  @Test
  void aPointIsCompressedOrNot() throws Exception {
    Ec2Key key = (Ec2Key) p256().toPublic();
    byte[] whole = uncompressed(key).toByteArray();
    assertEquals(key, CoseKeys.fromDer(point(whole)));
    boolean odd = (key.y().unsignedByteAt(31) & 1) != 0;
    byte[] compressed = Bytes.fromHex((odd ? "03" : "02") + key.x().toHex()).toByteArray();
    assertEquals(key, CoseKeys.fromDer(point(compressed)));
    byte[] other = Bytes.fromHex((odd ? "02" : "03") + key.x().toHex()).toByteArray();
    Ec2Key negative = (Ec2Key) CoseKeys.fromDer(point(other));
    assertEquals(key.x(), negative.x());
    assertFalse(key.y().equals(negative.y()));
    for (byte[] wrong :
        List.of(
            new byte[0],
            new byte[] {0},
            new byte[] {4},
            Arrays.copyOf(whole, whole.length + 1),
            Arrays.copyOf(whole, compressed.length),
            Arrays.copyOf(compressed, compressed.length - 1),
            Arrays.copyOf(compressed, whole.length))) {
      assertEquals("the point is not encoded as SEC 1 says", invalid(point(wrong)));
    }
  }

  @Test
  void aCurveIsNamed() {
    byte[] point = new byte[65];
    Bytes none =
        sequence(
            w -> w.sequence(a -> a.objectIdentifier(EC).element(5, new byte[0])).bitString(point));
    assertEquals("the key does not say which curve it is on", invalid(none));
    Bytes numbers =
        sequence(w -> w.sequence(a -> a.objectIdentifier(EC).sequence(p -> {})).bitString(point));
    assertTrue(invalid(numbers).startsWith("the curve is written as its numbers"));
    Bytes scalar = Bytes.wrap(new byte[32]);
    Bytes unnamed = sequence(w -> w.integer(BigInteger.ONE).octetString(scalar));
    assertEquals("the key names no curve", invalid(unnamed));
    assertEquals("the key names no curve", invalid(sec1(scalar, X25519)));
  }

  @Test
  void aScalarIsInTheRangeOfItsCurve() throws Exception {
    BigInteger order =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    for (BigInteger d : List.of(BigInteger.ZERO, order, order.shiftLeft(64))) {
      Bytes scalar = Bytes.fromHex(String.format("%080x", d));
      assertEquals("the private key is out of range", invalid(sec1(scalar, P256)));
    }
  }

  @Test
  void bytesBehindTheLastElementAreRefused() throws Exception {
    RsaKey rsa = (RsaKey) Keys.RSA;
    Bytes open = sequence(w -> w.integer(rsa.n()).integer(rsa.e()).integer(BigInteger.ONE));
    refused(Reason.SYNTAX, open, PASSPHRASE);
    Ec2Key key = (Ec2Key) p256().toPublic();
    byte[] whole = uncompressed(key).toByteArray();
    Bytes info =
        sequence(
            w ->
                w.sequence(a -> a.objectIdentifier(EC).objectIdentifier(P256))
                    .bitString(whole)
                    .integer(BigInteger.ONE));
    refused(Reason.SYNTAX, info, PASSPHRASE);
    Bytes secret =
        sequence(w -> rsaNumbers(w.integer(BigInteger.ZERO), rsa).integer(BigInteger.ONE));
    refused(Reason.SYNTAX, secret, PASSPHRASE);
  }

  @Test
  void aKeyOfRsaHasTwoPrimes() {
    Bytes morePrimes = sequence(w -> rsaNumbers(w.integer(BigInteger.ONE), (RsaKey) Keys.RSA));
    Bytes pkcs8 =
        sequence(
            w ->
                w.integer(BigInteger.ZERO)
                    .sequence(a -> a.objectIdentifier("2a864886f70d010101").element(5, new byte[0]))
                    .octetString(morePrimes.toByteArray()));
    assertEquals("keys with more than two primes are not supported", invalid(pkcs8));
  }

  // Keys of the JCA.

  /** A key for which Java 17 has no interface. It gives out an array, whose end a test sees. */
  private static final class Encoded implements PublicKey, PrivateKey {
    private static final long serialVersionUID = 1L;

    private final transient byte @Nullable [] array;

    Encoded(byte @Nullable [] array) {
      this.array = array;
    }

    @Override
    public String getAlgorithm() {
      return "ML-DSA-44";
    }

    @Override
    public String getFormat() {
      return "X.509 or PKCS#8";
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return array;
    }
  }

  @Test
  void keysWithoutAnInterfaceAreReadFromTheirEncodedForm() throws Exception {
    CoseKey one = CoseKeys.generate(CoseAlgorithm.ML_DSA_44);
    CoseKey other = CoseKeys.generate(CoseAlgorithm.ML_DSA_44);
    Encoded open = new Encoded(der(CoseKeys.toPem(one.toPublic())).toByteArray());
    assertEquals(one.toPublic(), CoseKeys.of(new KeyPair(open, null)));
    byte[] secret = der(CoseKeys.toPem(one)).toByteArray();
    assertEquals(one, CoseKeys.of(new KeyPair(open, new Encoded(secret))));
    assertEquals(Bytes.wrap(new byte[secret.length]), Bytes.wrap(secret), "it is erased");
    Encoded wrong = new Encoded(der(CoseKeys.toPem(other)).toByteArray());
    assertRefused("the private key does not belong to the public key", open, wrong);
    assertRefused("the key has no encoded form", new Encoded(null), wrong);
    assertRefused("the key's encoded form is not understood", new Encoded(new byte[1]), wrong);
  }

  private static void assertRefused(String why, Encoded open, Encoded secret) {
    KeyPair pair = new KeyPair(open, secret);
    assertEquals(
        why, assertThrows(InvalidKeyException.class, () -> CoseKeys.of(pair)).getMessage());
  }

  // Encrypted PKCS #8.

  @ParameterizedTest
  @ValueSource(
      strings = {
        OpensslKeys.ED25519_DES3,
        OpensslKeys.ED25519_AES128,
        OpensslKeys.ED25519_PKCS12,
        OpensslKeys.P256_PBES2
      })
  void encryptedKeysAreRead(String pem) throws Exception {
    CoseKey key = pem.equals(OpensslKeys.P256_PBES2) ? p256() : ed25519();
    assertTrue(CoseKeys.isEncrypted(Bytes.ofUtf8(pem)));
    assertTrue(CoseKeys.isEncrypted(der(pem)));
    assertEquals(key, CoseKeys.fromPem(Bytes.ofUtf8(pem), PASSPHRASE));
    assertEquals(key, CoseKeys.fromDer(der(pem), PASSPHRASE));
    assertEquals(OpensslKeys.PASSPHRASE, new String(PASSPHRASE));
    assertEquals(
        "the key is encrypted, and no passphrase is given",
        assertThrows(DecodeException.class, () -> CoseKeys.fromDer(der(pem))).detail());
    for (String wrong : List.of("", "Gr\u00fcnkohl 8", "Gr?nkohl 7")) {
      String detail = refused(Reason.INVALID_KEY, der(pem), wrong.toCharArray()).detail();
      assertTrue(detail.startsWith("the passphrase is wrong, or the "), detail);
    }
  }

  @Test
  void severalKeysOfATextHaveOnePassphrase() throws Exception {
    Bytes text =
        Bytes.ofUtf8(OpensslKeys.P256_PBES2 + OpensslKeys.ED25519 + OpensslKeys.ED25519_DES3);
    assertEquals(List.of(p256(), ed25519(), ed25519()), CoseKeys.allFromPem(text, PASSPHRASE));
    assertThrows(DecodeException.class, () -> CoseKeys.fromPem(text, PASSPHRASE));
    assertThrows(DecodeException.class, () -> CoseKeys.allFromPem(text));
  }

  @Test
  void encryptionThatIsNotSupportedIsNamed() {
    assertEquals(
        "the key is encrypted with scrypt: write it anew, as with openssl pkcs8 -topk8",
        refused(Reason.INVALID_KEY, der(OpensslKeys.ED25519_SCRYPT), PASSPHRASE).detail());
    assertEquals(
        "the key is encrypted with an algorithm that is not supported: write it anew, as with"
            + " openssl pkcs8 -topk8",
        refused(Reason.INVALID_KEY, der(OpensslKeys.ED25519_MD5), PASSPHRASE).detail());
  }

  /** An encrypted key with PBES2: PBKDF2 with HMAC-SHA-1, AES-128-CBC. */
  private static Bytes pbes2(long iterations, String salt, int iv) {
    return Bytes.wrap(
        new DerWriter()
            .sequence(
                info ->
                    info.sequence(
                            algorithm ->
                                algorithm
                                    .objectIdentifier("2a864886f70d01050d")
                                    .sequence(
                                        both ->
                                            both.sequence(
                                                    kdf ->
                                                        kdf.objectIdentifier("2a864886f70d01050c")
                                                            .sequence(
                                                                p ->
                                                                    p.octetString(
                                                                            Bytes.fromHex(salt))
                                                                        .integer(
                                                                            BigInteger.valueOf(
                                                                                iterations))))
                                                .sequence(
                                                    aes ->
                                                        aes.objectIdentifier("608648016503040102")
                                                            .octetString(new byte[iv]))))
                        .octetString(new byte[32]))
            .toByteArray());
  }

  @Test
  void noFileDecidesHowLongItIsWorkedOn() {
    for (long iterations : new long[] {0, 4_000_001, Integer.MAX_VALUE, Long.MAX_VALUE}) {
      assertEquals(
          OFTEN, refused(Reason.INVALID_KEY, pbes2(iterations, "00", 16), PASSPHRASE).detail());
    }
    assertEquals(
        "the passphrase is wrong, or the file is damaged",
        refused(Reason.INVALID_KEY, pbes2(1, "00", 16), PASSPHRASE).detail());
    refused(Reason.INVALID_KEY, pbes2(1, "", 16), PASSPHRASE);
    refused(Reason.INVALID_KEY, pbes2(1, "00", 15), PASSPHRASE);
  }

  // PKCS #12.

  @ParameterizedTest
  @ValueSource(
      strings = {OpensslKeys.STORE, OpensslKeys.LEGACY_STORE, OpensslKeys.STORE_WITHOUT_MAC})
  void storesOfOpensslAreRead(String base64) throws Exception {
    Bytes store = der(base64);
    assertTrue(CoseKeys.isDer(store));
    assertTrue(CoseKeys.isEncrypted(store));
    assertEquals(p256(), CoseKeys.fromDer(store, PASSPHRASE));
    List<CoseKey> all = CoseKeys.allFromDer(store, PASSPHRASE);
    assertTrue(all.contains(p256()) && all.contains(p256().toPublic()), all.toString());
    assertEquals(base64.equals(OpensslKeys.STORE_WITHOUT_MAC), all.contains(ed25519().toPublic()));
    refused(Reason.INVALID_KEY, store, "wrong".toCharArray());
    assertThrows(DecodeException.class, () -> CoseKeys.fromDer(store));
  }

  @Test
  void storesOfTheJdkAreRead() throws Exception {
    char[] ascii = "Gruenkohl 7".toCharArray(); // the JDK takes nothing else
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    KeyPair first = Keys.ec("secp256r1").generateKeyPair();
    KeyPair second = Keys.ec("secp384r1").generateKeyPair();
    TestAuthority root = TestAuthority.named("root");
    for (KeyPair pair : List.of(first, second)) {
      Certificate certificate = root.issue(Draft.signer(new TestAuthority("subject", pair)));
      store.setKeyEntry(
          "key" + pair.hashCode(), pair.getPrivate(), ascii, new Certificate[] {certificate});
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, ascii);
    Bytes file = Bytes.wrap(out.toByteArray());
    List<CoseKey> all = CoseKeys.allFromDer(file, ascii);
    assertEquals(4, all.size());
    assertTrue(all.containsAll(List.of(CoseKeys.of(first), CoseKeys.of(second))));
    assertEquals(
        "a second key follows: leave the private key that is meant, or read all of them with"
            + " allFromDer",
        refused(Reason.UNEXPECTED_ELEMENT, file, ascii).detail());
  }

  @Test
  void aStoreThatWasChangedIsRefused() {
    byte[] store = der(OpensslKeys.STORE).toByteArray();
    // The attribute localKeyId is neither encrypted nor read, and is under the MAC.
    Bytes localKeyId = Bytes.fromHex("2a864886f70d010915");
    store[Bytes.wrap(store).toHex().lastIndexOf(localKeyId.toHex()) / 2 + 15] ^= 1;
    assertEquals(
        "the passphrase is wrong, or the file is damaged",
        refused(Reason.INVALID_KEY, Bytes.wrap(store), PASSPHRASE).detail());
  }

  @Test
  void damagedFilesCauseDecodeExceptionAlone() {
    Random random = new Random(7);
    for (String file : List.of(OpensslKeys.STORE_WITHOUT_MAC, OpensslKeys.ED25519_PKCS12)) {
      byte[] whole = der(file).toByteArray();
      for (int i = 0; i < 100; i++) {
        byte[] damaged = Arrays.copyOf(whole, whole.length);
        damaged[random.nextInt(whole.length)] = (byte) random.nextInt();
        try {
          CoseKeys.fromDer(Bytes.wrap(damaged), PASSPHRASE);
        } catch (DecodeException e) {
          assertFalse(e.detail().isEmpty());
        }
      }
    }
  }
}
