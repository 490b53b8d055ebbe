package org.teep4j.vectors.format;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.vectors.CborPath;

/** Finds values in encoded messages and keys that a file does not state. */
final class EncodedItems {
  private EncodedItems() {}

  /** The path of an item in a message, tagged or not. */
  static String inMessage(Bytes message, String path) {
    boolean tagged = message.length() > 0 && (message.unsignedByteAt(0) & 0xe0) == 0xc0;
    return (tagged ? "()" : "") + path;
  }

  /**
   * The content of the byte string at a path.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Bytes string(Bytes item, String path) {
    return find(item, path)
        .orElseThrow(() -> new IllegalArgumentException("no byte string is at " + path));
  }

  /** The content of the byte string at a path; empty if there is none. */
  static Optional<Bytes> find(Bytes item, String path) {
    try {
      CborReader reader = new CborReader(CborPath.parse(path).find(item));
      return Optional.of(reader.readBytes());
    } catch (DecodeException damaged) {
      return Optional.empty();
    }
  }

  /**
   * The integer at a path.
   *
   * @throws IllegalArgumentException if there is none
   */
  static int integer(Bytes item, String path) {
    try {
      CborReader reader = new CborReader(CborPath.parse(path).find(item));
      return Math.toIntExact(reader.readLong());
    } catch (DecodeException | ArithmeticException damaged) {
      throw new IllegalArgumentException("no integer is at " + path, damaged);
    }
  }

  /** Whether a text string is at the end of a path. */
  static boolean isText(Bytes item, String path) {
    try {
      Bytes found = CborPath.parse(path).find(item);
      return new CborReader(found).peekType() == CborType.TEXT_STRING;
    } catch (DecodeException absent) {
      return false;
    }
  }

  /** A map with integer keys, without the entry of one of them. */
  static Bytes without(Bytes map, long label) {
    CborWriter writer = new CborWriter().beginMap();
    try {
      CborReader reader = new CborReader(map);
      reader.enterMap();
      while (reader.hasNext()) {
        long key = reader.readLong();
        Bytes value = reader.readEncodedItem();
        if (key != label) {
          writer.writeLong(key).writeEncodedItem(value);
        }
      }
    } catch (DecodeException damaged) {
      throw new IllegalArgumentException("no map with integer keys", damaged);
    }
    return writer.endMap().toBytes();
  }
}
