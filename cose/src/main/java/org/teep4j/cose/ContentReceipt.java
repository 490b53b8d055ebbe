package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * What is known of content whose MAC was verified, or that was decrypted, while it was read:
 * everything that a {@link CosePayload} has apart from the bytes, which went elsewhere.
 *
 * @param headers the headers of the message; only their protected part was checked
 * @param algorithm the algorithm that the content was protected with
 * @param keyId the identifier of the key that was used, as its owner here knows it; empty if it has
 *     none
 */
public record ContentReceipt(CoseHeaders headers, CoseAlgorithm algorithm, Optional<Bytes> keyId) {}
