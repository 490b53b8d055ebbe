package org.teep4j.vectors;

import java.util.Optional;

/**
 * A published example key. It is public and good for nothing but tests. All numbers are big-endian
 * and as long as the curve says. A key is either written out in members, or encoded.
 *
 * @param name the name by which expectations refer to the key, unique in its set
 * @param keyType the COSE key type by name, for example {@code EC2} or {@code Symmetric}
 * @param keyId the key identifier, if the document gives one
 * @param curve the curve by its COSE name, if the key is on one
 * @param x the x-coordinate, if the key is on a curve
 * @param y the y-coordinate, if the key is on a curve
 * @param d the private key, if it is published
 * @param k the secret of a symmetric key
 * @param encoded the whole key as an encoded COSE_Key; absent if it is written out
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
    Optional<Hex> encoded,
    String use) {}
