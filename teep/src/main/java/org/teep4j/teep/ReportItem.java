package org.teep4j.teep;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Strictness;

/**
 * An element of {@code suit-reports}: an encoded report in a byte string. In Success and Error of
 * drafts 13 to 17 it is the report itself. The examples of drafts 18 to 20 still show that form
 * beside a CDDL without it, so it is read in that dialect too.
 */
final class ReportItem {

  static final TeepItem<Bytes> WRAPPED =
      new TeepItem<>(
          ReportItem::read, (writer, report, dialect) -> writer.writeBytes(report), report -> {});

  static final TeepItem<Bytes> INLINE_IN_DRAFT_16 =
      new TeepItem<>(ReportItem::read, ReportItem::write, report -> {});

  /** Depth that the message leaves for an inline report: it is in two arrays and a map. */
  private static final DecodeOptions INSIDE =
      DecodeOptions.defaults()
          .withStrictness(Strictness.CORE_DETERMINISTIC)
          .withMaxDepth(DecodeOptions.DEFAULT_MAX_DEPTH - 3);

  private ReportItem() {}

  private static Bytes read(CborReader reader, Dialect dialect) throws DecodeException {
    return dialect != Dialect.RFC && isInline(reader.peekType())
        ? reader.readEncodedItem()
        : reader.readBytes();
  }

  /**
   * Writes what cannot be an inline report in a byte string: what is no report at all, and what is
   * not deterministic, because the message is.
   */
  private static void write(CborWriter writer, Bytes report, Dialect dialect) {
    if (dialect == Dialect.DRAFT_16 && isInlineItem(report)) {
      writer.writeEncodedItem(report);
    } else {
      writer.writeBytes(report);
    }
  }

  private static boolean isInlineItem(Bytes report) {
    try {
      CborReader reader = new CborReader(report, INSIDE);
      boolean isInline = isInline(reader.peekType());
      reader.skip();
      reader.expectEnd();
      return isInline;
    } catch (DecodeException e) {
      return false;
    }
  }

  private static boolean isInline(CborType type) {
    return type == CborType.MAP || type == CborType.ARRAY || type == CborType.TAG;
  }
}
