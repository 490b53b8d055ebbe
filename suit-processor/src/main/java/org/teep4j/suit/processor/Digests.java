package org.teep4j.suit.processor;

import java.io.IOException;
import java.io.InputStream;
import java.security.NoSuchAlgorithmException;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDigest;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.SuitDigest;

/** Digests of content of any size. */
final class Digests {

  private Digests() {}

  /** Starts a digest with the algorithm of another one. */
  static CoseDigest start(SuitDigest like) throws VerificationException {
    if (like.algorithm().isEmpty() || !like.extensions().isEmpty()) {
      throw new VerificationException(Failure.DIGEST_ALGORITHM);
    }
    try {
      return CoseDigest.of(CoseAlgorithm.fromLabel(CoseLabel.of(like.algorithmId())).orElseThrow());
    } catch (NoSuchAlgorithmException e) {
      throw new VerificationException(Failure.DIGEST_ALGORITHM, e);
    }
  }

  static Bytes of(ContentSource content, SuitDigest like)
      throws IOException, VerificationException {
    CoseDigest digest = start(like);
    try (InputStream in = content.open()) {
      digest.update(in);
    }
    return digest.digest();
  }
}
