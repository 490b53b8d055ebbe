package org.teep4j.cli;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;

/**
 * Encodes CBOR anew in core deterministic encoding (RFC 8949, Section 4.2.1). The content of byte
 * strings stays as it is, because it may be signed.
 */
final class Deterministic {
  private static final long UNSIGNED_BIGNUM = 2;
  private static final long NEGATIVE_BIGNUM = 3;

  private final CborReader reader;
  private final CborWriter writer = new CborWriter();

  private Deterministic(CborReader reader) {
    this.reader = reader;
  }

  /**
   * Encodes an item or a sequence of items.
   *
   * @throws DecodeException if they are malformed or invalid, for example with a key twice
   */
  static Bytes encode(Bytes cbor, DecodeOptions limits) throws DecodeException {
    Deterministic encoder = new Deterministic(new CborReader(cbor, limits));
    while (encoder.reader.hasNext()) {
      encoder.item();
    }
    return encoder.writer.toBytes();
  }

  private void item() throws DecodeException {
    CborType type = reader.peekType();
    switch (type) {
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER -> writer.writeInteger(reader.readInteger());
      case BYTE_STRING -> writer.writeBytes(reader.readBytes());
      case TEXT_STRING -> writer.writeText(reader.readText());
      case ARRAY -> {
        reader.enterArray();
        writer.beginArray();
        while (reader.hasNext()) {
          item();
        }
        reader.exitArray();
        writer.endArray();
      }
      case MAP -> {
        reader.enterMap();
        writer.beginMap();
        while (reader.hasNext()) {
          item();
          item();
        }
        reader.exitMap();
        writer.endMap();
      }
      case TAG -> tagged();
      case FLOAT -> writer.writeDouble(reader.readDouble());
      default -> writer.writeSimple(reader.readSimple());
    }
  }

  private void tagged() throws DecodeException {
    if (reader.peekTag(UNSIGNED_BIGNUM) || reader.peekTag(NEGATIVE_BIGNUM)) {
      // In preferred serialization, what is no big number is an integer.
      writer.writeInteger(reader.readInteger());
    } else {
      writer.writeTag(reader.readTag());
      item();
    }
  }
}
