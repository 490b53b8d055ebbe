package org.teep4j.vectors.load;

import java.util.List;
import java.util.Optional;

/**
 * The parts of the name of a file of digits or notation.
 *
 * @param base the name without its ending
 * @param signed whether the ending says that the item is signed
 * @param notation whether the file holds notation rather than digits
 * @param derived whether the ending says that the digits were computed
 */
record PairName(String base, boolean signed, boolean notation, boolean derived) {

  private record Ending(String text, boolean signed, boolean notation, boolean derived) {}

  // A longer ending is listed before its own suffixes.
  private static final List<Ending> ENDINGS =
      List.of(
          new Ending(".derived.hex", false, false, true),
          new Ending(".hex.signed", true, false, false),
          new Ending(".hex.txt", false, false, false),
          new Ending(".hex", false, false, false),
          new Ending(".diag.signed", true, true, false),
          new Ending(".diag.txt", false, true, false),
          new Ending(".diag", false, true, false));

  /** Parses a name; empty if the file is neither digits nor notation. */
  static Optional<PairName> of(String name) {
    for (Ending ending : ENDINGS) {
      if (name.endsWith(ending.text()) && name.length() > ending.text().length()) {
        String base = name.substring(0, name.length() - ending.text().length());
        return Optional.of(
            new PairName(base, ending.signed(), ending.notation(), ending.derived()));
      }
    }
    return Optional.empty();
  }

  /** Whether both names belong to the same item. */
  boolean goesWith(PairName other) {
    return base.equals(other.base) && signed == other.signed;
  }

  /** Whether this file of digits is a variant of the item in the other file. */
  boolean isVariantOf(PairName other) {
    return !notation
        && other.notation
        && !signed
        && !other.signed
        && base.startsWith(other.base + ".");
  }

  /** The part of the name after the base of another file. */
  String beyond(PairName other) {
    return base.equals(other.base) ? "" : base.substring(other.base.length() + 1);
  }
}
