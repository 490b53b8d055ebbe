package org.teep4j.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnListing;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Shape;
import org.teep4j.codec.Strictness;
import org.teep4j.codec.Uint;

/** CBOR and its notation. */
final class CodecDoors {
  /** Skipped, and then read into strings and numbers. */
  private static final Budget TWICE = new Budget(256, 32 << 10);

  private CodecDoors() {}

  static List<Door<?>> all() {
    List<Door<?>> doors = new ArrayList<>();
    for (Strictness strictness : Strictness.values()) {
      String suffix = strictness.name().toLowerCase(Locale.ROOT).replace('_', '-');
      DecodeOptions options = DecodeOptions.defaults().withStrictness(strictness);
      doors.add(Door.binary("cbor-" + suffix, input -> skip(input, options)));
      doors.add(Door.binary("cbor-walk-" + suffix, input -> walk(input, options)).within(TWICE));
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
        Door.binary("edn-listing", CodecDoors::list, "EdnListing.print")
            .within(Budget.LISTING)
            .slow(3));
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

  private static EdnListing list(byte[] input) throws DecodeException {
    return EdnListing.print(Bytes.wrap(input), Shape.any(), EdnPrintOptions.pretty());
  }

  private static Bytes skip(byte[] input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(Bytes.wrap(input), options);
    Bytes item = reader.readEncodedItem();
    reader.expectEnd();
    return item;
  }

  /** Item by item, which refuses the same input as skipping does. */
  private static DecodeOptions walk(byte[] input, DecodeOptions options) throws DecodeException {
    boolean skipped = true;
    try {
      skip(input, options);
    } catch (DecodeException refused) {
      skipped = false;
    }
    CborReader reader = new CborReader(Bytes.wrap(input), options);
    try {
      walk(reader);
      reader.expectEnd();
    } catch (DecodeException refused) {
      Require.that(!skipped, "skipping takes what reading refuses");
      throw refused;
    }
    Require.that(skipped, "skipping refuses what reading takes");
    return options;
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
