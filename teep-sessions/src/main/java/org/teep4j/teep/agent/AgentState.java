package org.teep4j.teep.agent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.suit.SuitComponentIdentifier;

/**
 * What an Agent remembers.
 *
 * <pre>{@code
 * state = [
 *   format : 1,
 *   requested : [ * SUIT_Component_Identifier ],
 *   unneeded : [ * SUIT_Component_Identifier ],
 *   tams : { * uri : tstr => tam }        ; see TamState
 * ]
 * }</pre>
 *
 * @param requested the components that applications need and that are not installed
 * @param unneeded the installed components that no application needs any more
 * @param tams what is remembered of each TAM, by its URI
 */
record AgentState(
    Set<SuitComponentIdentifier> requested,
    Set<SuitComponentIdentifier> unneeded,
    Map<String, TamState> tams)
    implements CborEncodable {

  static final AgentState NEW = new AgentState(Set.of(), Set.of(), Map.of());

  private static final long FORMAT = 1;

  TamState tam(TrustedTam tam) {
    return tams.getOrDefault(tam.uri().toString(), TamState.NEW);
  }

  AgentState with(TrustedTam tam, TamState state) {
    Map<String, TamState> changed = new TreeMap<>(tams);
    changed.put(tam.uri().toString(), state);
    return new AgentState(requested, unneeded, changed);
  }

  AgentState withRequested(Set<SuitComponentIdentifier> value) {
    return new AgentState(value, unneeded, tams);
  }

  AgentState withUnneeded(Set<SuitComponentIdentifier> value) {
    return new AgentState(requested, value, tams);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray().writeLong(FORMAT);
    writeAll(writer, requested);
    writeAll(writer, unneeded);
    writer.beginMap();
    tams.forEach((uri, tam) -> writer.writeText(uri).write(tam));
    writer.endMap().endArray();
  }

  private static void writeAll(CborWriter writer, Set<SuitComponentIdentifier> components) {
    writer.beginArray();
    components.forEach(writer::write);
    writer.endArray();
  }

  static AgentState decode(Bytes encoded) throws DecodeException {
    CborReader reader = new CborReader(encoded, DecodeOptions.largest());
    reader.enterArray(4);
    long format = reader.readLong();
    if (format != FORMAT) {
      throw reader.error(Reason.UNEXPECTED_ELEMENT, "format " + format + " is not known");
    }
    Set<SuitComponentIdentifier> requested = readAll(reader);
    Set<SuitComponentIdentifier> unneeded = readAll(reader);
    Map<String, TamState> tams = new TreeMap<>();
    reader.enterMap();
    while (reader.hasNext()) {
      String uri = reader.readText();
      tams.put(uri, TamState.read(reader));
    }
    reader.exitMap();
    reader.exitArray();
    reader.expectEnd();
    return new AgentState(requested, unneeded, tams);
  }

  private static Set<SuitComponentIdentifier> readAll(CborReader reader) throws DecodeException {
    Set<SuitComponentIdentifier> components = new LinkedHashSet<>();
    reader.enterArray();
    while (reader.hasNext()) {
      components.add(SuitComponentIdentifier.read(reader));
    }
    reader.exitArray();
    return components;
  }

  static void writeBytes(CborWriter writer, List<Bytes> values) {
    writer.beginArray();
    values.forEach(writer::writeBytes);
    writer.endArray();
  }

  static List<Bytes> readBytes(CborReader reader) throws DecodeException {
    List<Bytes> values = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      values.add(reader.readBytes());
    }
    reader.exitArray();
    return values;
  }
}
