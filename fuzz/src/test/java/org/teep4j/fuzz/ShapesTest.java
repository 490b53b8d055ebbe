package org.teep4j.fuzz;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;

/** Shapes that are known to be costly somewhere, in all places where strangers may put them. */
@Tag("once")
class ShapesTest {
  /** The size of each input, more or less. */
  private static final int SIZE = Integer.getInteger("fuzz.size", 8 << 10);

  static List<Door<?>> doors() {
    return Doors.all();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void noShapeCostsMoreThanTheBudget(Door<?> door) {
    List<byte[]> inputs = door.isText() ? texts() : binaries();
    for (int i = 0; i < inputs.size(); i += door.slowness() > 1 ? 3 : 1) {
      Trial.of(door, inputs.get(i));
    }
  }

  // Shapes.

  /** As often as the size demands. */
  private static String fill(String unit) {
    return unit.repeat(count(unit));
  }

  private static int count(String unit) {
    return SIZE / Math.max(1, unit.length() / 2);
  }

  private static String array(String unit) {
    return String.format("9a%08x", count(unit)) + fill(unit);
  }

  private static String string(String content) {
    return String.format("5a%08x", content.length() / 2) + content;
  }

  /** A map whose keys rise or fall. */
  private static String map(String key, String value, boolean falls) {
    int entries = Math.min(0xffff, SIZE / ((key.length() + 4 + value.length()) / 2));
    StringBuilder map = new StringBuilder(String.format("ba%08x", entries));
    for (int i = 0; i < entries; i++) {
      map.append(key).append(String.format("%04x", falls ? entries - i : i)).append(value);
    }
    return map.toString();
  }

  private static List<String> items() {
    String bytes = string(fill("00"));
    return List.of(
        // Maps out of order inside maps out of order, around a string.
        nest("a26162", bytes, "616100", 62),
        nest("a2", bytes, "00616100", 62),
        nest("a1", array("01"), "00", 57),
        nest("a1", bytes, "00", 1),
        nest("a10181", array("00"), "", 20),
        array("a2616200616100"),
        array(nest("a26162", "00", "616100", 20)),
        array("a10101"),
        array("80"),
        array("a0"),
        array("f6"),
        array("6161"),
        array("1818"),
        array("fb3ff199999999999a"),
        array("c100"),
        array("4101"),
        map("19", "00", false),
        map("19", "00", true),
        map("42", "00", true),
        map("8119", "00", true),
        map("a119", "0000", true),
        map("c119", "00", true),
        bytes,
        "7a" + String.format("%08x", SIZE) + fill("61"),
        "5f" + fill("4100") + "ff",
        "7f" + fill("6161") + "ff",
        "c2" + bytes,
        "9f" + fill("9fff") + "ff",
        fill("81"),
        fill("a100"),
        fill("c1"));
  }

  private static String nest(String before, String inside, String after, int times) {
    return before.repeat(times) + inside + after.repeat(times);
  }

  // Places.

  private static List<byte[]> binaries() {
    List<byte[]> inputs = new ArrayList<>();
    for (String item : items()) {
      for (String place : places(item)) {
        inputs.add(HexFormat.of().parseHex(place));
      }
    }
    for (String message : messages()) {
      inputs.add(HexFormat.of().parseHex(message));
    }
    return inputs;
  }

  private static List<String> places(String item) {
    String header = "a10126";
    String signature = "5840" + "00".repeat(64);
    return List.of(
        item,
        "d28443" + header + "a11863" + item + "4100" + signature,
        "d284" + string("a201261863" + item) + "a04100" + signature,
        "d28443" + header + "a0" + string(item) + signature,
        "d28443" + header + "a0" + string("8201a11863" + item) + signature,
        "d08343a10101a11863" + item + "4100",
        "8201a11863" + item,
        "8202a11863" + item,
        "d86ba302" + "4402814100" + "0341a01863" + item,
        "a3010102011863" + item,
        "a1" + item + "00",
        "a301042001" + "215820" + "00".repeat(32) + "1863" + item);
  }

  /** Messages with many of what they may have many of. */
  private static List<String> messages() {
    String signatures = array("8340a040");
    String signed = array("8343a10126a0580100");
    String recipients = array("8343a10122a040");
    return List.of(
        "d8628440a04100" + signatures,
        "d8628440a04100" + signed,
        "d8628440a04100" + array("8343a10127a05840" + "00".repeat(64)),
        "d8608443a10101a04100" + recipients,
        "d8618543a10105a04100" + "4100" + recipients,
        "d8608443a10101a04100" + nest("818440a040", "818340a040", "", 40),
        "d28443a10126a10b" + array("8343a10126a04100") + "41004100",
        "d28443a10126a107" + array("8343a10126a04100") + "41004100",
        "d28443a10126a11821" + array("4130") + "41004100",
        "d28443a10126a11820" + array("420030") + "41004100",
        "d28443a10126a1182182" + string(fill("30")) + "410041004100",
        "d8628440a04100" + array("8343a10126a11821" + "90" + "4430023000".repeat(16) + "40"),
        "d8628440a04100" + array("8343a10126a11820" + "90" + "4430023000".repeat(16) + "40"),
        envelope(),
        "8203a10a" + array("4100"),
        "d86ba30258" + "020102" + "0341a0" + "60" + string(fill("00")));
  }

  /** A SUIT envelope with a digest and many signatures. */
  private static String envelope() {
    String digest = "5824822f5820" + "00".repeat(32);
    String block = string("d28443a10126a0f65840" + "00".repeat(64));
    int blocks = count(block);
    String wrapper = String.format("9a%08x", blocks + 1) + digest + block.repeat(blocks);
    return "d86ba202" + string(wrapper) + "0341a0";
  }

  private static List<byte[]> texts() {
    List<byte[]> inputs = new ArrayList<>();
    for (byte[] input : binaries()) {
      try {
        inputs.add(Text.bytes(Edn.print(Bytes.wrap(input))));
      } catch (DecodeException refused) {
        // It is not CBOR to its end.
      }
    }
    for (String unit :
        List.of(
            "[",
            "{",
            "{\"a\":",
            "\"",
            "'",
            "\\u0041",
            "1",
            "1,",
            "h'00'+",
            "<<",
            "(_ ",
            "/ /",
            "-----BEGIN PUBLIC KEY-----\n",
            "-----BEGIN ",
            "-----END PUBLIC KEY-----\n",
            "A",
            "=\n",
            "{\"kty\":\"EC\",",
            "\"x\":\"AA\",",
            "[[],",
            "{\"a\":1e999},",
            " ",
            "\n",
            "#\n",
            "00 ")) {
      inputs.add(Text.bytes(unit.repeat(SIZE / unit.length())));
      inputs.add(Text.bytes("[" + unit.repeat(SIZE / unit.length()) + "]"));
      inputs.add(Text.bytes("{\"kty\":\"EC\",\"x\":[" + unit.repeat(SIZE / unit.length()) + "]}"));
      inputs.add(
          Text.bytes(
              "-----BEGIN PUBLIC KEY-----\n"
                  + unit.repeat(SIZE / unit.length())
                  + "\n-----END PUBLIC KEY-----\n"));
    }
    return inputs;
  }
}
