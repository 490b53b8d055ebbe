package org.teep4j.vectors;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files of one item that belong together by their names: hexadecimal digits, and the same item in
 * diagnostic notation. Either side may be missing, not both.
 *
 * <p>Names are matched without their endings. Digits end in {@code .hex}, {@code .hex.txt}, {@code
 * .derived.hex} or {@code .hex.signed}, notation in {@code .diag}, {@code .diag.txt} or {@code
 * .diag.signed}; what ends in {@code .signed} goes with its like only. If a notation has no digits
 * of its own name, files whose name goes on after a dot ({@code a.signed.hex} for {@code a.diag})
 * are its variants: the notation shows one of them, and does not say which.
 *
 * @param file the first of the digit files, or the notation if there is none
 * @param name the common name, without folder and ending
 * @param notation the notation
 * @param digits the digits: one file that goes with the notation, or any number of variants
 */
public record NotationPair(
    Path file, String name, Optional<NotationText> notation, List<Digits> digits)
    implements VectorFile {

  /**
   * Takes an unmodifiable copy of the list.
   *
   * @param file as the component
   * @param name as the component
   * @param notation as the component
   * @param digits as the component
   */
  public NotationPair {
    digits = List.copyOf(digits);
  }

  /**
   * A file of diagnostic notation.
   *
   * @param file the file
   * @param edn its text, whole
   */
  public record NotationText(Path file, String edn) {}

  /**
   * A file of hexadecimal digits.
   *
   * @param file the file
   * @param variant what its name has beyond the common name, without the dot; empty if nothing
   * @param derived whether the name says that the digits were computed from the notation
   * @param bytes the bytes
   */
  public record Digits(Path file, String variant, boolean derived, Hex bytes) {}

  /**
   * Tells whether the notation and the digits are each other's by name, so that they must agree.
   *
   * @return true if there is a notation, and digits that are no variants
   */
  public boolean mustAgree() {
    return notation.isPresent() && digits.stream().anyMatch(file -> file.variant().isEmpty());
  }

  @Override
  public VectorFormat format() {
    return VectorFormat.HEX_AND_NOTATION;
  }

  @Override
  public int count() {
    return Math.max(1, digits.size());
  }
}
