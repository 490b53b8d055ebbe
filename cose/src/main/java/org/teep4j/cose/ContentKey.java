package org.teep4j.cose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/** A content key that a message is made with, and the recipients that come by it. */
final class ContentKey implements AutoCloseable {

  private final List<CoseRecipient> recipients;
  private final byte[] key;

  /** Takes over {@code key}. */
  ContentKey(List<CoseRecipient> recipients, byte[] key) {
    this.recipients = List.copyOf(recipients);
    this.key = key;
  }

  /** For one recipient, to which the key is sent encrypted. */
  static ContentKey encrypted(
      CoseHeaders headers, Bytes ciphertext, List<CoseRecipient> inner, byte[] key) {
    return new ContentKey(List.of(new CoseRecipient(headers, Optional.of(ciphertext), inner)), key);
  }

  /** For one recipient, which determines the key, so that nothing is sent (Section 8.5.1). */
  static ContentKey determined(CoseHeaders headers, byte[] key) {
    return encrypted(headers, Bytes.empty(), List.of(), key);
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
