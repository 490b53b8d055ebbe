package org.teep4j.suit;

import org.teep4j.codec.DecodeOptions;

/**
 * What the SUIT decoders admit. Immutable.
 *
 * @param codec limits and strictness of the CBOR below; a byte string that wraps CBOR counts as one
 *     level of nesting
 * @param readsInstallAt17 whether label 17, where drafts of the manifest before -29 had {@code
 *     suit-install}, is read as {@code suit-install}; refused otherwise. It is written as 20
 */
public record SuitDecodeOptions(DecodeOptions codec, boolean readsInstallAt17) {

  private static final SuitDecodeOptions DEFAULTS =
      new SuitDecodeOptions(DecodeOptions.defaults(), false);

  /**
   * The codec's defaults, and current label numbers alone.
   *
   * @return the defaults
   */
  public static SuitDecodeOptions defaults() {
    return DEFAULTS;
  }

  /**
   * These options with other limits or strictness.
   *
   * @param value limits and strictness of the CBOR below
   * @return the changed options
   */
  public SuitDecodeOptions withCodec(DecodeOptions value) {
    return new SuitDecodeOptions(value, readsInstallAt17);
  }

  /**
   * These options, reading label 17 as {@code suit-install} or not.
   *
   * @param value whether to read it
   * @return the changed options
   */
  public SuitDecodeOptions withInstallAt17(boolean value) {
    return new SuitDecodeOptions(codec, value);
  }
}
