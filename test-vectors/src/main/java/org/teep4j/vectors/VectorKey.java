package org.teep4j.vectors;

import java.util.Optional;

/**
 * A published example key. It is public and good for nothing but tests. All numbers are big-endian
 * and as long as the curve says.
 *
 * @param name the name by which expectations refer to the key, unique in its set
 * @param keyType the COSE key type by name: {@code EC2} or {@code Symmetric}
 * @param keyId the key identifier, if the document gives one
 * @param curve the curve by its COSE name, if the key is on one
 * @param x the x-coordinate, if the key is on a curve
 * @param y the y-coordinate, if the key is on a curve
 * @param d the private key, if it is published
 * @param k the secret of a symmetric key
 * @param use what the key is for, in words
 */
public record VectorKey(
    String name,
    String keyType,
    Optional<Hex> keyId,
    Optional<String> curve,
    Optional<Hex> x,
    Optional<Hex> y,
    Optional<Hex> d,
    Optional<Hex> k,
    String use) {}
