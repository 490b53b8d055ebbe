package org.teep4j.codec;

/**
 * Variants of the notation and limits for {@link Edn#parse(String, EdnParseOptions)}. Immutable.
 *
 * @param implicitConcatenation whether adjacent strings without a comma are one string (RFC 8610,
 *     Appendix G.4) instead of several items (EDN draft)
 * @param standIns whether an ellipsis becomes tag 888, and an unknown application-oriented literal
 *     tag 999, as the EDN draft defines; if false, both are refused
 * @param invalidAdmitted whether maps may have duplicate keys and text strings need not be UTF-8
 * @param limits limits for the encoded items; embedded CBOR counts towards the depth, and the size
 *     of the input is counted in characters ({@code char}). The strictness has no effect
 */
public record EdnParseOptions(
    boolean implicitConcatenation,
    boolean standIns,
    boolean invalidAdmitted,
    DecodeOptions limits) {

  /** The largest admitted depth. */
  public static final int LARGEST_MAX_DEPTH = 128;

  private static final EdnParseOptions DEFAULTS =
      new EdnParseOptions(false, false, false, DecodeOptions.defaults());

  /**
   * Reduces the depth to {@value #LARGEST_MAX_DEPTH} if it is larger.
   *
   * @param implicitConcatenation whether adjacent strings are one string
   * @param standIns whether ellipses and unknown literals become tags
   * @param invalidAdmitted whether invalid CBOR is admitted
   * @param limits limits for the encoded items
   */
  public EdnParseOptions {
    if (limits.maxDepth() > LARGEST_MAX_DEPTH) {
      limits = limits.withMaxDepth(LARGEST_MAX_DEPTH);
    }
  }

  /**
   * Admits the notation of the EDN draft for valid CBOR, without stand-ins, within the limits of
   * {@link DecodeOptions#defaults()}.
   *
   * @return the defaults
   */
  public static EdnParseOptions defaults() {
    return DEFAULTS;
  }

  /**
   * These options with or without implicit concatenation of adjacent strings.
   *
   * @param value whether adjacent strings are one string
   * @return the changed options
   */
  public EdnParseOptions withImplicitConcatenation(boolean value) {
    return new EdnParseOptions(value, standIns, invalidAdmitted, limits);
  }

  /**
   * These options with or without stand-ins.
   *
   * @param value whether an ellipsis or unknown literal becomes a tag instead of being refused
   * @return the changed options
   */
  public EdnParseOptions withStandIns(boolean value) {
    return new EdnParseOptions(implicitConcatenation, value, invalidAdmitted, limits);
  }

  /**
   * These options with or without CBOR that is well-formed but not valid.
   *
   * @param value whether such CBOR is admitted
   * @return the changed options
   */
  public EdnParseOptions withInvalidAdmitted(boolean value) {
    return new EdnParseOptions(implicitConcatenation, standIns, value, limits);
  }

  /**
   * These options with other limits.
   *
   * @param value the limits; a depth of more than {@value #LARGEST_MAX_DEPTH} is reduced to that
   *     value
   * @return the changed options
   */
  public EdnParseOptions withLimits(DecodeOptions value) {
    return new EdnParseOptions(implicitConcatenation, standIns, invalidAdmitted, value);
  }

  /**
   * These options with another depth.
   *
   * @param value deepest nesting of items
   * @return the changed options
   * @throws IllegalArgumentException if the depth is not from 1 to {@value #LARGEST_MAX_DEPTH}
   */
  public EdnParseOptions withMaxDepth(int value) {
    if (value > LARGEST_MAX_DEPTH) {
      throw new IllegalArgumentException("maxDepth must be 1.." + LARGEST_MAX_DEPTH);
    }
    return withLimits(limits.withMaxDepth(value));
  }
}
