package org.teep4j.cose;

import org.teep4j.codec.Bytes;

/**
 * A detached ciphertext and its message.
 *
 * @param <M> the message: {@link CoseEncrypt0} or {@link CoseEncrypt}
 * @param message the message, with {@code nil} in place of the ciphertext
 * @param ciphertext the ciphertext with the authentication tag at its end
 */
public record DetachedCiphertext<M>(M message, Bytes ciphertext) {}
