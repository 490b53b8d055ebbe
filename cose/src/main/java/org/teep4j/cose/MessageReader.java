package org.teep4j.cose;

import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm.Kind;
import org.teep4j.cose.CoseMessageType.Family;

/**
 * Reads COSE messages in one pass. The tag says which structure a message is. Without a tag, the
 * caller names the structure, or the shape decides among the structures of a family.
 */
final class MessageReader {

  private MessageReader() {}

  /** How to read a message at the position of a reader. */
  @FunctionalInterface
  interface Reading<T extends CoseMessage> {
    T read(CborReader reader) throws DecodeException;
  }

  /** Reads a message that is all of the input. */
  static <T extends CoseMessage> T decode(Bytes input, DecodeOptions options, Reading<T> reading)
      throws DecodeException {
    CborReader reader = new CborReader(input, options);
    T message = reading.read(reader);
    try {
      reader.expectEnd();
      return message;
    } catch (DecodeException e) {
      throw e.in(message.type().cddlName());
    }
  }

  /** Reads a message of one type, tagged or not. */
  static CoseMessage read(CborReader reader, CoseMessageType type) throws DecodeException {
    try {
      return readBody(reader, type, reader.tryReadTag(type.tag()));
    } catch (DecodeException e) {
      throw e.in(type.cddlName());
    }
  }

  /** Reads a message of any type, tagged or not. Without a tag, shape and algorithm decide. */
  static CoseMessage readAny(CborReader reader) throws DecodeException {
    return readTaggedOrNot(reader, null);
  }

  /** Reads a message of a family, tagged or not. Without a tag, the shape decides. */
  static CoseMessage read(CborReader reader, Family family) throws DecodeException {
    return readTaggedOrNot(reader, family);
  }

  private static CoseMessage readTaggedOrNot(CborReader reader, @Nullable Family family)
      throws DecodeException {
    return reader.peekType() == CborType.TAG
        ? readTagged(reader, family)
        : readUntagged(reader, family);
  }

  /**
   * Reads a message with a tag.
   *
   * @param family the permitted family, or null for any
   */
  static CoseMessage readTagged(CborReader reader, @Nullable Family family) throws DecodeException {
    long at = reader.offset();
    long tag = reader.readTag();
    CoseMessageType type = CoseMessageType.orNull(tag);
    if (type == null || family != null && type.family != family) {
      String found = "tag " + Long.toUnsignedString(tag);
      throw new DecodeException(
          Reason.UNEXPECTED_TAG,
          at,
          family == null
              ? found + " is none of COSE"
              : "expected tag " + family.tags + ", found " + found);
    }
    try {
      return readBody(reader, type, true);
    } catch (DecodeException e) {
      throw e.in(type.cddlName());
    }
  }

  private static CoseMessage readBody(CborReader reader, CoseMessageType type, boolean tagged)
      throws DecodeException {
    if (reader.peekType() == CborType.TAG) {
      throw reader.error(
          Reason.UNEXPECTED_TAG, "expected tag " + type.tag() + " or none, and no other");
    }
    reader.enterArray(type.elements);
    CoseMessage message = readRest(reader, type, readContent(reader, tagged, type.family));
    reader.exitArray();
    return message;
  }

  private static CoseMessage readUntagged(CborReader reader, @Nullable Family family)
      throws DecodeException {
    CborType found = reader.peekType();
    if (found != CborType.ARRAY) {
      throw reader.error(
          Reason.UNEXPECTED_TYPE, "expected a COSE message (an array), found " + found);
    }
    CoseMessageType type = CoseMessageType.ofElements(reader.enterArray(), family);
    try {
      MessageContent content = readContent(reader, false, type == null ? family : type.family);
      if (type == null) {
        type = ofShape(reader, content.headers(), family);
      }
      CoseMessage message = readRest(reader, type, content);
      if (type == CoseMessageType.MAC0 && reader.hasNext()) {
        // With an indefinite-length array, recipients show only now.
        message = new CoseMac(content, ((CoseMac0) message).tag(), CoseRecipient.readList(reader));
      }
      reader.exitArray();
      return message;
    } catch (DecodeException e) {
      throw type == null ? e : e.in(type.cddlName());
    }
  }

  /**
   * The structure that the fourth element shows. COSE_Sign and COSE_Encrypt, COSE_Sign1 and
   * COSE_Mac0 have the same shape: the family tells them apart, or else the algorithm.
   */
  private static CoseMessageType ofShape(
      CborReader reader, CoseHeaders headers, @Nullable Family family) throws DecodeException {
    boolean more = reader.hasNext();
    boolean list = more && reader.peekType() == CborType.ARRAY;
    Family likely = family == null ? likely(headers, more, list) : family;
    return switch (likely) {
      case SIGNED -> list ? CoseMessageType.SIGN : CoseMessageType.SIGN1;
      case MACED -> CoseMessageType.MAC0;
      case ENCRYPTED -> more ? CoseMessageType.ENCRYPT : CoseMessageType.ENCRYPT0;
    };
  }

  private static Family likely(CoseHeaders headers, boolean more, boolean list) {
    Kind kind = headers.algorithm().map(CoseAlgorithm::kind).orElse(Kind.SIGNATURE);
    if (!more || list && kind == Kind.CONTENT_ENCRYPTION) {
      return Family.ENCRYPTED;
    }
    return !list && kind == Kind.MAC ? Family.MACED : Family.SIGNED;
  }

  /** Reads the first three elements. */
  private static MessageContent readContent(
      CborReader reader, boolean tagged, @Nullable Family family) throws DecodeException {
    CoseHeaders headers = CoseHeaders.read(reader);
    try {
      Segments bytes = reader.tryReadNull() ? null : Segments.of(reader.readBytes());
      return new MessageContent(tagged, headers, bytes);
    } catch (DecodeException e) {
      throw e.in(family == Family.ENCRYPTED ? "ciphertext" : "payload");
    }
  }

  /** Reads the elements after the first three. */
  private static CoseMessage readRest(
      CborReader reader, CoseMessageType type, MessageContent content) throws DecodeException {
    return switch (type) {
      case SIGN1 -> new CoseSign1(content, HeaderReader.readSignature(reader));
      case SIGN -> new CoseSign(content, CoseSign.readSignatures(reader));
      case MAC0 -> new CoseMac0(content, readTag(reader));
      case MAC -> new CoseMac(content, readTag(reader), CoseRecipient.readList(reader));
      case ENCRYPT0 -> new CoseEncrypt0(content);
      case ENCRYPT -> new CoseEncrypt(content, CoseRecipient.readList(reader));
    };
  }

  private static Bytes readTag(CborReader reader) throws DecodeException {
    try {
      return reader.readBytes();
    } catch (DecodeException e) {
      throw e.in("tag");
    }
  }
}
