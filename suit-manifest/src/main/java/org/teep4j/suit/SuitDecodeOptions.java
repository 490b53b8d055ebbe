package org.teep4j.suit;

import org.teep4j.codec.DecodeOptions;

/**
 * Options of the SUIT decoders. Immutable.
 *
 * @param codec limits and strictness of CBOR decoding; a byte string that contains CBOR counts as
 *     one nesting level
 * @param readsInstallAt17 whether to read label 17 as {@code suit-install}, as in drafts of the
 *     manifest before -29. The encoder writes label 20. If false, the decoder refuses label 17
 * @param readsSingleAlternatives whether {@code suit-directive-try-each} may have one sequence and
 *     nil, which means that the sequence may fail. The CDDL wants two sequences, and builders
 *     always demand them
 */
public record SuitDecodeOptions(
    DecodeOptions codec, boolean readsInstallAt17, boolean readsSingleAlternatives) {

  private static final SuitDecodeOptions DEFAULTS =
      new SuitDecodeOptions(DecodeOptions.defaults(), false, false);

  /** The default limits of the codec, only current labels, and no single alternatives. */
  public static SuitDecodeOptions defaults() {
    return DEFAULTS;
  }

  /**
   * These options with other limits or strictness.
   *
   * @param value limits and strictness of CBOR decoding
   * @return the changed options
   */
  public SuitDecodeOptions withCodec(DecodeOptions value) {
    return new SuitDecodeOptions(value, readsInstallAt17, readsSingleAlternatives);
  }

  /**
   * These options with another treatment of label 17.
   *
   * @param value whether to read label 17 as {@code suit-install}
   * @return the changed options
   */
  public SuitDecodeOptions withInstallAt17(boolean value) {
    return new SuitDecodeOptions(codec, value, readsSingleAlternatives);
  }

  /**
   * These options with another treatment of try-each with one sequence and nil.
   *
   * @param value whether to read it
   * @return the changed options
   */
  public SuitDecodeOptions withSingleAlternatives(boolean value) {
    return new SuitDecodeOptions(codec, readsInstallAt17, value);
  }
}
