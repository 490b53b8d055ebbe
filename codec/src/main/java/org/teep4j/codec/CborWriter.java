package org.teep4j.codec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Writes CBOR (RFC 8949) in core deterministic encoding: the shortest heads and floating-point
 * numbers, definite lengths, and map entries sorted in the bytewise lexicographic order of their
 * encoded keys. Callers may write map entries in any order.
 *
 * <p>Callers need not know lengths in advance: the writer counts the items between a {@code begin}
 * and an {@code end} method. Byte strings of {@value #REFERENCED_FROM} bytes and more are
 * referenced, not copied, and must not change until the result has been used. Methods return this
 * writer. Calls that could not yield well-formed CBOR throw {@link IllegalStateException}.
 *
 * <p>A method that returns the result also empties the writer, which is then ready for other items.
 * Callers that encode many messages to arrays can reuse one writer. It keeps its buffer, so that
 * only the array of {@link #toByteArray()} and the UTF-8 of each text are allocated. After an
 * exception, {@link #clear()} makes the writer usable again. A writer is not thread-safe.
 */
public final class CborWriter {

  /** Byte strings of this many bytes and more are referenced instead of copied. */
  public static final int REFERENCED_FROM = 512;

  private static final BigInteger SMALLEST_BIGNUM = BigInteger.ONE.shiftLeft(64);

  // Kinds of open containers, one bit each, so that one comparison tests the state.
  private static final int SEQUENCE = 0;
  private static final int ARRAY = 1;
  private static final int MAP = 2;
  private static final int WRAPPED = 4;
  private static final int KIND = ARRAY | MAP | WRAPPED;

  // Flags of the open container.
  private static final int TAGGED = 8;
  private static final int UNORDERED = 16;

  /**
   * Flag: byte strings are copied, not referenced. It is set inside a key, so that keys can be
   * compared in the buffer.
   */
  private static final int CONTIGUOUS = 32;

  /**
   * Bytes reserved for the head of a wrapped string. Two bytes (0x58 and a length) suit 24 to 255
   * bytes of content, the most common size.
   */
  private static final int WRAPPED_HEAD = 2;

  /** Number of stack entries for one enclosing container: state, items and headAt. */
  private static final int FRAME = 3;

  private static final int INITIAL_ROOM = 128;
  private static final int LEAST_GROWTH = 384;
  private static final byte[] NO_BYTES = {};
  private static final int[] NO_PLACES = {};
  private static final Bytes[] NO_REFERENCES = {};

  private final boolean toleratesEqualKeys;
  private byte[] buffer;
  private int size;

  /**
   * Referenced byte strings. Each belongs before the buffer position with the same index in {@link
   * #places}.
   */
  private Bytes[] referenced = NO_REFERENCES;

  private int[] places = NO_PLACES;
  private int references;

  // The innermost open container: its kind and flags, its number of items, and the position of its
  // head.
  private int state;
  private int items;
  private int headAt;

  /**
   * The same three numbers for each enclosing container, outermost first. For each open map, the
   * start positions of its keys and values follow.
   */
  private int[] stack = new int[16];

  private int top;

  /** Starts with nothing written. */
  public CborWriter() {
    this(INITIAL_ROOM);
  }

  /**
   * Starts with nothing written, and with a buffer for the expected size, so that the buffer need
   * not grow.
   *
   * @param room expected number of bytes, without referenced byte strings; if the result has
   *     exactly this size and no references, {@link #toByteArray()} does not copy it
   * @throws IllegalArgumentException if {@code room} is negative
   */
  public CborWriter(int room) {
    this(false, room);
  }

  private CborWriter(boolean toleratesEqualKeys, int room) {
    if (room < 0) {
      throw new IllegalArgumentException("the expected size is negative: " + room);
    }
    this.toleratesEqualKeys = toleratesEqualKeys;
    this.buffer = new byte[room];
  }

  /**
   * Creates a writer for key comparison. It accepts duplicate keys, because the values come from
   * input that may still be refused. It copies everything, so that its output is contiguous.
   */
  static CborWriter forKeyComparison() {
    CborWriter writer = new CborWriter(true, INITIAL_ROOM);
    writer.clear();
    return writer;
  }

  /** Discards everything that has been written or begun since the last result. */
  public void clear() {
    size = 0;
    Arrays.fill(referenced, 0, references, Bytes.empty()); // release them for garbage collection
    references = 0;
    state = toleratesEqualKeys ? SEQUENCE | CONTIGUOUS : SEQUENCE;
    items = 0;
    top = 0;
  }

  /** Number of bytes written, without referenced byte strings. */
  int size() {
    return size;
  }

  /** Returns the output of a writer for key comparison; valid until the writer is cleared. */
  Bytes written() {
    return Bytes.between(buffer, 0, size);
  }

  // Scalars.

  /**
   * Writes an integer.
   *
   * @param value any value
   */
  public CborWriter writeLong(long value) {
    long negative = value >> (Long.SIZE - 1); // all bits set if negative, else 0
    return writeHead((int) negative & 0x20, value ^ negative);
  }

  /** Writes an unsigned integer of 64 bits. */
  CborWriter writeUnsignedBits(long bits) {
    return writeHead(0x00, bits);
  }

  /**
   * Writes an integer of any size, as a bignum (tags 2 and 3) only if it does not fit major type 0
   * or 1.
   *
   * @param value any value
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

  /** Writes {@code true} or {@code false}. */
  public CborWriter writeBoolean(boolean value) {
    return writeSimple(value ? 21 : 20);
  }

  /** Writes {@code null}. */
  public CborWriter writeNull() {
    return writeSimple(22);
  }

  /**
   * Writes a simple value.
   *
   * @param value 0 to 23 or 32 to 255
   * @throws IllegalArgumentException for any other value
   */
  public CborWriter writeSimple(int value) {
    if (value < 0 || value > 255 || (value >= 24 && value < 32)) {
      throw new IllegalArgumentException("not a simple value: " + value);
    }
    return writeHead(0xe0, value);
  }

  /**
   * Writes a floating-point number in the shortest of the three precisions that represents it
   * exactly (initial byte 0xf9 half, 0xfa single, 0xfb double).
   *
   * @param value any value; the payload of a NaN is kept
   */
  public CborWriter writeDouble(double value) {
    beginItem();
    long bits = Double.doubleToRawLongBits(value);
    if (Floats.fitsHalf(bits)) {
      reserve(3);
      buffer[size] = (byte) 0xf9;
      Bytes.SHORT.set(buffer, size + 1, (short) Floats.narrowToHalf(bits));
      size += 3;
    } else if (Floats.fitsSingle(bits)) {
      reserve(5);
      buffer[size] = (byte) 0xfa;
      Bytes.INT.set(buffer, size + 1, Floats.narrowToSingle(bits));
      size += 5;
    } else {
      reserve(9);
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
   */
  public CborWriter writeTag(long tag) {
    writeHead(0xc0, tag);
    state |= TAGGED;
    return this;
  }

  // Strings.

  /**
   * Writes a byte string.
   *
   * @param value the content; referenced if large
   */
  public CborWriter writeBytes(Bytes value) {
    writeHead(0x40, value.length);
    return append(value);
  }

  /**
   * Writes a byte string from segments.
   *
   * @param value the content; large parts are referenced
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
   * @throws IllegalArgumentException if the text has an unpaired surrogate, which UTF-8 cannot
   *     encode
   */
  public CborWriter writeText(String value) {
    return writeEncodedText(Bytes.wrap(Utf8.encode(value)));
  }

  /** Writes a text string from its bytes. They need not be UTF-8 in a writer for key comparison. */
  CborWriter writeEncodedText(Bytes utf8) {
    writeHead(0x60, utf8.length);
    return append(utf8);
  }

  /**
   * Writes an encoded item unchanged.
   *
   * @param item exactly one well-formed item, which the writer does not check; referenced if large
   */
  public CborWriter writeEncodedItem(Bytes item) {
    beginItem();
    return append(item);
  }

  /** Writes a value in its own encoding. */
  public CborWriter write(CborEncodable value) {
    value.encodeTo(this);
    return this;
  }

  /**
   * Writes a value's encoding as a byte string ({@code bstr .cbor} in CDDL).
   *
   * @param value the value inside the byte string
   */
  public CborWriter writeWrapped(CborEncodable value) {
    beginWrapped();
    value.encodeTo(this);
    return endWrapped();
  }

  // Containers.

  /** Begins an array; all items until {@link #endArray()} are its elements. */
  public CborWriter beginArray() {
    return begin(ARRAY, 1);
  }

  /** Ends the innermost open array. */
  public CborWriter endArray() {
    requireOpen(ARRAY);
    return end(0x80, items, top);
  }

  /** Begins a map; all items until {@link #endMap()} are its keys and values, alternately. */
  public CborWriter beginMap() {
    return begin(MAP, 1);
  }

  /**
   * Ends the innermost open map, and sorts its entries if they were written in another order.
   *
   * @throws IllegalStateException if the last key has no value, or two keys are equal
   */
  public CborWriter endMap() {
    requireOpen(MAP);
    if ((items & 1) != 0) {
      throw new IllegalStateException("the last key of the map has no value");
    }
    int first = top - items;
    if ((state & UNORDERED) != 0) {
      sortEntries(first);
    }
    return end(0xa0, items / 2, first);
  }

  /**
   * Begins a byte string that holds encoded CBOR; all items until {@link #endWrapped()} are its
   * content.
   */
  public CborWriter beginWrapped() {
    return begin(WRAPPED, WRAPPED_HEAD);
  }

  /** Ends the innermost open byte string. */
  public CborWriter endWrapped() {
    requireOpen(WRAPPED);
    long length = (long) size - headAt - WRAPPED_HEAD;
    for (int i = firstReference(); i < references; i++) {
      length += referenced[i].length;
    }
    if (length >= 24 && length <= 0xff) {
      buffer[headAt] = 0x40 | 24;
      buffer[headAt + 1] = (byte) length;
    } else {
      putOtherHead(0x40, length, WRAPPED_HEAD);
    }
    return leave(top);
  }

  // Results.

  /**
   * Returns the output as segments that reference large byte strings, and empties the writer.
   *
   * @return the encoded items
   * @throws IllegalStateException if a container is still open
   */
  public Segments toSegments() {
    requireOpen(SEQUENCE);
    List<Bytes> parts = new ArrayList<>(2 * references + 1);
    int from = 0;
    for (int i = 0; i < references; i++) {
      if (places[i] > from) {
        parts.add(Bytes.between(buffer, from, places[i]));
      }
      parts.add(referenced[i]);
      from = places[i];
    }
    if (size > from || parts.isEmpty()) {
      parts.add(Bytes.between(buffer, from, size));
    }
    handOver();
    return new Segments(Collections.unmodifiableList(parts));
  }

  /**
   * Returns the output as one view, and empties the writer. Copies only if byte strings are
   * referenced.
   *
   * @return the encoded items
   * @throws IllegalStateException if a container is still open
   * @throws ArithmeticException if the output is longer than an array can be
   */
  public Bytes toBytes() {
    if (references > 0) {
      return Bytes.wrap(toByteArray());
    }
    requireOpen(SEQUENCE);
    Bytes written = written();
    handOver();
    return written;
  }

  /**
   * Returns the output in an array, and empties the writer.
   *
   * @return the encoded items, in an array that belongs to the caller
   * @throws IllegalStateException if a container is still open
   * @throws ArithmeticException if the output is longer than an array can be
   */
  public byte[] toByteArray() {
    requireOpen(SEQUENCE);
    byte[] all = buffer;
    if (references > 0) {
      all = joined();
      clear();
    } else if (size == all.length) {
      handOver();
    } else {
      all = Arrays.copyOf(all, size);
      clear();
    }
    return all;
  }

  private byte[] joined() {
    long length = size;
    for (int i = 0; i < references; i++) {
      length += referenced[i].length;
    }
    byte[] joined = new byte[Math.toIntExact(length)];
    int from = 0;
    int at = 0;
    for (int i = 0; i < references; i++) {
      System.arraycopy(buffer, from, joined, at, places[i] - from);
      at += places[i] - from;
      from = places[i];
      referenced[i].copyTo(joined, at);
      at += referenced[i].length;
    }
    System.arraycopy(buffer, from, joined, at, size - from);
    return joined;
  }

  /** Gives the buffer to the views of the result and starts with an empty one. */
  private void handOver() {
    buffer = NO_BYTES;
    clear();
  }

  // Internals.

  /**
   * Writes the shortest head with an argument of 64 unsigned bits. {@code major} is the major type
   * in the high three bits: 0x00 unsigned integer, 0x20 negative integer, 0x40 byte string, 0x60
   * text string, 0x80 array, 0xa0 map, 0xc0 tag, 0xe0 simple value.
   */
  CborWriter writeHead(int major, long argument) {
    beginItem();
    if (buffer.length - size >= Heads.LONGEST) {
      size = Heads.write(buffer, size, major, argument);
    } else {
      reserve(Heads.size(argument));
      size = Heads.writeExactly(buffer, size, major, argument);
    }
    return this;
  }

  private void beginItem() {
    if ((state & (MAP | TAGGED)) == 0) {
      items++;
    } else if ((state & TAGGED) == 0) {
      beginItemOfMap();
    } else {
      state &= ~TAGGED;
    }
  }

  private void beginItemOfMap() {
    if (top == stack.length) {
      growStack();
    }
    stack[top++] = size;
    items++;
    if ((items & 1) == 0 && items > 2 && compareKeys(buffer, top - 4, top - 2, 0) > 0) {
      state |= UNORDERED;
    }
  }

  /**
   * Returns the sign of (key a - key b). {@code a} and {@code b} are the indexes in {@link #stack}
   * of the keys' start positions; a position minus {@code moved} is an index in {@code array}. The
   * first bytes are compared first, because most keys differ there.
   */
  private int compareKeys(byte[] array, int a, int b, int moved) {
    int startOfA = stack[a] - moved;
    int startOfB = stack[b] - moved;
    int order = (array[startOfA] & 0xff) - (array[startOfB] & 0xff);
    return order != 0 ? order : compareLongKeys(array, a, b, moved);
  }

  private int compareLongKeys(byte[] array, int a, int b, int moved) {
    int order =
        Arrays.compareUnsigned(
            array,
            stack[a] - moved,
            stack[a + 1] - moved,
            array,
            stack[b] - moved,
            stack[b + 1] - moved);
    if (order == 0 && !toleratesEqualKeys) {
      throw new IllegalStateException("the map has two equal keys");
    }
    return order;
  }

  /**
   * Sorts the entries of the innermost open map. {@code first} is the index in {@link #stack} of
   * the first entry's start.
   */
  private void sortEntries(int first) {
    int start = stack[first];
    byte[] written = Arrays.copyOfRange(buffer, start, size);
    int firstReference = firstReference();
    Bytes[] unsorted = Arrays.copyOfRange(referenced, firstReference, references);
    int[] unsortedPlaces = Arrays.copyOfRange(places, firstReference, references);
    int[] order = new int[items / 2];
    int[] firstOfEntry = new int[order.length + 1];
    int passed = 0;
    for (int i = 0; i < order.length; i++) {
      order[i] = first + 2 * i;
      firstOfEntry[i] = passed;
      while (passed < unsorted.length && unsortedPlaces[passed] <= endOfEntry(order[i])) {
        passed++;
      }
    }
    firstOfEntry[order.length] = passed;
    int[] spare = new int[order.length];
    IntSort.Order byKey = (a, b) -> compareKeys(written, a, b, start);
    references = firstReference;
    int at = start;
    for (int entry : IntSort.sort(order, spare, order.length, byKey)) {
      int from = stack[entry];
      int length = endOfEntry(entry) - from;
      System.arraycopy(written, from - start, buffer, at, length);
      int index = (entry - first) / 2;
      for (int i = firstOfEntry[index]; i < firstOfEntry[index + 1]; i++) {
        referenced[references] = unsorted[i];
        places[references++] = unsortedPlaces[i] - from + at;
      }
      at += length;
    }
  }

  private int endOfEntry(int entry) {
    return entry + 2 < top ? stack[entry + 2] : size;
  }

  /** Returns the index of the first reference inside the innermost open container. */
  private int firstReference() {
    int first = references;
    while (first > 0 && places[first - 1] > headAt) {
      first--;
    }
    return first;
  }

  private CborWriter append(Bytes bytes) {
    if (bytes.length >= REFERENCED_FROM && mayReference()) {
      return reference(bytes);
    }
    reserve(bytes.length);
    bytes.copyInside(buffer, size);
    size += bytes.length;
    return this;
  }

  private CborWriter reference(Bytes bytes) {
    if (references == places.length) {
      int room = Math.max(2, 2 * references);
      referenced = Arrays.copyOf(referenced, room);
      places = Arrays.copyOf(places, room);
    }
    referenced[references] = bytes;
    places[references++] = size;
    return this;
  }

  private boolean mayReference() {
    return (state & CONTIGUOUS) == 0 && !inKey();
  }

  /** Whether the item that was begun last is a key of the innermost open map. */
  private boolean inKey() {
    return (state & MAP) != 0 && (items & 1) != 0;
  }

  private void reserve(long more) {
    if (more > buffer.length - size) {
      grow(more);
    }
  }

  private void grow(long more) {
    long wanted = buffer.length + Math.max(more, Math.max(buffer.length, LEAST_GROWTH));
    long most = Math.max(size + more, Integer.MAX_VALUE - 8);
    buffer = Arrays.copyOf(buffer, Math.toIntExact(Math.min(wanted, most)));
  }

  private void growStack() {
    stack = Arrays.copyOf(stack, 2 * stack.length);
  }

  private CborWriter begin(int kind, int room) {
    beginItem();
    if (top > stack.length - FRAME) {
      growStack();
    }
    stack[top] = state;
    stack[top + 1] = items;
    stack[top + 2] = headAt;
    top += FRAME;
    state = mayReference() ? kind : kind | CONTIGUOUS;
    items = 0;
    headAt = size;
    reserve(room);
    size += room; // for the head; the end method moves the content if the head has another size
    return this;
  }

  /**
   * Writes the head of the open array or map, and restores the state of the enclosing container,
   * which lies below {@code base} on the stack.
   */
  private CborWriter end(int major, long argument, int base) {
    if (argument < 24) {
      buffer[headAt] = (byte) (major | (int) argument);
    } else {
      putOtherHead(major, argument, 1);
    }
    return leave(base);
  }

  private CborWriter leave(int base) {
    top = base - FRAME;
    state = stack[top];
    items = stack[top + 1];
    headAt = stack[top + 2];
    return this;
  }

  /**
   * Writes a head whose size differs from the reserved {@code room}, and moves the content
   * accordingly.
   */
  private void putOtherHead(int major, long argument, int room) {
    int more = Heads.size(argument) - room;
    reserve(more);
    int start = headAt + room;
    System.arraycopy(buffer, start, buffer, start + more, size - start);
    size += more;
    for (int i = firstReference(); i < references; i++) {
      places[i] += more;
    }
    Heads.writeExactly(buffer, headAt, major, argument);
  }

  private void requireOpen(int kind) {
    if ((state & (KIND | TAGGED)) != kind) {
      throw otherOpen();
    }
  }

  private IllegalStateException otherOpen() {
    if ((state & TAGGED) != 0) {
      return new IllegalStateException("the content of a tag is missing");
    }
    String open =
        switch (state & KIND) {
          case ARRAY -> "an array";
          case MAP -> "a map";
          case WRAPPED -> "a byte string";
          default -> "nothing";
        };
    return new IllegalStateException("the innermost open container is " + open);
  }
}
