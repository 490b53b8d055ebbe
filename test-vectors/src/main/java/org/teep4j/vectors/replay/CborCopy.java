package org.teep4j.vectors.replay;

import java.math.BigInteger;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Strictness;

/** Decodes any item with the reader and encodes it again with the writer. */
final class CborCopy {
  private static final int POSITIVE_BIGNUM = 2;
  private static final int NEGATIVE_BIGNUM = 3;

  private CborCopy() {}

  /** The item in core deterministic encoding. */
  static Bytes deterministic(Bytes item) throws DecodeException {
    CborReader reader = new CborReader(item);
    CborWriter writer = new CborWriter();
    copy(reader, writer);
    reader.expectEnd();
    return writer.toBytes();
  }

  /** Reads an item to its last byte, with the given strictness. */
  static void readAll(Bytes item, Strictness strictness) throws DecodeException {
    CborReader reader = new CborReader(item, DecodeOptions.defaults().withStrictness(strictness));
    reader.skip();
    reader.expectEnd();
  }

  private static void copy(CborReader reader, CborWriter writer) throws DecodeException {
    CborType type = reader.peekType();
    switch (type) {
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER -> writer.writeInteger(reader.readInteger());
      case BYTE_STRING -> writer.writeBytes(reader.readBytes());
      case TEXT_STRING -> writer.writeText(reader.readText());
      case ARRAY -> {
        reader.enterArray();
        writer.beginArray();
        while (reader.hasNext()) {
          copy(reader, writer);
        }
        reader.exitArray();
        writer.endArray();
      }
      case MAP -> {
        reader.enterMap();
        writer.beginMap();
        while (reader.hasNext()) {
          copy(reader, writer);
        }
        reader.exitMap();
        writer.endMap();
      }
      case TAG -> copyTagged(reader, writer);
      default -> copySimple(type, reader, writer);
    }
  }

  private static void copyTagged(CborReader reader, CborWriter writer) throws DecodeException {
    long tag = reader.readTag();
    boolean bignum = tag == POSITIVE_BIGNUM || tag == NEGATIVE_BIGNUM;
    if (bignum && reader.peekType() == CborType.BYTE_STRING) {
      BigInteger magnitude = new BigInteger(1, reader.readBytes().toByteArray());
      writer.writeInteger(tag == POSITIVE_BIGNUM ? magnitude : magnitude.not());
      return;
    }
    writer.writeTag(tag);
    copy(reader, writer);
  }

  private static void copySimple(CborType type, CborReader reader, CborWriter writer)
      throws DecodeException {
    if (type == CborType.FLOAT) {
      writer.writeDouble(reader.readDouble());
    } else if (type == CborType.NULL) {
      reader.readNull();
      writer.writeNull();
    } else if (type == CborType.BOOLEAN) {
      writer.writeBoolean(reader.readBoolean());
    } else {
      writer.writeSimple(reader.readSimple());
    }
  }
}
