package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.cose.CoseKeys;

/** How commands come by bytes, and how many of them. */
class InputTest {
  private static final Terminal PLAIN = new Terminal(80, false, false, false);

  @TempDir private Path folder;

  private String notation(String name, String content, String... options) throws Exception {
    String file = Samples.write(folder, name, content);
    Run run = Run.of(Samples.concat(Samples.concat(new String[] {"inspect"}, options), file));
    return run.code == ExitCode.GOOD ? run.lastLine() : run.toString();
  }

  @Test
  void whatIsCborComesBeforeDigits() throws Exception {
    assertEquals("-100", notation("integer", "8c"));
    assertEquals("-17", notation("digit", "0"));
    assertEquals("\"0\"", notation("text", "a0"));
    assertEquals("{}", notation("line", "a0\n"));
    assertEquals("{}", notation("said", "a0", "--input", "hex"));
    assertEquals("-1", notation("spaced", " 20 # comment"));
  }

  @Test
  void theFormCanBeSaid() throws Exception {
    assertEquals(
        "[1, 2]",
        notation(
            "b",
            Base64.getEncoder().encodeToString(HexFormat.of().parseHex("820102")),
            "--input",
            "base64"));
    assertEquals("h'fbff'", notation("url", "Qvv_\n", "--input", "base64"));
    assertEquals(
        "{1: \"a\"}", notation("e", "{1: /x/ 'a' }".replace("'a'", "\"a\""), "--input", "edn"));
    assertEquals("-17", notation("bin", "0", "--input", "binary"));
    for (String form : List.of("hex", "base64", "edn")) {
      String file = Samples.write(folder, "no", "no: such <form");
      Run run = Run.of("inspect", "--input", form, file);
      assertEquals(ExitCode.USAGE, run.code, run::toString);
      assertTrue(run.err.contains("no: no"), run.err);
    }
    assertEquals(ExitCode.USAGE, Run.of("inspect", "--input", "octal", "x").code);
  }

  @Test
  void messagesToVerifyAndDecryptCanBeNotation() throws Exception {
    KeyFolder keys = new KeyFolder(folder);
    String key = keys.keygen("k", "--alg", "ESP256");
    String gcm = keys.keygen("g", "--alg", "A128GCM");
    String content = Samples.write(folder, "content", "content");
    byte[] signed = KeyFolder.good("sign", "--key", key, content).data;
    byte[] encrypted = KeyFolder.good("encrypt", "--key", gcm, content).data;
    String text = Samples.write(folder, "s64", Base64.getEncoder().encodeToString(signed));
    KeyFolder.good("verify", "--input", "base64", "--key", key, text);
    text = Samples.write(folder, "e64", Base64.getEncoder().encodeToString(encrypted));
    assertEquals(
        "content",
        new String(
            KeyFolder.good("decrypt", "--input", "base64", "--key", gcm, text).data,
            StandardCharsets.UTF_8));
  }

  private static Run piped(String in, boolean keyboard, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new StandardInput(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), keyboard),
            new ByteArrayOutputStream(),
            new PrintWriter(out),
            new PrintWriter(err),
            PLAIN);
    Run run = Run.of(console, err, args);
    return run;
  }

  @Test
  void whereNothingIsNamedStandardInputIsRead() throws Exception {
    KeyFolder keys = new KeyFolder(folder);
    String key = keys.keygen("k", "--alg", "ESP256");
    String mac = keys.keygen("m", "--alg", "HMAC 256/256");
    String gcm = keys.keygen("g", "--alg", "A128GCM");
    byte[] content = {1, 2};
    byte[] signed = Run.of(content, PLAIN, "sign", "--key", key).data;
    assertEquals(ExitCode.GOOD, Run.of(signed, PLAIN, "verify", "--key", key).code);
    byte[] encrypted = Run.of(content, PLAIN, "encrypt", "--key", gcm).data;
    assertEquals(2, Run.of(encrypted, PLAIN, "decrypt", "--key", gcm).data.length);
    assertEquals(ExitCode.GOOD, Run.of(content, PLAIN, "mac", "--key", mac).code);
    byte[] pem = CoseKeys.toPem(Samples.author()).getBytes(StandardCharsets.UTF_8);
    assertEquals(65, Run.of(pem, PLAIN, "key", "thumbprint").out.length());
    assertTrue(Run.of(pem, PLAIN, "key", "convert", "--to", "jwk").data.length > 0);
    assertTrue(Run.of(content, PLAIN, "inspect").out.startsWith("standard input: "));
  }

  @Test
  void atAKeyboardOrWithoutAByteItIsWrongUsage() throws Exception {
    String key = new KeyFolder(folder).keygen("k", "--alg", "ESP256");
    String gcm = new KeyFolder(folder).keygen("g", "--alg", "A128GCM");
    String[][] commands = {
      {"inspect"}, {"verify", "--key", key}, {"sign", "--key", key}, {"encrypt", "--key", gcm},
      {"decrypt", "--key", gcm}, {"mac", "--key", gcm}, {"key", "convert"}, {"key", "thumbprint"}
    };
    for (String[] command : commands) {
      Run typed = piped("01", true, command);
      assertEquals(ExitCode.USAGE, typed.code, typed::toString);
      assertTrue(typed.err.contains("a file, or - for standard input, is needed"), typed.err);
      Run empty = piped("", false, command);
      assertEquals(ExitCode.USAGE, empty.code, empty::toString);
      assertTrue(empty.err.contains("standard input is empty"), empty.err);
    }
    assertEquals(ExitCode.GOOD, piped("01", true, "inspect", "-").code);
  }

  @Test
  void limitsAreToldAndRaised() throws Exception {
    String deep = "81".repeat(80) + "01";
    Run refused = Run.of("inspect", "--hex", deep);
    assertEquals(ExitCode.REJECTED, refused.code);
    assertTrue(refused.out.contains("LIMIT EXCEEDED"), refused.out);
    assertTrue(refused.out.contains("--max-depth raises the limit, up to 1024"), refused.out);
    assertEquals(ExitCode.GOOD, Run.of("inspect", "--max-depth", "90", "--hex", deep).code);
    Run unprintable = Run.of("inspect", "--max-depth", "200", "--hex", "81".repeat(150) + "01");
    assertEquals(ExitCode.GOOD, unprintable.code);
    assertTrue(unprintable.out.contains("the input is nested too deeply"), unprintable.out);
    assertEquals(ExitCode.USAGE, Run.of("inspect", "--max-depth", "2000", "--hex", "01").code);

    Run items = Run.of("inspect", "--max-items", "3", "--hex", "83010203");
    assertTrue(items.out.contains("--max-items raises the limit"), items.out);
    assertTrue(
        Run.of("inspect", "--json", "--max-items", "3", "--hex", "83010203")
            .out
            .contains("\"limit\" : true"));

    String file = Samples.write(folder, "large", "a".repeat(2000));
    Run large = Run.of("inspect", "--max-input", "1K", file);
    assertEquals(ExitCode.USAGE, large.code);
    assertTrue(
        large.err.endsWith("larger than the limit of 1024 bytes: --max-input raises it\n"),
        large.err);
    Run piped = Run.of(new byte[2000], PLAIN, "inspect", "--max-input", "1999");
    assertTrue(
        piped.err.contains("standard input: larger than the limit of 1999 bytes"), piped.err);
    assertEquals(ExitCode.USAGE, Run.of("inspect", "--max-input", "1T", file).code);
  }

  @Test
  void limitsAreForOtherCommandsToo() throws Exception {
    KeyFolder keys = new KeyFolder(folder);
    String key = keys.keygen("k", "--alg", "ESP256");
    String gcm = keys.keygen("g", "--alg", "A128GCM");
    String content = Samples.write(folder, "content", "content");
    String signed = Samples.write(folder, "s", KeyFolder.good("sign", "--key", key, content).data);
    String encrypted =
        Samples.write(folder, "e", KeyFolder.good("encrypt", "--key", gcm, content).data);
    for (String limit : List.of("--max-items", "--max-depth")) {
      Run verify = Run.of("verify", limit, "2", "--key", key, signed);
      assertEquals(ExitCode.REJECTED, verify.code, verify::toString);
      assertTrue(
          verify.out.replaceAll("\\s+", " ").contains(limit + " raises the limit"), verify.out);
      Run decrypt = Run.of("decrypt", limit, "2", "--key", gcm, encrypted);
      assertEquals(ExitCode.REJECTED, decrypt.code, decrypt::toString);
    }
    for (String[] command :
        List.of(
            new String[] {"verify", "--key", key, signed},
            new String[] {"decrypt", "--key", gcm, encrypted},
            new String[] {"sign", "--key", key, content},
            new String[] {"encrypt", "--key", gcm, content},
            new String[] {"key", "convert", key},
            new String[] {"key", "thumbprint", key})) {
      Run run = Run.of(Samples.concat(command, "--max-input", "5"));
      assertEquals(ExitCode.USAGE, run.code, run::toString);
      assertTrue(run.err.contains("larger than the limit of 5 bytes"), run.err);
    }
  }

  @Test
  void limitsAreForNotationToo() throws Exception {
    String items = Samples.write(folder, "items", "[1, 2, 3]");
    String deep = Samples.write(folder, "deep", "[".repeat(80) + "]".repeat(80));
    String deepest = Samples.write(folder, "deepest", "[".repeat(140) + "]".repeat(140));
    KeyFolder.good("inspect", "--input", "edn", "--max-items", "4", items);
    KeyFolder.good("inspect", "--input", "edn", "--max-depth", "90", deep);
    overLimit("--max-items raises the limit", "--max-items", "3", items);
    overLimit("--max-depth raises the limit, up to 128", "--max-depth", "79", deep);
    overLimit("nested deeper than 128 levels", "--max-depth", "1000", deepest);
    String key = new KeyFolder(folder).keygen("k", "--alg", "A128GCM");
    for (String command : List.of("verify", "decrypt")) {
      Run run = Run.of(command, "--key", key, "--input", "edn", "--max-items", "3", items);
      assertEquals(ExitCode.USAGE, run.code, run::toString);
    }
  }

  private static void overLimit(String advice, String... how) {
    Run run = Run.of(Samples.concat(new String[] {"inspect", "--input", "edn"}, how));
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.endsWith(advice + "\n"), run.err);
    assertTrue(run.err.contains(": over a limit, at character "), run.err);
  }

  /** What no option raises is not said to be raised by one. */
  @Test
  void limitsThatNoOptionRaisesAreTold() throws Exception {
    String keys = "[" + "{1: 4, -1: 'k'},".repeat(1025) + "0]";
    for (String file :
        List.of(
            Samples.write(folder, "keys", keys), Samples.write(folder, "nest", "{[[[1]]]: 2}"))) {
      Run run = Run.of("inspect", "--input", "edn", "--as", "key", file);
      assertTrue(run.out.contains("LIMIT EXCEEDED") || run.err.contains("over a limit"), run.err);
      assertFalse((run.out + run.err).contains("--max-"), run::toString);
    }
  }

  @Test
  void harmlessDeviationsAreReadWithARemark() {
    for (String hex : List.of("8443a10126a118218041784179", "8443a10126a1182181410041784179")) {
      Run run = Run.of("inspect", "--hex", hex);
      assertEquals(ExitCode.GOOD, run.code, run::toString);
      assertTrue(run.out.startsWith("--hex: COSE_Sign1, "), run.out);
      assertTrue(run.out.contains("At offset "), run.out);
      assertTrue(Run.of("inspect", "--json", "--hex", hex).out.contains("\"At offset "));
      Run strict = Run.of("inspect", "--strict", "--hex", hex);
      assertEquals(ExitCode.REJECTED, strict.code, strict::toString);
      assertTrue(strict.out.contains("WRONG_LENGTH"), strict.out);
    }
    // A MAC is not taken for a signature because of it.
    Run mac = Run.of("inspect", "--hex", "8443a10105a118218041784179");
    assertTrue(mac.out.startsWith("--hex: COSE_Mac0, "), mac.out);
  }
}
