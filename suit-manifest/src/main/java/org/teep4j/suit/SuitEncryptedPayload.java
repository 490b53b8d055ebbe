package org.teep4j.suit;

import org.teep4j.codec.Bytes;

/**
 * A payload that {@link SuitEncryptor} has encrypted.
 *
 * @param info for {@link SuitParameter#ENCRYPTION_INFO}: how to decrypt it
 * @param ciphertext for {@link SuitParameter#CONTENT}, or to be fetched; with an algorithm that
 *     authenticates, its tag is at the end
 */
public record SuitEncryptedPayload(SuitEncryptionInfo info, Bytes ciphertext) {}
