package org.teep4j.cose.internal;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Message authentication codes by the Java Cryptography Architecture, with a given provider or the
 * registered providers.
 */
public final class JcaMacs {

  private static final int BLOCK = 16;
  private static final Pieces CBC = Pieces.shortAtFirst();

  private JcaMacs() {}

  /**
   * HMAC, truncated to the length of the tag.
   *
   * @param hashName JCA name of the hash function
   * @param tagBytes the length of tags in bytes
   * @param provider the provider; null for the registered providers
   * @return the MAC
   * @throws GeneralSecurityException if the provider does not have the algorithm, or does not
   *     accept the key
   */
  public static RawMac hmac(
      String hashName, int tagBytes, SecretKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    String name = "Hmac" + hashName.replace("-", "");
    // Fails now, not when it is first used. A Mac object resets itself after each tag, so it is
    // kept for the next message. One thread uses it at a time; concurrent threads make their own.
    AtomicReference<@Nullable Mac> spare = new AtomicReference<>(newMac(name, key, provider));
    return message -> {
      Mac ready = spare.getAndSet(null);
      Mac mac = ready == null ? newMac(name, key, provider) : ready;
      message.update(mac);
      byte[] tag = Arrays.copyOf(mac.doFinal(), tagBytes);
      spare.set(mac); // not after an exception, because its state is unknown then
      return tag;
    };
  }

  private static Mac newMac(String name, SecretKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    Mac mac = provider == null ? Mac.getInstance(name) : Mac.getInstance(name, provider);
    mac.init(key);
    return mac;
  }

  /**
   * AES-CBC-MAC with an IV of zeros (RFC 9053, Section 3.2). The message is padded with zeros to
   * whole blocks. The MAC is truncated to the length of the tag.
   *
   * @param tagBytes the length of tags in bytes
   * @param provider the provider; null for the registered providers
   * @return the MAC
   * @throws GeneralSecurityException if the provider does not have AES, or does not accept the key
   */
  public static RawMac cbcMac(int tagBytes, SecretKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    Provider taker = newCbc(key, provider).getProvider(); // avoids another search
    return message -> {
      Cipher cipher = newCbc(key, taker);
      byte[] last = new byte[BLOCK];
      byte[] output = new byte[(int) Math.min(Message.CHUNK, message.length()) + BLOCK];
      try {
        message.feed(
            (bytes, offset, length) -> {
              int next;
              for (int at = 0; at < length; at += next) {
                next = CBC.next(length - at);
                keepLastBlock(output, cipher.update(bytes, offset + at, next, output), last);
              }
            });
        int padding = (int) (-message.length() & (BLOCK - 1));
        int written = cipher.doFinal(new byte[padding], 0, padding, output);
        keepLastBlock(output, written, last);
        return Arrays.copyOf(last, tagBytes);
      } finally {
        // Intermediate blocks are MACs of prefixes, which would allow forgeries: clear them.
        Arrays.fill(output, (byte) 0);
      }
    };
  }

  private static void keepLastBlock(byte[] output, int written, byte[] last) {
    if (written >= BLOCK) {
      System.arraycopy(output, written - BLOCK, last, 0, BLOCK);
    }
  }

  private static Cipher newCbc(SecretKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    String name = "AES/CBC/NoPadding";
    Cipher cipher =
        provider == null ? Cipher.getInstance(name) : Cipher.getInstance(name, provider);
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK]));
    return cipher;
  }
}
