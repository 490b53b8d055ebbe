package org.teep4j.cose;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.AlgorithmTraits.Hashing;
import org.teep4j.cose.internal.BcShake;
import org.teep4j.cose.internal.BouncyCastle;

/**
 * Computes a digest with a hash function of COSE (RFC 9054): SHA-256, SHA-384, SHA-512,
 * SHA-512/256, SHA-256/64, SHAKE128 and SHAKE256. Content may be added in any number of parts. For
 * use by one thread.
 *
 * <p>The implementation is the JDK's. If the JDK has no SHAKE, BouncyCastle's is used.
 */
public final class CoseDigest {

  private static final int BUFFER_SIZE = 1 << 16;

  private final MessageDigest function;
  private final int size;

  private CoseDigest(MessageDigest function, int size) {
    this.function = function;
    this.size = size;
  }

  /**
   * Starts a digest.
   *
   * @param algorithm a hash function
   * @return a digest without content
   * @throws NoSuchAlgorithmException if {@code algorithm} is no hash function, or no implementation
   *     of it is present
   */
  public static CoseDigest of(CoseAlgorithm algorithm) throws NoSuchAlgorithmException {
    return new CoseDigest(function(traits(algorithm)), size(algorithm));
  }

  /**
   * Digests content in memory.
   *
   * @param algorithm a hash function
   * @param content the content, which is not copied
   * @return the digest
   * @throws NoSuchAlgorithmException if {@code algorithm} is no hash function, or no implementation
   *     of it is present
   */
  public static Bytes compute(CoseAlgorithm algorithm, Segments content)
      throws NoSuchAlgorithmException {
    return of(algorithm).update(content).digest();
  }

  /**
   * The size of digests.
   *
   * @param algorithm a hash function
   * @return the size in bytes: 8 to 64
   * @throws NoSuchAlgorithmException if {@code algorithm} is no hash function
   */
  public static int size(CoseAlgorithm algorithm) throws NoSuchAlgorithmException {
    return traits(algorithm).bits() / 8;
  }

  private static Hashing traits(CoseAlgorithm algorithm) throws NoSuchAlgorithmException {
    if (algorithm.traits() instanceof Hashing hashing) {
      return hashing;
    }
    throw new NoSuchAlgorithmException(algorithm.ianaName() + " is no hash function");
  }

  private static MessageDigest function(Hashing hashing) throws NoSuchAlgorithmException {
    if (!hashing.hashName().startsWith("SHAKE")) {
      return MessageDigest.getInstance(hashing.hashName());
    }
    try {
      // The JDK's name of SHAKE with outputs of this size, from version 25 on.
      return MessageDigest.getInstance(hashing.hashName() + "-" + hashing.bits());
    } catch (NoSuchAlgorithmException e) {
      if (BouncyCastle.SHAKE.isPresent()) {
        int strength = Integer.parseInt(hashing.hashName().substring("SHAKE".length()));
        return new BcShake(strength, hashing.bits() / 8);
      }
      throw new NoSuchAlgorithmException(hashing.hashName() + " needs " + BouncyCastle.SHAKE, e);
    }
  }

  /**
   * Adds content.
   *
   * @param content the next content
   * @return this digest
   */
  public CoseDigest update(Bytes content) {
    content.update(function);
    return this;
  }

  /**
   * Adds content in segments.
   *
   * @param content the next content, which is not copied
   * @return this digest
   */
  public CoseDigest update(Segments content) {
    for (Bytes part : content.parts()) {
      part.update(function);
    }
    return this;
  }

  /**
   * Adds the content of a stream, with a buffer of {@value #BUFFER_SIZE} bytes.
   *
   * @param content a stream, read to its end, not closed
   * @return this digest
   * @throws IOException if the stream cannot be read
   */
  public CoseDigest update(InputStream content) throws IOException {
    byte[] buffer = new byte[BUFFER_SIZE];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      function.update(buffer, 0, read);
    }
    return this;
  }

  /**
   * Completes the digest and resets this object.
   *
   * @return the digest of all added content
   */
  public Bytes digest() {
    return Bytes.wrap(function.digest(), 0, size);
  }
}
