package org.teep4j.cose;

import java.util.Arrays;
import java.util.List;

/** A content key that a message is made with, and the recipients that come by it. */
final class ContentKey implements AutoCloseable {

  private final List<CoseRecipient> recipients;
  private final byte[] key;

  /** Takes over {@code key}. */
  ContentKey(List<CoseRecipient> recipients, byte[] key) {
    this.recipients = List.copyOf(recipients);
    this.key = key;
  }

  /** One or more. */
  List<CoseRecipient> recipients() {
    return recipients;
  }

  /** The secret itself, not a copy. */
  byte[] key() {
    return key;
  }

  /** Clears the key. */
  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }
}
