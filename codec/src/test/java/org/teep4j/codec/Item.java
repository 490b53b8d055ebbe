package org.teep4j.codec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A CBOR item of any type as a tree, for tests that need one. */
sealed interface Item extends CborEncodable {

  record Integral(BigInteger value) implements Item {
    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeInteger(value);
    }
  }

  /** By its bits, so that NaN payloads and the sign of zero count. */
  record Real(long bits) implements Item {
    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeDouble(Double.longBitsToDouble(bits));
    }
  }

  record Simple(int value) implements Item {
    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeSimple(value);
    }
  }

  record Blob(Bytes value) implements Item {
    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeBytes(value);
    }
  }

  record Text(String value) implements Item {
    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeText(value);
    }
  }

  record Array(List<Item> elements) implements Item {
    @Override
    public void encodeTo(CborWriter writer) {
      writer.beginArray();
      elements.forEach(writer::write);
      writer.endArray();
    }
  }

  record Dictionary(Map<Item, Item> entries) implements Item {
    @Override
    public void encodeTo(CborWriter writer) {
      writer.beginMap();
      entries.forEach((key, value) -> writer.write(key).write(value));
      writer.endMap();
    }
  }

  record Tagged(long tag, Item content) implements Item {
    @Override
    public void encodeTo(CborWriter writer) {
      writer.writeTag(tag).write(content);
    }
  }

  /** Decodes one item and nothing after it. */
  static Item decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    Item item = read(reader);
    reader.expectEnd();
    return item;
  }

  /** Reads the next item with the methods for its type. */
  static Item read(CborReader reader) throws DecodeException {
    return switch (reader.peekType()) {
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER -> new Integral(reader.readInteger());
      case BYTE_STRING -> new Blob(reader.readBytes());
      case TEXT_STRING -> new Text(reader.readText());
      case ARRAY -> {
        List<Item> elements = new ArrayList<>();
        reader.enterArray();
        while (reader.hasNext()) {
          elements.add(read(reader));
        }
        reader.exitArray();
        yield new Array(elements);
      }
      case MAP -> {
        Map<Item, Item> entries = new LinkedHashMap<>();
        reader.enterMap();
        while (reader.hasNext()) {
          Item key = read(reader);
          entries.put(key, read(reader));
        }
        reader.exitMap();
        yield new Dictionary(entries);
      }
      case TAG -> {
        long tag = reader.readTag();
        Item content = read(reader);
        boolean bignum = (tag == 2 || tag == 3) && content instanceof Blob;
        yield bignum ? bignum(tag, ((Blob) content).value()) : new Tagged(tag, content);
      }
      case BOOLEAN -> new Simple(reader.readBoolean() ? 21 : 20);
      case NULL -> {
        reader.readNull();
        yield new Simple(22);
      }
      case UNDEFINED, SIMPLE, BREAK -> new Simple(reader.readSimple());
      case FLOAT -> new Real(Double.doubleToRawLongBits(reader.readDouble()));
    };
  }

  private static Item bignum(long tag, Bytes content) {
    BigInteger magnitude = new BigInteger(1, content.toByteArray());
    return new Integral(tag == 2 ? magnitude : magnitude.not());
  }
}
