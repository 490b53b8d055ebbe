package org.teep4j.cli;

import org.jspecify.annotations.Nullable;
import org.teep4j.codec.DecodeOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --max-depth}, {@code --max-items} and {@code --max-input}: the limits of decoding. */
final class LimitOptions {
  @Option(
      names = "--max-depth",
      paramLabel = "N",
      description =
          "Maximum depth of nested items (default: " + DecodeOptions.DEFAULT_MAX_DEPTH + ").")
  private @Nullable Integer depth;

  @Option(
      names = "--max-items",
      paramLabel = "N",
      description =
          "Maximum number of CBOR items in the input (default: 1048576; for inspect 100000).")
  private @Nullable Integer items;

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private SizeOption size;

  LimitOptions(StandardInput in) {
    size = new SizeOption(in);
  }

  /**
   * The options for decoding.
   *
   * @param mostItems the default of {@code --max-items}
   */
  DecodeOptions options(int mostItems) throws UsageException {
    try {
      return DecodeOptions.defaults()
          .withMaxDepth(depth == null ? DecodeOptions.DEFAULT_MAX_DEPTH : depth)
          .withMaxItems(items == null ? mostItems : items);
    } catch (IllegalArgumentException refused) {
      throw new UsageException(
          "--max-depth is from 1 to "
              + DecodeOptions.LARGEST_MAX_DEPTH
              + ", and --max-items at least 0");
    }
  }
}
