package org.teep4j.suit;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the row of a label table by its label. The labels are small, so an array is the index. */
final class LabelTable<L extends SuitLabel> {

  private final L[] rows;

  /** Takes the rows of a table in any order; no two have the same label. */
  LabelTable(L[] values) {
    int largest = 0;
    for (L value : values) {
      largest = Math.max(largest, (int) value.label());
    }
    rows = Arrays.copyOf(values, largest + 1);
    Arrays.fill(rows, null);
    for (L value : values) {
      rows[(int) value.label()] = value;
    }
  }

  /** The row with this label, or null if the table has none. */
  @Nullable L find(long label) {
    return label >= 0 && label < rows.length ? rows[(int) label] : null;
  }

  /** The name of this label for the path of an exception. */
  String name(long label) {
    L row = find(label);
    return row != null ? row.shortName() : Long.toString(label);
  }

  /** Refuses known labels: entries that stay encoded must have labels outside this table. */
  void requireUnknown(Collection<Long> labels) {
    if (labels.isEmpty()) {
      return; // the usual case, without allocating an iterator
    }
    for (long label : labels) {
      if (find(label) != null) {
        throw new IllegalArgumentException("label " + label + " is " + name(label));
      }
    }
  }
}
