package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * The result of verifying or decrypting content while it was read: everything that a {@link
 * CosePayload} has, without the bytes.
 *
 * @param headers the headers of the message; only their protected part was verified
 * @param algorithm the algorithm that protects the content
 * @param keyId the identifier of the key that was used, as the local key states it; empty if the
 *     key has none
 */
public record ContentReceipt(CoseHeaders headers, CoseAlgorithm algorithm, Optional<Bytes> keyId) {}
