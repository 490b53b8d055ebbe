package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Builds a COSE_Mac, by default tagged and with the payload in the message. Setters return this
 * builder.
 */
public final class CoseMacBuilder {

  private CoseHeaders headers = CoseHeaders.empty();
  private @Nullable Segments payload;
  private Bytes externalAad = Bytes.empty();
  private boolean detached;
  private boolean tagged = true;
  private final List<ContentKeySender> recipients = new ArrayList<>();
  private @Nullable Bytes contentKeyForTestVectors;

  CoseMacBuilder() {}

  /**
   * Sets the headers.
   *
   * @param value both buckets
   * @return this builder
   */
  public CoseMacBuilder headers(CoseHeaders value) {
    headers = value;
    return this;
  }

  /**
   * Sets the payload.
   *
   * @param value the content to authenticate, referenced
   * @return this builder
   */
  public CoseMacBuilder payload(Bytes value) {
    return payload(Segments.of(value));
  }

  /**
   * Sets the payload from separate segments of bytes, for example an encoded message around a large
   * payload.
   *
   * @param value the content to authenticate, referenced
   * @return this builder
   */
  public CoseMacBuilder payload(Segments value) {
    payload = value;
    return this;
  }

  /**
   * Sets the externally supplied data (RFC 9052, Section 4.3).
   *
   * @param value the data that the verifier must supply too, referenced
   * @return this builder
   */
  public CoseMacBuilder externalAad(Bytes value) {
    externalAad = value;
    return this;
  }

  /**
   * Omits the payload from the message.
   *
   * @return this builder
   */
  public CoseMacBuilder detached() {
    detached = true;
    return this;
  }

  /**
   * Omits the CBOR tag.
   *
   * @return this builder
   */
  public CoseMacBuilder untagged() {
    tagged = false;
    return this;
  }

  /**
   * Adds a recipient.
   *
   * @param value sends the key to the recipient
   * @return this builder
   */
  public CoseMacBuilder recipient(ContentKeySender value) {
    recipients.add(value);
    return this;
  }

  /**
   * Sets the content key, instead of a random one. Use this for test vectors only.
   *
   * @param value the key, as long as the algorithm requires
   * @return this builder
   */
  public CoseMacBuilder withContentKeyForTestVectors(Bytes value) {
    contentKeyForTestVectors = value;
    return this;
  }

  /**
   * Computes the MAC. The key is random, unless the only recipient determines it. {@code alg} is
   * added to the protected header if it is absent.
   *
   * @param algorithm the MAC algorithm
   * @return the message
   * @throws GeneralSecurityException if the algorithm is no MAC, or a recipient's key cannot be
   *     used
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no payload or no recipient, or a recipient that
   *     determines the key is not the only one
   */
  public CoseMac mac(CoseAlgorithm algorithm) throws GeneralSecurityException {
    Segments authenticated = requirePayload();
    return build(
        algorithm,
        detached ? null : authenticated,
        (creator, completed) ->
            creator.mac(
                MacStructure.toBeMaced(MacStructure.MAC, completed, externalAad, authenticated)));
  }

  /**
   * Authenticates a detached payload from a source, in constant memory.
   *
   * @param value the content to authenticate; read once
   * @param algorithm the MAC algorithm
   * @return the message
   * @throws GeneralSecurityException as {@link #mac}
   * @throws IOException if the payload cannot be read, or is longer or shorter than its source says
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is a payload in memory, there is no recipient, or a
   *     recipient that determines the key is not the only one
   */
  public CoseMac macDetached(ContentSource value, CoseAlgorithm algorithm)
      throws GeneralSecurityException, IOException {
    if (payload != null) {
      throw new IllegalStateException("there is a payload already");
    }
    return build(
        algorithm,
        null,
        (creator, completed) ->
            creator.mac(MacStructure.toBeMaced(MacStructure.MAC, completed, externalAad, value)));
  }

  /**
   * Computes a tag. {@code X} is the exception type beside {@link GeneralSecurityException}, if
   * any.
   */
  private interface Macing<X extends Exception> {
    byte[] tag(KeyMacCreator creator, CoseHeaders completed) throws GeneralSecurityException, X;
  }

  private <X extends Exception> CoseMac build(
      CoseAlgorithm algorithm, @Nullable Segments embedded, Macing<X> macing)
      throws GeneralSecurityException, X {
    CoseHeaders completed = CoseHeadersBuilder.complete(headers, algorithm, Optional.empty());
    try (ContentKey key =
        ContentKeySender.send(recipients, ContentKeyUse.of(algorithm), contentKeyForTestVectors)) {
      byte[] tag = macing.tag(KeyMacCreator.ofContentKey(key.key(), algorithm), completed);
      return new CoseMac(
          new MessageContent(tagged, completed, embedded), Bytes.wrap(tag), key.recipients());
    }
  }

  private Segments requirePayload() {
    if (payload == null) {
      throw new IllegalStateException("there is no payload");
    }
    return payload;
  }
}
