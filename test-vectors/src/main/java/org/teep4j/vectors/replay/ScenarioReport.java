package org.teep4j.vectors.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.ManifestRegistry;
import org.teep4j.suit.processor.ProcessFailure;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.vectors.format.Scenario;

/** Compares what is reported and remembered with what a scenario recommends. */
final class ScenarioReport {
  private final Scenario.Expected expected;
  private final Notes notes;

  /** Takes the results. */
  @FunctionalInterface
  interface Notes {
    void add(boolean holds, String check, String difference);
  }

  ScenarioReport(Scenario.Expected expected, Notes notes) {
    this.expected = expected;
    this.notes = notes;
  }

  void judge(ScenarioRun.End end, ManifestRegistry registry) throws IOException {
    Optional<ProcessFailure> failure =
        end.result() == null ? Optional.empty() : end.result().failure();
    if (failure.isPresent()) {
      SuitRecord record = failure.get().record();
      anyOf("reason", expected.reasons(), failure.get().reason().label());
      anyOf("section", expected.sections(), record.manifestSection());
      anyOf("command", expected.commands(), failure.get().command().orElse(0));
      anyOf("component index", expected.componentIndexes(), record.componentIndex());
      expected
          .record()
          .ifPresent(place -> notes.add(isAt(record, place), "record", record + "; " + place));
    } else if (end.reason() != null) {
      anyOf("reason", expected.reasons(), end.reason().label());
    }
    if (expected.sequenceAfter().isPresent()) {
      List<InstalledManifest> installed = registry.manifests();
      notes.add(
          installed.stream()
              .anyMatch(each -> each.sequenceNumber().equals(expected.sequenceAfter().get())),
          "sequence number",
          "installed are " + installed);
    }
    report(end.result() == null ? Optional.empty() : end.result().report());
  }

  private void anyOf(String check, List<Long> wanted, long actual) {
    if (!wanted.isEmpty()) {
      notes.add(wanted.contains(actual), check, actual + ", wanted one of " + wanted);
    }
  }

  private void report(Optional<SuitReport> report) {
    if (!expected.records().isEmpty()) {
      List<SuitRecord> records = new ArrayList<>();
      report.ifPresent(
          found ->
              found
                  .records()
                  .forEach(
                      entry -> {
                        if (entry instanceof SuitRecord record) {
                          records.add(record);
                        }
                      }));
      int found = 0;
      for (SuitRecord record : records) {
        if (found < expected.records().size() && isAt(record, expected.records().get(found))) {
          found++;
        }
      }
      notes.add(
          found == expected.records().size(),
          "records",
          records + ", wanted " + expected.records());
    }
    if (expected.reference().isPresent()) {
      Scenario.Reference wanted = expected.reference().get();
      notes.add(
          report
              .map(SuitReport::reference)
              .filter(is -> wanted.uri().map(is.manifestUri()::equals).orElse(true))
              .filter(is -> wanted.digest().map(is.manifestDigest().bytes()::equals).orElse(true))
              .isPresent(),
          "reference",
          report.map(SuitReport::reference) + ", wanted " + wanted);
    }
  }

  private static boolean isAt(SuitRecord record, Scenario.Place place) {
    return record.manifestId().equals(place.manifestId())
        && record.manifestSection() == place.section()
        && record.sectionOffset() == place.offset()
        && record.componentIndex() == place.componentIndex();
  }
}
