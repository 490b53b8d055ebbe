package org.teep4j.suit.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Shape;

/**
 * Finds the row of a label table by its label. The labels are small, so an array is the index.
 *
 * @param <L> the type of the rows
 */
public final class LabelTable<L> {

  private final @Nullable L[] rows;
  private final Function<? super L, String> name;

  /** Takes the rows of a table in any order; no two have the same label. */
  public LabelTable(L[] values, ToLongFunction<? super L> label, Function<? super L, String> name) {
    int largest = 0;
    for (L value : values) {
      largest = Math.max(largest, (int) label.applyAsLong(value));
    }
    this.rows = Arrays.copyOf(values, largest + 1);
    this.name = name;
    Arrays.fill(rows, null);
    for (L value : values) {
      rows[(int) label.applyAsLong(value)] = value;
    }
  }

  /** The row with this label, or null if the table has none. */
  public @Nullable L find(long label) {
    return label >= 0 && label < rows.length ? rows[(int) label] : null;
  }

  /** The names by label, for the shape of a number. */
  public Map<Long, String> names() {
    Map<Long, String> names = new LinkedHashMap<>();
    for (int label = 0; label < rows.length; label++) {
      L row = rows[label];
      if (row != null) {
        names.put((long) label, name.apply(row));
      }
    }
    return names;
  }

  /** The shapes of the values in a map whose keys are the labels, with their names. */
  public Map<Long, Shape> shapes(Function<? super L, Shape> shapes) {
    Map<Long, Shape> named = new LinkedHashMap<>();
    for (int label = 0; label < rows.length; label++) {
      L row = rows[label];
      if (row != null) {
        named.put((long) label, shapes.apply(row).named(name.apply(row)));
      }
    }
    return Collections.unmodifiableMap(named);
  }

  /** The name of this label for the path of an exception. */
  public String name(long label) {
    L row = find(label);
    return row != null ? name.apply(row) : Long.toString(label);
  }

  /** Refuses known labels: entries that stay encoded must have labels outside this table. */
  public void requireUnknown(Collection<Long> labels) {
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
