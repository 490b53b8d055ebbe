package org.teep4j.benchmarks;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;

/** This library's reader, used without knowledge of what comes next. */
final class Teep4jWalk {

  private Teep4jWalk() {}

  /** Reads all values of one item with a new reader. */
  static long sum(Bytes input) throws DecodeException {
    return sum(new CborReader(input));
  }

  /** Reads all values of one item, to the end of the input. */
  static long sum(CborReader reader) throws DecodeException {
    long sum = item(reader);
    reader.expectEnd();
    return sum;
  }

  private static long item(CborReader reader) throws DecodeException {
    return switch (reader.peekType()) {
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER -> reader.readLong();
      case BYTE_STRING -> Values.string(reader.readBytes());
      case TEXT_STRING -> Values.string(reader.readTextBytes());
      case ARRAY -> array(reader);
      case MAP -> map(reader);
      case TAG -> {
        reader.readTag();
        yield item(reader);
      }
      case BOOLEAN -> Values.bool(reader.readBoolean());
      case NULL -> {
        reader.readNull();
        yield Values.NULL;
      }
      default -> throw new IllegalStateException("not in the inputs: " + reader.peekType());
    };
  }

  private static long array(CborReader reader) throws DecodeException {
    long sum = Values.CONTAINER;
    reader.enterArray();
    while (reader.hasNext()) {
      sum += item(reader);
    }
    reader.exitArray();
    return sum;
  }

  private static long map(CborReader reader) throws DecodeException {
    long sum = Values.CONTAINER;
    reader.enterMap();
    while (reader.hasNext()) {
      sum +=
          reader.peekType() == CborType.TEXT_STRING
              ? Values.name(reader.readTextBytes())
              : Values.label(reader.readLong());
      sum += item(reader);
    }
    reader.exitMap();
    return sum;
  }
}
