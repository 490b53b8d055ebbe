package org.teep4j.cose.internal;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** AES key wrap (RFC 3394) by the JDK, or by a given provider. */
public final class AesKeyWrap {

  private static final String NAME = "AESWrap";

  private AesKeyWrap() {}

  /**
   * Wraps a key.
   *
   * @param kek an AES key
   * @param key the key to wrap: 16 bytes or more, and a multiple of 8
   * @param provider the provider; null for the registered providers
   * @return the wrapped key, 8 bytes longer than {@code key}
   * @throws GeneralSecurityException if the length of {@code key} is wrong, or the provider fails
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
   * @param wrapped the wrapped key, as {@link #wrap} returns it
   * @param provider the provider; null for the registered providers
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
   * Refuses a provider that lacks the algorithm now, not for every message.
   *
   * @param provider the given provider
   * @throws GeneralSecurityException if it does not have AES key wrap
   */
  public static void requireProvider(Provider provider) throws GeneralSecurityException {
    cipher(provider);
  }

  /**
   * An AES key from its bytes. JCA offers no way to clear it afterwards.
   *
   * @param key the bytes, copied
   * @return an AES key
   */
  public static SecretKey key(byte[] key) {
    return new SecretKeySpec(key, "AES");
  }
}
