package org.teep4j.codec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes CBOR (RFC 8949) in core deterministic encoding: the shortest heads and floating-point
 * numbers, definite lengths, and map entries in the bytewise lexicographic order of their encoded
 * keys, in whatever order they were written.
 *
 * <p>Lengths need not be known beforehand: what has been begun is counted until it is ended. Byte
 * strings of {@value #REFERENCED_FROM} bytes and more are referenced, not copied, and must not
 * change until the result has been used. Methods return this writer. Calls that could not yield
 * well-formed CBOR throw {@link IllegalStateException}. A writer is not safe for use by several
 * threads.
 */
public final class CborWriter {

  /** Byte strings of this many bytes and more are referenced instead of copied. */
  public static final int REFERENCED_FROM = 512;

  private static final BigInteger SMALLEST_BIGNUM = BigInteger.ONE.shiftLeft(64);

  // What can be open.
  private static final int SEQUENCE = 0;
  private static final int ARRAY = 1;
  private static final int MAP = 2;
  private static final int WRAPPED = 3;
  private static final String[] NOUNS = {"nothing", "an array", "a map", "a byte string"};

  /** What has been begun and not yet ended. Kept for the next one as deep. */
  private static final class Level {
    final @Nullable Level outer;
    @Nullable Level inner;
    int kind;
    int headAt;
    int referencesBefore;
    int items;
    boolean tagged;

    /** Inside a key nothing is referenced, so that keys can be compared in the buffer. */
    boolean contiguous;

    // Of a map.
    int firstStart;
    boolean inKey;
    boolean unordered;

    Level(@Nullable Level outer) {
      this.outer = outer;
    }
  }

  /** Bytes that belong before the byte of the buffer at {@code at}. */
  private static final class Reference {
    int at;
    final Bytes bytes;

    Reference(int at, Bytes bytes) {
      this.at = at;
      this.bytes = bytes;
    }
  }

  private final boolean toleratesEqualKeys;
  private byte[] buffer = new byte[256];
  private int size;
  private final List<Reference> references = new ArrayList<>(0);

  /** Where each key and each value of the open maps starts, those of inner maps last. */
  private int[] itemStarts = {};

  private Level level = new Level(null);

  /** Starts with nothing written. */
  public CborWriter() {
    this(false);
  }

  private CborWriter(boolean toleratesEqualKeys) {
    this.toleratesEqualKeys = toleratesEqualKeys;
  }

  /**
   * A writer for values that came from outside and may still be refused; everything is copied, so
   * that what has been written lies in one run.
   */
  static CborWriter forKeyComparison() {
    CborWriter writer = new CborWriter(true);
    writer.level.contiguous = true;
    return writer;
  }

  /** Forgets what has been written, and keeps the room for it. */
  void clear() {
    size = 0;
    references.clear();
  }

  /** How many bytes have been written, apart from those that are referenced. */
  int size() {
    return size;
  }

  // Scalars.

  /**
   * Writes an integer.
   *
   * @param value any value
   * @return this writer
   */
  public CborWriter writeLong(long value) {
    return value < 0 ? writeHead(0x20, ~value) : writeHead(0x00, value);
  }

  /**
   * Writes an unsigned integer of 64 bits.
   *
   * @param bits the value; negative stands for 2<sup>63</sup> and above
   * @return this writer
   */
  public CborWriter writeUnsignedBits(long bits) {
    return writeHead(0x00, bits);
  }

  /**
   * Writes an integer of any size, as a bignum (tags 2 and 3) only where it must be.
   *
   * @param value any value
   * @return this writer
   */
  public CborWriter writeInteger(BigInteger value) {
    boolean negative = value.signum() < 0;
    BigInteger argument = negative ? value.not() : value;
    if (argument.compareTo(SMALLEST_BIGNUM) < 0) {
      return writeHead(negative ? 0x20 : 0x00, argument.longValue());
    }
    byte[] magnitude = argument.toByteArray();
    int leadingZero = magnitude[0] == 0 ? 1 : 0;
    writeTag(negative ? 3 : 2);
    return writeBytes(Bytes.wrap(magnitude, leadingZero, magnitude.length - leadingZero));
  }

  /**
   * Writes {@code true} or {@code false}.
   *
   * @param value which
   * @return this writer
   */
  public CborWriter writeBoolean(boolean value) {
    return writeSimple(value ? 21 : 20);
  }

  /**
   * Writes {@code null}.
   *
   * @return this writer
   */
  public CborWriter writeNull() {
    return writeSimple(22);
  }

  /**
   * Writes a simple value.
   *
   * @param value 0 to 23 or 32 to 255
   * @return this writer
   * @throws IllegalArgumentException for any other value
   */
  public CborWriter writeSimple(int value) {
    if (value < 0 || value > 255 || (value >= 24 && value < 32)) {
      throw new IllegalArgumentException("no simple value: " + value);
    }
    return writeHead(0xe0, value);
  }

  /**
   * Writes a floating-point number in the shortest of the three precisions that keeps it.
   *
   * @param value any value; the payload of a NaN is kept
   * @return this writer
   */
  public CborWriter writeDouble(double value) {
    beginItem();
    reserve(9);
    long bits = Double.doubleToRawLongBits(value);
    if (Floats.fitsHalf(bits)) {
      buffer[size] = (byte) 0xf9;
      Bytes.SHORT.set(buffer, size + 1, (short) Floats.narrowToHalf(bits));
      size += 3;
    } else if (Floats.fitsSingle(bits)) {
      buffer[size] = (byte) 0xfa;
      Bytes.INT.set(buffer, size + 1, Floats.narrowToSingle(bits));
      size += 5;
    } else {
      buffer[size] = (byte) 0xfb;
      Bytes.LONG.set(buffer, size + 1, bits);
      size += 9;
    }
    return this;
  }

  /**
   * Writes a tag number; the next item is the tag's content.
   *
   * @param tag the tag number, an unsigned 64-bit value
   * @return this writer
   */
  public CborWriter writeTag(long tag) {
    writeHead(0xc0, tag);
    level.tagged = true;
    return this;
  }

  // Strings.

  /**
   * Writes a byte string.
   *
   * @param value the content; referenced if large
   * @return this writer
   */
  public CborWriter writeBytes(Bytes value) {
    writeHead(0x40, value.length);
    return append(value);
  }

  /**
   * Writes a byte string from bytes that lie apart.
   *
   * @param value the content; large parts are referenced
   * @return this writer
   */
  public CborWriter writeBytes(Segments value) {
    writeHead(0x40, value.length());
    for (Bytes part : value.parts()) {
      append(part);
    }
    return this;
  }

  /**
   * Writes a text string.
   *
   * @param value the text
   * @return this writer
   * @throws IllegalArgumentException if the text has an unpaired surrogate and so no UTF-8
   */
  public CborWriter writeText(String value) {
    int length = value.length();
    reserve(9L + length);
    if (!Utf8.copyAscii(value, buffer, size + Heads.size(length))) {
      return writeOtherText(value);
    }
    writeHead(0x60, length);
    size += length;
    return this;
  }

  private CborWriter writeOtherText(String value) {
    long length = Utf8.encodedLength(value);
    writeHead(0x60, length);
    reserve(length);
    size = Utf8.encode(value, buffer, size);
    return this;
  }

  /** Writes a text string from its bytes, which need not be UTF-8 when keys are compared. */
  CborWriter writeEncodedText(Bytes utf8) {
    writeHead(0x60, utf8.length);
    return append(utf8);
  }

  /**
   * Writes an item that is encoded already, as it is.
   *
   * @param item exactly one well-formed item, which is not checked; referenced if large
   * @return this writer
   */
  public CborWriter writeEncodedItem(Bytes item) {
    beginItem();
    return append(item);
  }

  /**
   * Writes a value in its own encoding.
   *
   * @param value what to write
   * @return this writer
   */
  public CborWriter write(CborEncodable value) {
    value.encodeTo(this);
    return this;
  }

  /**
   * Writes a value's encoding as a byte string ({@code bstr .cbor} in CDDL).
   *
   * @param value what to wrap
   * @return this writer
   */
  public CborWriter writeWrapped(CborEncodable value) {
    beginWrapped();
    value.encodeTo(this);
    return endWrapped();
  }

  // Containers.

  /**
   * Begins an array; what is written until {@link #endArray()} are its elements.
   *
   * @return this writer
   */
  public CborWriter beginArray() {
    return begin(ARRAY);
  }

  /**
   * Ends the array that was begun last.
   *
   * @return this writer
   */
  public CborWriter endArray() {
    requireOpen(ARRAY);
    putHead(0x80, level.items);
    return end();
  }

  /**
   * Begins a map; what is written until {@link #endMap()} are its keys and values, in turn.
   *
   * @return this writer
   */
  public CborWriter beginMap() {
    return begin(MAP);
  }

  /**
   * Ends the map that was begun last, and sorts its entries if they were written in another order.
   *
   * @return this writer
   * @throws IllegalStateException if the last key has no value, or two keys are equal
   */
  public CborWriter endMap() {
    requireOpen(MAP);
    if ((level.items & 1) != 0) {
      throw new IllegalStateException("the last key of the map has no value");
    }
    int entries = level.items / 2;
    if (level.unordered) {
      sortEntries(entries);
    }
    putHead(0xa0, entries);
    return end();
  }

  /**
   * Begins a byte string that holds encoded CBOR; what is written until {@link #endWrapped()} is
   * its content.
   *
   * @return this writer
   */
  public CborWriter beginWrapped() {
    return begin(WRAPPED);
  }

  /**
   * Ends the byte string that was begun last.
   *
   * @return this writer
   */
  public CborWriter endWrapped() {
    requireOpen(WRAPPED);
    long length = (long) size - level.headAt - 1;
    for (int i = level.referencesBefore; i < references.size(); i++) {
      length += references.get(i).bytes.length;
    }
    putHead(0x40, length);
    return end();
  }

  // Results.

  /**
   * What has been written, with large byte strings referenced from where they lie. The writer must
   * not be used any more.
   *
   * @return the encoded items
   * @throws IllegalStateException if something that was begun has not been ended
   */
  public Segments toSegments() {
    requireOpen(SEQUENCE);
    if (references.isEmpty()) {
      return Segments.of(Bytes.between(buffer, 0, size));
    }
    List<Bytes> parts = new ArrayList<>(2 * references.size() + 1);
    int from = 0;
    for (Reference reference : references) {
      if (reference.at > from) {
        parts.add(Bytes.wrap(buffer, from, reference.at - from));
      }
      parts.add(reference.bytes);
      from = reference.at;
    }
    if (size > from) {
      parts.add(Bytes.wrap(buffer, from, size - from));
    }
    return new Segments(parts);
  }

  /**
   * What has been written, in one run; nothing is copied if nothing is referenced. The writer must
   * not be used any more.
   *
   * @return the encoded items
   * @throws IllegalStateException if something that was begun has not been ended
   * @throws ArithmeticException if there are more bytes than an array can hold
   */
  public Bytes toBytes() {
    return toSegments().toBytes();
  }

  // Internals.

  /** Writes a head with an argument of 64 unsigned bits. */
  CborWriter writeHead(int major, long argument) {
    beginItem();
    reserve(9);
    size = Heads.write(buffer, size, major, argument);
    return this;
  }

  private void beginItem() {
    Level current = level;
    if (current.tagged) {
      current.tagged = false;
      return;
    }
    if (current.kind == MAP) {
      beginItemOfMap(current);
    }
    current.items++;
  }

  private void beginItemOfMap(Level map) {
    int at = map.firstStart + map.items;
    if (at == itemStarts.length) {
      itemStarts = Arrays.copyOf(itemStarts, Math.max(16, 2 * at));
    }
    itemStarts[at] = size;
    map.inKey = !map.inKey;
    if (!map.inKey && map.items > 1 && !map.unordered) {
      map.unordered = compareKeys(buffer, at - 3, at - 1, 0) > 0;
    }
  }

  /**
   * The sign of (key a - key b), given by where their starts stand; {@code moved} is how far the
   * array is from these places. Most keys differ in their first byte.
   */
  private int compareKeys(byte[] array, int a, int b, int moved) {
    int startOfA = itemStarts[a] - moved;
    int startOfB = itemStarts[b] - moved;
    int order = (array[startOfA] & 0xff) - (array[startOfB] & 0xff);
    if (order == 0) {
      int endOfA = itemStarts[a + 1] - moved;
      int endOfB = itemStarts[b + 1] - moved;
      order = Arrays.compareUnsigned(array, startOfA, endOfA, array, startOfB, endOfB);
      if (order == 0 && !toleratesEqualKeys) {
        throw new IllegalStateException("the map has a key twice");
      }
    }
    return order;
  }

  private void sortEntries(int entries) {
    int start = level.headAt + 1;
    byte[] written = Arrays.copyOfRange(buffer, start, size);
    List<Reference> referenced = references.subList(level.referencesBefore, references.size());
    int[] firstReference = new int[entries + 1];
    List<Integer> order = new ArrayList<>(entries);
    int passed = 0;
    for (int i = 0; i < entries; i++) {
      order.add(i);
      firstReference[i] = passed;
      while (passed < referenced.size() && referenced.get(passed).at <= endOfEntry(i, entries)) {
        passed++;
      }
    }
    firstReference[entries] = passed;
    int first = level.firstStart;
    order.sort((a, b) -> compareKeys(written, first + 2 * a, first + 2 * b, start));
    List<Reference> sorted = new ArrayList<>(referenced.size());
    int at = start;
    for (int entry : order) {
      int from = itemStarts[first + 2 * entry];
      int length = endOfEntry(entry, entries) - from;
      System.arraycopy(written, from - start, buffer, at, length);
      for (Reference moved : referenced.subList(firstReference[entry], firstReference[entry + 1])) {
        sorted.add(new Reference(moved.at - from + at, moved.bytes));
      }
      at += length;
    }
    referenced.clear();
    references.addAll(sorted);
  }

  private int endOfEntry(int entry, int entries) {
    return entry + 1 < entries ? itemStarts[level.firstStart + 2 * entry + 2] : size;
  }

  private CborWriter append(Bytes bytes) {
    if (bytes.length >= REFERENCED_FROM && !level.contiguous && !level.inKey) {
      references.add(new Reference(size, bytes));
      return this;
    }
    reserve(bytes.length);
    bytes.copyTo(buffer, size);
    size += bytes.length;
    return this;
  }

  private void reserve(long more) {
    if (more > buffer.length - size) {
      grow(more);
    }
  }

  private void grow(long more) {
    long wanted = Math.max(size + more, Math.min(2L * buffer.length, Integer.MAX_VALUE - 8));
    buffer = Arrays.copyOf(buffer, Math.toIntExact(wanted));
  }

  private CborWriter begin(int kind) {
    beginItem();
    Level begun = level.inner;
    if (begun == null) {
      begun = new Level(level);
      level.inner = begun;
    }
    begun.kind = kind;
    begun.headAt = size;
    begun.referencesBefore = references.size();
    begun.items = 0;
    begun.tagged = false;
    begun.firstStart = level.kind == MAP ? level.firstStart + level.items : level.firstStart;
    begun.contiguous = level.contiguous || level.inKey;
    begun.inKey = false;
    begun.unordered = false;
    level = begun;
    reserve(1);
    size++; // for a head of one byte; putHead makes room for a longer one
    return this;
  }

  /** Puts the head of what was begun last before its content. */
  private void putHead(int major, long argument) {
    int at = level.headAt;
    int more = Heads.size(argument) - 1;
    if (more > 0) {
      reserve(more);
      System.arraycopy(buffer, at + 1, buffer, at + 1 + more, size - at - 1);
      size += more;
      for (int i = level.referencesBefore; i < references.size(); i++) {
        references.get(i).at += more;
      }
    }
    Heads.write(buffer, at, major, argument);
  }

  private CborWriter end() {
    Level outer = level.outer;
    if (outer != null) {
      level = outer;
    }
    return this;
  }

  private void requireOpen(int kind) {
    if (level.kind != kind || level.tagged) {
      throw otherOpen();
    }
  }

  private IllegalStateException otherOpen() {
    return new IllegalStateException(
        level.tagged ? "a tag has no content" : "what was begun last is " + NOUNS[level.kind]);
  }
}
