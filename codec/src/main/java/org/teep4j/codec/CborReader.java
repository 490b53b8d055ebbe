package org.teep4j.codec;

import java.io.Serializable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pull parser for encoded CBOR (RFC 8949): a cursor that moves from item to item and copies
 * nothing.
 *
 * <p>Callers enter and exit arrays, maps and byte strings that hold CBOR ({@code bstr .cbor}).
 * Inside a map they read keys and values alternately. The reader checks every item that is read or
 * skipped: well-formedness, UTF-8, duplicate keys in a map, and the limits and the {@link
 * Strictness} of the {@link DecodeOptions}. It compares keys by value as RFC 8949, Section 5.6.1
 * defines it. The check for duplicate keys is complete when {@link #exitMap()} returns.
 *
 * <p>At the top level, and inside wrapped CBOR, the reader yields a sequence of items; {@link
 * #expectEnd()} and {@link #exitWrapped()} throw if bytes are left.
 *
 * <p>Moving through the input allocates nothing if map keys are small integers. If other keys come
 * in deterministic order, the reader needs four bytes for each key of the open maps, and reuses
 * this memory for the next input. Byte strings are views into the input, unless they were sent in
 * chunks. A reader is not thread-safe, and it must not be used again after an exception.
 */
public final class CborReader {

  /** The tag that marks data as CBOR and changes nothing else (RFC 8949, Section 3.4.6). */
  public static final long SELF_DESCRIBED = 55799;

  /**
   * Mask of the major type in an initial byte: 0x00 unsigned integer, 0x20 negative integer, 0x40
   * byte string, 0x60 text string, 0x80 array, 0xa0 map, 0xc0 tag, 0xe0 simple value or float. The
   * low five bits (0x1f) are the additional information: the argument itself if below 24; 24 to 27
   * if 1, 2, 4 or 8 bytes of argument follow; 31 for an indefinite length or a break.
   */
  private static final int MAJOR = 0xe0;

  static final int BREAK_BYTE = 0xff;

  /**
   * Start value of {@link #remaining} if the number of items is unknown. It is negative and even,
   * and counting down by one for each byte of the largest array does not overflow.
   */
  private static final int UNCOUNTED = -2;

  // Kinds of open containers. ARRAY and MAP are also the number of items in one entry: one in an
  // array, two in a map.
  private static final int SEQUENCE = 0;
  private static final int ARRAY = 1;
  private static final int MAP = 2;
  private static final int WRAPPED = 3;
  private static final String[] NOUNS = {"sequence", "array", "map", "byte string"};

  // Bit layout of place: the kind of the innermost open container (bits 0 and 1); a flag
  // (bit 2) for a map with keys that are not small integers, or for a byte string joined from
  // chunks; and the nesting depth (from bit 3).
  private static final int KIND = 3;
  private static final int OTHER_KEYS = 4;
  private static final int GATHERED = 4;
  private static final int DEPTH_SHIFT = 3;

  // Each open container has a frame in frames. These are the indexes in a frame. AROUND:
  // the enclosing container's remaining items and place. END_AROUND, for a byte string: the end of
  // the enclosing bytes. KEYS_AROUND, for a map: the small keys of the enclosing map.
  private static final int AROUND = 0;
  private static final int END_AROUND = 1;
  private static final int KEYS_AROUND = 1;

  // The frame length of each kind of container.
  private static final int ARRAY_FRAME = 1;
  private static final int WRAPPED_FRAME = 2;
  private static final int MAP_FRAME = 2;

  // Few messages need more than FIRST_ROOM numbers in all frames, and hardly any need more than
  // FIRST_ROOM + MORE_ROOM.
  private static final int FIRST_ROOM = 6;
  private static final int MORE_ROOM = 14;

  /** The reader's state outside a byte string that was sent in chunks. */
  private static final class Around {
    final byte[] array;
    final int base;
    final int position;

    Around(byte[] array, int base, int position) {
      this.array = array;
      this.base = base;
      this.position = position;
    }
  }

  private static final byte[] NOTHING = {};
  private static final Around[] NO_AROUNDS = {};

  /** Value of {@link #due} if a check is necessary before the next item, whatever it is. */
  private static final int NOW = Integer.MAX_VALUE;

  private final DecodeOptions options;
  private int maxDepth;
  private final boolean checksValidity;
  private final boolean definiteOnly;
  private final boolean preferredOnly;
  private final boolean deterministicOnly;

  byte[] array = NOTHING;
  private int base;
  int position;
  int end;

  /** One frame for each open container, outermost first. */
  private long[] frames = new long[FIRST_ROOM];

  /** End of the frames in use; frames of different kinds have different lengths. */
  private int top;

  // State that few messages need. Each object is created at its first use and kept.
  private @Nullable OtherKeys otherKeys;

  /** Indexed by depth. */
  private @Nullable Around[] arounds = NO_AROUNDS;

  /** Packed state of the innermost open container; see KIND for the bit layout. */
  private int place;

  /**
   * Number of unread items in the innermost open container. If the number is unknown, the field is
   * negative and counts down as well. In a map, the next item is a key if the field is even.
   */
  private int remaining;

  /**
   * Threshold for {@link #remaining}: if no more items than this are left, a check is necessary
   * before the next item. One comparison thus covers all checks. The value stands for the next
   * unchecked key, for the end of the container, or is {@link #NOW}.
   */
  private int due;

  /** Small integer keys of the innermost open map, one bit each; see {@link #smallKey}. */
  private long smallKeys;

  /** Number of tags that have been read directly before the next item. */
  private int tags;

  private int itemsLeft;

  /**
   * Starts before the first item, with {@link DecodeOptions#defaults()}.
   *
   * @param input encoded CBOR; all views that are read reference it
   * @throws DecodeException never with the default options; declared because the other constructor
   *     throws it
   */
  public CborReader(Bytes input) throws DecodeException {
    this(input, DecodeOptions.defaults());
  }

  /**
   * Starts before the first item.
   *
   * @param input encoded CBOR; all views that are read reference it
   * @param options limits and strictness
   * @throws DecodeException ({@link Reason#INPUT_TOO_LARGE}) if the input is over the limit
   */
  public CborReader(Bytes input, DecodeOptions options) throws DecodeException {
    this(input, options, true);
  }

  /**
   * Starts before the first item. If {@code checksValidity} is false, the reader accepts duplicate
   * keys and text strings that are not UTF-8.
   */
  CborReader(Bytes input, DecodeOptions options, boolean checksValidity) throws DecodeException {
    this.options = options;
    this.maxDepth = options.maxDepth();
    this.checksValidity = checksValidity;
    this.definiteOnly = options.strictness.atLeast(Strictness.DEFINITE_LENGTH);
    this.preferredOnly = options.strictness.atLeast(Strictness.PREFERRED);
    this.deterministicOnly = options.strictness.atLeast(Strictness.CORE_DETERMINISTIC);
    reset(input);
  }

  /**
   * Starts again before the first item of another input, with the same options. Callers that read
   * many small messages reuse one reader this way and avoid allocation.
   *
   * @param input encoded CBOR; all views that are read reference it
   * @throws DecodeException ({@link Reason#INPUT_TOO_LARGE}) if the input is over the limit
   */
  public void reset(Bytes input) throws DecodeException {
    if (input.length > options.maxInputSize) {
      throw new DecodeException(
          Reason.INPUT_TOO_LARGE,
          0,
          "the input has "
              + input.length
              + " bytes, at most "
              + options.maxInputSize
              + " are allowed");
    }
    array = input.array;
    base = input.offset;
    position = base;
    end = base + input.length;
    top = 0;
    place = SEQUENCE;
    remaining = UNCOUNTED;
    due = NOW;
    tags = 0;
    itemsLeft = options.maxItems();
  }

  /**
   * Returns the limits and the strictness of this reader, so that structures inside its input can
   * be read with the same options.
   *
   * @return the options that the reader was created with
   */
  public DecodeOptions options() {
    return options;
  }

  /**
   * Returns the position of the reader.
   *
   * @return number of bytes from the start of the input to the next unread byte; inside a byte
   *     string that was sent in chunks, counted as if its content followed the head directly
   */
  public long offset() {
    return (long) position - base;
  }

  /**
   * Returns the unread bytes of the innermost open wrapped CBOR, or of the input if none is open.
   * Directly after {@link #enterWrapped()}, this is the content of the byte string.
   *
   * @return a view of the bytes from the next unread byte to that end; they stay unread
   */
  public Bytes unread() {
    return Bytes.wrap(array, position, end - position);
  }

  /**
   * Whether another item follows in the innermost open array, map or wrapped CBOR, or in the
   * top-level sequence. In a map, call this before a key.
   *
   * @return false at the end of the container or sequence
   * @throws DecodeException if the input ends inside an indefinite-length array or map, or if the
   *     next key is not acceptable (reading it would throw the same exception)
   */
  public boolean hasNext() throws DecodeException {
    return remaining > due || hasNextDue();
  }

  /**
   * Checks the next key, if there is one. If callers ask {@link #hasNext()} before each entry, the
   * check of keys runs here, in one place, and is not part of the compiled code of the methods that
   * read items.
   */
  private boolean hasNextDue() throws DecodeException {
    if (remaining <= 0) {
      return remaining < 0 && hasNextUncounted();
    }
    if (due != NOW && position < end) {
      seeToKey(array[position] & 0xff);
    }
    return true;
  }

  private boolean hasNextUncounted() throws DecodeException {
    if (tags != 0) {
      return true;
    }
    int kind = kind();
    if (kind == SEQUENCE || kind == WRAPPED) {
      return position < end;
    }
    if (position >= end) {
      throw truncated();
    }
    if ((array[position] & 0xff) != BREAK_BYTE) {
      return true;
    }
    if (kind == MAP && (remaining & 1) != 0) {
      throw error(Reason.UNEXPECTED_BREAK, "the last key of the map has no value");
    }
    return false;
  }

  /**
   * The type of the next item, which stays unread.
   *
   * @return the type that the initial byte announces
   * @throws DecodeException if the container has no further item, or the input ends
   */
  public CborType peekType() throws DecodeException {
    return CborType.ofInitialByte(peekInitialByte());
  }

  private int peekInitialByte() throws DecodeException {
    if (remaining == 0) {
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
   * @throws DecodeException if the next item is not an integer, or does not fit a {@code long}
   */
  public long readLong() throws DecodeException {
    int initial = nextItem();
    if (initial < 24) {
      position++;
      return initial;
    }
    return readLong(initial);
  }

  private long readLong(int initial) throws DecodeException {
    if (initial >= 0x40) {
      throw unexpected("integer", initial);
    }
    int at = position;
    long argument = argument(initial);
    if (argument < 0) {
      throw error(Reason.VALUE_OUT_OF_RANGE, at, "the integer does not fit a signed 64-bit number");
    }
    return initial < 0x20 ? argument : ~argument;
  }

  /**
   * Reads an unsigned integer (major type 0) below 2<sup>63</sup>. {@link Uint#read} reads any.
   *
   * @return 0 to {@link Long#MAX_VALUE}
   * @throws DecodeException if the next item is not an unsigned integer, or is larger
   */
  public long readUnsigned() throws DecodeException {
    int at = position;
    long value = readUnsignedBits();
    if (value < 0) {
      throw error(
          Reason.VALUE_OUT_OF_RANGE, at, Long.toUnsignedString(value) + " is larger than 2^63 - 1");
    }
    return value;
  }

  /** Reads any unsigned integer (major type 0) as 64 bits. */
  long readUnsignedBits() throws DecodeException {
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
        throw error(Reason.UNEXPECTED_TAG, at, "tag " + tag + " is not a bignum tag (2 or 3)");
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
    if ((initial & 0xfe) != 0xf4) { // 0xf4 is false, 0xf5 is true
      throw unexpected(CborType.BOOLEAN, initial);
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
    if (initial != 0xf6) { // null
      throw unexpected(CborType.NULL, initial);
    }
    position++;
  }

  /**
   * Reads {@code null} if it comes next, and nothing otherwise.
   *
   * @return true if {@code null} was read
   * @throws DecodeException if the container has no further item, or the input ends
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
   * @throws DecodeException if the next item is not a simple value
   */
  public int readSimple() throws DecodeException {
    int initial = nextItem();
    // 0xe0 to 0xf7 hold the value itself, 0xf8 precedes a byte with the value, 0xf9 to 0xfb precede
    // a floating-point number.
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
      throw error(
          Reason.INVALID_SIMPLE_VALUE, at, "simple value ", value, " must be encoded in one byte");
    }
    return value;
  }

  /**
   * Reads a floating-point number of half, single or double precision.
   *
   * @return the value; the payload of a NaN is kept
   * @throws DecodeException if the next item is not a floating-point number
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
      throw error(Reason.NOT_PREFERRED, at, "the floating-point number has a shorter encoding");
    }
    return Double.longBitsToDouble(bits);
  }

  // Tags.

  /**
   * Reads a tag number. The tag's content comes next; tag number and content together are one item
   * of the container.
   *
   * @return the tag number, an unsigned 64-bit value
   * @throws DecodeException if the next item is not tagged
   */
  public long readTag() throws DecodeException {
    int at = position;
    int tagsAround = tags;
    int left = remaining;
    int initial = nextItem();
    if ((initial & MAJOR) != 0xc0) {
      throw unexpected(CborType.TAG, initial);
    }
    long tag = argument(initial);
    count(1, at);
    tags = tagsAround + 1;
    if (depth() + tags > maxDepth) {
      throw tooDeep(at);
    }
    remaining = left; // the content, not the tag, is the item that counts
    due = NOW;
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
   * @throws DecodeException if the container has no further item, or a tag is not well-formed
   */
  public boolean tryReadTag(long tag) throws DecodeException {
    boolean same = peekTag(tag);
    if (same) {
      readTag();
    }
    return same;
  }

  /**
   * Whether a certain tag comes next. The tag stays unread.
   *
   * @param tag the wanted tag number
   * @return true if the tag comes next; false before another tag or an item without a tag
   * @throws DecodeException if the container has no further item, or a tag is not well-formed
   */
  public boolean peekTag(long tag) throws DecodeException {
    int initial = peekInitialByte();
    if ((initial & MAJOR) != 0xc0) {
      return false;
    }
    int at = position;
    boolean same = argument(initial) == tag;
    position = at;
    return same;
  }

  /**
   * Reads a certain tag number, which must come next.
   *
   * @param tag the wanted tag number
   * @throws DecodeException ({@link Reason#UNEXPECTED_TAG}) if the next item has no tag or another
   *     tag
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
   * @return a view into the input, or a new array if the string was sent in chunks
   * @throws DecodeException if the next item is not a byte string
   */
  public Bytes readBytes() throws DecodeException {
    return content(beginString(0x40));
  }

  /**
   * Reads a byte string whose length is bounded.
   *
   * @param minLength smallest admitted length in bytes
   * @param maxLength largest admitted length in bytes
   * @return a view as {@link #readBytes()} returns it
   * @throws DecodeException ({@link Reason#WRONG_LENGTH}) if the length is outside the bounds, or
   *     if the next item is not a byte string
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
   * @throws DecodeException if the next item is not a text string, or not UTF-8
   */
  public String readText() throws DecodeException {
    Bytes utf8 = readTextBytes();
    return new String(utf8.array, utf8.offset, utf8.length, StandardCharsets.UTF_8);
  }

  /**
   * Reads a text string whose length in UTF-8 is bounded (CDDL {@code .size}).
   *
   * @param minLength smallest admitted length in bytes
   * @param maxLength largest admitted length in bytes
   * @return the text
   * @throws DecodeException ({@link Reason#WRONG_LENGTH}) if the length is outside the bounds, or
   *     if the next item is not a text string
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
   * Reads a text string without decoding it to characters.
   *
   * @return the checked UTF-8 bytes: a view into the input, or a new array if the string was sent
   *     in chunks
   * @throws DecodeException if the next item is not a text string, or not UTF-8
   */
  public Bytes readTextBytes() throws DecodeException {
    return content(beginString(0x60));
  }

  private static String lengthDetail(int length, int min, int max, String unit) {
    String allowed = min == max ? "" + min : min + " to " + max;
    return "the length is " + length + " " + unit + ", allowed: " + allowed;
  }

  /**
   * Returns the content of the string that {@link #beginString} has begun. The method does nothing
   * else, and creates the view in one place, to stay within 35 bytes of bytecode. The just-in-time
   * compiler always inlines methods of that size. It then sees whether the caller keeps the view,
   * and omits the allocation otherwise.
   */
  private Bytes content(int start) throws DecodeException {
    byte[] source = array;
    int after = position;
    if (start < 0) {
      source = gatherChunks();
      start = 0;
      after = source.length;
    }
    return Bytes.between(source, start, after);
  }

  /**
   * Skips a definite-length string and returns the start of its content. Returns -1, and skips
   * nothing, if the string has indefinite length. {@code major} is 0x40 for a byte string, 0x60 for
   * a text string.
   */
  private int beginString(int major) throws DecodeException {
    int initial = nextItem();
    if ((initial & MAJOR) != major) {
      throw unexpected(CborType.ofInitialByte(major), initial);
    }
    return (initial & 0x1f) == 31 ? -1 : skipDefiniteString(initial);
  }

  /** Skips a definite-length string and returns the start of its content. */
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

  /**
   * Reads the head of a definite-length string, checks that the whole content is present, and
   * returns its length.
   */
  private int stringLength(int initial) throws DecodeException {
    int at = position;
    long length = argument(initial);
    if (length < 0 || length > end - position) {
      throw missingContent(at, length);
    }
    checkStringLength(at, length);
    return (int) length;
  }

  private void checkStringLength(int at, long length) throws DecodeException {
    if (length > options.maxStringLength) {
      throw error(
          Reason.STRING_TOO_LONG,
          at,
          "the string has "
              + length
              + " bytes, at most "
              + options.maxStringLength
              + " are allowed");
    }
  }

  /**
   * Reads an indefinite-length string; the next byte is its head (0x5f or 0x7f). Returns the joined
   * chunks.
   */
  private byte[] gatherChunks() throws DecodeException {
    int start = position + 1;
    int total = skipChunks(array[position] & 0xff);
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
    return gathered;
  }

  /** Skips an indefinite-length string and returns the length of its content. */
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
   * @throws DecodeException if the next item is not an array
   */
  public int enterArray() throws DecodeException {
    return enter(ARRAY, 0x80);
  }

  /**
   * Enters a map; its keys and values come next, alternately.
   *
   * @return the number of entries, or -1 if it has indefinite length
   * @throws DecodeException if the next item is not a map
   */
  public int enterMap() throws DecodeException {
    return enter(MAP, 0xa0);
  }

  /**
   * Enters an array that must have a certain number of elements.
   *
   * @param count the required number of elements
   * @throws DecodeException if the next item is not an array, or ({@link Reason#WRONG_LENGTH}) if
   *     it has another definite length. In an array of indefinite length, a wrong number of
   *     elements makes reading or {@link #exitArray()} throw
   */
  public void enterArray(int count) throws DecodeException {
    int at = position;
    int actual = enterArray();
    if (actual >= 0 && actual != count) {
      throw error(Reason.WRONG_LENGTH, at, lengthDetail(actual, count, count, "elements"));
    }
  }

  private int enter(int newKind, int major) throws DecodeException {
    int at = position;
    int newDepth = depth() + tags + 1;
    int initial = nextItem();
    if ((initial & MAJOR) != major) {
      throw unexpected(CborType.ofInitialByte(major), initial);
    }
    int count = -1;
    if ((initial & 0x1f) == 31) {
      refuseIndefinite();
      position++;
    } else {
      count = entries(newKind, initial);
      count(count * newKind, at);
    }
    if (newKind == MAP) {
      int frame = open(MAP, MAP_FRAME, newDepth, at);
      frames[frame + KEYS_AROUND] = smallKeys;
      smallKeys = 0;
    } else {
      open(ARRAY, ARRAY_FRAME, newDepth, at);
    }
    remaining = count < 0 ? UNCOUNTED : count * newKind;
    watch(remaining);
    return count;
  }

  /**
   * Reads the head of an array or map and returns its number of entries. Throws if the remaining
   * input is too short for that number at one byte an item.
   */
  private int entries(int newKind, int initial) throws DecodeException {
    int at = position;
    long count = argument(initial);
    int left = end - position;
    if (count < 0 || count > (newKind == MAP ? left >> 1 : left)) {
      throw missingItems(newKind, at, count);
    }
    return (int) count;
  }

  /**
   * Exits an array that has been read to its end.
   *
   * @throws DecodeException ({@link Reason#WRONG_LENGTH}) if elements are left
   */
  public void exitArray() throws DecodeException {
    position += breakSize(ARRAY);
    leave(top - ARRAY_FRAME);
  }

  /**
   * Exits a map that has been read to its end.
   *
   * @throws DecodeException ({@link Reason#WRONG_LENGTH}) if entries are left, or ({@link
   *     Reason#DUPLICATE_KEY}) if two keys are equal
   */
  public void exitMap() throws DecodeException {
    int breakSize = breakSize(MAP);
    if ((place & OTHER_KEYS) != 0) {
      Objects.requireNonNull(otherKeys).end(depth());
    }
    position += breakSize;
    int frame = top - MAP_FRAME;
    smallKeys = frames[frame + KEYS_AROUND];
    leave(frame);
  }

  /**
   * Checks that all items of the container have been read. Returns the size of its end mark: 1 for
   * a break (0xff), 0 for a definite length.
   */
  private int breakSize(int openKind) throws DecodeException {
    requireOpen(openKind);
    if (remaining == 0) {
      return 0;
    }
    if (remaining > 0 || hasNextUncounted()) {
      throw moreItems();
    }
    return 1;
  }

  /**
   * Enters a byte string that holds encoded CBOR ({@code bstr .cbor} in CDDL); a sequence of items
   * comes next. The byte string counts towards the depth limit.
   *
   * @throws DecodeException if the next item is not a byte string
   */
  public void enterWrapped() throws DecodeException {
    int at = position;
    int newDepth = depth() + tags + 1;
    int initial = nextItem();
    if ((initial & MAJOR) != 0x40) {
      throw unexpected(CborType.BYTE_STRING, initial);
    }
    if ((initial & 0x1f) == 31) {
      enterGathered(newDepth, at);
    } else {
      int length = stringLength(initial);
      openWrapped(newDepth, at);
      end = position + length;
    }
    remaining = UNCOUNTED;
    due = NOW;
  }

  private void enterGathered(int newDepth, int at) throws DecodeException {
    byte[] gathered = gatherChunks();
    openWrapped(newDepth, at);
    place |= GATHERED;
    if (newDepth >= arounds.length) {
      arounds = Arrays.copyOf(arounds, 2 * newDepth + 2);
    }
    arounds[newDepth] = new Around(array, base, position);
    array = gathered;
    base = -(at + 1 - base);
    position = 0;
    end = gathered.length;
  }

  /**
   * Exits wrapped CBOR that has been read to its end.
   *
   * @throws DecodeException ({@link Reason#TRAILING_BYTES}) if bytes are left
   */
  public void exitWrapped() throws DecodeException {
    requireOpen(WRAPPED);
    if (position < end) {
      throw error(
          Reason.TRAILING_BYTES, position, end - position, " bytes follow the wrapped item");
    }
    if ((place & GATHERED) != 0) {
      Around around = Objects.requireNonNull(arounds[depth()]);
      array = around.array;
      base = around.base;
      position = around.position;
    }
    int frame = top - WRAPPED_FRAME;
    end = (int) frames[frame + END_AROUND];
    leave(frame);
  }

  /**
   * Checks that the input has been read to its end.
   *
   * @throws DecodeException ({@link Reason#TRAILING_BYTES}) if bytes are left
   * @throws IllegalStateException if an array, map or wrapped CBOR is open, or the content of a tag
   *     is unread
   */
  public void expectEnd() throws DecodeException {
    requireOpen(SEQUENCE);
    if (position < end) {
      throw error(Reason.TRAILING_BYTES, position, end - position, " bytes follow the item");
    }
  }

  private void requireOpen(int openKind) {
    if (kind() != openKind || tags != 0) {
      throw otherOpen();
    }
  }

  private int kind() {
    return place & KIND;
  }

  private int depth() {
    return place >>> DEPTH_SHIFT;
  }

  private void openWrapped(int newDepth, int at) throws DecodeException {
    int frame = open(WRAPPED, WRAPPED_FRAME, newDepth, at);
    frames[frame + END_AROUND] = end;
  }

  /**
   * Pushes a frame with the state of the enclosing container, and returns the start of the frame.
   */
  private int open(int newKind, int frameSize, int newDepth, int at) throws DecodeException {
    if (newDepth > maxDepth) {
      throw tooDeep(at);
    }
    int frame = top;
    if (frame + frameSize > frames.length) {
      frames = Arrays.copyOf(frames, frames.length + Math.max(frames.length, MORE_ROOM));
    }
    frames[frame + AROUND] = (long) remaining << Integer.SIZE | place; // place is not negative
    top = frame + frameSize;
    place = newDepth << DEPTH_SHIFT | newKind;
    return frame;
  }

  private void leave(int frame) {
    long around = frames[frame + AROUND];
    remaining = (int) (around >> Integer.SIZE);
    place = (int) around;
    top = frame;
    watch(remaining);
  }

  /** Sets {@link #due} for a container in which {@code left} items are left. */
  private void watch(int left) {
    if (left < 0) {
      due = NOW;
    } else {
      due = kind() == MAP && checksValidity ? left & ~1 : 0;
    }
  }

  // Whole items.

  /**
   * Reads an item of any type and returns its encoding, head included. All nested items are checked
   * as if they were read.
   *
   * @return a view of the item, with those of its tags that have not been read before
   * @throws DecodeException if the item is not acceptable
   */
  public Bytes readEncodedItem() throws DecodeException {
    int start = position;
    skip();
    return Bytes.wrap(array, start, position - start);
  }

  /**
   * Returns the encoding of everything that has been read since an offset. Callers use it for a
   * value that they need both decoded and as it was sent.
   *
   * @param start an {@link #offset()} of this reader, taken inside the same wrapped CBOR
   * @return a view of the bytes from {@code start} to the next unread byte
   * @throws IndexOutOfBoundsException if {@code start} is not such an offset
   */
  public Bytes readSince(long start) {
    int from = Math.toIntExact(start + base);
    return Bytes.wrap(array, from, position - from);
  }

  /**
   * Skips an item of any type. All nested items are checked as if they were read.
   *
   * @throws DecodeException if the item is not acceptable
   */
  public void skip() throws DecodeException {
    int bottom = top;
    skipHead();
    while (top != bottom || tags != 0) {
      if (hasNext()) {
        skipHead();
      } else if (kind() == MAP) {
        exitMap();
      } else {
        exitArray();
      }
    }
  }

  /** Skips a scalar or a tag number, or enters an array or map. */
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

  /** Counts the next item and returns its initial byte, which stays unread. */
  private int nextItem() throws DecodeException {
    int at = position;
    if (at >= end) {
      throw noItem();
    }
    int initial = array[at] & 0xff;
    if (remaining <= due) {
      seeTo(initial);
    }
    remaining--;
    return initial;
  }

  /** Runs the checks that are {@link #due} before an item is read. */
  private void seeTo(int initial) throws DecodeException {
    if (remaining == 0) {
      throw noItem();
    }
    if (due == NOW) {
      seeToAnything(initial);
    } else {
      seeToKey(initial);
    }
  }

  private void seeToKey(int initial) throws DecodeException {
    checkKey(initial);
    due = remaining - 2;
  }

  private void seeToAnything(int initial) throws DecodeException {
    if (tags != 0) {
      tags = 0;
      watch(remaining - 1);
      return;
    }
    count(1, position);
    if (kind() == MAP && (remaining & 1) == 0 && checksValidity) {
      checkKey(initial);
    }
  }

  /**
   * Counts items towards the limit: the next item, or the items announced by the head at {@code
   * at}.
   */
  private void count(int items, int at) throws DecodeException {
    itemsLeft -= items;
    if (itemsLeft < 0) {
      throw error(Reason.TOO_MANY_ITEMS, at, "more than ", options.maxItems(), " items");
    }
  }

  /** Reads a head and returns its argument (RFC 8949, Section 3) as 64 unsigned bits. */
  private long argument(int initial) throws DecodeException {
    int information = initial & 0x1f;
    if (information < 24) {
      position++;
      return information;
    }
    return longArgument(initial);
  }

  private long longArgument(int initial) throws DecodeException {
    int at = position;
    int information = initial & 0x1f;
    if (information > 27) {
      throw reserved(initial);
    }
    long argument = argumentBits(information);
    if (preferredOnly && Heads.size(argument) != position - at) {
      throw error(
          Reason.NOT_PREFERRED, at, "the value, length or tag number has a shorter encoding");
    }
    return argument;
  }

  /** Reads a head whose argument takes 1, 2, 4 or 8 bytes (additional information 24 to 27). */
  private long argumentBits(int information) throws DecodeException {
    int size = 1 << (information - 24);
    int at = position + 1;
    if (end - at < size) {
      throw missingArgument(size);
    }
    position = at + size;
    return Heads.argument(array, at, size);
  }

  // Keys.

  /** Compares the next key with the earlier keys of the same map. */
  private void checkKey(int initial) throws DecodeException {
    int number = smallKey(initial);
    if (number < 0 || deterministicOnly) {
      checkOtherKey(initial);
      return;
    }
    checkSmallKey(number);
  }

  private void checkSmallKey(int number) throws DecodeException {
    long bit = 1L << number;
    if ((smallKeys & bit) != 0) {
      throw duplicateKey(position);
    }
    smallKeys |= bit;
  }

  /**
   * Returns the bit number in {@link #smallKeys} of the next key: 0 to 31 for the integers 0 to 31,
   * and 32 to 63 for -1 to -32, in preferred encoding. Returns -1 for all other keys. Heads 0x00 to
   * 0x17 and 0x20 to 0x37 hold the integers 0 to 23 and -1 to -24; heads 0x18 and 0x38 announce one
   * byte of argument.
   */
  private int smallKey(int initial) {
    if (initial < 0x38 && (initial & 0x1f) < 24) {
      return initial;
    }
    int at = position + 1;
    if ((initial & 0xdf) == 0x18 && at < end && (array[at] & 0xf8) == 0x18) {
      return (initial & 0x20) | array[at];
    }
    return -1;
  }

  private void checkOtherKey(int initial) throws DecodeException {
    int keyEnd = MapKeys.endOfPlainKey(array, position, end);
    if (keyEnd < 0 && !deterministicOnly && checkSmallKeyInLongForm(initial)) {
      return;
    }
    OtherKeys keys = otherKeys;
    if (keys == null) {
      keys = new OtherKeys(this);
      otherKeys = keys;
    }
    if ((place & OTHER_KEYS) == 0) {
      place |= OTHER_KEYS;
      keys.begin(depth());
    }
    keys.add(depth(), initial, keyEnd);
  }

  /**
   * Checks the next key if it is an integer from -32 to 31 in a longer encoding than the preferred
   * one. Returns false for all other keys.
   */
  private boolean checkSmallKeyInLongForm(int initial) throws DecodeException {
    int information = initial & 0x1f;
    if (initial >= 0x40 || information < 24 || information > 27) {
      return false;
    }
    int size = 1 << information - 24;
    if (end - position <= size) {
      return false;
    }
    long argument = Heads.argument(array, position + 1, size);
    if (argument < 0 || argument > 31) {
      return false;
    }
    checkSmallKey((initial & 0x20) | (int) argument);
    return true;
  }

  /** Number of items that may still be read. */
  int itemsLeft() {
    return itemsLeft;
  }

  /** Number of bytes read to compare keys, in addition to reading the keys as items. */
  long keySteps() {
    return otherKeys == null ? 0 : otherKeys.steps();
  }

  /** Replaces the limit of the options until the next call. */
  void limitDepth(int levels) {
    maxDepth = levels;
  }

  // Errors.

  /**
   * Creates an exception for input that breaks a rule of the caller.
   *
   * @param detail a sentence fragment for people who read the message
   * @return the exception, for the caller to throw; its offset is the reader's position
   */
  public DecodeException error(Reason reason, String detail) {
    return error(reason, position, detail);
  }

  /**
   * Reports a deviation to the listener and continues if the options are lenient ({@link
   * DecodeOptions#withRemarks}); throws it otherwise. Call this only for deviations that cannot
   * change the meaning of a message.
   *
   * @param deviation the broken rule and its place, made by {@link #error}
   * @throws DecodeException {@code deviation} if the options are strict
   */
  public void tolerate(DecodeException deviation) throws DecodeException {
    if (options.remarks == null) {
      throw deviation;
    }
    options.remarks.accept(deviation);
  }

  DecodeException error(Reason reason, int at, Serializable... detail) {
    return new DecodeException(reason, (long) at - base, detail);
  }

  private DecodeException noItem() {
    return remaining == 0 ? noMoreItems() : truncated();
  }

  private DecodeException missingContent(int at, long length) {
    int left = end - position;
    return error(
        Reason.TRUNCATED,
        at,
        "the string has ",
        unsigned(length),
        " bytes, but only ",
        left,
        " remain");
  }

  private DecodeException missingItems(int newKind, int at, long count) {
    return error(
        Reason.TRUNCATED,
        at,
        "the ",
        NOUNS[newKind],
        " has ",
        unsigned(count),
        newKind == MAP ? " entries, but only " : " elements, but only ",
        end - position,
        " bytes remain");
  }

  private static Serializable unsigned(long bits) {
    return bits < 0 ? Long.toUnsignedString(bits) : (Serializable) bits;
  }

  private DecodeException missingArgument(int size) {
    int left = end - position;
    return error(
        Reason.TRUNCATED,
        position,
        "the head of the item has ",
        size + 1,
        " bytes, but only ",
        left,
        " remain");
  }

  private DecodeException truncated() {
    return error(Reason.TRUNCATED, "the input ends where an item is expected");
  }

  private DecodeException noMoreItems() {
    return error(
        Reason.WRONG_LENGTH, position, "the ", NOUNS[kind()], " has fewer elements than expected");
  }

  private DecodeException moreItems() {
    return error(
        Reason.WRONG_LENGTH, position, "the ", NOUNS[kind()], " has more elements than expected");
  }

  private IllegalStateException otherOpen() {
    return new IllegalStateException(
        tags != 0
            ? "the content of a tag is unread"
            : "the innermost open container is a " + NOUNS[kind()]);
  }

  DecodeException duplicateKey(int at) {
    return error(Reason.DUPLICATE_KEY, at, "the map already has an equal key");
  }

  private DecodeException tooDeep(int at) {
    return error(Reason.TOO_DEEP, at, "nested deeper than ", options.maxDepth(), " levels");
  }

  private DecodeException reserved(int initial) {
    return error(
        Reason.RESERVED_ADDITIONAL_INFORMATION,
        "initial byte 0x" + Integer.toHexString(initial) + " is reserved");
  }

  private void refuseIndefinite() throws DecodeException {
    if (definiteOnly) {
      throw error(Reason.INDEFINITE_LENGTH, "indefinite lengths are not allowed");
    }
  }

  private DecodeException unexpected(CborType expected, int initial) {
    return unexpected((Serializable) expected, initial);
  }

  private DecodeException unexpected(Serializable expected, int initial) {
    CborType found = CborType.ofInitialByte(initial);
    int information = initial & 0x1f;
    if (found == CborType.BREAK && remaining < 0 && kind() == ARRAY) {
      return noMoreItems();
    }
    if (found == CborType.BREAK) {
      return error(Reason.UNEXPECTED_BREAK, "found a break where an item is expected");
    }
    if (information > 27 && (information < 31 || initial < 0x40 || found == CborType.TAG)) {
      return reserved(initial);
    }
    return error(Reason.UNEXPECTED_TYPE, position, "expected ", expected, ", found ", found);
  }
}
