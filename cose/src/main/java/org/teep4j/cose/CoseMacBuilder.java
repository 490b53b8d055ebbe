package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Builds a COSE_Mac, by default tagged and with the payload in the message. Setters return this
 * builder.
 */
public final class CoseMacBuilder extends PayloadBuilder<CoseMacBuilder> {

  private final List<ContentKeySender> recipients = new ArrayList<>();

  CoseMacBuilder() {}

  /**
   * Adds a recipient.
   *
   * @param value sends the key to the recipient
   */
  public CoseMacBuilder recipient(ContentKeySender value) {
    recipients.add(value);
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
        false,
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
    requireNoPayload();
    return build(
        algorithm,
        true,
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
      CoseAlgorithm algorithm, boolean streamed, Macing<X> macing)
      throws GeneralSecurityException, X {
    CoseHeaders completed = complete(headers, algorithm, Optional.empty());
    try (ContentKey key =
        ContentKeySender.send(recipients, ContentKeyUse.of(algorithm), chosenContentKey)) {
      byte[] tag = macing.tag(KeyMacCreator.ofContentKey(key.key(), algorithm), completed);
      MessageContent content = streamed ? streamed(completed) : content(completed);
      return new CoseMac(content, Bytes.wrap(tag), key.recipients());
    }
  }
}
