package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;

/** What {@code inspect} opens, how deep, and what it takes out. */
class InspectPartsTest {
  @TempDir private Path folder;

  private static String shown(String notation, String... more) throws Exception {
    String[] inspect = {"inspect", "--hex", Edn.parse(notation).toHex()};
    Run run = Run.of(Samples.concat(inspect, more));
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    return run.out;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "24(h'a1616101') | / encoded CBOR / 24(<<{\"a\": 1}>>)",
        "{\"doc\": 24(h'8301')} | {\"doc\": / encoded CBOR / 24(h'8301')}",
        "55799([1]) | / self-described CBOR / 55799([1])",
        "55799(18([<<{1: -7}>>, {}, 'x', h''])) | / alg / 1: -7 / ES256 /",
        "61(18([<<{1: -7}>>, {}, <<{1: \"me\"}>>, h''])) | / iss / 1: \"me\"",
        "18([<<{15: {1: \"me\", 7: h'01'}}>>, {}, null, h'']) | / CWT Claims / 15: {/ iss / 1:",
        "601({1: \"me\", 4: 5}) | / UCCS / 601({/ iss / 1: \"me\", / exp / 4: 5})",
        "501({0: \"x\", 1: [506(h'a104a0')]}) | / tags / 1: [/ tagged-concise-mid-tag / 506(",
        "501({0: \"x\", 1: [506(h'a104a0')]}) | <<{/ triples / 4: {}}>>",
        "907({44234: [263, <<18([h'', {}, <<{10: h'01'}>>, h''])>>]}) | / eat_nonce / 10: h'01'",
        "907({44234: [263, h'00']}) | / cca-platform-token / 44234: [/ type / 263, ",
        "[\"x\", <<18([h'', {}, h'820102', h''])>>] | / COSE_Sign1 / 18([",
        "[\"x\", <<18([h'', {}, h'820102', h''])>>] | / payload / <<[1, 2]>>",
        "{\"x\": <<{1: 1, 2: [<<[\"y\"]>>]}>>} | <<{1: 1, 2: [<<[\"y\"]>>]}>>",
        "{\"x\": 'plain text', \"y\": h'01'} | {\"x\": h'706c61696e2074657874', \"y\": h'01'}",
        // Not the shortest encoding, so perhaps no CBOR at all.
        "{\"x\": h'81180a'} | {\"x\": h'81180a'}",
        "[\"x\", <<[1, {2: \"no challenge\"}]>>] | <<[1, {2: \"no challenge\"}]>>",
      })
  void whatIsKnownIsOpened(String notation, String expected) throws Exception {
    String shown = shown(notation).replaceAll("\\s+", " ");
    String wanted = expected.replaceAll("\\s+", " ");
    assertTrue(shown.contains(wanted) || shown.replace("[ ", "[").contains(wanted), shown);
  }

  @Test
  void aCertificateIsNamed() throws Exception {
    Path signer = Path.of(InspectPartsTest.class.getResource("signer.pem").toURI());
    String base64 = Files.readString(signer).replaceAll("-----[^-]*-----|\\s", "");
    String der = "b64'" + base64 + "'";
    String named = "certificate of CN=Test Signer, issued by CN=Test Root, valid from 20";
    for (String notation :
        new String[] {
          "18([h'', {33: " + der + "}, null, h''])",
          "18([h'', {33: [" + der + ", " + der + "]}, null, h''])",
          "{\"anywhere\": " + der + "}"
        }) {
      assertTrue(shown(notation).replaceAll("\\s+", " ").contains(named), notation);
    }
    assertFalse(shown("{\"x\": h'3003020100'}").contains("certificate"));
  }

  /** Digests, keys and signatures are not taken for CBOR, whatever their bytes. */
  @Test
  void randomBytesAreNotOpened() throws Exception {
    Random random = new Random(16);
    Pattern opened = Pattern.compile("<<");
    int found = 0;
    for (int i = 0; i < 200; i++) {
      StringBuilder digests = new StringBuilder("[\"x\"");
      for (int j = 0; j < 100; j++) {
        byte[] digest = new byte[j % 2 == 0 ? 32 : 16];
        random.nextBytes(digest);
        digests.append(", h'").append(HexFormat.of().formatHex(digest)).append('\'');
      }
      Bytes bytes = Edn.parse(digests.append(']').toString());
      String notation =
          new Inspection(bytes, Inspection.Options.defaults()).notation(80).orElseThrow();
      found += (int) opened.matcher(notation).results().count();
    }
    assertEquals(0, found);
  }

  @Test
  void itemsOneAfterTheOtherAreASequence() throws Exception {
    String shown = shown("1, {\"a\": 2}, 18([h'', {}, h'8101', h''])");
    assertTrue(shown.startsWith("--hex: CBOR sequence of 3 items, 13 bytes\n"), shown);
    assertTrue(shown.contains("/ COSE_Sign1 / 18(["), shown);
    // A message with something behind it is no sequence, unless somebody says so.
    String tail = Edn.parse("18([h'', {}, h'01', h'']), 1").toHex();
    Run refused = Run.of("inspect", "--hex", tail);
    assertEquals(ExitCode.REJECTED, refused.code, refused::toString);
    assertTrue(refused.out.contains("TRAILING_BYTES"), refused.out);
    Run demanded = Run.of("inspect", "--as", "sequence", "--hex", tail);
    assertEquals(ExitCode.GOOD, demanded.code, demanded::toString);
    Run one = Run.of("inspect", "--as", "cbor", "--hex", "0102");
    assertEquals(ExitCode.REJECTED, one.code, one::toString);
    Run cut = Run.of("inspect", "--hex", "011863a1");
    assertEquals(ExitCode.REJECTED, cut.code, cut::toString);
  }

  @Test
  void levelsAreLimited() throws Exception {
    String update = HexFormat.of().formatHex(Samples.vector("teep-26", "update"));
    Run run = Run.of("inspect", "--depth", "2", "--hex", update);
    assertTrue(run.out.contains("/ manifest-list / 9: [...] / 338 bytes /"), run.out);
    assertEquals(ExitCode.USAGE, Run.of("inspect", "--depth", "-1", "--hex", "01").code);
  }

  @Test
  void longStringsAreShownOnDemand() throws Exception {
    String notation = "h'" + "ab".repeat(1000) + "'";
    assertTrue(shown(notation).contains("...' / 1000 bytes /"));
    assertTrue(shown(notation, "--full").replaceAll("\\s", "").contains("ab".repeat(1000) + "'"));
  }

  @Test
  void aPartIsShownOrTakenOut() throws Exception {
    byte[] update = Samples.vector("teep-26", "update");
    String file = Samples.write(folder, "m.cose", Samples.signed(update));
    Run shown = Run.of("inspect", "--at", "payload/options/manifest-list[0]", file);
    assertEquals(ExitCode.GOOD, shown.code, shown::toString);
    String title = file + " at payload/options/manifest-list[0]: SUIT envelope, 334 bytes\n";
    assertTrue(shown.out.startsWith(title), shown.out);
    Path out = folder.resolve("message");
    Run taken = Run.of("inspect", "--at", "payload", "-o", out.toString(), file);
    assertEquals(ExitCode.GOOD, taken.code, taken::toString);
    assertArrayEquals(update, Files.readAllBytes(out));
    assertEquals(ExitCode.USAGE, Run.of("inspect", "--at", "[2]", "-o", out.toString(), file).code);
    Run item = Run.of("inspect", "--at", "payload/options/token", "-o", "-", file);
    assertEquals(16, item.data.length);
    Run map = Run.of("inspect", "--at", "protected/alg", "-o", "-", file);
    assertArrayEquals(new byte[] {0x28}, map.data);
    Run nowhere = Run.of("inspect", "--at", "payload/none", file);
    assertEquals(ExitCode.REJECTED, nowhere.code);
    assertTrue(nowhere.err.endsWith("has nothing at payload/none\n"), nowhere.err);
    assertEquals(ExitCode.USAGE, Run.of("inspect", "-o", "-", file).code);
  }

  @Test
  void aSecretIsTakenOutOnDemandAlone() throws Exception {
    String key = "[\"x\", {1: 4, -1: h'00112233445566778899aabbccddeeff'}]";
    String hex = Edn.parse(key).toHex();
    for (String path : new String[] {"", "[1]", "[1]/-1", "[1]/k"}) {
      Run run = Run.of("inspect", "--at", path, "-o", "-", "--hex", hex);
      assertEquals(ExitCode.REJECTED, run.code, path + run);
      assertEquals(0, run.data.length);
    }
    Run run = Run.of("inspect", "--show-secrets", "--at", "[1]/-1", "-o", "-", "--hex", hex);
    assertEquals(16, run.data.length, run::toString);
  }

  @Test
  void oneResultIsMadeAtATime() {
    String page = folder.resolve("page").toString();
    String[][] pairs = {
      {"--json", "--html", page},
      {"--json", "--at", "0", "-o", page},
      {"--html", page, "--at", "0", "-o", page + "2"}
    };
    for (String[] pair : pairs) {
      Run run = Run.of(Samples.concat(new String[] {"inspect", "--hex", "8101"}, pair));
      assertEquals(ExitCode.USAGE, run.code, run::toString);
      assertTrue(run.err.contains("--json, --html and --out are different results"), run.err);
      assertEquals("", run.out);
      assertFalse(Files.exists(Path.of(page)));
    }
  }
}
