package org.teep4j.cose;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * The information with which one recipient recovers the key of the layer above, not verified:
 * {@code COSE_recipient} (RFC 9052, Section 5.1). Immutable; byte strings are views of the decoded
 * input.
 *
 * <pre>{@code
 * COSE_recipient = [
 *   protected : bstr,              ; an encoded header_map, or no bytes
 *   unprotected : header_map,
 *   ciphertext : bstr / nil,       ; the encrypted key
 *   ? recipients : [+ COSE_recipient]
 * ]
 * }</pre>
 */
public final class CoseRecipient extends Countersignable {

  private final CoseHeaders headers;
  private final Optional<Bytes> ciphertext;
  private final List<CoseRecipient> recipients;

  CoseRecipient(CoseHeaders headers, Optional<Bytes> ciphertext, List<CoseRecipient> recipients) {
    this.headers = headers;
    this.ciphertext = ciphertext;
    this.recipients = List.copyOf(recipients);
  }

  @Override
  CoseHeaders headers() {
    return headers;
  }

  /**
   * The encrypted key.
   *
   * @return a view of the ciphertext; empty if the element is {@code nil}
   */
  public Optional<Bytes> ciphertext() {
    return ciphertext;
  }

  /**
   * The recipients that carry the key that encrypts this recipient's key.
   *
   * @return the recipients of the layer below; empty in nearly all messages
   */
  public List<CoseRecipient> recipients() {
    return recipients;
  }

  /**
   * Returns a list with one more element. Most decoded lists have one element and stay immutable;
   * longer lists are extended in place. Callers must use the returned list.
   */
  static <E> List<E> with(List<E> list, E next) {
    if (list.isEmpty()) {
      return List.of(next);
    }
    List<E> more = list.size() == 1 ? new ArrayList<>(list) : list;
    more.add(next);
    return more;
  }

  /** Reads the element {@code recipients: [+COSE_recipient]} of an array. */
  static List<CoseRecipient> readList(CborReader reader) throws DecodeException {
    List<CoseRecipient> recipients = List.of();
    reader.enterArray();
    while (reader.hasNext()) {
      try {
        recipients = with(recipients, read(reader));
      } catch (DecodeException e) {
        throw e.in("recipients", recipients.size());
      }
    }
    if (recipients.isEmpty()) {
      reader.tolerate(
          reader
              .error(Reason.WRONG_LENGTH, "there must be at least one recipient")
              .in("recipients"));
    }
    reader.exitArray();
    return recipients;
  }

  /**
   * Reads one recipient. The recursion depth is the nesting depth of the arrays, which the reader
   * limits.
   */
  private static CoseRecipient read(CborReader reader) throws DecodeException {
    reader.enterArray();
    CoseHeaders headers = CoseHeaders.read(reader);
    Optional<Bytes> ciphertext = readCiphertext(reader);
    List<CoseRecipient> recipients = reader.hasNext() ? readList(reader) : List.of();
    reader.exitArray();
    return new CoseRecipient(headers, ciphertext, recipients);
  }

  private static Optional<Bytes> readCiphertext(CborReader reader) throws DecodeException {
    try {
      return reader.tryReadNull() ? Optional.empty() : Optional.of(reader.readBytes());
    } catch (DecodeException e) {
      throw e.in("ciphertext");
    }
  }

  @Override
  CountersignatureTarget target() {
    return CountersignatureTarget.of(headers, ciphertext.orElse(Bytes.empty()));
  }

  @Override
  public CoseRecipient withCountersignature(CoseCountersignature countersignature) {
    return new CoseRecipient(countersignature.addTo(headers), ciphertext, recipients);
  }

  /** A copy of the list with one recipient replaced. */
  static List<CoseRecipient> replaced(
      List<CoseRecipient> recipients, int index, CoseRecipient recipient) {
    List<CoseRecipient> changed = new ArrayList<>(recipients);
    changed.set(index, recipient);
    return changed;
  }

  /** Writes the element {@code recipients: [+COSE_recipient]} of an array. */
  static void encodeList(CborWriter writer, List<CoseRecipient> recipients) {
    writer.beginArray();
    recipients.forEach(recipient -> recipient.encodeTo(writer));
    writer.endArray();
  }

  private void encodeTo(CborWriter writer) {
    writer.beginArray();
    headers.encodeTo(writer);
    if (ciphertext.isPresent()) {
      writer.writeBytes(ciphertext.get());
    } else {
      writer.writeNull();
    }
    if (!recipients.isEmpty()) {
      encodeList(writer, recipients);
    }
    writer.endArray();
  }

  /** Equal if headers, ciphertext and recipients are equal. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseRecipient other
        && headers.equals(other.headers)
        && ciphertext.equals(other.ciphertext)
        && recipients.equals(other.recipients);
  }

  @Override
  public int hashCode() {
    return Objects.hash(headers, ciphertext, recipients);
  }

  /** The headers, and the number of recipients of the layer below. */
  @Override
  public String toString() {
    return "CoseRecipient[" + headers + ", " + recipients.size() + " recipients]";
  }
}
