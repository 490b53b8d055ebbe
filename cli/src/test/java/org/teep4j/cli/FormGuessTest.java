package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Shape;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.load.BuiltInVectors;

/** The form of a file that nobody has named. */
class FormGuessTest {
  private static final Terminal PLAIN = new Terminal(80, false, false, false);
  private static final DecodeOptions LIMITS = DecodeOptions.defaults();

  @TempDir private Path folder;

  private static FormGuess guess(String text) {
    return FormGuess.of(Bytes.ofUtf8(text), LIMITS);
  }

  private static Map<String, InputForm> digitsAndBase64(Bytes cbor) {
    Map<String, InputForm> texts = new LinkedHashMap<>();
    String hex = cbor.toHex();
    for (String digits :
        List.of(
            hex,
            hex + "\n",
            hex.toUpperCase(Locale.ROOT) + "\r\n",
            "# a message\n" + hex.replaceAll("(.{2})(?=.)", "$1 ") + " # the end\n")) {
      texts.put(digits, InputForm.HEX);
    }
    byte[] bytes = cbor.toByteArray();
    String lines = Base64.getMimeEncoder().encodeToString(bytes);
    for (String base64 :
        List.of(
            Base64.getEncoder().encodeToString(bytes),
            Base64.getEncoder().encodeToString(bytes) + "\n",
            Base64.getUrlEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n",
            lines,
            lines.replace("\r", "") + "\n",
            "-----BEGIN COSE MESSAGE-----\r\n" + lines + "\r\n-----END COSE MESSAGE-----\r\n")) {
      texts.put(base64, InputForm.BASE64);
    }
    return texts;
  }

  private static Map<String, InputForm> notations(Bytes cbor) {
    Map<String, InputForm> texts = new LinkedHashMap<>();
    EdnPrintOptions pretty = EdnPrintOptions.pretty().withLineWidth(60);
    try {
      for (String notation :
          List.of(Edn.print(cbor), Edn.print(cbor, Shape.any(), pretty) + "\n")) {
        if (Edn.parse(notation).equals(cbor)) {
          texts.put(notation, InputForm.EDN);
        }
      }
    } catch (DecodeException noNotation) {
      // Such as equal keys, which the parser refuses.
    }
    return texts;
  }

  /** Whether a text is read as the bytes that it was made of, without a choice. */
  private static boolean comesBack(String text, InputForm form, Bytes cbor) {
    FormGuess found = guess(text);
    if (found.form() == form && found.others().isEmpty()) {
      assertEquals(cbor, found.bytes(), text);
      return true;
    }
    if (form == InputForm.EDN
        && Foreign.of(Bytes.ofUtf8(text)).filter(Foreign::isJson).isPresent()) {
      return false;
    }
    assertTrue(found.form() == form || found.others().contains(form), () -> text + found);
    assertTrue(found.note().isPresent(), text);
    return false;
  }

  @Test
  void vectorsComeBackFromEveryText() {
    int notation = 0;
    int other = 0;
    int ambiguous = 0;
    for (String set :
        List.of(
            "cbor-appendix-a",
            "teep-26",
            "teep-25",
            "suit-manifest",
            "rfc8392",
            "cose-wg-examples")) {
      for (TestVector vector : BuiltInVectors.load(set).vectors()) {
        Bytes cbor = Bytes.wrap(vector.bytes());
        if (InputForm.isItem(cbor)) {
          Map<String, InputForm> texts = digitsAndBase64(cbor);
          texts.putAll(notations(cbor));
          for (Map.Entry<String, InputForm> text : texts.entrySet()) {
            boolean back = comesBack(text.getKey(), text.getValue(), cbor);
            ambiguous += back ? 0 : 1;
            notation += text.getValue() == InputForm.EDN ? 1 : 0;
            other += text.getValue() == InputForm.EDN ? 0 : 1;
          }
        }
      }
    }
    // Short ones, such as 10, which is notation as well as digits, and two objects of JSON.
    assertEquals(List.of(684, 3489, 104), List.of(notation, other, ambiguous));
  }

  @Property(tries = 500)
  void anyItemComesBackFromEveryText(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    byte[] content = new byte[9 + random.nextInt(200)];
    random.nextBytes(content);
    Bytes cbor =
        Edn.parse("[" + random.nextInt() + ", {1: h'" + Bytes.wrap(content).toHex() + "'}]");
    Map<String, InputForm> texts = digitsAndBase64(cbor);
    texts.putAll(notations(cbor));
    texts.forEach((text, form) -> assertTrue(comesBack(text, form, cbor), text));
    FormGuess binary = FormGuess.of(cbor, LIMITS);
    assertEquals(InputForm.BINARY, binary.form());
    assertEquals(List.of(), binary.others());
  }

  @Property(tries = 1000)
  void anyBytesAreReadAsSomething(@ForAll byte[] bytes) {
    FormGuess found = FormGuess.of(Bytes.wrap(bytes), LIMITS);
    assertTrue(found.form() != InputForm.BINARY || found.bytes().equals(Bytes.wrap(bytes)));
  }

  @Test
  void aChoiceIsTold() throws Exception {
    FormGuess digits = guess("820102");
    assertEquals(InputForm.HEX, digits.form());
    assertEquals(List.of(InputForm.EDN), digits.others());
    assertEquals(InputForm.BINARY, guess("a0").form());
    Run run = Run.of("inspect", Samples.write(folder, "n\u001b", "820102\n"));
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertEquals("[1, 2]", run.lastLine());
    assertTrue(
        run.err.endsWith("n\\u{1b}: read as hex; it can be read otherwise: --input edn\n"),
        run.err);
    Run said = Run.of("inspect", "--input", "edn", Samples.write(folder, "n", "820102\n"));
    assertEquals("820102", said.lastLine());
    assertEquals("", said.err);
  }

  @Test
  void onlyTheWholeTextCounts() {
    for (String text :
        List.of(
            "[1, 2",
            "a1 02 0",
            "gwECA===",
            "hello",
            "",
            " \n",
            "# only a comment",
            "-----BEGIN A-----\nggEC\n-----END B-----",
            "x\n-----BEGIN A-----\nggEC\n-----END A-----")) {
      FormGuess found = guess(text);
      assertEquals(InputForm.BINARY, found.form(), text);
      assertEquals(Bytes.ofUtf8(text), found.bytes());
    }
    // A number in notation as well, but rather digits that were cut.
    assertEquals(
        new FormGuess(InputForm.HEX, Bytes.fromHex("18"), List.of(InputForm.EDN)), guess("18"));
    // Digits are nothing else; whoever looks at them is told where they are damaged.
    assertEquals(InputForm.HEX, guess("d284").form());
    assertEquals(InputForm.BASE64, guess("ggEC").form());
    assertEquals(InputForm.BASE64, guess("-----BEGIN A-----\nggEC\n-----END A-----").form());
    byte[] text = "[1, 2] ".getBytes(StandardCharsets.US_ASCII);
    text[6] = 0;
    assertEquals(InputForm.BINARY, FormGuess.of(Bytes.wrap(text), LIMITS).form());
    text[6] = (byte) 0xff;
    assertEquals(InputForm.BINARY, FormGuess.of(Bytes.wrap(text), LIMITS).form());
  }

  /** Their secrets would be printed, because they are no COSE_Key. */
  @Test
  void jsonWebKeysAreNotNotation() throws Exception {
    String key = "{\"kty\": \"oct\", \"k\": \"c2VjcmV0\"}";
    for (String text :
        List.of(key, "[" + key + "]", "{\"keys\": [" + key + "]}", "{\"a\": " + key + "}")) {
      assertEquals(InputForm.BINARY, guess(text).form(), text);
      Run run = Run.of("inspect", Samples.write(folder, "k", text));
      assertEquals(ExitCode.REJECTED, run.code, run::toString);
      assertFalse(run.out.contains("c2VjcmV0"), run.out);
    }
    assertEquals(InputForm.BINARY, guess("{\"name\": \"value\"}").form());
  }

  @Test
  void everyCommandFindsTheForm() throws Exception {
    KeyFolder keys = new KeyFolder(folder);
    String key = keys.keygen("k", "--alg", "ESP256");
    String gcm = keys.keygen("g", "--alg", "A128GCM");
    String content = Samples.write(folder, "content", "content");
    byte[] signed = KeyFolder.good("sign", "--key", key, content).data;
    byte[] encrypted = KeyFolder.good("encrypt", "--key", gcm, content).data;
    String base64 = Samples.write(folder, "s", Base64.getEncoder().encodeToString(signed));
    String notation = Samples.write(folder, "e", Edn.print(Bytes.wrap(signed)));
    KeyFolder.good("verify", "--key", key, base64, notation);
    KeyFolder.good("diff", base64, notation);
    assertTrue(KeyFolder.good("inspect", base64).out.contains("COSE_Sign1"));
    assertEquals(
        Edn.print(Bytes.wrap(signed)) + "\n",
        new String(KeyFolder.good("edn", "--compact", base64).data, StandardCharsets.UTF_8));
    assertTrue(Arrays.equals(signed, KeyFolder.good("edn", notation).data));
    String sealed = Samples.write(folder, "c", Base64.getUrlEncoder().encodeToString(encrypted));
    assertEquals(
        "content",
        new String(KeyFolder.good("decrypt", "--key", gcm, sealed).data, StandardCharsets.UTF_8));
    String suit =
        Samples.write(
            folder,
            "m",
            Base64.getMimeEncoder()
                .encodeToString(Samples.vector("suit-manifest", "example2-signed")));
    String author = Samples.write(folder, "a.jwk", Samples.jwk(Samples.author()));
    KeyFolder.good("manifest", "verify", "--key", author, suit);
    Run piped = Run.of("[1, 2]".getBytes(StandardCharsets.US_ASCII), PLAIN, "inspect", "-");
    assertEquals("[1, 2]", piped.lastLine());
  }
}
