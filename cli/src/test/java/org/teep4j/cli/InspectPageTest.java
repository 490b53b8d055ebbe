package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.cli.html.HtmlPage;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorSet;
import org.teep4j.vectors.load.BuiltInVectors;

/** {@code inspect --html}. */
class InspectPageTest {
  @TempDir private Path folder;

  private static String page(Bytes bytes, boolean full) throws Exception {
    StringBuilder page = new StringBuilder();
    Inspection inspection = new Inspection(bytes, Inspection.Options.defaults());
    HtmlPage.write(page, List.of(InspectPage.part(new Input("x", bytes, bytes), inspection)), full);
    return page.toString();
  }

  private static String page(String notation) throws Exception {
    return page(Edn.parse(notation), false);
  }

  /** Of the sets with thousands of vectors of one form, some of each. */
  @Test
  void everyBuiltInVectorMakesAPage() throws Exception {
    int pages = 0;
    for (VectorSet set : BuiltInVectors.all()) {
      List<TestVector> vectors = set.vectors();
      boolean many = set.name().startsWith("wycheproof");
      for (TestVector vector : many ? vectors.subList(0, Math.min(3, vectors.size())) : vectors) {
        if (vector.hex().isPresent()) {
          Markup.check(page(vector.hex().get(), false));
          pages++;
        }
      }
    }
    assertTrue(pages > 500, () -> "too few vectors");
  }

  @Property(tries = 150)
  void damagedVectorsMakePages(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    String[] samples = {"query_request", "update", "teep_error"};
    byte[] bytes = Samples.vector("teep-26", samples[random.nextInt(samples.length)]);
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    Markup.check(page(Bytes.wrap(bytes), random.nextBoolean()));
  }

  @Test
  void bytesAndNotationStandSideBySide() throws Exception {
    String page = page("18([<<{1: -7}>>, {4: 'k'}, 'payload', h'00'])");
    Markup.check(page);
    String text = page.substring(page.indexOf("<section")).replaceAll("<[^>]*>", "");
    assertTrue(text.contains("2" + "43 a1 01 26 "), text);
    assertTrue(text.contains("/ protected / &lt;&lt;{/ alg / 1: -7 / ES256 /}&gt;&gt;,"), text);
    // The byte of -7, and -7, have one class.
    Matcher bytes = Pattern.compile("<b class=\"(a\\d+)\" tabindex=\"-1\"><i>26</i>").matcher(page);
    assertTrue(bytes.find());
    assertTrue(page.contains("<span class=\"" + bytes.group(1) + "\" tabindex=\"-1\">-7</span>"));
    assertTrue(page.contains(":has(." + bytes.group(1) + ":is(:hover,:focus)) ." + bytes.group(1)));
  }

  @Test
  void hostileTextStaysText() throws Exception {
    String[] texts = {
      "</script><script>alert(1)</script>", "</style><!-- ", "]]>", "<img src=x onerror=alert(1)>",
      "\\u202etxet live\\u202c", "\\u0000\\u0007\\u001b[31m", "&lt;&#60;", "' onmouseover='x",
      "\\\" onmouseover=\\\"x", "\\u2028\\u2066\\ufeff", "\\ud83d\\ude00", "javascript:alert(1)"
    };
    StringBuilder notation = new StringBuilder("{");
    for (String text : texts) {
      notation.append('"').append(text).append("\": {\"").append(text).append("\": [[],'x']},");
    }
    String page = page(notation.append("1: 2}").toString());
    Markup.check(page);
    assertFalse(page.contains("<script"));
    assertFalse(page.contains("<img"));
    StringBuilder named = new StringBuilder();
    String name = "</title><script>\u202e.cbor";
    Bytes bytes = Bytes.fromHex("1818ff");
    Inspection inspection = new Inspection(bytes, Inspection.Options.defaults());
    HtmlPage.write(
        named, List.of(InspectPage.part(new Input(name, bytes, bytes), inspection)), false);
    Markup.check(named.toString());
  }

  @Test
  void thePolicyAdmitsThePagesOwnStyleAlone() throws Exception {
    String page = page("1");
    Matcher policy = Pattern.compile("Security-Policy\" content=\"([^\"]*)\"").matcher(page);
    assertTrue(policy.find());
    Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(page);
    assertTrue(style.find());
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(style.group(1).getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(hash)
            + "'; base-uri 'none'; form-action 'none'",
        policy.group(1));
    assertFalse(style.group(1).contains("url("));
    assertFalse(style.group(1).contains("@import"));
  }

  @Test
  void aPageGrowsWithItsInputAndLongPartsAreCounted() throws Exception {
    String payload = page(Bytes.fromHex("8440a05a00100000" + "ab".repeat(1 << 20) + "4100"), false);
    assertTrue(payload.length() < 100_000, () -> payload.length() + " characters");
    assertTrue(payload.contains("1,048,480 more bytes"));
    String text = page(Bytes.fromHex("7a00100000" + "61".repeat(1 << 20)), false);
    assertTrue(text.length() < 100_000, () -> text.length() + " characters");
    Bytes many = Bytes.fromHex("99c350" + "00".repeat(50_000));
    String list = page(many, false);
    assertTrue(list.length() < 200_000, () -> list.length() + " characters");
    assertTrue(list.contains("… 49,800 more items in 49,800 bytes; --full shows them"));
    String whole = page(many, true);
    Markup.check(whole);
    assertTrue(whole.length() < 300 * 50_000, () -> whole.length() + " characters");
    assertTrue(whole.contains(">50002</a>"));
  }

  @Test
  void secretsAreInNeitherColumn() throws Exception {
    String d = "57c92077664146e876760c9520d054aa93c3afb04e306705db6090308507b4d3";
    String key = "{1: 2, -1: 1, -2: h'" + "01".repeat(32) + "', -4: h'" + d + "'}";
    for (String notation : new String[] {key, "[\"x\", " + key + "]", "24(<<" + key + ">>)"}) {
      String page = page(notation);
      Markup.check(page);
      assertTrue(page.contains("hidden"), page);
      assertFalse(page.replace(" ", "").contains(d.substring(0, 16)), notation);
    }
  }

  @Test
  void whatIsWrongIsSaidAtItsPlace() throws Exception {
    String request = page(Bytes.wrap(Samples.vector("teep-26", "query_request")), false);
    Markup.check(request);
    assertTrue(request.contains("<a href=\"#on0\">offset 4</a>"), request);
    int row = request.indexOf("id=\"o3\"");
    int note = request.indexOf("<p class=\"note violation\" id=\"on0\">query-request-token");
    assertTrue(row > 0 && note > row && note < request.indexOf("id=\"o21\""));
    String token = page(Bytes.wrap(Samples.vector("eat", "valid_cwt")), false);
    Markup.check(token);
    assertTrue(token.matches("(?s).*<p class=\"note remark\" id=\"on\\d+\">As an EAT.*"), token);
    String refused = page(Bytes.fromHex("d28440a0"), false);
    Markup.check(refused);
    assertTrue(refused.contains("class=\"refusal\""), refused);
    assertTrue(refused.contains("<pre>"), refused);
    String wrong = page(Bytes.fromHex("8203a1090a"), false);
    Markup.check(wrong);
    assertTrue(wrong.matches("(?s).*<p class=\"note refusal\" id=\"on0\">.*"), wrong);
  }

  @Test
  void theCommandWritesOnePage() throws Exception {
    String file = Samples.write(folder, "m.bin", Samples.vector("teep-26", "update"));
    Path page = folder.resolve("m.html");
    Run run = Run.of("inspect", "--html", page.toString(), file, "--hex", "01");
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertEquals("", run.out);
    String written = Files.readString(page);
    Markup.check(written);
    assertTrue(written.contains("id=\"p1-0\""), written);
    assertEquals(ExitCode.USAGE, Run.of("inspect", "--html", page.toString(), file).code);
    Run again = Run.of("inspect", "--force", "--html", page.toString(), "--hex", "1818ff");
    assertEquals(ExitCode.REJECTED, again.code);
    Run shown = Run.of("inspect", "--html", "-", "--hex", HexFormat.of().formatHex(new byte[] {1}));
    Markup.check(new String(shown.data, StandardCharsets.UTF_8));
  }
}
