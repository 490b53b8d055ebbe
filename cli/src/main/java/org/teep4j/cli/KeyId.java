package org.teep4j.cli;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a key identifier: text, or bytes in diagnostic notation, {@code h'0102'}. */
final class KeyId implements ITypeConverter<Bytes> {
  static final String HELP = "text, or h'DIGITS' for bytes";

  @Override
  public Bytes convert(String typed) {
    if (!typed.startsWith("h'")) {
      return Bytes.ofUtf8(typed);
    }
    try {
      return new CborReader(Edn.parse(typed)).readBytes();
    } catch (DecodeException refused) {
      throw new TypeConversionException("not h'DIGITS': " + refused.getMessage());
    }
  }
}
