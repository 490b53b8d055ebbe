package org.teep4j.benchmarks;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;

/**
 * The calls to jackson's generator that write one item, made ready beforehand so that nothing but
 * the calls is timed. jackson's tree cannot take this part: its keys are text, so it would write
 * other bytes.
 */
final class JacksonScript {

  private enum Call {
    ARRAY,
    END_ARRAY,
    MAP,
    END_MAP,
    LABEL,
    NAME,
    INTEGER,
    BYTES,
    TEXT,
    BOOLEAN,
    NULL,
    TAG
  }

  private static final class Step {
    final Call call;
    final long number;
    final byte[] bytes;
    final String text;

    Step(Call call, long number, byte[] bytes, String text) {
      this.call = call;
      this.number = number;
      this.bytes = bytes;
      this.text = text;
    }

    Step(Call call, long number) {
      this(call, number, new byte[0], "");
    }

    Step(Call call) {
      this(call, 0);
    }

    Step(Call call, String text) {
      this(call, 0, new byte[0], text);
    }

    Step(Call call, Bytes bytes) {
      this(call, 0, bytes.toByteArray(), "");
    }
  }

  private final Step[] steps;

  private JacksonScript(List<Step> steps) {
    this.steps = steps.toArray(new Step[0]);
  }

  /** Finds the calls that write an item. */
  static JacksonScript of(Bytes item) throws DecodeException {
    CborReader reader = new CborReader(item);
    List<Step> steps = new ArrayList<>();
    addItem(reader, steps);
    reader.expectEnd();
    return new JacksonScript(steps);
  }

  private static void addItem(CborReader reader, List<Step> steps) throws DecodeException {
    CborType type = reader.peekType();
    switch (type) {
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER ->
          steps.add(new Step(Call.INTEGER, reader.readLong()));
      case BYTE_STRING -> steps.add(new Step(Call.BYTES, reader.readBytes()));
      case TEXT_STRING -> steps.add(new Step(Call.TEXT, reader.readText()));
      case BOOLEAN -> steps.add(new Step(Call.BOOLEAN, reader.readBoolean() ? 1 : 0));
      case NULL -> {
        reader.readNull();
        steps.add(new Step(Call.NULL));
      }
      case TAG -> {
        steps.add(new Step(Call.TAG, reader.readTag()));
        addItem(reader, steps);
      }
      case ARRAY -> addArray(reader, steps);
      case MAP -> addMap(reader, steps);
      default -> throw new IllegalStateException("not in the inputs: " + type);
    }
  }

  private static void addArray(CborReader reader, List<Step> steps) throws DecodeException {
    steps.add(new Step(Call.ARRAY, reader.enterArray()));
    while (reader.hasNext()) {
      addItem(reader, steps);
    }
    reader.exitArray();
    steps.add(new Step(Call.END_ARRAY));
  }

  private static void addMap(CborReader reader, List<Step> steps) throws DecodeException {
    steps.add(new Step(Call.MAP, reader.enterMap()));
    while (reader.hasNext()) {
      steps.add(
          reader.peekType() == CborType.TEXT_STRING
              ? new Step(Call.NAME, reader.readText())
              : new Step(Call.LABEL, reader.readLong()));
      addItem(reader, steps);
    }
    reader.exitMap();
    steps.add(new Step(Call.END_MAP));
  }

  /**
   * Writes the item to a new array.
   *
   * @param size how long it is going to be; jackson is not charged for growing a buffer
   */
  byte[] toByteArray(int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    writeTo(out);
    return out.toByteArray();
  }

  /** Writes the item to a stream. */
  void writeTo(OutputStream out) throws IOException {
    try (CBORGenerator generator = Jackson.FACTORY.createGenerator(out)) {
      for (Step step : steps) {
        write(step, generator);
      }
    }
  }

  private static void write(Step step, CBORGenerator generator) throws IOException {
    switch (step.call) {
      case ARRAY -> generator.writeStartArray(step.text, (int) step.number);
      case END_ARRAY -> generator.writeEndArray();
      case MAP -> generator.writeStartObject(step.text, (int) step.number);
      case END_MAP -> generator.writeEndObject();
      case LABEL -> generator.writeFieldId(step.number);
      case NAME -> generator.writeFieldName(step.text);
      case INTEGER -> generator.writeNumber(step.number);
      case BYTES -> generator.writeBinary(step.bytes);
      case TEXT -> generator.writeString(step.text);
      case BOOLEAN -> generator.writeBoolean(step.number != 0);
      case NULL -> generator.writeNull();
      case TAG -> generator.writeTag((int) step.number);
    }
  }
}
