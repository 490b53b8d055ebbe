package org.teep4j.vectors;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * A published example key, only for tests: its secret is public. All numbers are big-endian and
 * have the length that the curve defines. A key is given either by its members or as one encoded
 * COSE_Key.
 *
 * @param name the name of the key in expectations, unique in its set
 * @param keyType the COSE key type by name, for example {@code EC2} or {@code Symmetric}
 * @param keyId the key identifier, if the document gives one
 * @param curve the curve by its COSE name, if the key is on one
 * @param x the x-coordinate, if the key is on a curve
 * @param y the y-coordinate, if the key is on a curve
 * @param d the private key, if it is published
 * @param k the secret of a symmetric key
 * @param encoded the complete key as an encoded COSE_Key; absent if the members are given
 * @param use the purpose of the key, in words
 */
public record VectorKey(
    String name,
    String keyType,
    Optional<Bytes> keyId,
    Optional<String> curve,
    Optional<Bytes> x,
    Optional<Bytes> y,
    Optional<Bytes> d,
    Optional<Bytes> k,
    Optional<Bytes> encoded,
    String use) {}
