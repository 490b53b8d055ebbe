package org.teep4j.codec;

import java.util.Arrays;
import java.util.SplittableRandom;

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

  private static final long SEED;
  private static final long FACTOR;

  static {
    SplittableRandom random = new SplittableRandom();
    SEED = random.nextLong();
    FACTOR = random.nextLong() | 1;
  }

  private final int mostProbes;
  private final CborReader entryReader;
  private final CborReader keyReader;

  /** One key's form after the other. */
  private final CborWriter forms = CborWriter.forKeyComparison();

  /** Where the form of each key ends; it starts where the one before ends. */
  private int[] ends = new int[16];

  // For the table: a hash value for each key, and the places of keys, counted from 1.
  private int[] hashes = {};
  private int[] table = {};

  // For sorting: keys by their index.
  private int[] order = {};
  private int[] merged = {};

  private int count;

  /** For maps nested up to {@code maxDepth}, one after the other. */
  MapKeys(int maxDepth) throws DecodeException {
    this(maxDepth, MOST_PROBES);
  }

  /** Sorts where a probe meets more than {@code mostProbes} other keys. */
  MapKeys(int maxDepth, int mostProbes) throws DecodeException {
    this.mostProbes = mostProbes;
    DecodeOptions options = DecodeOptions.largest().withMaxDepth(maxDepth);
    entryReader = new CborReader(Bytes.empty(), options, false);
    keyReader = new CborReader(Bytes.empty(), options, false);
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
   * The index of the first entry, in their order, whose key equals that of an earlier one; -1 if
   * all keys are distinct.
   *
   * @param entries the keys and values of a map, already found well-formed
   */
  int duplicate(Bytes entries) throws DecodeException {
    forms.clear();
    count = 0;
    entryReader.reset(entries);
    while (entryReader.hasNext()) {
      add(entryReader.readEncodedItem());
      entryReader.skip();
    }
    return firstDuplicate();
  }

  /** Where the entry with an index starts in the bytes given to {@link #duplicate}. */
  int offsetOfEntry(Bytes entries, int index) throws DecodeException {
    entryReader.reset(entries);
    for (int i = 0; i < 2 * index; i++) {
      entryReader.skip();
    }
    return (int) entryReader.offset();
  }

  private void add(Bytes key) throws DecodeException {
    if (endOfPlainKey(key.array, key.offset, key.offset + key.length) >= 0) {
      forms.writeEncodedItem(key);
    } else {
      keyReader.reset(key);
      copy(keyReader, forms);
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = forms.size();
  }

  /** Recursion is bounded by the depth limit of the reader. */
  private static void copy(CborReader reader, CborWriter writer) throws DecodeException {
    switch (reader.peekType()) {
      case UNSIGNED_INTEGER -> writer.writeHead(0x00, reader.readArgument());
      case NEGATIVE_INTEGER -> writer.writeHead(0x20, reader.readArgument());
      case BYTE_STRING -> writer.writeBytes(reader.readBytes());
      case TEXT_STRING -> writer.writeEncodedText(reader.readTextBytes());
      case ARRAY -> {
        reader.enterArray();
        writer.beginArray();
        while (reader.hasNext()) {
          copy(reader, writer);
        }
        reader.exitArray();
        writer.endArray();
      }
      case MAP -> {
        reader.enterMap();
        writer.beginMap();
        while (reader.hasNext()) {
          copy(reader, writer);
          copy(reader, writer);
        }
        reader.exitMap();
        writer.endMap();
      }
      case TAG -> {
        writer.writeTag(reader.readTag());
        copy(reader, writer);
      }
      case FLOAT -> writer.writeDouble(withoutDistinctionsOfSign(reader.readDouble()));
      default -> writer.writeSimple(reader.readSimple());
    }
  }

  /** As keys, -0.0 equals 0.0, and NaN values of either sign are equal if their payloads are. */
  private static double withoutDistinctionsOfSign(double value) {
    if (value == 0.0) {
      return 0.0;
    }
    if (Double.isNaN(value)) {
      return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & Long.MAX_VALUE);
    }
    return value;
  }

  private int firstDuplicate() {
    Bytes all = forms.written();
    if (count > MOST_HASHED) {
      return firstDuplicateOfSorted(all);
    }
    int mask = clearTable() - 1;
    for (int i = 0; i < count; i++) {
      int hash = hash(all.array, startOf(i), ends[i]);
      hashes[i] = hash;
      int at = hash & mask;
      for (int probes = 0; table[at] != 0; probes++) {
        int other = table[at] - 1;
        if (hashes[other] == hash && areEqual(all.array, other, i)) {
          return i;
        }
        if (probes == mostProbes) {
          return firstDuplicateOfSorted(all);
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

  private boolean areEqual(byte[] array, int a, int b) {
    return Arrays.equals(array, startOf(a), ends[a], array, startOf(b), ends[b]);
  }

  private int firstDuplicateOfSorted(Bytes all) {
    sort(all);
    int first = count;
    for (int i = 1; i < count; i++) {
      if (compare(all, order[i - 1], order[i]) == 0) {
        first = Math.min(first, order[i]);
      }
    }
    return first == count ? -1 : first;
  }

  /** Puts the keys in the order of their forms, then of their places: a merge sort. */
  private void sort(Bytes all) {
    if (order.length < count) {
      order = new int[ends.length];
      merged = new int[ends.length];
    }
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int run = 1; run > 0 && run < count; run *= 2) {
      for (long start = 0; start < count; start += 2L * run) {
        int middle = (int) Math.min(start + run, count);
        merge(all, (int) start, middle, (int) Math.min(start + 2L * run, count));
      }
      int[] swapped = order;
      order = merged;
      merged = swapped;
    }
  }

  private void merge(Bytes all, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft =
          left < middle && (right == end || compare(all, order[left], order[right]) <= 0);
      merged[i] = takeLeft ? order[left++] : order[right++];
    }
  }

  private int compare(Bytes all, int a, int b) {
    return Arrays.compareUnsigned(all.array, startOf(a), ends[a], all.array, startOf(b), ends[b]);
  }

  private int startOf(int key) {
    return key == 0 ? 0 : ends[key - 1];
  }
}
