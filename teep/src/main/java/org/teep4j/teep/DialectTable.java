package org.teep4j.teep;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one registry, read in both directions: a row for each constant of an enum, a
 * column for each {@link Dialect}.
 */
final class DialectTable<E extends Enum<E>> {

  /** Stands in a column whose dialect has no such row. */
  static final int NONE = -1;

  private static final int NUMBERS = 64;

  private final E[] rows;
  private final Function<E, int[]> columns;

  /** For each column, the position in {@link #rows} of each number. */
  private final int[][] positions = new int[Dialect.values().length][NUMBERS];

  DialectTable(E[] rows, Function<E, int[]> columns) {
    this.rows = rows;
    this.columns = columns;
    for (Dialect dialect : Dialect.values()) {
      int[] byNumber = positions[dialect.column()];
      Arrays.fill(byNumber, NONE);
      for (int i = 0; i < rows.length; i++) {
        int number = columns.apply(rows[i])[dialect.column()];
        if (number != NONE && byNumber[number] != NONE) {
          throw new IllegalStateException(rows[i] + " shares its number in " + dialect);
        } else if (number != NONE) {
          byNumber[number] = i;
        }
      }
    }
  }

  boolean has(E row, Dialect dialect) {
    return columns.apply(row)[dialect.column()] != NONE;
  }

  /** The number of a row; throws IllegalArgumentException if the dialect has no such row. */
  int number(E row, Dialect dialect) {
    int number = columns.apply(row)[dialect.column()];
    if (number == NONE) {
      throw new IllegalArgumentException(row + " has no number in " + dialect);
    }
    return number;
  }

  @Nullable E row(long number, Dialect dialect) {
    if (number < 0 || number >= NUMBERS) {
      return null;
    }
    int position = positions[dialect.column()][(int) number];
    return position == NONE ? null : rows[position];
  }
}
