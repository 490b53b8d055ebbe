package org.teep4j.codec;

import java.util.List;

/**
 * Notations that draft-ietf-cbor-edn-literals-24 gives as equivalent, with the encoding that they
 * stand for.
 */
final class EdnDraftExamples {

  /** Notations of one value. */
  record Group(String hex, List<String> notations) {}

  private EdnDraftExamples() {}

  private static Group group(String hex, String... notations) {
    return new Group(hex, List.of(notations));
  }

  static final List<Group> GROUPS =
      List.of(
          group(
              "83011a00a1816083686f70736f6e697a65071869",
              "/grasp-message/ [/M_DISCOVERY/ 1, /session-id/ 10584416,\n                 /objective/ [/objective-name/ \"opsonize\",\n                              /D, N, S/ 7, /loop-count/ 105]]",
              "[1, 10584416, [\"opsonize\", 7, 105]]"),
          group(
              "a3010403052058206684523ab17337f173500e5728c628547cb37dfe68449c65f885d1b73b49eae1",
              "{\n /kty/ 1 : 4, # Symmetric\n /alg/ 3 : 5, # HMAC 256-256\n  /k/ -1 : h'6684523ab17337f173500e5728c628547cb37df\n             e68449c65f885d1b73b49eae1'\n}",
              "{1: 4, 3: 5, -1:\nh'6684523AB17337F173500E5728C628547CB37DFE68449C65F885D1B73B49EAE1'}"),
          group("04", "4 /* HMAC 256/64 */", "4 / HMAC 256//64 /", "4"),
          group("191267", "4711", "0x1267", "0o11147", "0b1001001100111"),
          group("f93e00", "1.5", "0.15e1", "15e-1", "0x1.8p0", "0x18p-4"),
          group("00", "0", "+0", "-0", "000"),
          group("01", "1", "001", "+1", "+0001"),
          group("20", "-1", "-0001"),
          group("f90000", "0.0", "+0.0"),
          group("f98000", "-0.0"),
          group("f97c00", "Infinity", "Infinity_1"),
          group("f9fc00", "-Infinity", "-Infinity_1"),
          group("f97e00", "NaN", "NaN_1"),
          group("fb3ff199999999999a", "1.1", "1.1_3"),
          group("f93e00", "1.5", "1.5_1"),
          group("fa3fc00000", "1.5_2"),
          group("fb3ff8000000000000", "1.5_3"),
          group("fa7f800000", "Infinity_2"),
          group("fb7ff0000000000000", "Infinity_3"),
          group("faff800000", "-Infinity_2"),
          group("fbfff0000000000000", "-Infinity_3"),
          group("fa7fc00000", "NaN_2"),
          group("fb7ff8000000000000", "NaN_3"),
          group("190001", "1_1"),
          group("1b0000000000004711", "0x4711_3"),
          group("390000", "-1_1"),
          group("59000141", "'A'_1"),
          group("79000141", "\"A\"_1"),
          group("99000163626172", "[_1 \"bar\"]"),
          group("b900016362617201", "{_1 \"bar\": 1}"),
          group("d90001191267", "1_1(4711)"),
          group("fb4101c44000000000", "0x4711p+03_3"),
          group("9f0102ff", "[_ 1, 2]"),
          group("5f420123424567ff", "(_ h'0123', h'4567')"),
          group("7f63666f6f63626172ff", "(_ \"foo\", \"bar\")"),
          group("5f40ff", "(_ '')"),
          group("7f60ff", "(_ \"\")"),
          group("5fff", "''_"),
          group("7fff", "\"\"_"),
          group("9802f4f5", "[_0 false, true]"),
          group("d900011a514b67b0", "1_1(1363896240)"),
          group("c074323031332d30332d32315432303a30343a30305a", "0(\"2013-03-21T20:04:00Z\")"),
          group("c11a514b67b0", "1(1363896240)"),
          group(
              "73446f6d696e6f277320f09f81b3202b20e28c98",
              "\"D\\u{6f}mino's \\u{1F073} + \\u{2318}\"   # \\u{}-escape 3 chars",
              "\"Domino's \\uD83C\\uDC73 + \\u2318\"       # escape JSON-like",
              "\"Domino's \ud83c\udc73 + \u2318\"                       # unescaped"),
          group("4b68656c6c6f20776f726c64", "'hello world'", "h'68656c6c6f20776f726c64'"),
          group(
              "6d5b5e205c745c6e5c722227605d",
              "``[^ \\t\\n\\r\"'`]``",
              "\"[^ \\\\t\\\\n\\\\r\\\"'`]\""),
          group(
              "7870546f20656d756c617465207479706f677261706869632071756f7465732c20736f6d6574696d6573206475706c6963617465206261636b7761726420616e640a666f72776172642073696e676c652071756f7465732061726520757365642c20617320696e206060746578742e27270a",
              "```To emulate typographic quotes, sometimes duplicate backward and\nforward single quotes are used, as in ``text.''\n```"),
          group("4412345678", "h'12345678'", "b64'EjRWeA'", "h`12345678`", "b64`EjRWeA`"),
          group(
              "4b48656c6c6f20776f726c64",
              "h'48656c6c6f20776f726c64'",
              "h'48 65 6c 6c 6f 20 77 6f 72 6c 64'",
              "h'4 86 56c 6c6f\n     20776 f726c64'"),
          group(
              "4b68656c6c6f20776f726c64",
              "h'68656c6c6f20776f726c64'",
              "h'68 65 6c /doubled l!/ 6c 6f # hello\n     20 /space/\n     77 6f 72 6c 64' /world/"),
          group(
              "5818fdb6ac7bae27a2d69ca2699e9edfdbbada2779fa25968c2c",
              "b64'/base64 not a comment/ but one follows # comment'",
              "h'FDB6AC 7BAE27A2D69CA2699E9EDFDBBADA2779FA25 968C2C'"),
          group("4101", "<<1>>", "h'01'"),
          group("420102", "<<1, 2>>", "h'0102'"),
          group("476568656c6c6ff6", "<<\"hello\", null>>", "h'65 68656c6c6f f6'"),
          group("40", "<<>>", "h''"),
          group(
              "83010203",
              "[1, 2, 3]",
              "[1, 2, 3,]",
              "[1  2  3]",
              "[1  2  3,]",
              "[1  2, 3]",
              "[1  2, 3,]",
              "[1, 2  3]",
              "[1, 2  3,]"),
          group(
              "a201616e61786161",
              "{1: \"n\", \"x\": \"a\"}",
              "{1: \"n\", \"x\": \"a\",}",
              "{1: \"n\"  \"x\": \"a\"}"),
          group("810b", "[11]"),
          group("820101", "[1 1]", "[1,1]"),
          group("828080", "[[] []]", "[[],[]]"),
          group("f4", "simple(20)", "false"),
          group("f82a", "simple(42)"),
          group("f7", "undefined"),
          group("3a00d80caf", "dt'1969-07-21T02:56:16Z'", "-14159024"),
          group("facb580cb0", "dt'1969-07-21T02:56:16.0Z'", "-14159024.0"),
          group(
              "fbc16b0195f0000000",
              "dt'1969-07-21T02:56:16.5Z'",
              "dt`1969-07-21T02:56:16.5Z`",
              "dt<<'1969-07-21T02:56:16.5Z'>>",
              "dt<<\"1969-07-21T02:56:16.5Z\">>",
              "dt<<`1969-07-21T02:56:16.5Z`>>",
              "-14159023.5"),
          group("c13a00d80caf", "DT'1969-07-21T02:56:16Z'", "1(-14159024)"),
          group("44c000022a", "ip'192.0.2.42'", "ip<<'192.0.2.42'>>", "h'c000022a'"),
          group("d83444c000022a", "IP'192.0.2.42'", "52(h'c000022a')"),
          group("d83482181843c00002", "IP'192.0.2.0/24'", "52([24,h'c00002'])"),
          group(
              "5020010db8000000000000000000000042",
              "ip'2001:db8::42'",
              "h'20010db8000000000000000000000042'"),
          group(
              "d8365020010db8000000000000000000000042",
              "IP'2001:db8::42'",
              "54(h'20010db8000000000000000000000042')"),
          group("d8368218404420010db8", "IP'2001:db8::/64'", "54([64,h'20010db8'])"),
          group("8218384420010db8", "ip'2001:db8::/56'", "[56,h'20010db8']"),
          group(
              "58202c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
              "hash<<'foo'>>",
              "hash'foo'",
              "hash<<'foo', -16>>",
              "hash<<'foo', \"SHA-256\">>",
              "h'2C26B46B68FFC68FF99B453C1D30413413422D706483BFA0F98A5E886266E7AE'"),
          group(
              "5840f7fbba6e0636f890e56fbbf3283e524c6fa3204ae298382d624741d0dc6638326e282c41be5e4254d8820772c5518a2c5a8c0c7f7eda19594a7eb539453e1ed7",
              "hash<<'foo', -44>>",
              "hash<<'foo', \"SHA-512\">>",
              "h'F7FBBA6E0636F890E56FBBF3283E524C6FA3204AE298382D624741D0DC6638326E282C41BE5E4254D8820772C5518A2C5A8C0C7F7EDA19594A7EB539453E1ED7'"),
          group(
              "832382676578616d706c6563636f6d8268626f74746172676166736861766564",
              "cri'https://example.com/bottarga/shaved'",
              "[-4, [\"example\", \"com\"], [\"bottarga\", \"shaved\"]]"),
          group(
              "d863832382676578616d706c6563636f6d8268626f74746172676166736861766564",
              "CRI'https://example.com/bottarga/shaved'",
              "99([-4, [\"example\", \"com\"], [\"bottarga\", \"shaved\"]])"),
          group(
              "d903e78263637269817368747470733a2f2f6578616d706c652e636f6d",
              "/CPA/ 999([\"cri\", [\"https://example.com\"]])"),
          group("840102d90378f603", "[1, 2, ..., 3]", "[1, 2, 888(null), 3]"),
          group(
              "a36161016162d90378f6d90378f6d90378f6",
              "{ \"a\": 1,\n  \"b\": ...,\n  ...: ...\n}",
              "{ \"a\": 1,\n  \"b\": 888(null),\n  888(null): 888(null)\n}"),
          group(
              "a368636f6e7472616374d90378836e4865726577697468204920627579d90378f671676e65643a20416c696365202620426f626c62797465735f696e5f495249d90378835268747470733a2f2f612e6578616d706c652fd90378f65726713dc39c6265726772c3b6c39f656e7472c3a4676572697369676e6174757265d9037883424711d90378f6420815",
              "{ \"contract\": \"Herewith I buy\" + ... + \"gned: Alice & Bob\",\n  \"bytes_in_IRI\": 'https://a.example/' + ... + '&q=\u00dcbergr\u00f6\u00dfentr\u00e4ger',\n  \"signature\": h'4711...0815',\n}",
              "{ \"contract\": /CPA/888([\"Herewith I buy\", 888(null),\n                        \"gned: Alice & Bob\"]),\n  \"bytes_in_IRI\": 888(['https://a.example/', 888(null),\n                       '&q=\u00dcbergr\u00f6\u00dfentr\u00e4ger']),\n  \"signature\": 888([h'4711', 888(null), h'0815']),\n}"),
          group(
              "a1697369676e61747572654447110815",
              "{ \"signature\": h'4711/.../0815',\n  # ...: ...\n}"));
}
