package org.teep4j.teep.tam;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;

/**
 * Something that has changed a store, as a journal keeps it.
 *
 * <pre>{@code
 * record = [ * entry ]
 * entry = [
 *   purged : instant / nil,
 *   consumed : bstr / nil,
 *   opened : [ * outstanding-request ],      ; see TamRecords
 *   agent : agent-record / nil
 * ]
 * }</pre>
 *
 * @param purged when the requests were removed that had expired by then; empty for a change
 * @param change the change; nothing for a purge
 */
record TamLogEntry(Optional<Instant> purged, TamChange change) {

  private static final DecodeOptions OPTIONS = DecodeOptions.largest();
  private static final TamChange NOTHING =
      new TamChange(Optional.empty(), List.of(), Optional.empty());

  static TamLogEntry of(TamChange change) {
    return new TamLogEntry(Optional.empty(), change);
  }

  static TamLogEntry purge(Instant now) {
    return new TamLogEntry(Optional.of(now), NOTHING);
  }

  /** Does again what was done. */
  void applyTo(MemoryTamStore store) {
    if (purged.isPresent()) {
      store.purge(purged.get());
    } else if (!store.apply(change)) {
      // The bounds of the store are smaller than before: it has forgotten what was consumed.
      store.apply(new TamChange(Optional.empty(), change.opened(), change.agent()));
    }
  }

  static Bytes encodeAll(List<TamLogEntry> entries) {
    CborWriter writer = new CborWriter();
    writer.beginArray();
    entries.forEach(entry -> entry.encodeTo(writer));
    return writer.endArray().toBytes();
  }

  private void encodeTo(CborWriter writer) {
    writer.beginArray();
    purged.ifPresentOrElse(now -> TamRecords.write(writer, now), writer::writeNull);
    change.consumed().ifPresentOrElse(writer::writeBytes, writer::writeNull);
    writer.beginArray();
    change.opened().forEach(request -> writer.writeEncodedItem(TamRecords.encode(request)));
    writer.endArray();
    change
        .agent()
        .ifPresentOrElse(
            agent -> writer.writeEncodedItem(TamRecords.encode(agent)), writer::writeNull);
    writer.endArray();
  }

  static List<TamLogEntry> decodeAll(Bytes record) throws DecodeException {
    CborReader reader = new CborReader(record, OPTIONS);
    List<TamLogEntry> entries = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      entries.add(decode(reader));
    }
    reader.exitArray();
    reader.expectEnd();
    return entries;
  }

  private static TamLogEntry decode(CborReader reader) throws DecodeException {
    reader.enterArray(4);
    Optional<Instant> purged =
        reader.tryReadNull() ? Optional.empty() : Optional.of(TamRecords.readInstant(reader));
    Optional<Bytes> consumed =
        reader.tryReadNull() ? Optional.empty() : Optional.of(reader.readBytes());
    List<OutstandingRequest> opened = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      opened.add(TamRecords.decodeRequest(copy(reader)));
    }
    reader.exitArray();
    Optional<AgentRecord> agent =
        reader.tryReadNull() ? Optional.empty() : Optional.of(TamRecords.decodeAgent(copy(reader)));
    reader.exitArray();
    return new TamLogEntry(purged, new TamChange(consumed, opened, agent));
  }

  /** The next item, so that what is kept of a long record does not keep all of it in memory. */
  private static Bytes copy(CborReader reader) throws DecodeException {
    return Bytes.wrap(reader.readEncodedItem().toByteArray());
  }
}
