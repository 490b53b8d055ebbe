package org.teep4j.cose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * How one recipient comes by the key of the layer above: {@code COSE_recipient} (RFC 9052, Section
 * 5.1). Immutable; byte strings are views of what was decoded.
 *
 * @param headers the headers of this recipient, among them {@code alg}
 * @param ciphertext the encrypted key; empty if the element is {@code nil}
 * @param recipients how the key is found that encrypts this one; empty for nearly all messages
 */
public record CoseRecipient(
    CoseHeaders headers, Optional<Bytes> ciphertext, List<CoseRecipient> recipients)
    implements Countersignable {

  /**
   * Copies the list.
   *
   * @param headers as the component
   * @param ciphertext as the component
   * @param recipients as the component
   */
  public CoseRecipient {
    recipients = List.copyOf(recipients);
  }

  /** A list with one element more; most lists that are read have one. Callers keep the result. */
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
          reader.error(Reason.WRONG_LENGTH, "there must be a recipient").in("recipients"));
    }
    reader.exitArray();
    return recipients;
  }

  /** Recursion is as deep as arrays are nested, which the reader limits. */
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
  public CoseRecipient withCountersignature(CoseCountersignature countersignature) {
    return new CoseRecipient(
        headers.withCountersignature(countersignature), ciphertext, recipients);
  }

  /** This list with one recipient exchanged. */
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
}
