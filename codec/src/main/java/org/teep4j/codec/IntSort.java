package org.teep4j.codec;

/**
 * A stable merge sort of integers that refer to other values. It needs n log n comparisons in the
 * worst case.
 */
final class IntSort {

  /** An order of the values that the integers refer to. */
  @FunctionalInterface
  interface Order {
    int compare(int a, int b);
  }

  private IntSort() {}

  /**
   * Sorts by merging runs of growing length.
   *
   * @param numbers the integers to sort; the array is overwritten
   * @param spare an array of at least {@code count} elements; overwritten
   * @param count the number of integers
   * @return the array with the result: {@code numbers} or {@code spare}
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
