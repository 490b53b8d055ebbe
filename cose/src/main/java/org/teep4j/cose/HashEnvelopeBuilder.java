package org.teep4j.cose;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Builds a hash envelope (RFC 9995). Setters return this builder.
 *
 * <p>{@link #sign} makes a COSE_Sign1. For any other signed or MACed message, pass {@link
 * #headers()} and {@link #digest()} to its builder as headers and payload.
 */
public final class HashEnvelopeBuilder {

  private final CoseAlgorithm algorithm;
  private CoseHeaders headers = CoseHeaders.empty();
  private @Nullable CoseLabel preimageContentType;
  private @Nullable String payloadLocation;
  private @Nullable Bytes digest;

  HashEnvelopeBuilder(CoseAlgorithm algorithm) throws NoSuchAlgorithmException {
    CoseDigest.of(HashEnvelope.requireStrong(algorithm)); // fails now, not when it is first used
    this.algorithm = algorithm;
  }

  /**
   * Sets further headers.
   *
   * @param value both buckets, without a content type
   */
  public HashEnvelopeBuilder headers(CoseHeaders value) {
    headers = value;
    return this;
  }

  /**
   * Hashes the preimage.
   *
   * @param preimage the bytes, not kept
   */
  public HashEnvelopeBuilder preimage(Bytes preimage) {
    return preimage(Segments.of(preimage));
  }

  /**
   * Hashes the preimage, given in several segments.
   *
   * @param preimage the bytes, not kept
   */
  public HashEnvelopeBuilder preimage(Segments preimage) {
    digest = newDigest().update(preimage).digest();
    return this;
  }

  /**
   * Hashes the preimage.
   *
   * @param preimage read to its end in constant memory, not closed
   * @throws IOException if the stream cannot be read
   */
  public HashEnvelopeBuilder preimage(InputStream preimage) throws IOException {
    digest = newDigest().update(preimage).digest();
    return this;
  }

  private CoseDigest newDigest() {
    try {
      return CoseDigest.of(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // the constructor has checked this
    }
  }

  /**
   * Sets a digest that the caller has computed.
   *
   * @param value the digest
   * @throws IllegalArgumentException if the length is not that of the hash function's digests
   */
  public HashEnvelopeBuilder digest(Bytes value) {
    try {
      if (value.length() != CoseDigest.size(algorithm)) {
        throw new IllegalArgumentException(
            algorithm.ianaName() + " makes " + CoseDigest.size(algorithm) + " bytes");
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // the constructor has checked this
    }
    digest = value;
    return this;
  }

  /**
   * Sets {@code preimage-content-type}.
   *
   * @param value a CoAP content format or a media type
   */
  public HashEnvelopeBuilder preimageContentType(CoseLabel value) {
    preimageContentType = value;
    return this;
  }

  /**
   * Sets {@code payload-location}.
   *
   * @param value the location of the preimage, usually a URI
   */
  public HashEnvelopeBuilder payloadLocation(String value) {
    payloadLocation = value;
    return this;
  }

  /**
   * The headers of the message, with the header parameters of RFC 9995 protected.
   *
   * @return both buckets
   * @throws IllegalArgumentException if the further headers contain a content type
   */
  public CoseHeaders headers() {
    CoseHeadersBuilder builder = headers.toBuilder();
    builder.protect(CoseHeaderParameter.PAYLOAD_HASH_ALG.label(), algorithm.label());
    if (preimageContentType != null) {
      builder.protect(CoseHeaderParameter.PREIMAGE_CONTENT_TYPE.label(), preimageContentType);
    }
    String location = payloadLocation;
    if (location != null) {
      builder.protect(
          CoseHeaderParameter.PAYLOAD_LOCATION.label(), writer -> writer.writeText(location));
    }
    return builder.build();
  }

  /**
   * The payload of the message.
   *
   * @throws IllegalStateException if there is neither preimage nor digest
   */
  public Bytes digest() {
    if (digest == null) {
      throw new IllegalStateException("there is neither preimage nor digest");
    }
    return digest;
  }

  /**
   * Signs the digest. The message is tagged and contains the digest.
   *
   * @param signer makes the signature
   * @return the message
   * @throws GeneralSecurityException if the signer cannot sign, or the form of its signature is
   *     wrong
   * @throws IllegalArgumentException if the headers name another algorithm, or contain a content
   *     type
   * @throws IllegalStateException if there is neither preimage nor digest
   */
  public CoseSign1 sign(CoseSigner signer) throws GeneralSecurityException {
    return CoseSign1.builder().headers(headers()).payload(digest()).sign(signer);
  }
}
