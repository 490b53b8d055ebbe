package org.teep4j.suit.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReference;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SystemPropertyClaims;

/** Collects what a report says (draft-ietf-suit-report). */
final class Reporter {

  private final VerifiedManifest root;
  private final List<SuitReport.Entry> entries = new ArrayList<>();

  Reporter(VerifiedManifest root) {
    this.root = root;
  }

  /**
   * Notes a command with a reporting policy. A failed condition is always recorded: without it the
   * course of a procedure cannot be reconstructed.
   */
  void command(
      SuitRepPolicy policy,
      CommandTarget target,
      SuitRecord record,
      boolean success,
      boolean condition) {
    boolean wanted =
        policy.has(
            success ? SuitRepPolicy.SEND_RECORD_ON_SUCCESS : SuitRepPolicy.SEND_RECORD_ON_FAILURE);
    if (wanted || (!success && condition)) {
      entries.add(record);
    }
    SuitParameters measured = record.properties();
    boolean claims =
        policy.has(
            success ? SuitRepPolicy.SEND_SYSINFO_SUCCESS : SuitRepPolicy.SEND_SYSINFO_FAILURE);
    if (claims && !measured.isEmpty()) {
      entries.add(new SystemPropertyClaims(target.component(), measured));
    }
  }

  SuitReport report(Optional<ProcessFailure> failure) {
    SuitReport.Result result =
        failure
            .<SuitReport.Result>map(
                why -> new SuitReport.Result.Failure(0, why.record(), why.reason()))
            .orElseGet(SuitReport.Result.Success::new);
    return new SuitReport(
        new SuitReference(root.referenceUri().orElse(""), root.digest()),
        Optional.empty(),
        entries,
        result,
        Optional.empty(),
        Map.of());
  }
}
