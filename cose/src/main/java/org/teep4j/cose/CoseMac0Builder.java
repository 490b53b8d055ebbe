package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Puts a COSE_Mac0 together: tagged, and with the payload in the message, unless told otherwise.
 * Methods that set something return this builder.
 *
 * <p>Either {@link #mac(CoseMacCreator)} does it all; or, where the key is far away, the headers
 * are given complete, {@link #toBeMaced()} is sent there, and {@link #build(Bytes)} takes what
 * comes back.
 */
public final class CoseMac0Builder {

  private CoseHeaders headers = CoseHeaders.empty();
  private @Nullable Segments payload;
  private Bytes externalAad = Bytes.empty();
  private boolean detached;
  private boolean tagged = true;

  CoseMac0Builder() {}

  /**
   * Sets the headers.
   *
   * @param value both buckets
   * @return this builder
   */
  public CoseMac0Builder headers(CoseHeaders value) {
    headers = value;
    return this;
  }

  /**
   * Sets the payload.
   *
   * @param value what is authenticated, referenced
   * @return this builder
   */
  public CoseMac0Builder payload(Bytes value) {
    return payload(Segments.of(value));
  }

  /**
   * Sets the payload from bytes that lie apart, as an encoded message around a large payload does.
   *
   * @param value what is authenticated, referenced
   * @return this builder
   */
  public CoseMac0Builder payload(Segments value) {
    payload = value;
    return this;
  }

  /**
   * Sets the externally supplied data (RFC 9052, Section 4.3).
   *
   * @param value what the verifier will have to supply too, referenced
   * @return this builder
   */
  public CoseMac0Builder externalAad(Bytes value) {
    externalAad = value;
    return this;
  }

  /**
   * Leaves the payload out of the message.
   *
   * @return this builder
   */
  public CoseMac0Builder detached() {
    detached = true;
    return this;
  }

  /**
   * Leaves the CBOR tag out.
   *
   * @return this builder
   */
  public CoseMac0Builder untagged() {
    tagged = false;
    return this;
  }

  /**
   * Computes the MAC, with {@code alg} added to the protected header and {@code kid} to the
   * unprotected one where they are absent.
   *
   * @param creator makes the MAC
   * @return the message
   * @throws GeneralSecurityException if the key cannot be used
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no payload
   */
  public CoseMac0 mac(CoseMacCreator creator) throws GeneralSecurityException {
    CoseHeaders completed = KeyMacCreator.complete(headers, creator);
    Bytes tag = Bytes.wrap(creator.mac(toBeMaced(completed)));
    return new CoseMac0(content(completed), tag);
  }

  /**
   * Authenticates a payload that is read from its source and stays out of the message, in constant
   * memory.
   *
   * @param value what is authenticated; read once
   * @param creator makes the MAC
   * @return the message
   * @throws GeneralSecurityException as {@link #mac}
   * @throws IOException if the payload cannot be read, or is longer or shorter than its source says
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is a payload in memory
   */
  public CoseMac0 macDetached(ContentSource value, CoseMacCreator creator)
      throws GeneralSecurityException, IOException {
    if (payload != null) {
      throw new IllegalStateException("there is a payload already");
    }
    CoseHeaders completed = KeyMacCreator.complete(headers, creator);
    byte[] tag =
        Streaming.mac(
            creator, MacStructure.toBeMaced(MacStructure.MAC0, completed, externalAad, value));
    return new CoseMac0(new MessageContent(tagged, completed, null), Bytes.wrap(tag));
  }

  /**
   * The encoded MAC_structure (RFC 9052, Section 6.3) for a key that is elsewhere.
   *
   * @return the bytes to authenticate; the payload is referenced
   * @throws IllegalStateException if there is no payload
   */
  public Segments toBeMaced() {
    return toBeMaced(headers);
  }

  private Segments toBeMaced(CoseHeaders completed) {
    return MacStructure.toBeMaced(MacStructure.MAC0, completed, externalAad, requirePayload());
  }

  /**
   * Makes the message with a tag that was made elsewhere, over {@link #toBeMaced()}.
   *
   * @param tag the tag, not verified here
   * @return the message
   * @throws IllegalStateException if there is no payload
   */
  public CoseMac0 build(Bytes tag) {
    return new CoseMac0(content(headers), tag);
  }

  private MessageContent content(CoseHeaders completed) {
    Segments authenticated = requirePayload();
    return new MessageContent(tagged, completed, detached ? null : authenticated);
  }

  private Segments requirePayload() {
    if (payload == null) {
      throw new IllegalStateException("there is no payload");
    }
    return payload;
  }
}
