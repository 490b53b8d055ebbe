package org.teep4j.benchmarks;

import java.security.GeneralSecurityException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseEncryptor;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.DecryptedPayload;

/**
 * The first messages of 1 MiB in a fresh JVM, each timed once: a device that decrypts one image
 * does not wait for a compiler. Read the single values ({@code -rf json}, {@code rawData}): each
 * row is a JVM, each column the next message.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Fork(value = 3)
@Warmup(iterations = 0)
@Measurement(iterations = 20)
public class FirstMessages extends Defaults {

  /** What encrypts, see {@link CipherKind}. */
  @Param({"A128GCM", "CHACHA20_POLY1305", "A128CTR"})
  public String cipher = "A128GCM";

  /** The time that the compiler has before the first message, in milliseconds. */
  @Param("1500")
  public int pauseMillis = 1500;

  private byte[] array;
  private Bytes plaintext;
  private CoseEncryptor encryptor;
  private CoseDecryptor decryptor;
  private JcaCipher jca;
  private byte[] nonce;
  private byte[] ciphertext;
  private CoseEncrypt0 message;

  /**
   * Encrypts with BouncyCastle, so that nothing of the JDK's ciphers is compiled beforehand, and
   * gives the compiler time to be done with that.
   */
  @Setup
  public void setup() throws GeneralSecurityException, InterruptedException {
    CipherKind kind = CipherKind.of(cipher);
    CoseKey key = CoseKeys.generate(kind.algorithm());
    encryptor = CoseEncryptor.of(key);
    decryptor = CoseDecryptor.of(key);
    jca = new JcaCipher(kind, Encrypt0.secret(kind, key), kind.provider("JDK"));
    array = Encrypt0.plaintext(1 << 20);
    plaintext = Bytes.wrap(array);
    message =
        Encrypt0.encrypt(
            plaintext,
            CoseEncryptor.of(
                Encrypt0.secret(kind, key), kind.algorithm(), kind.provider("BouncyCastle")));
    nonce = Encrypt0.nonce(message);
    ciphertext = message.ciphertext().orElseThrow().toByteArray();
    Thread.sleep(pauseMillis);
  }

  /** With this library. */
  @Benchmark
  public CoseEncrypt0 teep4jEncrypt() throws GeneralSecurityException {
    return Encrypt0.encrypt(plaintext, encryptor);
  }

  /** The bare calls, all in one. */
  @Benchmark
  public byte[] jcaWholeEncrypt() throws GeneralSecurityException {
    return jca.encrypt(array, JcaCipher.WHOLE);
  }

  /** The bare calls, in chunks of 1 KiB. */
  @Benchmark
  public byte[] jcaBy1KiBEncrypt() throws GeneralSecurityException {
    return jca.encrypt(array, 1 << 10);
  }

  /** The bare calls, in chunks of 16 KiB. */
  @Benchmark
  public byte[] jcaBy16KiBEncrypt() throws GeneralSecurityException {
    return jca.encrypt(array, 16 << 10);
  }

  /** With this library. */
  @Benchmark
  public DecryptedPayload teep4jDecrypt() throws GeneralSecurityException {
    return message.decrypt(decryptor, Encrypt0.OPTIONS);
  }

  /** The bare calls, all in one. */
  @Benchmark
  public byte[] jcaWholeDecrypt() throws GeneralSecurityException {
    return jca.decrypt(nonce, ciphertext, JcaCipher.WHOLE);
  }

  /** The bare calls, in chunks of 16 KiB. */
  @Benchmark
  public byte[] jcaBy16KiBDecrypt() throws GeneralSecurityException {
    return jca.decrypt(nonce, ciphertext, 16 << 10);
  }
}
