/**
 * Encrypted payloads of manifests (draft-ietf-suit-firmware-encryption), and the profiles of
 * algorithms (draft-ietf-suit-mti).
 *
 * <p>{@link SuitEncryptor} encrypts a payload for its recipients. {@link SuitDecryptor} decrypts
 * it, and compares it with the digest from a verified manifest.
 *
 * <pre>{@code
 * SuitDecryptor decryptor =
 *     SuitDecryptor.of(deviceKey, SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM);
 * SuitEncryptionInfo info =
 *     SuitEncryptionInfo.decode(parameters.value(SuitParameter.ENCRYPTION_INFO).orElseThrow());
 * Bytes plaintext = decryptor.decrypt(info, ciphertext).bytes();
 * }</pre>
 *
 * <p>{@link SuitDecryptor#decryptUnauthenticated} is the only method that skips a check.
 */
@NullMarked
package org.teep4j.suit.encryption;

import org.jspecify.annotations.NullMarked;
