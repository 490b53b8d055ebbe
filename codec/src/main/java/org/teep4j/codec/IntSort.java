package org.teep4j.codec;

/** Sorting of numbers that stand for something, stable, and in n log n comparisons at worst. */
final class IntSort {

  /** An order of what the numbers stand for. */
  @FunctionalInterface
  interface Order {
    int compare(int a, int b);
  }

  private IntSort() {}

  /**
   * Sorts by merging runs of growing length.
   *
   * @param numbers what to sort, changed in any case
   * @param spare room for as many
   * @param count how many there are
   * @param order their order
   * @return {@code numbers} or {@code spare}, whichever has the result
   */
  static int[] sort(int[] numbers, int[] spare, int count, Order order) {
    int[] from = numbers;
    int[] to = spare;
    for (int run = 1; run > 0 && run < count; run *= 2) {
      for (long start = 0; start < count; start += 2L * run) {
        int middle = (int) Math.min(start + run, count);
        merge(from, to, (int) start, middle, (int) Math.min(start + 2L * run, count), order);
      }
      int[] swapped = from;
      from = to;
      to = swapped;
    }
    return from;
  }

  private static void merge(int[] from, int[] to, int start, int middle, int end, Order order) {
    if (middle == end || order.compare(from[middle - 1], from[middle]) <= 0) {
      System.arraycopy(from, start, to, start, end - start);
      return;
    }
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft =
          left < middle && (right == end || order.compare(from[left], from[right]) <= 0);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }
}
