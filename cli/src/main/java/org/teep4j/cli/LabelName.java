package org.teep4j.cli;

import org.teep4j.cose.CoseLabel;
import picocli.CommandLine.ITypeConverter;

/** Converts a label of a header parameter from the command line: a number, or else a text. */
final class LabelName implements ITypeConverter<CoseLabel> {
  @Override
  public CoseLabel convert(String typed) {
    return of(typed);
  }

  static CoseLabel of(String typed) {
    return typed.matches("-?[0-9]{1,18}")
        ? CoseLabel.of(Long.parseLong(typed))
        : CoseLabel.of(typed);
  }
}
