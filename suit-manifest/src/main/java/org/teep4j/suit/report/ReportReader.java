package org.teep4j.suit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.suit.internal.Items;
import org.teep4j.suit.report.SuitReport.Label;

/** Reads {@code SUIT_Report}, whose entries may come in any order. */
final class ReportReader {

  private final CborReader reader;
  private @Nullable SuitReference reference;
  private Optional<Bytes> nonce = Optional.empty();
  private @Nullable List<SuitReport.Entry> records;
  private SuitReport.@Nullable Result result;
  private Optional<SuitCapabilityReport> capabilityReport = Optional.empty();
  private Map<Long, Bytes> others = Map.of();

  private ReportReader(CborReader reader) {
    this.reader = reader;
  }

  static SuitReport read(CborReader reader) throws DecodeException {
    return new ReportReader(reader).read();
  }

  private SuitReport read() throws DecodeException {
    long at = reader.offset();
    reader.enterMap();
    while (reader.hasNext()) {
      long entryAt = reader.offset();
      long number = reader.readLong();
      Label label = SuitReport.labels().find(number);
      try {
        if (label == null) {
          others = Items.with(others, number, reader.readEncodedItem());
        } else {
          readEntry(label, entryAt);
        }
      } catch (DecodeException e) {
        throw e.in(SuitReport.labels().name(number));
      }
    }
    reader.exitMap();
    return new SuitReport(
        required(reference, Label.REFERENCE, at),
        nonce,
        required(records, Label.RECORDS, at),
        required(result, Label.RESULT, at),
        capabilityReport,
        others);
  }

  private static <T> T required(@Nullable T value, Label label, long at) throws DecodeException {
    if (value == null) {
      throw new DecodeException(
          Reason.MISSING_ELEMENT, at, "the report has no " + label.cddlName());
    }
    return value;
  }

  private void readEntry(Label label, long at) throws DecodeException {
    switch (label) {
      case REFERENCE -> reference = SuitReference.read(reader);
      case NONCE -> nonce = Optional.of(reader.readBytes());
      case RECORDS -> records = readRecords();
      case RESULT -> result = readResult();
      case CAPABILITY_REPORT -> capabilityReport = Optional.of(SuitCapabilityReport.read(reader));
      case RESULT_CODE, RESULT_RECORD, RESULT_REASON ->
          throw new DecodeException(
              Reason.UNEXPECTED_ELEMENT, at, "must be inside " + Label.RESULT.cddlName());
    }
  }

  private List<SuitReport.Entry> readRecords() throws DecodeException {
    List<SuitReport.Entry> entries = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      try {
        entries.add(
            reader.peekType() == CborType.MAP
                ? SystemPropertyClaims.read(reader)
                : SuitRecord.read(reader));
      } catch (DecodeException e) {
        throw e.in("", entries.size());
      }
    }
    reader.exitArray();
    return entries;
  }

  private SuitReport.Result readResult() throws DecodeException {
    long at = reader.offset();
    if (reader.peekType() == CborType.BOOLEAN) {
      if (!reader.readBoolean()) {
        throw new DecodeException(
            Reason.VALUE_OUT_OF_RANGE, at, "the value of success must be true");
      }
      return new SuitReport.Result.Success();
    }
    @Nullable Long code = null;
    @Nullable SuitRecord record = null;
    @Nullable Long reason = null;
    reader.enterMap();
    while (reader.hasNext()) {
      long entryAt = reader.offset();
      long number = reader.readLong();
      try {
        if (number == Label.RESULT_CODE.label()) {
          code = reader.readLong();
        } else if (number == Label.RESULT_RECORD.label()) {
          record = SuitRecord.read(reader);
        } else if (number == Label.RESULT_REASON.label()) {
          reason = reader.readLong();
        } else {
          throw new DecodeException(
              Reason.UNEXPECTED_ELEMENT, entryAt, "unknown label " + number + " in a result");
        }
      } catch (DecodeException e) {
        throw e.in(SuitReport.labels().name(number));
      }
    }
    reader.exitMap();
    return new SuitReport.Result.Failure(
        required(code, Label.RESULT_CODE, at),
        required(record, Label.RESULT_RECORD, at),
        required(reason, Label.RESULT_REASON, at));
  }
}
