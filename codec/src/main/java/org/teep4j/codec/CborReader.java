package org.teep4j.codec;

import static org.teep4j.codec.CborType.ARRAY;
import static org.teep4j.codec.CborType.BYTE_STRING;
import static org.teep4j.codec.CborType.MAP;
import static org.teep4j.codec.CborType.TEXT_STRING;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over encoded CBOR (RFC 8949) that is pulled from item to item and copies nothing.
 *
 * <p>Arrays, maps and byte strings that hold CBOR ({@code bstr .cbor}) are entered and left. A
 * map's keys and values are read alternately. Everything that is read or skipped has been checked:
 * well-formedness, UTF-8, equal keys in one map, the limits and the {@link Strictness} of the
 * {@link DecodeOptions}. Keys are compared by value as RFC 8949, Section 5.6.1 defines it; a map's
 * keys are known to be distinct once the map has been left.
 *
 * <p>At the top level, and inside wrapped CBOR, the reader yields a sequence of items; {@link
 * #expectEnd()} and {@link #exitWrapped()} insist that nothing is left over.
 *
 * <p>Walking allocates nothing while map keys are small integers or come in deterministic order.
 * Byte strings are views into the input, unless they were sent in chunks. A reader is not safe for
 * use by several threads, and after an exception it must not be used again.
 */
public final class CborReader {

  private static final int MAJOR = 0xe0;
  private static final int BREAK_BYTE = 0xff;

  /** What {@link #remaining} counts down from where the number of items is not known: even. */
  private static final long UNCOUNTED = 1L << 62;

  private enum Kind {
    SEQUENCE("sequence"),
    ARRAY("array"),
    MAP("map"),
    WRAPPED("byte string");

    final String noun;

    Kind(String noun) {
      this.noun = noun;
    }
  }

  /** What is open, and what must be restored when it is left. Kept for the next item as deep. */
  private static final class Level {
    final @Nullable Level outer;
    @Nullable Level inner;
    Kind kind = Kind.SEQUENCE;
    int start;

    // State of the level around this one.
    long outerRemaining;
    int outerDepth;
    byte[] outerArray = NOTHING;
    int outerBase;
    int outerPosition;
    int outerEnd;

    // Keys of this map.
    long smallKeys;
    int lastKeyStart;
    int lastKeyEnd;
    boolean sortKeys;
    int keys;

    Level(@Nullable Level outer) {
      this.outer = outer;
    }
  }

  private static final byte[] NOTHING = {};

  /** The sequence around everything, the same for all readers: nothing is written to it. */
  private static final Level OUTERMOST = new Level(null);

  private final DecodeOptions options;
  private final boolean checksValidity;
  private final boolean definiteOnly;
  private final boolean preferredOnly;
  private final boolean deterministicOnly;

  private byte[] array = NOTHING;
  private int base;
  private int position;
  private int end;
  private Level level = OUTERMOST;
  private @Nullable Level first;
  private long remaining;
  private int inMap;

  /** Tags that have been read and whose content comes next. */
  private int tags;

  /** Tags around the item whose head was read last. */
  private int tagsAround;

  private int depth;
  private int items;
  private @Nullable CborReader scout;
  private @Nullable MapKeys mapKeys;

  /**
   * Starts before the first item, with {@link DecodeOptions#defaults()}.
   *
   * @param input encoded CBOR, referenced by everything that is read from it
   * @throws DecodeException never with the default options, but declared alike
   */
  public CborReader(Bytes input) throws DecodeException {
    this(input, DecodeOptions.defaults());
  }

  /**
   * Starts before the first item.
   *
   * @param input encoded CBOR, referenced by everything that is read from it
   * @param options limits and strictness
   * @throws DecodeException ({@link Reason#INPUT_TOO_LARGE}) if the input is over the limit
   */
  public CborReader(Bytes input, DecodeOptions options) throws DecodeException {
    this(input, options, true);
  }

  /** A reader that, unless it {@code checksValidity}, takes equal keys and text beside UTF-8. */
  CborReader(Bytes input, DecodeOptions options, boolean checksValidity) throws DecodeException {
    this.options = options;
    this.checksValidity = checksValidity;
    this.definiteOnly = options.strictness().atLeast(Strictness.DEFINITE_LENGTH);
    this.preferredOnly = options.strictness().atLeast(Strictness.PREFERRED);
    this.deterministicOnly = options.strictness().atLeast(Strictness.CORE_DETERMINISTIC);
    reset(input);
  }

  /**
   * Starts again before the first item of another input, with the same options. Makes a reader of
   * many small messages free of allocation.
   *
   * @param input encoded CBOR, referenced by everything that is read from it
   * @throws DecodeException ({@link Reason#INPUT_TOO_LARGE}) if the input is over the limit
   */
  public void reset(Bytes input) throws DecodeException {
    if (input.length > options.maxInputSize()) {
      throw new DecodeException(
          Reason.INPUT_TOO_LARGE,
          0,
          input.length + " bytes, the limit is " + options.maxInputSize());
    }
    array = input.array;
    base = input.offset;
    position = base;
    end = base + input.length;
    level = OUTERMOST;
    remaining = UNCOUNTED;
    inMap = 0;
    tags = 0;
    depth = 0;
    items = 0;
  }

  /**
   * Where the reader stands.
   *
   * @return bytes from the start of the input to the next unread byte; inside a byte string that
   *     was sent in chunks, counted as if its content followed the head at once
   */
  public long offset() {
    return (long) position - base;
  }

  /**
   * What has not been read of the wrapped CBOR that the reader is in, or else of the input. Asked
   * directly after {@link #enterWrapped()}, this is the content of the byte string.
   *
   * @return a view of the bytes from the next unread one to the end of that; they stay unread
   */
  public Bytes unread() {
    return Bytes.wrap(array, position, end - position);
  }

  /**
   * Whether another item follows in the array, map, wrapped CBOR or sequence that the reader is in.
   *
   * @return false at the end of what is open; in a map, asked before a key
   * @throws DecodeException if the input ends inside an indefinite-length array or map
   */
  public boolean hasNext() throws DecodeException {
    if (tags != 0) {
      return true;
    }
    if (remaining < UNCOUNTED >> 1) {
      return remaining != 0;
    }
    if (level.kind == Kind.SEQUENCE || level.kind == Kind.WRAPPED) {
      return position < end;
    }
    if (position >= end) {
      throw truncated();
    }
    if ((array[position] & 0xff) != BREAK_BYTE) {
      return true;
    }
    if ((remaining & inMap) != 0) {
      throw error(Reason.UNEXPECTED_BREAK, "the last key of the map has no value");
    }
    return false;
  }

  /**
   * The type of the next item, which stays unread.
   *
   * @return the type that the initial byte announces
   * @throws DecodeException if nothing follows in what is open, or the input ends
   */
  public CborType peekType() throws DecodeException {
    return CborType.ofInitialByte(peekInitialByte());
  }

  private int peekInitialByte() throws DecodeException {
    if (remaining == 0 && tags == 0) {
      throw noMoreItems();
    }
    if (position >= end) {
      throw truncated();
    }
    return array[position] & 0xff;
  }

  // Scalars.

  /**
   * Reads an integer (major type 0 or 1).
   *
   * @return the value
   * @throws DecodeException if the next item is no integer, or does not fit a {@code long}
   */
  public long readLong() throws DecodeException {
    int initial = nextItem();
    if (initial < 24) {
      position++;
      return initial;
    }
    if (initial >= 0x40) {
      throw unexpected("integer", initial);
    }
    int at = position;
    long argument = argument(initial);
    if (argument < 0) {
      throw error(Reason.VALUE_OUT_OF_RANGE, at, "the integer does not fit 64 signed bits");
    }
    return initial < 0x20 ? argument : ~argument;
  }

  /**
   * Reads an integer (major type 0 or 1).
   *
   * @return the value
   * @throws DecodeException if the next item is no integer, or does not fit an {@code int}
   */
  public int readInt() throws DecodeException {
    int at = position;
    long value = readLong();
    if (value != (int) value) {
      throw error(Reason.VALUE_OUT_OF_RANGE, at, value + " does not fit 32 signed bits");
    }
    return (int) value;
  }

  /**
   * Reads an unsigned integer (major type 0) below 2<sup>63</sup>.
   *
   * @return 0 to {@link Long#MAX_VALUE}
   * @throws DecodeException if the next item is no unsigned integer, or is larger
   */
  public long readUnsigned() throws DecodeException {
    int at = position;
    long value = readUnsignedBits();
    if (value < 0) {
      throw error(
          Reason.VALUE_OUT_OF_RANGE, at, Long.toUnsignedString(value) + " is above 2^63 - 1");
    }
    return value;
  }

  /**
   * Reads any unsigned integer (major type 0).
   *
   * @return the 64 bits; negative stands for 2<sup>63</sup> and above, see {@link
   *     Long#toUnsignedString(long)}
   * @throws DecodeException if the next item is no unsigned integer
   */
  public long readUnsignedBits() throws DecodeException {
    int initial = nextItem();
    if (initial >= 0x20) {
      throw unexpected("unsigned integer", initial);
    }
    return argument(initial);
  }

  /** Reads an integer's argument: n of major type 0, -1 - n of major type 1, as 64 bits. */
  long readArgument() throws DecodeException {
    int initial = nextItem();
    if (initial >= 0x40) {
      throw unexpected("integer", initial);
    }
    return argument(initial);
  }

  /**
   * Reads an integer of any size: major type 0 or 1, or a bignum (tags 2 and 3).
   *
   * @return the value
   * @throws DecodeException if the next item is none of these
   */
  public BigInteger readInteger() throws DecodeException {
    int at = position;
    CborType type = peekType();
    if (type == CborType.TAG) {
      long tag = readTag();
      if (tag != 2 && tag != 3) {
        throw error(Reason.UNEXPECTED_TAG, at, "tag " + tag + " is no bignum");
      }
      Bytes magnitude = readBytes();
      BigInteger value = new BigInteger(1, magnitude.array, magnitude.offset, magnitude.length);
      return tag == 2 ? value : value.not();
    }
    long argument = readArgument();
    BigInteger value = BigInteger.valueOf(argument);
    if (argument < 0) {
      value = value.add(BigInteger.ONE.shiftLeft(64));
    }
    return type == CborType.NEGATIVE_INTEGER ? value.not() : value;
  }

  /**
   * Reads {@code true} or {@code false}.
   *
   * @return the value
   * @throws DecodeException if the next item is neither
   */
  public boolean readBoolean() throws DecodeException {
    int initial = nextItem();
    if (initial != 0xf4 && initial != 0xf5) {
      throw unexpected("boolean", initial);
    }
    position++;
    return initial == 0xf5;
  }

  /**
   * Reads {@code null}.
   *
   * @throws DecodeException if the next item is anything else
   */
  public void readNull() throws DecodeException {
    int initial = nextItem();
    if (initial != 0xf6) {
      throw unexpected("null", initial);
    }
    position++;
  }

  /**
   * Reads {@code null} if it comes next, and nothing otherwise.
   *
   * @return true if {@code null} was read
   * @throws DecodeException if nothing follows in what is open, or the input ends
   */
  public boolean tryReadNull() throws DecodeException {
    if (peekInitialByte() != 0xf6) {
      return false;
    }
    readNull();
    return true;
  }

  /**
   * Reads a simple value; {@code false}, {@code true}, {@code null} and {@code undefined} are 20 to
   * 23.
   *
   * @return 0 to 23 or 32 to 255
   * @throws DecodeException if the next item is no simple value
   */
  public int readSimple() throws DecodeException {
    int initial = nextItem();
    if (initial < 0xe0 || (initial >= 0xf9 && initial <= 0xfb) || initial == BREAK_BYTE) {
      throw unexpected("simple value", initial);
    }
    int at = position;
    if (initial < 0xf8) {
      position++;
      return initial & 0x1f;
    }
    if (initial > 0xf8) {
      throw reserved(initial);
    }
    int value = (int) argumentBits(24);
    if (value < 32) {
      throw error(Reason.INVALID_SIMPLE_VALUE, at, "simple value " + value + " in two bytes");
    }
    return value;
  }

  /**
   * Reads a floating-point number of half, single or double precision.
   *
   * @return the value; the payload of a NaN is kept
   * @throws DecodeException if the next item is no floating-point number
   */
  public double readDouble() throws DecodeException {
    int initial = nextItem();
    int at = position;
    if (initial < 0xf9 || initial > 0xfb) {
      throw unexpected("floating-point number", initial);
    }
    int size = initial & 0x1f;
    long raw = argumentBits(size);
    long bits =
        switch (size) {
          case 25 -> Floats.widenHalf((int) raw);
          case 26 -> Floats.widenSingle((int) raw);
          default -> raw;
        };
    if (preferredOnly
        && ((size > 25 && Floats.fitsHalf(bits)) || (size == 27 && Floats.fitsSingle(bits)))) {
      throw error(Reason.NOT_PREFERRED, at, "the number has a shorter encoding");
    }
    return Double.longBitsToDouble(bits);
  }

  // Tags.

  /**
   * Reads a tag number; the tag's content comes next, and only both together are an item.
   *
   * @return the tag number, an unsigned 64-bit value
   * @throws DecodeException if the next item is not tagged
   */
  public long readTag() throws DecodeException {
    int initial = nextItem();
    if ((initial & MAJOR) != 0xc0) {
      throw unexpected("tag", initial);
    }
    int at = position;
    long tag = argument(initial);
    tags = tagsAround + 1;
    if (depth + tags > options.maxDepth()) {
      throw tooDeep(at);
    }
    if (preferredOnly && (tag == 2 || tag == 3)) {
      expectPreferredBignum();
    }
    return tag;
  }

  /**
   * Reads a tag number if it comes next, and nothing otherwise.
   *
   * @param tag the wanted tag number
   * @return true if the tag was read and its content comes next
   * @throws DecodeException if nothing follows in what is open, or a tag is not well-formed
   */
  public boolean tryReadTag(long tag) throws DecodeException {
    int initial = peekInitialByte();
    if ((initial & MAJOR) != 0xc0) {
      return false;
    }
    int at = position;
    boolean same = argument(initial) == tag;
    position = at;
    if (same) {
      readTag();
    }
    return same;
  }

  /**
   * Reads a tag number that must come next.
   *
   * @param tag the wanted tag number
   * @throws DecodeException ({@link Reason#UNEXPECTED_TAG}) if the next item has no tag or another
   */
  public void expectTag(long tag) throws DecodeException {
    if (!tryReadTag(tag)) {
      throw error(Reason.UNEXPECTED_TAG, "expected tag " + Long.toUnsignedString(tag));
    }
  }

  private void expectPreferredBignum() throws DecodeException {
    int at = position;
    if (at < end && (array[at] & MAJOR) == 0x40 && (array[at] & 0x1f) != 31) {
      int length = stringLength(array[at] & 0xff);
      if (length <= Long.BYTES || array[position] == 0) {
        throw error(Reason.NOT_PREFERRED, at, "the bignum has a shorter encoding");
      }
      position = at;
    }
  }

  // Strings.

  /**
   * Reads a byte string.
   *
   * @return a view into the input; a new array if the string was sent in chunks
   * @throws DecodeException if the next item is no byte string
   */
  public Bytes readBytes() throws DecodeException {
    return readString(BYTE_STRING, 0x40);
  }

  /**
   * Reads a byte string whose length is bounded.
   *
   * @param minLength fewest bytes
   * @param maxLength most bytes
   * @return as {@link #readBytes()}
   * @throws DecodeException ({@link Reason#WRONG_LENGTH}) if the length is outside the bounds, or
   *     if the next item is no byte string
   */
  public Bytes readBytes(int minLength, int maxLength) throws DecodeException {
    int at = position;
    Bytes bytes = readBytes();
    if (bytes.length < minLength || bytes.length > maxLength) {
      throw error(
          Reason.WRONG_LENGTH, at, lengthDetail(bytes.length, minLength, maxLength, "bytes"));
    }
    return bytes;
  }

  /**
   * Reads a text string.
   *
   * @return the text
   * @throws DecodeException if the next item is no text string, or not UTF-8
   */
  public String readText() throws DecodeException {
    Bytes utf8 = readTextBytes();
    return new String(utf8.array, utf8.offset, utf8.length, StandardCharsets.UTF_8);
  }

  /**
   * Reads a text string whose length in UTF-8 is bounded (CDDL {@code .size}).
   *
   * @param minLength fewest bytes
   * @param maxLength most bytes
   * @return the text
   * @throws DecodeException ({@link Reason#WRONG_LENGTH}) if the length is outside the bounds, or
   *     if the next item is no text string
   */
  public String readText(int minLength, int maxLength) throws DecodeException {
    int at = position;
    Bytes utf8 = readTextBytes();
    if (utf8.length < minLength || utf8.length > maxLength) {
      throw error(
          Reason.WRONG_LENGTH, at, lengthDetail(utf8.length, minLength, maxLength, "bytes"));
    }
    return new String(utf8.array, utf8.offset, utf8.length, StandardCharsets.UTF_8);
  }

  /**
   * Reads a text string without turning it into characters.
   *
   * @return its UTF-8 bytes, checked: a view into the input; a new array if the string was sent in
   *     chunks
   * @throws DecodeException if the next item is no text string, or not UTF-8
   */
  public Bytes readTextBytes() throws DecodeException {
    return readString(TEXT_STRING, 0x60);
  }

  private static String lengthDetail(int length, int min, int max, String unit) {
    return length + " " + unit + ", admitted are " + (min == max ? "" + min : min + " to " + max);
  }

  private Bytes readString(CborType type, int major) throws DecodeException {
    int initial = nextItem();
    if ((initial & MAJOR) != major) {
      throw unexpected(type.toString(), initial);
    }
    if ((initial & 0x1f) == 31) {
      return gatherChunks(initial);
    }
    int start = skipDefiniteString(initial);
    return Bytes.wrap(array, start, position - start);
  }

  /** Steps over a definite-length string and returns where its content starts. */
  private int skipDefiniteString(int initial) throws DecodeException {
    int length = stringLength(initial);
    int start = position;
    position += length;
    if ((initial & MAJOR) == 0x60 && checksValidity) {
      int invalid = Utf8.firstInvalid(array, start, position);
      if (invalid >= 0) {
        throw error(Reason.INVALID_UTF8, invalid, "the text string is not UTF-8");
      }
    }
    return start;
  }

  /** Reads the head of a definite-length string; the content, all of it present, follows. */
  private int stringLength(int initial) throws DecodeException {
    int at = position;
    long length = argument(initial);
    if (length < 0 || length > end - position) {
      throw error(
          Reason.TRUNCATED,
          at,
          "a string of "
              + Long.toUnsignedString(length)
              + " bytes where "
              + (end - position)
              + " remain");
    }
    checkStringLength(at, length);
    return (int) length;
  }

  private void checkStringLength(int at, long length) throws DecodeException {
    if (length > options.maxStringLength()) {
      throw error(
          Reason.STRING_TOO_LONG, at, length + " bytes, the limit is " + options.maxStringLength());
    }
  }

  private Bytes gatherChunks(int initial) throws DecodeException {
    int start = position + 1;
    int total = skipChunks(initial);
    byte[] gathered = new byte[total];
    int after = position;
    int filled = 0;
    position = start;
    while (filled < total) {
      int length = stringLength(array[position] & 0xff);
      System.arraycopy(array, position, gathered, filled, length);
      position += length;
      filled += length;
    }
    position = after;
    return Bytes.wrap(gathered);
  }

  /** Steps over an indefinite-length string and returns the length of its content. */
  private int skipChunks(int initial) throws DecodeException {
    int at = position;
    refuseIndefinite();
    position++;
    int total = 0;
    while (true) {
      if (position >= end) {
        throw truncated();
      }
      int chunk = array[position] & 0xff;
      if (chunk == BREAK_BYTE) {
        position++;
        return total;
      }
      if ((chunk & MAJOR) != (initial & MAJOR) || (chunk & 0x1f) == 31) {
        throw error(
            Reason.INVALID_CHUNK, "a chunk must be a definite-length string of the same type");
      }
      int start = skipDefiniteString(chunk);
      total += position - start;
      checkStringLength(at, total);
    }
  }

  // Containers.

  /**
   * Enters an array; its elements come next.
   *
   * @return the number of elements, or -1 if it has indefinite length
   * @throws DecodeException if the next item is no array
   */
  public int enterArray() throws DecodeException {
    int initial = nextItem();
    if ((initial & MAJOR) != 0x80) {
      throw unexpected(ARRAY.toString(), initial);
    }
    return enter(Kind.ARRAY, initial, 1);
  }

  /**
   * Enters a map; its keys and values come next, in turn.
   *
   * @return the number of entries, or -1 if it has indefinite length
   * @throws DecodeException if the next item is no map
   */
  public int enterMap() throws DecodeException {
    int initial = nextItem();
    if ((initial & MAJOR) != 0xa0) {
      throw unexpected(MAP.toString(), initial);
    }
    return enter(Kind.MAP, initial, 2);
  }

  /**
   * Enters an array that must have a certain number of elements.
   *
   * @param count how many elements it must have
   * @throws DecodeException if the next item is no array; {@link Reason#WRONG_LENGTH} here if a
   *     definite length differs, and on reading or leaving if an indefinite one does
   */
  public void enterArray(int count) throws DecodeException {
    int at = position;
    int actual = enterArray();
    if (actual >= 0 && actual != count) {
      throw error(Reason.WRONG_LENGTH, at, lengthDetail(actual, count, count, "elements"));
    }
  }

  private int enter(Kind kind, int initial, int itemsPerEntry) throws DecodeException {
    int at = position;
    long count = -1;
    if ((initial & 0x1f) == 31) {
      refuseIndefinite();
      position++;
    } else {
      count = argument(initial);
      if (count < 0 || count > (end - position) / itemsPerEntry) {
        throw error(
            Reason.TRUNCATED,
            at,
            "the "
                + kind.noun
                + " of length "
                + Long.toUnsignedString(count)
                + " takes more than the "
                + (end - position)
                + " bytes that remain");
      }
    }
    push(kind, at);
    remaining = count < 0 ? UNCOUNTED : count * itemsPerEntry;
    inMap = itemsPerEntry - 1;
    return (int) count;
  }

  /**
   * Leaves an array that has been read to its end.
   *
   * @throws DecodeException ({@link Reason#WRONG_LENGTH}) if elements are left
   */
  public void exitArray() throws DecodeException {
    exitCounted(Kind.ARRAY);
  }

  /**
   * Leaves a map that has been read to its end.
   *
   * @throws DecodeException ({@link Reason#WRONG_LENGTH}) if entries are left, {@link
   *     Reason#DUPLICATE_KEY} if two of its keys are equal
   */
  public void exitMap() throws DecodeException {
    exitCounted(Kind.MAP);
  }

  private void exitCounted(Kind kind) throws DecodeException {
    requireOpen(kind);
    if (hasNext()) {
      throw error(Reason.WRONG_LENGTH, "the " + kind.noun + " has more elements than expected");
    }
    if (kind == Kind.MAP && level.sortKeys && level.keys > 1) {
      refuseEqualKeys();
    }
    if (remaining != 0) {
      position++; // the break
    }
    pop();
  }

  /**
   * Enters a byte string that holds encoded CBOR ({@code bstr .cbor} in CDDL); a sequence of items
   * comes next. The nesting counts towards the depth limit.
   *
   * @throws DecodeException if the next item is no byte string
   */
  public void enterWrapped() throws DecodeException {
    int initial = nextItem();
    if ((initial & MAJOR) != 0x40) {
      throw unexpected(BYTE_STRING.toString(), initial);
    }
    int at = position;
    if ((initial & 0x1f) == 31) {
      Bytes gathered = gatherChunks(initial);
      push(Kind.WRAPPED, at);
      array = gathered.array;
      base = -(at + 1 - base);
      position = 0;
      end = gathered.length;
    } else {
      int length = stringLength(initial);
      int start = position;
      position += length;
      push(Kind.WRAPPED, at);
      position = start;
      end = start + length;
    }
    remaining = UNCOUNTED;
    inMap = 0;
  }

  /**
   * Leaves wrapped CBOR that has been read to its end.
   *
   * @throws DecodeException ({@link Reason#TRAILING_BYTES}) if bytes are left
   */
  public void exitWrapped() throws DecodeException {
    requireOpen(Kind.WRAPPED);
    if (position < end) {
      throw error(Reason.TRAILING_BYTES, (end - position) + " bytes follow the wrapped item");
    }
    array = level.outerArray;
    base = level.outerBase;
    position = level.outerPosition;
    end = level.outerEnd;
    pop();
  }

  /**
   * Insists that the input has been read to its end.
   *
   * @throws DecodeException ({@link Reason#TRAILING_BYTES}) if bytes are left
   * @throws IllegalStateException if something is open
   */
  public void expectEnd() throws DecodeException {
    requireOpen(Kind.SEQUENCE);
    if (position < end) {
      throw error(Reason.TRAILING_BYTES, (end - position) + " bytes follow the item");
    }
  }

  private void requireOpen(Kind kind) {
    if (level.kind != kind || tags != 0) {
      throw new IllegalStateException(
          tags != 0 ? "the content of a tag is unread" : "the reader is in a " + level.kind.noun);
    }
  }

  private void push(Kind kind, int start) throws DecodeException {
    int newDepth = depth + tagsAround + 1;
    if (newDepth > options.maxDepth()) {
      throw tooDeep(start);
    }
    boolean outermost = level == OUTERMOST;
    Level opened = outermost ? first : level.inner;
    if (opened == null) {
      opened = new Level(level);
      if (outermost) {
        first = opened;
      } else {
        level.inner = opened;
      }
    }
    opened.kind = kind;
    opened.start = position;
    opened.outerRemaining = remaining;
    opened.outerDepth = depth;
    if (kind == Kind.MAP) {
      opened.smallKeys = 0;
      opened.lastKeyEnd = 0;
      opened.sortKeys = false;
      opened.keys = 0;
    } else if (kind == Kind.WRAPPED) {
      opened.outerArray = array;
      opened.outerBase = base;
      opened.outerPosition = position;
      opened.outerEnd = end;
    }
    depth = newDepth;
    level = opened;
  }

  private void pop() {
    remaining = level.outerRemaining;
    depth = level.outerDepth;
    Level outer = level.outer;
    if (outer != null) {
      level = outer;
    }
    inMap = level.kind == Kind.MAP ? 1 : 0;
  }

  // Whole items.

  /**
   * Reads an item of any type as the bytes it is encoded in, head included, and checks it as deeply
   * as reading would.
   *
   * @return a view of the item; its tags, if they have not been read before, included
   * @throws DecodeException if the item is not acceptable
   */
  public Bytes readEncodedItem() throws DecodeException {
    int start = position;
    skip();
    return Bytes.wrap(array, start, position - start);
  }

  /**
   * Reads an item of any type and forgets it, having checked it as deeply as reading would.
   *
   * @throws DecodeException if the item is not acceptable
   */
  public void skip() throws DecodeException {
    Level bottom = level;
    skipHead();
    while (level != bottom || tags != 0) {
      if (hasNext()) {
        skipHead();
      } else if (level.kind == Kind.MAP) {
        exitMap();
      } else {
        exitArray();
      }
    }
  }

  /** Steps over a scalar, into an array or map, or past a tag number. */
  private void skipHead() throws DecodeException {
    switch (peekType()) {
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER -> argument(nextItem());
      case BYTE_STRING, TEXT_STRING -> {
        int initial = nextItem();
        if ((initial & 0x1f) == 31) {
          skipChunks(initial);
        } else {
          skipDefiniteString(initial);
        }
      }
      case ARRAY -> enterArray();
      case MAP -> enterMap();
      case TAG -> readTag();
      case FLOAT -> readDouble();
      default -> readSimple();
    }
  }

  // Heads.

  /** Counts the next item and returns its initial byte, at which the reader still stands. */
  private int nextItem() throws DecodeException {
    tagsAround = tags;
    if (tags != 0) {
      tags = 0;
    } else {
      if (remaining == 0) {
        throw noMoreItems();
      }
      if ((remaining & 1) < inMap && position < end && checksValidity) {
        checkKey();
      }
      remaining--;
    }
    if (++items > options.maxItems()) {
      throw error(Reason.TOO_MANY_ITEMS, "the limit is " + options.maxItems());
    }
    if (position >= end) {
      throw truncated();
    }
    return array[position] & 0xff;
  }

  /** Reads a head and returns its argument (RFC 8949, Section 3) as 64 unsigned bits. */
  private long argument(int initial) throws DecodeException {
    int information = initial & 0x1f;
    if (information < 24) {
      position++;
      return information;
    }
    int at = position;
    if (information > 27) {
      throw reserved(initial);
    }
    long argument = argumentBits(information);
    if (preferredOnly && Heads.size(argument) != position - at) {
      throw error(Reason.NOT_PREFERRED, at, "the head has a shorter encoding");
    }
    return argument;
  }

  /** Reads a head with 1, 2, 4 or 8 bytes after the initial one. */
  private long argumentBits(int information) throws DecodeException {
    int size = 1 << (information - 24);
    if (end - position <= size) {
      throw error(
          Reason.TRUNCATED,
          "the head takes " + (size + 1) + " bytes, " + (end - position) + " remain");
    }
    int at = position + 1;
    position = at + size;
    return switch (information) {
      case 24 -> array[at] & 0xffL;
      case 25 -> (short) Bytes.SHORT.get(array, at) & 0xffffL;
      case 26 -> (int) Bytes.INT.get(array, at) & 0xffff_ffffL;
      default -> (long) Bytes.LONG.get(array, at);
    };
  }

  // Keys.

  /** Compares the key that comes next with those before it in the same map. */
  private void checkKey() throws DecodeException {
    int initial = array[position] & 0xff;
    level.keys++;
    if (deterministicOnly) {
      checkKeyOrder(initial);
    } else if (initial < 0x38 && (initial & 0x1f) < 24) {
      // Initial bytes 00..17 and 20..37 are the integers from -24 to 23: one bit for each.
      long bit = 1L << initial;
      if ((level.smallKeys & bit) != 0) {
        throw duplicateKey();
      }
      level.smallKeys |= bit;
    } else if (!level.sortKeys) {
      int keyEnd = MapKeys.endOfPlainKey(array, position, end);
      level.sortKeys = keyEnd < 0 || compareWithLastKey(keyEnd) > 0;
    }
  }

  private void checkKeyOrder(int initial) throws DecodeException {
    int keyEnd = MapKeys.endOfPlainKey(array, position, end);
    if (keyEnd < 0 && initial != BREAK_BYTE) {
      keyEnd = endOfAnyKey();
      level.sortKeys = true; // 0.0 and -0.0 are in order, and equal all the same
    }
    if (keyEnd >= 0 && compareWithLastKey(keyEnd) > 0) {
      throw error(Reason.KEY_ORDER, "the key sorts before the one that it follows");
    }
  }

  /** The sign of (last key - next key), after which the next key is the last. */
  private int compareWithLastKey(int keyEnd) throws DecodeException {
    int order = -1;
    if (level.lastKeyEnd != 0) {
      order =
          Arrays.compareUnsigned(
              array, level.lastKeyStart, level.lastKeyEnd, array, position, keyEnd);
    }
    if (order == 0) {
      throw duplicateKey();
    }
    level.lastKeyStart = position;
    level.lastKeyEnd = keyEnd;
    return order;
  }

  /** Compares all keys of the map that has been read to its end. */
  private void refuseEqualKeys() throws DecodeException {
    MapKeys keys = mapKeys;
    if (keys == null) {
      keys = new MapKeys(options.maxDepth());
      mapKeys = keys;
    }
    Bytes entries = Bytes.wrap(array, level.start, position - level.start);
    int duplicate = keys.duplicate(entries);
    if (duplicate >= 0) {
      int at = level.start + keys.offsetOfEntry(entries, duplicate);
      throw error(Reason.DUPLICATE_KEY, at, "the map has this key twice");
    }
  }

  private int endOfAnyKey() throws DecodeException {
    Bytes rest = Bytes.wrap(array, position, end - position);
    CborReader reader = scout;
    if (reader == null) {
      reader = new CborReader(rest, options, false);
      scout = reader;
    } else {
      reader.reset(rest);
    }
    try {
      reader.skip();
    } catch (DecodeException e) {
      throw e.shifted(offset());
    }
    return position + (int) reader.offset();
  }

  // Errors.

  /**
   * An exception for a rule of the caller's that the bytes at the reader break.
   *
   * @param reason why
   * @param detail a sentence fragment for a person
   * @return the exception, to be thrown; its offset is the reader's
   */
  public DecodeException error(Reason reason, String detail) {
    return error(reason, position, detail);
  }

  private DecodeException error(Reason reason, int at, String detail) {
    return new DecodeException(reason, at - base, detail);
  }

  private DecodeException truncated() {
    return error(Reason.TRUNCATED, "the input ends where an item must stand");
  }

  private DecodeException noMoreItems() {
    return error(
        Reason.WRONG_LENGTH, "the " + level.kind.noun + " has fewer elements than expected");
  }

  private DecodeException duplicateKey() {
    return error(Reason.DUPLICATE_KEY, "the map has this key twice");
  }

  private DecodeException tooDeep(int at) {
    return error(Reason.TOO_DEEP, at, "the limit is " + options.maxDepth());
  }

  private DecodeException reserved(int initial) {
    return error(
        Reason.RESERVED_ADDITIONAL_INFORMATION,
        String.format("initial byte 0x%02x has no meaning here", initial));
  }

  private void refuseIndefinite() throws DecodeException {
    if (definiteOnly) {
      throw error(Reason.INDEFINITE_LENGTH, "only definite lengths are admitted");
    }
  }

  private DecodeException unexpected(String expected, int initial) {
    CborType found = CborType.ofInitialByte(initial);
    int information = initial & 0x1f;
    boolean lengthUnknown = remaining >= UNCOUNTED >> 1;
    if (found == CborType.BREAK && lengthUnknown && level.kind == Kind.ARRAY) {
      return noMoreItems();
    }
    if (found == CborType.BREAK) {
      return error(Reason.UNEXPECTED_BREAK, "a break where an item must stand");
    }
    if (information > 27 && (information < 31 || initial < 0x40 || found == CborType.TAG)) {
      return reserved(initial);
    }
    return error(Reason.UNEXPECTED_TYPE, "expected " + expected + ", found " + found);
  }
}
