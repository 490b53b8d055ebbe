package org.teep4j.cose;

import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * What the builders of signed and MACed messages share.
 *
 * @param <B> the builder, which its setters return
 */
abstract class PayloadBuilder<B extends PayloadBuilder<B>> extends MessageBuilder<B> {

  private @Nullable Segments payload;
  private boolean detached;

  PayloadBuilder() {}

  /**
   * Sets the payload.
   *
   * @param value the bytes to protect, referenced
   */
  public final B payload(Bytes value) {
    return payload(Segments.of(value));
  }

  /**
   * Sets the payload from bytes in several segments, for example an encoded message around a large
   * payload.
   *
   * @param value the bytes to protect, referenced
   */
  public final B payload(Segments value) {
    requireUnprotected();
    payload = value;
    return self();
  }

  /** Leaves the payload out of the message. */
  public final B detached() {
    detached = true;
    return self();
  }

  final Segments requirePayload() {
    if (payload == null) {
      throw new IllegalStateException("there is no payload");
    }
    return payload;
  }

  final void requireNoPayload() {
    if (payload != null) {
      throw new IllegalStateException("there is a payload already");
    }
  }

  /** The first three elements of the message. */
  final MessageContent content(CoseHeaders completed) {
    Segments value = requirePayload();
    return new MessageContent(tagged, completed, detached ? null : value);
  }

  /** The first three elements of a message whose payload is streamed. */
  final MessageContent streamed(CoseHeaders completed) {
    return new MessageContent(tagged, completed, null);
  }
}
