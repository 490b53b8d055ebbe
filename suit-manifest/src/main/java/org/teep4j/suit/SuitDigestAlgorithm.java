package org.teep4j.suit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.bouncycastle.jcajce.provider.digest.SHA3;
import org.jspecify.annotations.Nullable;

/**
 * {@code suit-cose-hash-algs} (draft-ietf-suit-manifest, Section 10): the digest algorithms that
 * SUIT names, out of those of RFC 9054.
 */
public enum SuitDigestAlgorithm {
  /** SHA-256, which every manifest processor has. */
  SHA_256(-16, "cose-alg-sha-256", "SHA-256", 32),
  /** SHAKE128 with an output of 256 bits; needs BouncyCastle. */
  SHAKE128(-18, "cose-alg-shake128", "SHAKE128", 32),
  /** SHA-384. */
  SHA_384(-43, "cose-alg-sha-384", "SHA-384", 48),
  /** SHA-512. */
  SHA_512(-44, "cose-alg-sha-512", "SHA-512", 64),
  /** SHAKE256 with an output of 512 bits; needs BouncyCastle. */
  SHAKE256(-45, "cose-alg-shake256", "SHAKE256", 64);

  private final int id;
  private final String cddlName;
  private final String ianaName;
  private final int size;

  SuitDigestAlgorithm(int id, String cddlName, String ianaName, int size) {
    this.id = id;
    this.cddlName = cddlName;
    this.ianaName = ianaName;
    this.size = size;
  }

  /**
   * The algorithm of an identifier.
   *
   * @param id a number from the registry of COSE algorithms
   * @return the algorithm, or empty if it is none of these
   */
  public static Optional<SuitDigestAlgorithm> of(long id) {
    return Optional.ofNullable(find(id));
  }

  static @Nullable SuitDigestAlgorithm find(long id) {
    for (SuitDigestAlgorithm algorithm : values()) {
      if (algorithm.id == id) {
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
    return id;
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
    return ianaName;
  }

  /**
   * The length of a digest.
   *
   * @return bytes
   */
  public int size() {
    return size;
  }

  MessageDigest newDigest() throws NoSuchAlgorithmException {
    return switch (this) {
      case SHA_256, SHA_384, SHA_512 -> MessageDigest.getInstance(ianaName);
      case SHAKE128, SHAKE256 -> Shake.newDigest(this);
    };
  }

  /** Apart from the rest, so that only these algorithms need BouncyCastle on the class path. */
  private static final class Shake {

    static MessageDigest newDigest(SuitDigestAlgorithm algorithm) throws NoSuchAlgorithmException {
      try {
        return algorithm == SHAKE128
            ? new SHA3.DigestShake128_256()
            : new SHA3.DigestShake256_512();
      } catch (NoClassDefFoundError e) {
        throw new NoSuchAlgorithmException(algorithm.ianaName + " needs BouncyCastle", e);
      }
    }
  }
}
