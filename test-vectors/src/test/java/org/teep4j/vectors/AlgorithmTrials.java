package org.teep4j.vectors;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseEncryptor;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyAgreement;
import org.teep4j.cose.CoseKeyType;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.DecryptOptions;
import org.teep4j.cose.HpkeDecryptor;
import org.teep4j.cose.HpkeEncryptor;
import org.teep4j.cose.HssLmsSigner;

/** Uses an algorithm of COSE for what it is for, in a message that is sent and received. */
final class AlgorithmTrials {
  private static final Optional<CoseKeyType> RSA = Optional.of(CoseKeyType.RSA);
  private static final Bytes CONTENT = Bytes.ofUtf8("payload");

  private AlgorithmTrials() {}

  /** Whether a message that is protected with the algorithm opens again. */
  static boolean works(CoseAlgorithm algorithm) throws DecodeException {
    try {
      Bytes opened =
          switch (algorithm.kind()) {
            case SIGNATURE -> sign(algorithm);
            case MAC -> mac(algorithm);
            case CONTENT_ENCRYPTION -> encrypt(algorithm);
            case KEY_DISTRIBUTION -> distribute(algorithm);
            case HASH -> throw new IllegalArgumentException(algorithm + " protects no message");
          };
      return opened.equals(CONTENT);
    } catch (GeneralSecurityException refused) {
      return false;
    }
  }

  private static Bytes sign(CoseAlgorithm algorithm)
      throws GeneralSecurityException, DecodeException {
    CoseSigner signer;
    CoseKey key;
    if (algorithm == CoseAlgorithm.HSS_LMS) {
      List<HssLmsSigner.Level> levels = List.of(new HssLmsSigner.Level(5, 1));
      HssLmsSigner stateful = HssLmsSigner.generate(levels, (used, state) -> {});
      signer = stateful;
      key = stateful.publicKey();
    } else {
      key = algorithm.keyType().equals(RSA) ? rsa() : CoseKeys.generate(algorithm);
      signer = CoseSigner.of(key, algorithm);
    }
    Bytes sent = CoseSign1.sign(CONTENT, signer).encode().toBytes();
    return CoseSign1.decode(sent).verify(CoseVerifier.of(key, algorithm)).bytes();
  }

  /** Smaller than those that the library makes, and made sooner. */
  private static CoseKey rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return CoseKeys.of(generator.generateKeyPair());
  }

  private static Bytes mac(CoseAlgorithm algorithm)
      throws GeneralSecurityException, DecodeException {
    CoseKey key = CoseKeys.generate(algorithm);
    Bytes sent = CoseMac0.mac(CONTENT, CoseMacCreator.of(key)).encode().toBytes();
    return CoseMac0.decode(sent).verify(CoseMacVerifier.of(key)).bytes();
  }

  private static Bytes encrypt(CoseAlgorithm algorithm)
      throws GeneralSecurityException, DecodeException {
    if (algorithm.isHpke()) {
      CoseKey key = CoseKeys.generate(algorithm);
      Bytes sent =
          CoseEncrypt0.builder()
              .plaintext(CONTENT)
              .encrypt(HpkeEncryptor.of(key.toPublic(), algorithm))
              .encode()
              .toBytes();
      return CoseEncrypt0.decode(sent).decrypt(HpkeDecryptor.of(key, algorithm)).bytes();
    }
    CoseKey key = CoseKeys.generate(algorithm);
    Bytes sent =
        CoseEncrypt0.builder()
            .plaintext(CONTENT)
            .withUnauthenticatedEncryption()
            .encrypt(CoseEncryptor.of(key))
            .encode()
            .toBytes();
    DecryptOptions options = DecryptOptions.defaults().withUnauthenticatedEncryption();
    return CoseEncrypt0.decode(sent).decrypt(CoseDecryptor.of(key), options).bytes();
  }

  private static Bytes distribute(CoseAlgorithm algorithm)
      throws GeneralSecurityException, DecodeException {
    return switch (algorithm.recipientScheme().orElseThrow()) {
      case DIRECT -> {
        CoseKey key = CoseKeys.generate(CoseAlgorithm.A128GCM);
        yield distribute(ContentKeySender.of(key), ContentKeyRecipient.of(key));
      }
      case DIRECT_HKDF, DIRECT_HKDF_AES, AES_KW -> {
        CoseKey key = CoseKeys.generate(algorithm);
        yield distribute(ContentKeySender.of(key), ContentKeyRecipient.of(key));
      }
      case HPKE -> distribute(algorithm, CoseKeys.generate(algorithm));
      case RSAES_OAEP -> distribute(algorithm, rsa());
      case ECDH_ES -> distribute(algorithm, CoseKeys.generate(CoseCurve.X25519));
      case ECDH_SS -> {
        CoseKey key = CoseKeys.generate(CoseCurve.X25519);
        CoseKey sender = CoseKeys.generate(CoseCurve.X25519);
        yield distribute(
            ContentKeySender.ecdhSs(CoseKeyAgreement.of(sender), key.toPublic(), algorithm),
            ContentKeyRecipient.ecdhSs(CoseKeyAgreement.of(key), sender.toPublic(), algorithm));
      }
    };
  }

  private static Bytes distribute(CoseAlgorithm algorithm, CoseKey key)
      throws GeneralSecurityException, DecodeException {
    return distribute(
        ContentKeySender.of(key.toPublic(), algorithm), ContentKeyRecipient.of(key, algorithm));
  }

  private static Bytes distribute(ContentKeySender sender, ContentKeyRecipient recipient)
      throws GeneralSecurityException, DecodeException {
    Bytes sent =
        CoseEncrypt.builder()
            .plaintext(CONTENT)
            .recipient(sender)
            .encrypt(CoseAlgorithm.A128GCM)
            .encode()
            .toBytes();
    return CoseEncrypt.decode(sent).decrypt(recipient).bytes();
  }
}
