package org.teep4j.cose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/** The content key of a new message, and the recipients that obtain it. */
final class ContentKey implements AutoCloseable {

  private final List<CoseRecipient> recipients;
  private final byte[] key;

  /** Takes ownership of {@code key}. */
  ContentKey(List<CoseRecipient> recipients, byte[] key) {
    this.recipients = List.copyOf(recipients);
    this.key = key;
  }

  /** Makes a content key that is sent encrypted to one recipient. */
  static ContentKey encrypted(
      CoseHeaders headers, Bytes ciphertext, List<CoseRecipient> inner, byte[] key) {
    return new ContentKey(List.of(new CoseRecipient(headers, Optional.of(ciphertext), inner)), key);
  }

  /**
   * Makes a content key that one recipient determines, so that no key is sent (RFC 9052, Section
   * 8.5.1).
   */
  static ContentKey determined(CoseHeaders headers, byte[] key) {
    return encrypted(headers, Bytes.empty(), List.of(), key);
  }

  /** The recipients; one or more. */
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
