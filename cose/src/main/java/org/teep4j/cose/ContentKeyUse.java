package org.teep4j.cose;

import java.security.NoSuchAlgorithmException;
import org.teep4j.cose.AlgorithmTraits.Macing;

/**
 * The use of the key that recipients obtain: the layer that it encrypts or authenticates.
 *
 * @param algorithm the algorithm of that layer: content encryption, MAC, or AES key wrap
 * @param keyBits the length of its key in bits
 */
record ContentKeyUse(CoseAlgorithm algorithm, int keyBits) {

  static ContentKeyUse of(CoseAlgorithm algorithm) throws NoSuchAlgorithmException {
    boolean encryptsOrAuthenticates =
        switch (algorithm.kind()) {
          case MAC, CONTENT_ENCRYPTION -> true;
          case KEY_DISTRIBUTION ->
              algorithm.recipientScheme().orElseThrow() == RecipientScheme.AES_KW;
          case SIGNATURE, HASH -> false;
        };
    int keyBits = encryptsOrAuthenticates ? algorithm.traits().keyBits() : 0;
    if (keyBits == 0) {
      throw new NoSuchAlgorithmException(algorithm.ianaName() + " has no key to distribute");
    }
    return new ContentKeyUse(algorithm, keyBits);
  }

  /**
   * Whether the layer accepts the length of a key. HMAC accepts keys of any length; RFC 9053,
   * Section 3.1 only recommends the length of the hash for transported keys.
   */
  boolean admits(byte[] key) {
    boolean anyLength =
        algorithm.traits() instanceof Macing macing && macing.scheme() == MacScheme.HMAC;
    return anyLength ? key.length > 0 : key.length * 8 == keyBits;
  }

  /** The operation that {@code key_ops} must permit if a key is used directly in the layer. */
  KeyOperation operation(boolean sending) {
    return switch (algorithm.kind()) {
      case MAC -> sending ? KeyOperation.MAC_CREATE : KeyOperation.MAC_VERIFY;
      case KEY_DISTRIBUTION -> sending ? KeyOperation.WRAP_KEY : KeyOperation.UNWRAP_KEY;
      default -> sending ? KeyOperation.ENCRYPT : KeyOperation.DECRYPT;
    };
  }
}
