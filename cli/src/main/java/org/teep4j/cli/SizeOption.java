package org.teep4j.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --max-input}. */
final class SizeOption {
  /** The maximum length of an array. */
  private static final long MOST = Integer.MAX_VALUE - 8;

  private final StandardInput in;

  SizeOption(StandardInput in) {
    this.in = in;
  }

  @Option(
      names = "--max-input",
      paramLabel = "SIZE",
      description =
          "Largest input that is read into memory, for example 100000 or 256M (default: 64M).")
  void largest(String size) {
    if (!size.matches("[0-9]{1,10}[KMG]?")) {
      throw new TypeConversionException("'" + size + "' is no size, as 100000 or 256M");
    }
    char unit = size.charAt(size.length() - 1);
    int shift = unit == 'K' ? 10 : unit == 'M' ? 20 : unit == 'G' ? 30 : 0;
    long number = Long.parseLong(shift == 0 ? size : size.substring(0, size.length() - 1));
    if (number > MOST >> shift) {
      // A larger size means as much as possible.
      in.largest((int) MOST);
    } else {
      in.largest((int) (number << shift));
    }
  }
}
