package org.teep4j.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a hash function for thumbprints. */
final class HashName implements ITypeConverter<String> {
  private static final List<String> NAMES = List.of("SHA-256", "SHA-384", "SHA-512");

  @Override
  public String convert(String typed) {
    for (String name : NAMES) {
      if (AlgorithmName.plain(name).equals(AlgorithmName.plain(typed))) {
        return name;
      }
    }
    throw new TypeConversionException(
        "'" + Text.safe(typed) + "' is none of sha-256, sha-384 and sha-512");
  }
}
