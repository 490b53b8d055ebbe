package org.teep4j.codec;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder admits: limits and strictness. Immutable; the defaults are safe for hostile input.
 *
 * <p>Time and memory of decoding are proportional to the input even without most of these limits,
 * which guard what comes after decoding and keep absurd input out early. The exception is {@code
 * maxKeyDepth}: what is in a key is compared once for each map around it of which it is in a key.
 *
 * @param strictness which encodings are admitted
 * @param maxDepth how deep arrays, maps, tags and wrapped CBOR may be nested; at least 1
 * @param maxKeyDepth how deep arrays, maps and tags may be nested in a key of a map; 0 admits no
 *     such keys
 * @param maxInputSize largest input in bytes
 * @param maxItems most items in one input, counting every array, map, key, value and tag
 * @param maxStringLength longest byte or text string in bytes
 * @param remarks is told of each deviation that a lenient decoder reads past, see {@link
 *     #withRemarks}; null if deviations are refused
 */
public record DecodeOptions(
    Strictness strictness,
    int maxDepth,
    int maxKeyDepth,
    int maxInputSize,
    int maxItems,
    int maxStringLength,
    @Nullable Consumer<DecodeException> remarks) {

  /** The default of {@link #maxDepth()}. */
  public static final int DEFAULT_MAX_DEPTH = 64;

  /** The largest {@link #maxDepth()} that can be asked for. */
  public static final int LARGEST_MAX_DEPTH = 1024;

  /** The default of {@link #maxKeyDepth()}: more than any known protocol has need of. */
  public static final int DEFAULT_MAX_KEY_DEPTH = 2;

  /** The default of {@link #maxItems()}. */
  public static final int DEFAULT_MAX_ITEMS = 1 << 20;

  private static final DecodeOptions LARGEST =
      new DecodeOptions(
          Strictness.WELL_FORMED,
          LARGEST_MAX_DEPTH,
          DEFAULT_MAX_KEY_DEPTH,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          null);

  private static final DecodeOptions DEFAULTS =
      LARGEST.withMaxDepth(DEFAULT_MAX_DEPTH).withMaxItems(DEFAULT_MAX_ITEMS);

  /**
   * Checks the limits.
   *
   * @param strictness as the component
   * @param maxDepth as the component
   * @param maxKeyDepth as the component
   * @param maxInputSize as the component
   * @param maxItems as the component
   * @param maxStringLength as the component
   * @param remarks as the component
   * @throws IllegalArgumentException if a limit is negative, or {@code maxDepth} is not from 1 to
   *     {@value #LARGEST_MAX_DEPTH}
   */
  public DecodeOptions {
    if (maxDepth < 1 || maxDepth > LARGEST_MAX_DEPTH) {
      throw new IllegalArgumentException("maxDepth must be 1.." + LARGEST_MAX_DEPTH);
    }
    if (maxKeyDepth < 0 || maxInputSize < 0 || maxItems < 0 || maxStringLength < 0) {
      throw new IllegalArgumentException("a limit must not be negative");
    }
  }

  /**
   * Any well-formed and valid encoding, nesting up to {@value #DEFAULT_MAX_DEPTH}, in keys up to
   * {@value #DEFAULT_MAX_KEY_DEPTH}, up to {@value #DEFAULT_MAX_ITEMS} items, strings and input as
   * large as an array can be.
   *
   * @return the defaults
   */
  public static DecodeOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Any well-formed and valid encoding, all limits as large as they can be but that for keys, which
   * bounds the time: for bytes of one's own making, and for parts of bytes that have been read
   * under limits before.
   *
   * @return the options
   */
  public static DecodeOptions largest() {
    return LARGEST;
  }

  /**
   * These options with another strictness.
   *
   * @param value which encodings are admitted
   * @return the changed options
   */
  public DecodeOptions withStrictness(Strictness value) {
    return new DecodeOptions(
        value, maxDepth, maxKeyDepth, maxInputSize, maxItems, maxStringLength, remarks);
  }

  /**
   * These options with another depth.
   *
   * @param value how deep items may be nested
   * @return the changed options
   */
  public DecodeOptions withMaxDepth(int value) {
    return new DecodeOptions(
        strictness, value, maxKeyDepth, maxInputSize, maxItems, maxStringLength, remarks);
  }

  /**
   * These options with another depth of keys.
   *
   * @param value how deep items may be nested in a key
   * @return the changed options
   */
  public DecodeOptions withMaxKeyDepth(int value) {
    return new DecodeOptions(
        strictness, maxDepth, value, maxInputSize, maxItems, maxStringLength, remarks);
  }

  /**
   * These options with another input size.
   *
   * @param value largest input in bytes
   * @return the changed options
   */
  public DecodeOptions withMaxInputSize(int value) {
    return new DecodeOptions(
        strictness, maxDepth, maxKeyDepth, value, maxItems, maxStringLength, remarks);
  }

  /**
   * These options with another number of items.
   *
   * @param value most items in one input
   * @return the changed options
   */
  public DecodeOptions withMaxItems(int value) {
    return new DecodeOptions(
        strictness, maxDepth, maxKeyDepth, maxInputSize, value, maxStringLength, remarks);
  }

  /**
   * These options with another string length.
   *
   * @param value longest string in bytes
   * @return the changed options
   */
  public DecodeOptions withMaxStringLength(int value) {
    return new DecodeOptions(
        strictness, maxDepth, maxKeyDepth, maxInputSize, maxItems, value, remarks);
  }

  /**
   * These options for lenient reading: a decoder reads past a deviation from the specification that
   * cannot change what a signature, MAC or encryption protects, and tells the listener of it. All
   * else is refused as before. Each decoder says which deviations these are; {@code
   * CborReader.tolerate} is where they pass.
   *
   * @param listener is told of each deviation at once, with offset and reason, and without the path
   *     of the elements around it
   * @return the changed options
   */
  public DecodeOptions withRemarks(Consumer<DecodeException> listener) {
    return new DecodeOptions(
        strictness, maxDepth, maxKeyDepth, maxInputSize, maxItems, maxStringLength, listener);
  }

  /**
   * Whether deviations that change no meaning are remarked upon rather than refused.
   *
   * @return true if {@link #withRemarks} has been called
   */
  public boolean isLenient() {
    return remarks != null;
  }

  /**
   * These options for decoding bytes that lie inside other input, so that the offsets of remarks
   * are counted from the start of that input.
   *
   * @param bytesBefore how many bytes of the input precede the bytes to be decoded
   * @return these options if they are strict, otherwise ones with the same listener behind a shift
   */
  public DecodeOptions inside(long bytesBefore) {
    Consumer<DecodeException> listener = remarks;
    return listener == null
        ? this
        : withRemarks(remark -> listener.accept(remark.shifted(bytesBefore)));
  }
}
