package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;

/**
 * The form of a file that nobody has named. A form is possible if the whole file has it and what it
 * means is well-formed CBOR.
 *
 * @param form the form that is taken
 * @param bytes what the file means in that form
 * @param others the forms that are possible as well
 */
record FormGuess(InputForm form, Bytes bytes, List<InputForm> others) {
  /** The parameter that every JWK has: its secrets must not be printed as something else. */
  private static final String JWK = "\"kty\"";

  /**
   * Guesses: CBOR comes first, then hexadecimal digits, base64 and diagnostic notation.
   *
   * @param limits of notation
   */
  static FormGuess of(Bytes raw, DecodeOptions limits) {
    if (!isText(raw)) {
      return new FormGuess(InputForm.BINARY, raw, List.of());
    }
    List<FormGuess> possible = new ArrayList<>();
    if (InputForm.isItem(raw)) {
      possible.add(new FormGuess(InputForm.BINARY, raw, List.of()));
    }
    @Nullable Bytes digits = HexText.decode(raw);
    if (digits != null && isSequence(digits)) {
      possible.add(new FormGuess(InputForm.HEX, digits, List.of()));
    }
    @Nullable Bytes base64 = InputForm.base64(raw);
    if (base64 != null && InputForm.isItem(base64)) {
      possible.add(new FormGuess(InputForm.BASE64, base64, List.of()));
    }
    if (possible.isEmpty() && digits != null) {
      // Damaged digits, rather than a number in notation.
      possible.add(new FormGuess(InputForm.HEX, digits, List.of()));
    }
    notation(raw, limits)
        .ifPresent(cbor -> possible.add(new FormGuess(InputForm.EDN, cbor, List.of())));
    if (possible.isEmpty()) {
      return new FormGuess(InputForm.BINARY, raw, List.of());
    }
    FormGuess first = possible.get(0);
    List<InputForm> others = possible.stream().skip(1).map(FormGuess::form).toList();
    return new FormGuess(first.form, first.bytes, others);
  }

  /** Says which form was taken if there was a choice. */
  Optional<String> note() {
    if (others.isEmpty()) {
      return Optional.empty();
    }
    List<String> options = others.stream().map(other -> "--input " + other).toList();
    return Optional.of(
        "read as " + form + "; it can be read otherwise: " + String.join(", ", options));
  }

  /** Whether all bytes stand for characters and line ends, as hardly any CBOR does. */
  private static boolean isText(Bytes raw) {
    for (int i = 0; i < raw.length(); i++) {
      int b = raw.unsignedByteAt(i);
      if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static boolean isSequence(Bytes bytes) {
    try {
      CborReader reader = new CborReader(bytes, DecodeOptions.largest());
      while (reader.hasNext()) {
        reader.skip();
      }
      return true;
    } catch (DecodeException malformed) {
      return false;
    }
  }

  /** Notation; not objects of JSON, which are documents of their own. */
  private static Optional<Bytes> notation(Bytes raw, DecodeOptions limits) {
    String text = InputForm.text(raw);
    if (text == null || text.contains(JWK) || Foreign.of(raw).filter(Foreign::isJson).isPresent()) {
      return Optional.empty();
    }
    try {
      Bytes cbor = Edn.parse(text, EdnParseOptions.defaults().withLimits(limits));
      return cbor.isEmpty() ? Optional.empty() : Optional.of(cbor);
    } catch (DecodeException other) {
      return Optional.empty();
    }
  }
}
