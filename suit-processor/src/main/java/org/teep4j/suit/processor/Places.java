package org.teep4j.suit.processor;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitStep;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReportReason;

/** Says where something happened, and why it failed. */
final class Places {

  private Places() {}

  static SuitRecord of(Scope scope, SuitStep step, long index) {
    return of(scope.frame(), scope.section(), step.offset(), index);
  }

  static SuitRecord of(ManifestFrame frame, SuitManifestLabel section, long offset, long index) {
    return new SuitRecord(
        frame.path(), section.label(), offset, index, SuitParameters.none(), List.of());
  }

  static ProcessFailure failure(
      SuitRecord record,
      SuitStep step,
      boolean shared,
      SuitReportReason reason,
      @Nullable String explanation) {
    return new ProcessFailure(
        reason,
        record,
        OptionalLong.of(step.command().label()),
        shared,
        String.valueOf(explanation));
  }

  /** A command that cannot be executed. */
  static Aborted failed(SuitStep step, Scope scope, long index, String explanation) {
    return refused(step, scope, index, SuitReportReason.OPERATION_FAILED, explanation);
  }

  static Aborted refused(
      SuitStep step,
      Scope scope,
      long index,
      SuitReportReason reason,
      @Nullable String explanation) {
    return new Aborted(
        failure(of(scope, step, index), step, scope.isShared(), reason, explanation));
  }

  /** A section that leaves out what it must do for a dependency. */
  static Aborted incomplete(
      ManifestFrame frame,
      SuitManifestLabel section,
      long dependency,
      SuitCommandCode command,
      String explanation) {
    return new Aborted(
        new ProcessFailure(
            SuitReportReason.OPERATION_FAILED,
            of(frame, section, 0, dependency),
            OptionalLong.of(command.label()),
            false,
            explanation));
  }

  /** A manifest that is refused before its first command. */
  static Aborted manifest(ManifestFrame frame, SuitReportReason reason, String explanation) {
    return new Aborted(
        new ProcessFailure(
            reason,
            new SuitRecord(frame.path(), 0, 0, 0, SuitParameters.none(), List.of()),
            OptionalLong.empty(),
            false,
            explanation));
  }

  /** A command that is refused before the first command of its manifest is executed. */
  static Aborted command(
      ManifestFrame frame,
      SuitManifestLabel section,
      SuitStep step,
      boolean shared,
      SuitReportReason reason,
      String explanation) {
    return new Aborted(
        failure(of(frame, section, step.offset(), 0), step, shared, reason, explanation));
  }
}
