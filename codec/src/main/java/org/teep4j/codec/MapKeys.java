package org.teep4j.codec;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Equality of map keys by value (RFC 8949, Section 5.6.1).
 *
 * <p>Keys are compared as the deterministic encodings of their values, so that {@code 1} equals
 * {@code 1} in whatever encoding. A table of hash values finds equal ones. Where one of its probes
 * takes long, the keys are sorted instead: so the worst case is n log n, whoever chose the keys and
 * whatever is known of the hash, and its seed does no more than make that case rare.
 */
final class MapKeys {

  /** A table that is at most half full rarely has so many in a row. */
  private static final int MOST_PROBES = 32;

  /** More keys than this are sorted at once, for which their table would have to be too large. */
  private static final int MOST_HASHED = 1 << 28;

  /** No more keys than this are compared with each other, each with all. */
  private static final int FEW = 8;

  private static final int[] NONE = {};
  private static final byte[] NOTHING = {};

  private static final long SEED;
  private static final long FACTOR;

  static {
    SplittableRandom random = new SplittableRandom();
    SEED = random.nextLong();
    FACTOR = random.nextLong() | 1;
  }

  private final int mostProbes;

  /**
   * The keys of a map, and one behind the other the forms of those that are not encoded plainly.
   */
  private byte[] array = NOTHING;

  private @Nullable KeyForms forms;
  private byte[] formed = NOTHING;

  /**
   * Where each key starts and ends: in the array, or where the start is negative, in the forms, and
   * then the start is counted down from -1.
   */
  private int[] starts = NONE;

  private int[] ends = NONE;

  // For the table: a hash value for each key, and the places of keys, counted from 1.
  private int[] hashes = NONE;
  private int[] table = NONE;

  // For sorting: keys by their index.
  private int[] order = NONE;
  private int[] merged = NONE;

  private int count;
  private long steps;

  /** For one map after the other. */
  MapKeys() {
    this(MOST_PROBES);
  }

  /** Sorts where a probe meets more than {@code mostProbes} other keys. */
  MapKeys(int mostProbes) {
    this.mostProbes = mostProbes;
  }

  /** How much has been done so far, counted in bytes looked at. */
  long steps() {
    return steps;
  }

  /**
   * Where a key ends that is an integer, definite-length string or simple value in its preferred
   * encoding, so that its bytes can be compared as they are; -1 for all other keys, and for those
   * that are not all there, which will be reported when they are read.
   *
   * <p>Everything is written out here, for more than the 325 bytes of code up to which the compiler
   * of the virtual machine copies a method into its callers: they are all methods that read items.
   */
  static int endOfPlainKey(byte[] array, int start, int end) {
    int major = array[start] & 0xe0;
    int information = array[start] & 0x1f;
    int left = end - start - 1;
    int at = start + 1;
    long argument = information;
    long least = 0;
    if (information == 24 && left >= 1) {
      argument = array[at++] & 0xff;
      least = 24;
    } else if (information == 25 && left >= 2) {
      argument = (array[at++] & 0xffL) << 8 | (array[at++] & 0xff);
      least = 1 << 8;
    } else if (information == 26 && left >= 4) {
      argument = (array[at++] & 0xffL) << 24 | (array[at++] & 0xff) << 16;
      argument |= (array[at++] & 0xff) << 8 | (array[at++] & 0xff);
      least = 1 << 16;
    } else if (information == 27 && left >= 8) {
      argument = (array[at++] & 0xffL) << 56 | (array[at++] & 0xffL) << 48;
      argument |= (array[at++] & 0xffL) << 40 | (array[at++] & 0xffL) << 32;
      argument |= (array[at++] & 0xffL) << 24 | (array[at++] & 0xff) << 16;
      argument |= (array[at++] & 0xff) << 8 | (array[at++] & 0xff);
      least = 1L << 32;
    } else if (information >= 24) {
      return -1;
    }
    if (Long.compareUnsigned(argument, least) < 0) {
      return -1;
    }
    if (major <= 0x20 || major == 0xe0 && information < 24) {
      return at;
    }
    boolean string = major == 0x40 || major == 0x60;
    return string && argument >= 0 && argument <= end - at ? at + (int) argument : -1;
  }

  /**
   * The index in {@code keyStarts} of the first key, in their order, that equals an earlier one; -1
   * if all are distinct.
   *
   * @param array where the keys are, already found well-formed
   * @param keyStarts where each key starts in the array
   * @param from the index of the first key in {@code keyStarts}
   * @param to the index after that of the last key
   * @param end where all keys have ended
   */
  int duplicate(byte[] array, int[] keyStarts, int from, int to, int end) throws DecodeException {
    this.array = array;
    count = to - from;
    if (starts.length < count) {
      starts = new int[Math.max(FEW, count)];
      ends = new int[starts.length];
    }
    if (forms != null) {
      forms.clear();
    }
    for (int i = 0; i < count; i++) {
      add(i, keyStarts[from + i], end);
    }
    formed = forms == null ? array : forms.array();
    int duplicate = count <= FEW ? firstDuplicateOfFew() : firstDuplicate();
    this.array = formed = NOTHING; // not to hold them any longer
    return duplicate < 0 ? -1 : from + duplicate;
  }

  private void add(int index, int start, int end) throws DecodeException {
    int plainEnd = endOfPlainKey(array, start, end);
    starts[index] = start;
    ends[index] = plainEnd;
    if (plainEnd < 0) {
      if (forms == null) {
        forms = new KeyForms();
      }
      starts[index] = ~forms.size();
      steps += forms.add(array, start, end);
      ends[index] = forms.size();
    }
  }

  private byte[] arrayOf(int key) {
    return starts[key] < 0 ? formed : array;
  }

  private int startOf(int key) {
    return starts[key] < 0 ? ~starts[key] : starts[key];
  }

  private int firstDuplicateOfFew() {
    for (int i = 1; i < count; i++) {
      for (int j = 0; j < i; j++) {
        if (areEqual(i, j)) {
          return i;
        }
      }
    }
    return -1;
  }

  private int firstDuplicate() {
    if (count > MOST_HASHED) {
      return firstDuplicateOfSorted();
    }
    int mask = clearTable() - 1;
    for (int i = 0; i < count; i++) {
      steps += ends[i] - startOf(i);
      int hash = hash(arrayOf(i), startOf(i), ends[i]);
      hashes[i] = hash;
      int at = hash & mask;
      for (int probes = 0; table[at] != 0; probes++) {
        int other = table[at] - 1;
        if (hashes[other] == hash && areEqual(other, i)) {
          return i;
        }
        if (probes == mostProbes) {
          return firstDuplicateOfSorted();
        }
        at = (at + 1) & mask;
      }
      table[at] = i + 1;
    }
    return -1;
  }

  /** Makes an empty table, at most half of which the keys will fill; returns its size. */
  private int clearTable() {
    int size = 4 * Integer.highestOneBit(Math.max(1, count));
    if (table.length < size) {
      table = new int[size];
      hashes = new int[size / 2];
    } else {
      Arrays.fill(table, 0, size, 0);
    }
    return size;
  }

  private static int hash(byte[] array, int from, int to) {
    long hash = SEED ^ (to - from);
    int at = from;
    for (; to - at > Long.BYTES; at += Long.BYTES) {
      hash = mix(hash ^ (long) Bytes.LONG.get(array, at));
    }
    long last = 0;
    if (to - from >= Long.BYTES) {
      last = (long) Bytes.LONG.get(array, to - Long.BYTES); // some of it for the second time
    } else {
      for (; at < to; at++) {
        last = last << Byte.SIZE | (array[at] & 0xff);
      }
    }
    hash = mix(hash ^ last);
    return (int) (hash ^ hash >>> Integer.SIZE);
  }

  /** The halves of a product of 128 bits, one over the other. */
  private static long mix(long value) {
    return (value * FACTOR ^ Math.multiplyHigh(value, FACTOR)) + SEED;
  }

  private boolean areEqual(int a, int b) {
    int length = ends[a] - startOf(a);
    if (length != ends[b] - startOf(b)) {
      steps++;
      return false;
    }
    steps += length;
    return Arrays.equals(arrayOf(a), startOf(a), ends[a], arrayOf(b), startOf(b), ends[b]);
  }

  private int firstDuplicateOfSorted() {
    int[] sorted = sorted();
    int first = count;
    for (int i = 1; i < count; i++) {
      if (compare(sorted[i - 1], sorted[i]) == 0) {
        first = Math.min(first, sorted[i]);
      }
    }
    return first == count ? -1 : first;
  }

  /** Puts the keys in the order of their forms, then of their places. */
  private int[] sorted() {
    if (order.length < count) {
      order = new int[starts.length];
      merged = new int[starts.length];
    }
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    return IntSort.sort(order, merged, count, this::compare);
  }

  private int compare(int a, int b) {
    steps += Math.min(ends[a] - startOf(a), ends[b] - startOf(b));
    return Arrays.compareUnsigned(arrayOf(a), startOf(a), ends[a], arrayOf(b), startOf(b), ends[b]);
  }
}
