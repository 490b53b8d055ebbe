package org.teep4j.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teep4j.cose.CoseCurve;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a curve as people type it: its name, in which only letters and digits count. */
final class CurveName implements ITypeConverter<CoseCurve> {
  @Override
  public CoseCurve convert(String typed) {
    String plain = AlgorithmName.plain(typed);
    for (CoseCurve curve : CoseCurve.values()) {
      if (AlgorithmName.plain(curve.ianaName()).equals(plain)) {
        return curve;
      }
    }
    throw new TypeConversionException(
        "no curve has the name '"
            + Text.safe(typed)
            + "'; there are "
            + Stream.of(CoseCurve.values())
                .map(CoseCurve::ianaName)
                .collect(Collectors.joining(", ")));
  }
}
