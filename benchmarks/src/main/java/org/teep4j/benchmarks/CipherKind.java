package org.teep4j.benchmarks;

import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.teep4j.cose.CoseAlgorithm;

/** The ciphers that are measured, and what JCA calls them. */
enum CipherKind {
  /** AES-GCM with a key of 128 bits. */
  A128GCM(CoseAlgorithm.A128GCM, "AES", "AES/GCM/NoPadding", 12),
  /** AES-GCM with a key of 256 bits. */
  A256GCM(CoseAlgorithm.A256GCM, "AES", "AES/GCM/NoPadding", 12),
  /** ChaCha20 and Poly1305. */
  CHACHA20_POLY1305(CoseAlgorithm.CHACHA20_POLY1305, "ChaCha20", "ChaCha20-Poly1305", 12),
  /** AES-CTR with a key of 128 bits, which authenticates nothing. */
  A128CTR(CoseAlgorithm.A128CTR, "AES", "AES/CTR/NoPadding", 16);

  private final CoseAlgorithm algorithm;
  private final String keyName;
  private final String jcaName;
  private final int nonceBytes;

  CipherKind(CoseAlgorithm algorithm, String keyName, String jcaName, int nonceBytes) {
    this.algorithm = algorithm;
    this.keyName = keyName;
    this.jcaName = jcaName;
    this.nonceBytes = nonceBytes;
  }

  static CipherKind of(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.toString().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such cipher: " + label));
  }

  /** A provider by its name in benchmarks. Some register AES alone, and its modes not by name. */
  Provider provider(String name) {
    boolean isMode =
        switch (name) {
          case "BouncyCastle" -> this != CHACHA20_POLY1305;
          case "JDK" -> this == A128CTR;
          default -> false;
        };
    return Providers.having(name, "Cipher", isMode ? "AES" : jcaName);
  }

  CoseAlgorithm algorithm() {
    return algorithm;
  }

  String keyName() {
    return keyName;
  }

  String jcaName() {
    return jcaName;
  }

  int nonceBytes() {
    return nonceBytes;
  }

  boolean authenticates() {
    return this != A128CTR;
  }

  int tagBytes() {
    return authenticates() ? 16 : 0;
  }

  AlgorithmParameterSpec parameters(byte[] nonce) {
    return this == A128GCM || this == A256GCM
        ? new GCMParameterSpec(8 * tagBytes(), nonce)
        : new IvParameterSpec(nonce);
  }
}
