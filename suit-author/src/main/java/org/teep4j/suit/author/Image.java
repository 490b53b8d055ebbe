package org.teep4j.suit.author;

import java.io.IOException;
import java.io.InputStream;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDigest;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;

/**
 * The digest and the size of a component's content: the values of {@code
 * suit-parameter-image-digest} and {@code suit-parameter-image-size}.
 *
 * @param digest the digest of the content
 * @param size its size in bytes, or empty if it is not known
 */
public record Image(SuitDigest digest, Optional<Uint> size) {

  /**
   * An image whose digest was computed before.
   *
   * @param digest the digest of the content
   * @param size the size of the content in bytes
   * @return the image
   */
  public static Image of(SuitDigest digest, Uint size) {
    return new Image(digest, Optional.of(size));
  }

  /**
   * The image of a content, with a SHA-256 digest.
   *
   * @param content the content
   * @return its digest and size
   */
  public static Image of(Bytes content) {
    try {
      return of(content, SuitDigestAlgorithm.SHA_256);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The image of a content.
   *
   * @param content the content
   * @param algorithm the digest algorithm
   * @return its digest and size
   * @throws NoSuchAlgorithmException if no implementation of the algorithm is present
   */
  public static Image of(Bytes content, SuitDigestAlgorithm algorithm)
      throws NoSuchAlgorithmException {
    return of(SuitDigest.compute(algorithm, Segments.of(content)), Uint.of(content.length()));
  }

  /**
   * The image of a content that may be larger than memory.
   *
   * @param content the content, read once
   * @param algorithm the digest algorithm
   * @return its digest and size
   * @throws NoSuchAlgorithmException if no implementation of the algorithm is present
   * @throws IOException if the content cannot be read
   */
  public static Image of(ContentSource content, SuitDigestAlgorithm algorithm)
      throws NoSuchAlgorithmException, IOException {
    CoseDigest digest = CoseDigest.of(CoseAlgorithm.fromId(algorithm.id()).orElseThrow());
    try (InputStream in = content.open()) {
      digest.update(in);
    }
    return of(new SuitDigest(algorithm, digest.digest()), Uint.of(content.length()));
  }

  /** Sets the two parameters. */
  SuitParameters.Builder addTo(SuitParameters.Builder parameters) {
    parameters.set(SuitParameter.IMAGE_DIGEST, digest);
    size.ifPresent(value -> parameters.set(SuitParameter.IMAGE_SIZE, value));
    return parameters;
  }
}
