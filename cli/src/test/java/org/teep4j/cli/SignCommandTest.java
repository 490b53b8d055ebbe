package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;

class SignCommandTest {
  private static final byte[] CONTENT = "cafe is text here".getBytes(StandardCharsets.UTF_8);
  private static final Terminal PLAIN = new Terminal(80, false, false, false);

  @TempDir private Path folder;

  private String content;
  private String one;
  private String two;

  @BeforeEach
  void prepare() throws Exception {
    content = Samples.write(folder, "content", CONTENT);
    one = file("one");
    two = file("two");
    Run.of("keygen", "--alg", "ESP256", "--kid", "one", "-o", one, "--public", file("one.pub"));
    Run.of("keygen", "--alg", "Ed25519", "-o", two, "--public", file("two.pub"));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static Run good(String... args) {
    Run run = Run.of(args);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    return run;
  }

  @Test
  void whatIsSignedIsVerified() throws Exception {
    String signed = file("m.cose");
    Run run = good("sign", "--key", one, "-o", signed, content);
    assertTrue(run.out.startsWith(signed + ": signed\n  what       COSE_Sign1, "), run.out);
    assertTrue(run.out.contains("  kid        'one'\n  algorithm  ESP256\n"), run.out);
    String back = file("back");
    Run verified = good("verify", "--key", file("one.pub"), "-o", back, signed);
    assertTrue(verified.out.contains("COSE_Sign1, payload of 17 bytes"), verified.out);
    assertArrayEquals(CONTENT, Files.readAllBytes(Path.of(back)));
  }

  @Test
  void standardInputBecomesStandardOutput() throws Exception {
    Run signed = Run.of(CONTENT, PLAIN, "sign", "--key", one, "-");
    assertEquals(ExitCode.GOOD, signed.code, signed::toString);
    assertEquals("", signed.out);
    CoseSign1 message = CoseSign1.decode(Bytes.wrap(signed.data));
    assertEquals(Bytes.wrap(CONTENT), message.unverifiedPayload());
    assertEquals(Bytes.ofUtf8("one"), message.unverifiedHeaders().keyId().orElseThrow());

    Run verified = Run.of(signed.data, PLAIN, "verify", "--key", file("one.pub"), "-o", "-", "-");
    assertEquals(ExitCode.GOOD, verified.code, verified::toString);
    assertArrayEquals(CONTENT, verified.data);
    assertEquals("", verified.out);
    assertTrue(verified.err.startsWith("standard input: verified\n"), verified.err);
  }

  @Test
  void nothingIsGivenOutThatIsNotVerified() {
    Run signed = Run.of(CONTENT, PLAIN, "sign", "--key", one, "-");
    String out = file("out");
    Run refused = Run.of(signed.data, PLAIN, "verify", "--key", two, "-o", out, "-");
    assertEquals(ExitCode.REJECTED, refused.code, refused::toString);
    assertFalse(Files.exists(Path.of(out)));
    Run piped = Run.of(signed.data, PLAIN, "verify", "--key", two, "-o", "-", "-");
    assertEquals(ExitCode.REJECTED, piped.code);
    assertEquals(0, piped.data.length);
    assertTrue(piped.err.contains("NOT VERIFIED"), piped.err);
  }

  @Test
  void severalKeysMakeSeveralSignatures() throws Exception {
    String signed = file("m.cose");
    Run run = good("sign", "--key", one, "--key", two, "-o", signed, content);
    assertTrue(run.out.contains("  what       COSE_Sign, "), run.out);
    assertEquals(
        2, CoseSign.decode(Bytes.wrap(Files.readAllBytes(Path.of(signed)))).signatures().size());
    Run both = good("verify", "--all", "--key", one, "--key", two, signed);
    assertTrue(both.out.contains("  signature  1 of 2\n  key        " + one + "\n"), both.out);
    assertTrue(both.out.contains("  signature  2 of 2\n  key        " + two + "\n"), both.out);
    Run second = good("verify", "--key", two, signed);
    assertTrue(second.out.contains("1 of 2, not verified with any of the keys\n"), second.out);
    assertTrue(second.out.contains("  signature  2 of 2\n"), second.out);
  }

  @Test
  void allKeysMustVerifyIfThatIsDemanded() {
    String signed = file("m.cose");
    good("sign", "--key", one, "-o", signed, content);
    assertEquals(ExitCode.GOOD, Run.of("verify", "--key", two, "--key", one, signed).code);
    Run refused = Run.of("verify", "--all", "--key", two, "--key", one, signed);
    assertEquals(ExitCode.REJECTED, refused.code, refused::toString);
    String reason = "reason not verified with " + two + ": the message names another algorithm";
    assertTrue(refused.out.replaceAll("\\s+", " ").contains(reason), refused.out);
  }

  @Test
  void oneKeyMakesACoseSignIfThatIsWanted() throws Exception {
    Run run = good("sign", "--several", "--key", one, content);
    assertEquals(1, CoseSign.decode(Bytes.wrap(run.data)).signatures().size());
  }

  @Test
  void contentStaysOutsideIfDetached() throws Exception {
    String signed = file("m.cose");
    for (String[] keys : new String[][] {{"--key", one}, {"--key", one, "--several"}}) {
      String[] how = {"sign", "--detached", "--force", "-o", signed, content};
      good(Samples.concat(how, keys));
      good("verify", "--key", one, "--detached", content, signed);
      Run without = Run.of("verify", "--key", one, signed);
      assertEquals(ExitCode.REJECTED, without.code);
      assertTrue(
          without.out.contains("the payload or ciphertext is detached and none"), without.out);
      Run other = Run.of("verify", "--key", one, "--detached", one, signed);
      assertEquals(ExitCode.REJECTED, other.code);
      assertTrue(other.out.contains("the signature does not verify"), other.out);
    }
  }

  @Test
  void externalDataIsProtected() throws Exception {
    String signed = file("m.cose");
    String aad = Samples.write(folder, "aad", new byte[] {1, 2});
    good("sign", "--key", one, "--aad", aad, "-o", signed, content);
    good("verify", "--key", one, "--aad-hex", "01 02", signed);
    assertEquals(ExitCode.REJECTED, Run.of("verify", "--key", one, signed).code);
    assertEquals(
        ExitCode.REJECTED, Run.of("verify", "--key", one, "--aad-hex", "0103", signed).code);
  }

  @Test
  void headersAndTagAreAsAsked() throws Exception {
    CoseSign1 tagged =
        CoseSign1.decode(
            Bytes.wrap(good("sign", "--key", one, "--content-type", "text/plain", content).data));
    assertTrue(tagged.isTagged());
    assertEquals(
        CoseLabel.of("text/plain"), tagged.unverifiedHeaders().contentType().orElseThrow());
    Run run =
        good("sign", "--key", one, "--content-type", "60", "--kid", "x", "--untagged", content);
    CoseSign1 untagged = CoseSign1.decode(Bytes.wrap(run.data));
    assertFalse(untagged.isTagged());
    assertEquals(CoseLabel.of(60), untagged.unverifiedHeaders().contentType().orElseThrow());
    assertEquals(Bytes.ofUtf8("x"), untagged.unverifiedHeaders().keyId().orElseThrow());
    Run digits = good("sign", "--key", one, "--hex", content);
    assertTrue(new String(digits.data, StandardCharsets.US_ASCII).matches("d284[0-9a-f]+\n"));
  }

  @Test
  void aKeyWithoutAlgorithmIsToldOne() throws Exception {
    String rsa = file("rsa.pem");
    Run.of("keygen", "--alg", "PS256", "-o", rsa);
    usage("this RSA key names no algorithm: add --alg", "--key", rsa, content);
    for (String algorithm : new String[] {"PS384", "RS256", "RS384", "RS512"}) {
      Run signed = good("sign", "--key", rsa, "--alg", algorithm, content);
      Run verified = Run.of(signed.data, PLAIN, "verify", "--key", rsa, "-");
      assertTrue(verified.out.contains("algorithm  " + algorithm + "\n"), verified::toString);
    }
  }

  @Test
  void wrongUsageSaysWhatToDo() {
    usage("Missing required option: '--key=KEYFILE'", content);
    usage("a file, or - for standard input, is needed", "--key", one);
    usage("one.pub: this key cannot sign this: the key is public", "--key", one + ".pub", content);
    usage("the key is bound to alg -9", "--key", one, "--alg", "ES256", content);
    usage("content: not a key: ", "--key", content, content);
    usage("--kid and --x5chain are for one key", "--key", one, "--key", two, "--kid", "x", content);
    usage("give one of them", "--key", one, "--aad", content, "--aad-hex", "01", content);
    usage("--aad-hex: not an even number", "--key", one, "--aad-hex", "1", content);
    usage("missing: no such file", "--key", one, file("missing"));
    usage("- can be one of the inputs", "--key", one, "--aad", "-", "-");
    usage("exists already; --force replaces it", "--key", one, "-o", two, content);
    String symmetric = file("s");
    Run.of("keygen", "--alg", "A128KW", "-o", symmetric);
    usage("this key cannot sign this", "--key", symmetric, content);
  }

  private static void usage(String reason, String... args) {
    Run run = Run.of(Samples.concat(new String[] {"sign"}, args));
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.startsWith("teep4j: ") && run.err.contains(reason), run.err);
    assertEquals(0, run.data.length);
  }
}
