package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.report.SuitReport;

/**
 * The decision to make all changes of a procedure. Once it is in the journal, the changes are made,
 * after any number of interruptions.
 *
 * <pre>{@code
 * commit = [
 *   "commit",
 *   digest : bstr .cbor SUIT_Digest,
 *   procedure : tstr,
 *   changes : [ * change ],           ; see ComponentChange
 *   manifests : [ * manifest ],       ; see InstalledManifest
 *   report : bstr .cbor SUIT_Report
 * ]
 * }</pre>
 *
 * @param digest the digest of the root manifest
 * @param procedure the procedure that ends
 * @param changes what changes in the store
 * @param manifests the new content of the registry
 * @param report the report of the procedure
 */
record CommitPoint(
    SuitDigest digest,
    Procedure procedure,
    List<ComponentChange> changes,
    List<InstalledManifest> manifests,
    SuitReport report) {

  private static final String COMMIT = "commit";

  void write(Journal journal) throws IOException {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeText(COMMIT).writeWrapped(digest).writeText(procedure.name());
    writer.beginArray();
    changes.forEach(writer::write);
    writer.endArray().beginArray();
    manifests.forEach(writer::write);
    writer.endArray().writeWrapped(report).endArray();
    journal.append(writer.toBytes());
  }

  /** Makes the changes. Repeated until nothing interrupts it. */
  void perform(Platform platform) throws IOException {
    if (procedure.installs() && platform.slots().trial().isEmpty()) {
      platform.slots().begin(new Slots.Trial(digest, changes, platform.registry().manifests()));
    }
    platform.store().activate(changes);
    platform.registry().replace(manifests);
  }

  /** The commit point at the end of a journal, if there is one. */
  static Optional<CommitPoint> find(List<Bytes> records) throws DecodeException {
    if (records.isEmpty()) {
      return Optional.empty();
    }
    CborReader reader = new CborReader(records.get(records.size() - 1), DecodeOptions.largest());
    reader.enterArray();
    if (reader.peekType() != CborType.TEXT_STRING || !reader.readText().equals(COMMIT)) {
      return Optional.empty();
    }
    SuitDigest digest = SuitDigest.decode(reader.readBytes());
    Procedure procedure = Procedure.valueOf(reader.readText());
    List<ComponentChange> changes = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      changes.add(ComponentChange.read(reader));
    }
    reader.exitArray();
    List<InstalledManifest> manifests = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      manifests.add(InstalledManifest.read(reader));
    }
    reader.exitArray();
    SuitReport report = SuitReport.decodeUnverified(reader.readBytes());
    reader.exitArray();
    return Optional.of(new CommitPoint(digest, procedure, changes, manifests, report));
  }
}
