package org.teep4j.teep;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;

/**
 * A data item that a TAM requests in a QueryRequest: a bit of {@code data-item-requested} (Section
 * 4.2; IANA registry "TEEP data-item-requested Bits").
 *
 * <pre>{@code
 * data-item-requested = &(
 *   attestation: 0,
 *   trusted-components: 1,
 *   extensions: 2,
 *   suit-reports: 3,
 * )
 * }</pre>
 */
public enum DataItem {
  /** Bit {@code attestation}: Evidence or an Attestation Result. */
  ATTESTATION("attestation", 0, 0, 0),
  /** Bit {@code trusted-components}: the installed Trusted Components. */
  TRUSTED_COMPONENTS("trusted-components", 1, 1, 1),
  /** Bit {@code extensions}: the supported extensions. */
  EXTENSIONS("extensions", 2, 2, 2),
  /** Bit {@code suit-reports}: SUIT reports. */
  SUIT_REPORTS("suit-reports", 3, 3, 3);

  static final DialectTable<DataItem> TABLE = new DialectTable<>(values(), item -> item.numbers);

  private final String cddlName;

  @SuppressWarnings("ImmutableEnumChecker") // neither written to nor handed out
  private final int[] numbers;

  DataItem(String cddlName, int... numbers) {
    this.cddlName = cddlName;
    this.numbers = numbers;
  }

  /**
   * The name in the CDDL.
   *
   * @return for example {@code trusted-components}
   */
  public String cddlName() {
    return cddlName;
  }

  /**
   * The number of this bit, counted from the least significant.
   *
   * @param dialect the numbering
   * @return 0 to 63
   * @throws IllegalArgumentException if the dialect has no such bit
   */
  public long number(Dialect dialect) {
    return TABLE.number(this, dialect);
  }

  /**
   * Reads a bitmap. A bit that the dialect does not assign is ignored: Section 4.2 announces
   * further ones, and an Agent answers what it knows.
   */
  static Set<DataItem> readBits(CborReader reader, Dialect dialect) throws DecodeException {
    EnumSet<DataItem> items = EnumSet.noneOf(DataItem.class);
    for (long left = reader.readUnsigned(); left != 0; left &= left - 1) {
      DataItem item = TABLE.row(Long.numberOfTrailingZeros(left), dialect);
      if (item != null) {
        items.add(item);
      }
    }
    return Collections.unmodifiableSet(items);
  }

  /** The bitmap of a set of items. */
  static long bits(Set<DataItem> items, Dialect dialect) {
    long bits = 0;
    for (DataItem item : items) {
      bits |= 1L << item.number(dialect);
    }
    return bits;
  }
}
