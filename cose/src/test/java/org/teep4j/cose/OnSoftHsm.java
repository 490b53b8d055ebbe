package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.TestAuthority.Draft;
import org.teep4j.cose.certificate.CertificateTrust;

/**
 * What {@link SoftHsmTest} runs beside a token. AES key wrap is not among it: SunPKCS11 does not
 * offer it with SoftHSM.
 */
final class OnSoftHsm {

  static final String PIN = "12345678";

  static final List<String> EXPECTED =
      List.of(
          "ES256 by a key of the token, verified by its certificate",
          "PS256 by a key of the token, verified",
          "RS256 by a key of the token, verified",
          "ECDH-ES + HKDF-256 with a key of the token, decrypted",
          "ECDH-ES + A128KW with a key of the token, decrypted",
          "A128GCM with a key of the token, decrypted",
          "HMAC 256/256 by the token, verified",
          "nothing is registered");

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final Bytes KID = Bytes.ofUtf8("hsm");

  private final Provider provider;

  private OnSoftHsm(Provider provider) {
    this.provider = provider;
  }

  /** For SunPKCS11: private keys stay inside; secrets that are agreed on come out. */
  static String configuration(String library) {
    return """
        name = SoftHSM
        library = %s
        slotListIndex = 0
        attributes(generate, CKO_PRIVATE_KEY, *) = {
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
        }
        attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {
          CKA_SIGN = true
          CKA_DERIVE = true
        }
        attributes(generate, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {
          CKA_SENSITIVE = false
          CKA_EXTRACTABLE = true
        }
        """
        .formatted(library);
  }

  /** Prints a line for everything that was done. */
  public static void main(String[] arguments) throws Exception {
    List<Provider> before = List.of(Security.getProviders());
    Provider provider = Security.getProvider("SunPKCS11").configure(arguments[0]);
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, PIN.toCharArray());
    OnSoftHsm token = new OnSoftHsm(provider);
    token.signWithAnEntry(store);
    KeyPair rsa = token.rsa();
    token.sign(rsa, CoseAlgorithm.PS256);
    token.sign(rsa, CoseAlgorithm.RS256);
    token.agree(CoseAlgorithm.ECDH_ES_HKDF_256);
    token.agree(CoseAlgorithm.ECDH_ES_A128KW);
    token.encrypt();
    token.mac();
    if (before.equals(List.of(Security.getProviders()))) {
      System.out.println("nothing is registered");
    }
  }

  private KeyPair ec() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private KeyPair rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", provider);
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private void signWithAnEntry(KeyStore store) throws Exception {
    TestAuthority root = TestAuthority.named("root");
    KeyPair pair = ec();
    if (pair.getPrivate().getEncoded() != null) {
      throw new IllegalStateException("the key can leave the token");
    }
    X509Certificate certificate = root.issue(Draft.signer(new TestAuthority("hsm", pair)));
    store.setKeyEntry("signer", pair.getPrivate(), null, new Certificate[] {certificate});
    PrivateKey key = (PrivateKey) store.getKey("signer", null);
    CoseSign1 signed =
        CoseSign1.builder()
            .headers(CoseHeaders.builder().x5chain(store.getCertificateChain("signer")).build())
            .payload(PAYLOAD)
            .sign(CoseSigner.of(key, CoseAlgorithm.ES256, KID, store.getProvider()));
    CertificateTrust trust =
        CertificateTrust.builder(root.selfSigned())
            .withoutRevocation()
            .time(Instant.parse("2025-06-01T00:00:00Z"))
            .build();
    done(
        CoseSign1.decode(Bytes.wrap(signed.toByteArray())).verify(trust).bytes(),
        "ES256 by a key of the token, verified by its certificate");
  }

  private void sign(KeyPair pair, CoseAlgorithm algorithm) throws Exception {
    CoseSigner signer = CoseSigner.of(pair.getPrivate(), algorithm, KID, provider);
    CoseSign1 signed = CoseSign1.sign(PAYLOAD, signer);
    CoseKey open = CoseKeys.of(pair.getPublic());
    done(
        signed.verify(CoseVerifier.of(open, algorithm)).bytes(),
        algorithm.ianaName() + " by a key of the token, verified");
  }

  private void agree(CoseAlgorithm algorithm) throws Exception {
    KeyPair pair = ec();
    CoseKey open = CoseKeys.of(pair.getPublic()).withKeyId(KID);
    CoseEncrypt message =
        CoseEncrypt.builder()
            .plaintext(PAYLOAD)
            .recipient(ContentKeySender.of(open, algorithm))
            .encrypt(CoseAlgorithm.A128GCM);
    CoseKeyAgreement agreement = CoseKeyAgreement.of(pair.getPrivate(), open, provider);
    done(
        message.decrypt(ContentKeyRecipient.of(agreement, algorithm)).bytes(),
        algorithm.ianaName() + " with a key of the token, decrypted");
  }

  private void encrypt() throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    generator.init(128);
    SecretKey key = generator.generateKey();
    CoseEncrypt0 message =
        CoseEncrypt0.builder()
            .plaintext(PAYLOAD)
            .encrypt(CoseEncryptor.of(key, CoseAlgorithm.A128GCM, KID, provider));
    CoseDecryptor decryptor = CoseDecryptor.of(key, CoseAlgorithm.A128GCM, KID, provider);
    done(message.decrypt(decryptor).bytes(), "A128GCM with a key of the token, decrypted");
  }

  private void mac() throws Exception {
    SymmetricKey shared = CoseKeys.generate(CoseAlgorithm.HMAC_256, SymmetricKey.class);
    SecretKey given = shared.toSecretKey("HmacSHA256"); // SunPKCS11 brings it into the token
    CoseMac0 message =
        CoseMac0.builder()
            .payload(PAYLOAD)
            .mac(CoseMacCreator.of(given, CoseAlgorithm.HMAC_256, KID, provider));
    done(message.verify(CoseMacVerifier.of(shared)).bytes(), "HMAC 256/256 by the token, verified");
  }

  private static void done(Bytes seen, String line) {
    System.out.println(seen.equals(PAYLOAD) ? line : "not " + line);
  }
}
