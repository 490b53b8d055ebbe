package org.teep4j.cose;

import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Distributing;
import org.teep4j.cose.AlgorithmTraits.Sealing;

/**
 * Uses each algorithm once, and says of each whether that went well or why it is refused. Run in a
 * class loader with another BouncyCastle. Whatever is thrown besides refusals gets through.
 */
public final class EveryAlgorithm implements Callable<Map<String, String>> {

  static final String WORKS = "works";

  private static final Bytes CONTENT = Bytes.ofUtf8("content");
  private static final List<Recipients.Method> METHODS = methods();

  /** For the class loader. */
  public EveryAlgorithm() {}

  private static List<Recipients.Method> methods() {
    try {
      return Recipients.ofTheJdk();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Attempt {
    void run() throws Exception;
  }

  @Override
  public Map<String, String> call() throws Exception {
    Map<String, String> outcomes = new TreeMap<>();
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      outcomes.put(algorithm.ianaName(), outcome(() -> use(algorithm)));
    }
    return outcomes;
  }

  private static String outcome(Attempt attempt) throws Exception {
    try {
      attempt.run();
      return WORKS;
    } catch (VerificationException e) {
      throw e; // the algorithm has been there before
    } catch (GeneralSecurityException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void use(CoseAlgorithm algorithm) throws Exception {
    switch (algorithm.kind()) {
      case SIGNATURE -> sign(algorithm);
      case HASH -> CoseDigest.of(algorithm);
      case MAC -> {
        CoseKey key = CoseKeys.generate(algorithm);
        CoseMac0.mac(CONTENT, CoseMacCreator.of(key)).verify(CoseMacVerifier.of(key));
      }
      case CONTENT_ENCRYPTION -> encrypt(algorithm);
      case KEY_DISTRIBUTION -> distribute(algorithm);
    }
  }

  private static void sign(CoseAlgorithm algorithm) throws Exception {
    if (algorithm == CoseAlgorithm.HSS_LMS) {
      HssLmsSigner signer =
          HssLmsSigner.generate(List.of(new HssLmsSigner.Level(5, 8)), (used, state) -> {});
      CoseSign1.sign(CONTENT, signer).verify(CoseVerifier.of(signer.publicKey()));
      return;
    }
    // RSA is the JDK's, and its keys take long to make.
    CoseKey key =
        algorithm.keyType().orElseThrow() == CoseKeyType.RSA
            ? Keys.RSA.withAlgorithm(algorithm)
            : CoseKeys.generate(algorithm);
    // Read, so that what can be computed is.
    CoseKey read = CoseKey.decode(Bytes.wrap(key.toByteArray()));
    CoseSign1.sign(CONTENT, CoseSigner.of(read)).verify(CoseVerifier.of(read.toPublic()));
  }

  private static void encrypt(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm);
    CoseEncrypt0Builder builder =
        CoseEncrypt0.builder().plaintext(CONTENT).withUnauthenticatedEncryption();
    if (algorithm.traits() instanceof Sealing) {
      builder.encrypt(HpkeEncryptor.of(key.toPublic())).decrypt(HpkeDecryptor.of(key));
      return;
    }
    DecryptOptions options = DecryptOptions.defaults().withUnauthenticatedEncryption();
    CoseDecryptor decryptor = CoseDecryptor.of(key);
    CoseEncryptor encryptor = CoseEncryptor.of(key);
    builder.encrypt(encryptor).decrypt(decryptor, options);
    CoseEncrypt0 detached =
        CoseEncrypt0.builder()
            .plaintext(CONTENT)
            .withUnauthenticatedEncryption()
            .encrypt(encryptor);
    detached
        .withoutCiphertext()
        .decryptDetached(
            ContentSource.of(detached.ciphertext().orElseThrow()),
            OutputStream.nullOutputStream(),
            decryptor,
            options);
  }

  private static void distribute(CoseAlgorithm algorithm) throws Exception {
    Distributing traits = (Distributing) algorithm.traits();
    if (traits.scheme() == RecipientScheme.DIRECT) {
      return; // computes nothing
    }
    Recipients.Method method =
        traits.suite() != null
            ? Recipients.hpke(algorithm)
            : METHODS.stream()
                .filter(each -> each.sender().algorithm() == algorithm)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no method for " + algorithm));
    ContentKeyUse use = ContentKeyUse.of(CoseAlgorithm.A128GCM);
    ContentKey key = ContentKeySender.send(List.of(method.sender()), use, null);
    byte[] got = method.recipient().contentKey(key.recipients(), use, VerifyOptions.defaults());
    if (!Arrays.equals(key.key(), got)) {
      throw new IllegalStateException("another key");
    }
  }
}
