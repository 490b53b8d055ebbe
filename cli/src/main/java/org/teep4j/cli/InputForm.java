package org.teep4j.cli;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;

/** The encoding of bytes in a file. */
enum InputForm {
  /** The bytes themselves. */
  BINARY,
  /** Hexadecimal digits, with white space and comments. */
  HEX,
  /** Base64 or base64url, with white space, padded or not. */
  BASE64,
  /** The encoding of diagnostic notation. */
  EDN;

  /** A block of base64 as PEM has it, and nothing else. */
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([^\\r\\n-]++)-----\\s([^-]*+)-----END \\1-----\\s*+");

  /** Decodes a file of a key, which is CBOR, hexadecimal digits or text that others decode. */
  static Bytes guess(Bytes raw) {
    Bytes digits = HexText.decode(raw);
    // Digits can also be a CBOR item, and a file is more often CBOR than a listing.
    return digits == null || isItem(raw) ? raw : digits;
  }

  /** Whether the bytes are one well-formed item of CBOR. */
  static boolean isItem(Bytes bytes) {
    try {
      CborReader reader = new CborReader(bytes, DecodeOptions.largest());
      reader.skip();
      reader.expectEnd();
      return true;
    } catch (DecodeException malformed) {
      return false;
    }
  }

  /**
   * Decodes a file.
   *
   * @param limits those of notation
   * @throws UsageException if the file is not written in this form
   */
  Bytes decode(String name, Bytes raw, DecodeOptions limits) throws UsageException {
    switch (this) {
      case HEX -> {
        Bytes digits = HexText.decode(raw);
        return required(digits, name, "not an even number of hexadecimal digits");
      }
      case BASE64 -> {
        return required(base64(raw), name, "not base64");
      }
      case EDN -> {
        String text = required(text(raw), name, "not UTF-8, and so no diagnostic notation");
        try {
          return Edn.parse(text, EdnParseOptions.defaults().withLimits(limits));
        } catch (DecodeException refused) {
          String place = refused.offset() + ": " + Refusal.ofNotation(refused, limits);
          throw new UsageException(
              name
                  + (refused.reason().isLimit()
                      ? ": over a limit, at character "
                      : ": no diagnostic notation, from character ")
                  + place);
        }
      }
      default -> {
        return raw;
      }
    }
  }

  private static <T> T required(@Nullable T value, String name, String otherwise)
      throws UsageException {
    if (value == null) {
      throw new UsageException(name + ": " + otherwise);
    }
    return value;
  }

  /** Decodes base64, also between lines as PEM has them; null if it is malformed. */
  static @Nullable Bytes base64(Bytes raw) {
    boolean isBlock = raw.length() > 0 && raw.unsignedByteAt(0) == '-';
    if (!isBlock) {
      return packed(raw);
    }
    String text = StandardCharsets.ISO_8859_1.decode(raw.asReadOnlyBuffer()).toString();
    Matcher block = BLOCK.matcher(text);
    return block.matches() ? packed(Bytes.ofUtf8(block.group(2))) : packed(raw);
  }

  private static @Nullable Bytes packed(Bytes raw) {
    byte[] packed = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      byte b = (byte) raw.unsignedByteAt(i);
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        packed[length++] = b == '-' ? (byte) '+' : b == '_' ? (byte) '/' : b;
      }
    }
    try {
      byte[] exact = length == packed.length ? packed : Arrays.copyOf(packed, length);
      return length == 0 ? null : Bytes.wrap(Base64.getDecoder().decode(exact));
    } catch (IllegalArgumentException other) {
      return null;
    }
  }

  /** Decodes UTF-8; null if it is malformed. */
  static @Nullable String text(Bytes raw) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(raw.asReadOnlyBuffer()).toString();
    } catch (CharacterCodingException binary) {
      return null;
    }
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
