package org.teep4j.suit.report;

import static org.teep4j.codec.Shape.any;
import static org.teep4j.codec.Shape.array;
import static org.teep4j.codec.Shape.arrayOf;
import static org.teep4j.codec.Shape.map;
import static org.teep4j.codec.Shape.wrapped;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Shape;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.cose.CoseShapes;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitLabel;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitShapes;
import org.teep4j.suit.internal.LabelTable;

/** Descriptions of reports, with which {@link Edn} prints the names of their elements. */
public final class SuitReportShapes {

  private static final Shape RECORD =
      array(
          Arrays.stream(SuitRecord.Element.values())
              .map(element -> recordElement(element).named(element.shortName()))
              .toArray(Shape[]::new));

  private static final Shape SYSTEM_PROPERTY_CLAIMS = claims();

  private static final Shape CAPABILITY_REPORT =
      map(
          table(SuitCapabilityReport.Label.values())
              .shapes(
                  label ->
                      switch (label) {
                        case COMPONENTS -> arrayOf(SuitShapes.componentIdentifier());
                        case COMMANDS -> arrayOf(names(SuitCommandCode.values()));
                        case PARAMETERS ->
                            arrayOf(names(SuitParameter.values().toArray(SuitLabel[]::new)));
                        case MANIFEST, ENVELOPE -> arrayOf(names(SuitManifestLabel.values()));
                        default -> any();
                      }));

  private static final Shape REPORT =
      map(table(SuitReport.Label.values()).shapes(SuitReportShapes::reportEntry));

  private static final Shape PROTECTED_REPORT =
      REPORT.or(
          CoseShapes.message(
              wrapped(
                  REPORT
                      .or(CoseShapes.message(CoseMessageType.ENCRYPT0, Shape.any()))
                      .or(CoseShapes.message(CoseMessageType.ENCRYPT, Shape.any())))));

  private SuitReportShapes() {}

  /**
   * {@code SUIT_Report}.
   *
   * @return the shape
   */
  public static Shape report() {
    return REPORT;
  }

  /**
   * {@code SUIT_Report_Protected} and {@code SUIT_Report_Unprotected}: a report, or a COSE message
   * that contains one.
   *
   * @return the shape
   */
  public static Shape protectedReport() {
    return PROTECTED_REPORT;
  }

  /**
   * {@code SUIT_Capability_Report}.
   *
   * @return the shape
   */
  public static Shape capabilityReport() {
    return CAPABILITY_REPORT;
  }

  /**
   * {@code system-property-claims}.
   *
   * @return the shape
   */
  public static Shape systemPropertyClaims() {
    return SYSTEM_PROPERTY_CLAIMS;
  }

  private static Shape recordElement(SuitRecord.Element element) {
    return switch (element) {
      case MANIFEST_SECTION -> names(SuitManifestLabel.values());
      case PROPERTIES -> map(SuitShapes.parametersByLabel());
      default -> any();
    };
  }

  private static Shape claims() {
    Map<Long, Shape> values = new LinkedHashMap<>(SuitShapes.parametersByLabel());
    values.put(
        (long) SystemPropertyClaims.COMPONENT_ID_LABEL,
        SuitShapes.componentIdentifier().named("system-component-id"));
    return map(values);
  }

  private static Shape reportEntry(SuitReport.Label label) {
    return switch (label) {
      case REFERENCE -> array(any("manifest-uri"), SuitShapes.digest().named("manifest-digest"));
      case RECORDS -> arrayOf(RECORD.or(SYSTEM_PROPERTY_CLAIMS));
      case RESULT ->
          map(
              Map.of(
                  SuitReport.Label.RESULT_CODE.label(),
                  any("report-result-code"),
                  SuitReport.Label.RESULT_RECORD.label(),
                  RECORD.named("report-result-record"),
                  SuitReport.Label.RESULT_REASON.label(),
                  names(SuitReportReason.values()).named("report-result-reason")));
      case CAPABILITY_REPORT -> CAPABILITY_REPORT;
      case NONCE, RESULT_CODE, RESULT_RECORD, RESULT_REASON -> any();
    };
  }

  private static Shape names(SuitLabel... rows) {
    return Shape.integers(table(rows).names());
  }

  private static <L extends SuitLabel> LabelTable<L> table(L[] rows) {
    return new LabelTable<>(rows, SuitLabel::label, SuitLabel::shortName);
  }
}
