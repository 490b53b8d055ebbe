package org.teep4j.benchmarks;

import java.security.GeneralSecurityException;
import org.openjdk.jmh.annotations.Benchmark;
import org.teep4j.cose.CoseEncrypt0;

/** Encrypting: a fresh nonce, the headers, the ciphertext. */
public class Encrypt0Encrypt extends Encrypt0 {

  /** With this library. */
  @Benchmark
  public CoseEncrypt0 teep4j() throws GeneralSecurityException {
    return encrypt(plaintext, encryptor);
  }

  /** The bare calls, all in one. */
  @Benchmark
  public byte[] jcaWhole() throws GeneralSecurityException {
    return jca.encrypt(array, JcaCipher.WHOLE);
  }

  /** The bare calls, in chunks of 4 KiB. */
  @Benchmark
  public byte[] jcaBy4KiB() throws GeneralSecurityException {
    return jca.encrypt(array, 4 << 10);
  }

  /** The bare calls, in chunks of 8 KiB. */
  @Benchmark
  public byte[] jcaBy8KiB() throws GeneralSecurityException {
    return jca.encrypt(array, 8 << 10);
  }

  /** The bare calls, in chunks of 16 KiB. */
  @Benchmark
  public byte[] jcaBy16KiB() throws GeneralSecurityException {
    return jca.encrypt(array, 16 << 10);
  }

  /** The bare calls, in chunks of 64 KiB. */
  @Benchmark
  public byte[] jcaBy64KiB() throws GeneralSecurityException {
    return jca.encrypt(array, 64 << 10);
  }
}
