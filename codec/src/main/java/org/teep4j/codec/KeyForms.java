package org.teep4j.codec;

/**
 * Keys in the deterministic encodings of their values, one behind the other. What differs in sign
 * alone and is equal as a key has one form.
 */
final class KeyForms {

  private final CborReader reader;
  private final CborWriter writer = CborWriter.forKeyComparison();

  KeyForms() throws DecodeException {
    reader = new CborReader(Bytes.empty(), DecodeOptions.largest(), false);
  }

  void clear() {
    writer.clear();
  }

  /** How long all forms are together. */
  int size() {
    return writer.size();
  }

  /** The array that has the forms, until another is added. */
  byte[] array() {
    return writer.written().array;
  }

  /**
   * Adds the form of the key at {@code start}.
   *
   * @param array where the key is, already found well-formed
   * @param start where it starts
   * @param end where it has ended
   * @return how many bytes it took to encode
   */
  int add(byte[] array, int start, int end) throws DecodeException {
    reader.reset(Bytes.between(array, start, end));
    copy();
    return (int) reader.offset();
  }

  /** Recursion is bounded by the depth to which keys have been read. */
  private void copy() throws DecodeException {
    switch (reader.peekType()) {
      case UNSIGNED_INTEGER -> writer.writeHead(0x00, reader.readArgument());
      case NEGATIVE_INTEGER -> writer.writeHead(0x20, reader.readArgument());
      case BYTE_STRING -> writer.writeBytes(reader.readBytes());
      case TEXT_STRING -> writer.writeEncodedText(reader.readTextBytes());
      case ARRAY -> {
        reader.enterArray();
        writer.beginArray();
        while (reader.hasNext()) {
          copy();
        }
        reader.exitArray();
        writer.endArray();
      }
      case MAP -> {
        reader.enterMap();
        writer.beginMap();
        while (reader.hasNext()) {
          copy();
        }
        reader.exitMap();
        writer.endMap();
      }
      case TAG -> {
        writer.writeTag(reader.readTag());
        copy();
      }
      case FLOAT -> writer.writeDouble(withoutDistinctionsOfSign(reader.readDouble()));
      default -> writer.writeSimple(reader.readSimple());
    }
  }

  /** As keys, -0.0 equals 0.0, and NaN values of either sign are equal if their payloads are. */
  private static double withoutDistinctionsOfSign(double value) {
    if (value == 0.0) {
      return 0.0;
    }
    if (Double.isNaN(value)) {
      return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & Long.MAX_VALUE);
    }
    return value;
  }
}
