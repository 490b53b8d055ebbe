package org.teep4j.benchmarks;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;

/** The bare calls of JCA for one content, given in one call or in chunks. */
final class JcaCipher {

  /** A chunk as long as all of the content. */
  static final int WHOLE = Integer.MAX_VALUE;

  private final CipherKind kind;
  private final SecretKey key;
  private final Provider provider;
  private final byte[] aad;

  JcaCipher(CipherKind kind, SecretKey key, Provider provider) {
    this.kind = kind;
    this.key = key;
    this.provider = provider;
    // Enc_structure (RFC 9052, Section 5.3), the protected header holding alg and nothing else.
    CborWriter header = new CborWriter().beginMap().writeLong(1);
    Bytes protectedHeader = header.writeLong(kind.algorithm().id()).endMap().toBytes();
    CborWriter structure = new CborWriter().beginArray().writeText("Encrypt0");
    structure.writeBytes(protectedHeader).writeBytes(Bytes.empty());
    aad = structure.endArray().toBytes().toByteArray();
  }

  /** Encrypts with a fresh nonce. */
  byte[] encrypt(byte[] plaintext, int chunk) throws GeneralSecurityException {
    byte[] nonce = new byte[kind.nonceBytes()];
    new SecureRandom().nextBytes(nonce);
    return encrypt(nonce, plaintext, chunk);
  }

  byte[] encrypt(byte[] nonce, byte[] plaintext, int chunk) throws GeneralSecurityException {
    byte[] ciphertext = new byte[plaintext.length + kind.tagBytes()];
    run(cipher(Cipher.ENCRYPT_MODE, nonce), plaintext, chunk, ciphertext);
    return ciphertext;
  }

  byte[] decrypt(byte[] nonce, byte[] ciphertext, int chunk) throws GeneralSecurityException {
    byte[] plaintext = new byte[ciphertext.length - kind.tagBytes()];
    run(cipher(Cipher.DECRYPT_MODE, nonce), ciphertext, chunk, plaintext);
    return plaintext;
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(kind.jcaName(), provider);
    cipher.init(mode, key, kind.parameters(nonce));
    if (kind.authenticates()) {
      cipher.updateAAD(aad);
    }
    return cipher;
  }

  private static void run(Cipher cipher, byte[] input, int chunk, byte[] output)
      throws GeneralSecurityException {
    int at = 0;
    int written = 0;
    for (; input.length - at > chunk; at += chunk) {
      written += cipher.update(input, at, chunk, output, written);
    }
    cipher.doFinal(input, at, input.length - at, output, written);
  }
}
