package org.teep4j.codec;

/**
 * What a decoder admits: limits and strictness. Immutable; the defaults are safe for hostile input.
 *
 * <p>Time and memory of decoding are proportional to the input even without limits, so the limits
 * guard what comes after decoding and keep absurd input out early.
 *
 * @param strictness which encodings are admitted
 * @param maxDepth how deep arrays, maps, tags and wrapped CBOR may be nested; at least 1
 * @param maxInputSize largest input in bytes
 * @param maxItems most items in one input, counting every array, map, key, value and tag
 * @param maxStringLength longest byte or text string in bytes
 */
public record DecodeOptions(
    Strictness strictness, int maxDepth, int maxInputSize, int maxItems, int maxStringLength) {

  /** The default of {@link #maxDepth()}. */
  public static final int DEFAULT_MAX_DEPTH = 64;

  /** The largest {@link #maxDepth()} that can be asked for. */
  public static final int LARGEST_MAX_DEPTH = 1024;

  /** The default of {@link #maxItems()}. */
  public static final int DEFAULT_MAX_ITEMS = 1 << 20;

  private static final DecodeOptions LARGEST =
      new DecodeOptions(
          Strictness.WELL_FORMED,
          LARGEST_MAX_DEPTH,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  private static final DecodeOptions DEFAULTS =
      LARGEST.withMaxDepth(DEFAULT_MAX_DEPTH).withMaxItems(DEFAULT_MAX_ITEMS);

  /**
   * Checks the limits.
   *
   * @param strictness as the component
   * @param maxDepth as the component
   * @param maxInputSize as the component
   * @param maxItems as the component
   * @param maxStringLength as the component
   * @throws IllegalArgumentException if a limit is negative, or {@code maxDepth} is not from 1 to
   *     {@value #LARGEST_MAX_DEPTH}
   */
  public DecodeOptions {
    if (maxDepth < 1 || maxDepth > LARGEST_MAX_DEPTH) {
      throw new IllegalArgumentException("maxDepth must be 1.." + LARGEST_MAX_DEPTH);
    }
    if (maxInputSize < 0 || maxItems < 0 || maxStringLength < 0) {
      throw new IllegalArgumentException("a limit must not be negative");
    }
  }

  /**
   * Any well-formed and valid encoding, nesting up to {@value #DEFAULT_MAX_DEPTH}, up to {@value
   * #DEFAULT_MAX_ITEMS} items, strings and input as large as an array can be.
   *
   * @return the defaults
   */
  public static DecodeOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Any well-formed and valid encoding, all limits as large as they can be: for bytes of one's own
   * making, and for parts of bytes that have been read under limits before.
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
    return new DecodeOptions(value, maxDepth, maxInputSize, maxItems, maxStringLength);
  }

  /**
   * These options with another depth.
   *
   * @param value how deep items may be nested
   * @return the changed options
   */
  public DecodeOptions withMaxDepth(int value) {
    return new DecodeOptions(strictness, value, maxInputSize, maxItems, maxStringLength);
  }

  /**
   * These options with another input size.
   *
   * @param value largest input in bytes
   * @return the changed options
   */
  public DecodeOptions withMaxInputSize(int value) {
    return new DecodeOptions(strictness, maxDepth, value, maxItems, maxStringLength);
  }

  /**
   * These options with another number of items.
   *
   * @param value most items in one input
   * @return the changed options
   */
  public DecodeOptions withMaxItems(int value) {
    return new DecodeOptions(strictness, maxDepth, maxInputSize, value, maxStringLength);
  }

  /**
   * These options with another string length.
   *
   * @param value longest string in bytes
   * @return the changed options
   */
  public DecodeOptions withMaxStringLength(int value) {
    return new DecodeOptions(strictness, maxDepth, maxInputSize, maxItems, value);
  }
}
