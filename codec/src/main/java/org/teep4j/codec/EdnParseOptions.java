package org.teep4j.codec;

/**
 * Which diagnostic notation is read. Immutable.
 *
 * @param implicitConcatenation whether strings that follow each other without a comma are one
 *     string (RFC 8610, Appendix G.4) instead of several items (EDN draft)
 * @param standIns whether an ellipsis, and an application-oriented literal that is not known,
 *     become the tags 888 and 999 that the EDN draft puts in their place, instead of being refused
 * @param invalidAdmitted whether maps may have a key twice and text strings need not be UTF-8
 * @param limits the limits of what comes out; embedded CBOR counts towards the depth, and the size
 *     of the input is counted in characters ({@code char}). The strictness says nothing here
 */
public record EdnParseOptions(
    boolean implicitConcatenation,
    boolean standIns,
    boolean invalidAdmitted,
    DecodeOptions limits) {

  /** The largest depth that can be asked for. */
  public static final int LARGEST_MAX_DEPTH = 128;

  private static final EdnParseOptions DEFAULTS =
      new EdnParseOptions(false, false, false, DecodeOptions.defaults());

  /**
   * Lowers the depth to {@value #LARGEST_MAX_DEPTH} if it is more.
   *
   * @param implicitConcatenation as the component
   * @param standIns as the component
   * @param invalidAdmitted as the component
   * @param limits as the component
   */
  public EdnParseOptions {
    if (limits.maxDepth() > LARGEST_MAX_DEPTH) {
      limits = limits.withMaxDepth(LARGEST_MAX_DEPTH);
    }
  }

  /**
   * The notation of the EDN draft, without stand-ins, for valid CBOR, within the limits of {@link
   * DecodeOptions#defaults()}.
   *
   * @return the defaults
   */
  public static EdnParseOptions defaults() {
    return DEFAULTS;
  }

  /**
   * These options with the other rule for strings that follow each other.
   *
   * @param value whether they are one string
   * @return the changed options
   */
  public EdnParseOptions withImplicitConcatenation(boolean value) {
    return new EdnParseOptions(value, standIns, invalidAdmitted, limits);
  }

  /**
   * These options with or without stand-ins.
   *
   * @param value whether what cannot be encoded becomes a tag instead of being refused
   * @return the changed options
   */
  public EdnParseOptions withStandIns(boolean value) {
    return new EdnParseOptions(implicitConcatenation, value, invalidAdmitted, limits);
  }

  /**
   * These options with or without CBOR that is well-formed and not valid.
   *
   * @param value whether it is admitted
   * @return the changed options
   */
  public EdnParseOptions withInvalidAdmitted(boolean value) {
    return new EdnParseOptions(implicitConcatenation, standIns, value, limits);
  }

  /**
   * These options with other limits.
   *
   * @param value the limits; a depth of more than {@value #LARGEST_MAX_DEPTH} is lowered to that
   * @return the changed options
   */
  public EdnParseOptions withLimits(DecodeOptions value) {
    return new EdnParseOptions(implicitConcatenation, standIns, invalidAdmitted, value);
  }

  /**
   * These options with another depth.
   *
   * @param value how deep items may be nested
   * @return the changed options
   * @throws IllegalArgumentException if it is not from 1 to {@value #LARGEST_MAX_DEPTH}
   */
  public EdnParseOptions withMaxDepth(int value) {
    if (value > LARGEST_MAX_DEPTH) {
      throw new IllegalArgumentException("maxDepth must be 1.." + LARGEST_MAX_DEPTH);
    }
    return withLimits(limits.withMaxDepth(value));
  }
}
