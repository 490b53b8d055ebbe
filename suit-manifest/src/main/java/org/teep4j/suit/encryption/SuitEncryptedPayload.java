package org.teep4j.suit.encryption;

import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitParameter;

/**
 * A payload that {@link SuitEncryptor} has encrypted.
 *
 * @param info the value for {@link SuitParameter#ENCRYPTION_INFO}, which recipients need for
 *     decryption
 * @param ciphertext the value for {@link SuitParameter#CONTENT}, or the payload to fetch. With an
 *     AEAD algorithm it ends with the authentication tag
 */
public record SuitEncryptedPayload(SuitEncryptionInfo info, Bytes ciphertext) {}
