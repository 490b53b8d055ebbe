package org.teep4j.benchmarks;

import java.security.GeneralSecurityException;
import org.openjdk.jmh.annotations.Benchmark;
import org.teep4j.cose.DecryptedPayload;

/**
 * Decrypting a message that has been decoded. Chunks of what is authenticated providers collect.
 */
public class Encrypt0Decrypt extends Encrypt0 {

  /** With this library. */
  @Benchmark
  public DecryptedPayload teep4j() throws GeneralSecurityException {
    return message.decrypt(decryptor, OPTIONS);
  }

  /** The bare calls, all in one. */
  @Benchmark
  public byte[] jcaWhole() throws GeneralSecurityException {
    return jca.decrypt(nonce, ciphertext, JcaCipher.WHOLE);
  }

  /** The bare calls, in chunks of 4 KiB. */
  @Benchmark
  public byte[] jcaBy4KiB() throws GeneralSecurityException {
    return jca.decrypt(nonce, ciphertext, 4 << 10);
  }

  /** The bare calls, in chunks of 8 KiB. */
  @Benchmark
  public byte[] jcaBy8KiB() throws GeneralSecurityException {
    return jca.decrypt(nonce, ciphertext, 8 << 10);
  }

  /** The bare calls, in chunks of 16 KiB. */
  @Benchmark
  public byte[] jcaBy16KiB() throws GeneralSecurityException {
    return jca.decrypt(nonce, ciphertext, 16 << 10);
  }

  /** The bare calls, in chunks of 64 KiB. */
  @Benchmark
  public byte[] jcaBy64KiB() throws GeneralSecurityException {
    return jca.decrypt(nonce, ciphertext, 64 << 10);
  }
}
