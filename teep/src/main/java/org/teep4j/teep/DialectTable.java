package org.teep4j.teep;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one registry, with lookup in both directions. The table has a row for each
 * constant of an enum and a column for each {@link Dialect}.
 */
@SuppressWarnings("EnumOrdinal") // a position in an array in memory, never written
final class DialectTable<E extends Enum<E>> {

  /** Marks a row that a dialect does not have. */
  static final int NONE = -1;

  private static final int NUMBERS = 64;

  private final E[] rows;

  /** For each column, the number of each row. */
  private final int[][] numbers = new int[Dialect.values().length][];

  /** For each column, the position in {@link #rows} of each number. */
  private final int[][] positions = new int[Dialect.values().length][NUMBERS];

  DialectTable(E[] rows, Function<E, int[]> columns) {
    this.rows = rows;
    for (Dialect dialect : Dialect.values()) {
      int[] byNumber = positions[dialect.column()];
      Arrays.fill(byNumber, NONE);
      int[] numbersOfColumn = new int[rows.length];
      numbers[dialect.column()] = numbersOfColumn;
      for (int i = 0; i < rows.length; i++) {
        int number = columns.apply(rows[i])[dialect.column()];
        numbersOfColumn[i] = number;
        if (number != NONE && byNumber[number] != NONE) {
          throw new IllegalStateException(rows[i] + " shares its number in " + dialect);
        } else if (number != NONE) {
          byNumber[number] = i;
        }
      }
    }
  }

  boolean has(E row, Dialect dialect) {
    return numbers[dialect.column()][row.ordinal()] != NONE;
  }

  /** The number of a row; throws IllegalArgumentException if the dialect has no such row. */
  int number(E row, Dialect dialect) {
    int number = numbers[dialect.column()][row.ordinal()];
    if (number == NONE) {
      throw new IllegalArgumentException(row + " has no number in " + dialect);
    }
    return number;
  }

  /** Whether some dialect assigns a number. */
  boolean isInAny(long number) {
    return dialectsWith(number) > 0;
  }

  /** Whether every dialect assigns a number. */
  boolean isInAll(long number) {
    return dialectsWith(number) == positions.length;
  }

  private int dialectsWith(long number) {
    int count = 0;
    for (int[] byNumber : positions) {
      count += number >= 0 && number < NUMBERS && byNumber[(int) number] != NONE ? 1 : 0;
    }
    return count;
  }

  @Nullable E row(long number, Dialect dialect) {
    if (number < 0 || number >= NUMBERS) {
      return null;
    }
    int position = positions[dialect.column()][(int) number];
    return position == NONE ? null : rows[position];
  }
}
