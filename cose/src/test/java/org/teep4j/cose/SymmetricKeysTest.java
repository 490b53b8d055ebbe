package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.crypto.MacSpi;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.AlgorithmTraits.Encrypting;
import org.teep4j.cose.AlgorithmTraits.Macing;
import org.teep4j.cose.VerificationException.Failure;

/** Which symmetric keys are taken for what, and who does the work. */
class SymmetricKeysTest {

  private static final Bytes CONTENT = Bytes.ofUtf8("content");
  private static final Bytes KID = Bytes.ofUtf8("kid");

  static Stream<CoseAlgorithm> macs() {
    return SymmetricMessagesTest.macs();
  }

  static Stream<CoseAlgorithm> ciphers() {
    return SymmetricMessagesTest.ciphers();
  }

  private interface Taking {
    Object of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException;
  }

  private static void refuses(String message, Taking taking, CoseKey key, CoseAlgorithm algorithm) {
    InvalidKeyException refusal =
        assertThrows(InvalidKeyException.class, () -> taking.of(key, algorithm));
    assertEquals(message, refusal.getMessage());
  }

  @ParameterizedTest
  @MethodSource("macs")
  void lengthsOfMacKeys(CoseAlgorithm algorithm) throws Exception {
    Macing traits = (Macing) algorithm.traits();
    int fitting = traits.keyBits() / 8;
    for (int length : new int[] {1, fitting - 1, fitting, fitting + 1, 200}) {
      CoseKey key = RecipientTest.symmetric(length);
      boolean fits = length == fitting || (traits.scheme() == MacScheme.HMAC && length > fitting);
      for (Taking taking : List.<Taking>of(CoseMacCreator::of, CoseMacVerifier::of)) {
        if (fits) {
          taking.of(key, algorithm);
        } else {
          String message = "a key of " + length + " bytes does not fit " + algorithm.ianaName();
          refuses(message, taking, key, algorithm);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void lengthsOfContentKeys(CoseAlgorithm algorithm) throws Exception {
    int fitting = ((Encrypting) algorithm.traits()).keyBits() / 8;
    for (int length : new int[] {15, 16, 24, 32, 33}) {
      CoseKey key = RecipientTest.symmetric(length);
      for (Taking taking : List.<Taking>of(CoseEncryptor::of, CoseDecryptor::of)) {
        if (length == fitting) {
          taking.of(key, algorithm);
        } else {
          String message = "a key of " + length + " bytes does not fit " + algorithm.ianaName();
          refuses(message, taking, key, algorithm);
        }
      }
    }
  }

  @Test
  void lengthsOfKeysThatShowTheirBytesToTheJca() {
    SecretKey brief = new SecretKeySpec(new byte[31], "AES");
    Provider provider = Security.getProvider("SunJCE");
    assertThrows(InvalidKeyException.class, () -> CoseMacCreator.of(brief, CoseAlgorithm.HMAC_256));
    assertThrows(
        InvalidKeyException.class,
        () -> CoseMacVerifier.of(brief, CoseAlgorithm.HMAC_256, KID, provider));
    assertThrows(InvalidKeyException.class, () -> CoseEncryptor.of(brief, CoseAlgorithm.A256GCM));
    assertThrows(
        InvalidKeyException.class,
        () -> CoseDecryptor.of(brief, CoseAlgorithm.A256GCM, KID, provider));
  }

  @Test
  void keyOperations() throws Exception {
    CoseKey macKey = RecipientTest.symmetric(32).withAlgorithm(CoseAlgorithm.HMAC_256);
    CoseKey contentKey = RecipientTest.symmetric(32).withAlgorithm(CoseAlgorithm.A256GCM);
    for (KeyOperation operation : KeyOperation.values()) {
      takes(
          operation == KeyOperation.MAC_CREATE,
          "MAC create",
          CoseMacCreator::of,
          macKey.withOperations(operation));
      takes(
          operation == KeyOperation.MAC_VERIFY,
          "MAC verify",
          CoseMacVerifier::of,
          macKey.withOperations(operation));
      takes(
          operation == KeyOperation.ENCRYPT || operation == KeyOperation.WRAP_KEY,
          "encrypt",
          CoseEncryptor::of,
          contentKey.withOperations(operation));
      takes(
          operation == KeyOperation.DECRYPT || operation == KeyOperation.UNWRAP_KEY,
          "decrypt",
          CoseDecryptor::of,
          contentKey.withOperations(operation));
    }
    CoseMacCreator.of(macKey.withOperations(KeyOperation.SIGN, KeyOperation.MAC_CREATE));
  }

  private interface TakingAlone {
    Object of(CoseKey key) throws GeneralSecurityException;
  }

  private static void takes(boolean expected, String name, TakingAlone taking, CoseKey key)
      throws GeneralSecurityException {
    if (expected) {
      taking.of(key);
    } else {
      InvalidKeyException refusal = assertThrows(InvalidKeyException.class, () -> taking.of(key));
      assertEquals("key_ops does not include " + name, refusal.getMessage());
    }
  }

  @Test
  void aKeyIsBoundToItsAlgorithm() throws Exception {
    CoseKey bound = RecipientTest.symmetric(32).withAlgorithm(CoseAlgorithm.HMAC_256);
    String message = "the key is bound to alg 5 (HMAC 256/256), not to ";
    refuses(message + "HMAC 256/64", CoseMacCreator::of, bound, CoseAlgorithm.HMAC_256_64);
    refuses(message + "HMAC 256/64", CoseMacVerifier::of, bound, CoseAlgorithm.HMAC_256_64);
    refuses(message + "A256GCM", CoseEncryptor::of, bound, CoseAlgorithm.A256GCM);
    refuses(message + "A256GCM", CoseDecryptor::of, bound, CoseAlgorithm.A256GCM);
    CoseKey free = RecipientTest.symmetric(32);
    for (TakingAlone taking :
        List.<TakingAlone>of(
            CoseMacCreator::of, CoseMacVerifier::of, CoseEncryptor::of, CoseDecryptor::of)) {
      InvalidKeyException refusal = assertThrows(InvalidKeyException.class, () -> taking.of(free));
      assertTrue(
          refusal.getMessage().startsWith("the key does not say which algorithm it is for: "),
          refusal.getMessage());
    }
  }

  @Test
  void keysAndAlgorithmsOfAnotherKind() throws Exception {
    CoseKey ec = Keys.on(CoseCurve.P256);
    String message =
        "the key is a key on P-256, for signatures or key agreement: MACs and the encryption of"
            + " content take a symmetric key";
    refuses(message, CoseMacCreator::of, ec, CoseAlgorithm.HMAC_256);
    refuses(message, CoseDecryptor::of, ec, CoseAlgorithm.A256GCM);
    CoseKey key = RecipientTest.symmetric(32);
    for (CoseAlgorithm algorithm :
        List.of(CoseAlgorithm.ES256, CoseAlgorithm.A256KW, CoseAlgorithm.SHA_256)) {
      assertThrows(NoSuchAlgorithmException.class, () -> CoseMacCreator.of(key, algorithm));
      assertThrows(NoSuchAlgorithmException.class, () -> CoseEncryptor.of(key, algorithm));
    }
    assertThrows(
        NoSuchAlgorithmException.class, () -> CoseMacVerifier.of(key, CoseAlgorithm.A256GCM));
    assertThrows(
        NoSuchAlgorithmException.class, () -> CoseDecryptor.of(key, CoseAlgorithm.HMAC_256));
    CoseKey unknown = key.withAlgorithm(CoseAlgorithm.ES256);
    assertThrows(NoSuchAlgorithmException.class, () -> CoseMacCreator.of(unknown));
  }

  private static List<Provider> providers(CoseAlgorithm algorithm) {
    boolean inTheJdk =
        !(algorithm.traits() instanceof Encrypting encrypting)
            || encrypting.scheme() != ContentScheme.AES_CCM;
    Provider own = new BouncyCastleProvider();
    return inTheJdk ? List.of(Security.getProvider("SunJCE"), own) : List.of(own);
  }

  @ParameterizedTest
  @MethodSource("macs")
  void macsByEveryProvider(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey key = CoseKeys.generate(algorithm, SymmetricKey.class);
    SecretKey secret = new SecretKeySpec(key.k().toByteArray(), "AES");
    CoseMac0 made = CoseMac0.mac(CONTENT, CoseMacCreator.of(key));
    CoseMac0 registered = CoseMac0.mac(CONTENT, CoseMacCreator.of(secret, algorithm));
    assertEquals(made, registered);
    for (Provider provider : providers(algorithm)) {
      CoseMac0 other = CoseMac0.mac(CONTENT, CoseMacCreator.of(secret, algorithm, KID, provider));
      assertEquals(Optional.of(KID), other.headers().keyId());
      assertEquals(made.tag(), other.tag());
      CoseMacVerifier verifier = CoseMacVerifier.of(secret, algorithm, KID, provider);
      assertEquals(Optional.of(KID), made.verify(verifier).keyId());
    }
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void ciphersByEveryProvider(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey key = CoseKeys.generate(algorithm, SymmetricKey.class);
    String name = algorithm == CoseAlgorithm.CHACHA20_POLY1305 ? "ChaCha20" : "AES";
    SecretKey secret = new SecretKeySpec(key.k().toByteArray(), name);
    List<CoseEncryptor> encryptors = new ArrayList<>();
    List<CoseDecryptor> decryptors = new ArrayList<>();
    encryptors.add(CoseEncryptor.of(key));
    decryptors.add(CoseDecryptor.of(key));
    encryptors.add(CoseEncryptor.of(secret, algorithm));
    decryptors.add(CoseDecryptor.of(secret, algorithm));
    for (Provider provider : providers(algorithm)) {
      encryptors.add(CoseEncryptor.of(secret, algorithm, KID, provider));
      decryptors.add(CoseDecryptor.of(secret, algorithm, KID, provider));
    }
    DecryptOptions options =
        DecryptOptions.defaults().withUnauthenticatedEncryption().withContentAlgorithms(algorithm);
    byte[] large = new byte[40000];
    Arrays.fill(large, (byte) 7);
    for (Bytes content : List.of(CONTENT, Bytes.wrap(large))) {
      for (CoseEncryptor encryptor : encryptors) {
        CoseEncrypt0 made =
            CoseEncrypt0.builder()
                .plaintext(content)
                .withUnauthenticatedEncryption()
                .encrypt(encryptor);
        for (CoseDecryptor decryptor : decryptors) {
          assertEquals(content, made.decrypt(decryptor, options).bytes());
        }
      }
    }
  }

  /** What a key in a token looks like. */
  private record Opaque(String getAlgorithm) implements SecretKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      return null;
    }
  }

  /** Computes inside a token: takes opaque keys alone, and returns what it is given. */
  public static class TokenMac extends MacSpi {
    private byte[] seen = {};

    /** For the provider. */
    public TokenMac() {}

    @Override
    protected int engineGetMacLength() {
      return 32;
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec params) throws InvalidKeyException {
      if (!(key instanceof Opaque)) {
        throw new InvalidKeyException("not in this token");
      }
    }

    @Override
    protected void engineUpdate(byte input) {
      engineUpdate(new byte[] {input}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      int before = seen.length;
      seen = Arrays.copyOf(seen, before + length);
      System.arraycopy(input, offset, seen, before, length);
    }

    @Override
    protected byte[] engineDoFinal() {
      return Arrays.copyOf(seen, 32);
    }

    @Override
    protected void engineReset() {
      seen = new byte[0];
    }
  }

  /** Throws what no MAC should throw. */
  public static final class BrokenMac extends TokenMac {
    /** For the provider. */
    public BrokenMac() {}

    @Override
    protected byte[] engineDoFinal() {
      throw new IllegalStateException("broken");
    }
  }

  private static Provider token(Class<?> mac) {
    Provider token =
        new Provider("Token", "1", "a token") {
          private static final long serialVersionUID = 1L;
        };
    token.put("Mac.HmacSHA256", mac.getName());
    return token;
  }

  @Test
  void aKeyThatShowsNoBytesIsUsedWhereItLies() throws Exception {
    SecretKey opaque = new Opaque("HmacSHA256");
    Provider token = token(TokenMac.class);
    CoseMacCreator creator = CoseMacCreator.of(opaque, CoseAlgorithm.HMAC_256_64, KID, token);
    Segments message = Segments.of(Bytes.fromHex("0102030405060708090a"));
    assertEquals("0102030405060708", Bytes.wrap(creator.mac(message)).toHex());
    CoseMacVerifier.of(opaque, CoseAlgorithm.HMAC_256_64, KID, token)
        .verify(message, Bytes.fromHex("0102030405060708"));
    assertThrows(
        NoSuchAlgorithmException.class,
        () -> CoseMacCreator.of(opaque, CoseAlgorithm.HMAC_512, KID, token));
    SecretKey readable = new SecretKeySpec(new byte[32], "HmacSHA256");
    assertThrows(
        InvalidKeyException.class,
        () -> CoseMacCreator.of(readable, CoseAlgorithm.HMAC_256, KID, token));
    assertThrows(
        NoSuchAlgorithmException.class,
        () -> CoseEncryptor.of(new Opaque("AES"), CoseAlgorithm.AES_CCM_16_64_128));
    assertThrows(
        NoSuchAlgorithmException.class,
        () -> CoseEncryptor.of(readable, CoseAlgorithm.A256GCM, KID, token));
  }

  @Test
  void aProviderThatBreaksIsNoVerification() throws Exception {
    SecretKey opaque = new Opaque("HmacSHA256");
    CoseMacVerifier verifier =
        CoseMacVerifier.of(opaque, CoseAlgorithm.HMAC_256, KID, token(BrokenMac.class));
    VerificationException refusal =
        assertThrows(
            VerificationException.class,
            () -> verifier.verify(Segments.of(CONTENT), Bytes.wrap(new byte[32])));
    assertEquals(Failure.PROVIDER, refusal.failure());
    assertEquals("broken", refusal.getCause().getMessage());
    // It takes its own keys alone, and not before it is used.
    SecretKey readable = new SecretKeySpec(new byte[16], "DES");
    CoseDecryptor decryptor = CoseDecryptor.of(readable, CoseAlgorithm.A128GCM);
    VerificationException wrongName =
        assertThrows(
            VerificationException.class,
            () -> decryptor.decrypt(Bytes.wrap(new byte[12]), CONTENT, Bytes.wrap(new byte[32])));
    assertEquals(Failure.PROVIDER, wrongName.failure());
  }

  @Test
  void noSecretIsShown() throws Exception {
    CoseKey key = SymmetricKey.of(Bytes.ofUtf8("0123456789abcdef")).withKeyId(KID);
    String secret = Bytes.ofUtf8("0123456789abcdef").toHex();
    for (Object each :
        List.of(
            CoseMacCreator.of(key, CoseAlgorithm.AES_MAC_128_64),
            CoseMacVerifier.of(key, CoseAlgorithm.AES_MAC_128_64),
            CoseEncryptor.of(key, CoseAlgorithm.A128GCM),
            CoseDecryptor.of(key, CoseAlgorithm.A128GCM),
            CoseEncrypt0.encrypt(CONTENT, CoseEncryptor.of(key, CoseAlgorithm.A128GCM))
                .decrypt(CoseDecryptor.of(key, CoseAlgorithm.A128GCM)),
            ContentSource.of(CONTENT))) {
      String shown = each.toString();
      assertFalse(shown.contains(secret) || shown.contains("0123456789abcdef"), shown);
      assertFalse(shown.contains("content") || shown.contains(CONTENT.toHex()), shown);
    }
  }

  @Test
  void worksWithoutBouncyCastle() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!new File(entry).getName().startsWith("bcp")) {
        path.add(new File(entry).toURI().toURL());
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Callable<?> alone =
          (Callable<?>)
              loader
                  .loadClass(SymmetricWithoutBouncyCastle.class.getName())
                  .getDeclaredConstructor()
                  .newInstance();
      assertEquals(
          List.of(
              "8 MACs",
              "10 ciphers",
              "the JDK does not have AES-CCM: add BouncyCastle 1.72 or later, or pass another"
                  + " provider",
              "A128GCM decrypted from its source",
              "the ciphertext cannot be decrypted",
              "CHACHA20_POLY1305 decrypted from its source",
              "this algorithm or key takes all of the content into memory, and no more than"
                  + " 67108864 bytes of it"),
          alone.call());
    }
    assertTrue(path.size() > 1);
  }

  /**
   * Messages cannot have such a nonce; whoever uses handles can, whatever the size of the content.
   */
  @Test
  void theLengthOfContentDoesNotDecideWhichNoncesAreTaken() throws Exception {
    SymmetricKey key = CoseKeys.generate(CoseAlgorithm.A128GCM, SymmetricKey.class);
    Bytes nonce = Bytes.wrap(new byte[16]);
    for (int size : new int[] {100, 20_000}) {
      Bytes content = Bytes.wrap(new byte[size]);
      Bytes ciphertext =
          Bytes.wrap(CoseEncryptor.of(key).encrypt(nonce, Bytes.empty(), Segments.of(content)));
      assertEquals(content, CoseDecryptor.of(key).decrypt(nonce, Bytes.empty(), ciphertext));
    }
  }
}
