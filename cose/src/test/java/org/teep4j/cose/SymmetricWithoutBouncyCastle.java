package org.teep4j.cose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Encrypting;
import org.teep4j.cose.CoseAlgorithm.Kind;

/** MACs and ciphers of the JDK alone. Loaded by a class loader that does not find BouncyCastle. */
public final class SymmetricWithoutBouncyCastle implements Callable<List<String>> {

  private static final Bytes CONTENT = Bytes.ofUtf8("content");

  /** For the test that loads it. */
  public SymmetricWithoutBouncyCastle() {}

  @Override
  public List<String> call() throws Exception {
    int macs = 0;
    int ciphers = 0;
    List<String> results = new ArrayList<>();
    DecryptOptions options = DecryptOptions.defaults().withUnauthenticatedEncryption();
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.kind() == Kind.MAC) {
        CoseKey key = CoseKeys.generate(algorithm);
        CoseMac0.mac(CONTENT, CoseMacCreator.of(key)).verify(CoseMacVerifier.of(key));
        macs++;
      } else if (algorithm.traits() instanceof Encrypting traits
          && traits.scheme() != ContentScheme.AES_CCM) {
        CoseKey key = CoseKeys.generate(algorithm);
        CoseEncrypt0Builder builder =
            CoseEncrypt0.builder().plaintext(CONTENT).withUnauthenticatedEncryption();
        builder.encrypt(CoseEncryptor.of(key)).decrypt(CoseDecryptor.of(key), options);
        ciphers++;
      }
    }
    results.add(macs + " MACs");
    results.add(ciphers + " ciphers");
    try {
      CoseEncryptor.of(CoseKeys.generate(CoseAlgorithm.AES_CCM_16_128_128));
    } catch (NoSuchAlgorithmException e) {
      results.add(e.getMessage());
    }
    streams(results);
    return results;
  }

  /**
   * AES-GCM is decrypted in pieces. Of ChaCha20/Poly1305 the JDK collects a ciphertext until it has
   * seen the tag, so that its length is bounded.
   */
  private static void streams(List<String> results) throws Exception {
    stream(CoseAlgorithm.A128GCM, results);
    stream(CoseAlgorithm.CHACHA20_POLY1305, results);
  }

  private static void stream(CoseAlgorithm algorithm, List<String> results) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm);
    CoseEncrypt0 made = CoseEncrypt0.builder().plaintext(CONTENT).encrypt(CoseEncryptor.of(key));
    CoseDecryptor decryptor = CoseDecryptor.of(key);
    DecryptOptions options = DecryptOptions.defaults();
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    ContentReceipt receipt =
        made.withoutCiphertext()
            .decryptDetached(
                ContentSource.of(made.ciphertext().orElseThrow()), plaintext, decryptor, options);
    if (Bytes.wrap(plaintext.toByteArray()).equals(CONTENT)) {
      results.add(receipt.algorithm() + " decrypted from its source");
    }
    ContentSource tooLong = StreamingTest.zeros(ContentSource.LONGEST_IN_MEMORY + 1L);
    try {
      made.withoutCiphertext()
          .decryptDetached(tooLong, OutputStream.nullOutputStream(), decryptor, options);
    } catch (IOException | VerificationException e) {
      results.add(e.getMessage());
    }
  }
}
