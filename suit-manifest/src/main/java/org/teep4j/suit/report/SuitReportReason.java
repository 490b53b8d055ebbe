package org.teep4j.suit.report;

import java.util.Optional;
import org.teep4j.suit.SuitDocument;
import org.teep4j.suit.SuitLabel;
import org.teep4j.suit.internal.LabelTable;

/** {@code SUIT_Report_Reasons} (draft-ietf-suit-report): the reason of a failure. */
public enum SuitReportReason implements SuitLabel {
  /** No failure. */
  OK(0, "suit-report-reason-ok"),
  /** CBOR could not be parsed. */
  CBOR_PARSE(1, "suit-report-reason-cbor-parse"),
  /** A COSE structure or header is not supported. */
  COSE_UNSUPPORTED(2, "suit-report-reason-cose-unsupported"),
  /** A COSE algorithm is not supported. */
  ALG_UNSUPPORTED(3, "suit-report-reason-alg-unsupported"),
  /** A signature or MAC is wrong. */
  UNAUTHORISED(4, "suit-report-reason-unauthorised"),
  /** A command is not supported. */
  COMMAND_UNSUPPORTED(5, "suit-report-reason-command-unsupported"),
  /** A component or prefix does not exist. */
  COMPONENT_UNSUPPORTED(6, "suit-report-reason-component-unsupported"),
  /** The signer may not use a component. */
  COMPONENT_UNAUTHORISED(7, "suit-report-reason-component-unauthorised"),
  /** A parameter is not supported. */
  PARAMETER_UNSUPPORTED(8, "suit-report-reason-parameter-unsupported"),
  /** Severed members are not supported. */
  SEVERING_UNSUPPORTED(9, "suit-report-reason-severing-unsupported"),
  /** A condition failed. */
  CONDITION_FAILED(10, "suit-report-reason-condition-failed"),
  /** A directive failed. */
  OPERATION_FAILED(11, "suit-report-reason-operation-failed"),
  /** The component is about to be started. */
  INVOKE_PENDING(12, "suit-report-reason-invoke-pending");

  private static final LabelTable<SuitReportReason> TABLE =
      new LabelTable<>(values(), SuitLabel::label, SuitLabel::shortName);

  private final Row row;

  SuitReportReason(int label, String cddlName) {
    this.row = new Row(label, cddlName, SuitDocument.REPORT);
  }

  /**
   * Finds a reason by its number.
   *
   * @param label the number on the wire
   * @return the reason, or empty if no document defines it
   */
  public static Optional<SuitReportReason> fromLabel(long label) {
    return Optional.ofNullable(TABLE.find(label));
  }

  /**
   * Whether the manifest asked for something that the processor does not have. A report about that
   * needs the capabilities of the processor.
   *
   * @return true for the reasons called unsupported, severing excepted
   */
  public boolean isMissingCapability() {
    return switch (this) {
      case COSE_UNSUPPORTED,
          ALG_UNSUPPORTED,
          COMMAND_UNSUPPORTED,
          COMPONENT_UNSUPPORTED,
          PARAMETER_UNSUPPORTED ->
          true;
      default -> false;
    };
  }

  @Override
  public Row row() {
    return row;
  }
}
