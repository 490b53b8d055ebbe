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
 * A verified payload that is the digest of other bytes, the preimage: {@code Hash_Envelope} (RFC
 * 9995). A signature or MAC over the digest thereby protects the preimage. Immutable.
 *
 * <p>The protected header has these parameters:
 *
 * <pre>{@code
 * 258 => int,            ; payload-hash-alg
 * ? 259 => uint / tstr,  ; preimage-content-type
 * ? 260 => tstr          ; payload-location
 * }</pre>
 *
 * <p>The preimage may be large and may come from anywhere, for example from {@link
 * #payloadLocation()}. This library never fetches it. {@link #requirePreimage(Bytes)} checks it
 * against the digest.
 *
 * <p>A message may list the header parameters of RFC 9995 in {@code crit} if the caller declares
 * them with {@link VerifyOptions#withUnderstood}.
 */
public final class HashEnvelope {

  private final CosePayload payload;
  private final CoseAlgorithm algorithm;

  private HashEnvelope(CosePayload payload, CoseAlgorithm algorithm) {
    this.payload = payload;
    this.algorithm = algorithm;
  }

  /**
   * Interprets a payload as a digest if the protected header says that it is one. Header parameters
   * that RFC 9995 forbids in addition were already refused when the message was decoded.
   *
   * @param payload a payload whose signature or MAC has been verified
   * @return the envelope
   * @throws VerificationException with {@link Failure#NO_DIGEST} if the headers do not declare a
   *     digest, or the payload does not have the length of the digest; with {@link
   *     Failure#DIGEST_ALGORITHM} if the hash function is not supported, or its output is too short
   *     ({@link CoseAlgorithm#SHA_256_64})
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
              CoseAlgorithm.fromLabel(stated).orElseThrow(() -> CoseAlgorithm.unsupported(stated)));
      if (payload.bytes().length() != CoseDigest.size(algorithm)) {
        throw new VerificationException(Failure.NO_DIGEST);
      }
      return new HashEnvelope(payload, algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new VerificationException(Failure.DIGEST_ALGORITHM, e);
    }
  }

  /** Refuses SHA-256/64, whose output is too short. */
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
   * @throws NoSuchAlgorithmException if {@code algorithm} is no hash function, its output is too
   *     short ({@link CoseAlgorithm#SHA_256_64}), or no implementation of it is present
   */
  public static HashEnvelopeBuilder builder(CoseAlgorithm algorithm)
      throws NoSuchAlgorithmException {
    return new HashEnvelopeBuilder(algorithm);
  }

  /** The verified payload. It tells how and with which key it was verified. */
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
   * @return the location of the preimage
   */
  public Optional<String> payloadLocation() {
    return payload.headers().payloadLocation();
  }

  /**
   * Checks that the given bytes have this digest.
   *
   * @param preimage the bytes
   * @throws VerificationException with {@link Failure#DIGEST} if the digest differs
   */
  public void requirePreimage(Bytes preimage) throws VerificationException {
    requirePreimage(Segments.of(preimage));
  }

  /**
   * Checks that the given bytes, in several segments, have this digest.
   *
   * @param preimage the bytes, read in place
   * @throws VerificationException with {@link Failure#DIGEST} if the digest differs
   */
  public void requirePreimage(Segments preimage) throws VerificationException {
    require(newDigest().update(preimage));
  }

  /**
   * Checks that the bytes of a stream have this digest. Do not use anything that was read before
   * this method has returned.
   *
   * @param preimage read to its end in constant memory, not closed
   * @throws IOException if the stream cannot be read
   * @throws VerificationException with {@link Failure#DIGEST} if the digest differs
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
