package org.teep4j.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teep4j.cose.CoseAlgorithm;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads an algorithm as people type it: its name, in which only letters and digits count, or its
 * number.
 */
final class AlgorithmName implements ITypeConverter<CoseAlgorithm> {
  @Override
  public CoseAlgorithm convert(String typed) {
    String plain = plain(typed);
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (plain(algorithm.ianaName()).equals(plain)
          || plain(algorithm.name()).equals(plain)
          || Long.toString(algorithm.id()).equals(typed)) {
        return algorithm;
      }
    }
    throw new TypeConversionException(
        "no algorithm has the name or number '" + Text.safe(typed) + "'");
  }

  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** The names of all algorithms of some kinds, as a list in one line. */
  static String list(CoseAlgorithm.Kind... kinds) {
    return Stream.of(CoseAlgorithm.values())
        .filter(algorithm -> Stream.of(kinds).anyMatch(kind -> kind == algorithm.kind()))
        .map(CoseAlgorithm::ianaName)
        .collect(Collectors.joining(", "));
  }
}
