package org.teep4j.fuzz;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a fuzzer would take long to find by itself. */
final class Dictionary {
  /** Heads of CBOR with lengths at their borders, tags, and labels with the heads of values. */
  private static final List<String> BYTES =
      List.of(
          "d2",
          "d0",
          "d1",
          "d3",
          "d85f",
          "d860",
          "d861",
          "d862",
          "d86b",
          "d9042e",
          "d818",
          "c0",
          "c1",
          "c2",
          "c3",
          "18ff",
          "190100",
          "1affffffff",
          "1bffffffffffffffff",
          "3bffffffffffffffff",
          "1b8000000000000000",
          "3b7fffffffffffffff",
          "5bffffffffffffffff",
          "7b7fffffffffffffff",
          "9bffffffffffffffff",
          "bb7fffffffffffffff",
          "9a00010000",
          "ba00010000",
          "5f",
          "7f",
          "9f",
          "bf",
          "ff",
          "f4",
          "f5",
          "f6",
          "f7",
          "f818",
          "f97e00",
          "fa7f800000",
          "fb7ff0000000000000",
          "80",
          "a0",
          "40",
          "60",
          "a10126",
          "43a10126",
          "a10127",
          "a10105",
          "a10101",
          "a10122",
          "a1013818",
          "a1013818",
          "8340a040",
          "8440a0f640",
          "8440a04040",
          "8343a10126a040",
          "070a",
          "0b",
          "0c",
          "1821",
          "1822",
          "1823",
          "1820",
          "0281",
          "0fa1",
          "190102",
          "190103",
          "190104",
          "a201022006",
          "a301022001",
          "a50102",
          "0280",
          "0481",
          "03818100",
          "824100",
          "822f58",
          "a1011a",
          "0f00",
          "1400",
          "1500",
          "030f",
          "0c00",
          "14a1",
          "0ea0",
          "818100",
          "f5",
          "1861",
          "20a0",
          "3a00010106");

  private static final List<String> TEXTS =
      List.of(
          "h'",
          "b64'",
          "<<",
          ">>",
          "{_ ",
          "[_ ",
          "(_ ",
          "simple(",
          "dt'",
          "ip'",
          "_1",
          "_3",
          "...",
          "Infinity",
          "-NaN",
          "0x1p-3",
          "'' + ",
          "/ /",
          "# ",
          "\\\\u",
          "\\\\u{",
          "float'",
          "\\\"kty\\\":",
          "\\\"crv\\\":\\\"P-256\\\"",
          "\\\"alg\\\":",
          "\\\"key_ops\\\":[",
          "\\\"use\\\":",
          "\\\"kid\\\":",
          "\\\"d\\\":",
          "-----BEGIN ",
          "-----END ",
          "PUBLIC KEY-----",
          "PRIVATE KEY-----",
          "CERTIFICATE-----",
          "\\\"format\\\":",
          "\\\"vectors\\\":[",
          "\\\"input\\\":",
          "\\\"output\\\":",
          "1e99999");

  private Dictionary() {}

  /** The lines of a dictionary of libFuzzer. */
  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String hex : BYTES) {
      StringBuilder line = new StringBuilder("\"");
      for (byte value : HexFormat.of().parseHex(hex)) {
        line.append("\\x").append(HexFormat.of().toHexDigits(value));
      }
      lines.add(line.append('"').toString());
    }
    for (String text : TEXTS) {
      lines.add('"' + text + '"');
    }
    return lines;
  }
}
