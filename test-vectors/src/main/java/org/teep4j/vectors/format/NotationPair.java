package org.teep4j.vectors.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;

/**
 * Files of one item whose names belong together: hexadecimal digits, and the same item in
 * diagnostic notation. One of the two may be missing, but not both.
 *
 * <p>Names are matched without their endings. Digits end in {@code .hex}, {@code .hex.txt}, {@code
 * .derived.hex} or {@code .hex.signed}, notation in {@code .diag}, {@code .diag.txt} or {@code
 * .diag.signed}; a file that ends in {@code .signed} is matched only with another such file. If no
 * digits have the name of a notation, files whose names continue after a dot ({@code a.signed.hex}
 * for {@code a.diag}) are its variants. The notation shows one variant, but does not say which.
 *
 * @param file the first of the digit files, or the notation if there is none
 * @param name the common name, without folder and ending
 * @param digits the digits: one file that matches the notation, or any number of variants
 */
public record NotationPair(
    Path file, String name, Optional<NotationText> notation, List<Digits> digits)
    implements VectorFile {

  public NotationPair {
    digits = List.copyOf(digits);
  }

  /**
   * A file of diagnostic notation.
   *
   * @param edn the complete text
   */
  public record NotationText(Path file, String edn) {}

  /**
   * A file of hexadecimal digits.
   *
   * @param variant the part of the file name after the common name, without the dot; may be empty
   * @param derived whether the name says that the digits were computed from the notation
   */
  public record Digits(Path file, String variant, boolean derived, Bytes bytes) {}

  /**
   * Whether the notation and the digits match by name, so that they must agree.
   *
   * @return true if there are a notation and digits that are not variants
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
