package org.teep4j.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Equality of map keys by value (RFC 8949, Section 5.6.1).
 *
 * <p>Keys are compared as the deterministic encodings of their values, so that {@code 1} equals
 * {@code 1} in whatever encoding; sorting them finds equal ones in n log n, whoever chose the keys.
 */
final class MapKeys {

  private MapKeys() {}

  private record Key(Bytes form, long offset) {}

  /**
   * Where a key ends that is an integer, definite-length string or simple value in its preferred
   * encoding, so that its bytes can be compared as they are; -1 for all other keys, and for those
   * that are not all there, which will be reported when they are read.
   */
  static int endOfPlainKey(byte[] array, int start, int end) {
    int initial = array[start] & 0xff;
    int major = initial & 0xe0;
    int information = initial & 0x1f;
    boolean simple = major == 0xe0 && information < 24;
    if (major > 0x60 && !simple || information > 27) {
      return -1;
    }
    int size = information < 24 ? 1 : 1 + (1 << (information - 24));
    if (size > end - start) {
      return -1;
    }
    long argument =
        switch (information) {
          case 24 -> array[start + 1] & 0xffL;
          case 25 -> (short) Bytes.SHORT.get(array, start + 1) & 0xffffL;
          case 26 -> (int) Bytes.INT.get(array, start + 1) & 0xffff_ffffL;
          case 27 -> (long) Bytes.LONG.get(array, start + 1);
          default -> information;
        };
    if (Heads.size(argument) != size) {
      return -1;
    }
    boolean string = major == 0x40 || major == 0x60;
    long rest = string ? argument : 0;
    return rest < 0 || rest > end - start - size ? -1 : start + size + (int) rest;
  }

  /**
   * Refuses a map in which two keys are equal.
   *
   * @param entries the map's keys and values, already checked to be well-formed
   * @param offset of {@code entries} in the input
   */
  static void refuseDuplicates(Bytes entries, long offset, DecodeOptions options)
      throws DecodeException {
    DecodeOptions unlimited =
        options.withMaxItems(Integer.MAX_VALUE).withMaxInputSize(Integer.MAX_VALUE);
    CborReader reader = new CborReader(entries, unlimited, false);
    List<Key> keys = new ArrayList<>();
    while (reader.hasNext()) {
      long at = reader.offset();
      keys.add(new Key(comparable(reader.readEncodedItem(), unlimited), offset + at));
      reader.skip();
    }
    keys.sort(Comparator.comparing(Key::form).thenComparingLong(Key::offset));
    for (int i = 1; i < keys.size(); i++) {
      if (keys.get(i).form().equals(keys.get(i - 1).form())) {
        throw new DecodeException(
            Reason.DUPLICATE_KEY, keys.get(i).offset(), "the map has this key twice");
      }
    }
  }

  private static Bytes comparable(Bytes key, DecodeOptions options) throws DecodeException {
    if (endOfPlainKey(key.array, key.offset, key.offset + key.length) >= 0) {
      return key;
    }
    CborWriter writer = CborWriter.forKeyComparison();
    copy(new CborReader(key, options, false), writer);
    return writer.toBytes();
  }

  /** Recursion is bounded by the depth limit of the reader. */
  private static void copy(CborReader reader, CborWriter writer) throws DecodeException {
    switch (reader.peekType()) {
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
          copy(reader, writer);
        }
        reader.exitMap();
        writer.endMap();
      }
      case TAG -> {
        writer.writeTag(reader.readTag());
        copy(reader, writer);
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
