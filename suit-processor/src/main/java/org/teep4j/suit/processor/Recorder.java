package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.report.SuitRecord;

/**
 * Writes the effects of commands to the journal, and reads them back when an interrupted procedure
 * is started again.
 *
 * <pre>{@code
 * header = [ "begin", digest : SUIT_Digest, procedure : tstr ]
 * effect = [
 *   record : bstr .cbor SUIT_Record,   ; the place and what was measured
 *   success : bool,
 *   staged : tstr / nil,
 *   digest : bstr .cbor SUIT_Digest / nil
 * ]
 * commit = [ "commit", ... ]        ; see CommitPoint
 * }</pre>
 */
final class Recorder {

  private static final String BEGIN = "begin";

  private final Journal journal;
  private final Deque<Bytes> replay;
  private int position;

  private Recorder(Journal journal, Deque<Bytes> replay) {
    this.journal = journal;
    this.replay = replay;
  }

  /** Goes on with a procedure; empty if the journal has another one or none. */
  static Optional<Recorder> resume(Journal journal, SuitDigest digest, Procedure procedure)
      throws IOException {
    Deque<Bytes> records = new ArrayDeque<>(journal.records());
    return !records.isEmpty() && records.pop().equals(header(digest, procedure))
        ? Optional.of(new Recorder(journal, records))
        : Optional.empty();
  }

  /** Begins a procedure in an empty journal. */
  static Recorder begin(Journal journal, SuitDigest digest, Procedure procedure)
      throws IOException {
    journal.append(header(digest, procedure));
    return new Recorder(journal, new ArrayDeque<>());
  }

  private static Bytes header(SuitDigest digest, Procedure procedure) {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeText(BEGIN).write(digest).writeText(procedure.name()).endArray();
    return writer.toBytes();
  }

  /** The number of the next effect. */
  int position() {
    return position;
  }

  /**
   * The recorded effect of the command at a place.
   *
   * @return null if the command has not been executed yet
   * @throws DecodeException if the journal has something else there
   */
  @Nullable Effect next(SuitRecord place) throws DecodeException {
    position++;
    Bytes entry = replay.poll();
    return entry == null ? null : read(entry, place);
  }

  void write(SuitRecord place, Effect effect) throws IOException {
    SuitRecord record =
        new SuitRecord(
            place.manifestId(),
            place.manifestSection(),
            place.sectionOffset(),
            place.componentIndex(),
            effect.measured(),
            List.of());
    CborWriter writer = new CborWriter();
    writer.beginArray().writeWrapped(record).writeBoolean(effect.success());
    if (effect.staged().isPresent()) {
      writer.writeText(effect.staged().get());
    } else {
      writer.writeNull();
    }
    if (effect.digest().isPresent()) {
      writer.writeWrapped(effect.digest().get());
    } else {
      writer.writeNull();
    }
    journal.append(writer.endArray().toBytes());
  }

  private static Effect read(Bytes entry, SuitRecord place) throws DecodeException {
    CborReader reader = new CborReader(entry);
    reader.enterArray(4);
    SuitRecord record = SuitRecord.decode(reader.readBytes());
    boolean success = reader.readBoolean();
    Optional<String> staged =
        reader.tryReadNull() ? Optional.empty() : Optional.of(reader.readText());
    Optional<SuitDigest> digest =
        reader.tryReadNull()
            ? Optional.empty()
            : Optional.of(SuitDigest.decode(reader.readBytes()));
    reader.exitArray();
    reader.expectEnd();
    if (!samePlace(record, place)) {
      throw new DecodeException(
          Reason.UNEXPECTED_ELEMENT, 0, "the journal belongs to another course");
    }
    return new Effect(success, record.properties(), staged, digest);
  }

  static boolean samePlace(SuitRecord one, SuitRecord other) {
    return one.manifestId().equals(other.manifestId())
        && one.manifestSection() == other.manifestSection()
        && one.sectionOffset() == other.sectionOffset()
        && one.componentIndex() == other.componentIndex();
  }
}
