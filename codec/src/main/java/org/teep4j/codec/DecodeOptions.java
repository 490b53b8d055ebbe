package org.teep4j.codec;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Limits and strictness of a decoder. Immutable; the defaults are safe for hostile input.
 *
 * <p>Even without most of these limits, decoding takes time and memory proportional to the input.
 * They protect the code that uses the decoded values, and reject absurd input early. Only {@code
 * maxKeyDepth} is necessary to bound the decoding time: an item inside a key is compared once for
 * every map whose key contains it.
 */
public final class DecodeOptions {

  /** The default of {@link #withMaxDepth}. */
  public static final int DEFAULT_MAX_DEPTH = 64;

  /** The largest admitted value of {@link #withMaxDepth}. */
  public static final int LARGEST_MAX_DEPTH = 1024;

  /** The default of {@link #withMaxKeyDepth}: more than any known protocol needs. */
  public static final int DEFAULT_MAX_KEY_DEPTH = 2;

  /** The default of {@link #withMaxItems}. */
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

  final Strictness strictness;
  final int maxKeyDepth;
  final int maxInputSize;
  final int maxStringLength;
  final @Nullable Consumer<DecodeException> remarks;
  private final int maxDepth;
  private final int maxItems;

  private DecodeOptions(
      Strictness strictness,
      int maxDepth,
      int maxKeyDepth,
      int maxInputSize,
      int maxItems,
      int maxStringLength,
      @Nullable Consumer<DecodeException> remarks) {
    if (maxDepth < 1 || maxDepth > LARGEST_MAX_DEPTH) {
      throw new IllegalArgumentException("the depth must be from 1 to " + LARGEST_MAX_DEPTH);
    }
    if (maxKeyDepth < 0 || maxInputSize < 0 || maxItems < 0 || maxStringLength < 0) {
      throw new IllegalArgumentException("a limit must not be negative");
    }
    this.strictness = strictness;
    this.maxDepth = maxDepth;
    this.maxKeyDepth = maxKeyDepth;
    this.maxInputSize = maxInputSize;
    this.maxItems = maxItems;
    this.maxStringLength = maxStringLength;
    this.remarks = remarks;
  }

  /**
   * Admits any well-formed and valid encoding, nesting up to {@value #DEFAULT_MAX_DEPTH} (in keys
   * up to {@value #DEFAULT_MAX_KEY_DEPTH}), up to {@value #DEFAULT_MAX_ITEMS} items, and strings
   * and input as large as an array can be.
   */
  public static DecodeOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Admits any well-formed and valid encoding, with all limits at their maximum except the depth of
   * keys, which has its default because it bounds the time. Use these options for bytes that the
   * caller has encoded itself, and for parts of input that has been read under limits before.
   *
   * @return the options
   */
  public static DecodeOptions largest() {
    return LARGEST;
  }

  /**
   * These options with another strictness.
   *
   * @param value the admitted encodings
   * @return the changed options
   */
  public DecodeOptions withStrictness(Strictness value) {
    return new DecodeOptions(
        value, maxDepth, maxKeyDepth, maxInputSize, maxItems, maxStringLength, remarks);
  }

  /**
   * These options with another depth.
   *
   * @param value deepest nesting of arrays, maps, tags and wrapped CBOR
   * @return the changed options
   * @throws IllegalArgumentException if the limit is not from 1 to {@value #LARGEST_MAX_DEPTH}
   */
  public DecodeOptions withMaxDepth(int value) {
    return new DecodeOptions(
        strictness, value, maxKeyDepth, maxInputSize, maxItems, maxStringLength, remarks);
  }

  /**
   * These options with another depth of keys.
   *
   * @param value deepest nesting of arrays, maps and tags in a map key; 0 admits none of them in
   *     keys
   * @return the changed options
   * @throws IllegalArgumentException if the limit is negative
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
   * @throws IllegalArgumentException if the limit is negative
   */
  public DecodeOptions withMaxInputSize(int value) {
    return new DecodeOptions(
        strictness, maxDepth, maxKeyDepth, value, maxItems, maxStringLength, remarks);
  }

  /**
   * These options with another number of items.
   *
   * @param value largest number of items in one input; every array, map, key, value and tag counts
   * @return the changed options
   * @throws IllegalArgumentException if the limit is negative
   */
  public DecodeOptions withMaxItems(int value) {
    return new DecodeOptions(
        strictness, maxDepth, maxKeyDepth, maxInputSize, value, maxStringLength, remarks);
  }

  /**
   * These options with another string length.
   *
   * @param value longest byte or text string in bytes
   * @return the changed options
   * @throws IllegalArgumentException if the limit is negative
   */
  public DecodeOptions withMaxStringLength(int value) {
    return new DecodeOptions(
        strictness, maxDepth, maxKeyDepth, maxInputSize, maxItems, value, remarks);
  }

  /**
   * The deepest admitted nesting.
   *
   * @return the limit that {@link #withMaxDepth} set, or the default
   */
  public int maxDepth() {
    return maxDepth;
  }

  /**
   * The largest admitted number of items.
   *
   * @return the limit that {@link #withMaxItems} set, or the default
   */
  public int maxItems() {
    return maxItems;
  }

  /**
   * These options for lenient decoding. A lenient decoder accepts a deviation from the
   * specification that cannot change the content protected by a signature, MAC or encryption, and
   * reports it to the listener. It refuses everything else as before. Each decoder documents its
   * accepted deviations and reports them with {@link CborReader#tolerate}.
   *
   * @param listener receives each deviation immediately, with offset and reason, but without the
   *     path of the enclosing elements
   * @return the changed options
   */
  public DecodeOptions withRemarks(Consumer<DecodeException> listener) {
    return new DecodeOptions(
        strictness, maxDepth, maxKeyDepth, maxInputSize, maxItems, maxStringLength, listener);
  }

  /**
   * Whether decoders report deviations that do not change the meaning instead of refusing them.
   *
   * @return true if {@link #withRemarks} has been called
   */
  public boolean isLenient() {
    return remarks != null;
  }

  /**
   * These options for decoding bytes inside another input: the offsets of reported deviations count
   * from the start of that input.
   *
   * @param bytesBefore number of bytes of the input before the bytes to be decoded
   * @return these options if they are strict; otherwise options that shift each offset and then
   *     call the same listener
   */
  public DecodeOptions inside(long bytesBefore) {
    Consumer<DecodeException> listener = remarks;
    return listener == null
        ? this
        : withRemarks(remark -> listener.accept(remark.shifted(bytesBefore)));
  }
}
