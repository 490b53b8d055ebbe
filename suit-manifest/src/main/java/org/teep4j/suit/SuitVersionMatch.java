package org.teep4j.suit;

import org.jspecify.annotations.Nullable;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.suit.internal.LabelTable;

/**
 * {@code SUIT_Parameter_Version_Match} (draft-ietf-suit-update-management, Section
 * "suit-parameter-version"): a requirement on the version of a component.
 *
 * <pre>{@code
 * SUIT_Parameter_Version_Match = [
 *   suit-condition-version-comparison-type: SUIT_Condition_Version_Comparison_Types,
 *   suit-condition-version-comparison-value: SUIT_Condition_Version_Comparison_Value
 * ]
 * }</pre>
 *
 * @param type the comparison of the component's version with {@code value}
 * @param value the version to compare with; further numbers of the component's version are ignored
 */
public record SuitVersionMatch(Comparison type, SuitVersion value) implements CborEncodable {

  /** {@code SUIT_Condition_Version_Comparison_Types}. */
  public enum Comparison implements SuitLabel {
    /** The component's version is greater. */
    GREATER(1, "suit-condition-version-comparison-greater"),
    /** The component's version is greater or equal. */
    GREATER_EQUAL(2, "suit-condition-version-comparison-greater-equal"),
    /** The component's version is equal. */
    EQUAL(3, "suit-condition-version-comparison-equal"),
    /** The component's version is lesser or equal. */
    LESSER_EQUAL(4, "suit-condition-version-comparison-lesser-equal"),
    /** The component's version is lesser. */
    LESSER(5, "suit-condition-version-comparison-lesser");

    private static final LabelTable<Comparison> TABLE =
        new LabelTable<>(values(), SuitLabel::label, SuitLabel::shortName);

    private final Row row;

    Comparison(int label, String cddlName) {
      this.row = new Row(label, cddlName, SuitDocument.UPDATE_MANAGEMENT);
    }

    @Override
    public Row row() {
      return row;
    }
  }

  static SuitVersionMatch read(CborReader reader) throws DecodeException {
    reader.enterArray(2);
    long at = reader.offset();
    long label = reader.readLong();
    @Nullable Comparison type = Comparison.TABLE.find(label);
    if (type == null) {
      throw new DecodeException(
          Reason.VALUE_OUT_OF_RANGE, at, "unknown version comparison " + label);
    }
    SuitVersion value = SuitVersion.read(reader);
    reader.exitArray();
    return new SuitVersionMatch(type, value);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray().writeLong(type.label()).write(value).endArray();
  }
}
