package org.teep4j.suit;

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

/**
 * {@code SUIT_Report} (draft-ietf-suit-report, Section "The SUIT_Report"): how a manifest processor
 * fared with a manifest.
 *
 * <p>A report is trusted for what contains it. In a {@code SUIT_Report_Protected} it is the payload
 * of a COSE_Sign1 or COSE_Mac0, which {@link SuitReportOpener} verifies.
 *
 * @param reference the manifest
 * @param nonce what shows that the report is fresh
 * @param records decisions and properties, in the order in which they were recorded
 * @param result how the procedure ended
 * @param capabilityReport what the processor can do
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
    /** What shows that the report is fresh. */
    NONCE(2, "suit-report-nonce"),
    /** Decisions and properties. */
    RECORDS(3, "suit-report-records"),
    /** How the procedure ended. */
    RESULT(4, "suit-report-result"),
    /** In a result: a number for debugging. */
    RESULT_CODE(5, "suit-report-result-code"),
    /** In a result: where the procedure failed. */
    RESULT_RECORD(6, "suit-report-result-record"),
    /** In a result: why the procedure failed. */
    RESULT_REASON(7, "suit-report-result-reason"),
    /** What the processor can do. */
    CAPABILITY_REPORT(8, "suit-report-capability-report"),
    /** The manifest. */
    REFERENCE(99, "suit-reference");

    private static final LabelTable<Label> TABLE = new LabelTable<>(values());

    private final int label;
    private final String cddlName;

    Label(int label, String cddlName) {
      this.label = label;
      this.cddlName = cddlName;
    }

    @Override
    public long label() {
      return label;
    }

    @Override
    public String cddlName() {
      return cddlName;
    }

    @Override
    public SuitDocument document() {
      return SuitDocument.REPORT;
    }
  }

  /** An entry of {@code suit-report-records}. */
  public sealed interface Entry extends CborEncodable permits SuitRecord, SystemPropertyClaims {}

  /** {@code suit-report-result}: how a procedure ended. */
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
     * @param code a number for debugging, of the processor's own
     * @param record where it failed
     * @param reason the number of the reason; see {@link #knownReason()}
     */
    record Failure(long code, SuitRecord record, long reason) implements Result {

      /**
       * A failure for a reason that is defined.
       *
       * @param code a number for debugging, of the processor's own
       * @param record where it failed
       * @param reason why
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
        return SuitReportReason.of(reason);
      }

      @Override
      public void encodeTo(CborWriter writer) {
        writer
            .beginMap()
            .writeLong(Label.RESULT_CODE.label)
            .writeLong(code)
            .writeLong(Label.RESULT_RECORD.label)
            .write(record)
            .writeLong(Label.RESULT_REASON.label)
            .writeLong(reason)
            .endMap();
      }
    }
  }

  /**
   * Copies and checks the collections.
   *
   * @param reference as the component
   * @param nonce as the component
   * @param records as the component
   * @param result as the component
   * @param capabilityReport as the component
   * @param others as the component
   * @throws IllegalArgumentException if an entry stands where it does not belong
   */
  public SuitReport {
    records = List.copyOf(records);
    others = Items.immutable(others);
    Label.TABLE.requireUnknown(others.keySet());
  }

  /**
   * Decodes one report of which nobody knows who made it. For inspectors, and where something else
   * has verified what the report was in.
   *
   * @param input exactly one encoded report, referenced by the result
   * @return the report
   * @throws DecodeException if the input is anything else
   */
  public static SuitReport decodeUnverified(Bytes input) throws DecodeException {
    return read(input, DecodeOptions.defaults());
  }

  /**
   * Decodes one report of which nobody knows who made it, as {@link #decodeUnverified(Bytes)} does.
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

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginMap();
    nonce.ifPresent(value -> writer.writeLong(Label.NONCE.label).writeBytes(value));
    writer.writeLong(Label.RECORDS.label).beginArray();
    records.forEach(writer::write);
    writer.endArray();
    writer.writeLong(Label.RESULT.label).write(result);
    capabilityReport.ifPresent(
        value -> writer.writeLong(Label.CAPABILITY_REPORT.label).write(value));
    writer.writeLong(Label.REFERENCE.label).write(reference);
    Items.writeOthers(writer, others);
    writer.endMap();
  }

  static LabelTable<Label> labels() {
    return Label.TABLE;
  }
}
