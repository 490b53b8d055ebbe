package org.teep4j.suit;

import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDigest;

/**
 * {@code suit-cose-hash-algs} (draft-ietf-suit-manifest, Section 10): the digest algorithms of RFC
 * 9054 that SUIT uses.
 */
public enum SuitDigestAlgorithm {
  /** SHA-256, which every manifest processor must implement. */
  SHA_256(CoseAlgorithm.SHA_256, "cose-alg-sha-256", 32),
  /** SHAKE128 with an output of 256 bits; needs BouncyCastle. */
  SHAKE128(CoseAlgorithm.SHAKE128, "cose-alg-shake128", 32),
  /** SHA-384. */
  SHA_384(CoseAlgorithm.SHA_384, "cose-alg-sha-384", 48),
  /** SHA-512. */
  SHA_512(CoseAlgorithm.SHA_512, "cose-alg-sha-512", 64),
  /** SHAKE256 with an output of 512 bits; needs BouncyCastle. */
  SHAKE256(CoseAlgorithm.SHAKE256, "cose-alg-shake256", 64);

  private final CoseAlgorithm cose;
  private final String cddlName;
  private final int size;

  SuitDigestAlgorithm(CoseAlgorithm cose, String cddlName, int size) {
    this.cose = cose;
    this.cddlName = cddlName;
    this.size = size;
  }

  /**
   * Finds an algorithm by its identifier.
   *
   * @param id a number from the registry of COSE algorithms
   * @return the algorithm, or empty if SUIT does not use it
   */
  public static Optional<SuitDigestAlgorithm> fromId(long id) {
    return Optional.ofNullable(find(id));
  }

  static @Nullable SuitDigestAlgorithm find(long id) {
    for (SuitDigestAlgorithm algorithm : values()) {
      if (algorithm.cose.id() == id) {
        return algorithm;
      }
    }
    return null;
  }

  /**
   * The number in the registry of COSE algorithms.
   *
   * @return the identifier, negative
   */
  public int id() {
    return (int) cose.id();
  }

  /**
   * The name in the CDDL.
   *
   * @return for example {@code cose-alg-sha-256}
   */
  public String cddlName() {
    return cddlName;
  }

  /**
   * The name in the registry of COSE algorithms.
   *
   * @return for example {@code SHA-256}
   */
  public String ianaName() {
    return cose.ianaName();
  }

  /**
   * The length of a digest.
   *
   * @return bytes
   */
  public int size() {
    return size;
  }

  CoseDigest newDigest() throws NoSuchAlgorithmException {
    return CoseDigest.of(cose);
  }
}
