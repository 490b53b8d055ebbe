package org.teep4j.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Inputs that must be refused, each beside the valid one that it was made from. They have its size,
 * and differ as near to the end as can be, so that as much as possible has been decoded in vain
 * when it shows.
 */
final class HostileInputs {

  private static final int KEYS = 10_000;

  private HostileInputs() {}

  /**
   * Makes an input.
   *
   * @param name what is attacked, and how: {@code update/length}; {@code …/valid} is not hostile
   */
  static byte[] named(String name) {
    String target = Inputs.part(name, 0);
    String attack = Inputs.part(name, 1);
    byte[] input = target.equals("keys") ? keys(attack) : valid(target);
    if (attack.equals("nesting")) {
      Arrays.fill(input, (byte) 0x81);
    } else if (!attack.equals("valid") && !target.equals("keys")) {
      spoil(input, name);
    }
    return input;
  }

  private static byte[] valid(String target) {
    return switch (target) {
      case "update" -> Inputs.deterministic("teep-26", "update");
      case "envelope" -> Inputs.deterministic("teep-26", "suit_integrated");
      case "document" -> new Document().writeTeep4j();
      default -> throw new IllegalArgumentException("no target: " + target);
    };
  }

  private static void spoil(byte[] input, String name) {
    switch (name) {
      // The outermost array or map claims more entries than there are bytes.
      case "update/count", "document/count" -> put(input, 0, "9b");
      case "envelope/count" -> put(input, 0, "bb");
      // The last string is longer than what is left.
      case "update/length" -> put(input, -17, "57");
      case "envelope/length" -> put(input, -21, "57");
      case "document/length" -> put(input, -37, "78");
      // The last key is there already, in an encoding that is not the shortest if it must be.
      case "update/duplicate" -> put(input, -18, "09");
      case "envelope/duplicate" -> put(input, -25, "1900035814");
      case "document/duplicate" -> put(input, -4, "05");
      // The last value has another type than its key demands.
      case "update/type" -> put(input, -17, "70");
      case "envelope/type" -> put(input, -21, "74");
      case "document/type" -> put(input, -3, "422727");
      // The last item ends before the input does.
      case "update/trailing" -> put(input, -17, "4f");
      case "envelope/trailing" -> put(input, -21, "53");
      case "document/trailing" -> put(input, -3, "38");
      // The last text ends in a byte that is not UTF-8.
      case "update/utf8" -> put(input, -18, "0b70" + "61".repeat(15) + "ff");
      case "envelope/utf8" -> put(input, -22, "ff");
      case "document/utf8" -> put(input, -21, "ff");
      default -> throw new IllegalArgumentException("no attack: " + name);
    }
  }

  private static void put(byte[] input, int at, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    System.arraycopy(bytes, 0, input, at < 0 ? input.length + at : at, bytes.length);
  }

  /** A map with many keys of 16 bytes, in order or in none, all different or the last one not. */
  private static byte[] keys(String attack) {
    ByteArrayOutputStream map = new ByteArrayOutputStream();
    map.writeBytes(new byte[] {(byte) 0xb9, (byte) (KEYS >> 8), (byte) KEYS});
    for (int i = 0; i < KEYS; i++) {
      int number = attack.equals("valid") ? i : (int) (i * 7_919L % KEYS);
      if (attack.equals("duplicate") && i == KEYS - 1) {
        number = 0;
      }
      map.write(0x70);
      map.writeBytes(
          String.format(Locale.ROOT, "component-%06d", number).getBytes(StandardCharsets.US_ASCII));
      map.write(1);
    }
    return map.toByteArray();
  }
}
