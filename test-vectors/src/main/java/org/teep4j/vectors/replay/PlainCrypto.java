package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.teep4j.codec.Bytes;

/** The operations of a sender, with the JDK alone, as input for the library. */
final class PlainCrypto {
  private static final int TAG_BITS = 128;
  private static final int MOST_BLOCKS = 255;

  private PlainCrypto() {}

  static Bytes encryptGcm(Bytes key, Bytes iv, Bytes aad, Bytes plaintext)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(key.toByteArray(), "AES"),
        new GCMParameterSpec(TAG_BITS, iv.toByteArray()));
    cipher.updateAAD(aad.toByteArray());
    return Bytes.wrap(cipher.doFinal(plaintext.toByteArray()));
  }

  static Bytes hmac(String name, Bytes key, Bytes... message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(name);
    // The JDK refuses an empty key, which is equivalent to a key of zeros.
    byte[] digits = key.isEmpty() ? new byte[1] : key.toByteArray();
    mac.init(new SecretKeySpec(digits, name));
    for (Bytes part : message) {
      part.update(mac);
    }
    return Bytes.wrap(mac.doFinal());
  }

  /** HKDF (RFC 5869) with a hash function by the name of its HMAC. */
  static Bytes hkdf(String name, Bytes secret, Bytes salt, Bytes info, int size)
      throws GeneralSecurityException {
    Bytes extracted = hmac(name, salt, secret);
    if (size > MOST_BLOCKS * extracted.length()) {
      throw new InvalidKeyException("HKDF gives no key of " + size + " bytes");
    }
    byte[] output = new byte[size];
    Bytes block = Bytes.empty();
    int filled = 0;
    for (int i = 1; filled < size; i++) {
      block = hmac(name, extracted, block, info, Bytes.wrap(new byte[] {(byte) i}));
      int used = Math.min(block.length(), size - filled);
      block.slice(0, used).copyTo(output, filled);
      filled += used;
    }
    return Bytes.wrap(output);
  }
}
