package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Builds a COSE_Mac0, by default tagged and with the payload in the message. Setters return this
 * builder.
 *
 * <p>{@link #mac(CoseMacCreator)} makes the message in one step. For a remote key, set the complete
 * headers, send {@link #toBeMaced()} to the key, and pass the returned tag to {@link
 * #build(Bytes)}.
 */
public final class CoseMac0Builder extends PayloadBuilder<CoseMac0Builder> {

  CoseMac0Builder() {}

  /**
   * Computes the MAC. {@code alg} is added to the protected header, and {@code kid} to the
   * unprotected one, where they are absent.
   *
   * @param creator the key and its algorithm
   * @return the message
   * @throws GeneralSecurityException if the key cannot be used
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no payload
   */
  public CoseMac0 mac(CoseMacCreator creator) throws GeneralSecurityException {
    CoseHeaders completed = complete(headers, creator.algorithm(), creator.keyId());
    Bytes tag = Bytes.wrap(creator.mac(toBeMaced(completed)));
    return new CoseMac0(content(completed), tag);
  }

  /**
   * Authenticates a detached payload from a source, in constant memory.
   *
   * @param value the content to authenticate; read once
   * @param creator the key and its algorithm
   * @return the message
   * @throws GeneralSecurityException as {@link #mac}
   * @throws IOException if the payload cannot be read, or is longer or shorter than its source says
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is a payload in memory
   */
  public CoseMac0 macDetached(ContentSource value, CoseMacCreator creator)
      throws GeneralSecurityException, IOException {
    requireNoPayload();
    CoseHeaders completed = complete(headers, creator.algorithm(), creator.keyId());
    byte[] tag =
        creator.mac(MacStructure.toBeMaced(MacStructure.MAC0, completed, externalAad, value));
    return new CoseMac0(streamed(completed), Bytes.wrap(tag));
  }

  /**
   * The encoded MAC_structure (RFC 9052, Section 6.3), for a remote key.
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
   * Makes the message with a tag that a remote key has computed over {@link #toBeMaced()}.
   *
   * @param tag the tag, not verified here
   * @return the message
   * @throws IllegalStateException if there is no payload
   */
  public CoseMac0 build(Bytes tag) {
    return new CoseMac0(content(headers), tag);
  }
}
