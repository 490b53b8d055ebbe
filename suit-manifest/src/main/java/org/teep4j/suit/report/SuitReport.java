package org.teep4j.suit.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.suit.SuitDocument;
import org.teep4j.suit.SuitLabel;
import org.teep4j.suit.internal.Items;
import org.teep4j.suit.internal.LabelTable;

/**
 * {@code SUIT_Report} (draft-ietf-suit-report, Section "The SUIT_Report"): the result of processing
 * a manifest.
 *
 * <pre>{@code
 * SUIT_Report = {
 *   suit-reference => SUIT_Reference,
 *   ? suit-report-nonce => bstr,
 *   suit-report-records => [ * SUIT_Record / system-property-claims ],
 *   suit-report-result => true / {
 *     suit-report-result-code => int,
 *     suit-report-result-record => SUIT_Record,
 *     suit-report-result-reason => SUIT_Report_Reasons
 *   },
 *   ? suit-report-capability-report => SUIT_Capability_Report,
 *   $$SUIT_Report_Extensions
 * }
 * }</pre>
 *
 * <p>A report is only as trustworthy as the message that contains it. In a {@code
 * SUIT_Report_Protected} it is the payload of a COSE_Sign1 or COSE_Mac0, which {@link
 * SuitReportOpener} verifies.
 *
 * @param reference the manifest that was processed
 * @param nonce a nonce, which shows that the report is fresh
 * @param records decisions and properties, in the order in which they were recorded
 * @param result success, or a failure with its reason
 * @param capabilityReport the capabilities of the processor
 * @param others entries that no document defines: encoded values by label
 */
public record SuitReport(
    SuitReference reference,
    Optional<Bytes> nonce,
    List<Entry> records,
    Result result,
    Optional<SuitCapabilityReport> capabilityReport,
    Map<Long, Bytes> others)
    implements CborEncodable {

  /** The entries of {@code SUIT_Report} and of the result in it. */
  public enum Label implements SuitLabel {
    /** A nonce, which shows that the report is fresh. */
    NONCE(2, "suit-report-nonce"),
    /** Decisions of the processor and properties of components. */
    RECORDS(3, "suit-report-records"),
    /** Success or failure. */
    RESULT(4, "suit-report-result"),
    /** In a result: a number for debugging. */
    RESULT_CODE(5, "suit-report-result-code"),
    /** In a result: where the procedure failed. */
    RESULT_RECORD(6, "suit-report-result-record"),
    /** In a result: why the procedure failed. */
    RESULT_REASON(7, "suit-report-result-reason"),
    /** The capabilities of the processor. */
    CAPABILITY_REPORT(8, "suit-report-capability-report"),
    /** The manifest that was processed. */
    REFERENCE(99, "suit-reference");

    private static final LabelTable<Label> TABLE =
        new LabelTable<>(values(), SuitLabel::label, SuitLabel::shortName);

    private final Row row;

    Label(int label, String cddlName) {
      this.row = new Row(label, cddlName, SuitDocument.REPORT);
    }

    @Override
    public Row row() {
      return row;
    }
  }

  /** An entry of {@code suit-report-records}. */
  public sealed interface Entry extends CborEncodable permits SuitRecord, SystemPropertyClaims {}

  /** {@code suit-report-result}: success or failure. */
  public sealed interface Result extends CborEncodable {

    /** The procedure succeeded ({@code true} in the encoding). */
    record Success() implements Result {

      @Override
      public void encodeTo(CborWriter writer) {
        writer.writeBoolean(true);
      }
    }

    /**
     * The procedure failed.
     *
     * @param code a number for debugging, defined by the processor
     * @param record the record of the failed command
     * @param reason the number of the reason; see {@link #knownReason()}
     */
    record Failure(long code, SuitRecord record, long reason) implements Result {

      /**
       * A failure with a known reason.
       *
       * @param code a number for debugging, defined by the processor
       * @param record the record of the failed command
       */
      public Failure(long code, SuitRecord record, SuitReportReason reason) {
        this(code, record, reason.label());
      }

      /**
       * Why the procedure failed, if this library knows the reason.
       *
       * @return the reason, or empty if no document defines its number
       */
      public Optional<SuitReportReason> knownReason() {
        return SuitReportReason.fromLabel(reason);
      }

      @Override
      public void encodeTo(CborWriter writer) {
        writer
            .beginMap()
            .writeLong(Label.RESULT_CODE.label())
            .writeLong(code)
            .writeLong(Label.RESULT_RECORD.label())
            .write(record)
            .writeLong(Label.RESULT_REASON.label())
            .writeLong(reason)
            .endMap();
      }
    }
  }

  /**
   * Copies and checks the collections.
   *
   * @throws IllegalArgumentException if {@code others} has the label of a known entry
   */
  public SuitReport {
    records = List.copyOf(records);
    others = Items.immutable(others);
    Label.TABLE.requireUnknown(others.keySet());
  }

  /**
   * Decodes one report without verifying its origin. For inspectors, and for callers that have
   * verified the enclosing message.
   *
   * @param input exactly one encoded report, referenced by the result
   * @return the report
   * @throws DecodeException if the input is anything else
   */
  public static SuitReport decodeUnverified(Bytes input) throws DecodeException {
    return read(input, DecodeOptions.defaults());
  }

  /**
   * Decodes one report without verifying its origin, as {@link #decodeUnverified(Bytes)} does.
   *
   * @param input exactly one encoded report, referenced by the result
   * @param options limits and strictness
   * @return the report
   * @throws DecodeException if the input is anything else
   */
  public static SuitReport decodeUnverified(Bytes input, DecodeOptions options)
      throws DecodeException {
    return read(input, options);
  }

  static SuitReport read(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    SuitReport report = ReportReader.read(reader);
    reader.expectEnd();
    return report;
  }

  /**
   * Decodes the payload of a {@code SUIT_Report_Protected} whose signature has been verified.
   *
   * @param payload the verified payload, referenced by the result
   * @return the report
   * @throws DecodeException if the payload is no report, for example because it is encrypted
   */
  public static SuitReport decode(VerifiedPayload payload) throws DecodeException {
    return decode(payload, DecodeOptions.defaults());
  }

  /**
   * Decodes the payload of a {@code SUIT_Report_Protected} whose signature has been verified.
   *
   * @param payload the verified payload, referenced by the result
   * @param options limits and strictness
   * @return the report
   * @throws DecodeException if the payload is no report, for example because it is encrypted
   */
  public static SuitReport decode(VerifiedPayload payload, DecodeOptions options)
      throws DecodeException {
    return read(payload.bytes(), options);
  }

  /**
   * This report with another nonce. In TEEP it is the token of the message that is answered.
   *
   * @param value what shows the reader that the report is fresh, referenced by the result
   * @return the changed report
   */
  public SuitReport withNonce(Bytes value) {
    return new SuitReport(reference, Optional.of(value), records, result, capabilityReport, others);
  }

  /**
   * This report with the capabilities of the processor, which a report needs if somebody asked for
   * them, or if a manifest failed for want of one.
   *
   * @param value the capabilities
   * @return the changed report
   */
  public SuitReport withCapabilityReport(SuitCapabilityReport value) {
    return new SuitReport(reference, nonce, records, result, Optional.of(value), others);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap();
    nonce.ifPresent(value -> writer.writeLong(Label.NONCE.label()).writeBytes(value));
    writer.writeLong(Label.RECORDS.label()).beginArray();
    records.forEach(writer::write);
    writer.endArray();
    writer.writeLong(Label.RESULT.label()).write(result);
    capabilityReport.ifPresent(
        value -> writer.writeLong(Label.CAPABILITY_REPORT.label()).write(value));
    writer.writeLong(Label.REFERENCE.label()).write(reference);
    Items.writeOthers(writer, others);
    writer.endMap();
  }

  static LabelTable<Label> labels() {
    return Label.TABLE;
  }
}
