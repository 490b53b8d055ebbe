package org.teep4j.cose;

import java.io.IOException;
import java.io.InputStream;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.AlgorithmTraits.Hashing;
import org.teep4j.cose.VerificationException.Failure;

/**
 * A verified payload that is the digest of something else, {@code Hash_Envelope} (RFC 9995): it was
 * signed or MACed, and now says which bytes are meant. Immutable.
 *
 * <p>The preimage may be large and come from anywhere, {@link #payloadLocation()} for one, where
 * this library never goes. {@link #requirePreimage(Bytes)} tells whether it is the one.
 *
 * <p>Messages may list these header parameters in {@code crit} if the caller says with {@link
 * VerifyOptions#withUnderstood} that they are understood.
 */
public final class HashEnvelope {

  private final CosePayload payload;
  private final CoseAlgorithm algorithm;

  private HashEnvelope(CosePayload payload, CoseAlgorithm algorithm) {
    this.payload = payload;
    this.algorithm = algorithm;
  }

  /**
   * Takes a payload for a digest if the protected header says that it is one. Any other header that
   * RFC 9995 forbids beside was refused when the message was decoded.
   *
   * @param payload what a signature or MAC has been verified over
   * @return the envelope
   * @throws VerificationException with {@link Failure#NO_DIGEST} if the headers do not say so, or
   *     the payload has not the length of a digest; with {@link Failure#DIGEST_ALGORITHM} if the
   *     hash function is not supported, or too short for this ({@link CoseAlgorithm#SHA_256_64})
   */
  public static HashEnvelope of(CosePayload payload) throws VerificationException {
    CoseLabel stated =
        payload
            .headers()
            .payloadHashAlgorithm()
            .orElseThrow(() -> new VerificationException(Failure.NO_DIGEST));
    try {
      CoseAlgorithm algorithm =
          requireStrong(
              CoseAlgorithm.fromLabel(stated)
                  .orElseThrow(() -> new NoSuchAlgorithmException(stated.toString())));
      if (payload.bytes().length() != CoseDigest.size(algorithm)) {
        throw new VerificationException(Failure.NO_DIGEST);
      }
      return new HashEnvelope(payload, algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new VerificationException(Failure.DIGEST_ALGORITHM, e);
    }
  }

  /** Refuses SHA-256/64, which is too short. */
  static CoseAlgorithm requireStrong(CoseAlgorithm algorithm) throws NoSuchAlgorithmException {
    if (algorithm.traits() instanceof Hashing hashing && !hashing.isStrong()) {
      throw new NoSuchAlgorithmException(algorithm.ianaName() + " is too short");
    }
    return algorithm;
  }

  /**
   * Starts a message whose payload is a digest.
   *
   * @param algorithm the hash function
   * @return a new builder
   * @throws NoSuchAlgorithmException if {@code algorithm} is no hash function, is too short for
   *     this ({@link CoseAlgorithm#SHA_256_64}), or no implementation of it is present
   */
  public static HashEnvelopeBuilder builder(CoseAlgorithm algorithm)
      throws NoSuchAlgorithmException {
    return new HashEnvelopeBuilder(algorithm);
  }

  /**
   * The payload that was verified: how, and by which key.
   *
   * @return the payload
   */
  public CosePayload payload() {
    return payload;
  }

  /**
   * The digest.
   *
   * @return a view of the payload
   */
  public Bytes digest() {
    return payload.bytes();
  }

  /**
   * The value of {@code payload-hash-alg}.
   *
   * @return the hash function
   */
  public CoseAlgorithm hashAlgorithm() {
    return algorithm;
  }

  /**
   * The value of {@code preimage-content-type}.
   *
   * @return a CoAP content format or a media type
   */
  public Optional<CoseLabel> preimageContentType() {
    return payload.headers().preimageContentType();
  }

  /**
   * The value of {@code payload-location}.
   *
   * @return where the preimage may be had
   */
  public Optional<String> payloadLocation() {
    return payload.headers().payloadLocation();
  }

  /**
   * Insists that bytes are those that were hashed.
   *
   * @param preimage the bytes
   * @throws VerificationException with {@link Failure#DIGEST} if they are not
   */
  public void requirePreimage(Bytes preimage) throws VerificationException {
    requirePreimage(Segments.of(preimage));
  }

  /**
   * Insists that bytes that lie in parts are those that were hashed.
   *
   * @param preimage the bytes, read from where they lie
   * @throws VerificationException with {@link Failure#DIGEST} if they are not
   */
  public void requirePreimage(Segments preimage) throws VerificationException {
    require(newDigest().update(preimage));
  }

  /**
   * Insists that a stream has the bytes that were hashed. Nothing that was read may be used before
   * this has returned.
   *
   * @param preimage read to its end in constant memory, not closed
   * @throws IOException if the stream throws it
   * @throws VerificationException with {@link Failure#DIGEST} if they are not
   */
  public void requirePreimage(InputStream preimage) throws IOException, VerificationException {
    require(newDigest().update(preimage));
  }

  private CoseDigest newDigest() throws VerificationException {
    try {
      return CoseDigest.of(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new VerificationException(Failure.DIGEST_ALGORITHM, e);
    }
  }

  private void require(CoseDigest actual) throws VerificationException {
    if (!actual.digest().constantTimeEquals(digest())) {
      throw new VerificationException(Failure.DIGEST);
    }
  }

  /** The hash function and the digest. */
  @Override
  public String toString() {
    return "HashEnvelope[" + algorithm + ", " + digest() + "]";
  }
}
