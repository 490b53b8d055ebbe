package org.teep4j.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.codec.Shape;
import org.teep4j.codec.Strictness;
import org.teep4j.codec.Uint;

/** CBOR and its notation. */
final class CodecDoors {
  private CodecDoors() {}

  static List<Door<?>> all() {
    List<Door<?>> doors = new ArrayList<>();
    for (Strictness strictness : Strictness.values()) {
      String suffix = strictness.name().toLowerCase(Locale.ROOT).replace('_', '-');
      DecodeOptions options = DecodeOptions.defaults().withStrictness(strictness);
      doors.add(
          Door.binary("cbor-" + suffix, input -> skip(input, options))
              .checking((item, input) -> CodecDoors.walk(input, options)));
    }
    doors.add(
        Door.binary("uint", input -> Uint.read(new CborReader(Bytes.wrap(input))), "Uint.read")
            .checking(
                (value, input) -> Require.roundTrip(value, it -> Uint.read(new CborReader(it)))));
    doors.add(
        Door.binary("edn-print", input -> Edn.print(Bytes.wrap(input)), "Edn.print")
            .within(Budget.NOTATION)
            .checking((notation, input) -> Print.of(input, Shape.any())));
    doors.add(
        Door.text("edn-parse", input -> Edn.parse(Text.of(input)), "Edn.parse")
            .within(Budget.NOTATION)
            .checking((parsed, input) -> parsed(parsed)));
    doors.add(Door.text("edn-parse-loose", CodecDoors::parseLoosely).within(Budget.NOTATION));
    doors.add(
        Door.text("hex", input -> Bytes.fromHex(Text.of(input)), "Bytes.fromHex")
            .refusing(IllegalArgumentException.class));
    return doors;
  }

  private static Bytes skip(byte[] input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(Bytes.wrap(input), options);
    Bytes item;
    try {
      item = reader.readEncodedItem();
      reader.expectEnd();
    } catch (DecodeException refused) {
      walkRefuses(input, options);
      throw refused;
    }
    return item;
  }

  private static void walkRefuses(byte[] input, DecodeOptions options) {
    try {
      walk(Bytes.wrap(input), options);
    } catch (DecodeException refused) {
      return;
    }
    throw new AssertionError("skipping refuses what reading takes");
  }

  /** What is skipped can be read item by item. */
  private static void walk(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    walk(reader);
    reader.expectEnd();
  }

  private static void walk(CborReader reader) throws DecodeException {
    switch (reader.peekType()) {
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER -> reader.readInteger();
      case BYTE_STRING -> reader.readBytes();
      case TEXT_STRING -> reader.readText();
      case ARRAY -> {
        reader.enterArray();
        while (reader.hasNext()) {
          walk(reader);
        }
        reader.exitArray();
      }
      case MAP -> {
        reader.enterMap();
        while (reader.hasNext()) {
          walk(reader);
          walk(reader);
        }
        reader.exitMap();
      }
      case TAG -> {
        reader.readTag();
        walk(reader);
      }
      case BOOLEAN -> reader.readBoolean();
      case NULL -> reader.readNull();
      case UNDEFINED, SIMPLE -> reader.readSimple();
      case FLOAT -> reader.readDouble();
      case BREAK -> reader.skip();
    }
  }

  private static Bytes parseLoosely(byte[] input) throws DecodeException {
    EdnParseOptions options = EdnParseOptions.defaults();
    String text = Text.of(input);
    try {
      return Edn.parse(text, options.withStandIns(true).withInvalidAdmitted(true));
    } catch (DecodeException refused) {
      Require.that(refused.offset() >= 0 && refused.offset() <= text.length(), "offset");
      return Edn.parse(text, options.withImplicitConcatenation(true));
    }
  }

  /** What notation becomes is well-formed and valid, and the same after it was printed. */
  private static void parsed(Bytes sequence) throws Exception {
    CborReader reader = new CborReader(sequence);
    while (!reader.unread().isEmpty()) {
      Bytes item;
      try {
        item = reader.readEncodedItem();
      } catch (DecodeException refused) {
        throw new AssertionError("notation became " + sequence.toHex(), refused);
      }
      Print.of(item, Shape.any());
    }
  }
}
