package org.teep4j.cose.internal;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** AES key wrap (RFC 3394) by the JDK, or by a provider of the caller's choice. */
public final class AesKeyWrap {

  private static final String NAME = "AESWrap";

  private AesKeyWrap() {}

  /**
   * Wraps a key.
   *
   * @param kek an AES key
   * @param key what to wrap: 16 bytes or more, and a multiple of 8
   * @param provider does the work; null for the registered ones
   * @return 8 bytes more than {@code key}
   * @throws GeneralSecurityException if {@code key} has another length, or the provider fails
   */
  public static byte[] wrap(SecretKey kek, byte[] key, @Nullable Provider provider)
      throws GeneralSecurityException {
    Cipher cipher = cipher(provider);
    cipher.init(Cipher.WRAP_MODE, kek);
    return cipher.wrap(new SecretKeySpec(key, "AES"));
  }

  /**
   * Unwraps a key.
   *
   * @param kek an AES key
   * @param wrapped what {@link #wrap} returned
   * @param provider does the work; null for the registered ones
   * @return the key, which belongs to the caller
   * @throws GeneralSecurityException if {@code wrapped} has not been made with {@code kek}
   */
  public static byte[] unwrap(SecretKey kek, byte[] wrapped, @Nullable Provider provider)
      throws GeneralSecurityException {
    Cipher cipher = cipher(provider);
    cipher.init(Cipher.UNWRAP_MODE, kek);
    byte[] key = cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    if (key == null) {
      throw new GeneralSecurityException("the provider keeps what it unwraps to itself");
    }
    return key;
  }

  private static Cipher cipher(@Nullable Provider provider) throws GeneralSecurityException {
    return provider == null ? Cipher.getInstance(NAME) : Cipher.getInstance(NAME, provider);
  }

  /**
   * Refuses a provider that lacks the algorithm now, and not with every message.
   *
   * @param provider a provider of the caller's choice
   * @throws GeneralSecurityException if it does not have AES key wrap
   */
  public static void requireProvider(Provider provider) throws GeneralSecurityException {
    cipher(provider);
  }

  /**
   * A key that is at hand. JCA offers no way to clear it again.
   *
   * @param key the bytes, copied
   * @return an AES key
   */
  public static SecretKey key(byte[] key) {
    return new SecretKeySpec(key, "AES");
  }
}
