package org.teep4j.cose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;

/**
 * A COSE message, not verified: {@code COSE_Messages} (RFC 9052, Section 2). Immutable; holds views
 * of the input that it was decoded from.
 *
 * <pre>{@code
 * COSE_Messages = COSE_Untagged_Message / COSE_Tagged_Message
 *
 * COSE_Tagged_Message = COSE_Sign_Tagged / COSE_Sign1_Tagged /
 *   COSE_Encrypt_Tagged / COSE_Encrypt0_Tagged /
 *   COSE_Mac_Tagged / COSE_Mac0_Tagged
 * }</pre>
 *
 * <p>{@link CoseMessageType} lists the six messages. Their families are {@link CoseSignedMessage},
 * {@link CoseMacedMessage} and {@link CoseEncryptedMessage}; each has the methods that verify or
 * decrypt. {@code decode} and {@code read} of this class demand the tag, because some structures
 * look alike without it. {@code decode} and {@code read} of a family or of one structure take both
 * forms.
 */
public abstract sealed class CoseMessage extends Countersignable implements CborEncodable
    permits CoseSignedMessage, CoseMacedMessage, CoseEncryptedMessage {

  private final MessageContent content;

  CoseMessage(MessageContent content) {
    this.content = content;
  }

  /**
   * Decodes a tagged message of any type.
   *
   * @param input one encoded COSE_Tagged_Message, referenced by the result
   * @return the message
   * @throws DecodeException if the input is no such structure, or headers break a rule of RFC 9052,
   *     Section 3
   */
  public static CoseMessage decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a tagged message of any type.
   *
   * @param input one encoded COSE_Tagged_Message, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseMessage decode(Bytes input, DecodeOptions options) throws DecodeException {
    return MessageReader.decode(input, options, CoseMessage::read);
  }

  /**
   * Reads one tagged message of any type at the position of a reader.
   *
   * @param reader positioned at the tag; positioned after the message on return
   * @return the message, which references the reader's input
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseMessage read(CborReader reader) throws DecodeException {
    return MessageReader.readTagged(reader, null);
  }

  /**
   * Decodes a message of any type, tagged or not, for inspectors and debuggers. If there is no tag,
   * the shape decides, and where two structures have the same shape the kind of {@code alg}: what
   * names no algorithm for MACs or encryption is a COSE_Sign1 or COSE_Sign.
   *
   * @param input one encoded message, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException if the input is none of the six structures, or headers break a rule of
   *     RFC 9052, Section 3
   */
  public static CoseMessage decodeByShape(Bytes input, DecodeOptions options)
      throws DecodeException {
    return MessageReader.decode(input, options, MessageReader::readAny);
  }

  /** Which of the six messages this is. */
  public abstract CoseMessageType type();

  /**
   * Whether the message has its CBOR tag.
   *
   * @return true for the tagged form
   */
  public final boolean isTagged() {
    return content.tagged();
  }

  @Override
  final CoseHeaders headers() {
    return content.headers();
  }

  final MessageContent content() {
    return content;
  }

  /**
   * Whether the payload or ciphertext is detached ({@code nil} in the message).
   *
   * @return true if it must be given to {@code verifyDetached} or {@code decryptDetached}
   */
  public final boolean isDetached() {
    return content.bytes() == null;
  }

  @Override
  public abstract CoseMessage withCountersignature(CoseCountersignature countersignature);

  @Override
  final CountersignatureTarget target() {
    List<Bytes> others = new ArrayList<>();
    for (Object each : rest()) {
      if (each instanceof Bytes bytes) {
        others.add(bytes);
      }
    }
    return new CountersignatureTarget(content.headers(), content.bytes(), others);
  }

  /** The elements after the first three: {@link Bytes}, and lists of signatures or recipients. */
  abstract List<?> rest();

  /** Writes the elements after the first three. */
  abstract void encodeRest(CborWriter writer);

  @Override
  public final void encodeTo(CborWriter writer) {
    if (content.tagged()) {
      writer.writeTag(type().tag());
    }
    writer.beginArray();
    content.encodeTo(writer);
    encodeRest(writer);
    writer.endArray();
  }

  /** Equal if type, tag, headers, content and all other elements are equal. */
  @Override
  public final boolean equals(@Nullable Object object) {
    return object instanceof CoseMessage other
        && type() == other.type()
        && content.equals(other.content)
        && rest().equals(other.rest());
  }

  @Override
  public final int hashCode() {
    return 31 * content.hashCode() + rest().hashCode();
  }

  /** The headers, the size of the content, and the number of signatures or recipients. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + content.describe() + count() + "]";
  }

  /** The number of signatures or recipients as a further part of {@link #toString()}. */
  String count() {
    return "";
  }
}
