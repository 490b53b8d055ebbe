package org.teep4j.codec;

/**
 * Normal forms of map keys: the deterministic encodings of their values, one after the other.
 * Values that differ only in sign but are equal as keys (0.0 and -0.0, and NaN of either sign) have
 * the same form.
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

  /** Total length of all forms in bytes. */
  int size() {
    return writer.size();
  }

  /** Returns the array with the forms; valid until another form is added. */
  byte[] array() {
    return writer.written().array;
  }

  /**
   * Adds the form of the key at {@code start}.
   *
   * @param array the array with the key, which is known to be well-formed
   * @param start start of the key
   * @param end an index at or after the end of the key
   * @return the length of the key's original encoding in bytes
   */
  int add(byte[] array, int start, int end) throws DecodeException {
    reader.reset(Bytes.between(array, start, end));
    copy();
    return (int) reader.offset();
  }

  /**
   * Copies one item. The recursion is bounded by the depth limit that applied when the key was
   * read.
   */
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
