package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreSpi;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.TestAuthority.Draft;
import org.teep4j.cose.certificate.CertificateTrust;

/** Keys that lie in a {@link KeyStore}, with their certificates. */
class KeyStoreTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final Bytes KID = Bytes.ofUtf8("entry");
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final TestAuthority ROOT = TestAuthority.named("root");
  private static final CertificateTrust TRUST =
      CertificateTrust.builder(ROOT.selfSigned())
          .withoutRevocation()
          .time(Instant.parse("2025-06-01T00:00:00Z"))
          .build();

  private static KeyStore pkcs12(KeyPair pair, X509Certificate certificate) throws Exception {
    KeyStore written = KeyStore.getInstance("PKCS12");
    written.load(null, null);
    written.setKeyEntry(
        "signer", pair.getPrivate(), PASSWORD, new Certificate[] {certificate, ROOT.selfSigned()});
    SymmetricKey mac = CoseKeys.generate(CoseAlgorithm.HMAC_256, SymmetricKey.class);
    written.setKeyEntry("mac", mac.toSecretKey("HmacSHA256"), PASSWORD, null);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    written.store(file, PASSWORD);
    KeyStore read = KeyStore.getInstance("PKCS12");
    read.load(new ByteArrayInputStream(file.toByteArray()), PASSWORD);
    return read;
  }

  @ParameterizedTest
  @CsvSource({"EC, 256, ESP256", "EC, 384, ES384", "RSA, 2048, PS256", "Ed25519, 255, ED25519"})
  void anEntryOfAPkcs12FileSignsAndItsChainVerifies(String kind, int size, CoseAlgorithm algorithm)
      throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(size);
    TestAuthority owner = new TestAuthority("signer", generator.generateKeyPair());
    KeyStore store = pkcs12(owner.pair, ROOT.issue(Draft.signer(owner)));

    PrivateKey key = (PrivateKey) store.getKey("signer", PASSWORD);
    CoseSign1 signed =
        CoseSign1.builder()
            .headers(CoseHeaders.builder().x5chain(store.getCertificateChain("signer")).build())
            .payload(PAYLOAD)
            .sign(CoseSigner.of(key, algorithm));
    CoseSign1 received = CoseSign1.decode(Bytes.wrap(signed.toByteArray()));
    assertEquals(PAYLOAD, received.verify(TRUST).bytes());
    CoseKey open = CoseKeys.of(store.getCertificate("signer").getPublicKey());
    assertEquals(PAYLOAD, received.verify(CoseVerifier.of(open, algorithm)).bytes());
    // What a key store gives away can become a COSE_Key.
    CoseKey whole = CoseKeys.of(new KeyPair(store.getCertificate("signer").getPublicKey(), key));
    assertEquals(open, whole.toPublic());
  }

  @Test
  void aSecretKeyOfAPkcs12FileMakesMacs() throws Exception {
    TestAuthority owner = TestAuthority.named("signer");
    KeyStore store = pkcs12(owner.pair, ROOT.issue(Draft.signer(owner)));
    SecretKey secret = (SecretKey) store.getKey("mac", PASSWORD);
    CoseKey key = SymmetricKey.of(secret).withAlgorithm(CoseAlgorithm.HMAC_256);
    CoseMac0 message =
        CoseMac0.builder().payload(PAYLOAD).mac(CoseMacCreator.of(secret, CoseAlgorithm.HMAC_256));
    assertEquals(PAYLOAD, message.verify(CoseMacVerifier.of(key)).bytes());
  }

  @Test
  void anEntryWhoseKeyShowsNoNumbersSignsThroughItsProvider() throws Exception {
    KeyStore store = KeyStore.getInstance("Token", new ProviderTest.Token());
    store.load(null, null);
    PrivateKey key = (PrivateKey) store.getKey("signer", null);
    assertInstanceOf(ProviderTest.Opaque.class, key);
    CoseSigner signer = CoseSigner.of(key, CoseAlgorithm.ESP256, KID, store.getProvider());
    CoseSign1 signed =
        CoseSign1.builder()
            .headers(CoseHeaders.builder().x5chain(store.getCertificateChain("signer")).build())
            .payload(PAYLOAD)
            .sign(signer);
    assertEquals(PAYLOAD, signed.verify(TRUST).bytes());
    assertEquals(Optional.of(KID), signed.headers().keyId());
    // No other provider can use it, and that comes out before anything is sent.
    CoseSigner lost = CoseSigner.of(key, CoseAlgorithm.ESP256);
    assertThrows(InvalidKeyException.class, () -> CoseSign1.sign(PAYLOAD, lost));
    KeyPair pair = new KeyPair(store.getCertificate("signer").getPublicKey(), key);
    InvalidKeyException unreadable =
        assertThrows(InvalidKeyException.class, () -> CoseKeys.of(pair));
    assertEquals("the numbers of the private key cannot be read", unreadable.getMessage());
  }

  /** A token with one entry, as a key store. */
  public static final class TokenStore extends KeyStoreSpi {
    private final TestAuthority owner = TestAuthority.named("token");
    private final X509Certificate certificate = ROOT.issue(Draft.signer(owner));

    /** For the provider. */
    public TokenStore() {}

    @Override
    public Key engineGetKey(String alias, char[] password) {
      return new ProviderTest.Opaque(owner.pair.getPrivate());
    }

    @Override
    public Certificate[] engineGetCertificateChain(String alias) {
      return new Certificate[] {certificate};
    }

    @Override
    public Certificate engineGetCertificate(String alias) {
      return certificate;
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // the interface has it
    public Date engineGetCreationDate(String alias) {
      return new Date(0);
    }

    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate entry) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineDeleteEntry(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Enumeration<String> engineAliases() {
      return Collections.enumeration(List.of("signer"));
    }

    @Override
    public boolean engineContainsAlias(String alias) {
      return alias.equals("signer");
    }

    @Override
    public int engineSize() {
      return 1;
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
      return true;
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
      return false;
    }

    @Override
    public String engineGetCertificateAlias(Certificate entry) {
      return "signer";
    }

    @Override
    public void engineStore(OutputStream out, char[] password) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineLoad(InputStream in, char[] password) {
      // The entry is made when the token is.
    }
  }
}
