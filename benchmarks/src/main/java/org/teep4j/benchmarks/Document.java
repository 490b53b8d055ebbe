package org.teep4j.benchmarks;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;

/**
 * An array of {@value #MAPS} maps with integer keys, in deterministic encoding, the same in every
 * run: {@code [* {1: uint, 2: bstr .size 16, 3: tstr, 4: [uint, nint], 5: bool, 24: uint, -1:
 * nint}]}. The methods that read and write it know what it looks like, as a typed decoder does.
 */
final class Document {

  static final int MAPS = 10_000;

  /** The values of one map, from its number and from bits that are spread over 64. */
  private static final class Entry {
    final long sequence;
    final byte[] id;
    final Bytes idView;
    final String name;
    final long size;
    final long offset;
    final boolean enabled;
    final long time;
    final long rank;

    Entry(int number, long spread) {
      sequence = spread >>> 32;
      id = ByteBuffer.allocate(16).putLong(spread).putLong(~spread).array();
      idView = Bytes.wrap(id);
      name = String.format(Locale.ROOT, "component-%06d", number);
      size = spread >>> 48;
      offset = -1L - (number % 200);
      enabled = number % 3 == 0;
      time = 1_700_000_000L + number;
      rank = -1L - number;
    }
  }

  private final Entry[] entries = new Entry[MAPS];

  /** Makes the values with a linear congruential generator. */
  Document() {
    long spread = 1;
    for (int i = 0; i < MAPS; i++) {
      spread = spread * 6364136223846793005L + 1442695040888963407L;
      entries[i] = new Entry(i, spread);
    }
  }

  // Writing.

  /** Writes with this library. */
  byte[] writeTeep4j() {
    return write(new CborWriter());
  }

  /** Writes with a writer of this library, which is empty before and after. */
  byte[] write(CborWriter writer) {
    writer.beginArray();
    for (Entry entry : entries) {
      writer.beginMap();
      writer.writeLong(1).writeLong(entry.sequence);
      writer.writeLong(2).writeBytes(entry.idView);
      writer.writeLong(3).writeText(entry.name);
      writer.writeLong(4).beginArray();
      writer.writeLong(entry.size).writeLong(entry.offset).endArray();
      writer.writeLong(5).writeBoolean(entry.enabled);
      writer.writeLong(24).writeLong(entry.time);
      writer.writeLong(-1).writeLong(entry.rank);
      writer.endMap();
    }
    return writer.endArray().toByteArray();
  }

  /** Writes with jackson's generator, which is told all lengths and the size of the whole. */
  byte[] writeJackson(int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    try (CBORGenerator generator = Jackson.FACTORY.createGenerator(out)) {
      generator.writeStartArray(this, MAPS);
      for (Entry entry : entries) {
        generator.writeStartObject(this, 7);
        generator.writeFieldId(1);
        generator.writeNumber(entry.sequence);
        generator.writeFieldId(2);
        generator.writeBinary(entry.id);
        generator.writeFieldId(3);
        generator.writeString(entry.name);
        generator.writeFieldId(4);
        generator.writeStartArray(this, 2);
        generator.writeNumber(entry.size);
        generator.writeNumber(entry.offset);
        generator.writeEndArray();
        generator.writeFieldId(5);
        generator.writeBoolean(entry.enabled);
        generator.writeFieldId(24);
        generator.writeNumber(entry.time);
        generator.writeFieldId(-1);
        generator.writeNumber(entry.rank);
        generator.writeEndObject();
      }
      generator.writeEndArray();
    }
    return out.toByteArray();
  }

  // Reading.

  /** Reads all values with a reader that stands before the document. */
  static long sum(CborReader reader) throws DecodeException {
    long sum = Values.CONTAINER;
    reader.enterArray();
    while (reader.hasNext()) {
      sum += entry(reader);
    }
    reader.exitArray();
    reader.expectEnd();
    return sum;
  }

  private static long entry(CborReader reader) throws DecodeException {
    long sum = Values.CONTAINER;
    reader.enterMap();
    while (reader.hasNext()) {
      long label = reader.readLong();
      sum += Values.label(label);
      switch ((int) label) {
        case 2 -> sum += Values.string(reader.readBytes());
        case 3 -> sum += Values.string(reader.readTextBytes());
        case 4 -> {
          reader.enterArray(2);
          sum += Values.CONTAINER + reader.readLong() + reader.readLong();
          reader.exitArray();
        }
        case 5 -> sum += Values.bool(reader.readBoolean());
        default -> sum += reader.readLong();
      }
    }
    reader.exitMap();
    return sum;
  }
}
