package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.suit.processor.ComponentChange;

/**
 * What an activation does.
 *
 * <pre>{@code
 * plan = [ changes : [ * change ], sources : [ * source ] ]
 * source = staged : tstr / prepared : bstr / nil
 * }</pre>
 *
 * @param changes what is asked of the store
 * @param sources where the new content of each component is
 */
record Plan(List<ComponentChange> changes, List<Source> sources) {

  static final String FILE = "plan";

  /** The folder of a file that is renamed. */
  enum Place {
    STAGED,
    PREPARED,
    NOWHERE
  }

  /**
   * The new content of a component.
   *
   * @param place the folder
   * @param name the name of the file
   */
  record Source(Place place, String name) {

    static final Source NOTHING = new Source(Place.NOWHERE, "");
  }

  Plan {
    changes = List.copyOf(changes);
    sources = List.copyOf(sources);
  }

  Bytes encode() {
    CborWriter writer = new CborWriter();
    writer.beginArray().beginArray();
    changes.forEach(writer::write);
    writer.endArray().beginArray();
    for (Source source : sources) {
      switch (source.place()) {
        case STAGED -> writer.writeText(source.name());
        case PREPARED -> writer.writeBytes(Bytes.ofUtf8(source.name()));
        case NOWHERE -> writer.writeNull();
      }
    }
    return writer.endArray().endArray().toBytes();
  }

  static Plan read(Path file) throws IOException {
    try {
      return read(new CborReader(Bytes.wrap(Files.readAllBytes(file)), DecodeOptions.largest()));
    } catch (DecodeException e) {
      throw new IOException("the plan of an activation is damaged: " + file, e);
    }
  }

  private static Plan read(CborReader reader) throws DecodeException {
    List<ComponentChange> changes = new ArrayList<>();
    List<Source> sources = new ArrayList<>();
    reader.enterArray(2);
    reader.enterArray();
    while (reader.hasNext()) {
      changes.add(ComponentChange.read(reader));
    }
    reader.exitArray();
    reader.enterArray(changes.size());
    while (reader.hasNext()) {
      sources.add(readSource(reader));
    }
    reader.exitArray();
    reader.exitArray();
    reader.expectEnd();
    return new Plan(changes, sources);
  }

  private static Source readSource(CborReader reader) throws DecodeException {
    if (reader.tryReadNull()) {
      return Source.NOTHING;
    }
    return reader.peekType() == CborType.TEXT_STRING
        ? new Source(Place.STAGED, reader.readText())
        : new Source(
            Place.PREPARED,
            new String(reader.readBytes().toByteArray(), StandardCharsets.US_ASCII));
  }
}
