package org.teep4j.codec;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds duplicate map keys; keys are compared by value (RFC 8949, Section 5.6.1).
 *
 * <p>The comparison uses the deterministic encodings of the keys' values, so that {@code 1} equals
 * {@code 1} in any encoding. A hash table finds equal keys. If a probe takes too long, the keys are
 * sorted instead. The worst case is therefore n log n, even if an attacker chooses the keys and
 * knows the hash function. The random seed only makes the worst case rare.
 */
final class MapKeys {

  /**
   * Longest probe before the keys are sorted. A table that is at most half full rarely has so many
   * occupied slots in a row.
   */
  private static final int MOST_PROBES = 32;

  /**
   * Largest number of keys in a hash table. More keys are sorted directly, because their table
   * would be too large.
   */
  private static final int MOST_HASHED = 1 << 28;

  /** Up to this number of keys, each key is compared with every other. */
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
   * The array with the keys. {@link #formed} has the normal forms of the keys that are not encoded
   * plainly.
   */
  private byte[] array = NOTHING;

  private @Nullable KeyForms forms;
  private byte[] formed = NOTHING;

  /**
   * Start and end of each key. A start of 0 or more is an index in {@link #array}; a negative start
   * is the bitwise complement of an index in {@link #formed}.
   */
  private int[] starts = NONE;

  private int[] ends = NONE;

  // For the hash table: the hash value of each key, and the slots. A slot holds the index of a key
  // plus 1, or 0 if it is free.
  private int[] hashes = NONE;
  private int[] table = NONE;

  // For sorting: the indexes of the keys.
  private int[] order = NONE;
  private int[] merged = NONE;

  private int count;
  private long steps;

  /** Creates an object that can check any number of maps. */
  MapKeys() {
    this(MOST_PROBES);
  }

  /**
   * Creates an object that sorts the keys if a probe meets more than {@code mostProbes} other keys.
   */
  MapKeys(int mostProbes) {
    this.mostProbes = mostProbes;
  }

  /** The work done so far, in bytes read. */
  long steps() {
    return steps;
  }

  /**
   * Returns the end of a plainly encoded key: an integer, definite-length string or simple value in
   * preferred encoding, whose bytes can be compared directly. Returns -1 for all other keys, and
   * for truncated keys, which the reader reports when it reads them.
   *
   * <p>The code is written out here, so that the method has more than 325 bytes of bytecode and is
   * not inlined. The just-in-time compiler inlines methods up to that size, and the callers of this
   * one are all methods that read items.
   *
   * <p>The major types are 0x00 and 0x20 (integers), 0x40 and 0x60 (strings), and 0xe0 (simple
   * values). Additional information 24, 25, 26 and 27 announces 1, 2, 4 and 8 bytes of argument.
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
   * Returns the index in {@code keyStarts} of the first key that equals an earlier one; -1 if all
   * keys are distinct.
   *
   * @param array the array with the keys, which are known to be well-formed
   * @param keyStarts start of each key in the array
   * @param from the index of the first key in {@code keyStarts}
   * @param to the index after the last key in {@code keyStarts}
   * @param end an index at or after the end of all keys
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
    this.array = formed = NOTHING; // release them for garbage collection
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

  /** Clears the table and returns its size. The keys will fill at most half of it. */
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
      last = (long) Bytes.LONG.get(array, to - Long.BYTES); // may overlap the bytes hashed before
    } else {
      for (; at < to; at++) {
        last = last << Byte.SIZE | (array[at] & 0xff);
      }
    }
    hash = mix(hash ^ last);
    return (int) (hash ^ hash >>> Integer.SIZE);
  }

  /** Combines the low and high half of the 128-bit product with XOR, and adds the seed. */
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

  /** Sorts the keys by their encodings, then by their positions in the map. */
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
