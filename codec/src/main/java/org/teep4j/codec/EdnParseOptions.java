package org.teep4j.codec;

/**
 * Variants of the notation and limits for {@link Edn#parse(String, EdnParseOptions)}. Immutable.
 */
public final class EdnParseOptions {

  /** The largest admitted depth. */
  public static final int LARGEST_MAX_DEPTH = 128;

  private static final EdnParseOptions DEFAULTS =
      new EdnParseOptions(false, false, false, DecodeOptions.defaults());

  final boolean implicitConcatenation;
  final boolean standIns;
  final boolean invalidAdmitted;
  final DecodeOptions limits;

  private EdnParseOptions(
      boolean implicitConcatenation,
      boolean standIns,
      boolean invalidAdmitted,
      DecodeOptions limits) {
    this.implicitConcatenation = implicitConcatenation;
    this.standIns = standIns;
    this.invalidAdmitted = invalidAdmitted;
    this.limits = limits;
  }

  /**
   * Admits the notation of the EDN draft for valid CBOR, without stand-ins, within the limits of
   * {@link DecodeOptions#defaults()}.
   */
  public static EdnParseOptions defaults() {
    return DEFAULTS;
  }

  /**
   * These options with or without implicit concatenation of adjacent strings.
   *
   * @param value whether adjacent strings without a comma are one string (RFC 8610, Appendix G.4)
   *     instead of several items (EDN draft)
   * @return the changed options
   */
  public EdnParseOptions withImplicitConcatenation(boolean value) {
    return new EdnParseOptions(value, standIns, invalidAdmitted, limits);
  }

  /**
   * These options with or without stand-ins.
   *
   * @param value whether an ellipsis becomes tag 888, and an unknown application-oriented literal
   *     tag 999, as the EDN draft defines; if false, both are refused
   * @return the changed options
   */
  public EdnParseOptions withStandIns(boolean value) {
    return new EdnParseOptions(implicitConcatenation, value, invalidAdmitted, limits);
  }

  /**
   * These options with or without CBOR that is well-formed but not valid.
   *
   * @param value whether maps may have duplicate keys and text strings need not be UTF-8
   * @return the changed options
   */
  public EdnParseOptions withInvalidAdmitted(boolean value) {
    return new EdnParseOptions(implicitConcatenation, standIns, value, limits);
  }

  /**
   * These options with other limits.
   *
   * @param value limits for the encoded items; embedded CBOR counts towards the depth, and the size
   *     of the input is counted in characters ({@code char}). A depth of more than {@value
   *     #LARGEST_MAX_DEPTH} is reduced to that value. The strictness has no effect
   * @return the changed options
   */
  public EdnParseOptions withLimits(DecodeOptions value) {
    int depth = Math.min(value.maxDepth(), LARGEST_MAX_DEPTH);
    return new EdnParseOptions(
        implicitConcatenation, standIns, invalidAdmitted, value.withMaxDepth(depth));
  }
}
