package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.cli.KeyFolder.good;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {
  private static final Terminal PLAIN = new Terminal(80, false, false, false);
  private static final Terminal WATCHED = new Terminal(80, false, false, true);

  @TempDir private Path folder;

  private KeyFolder keys;
  private String made;

  @BeforeEach
  void prepare() {
    keys = new KeyFolder(folder);
    made = keys.file("made");
  }

  private static byte[] megabytes(int count) {
    byte[] content = new byte[count << 20];
    new Random(1).nextBytes(content);
    return content;
  }

  private String sparse(long length) throws IOException {
    String file = keys.file("large");
    try (RandomAccessFile large = new RandomAccessFile(file, "rw")) {
      large.setLength(length);
    }
    return file;
  }

  private static Run pipe(byte[] in, String... args) {
    Run run = Run.of(in, PLAIN, args);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    return run;
  }

  @Test
  void megabytesGoThroughStandardInput() {
    byte[] content = megabytes(5);
    String key = keys.keygen("k", "--alg", "ESP256");
    pipe(content, "sign", "--detached", "--key", key, "-o", made, "-");
    Run verified = pipe(content, "verify", "--key", key, "--detached", "-", made);
    assertTrue(verified.out.contains("COSE_Sign1, detached payload of 5242880 bytes"));
    content[4_000_000] ^= 1;
    Run refused = Run.of(content, PLAIN, "verify", "--key", key, "--detached", "-", made);
    assertEquals(ExitCode.REJECTED, refused.code, refused::toString);
  }

  @Test
  void megabytesAreDecryptedAsTheyWere() throws Exception {
    byte[] content = megabytes(5);
    String apart = keys.file("apart");
    for (String algorithm : new String[] {"A256GCM", "ChaCha20/Poly1305"}) {
      String key = keys.keygen("k", "--alg", algorithm);
      pipe(content, "encrypt", "--force", "--key", key, "--detached", apart, "-o", made, "-");
      byte[] ciphertext = Files.readAllBytes(Path.of(apart));
      Run run = pipe(ciphertext, "decrypt", "--key", key, "--detached", "-", made);
      assertArrayEquals(content, run.data);
      ciphertext[3_000_000] ^= 1;
      Run refused = Run.of(ciphertext, PLAIN, "decrypt", "--key", key, "--detached", "-", made);
      assertEquals(ExitCode.REJECTED, refused.code);
      assertEquals(0, refused.data.length, "plaintext before the tag was checked");
    }
  }

  @Test
  void digitsAreWrittenOfDecryptedContentToo() throws Exception {
    String key = keys.keygen("k", "--alg", "A128GCM");
    String content = Samples.write(folder, "content", new byte[] {1, (byte) 0xab});
    good("encrypt", "--key", key, "--detached", keys.file("apart"), "-o", made, content);
    Run run = good("decrypt", "--hex", "--key", key, "--detached", keys.file("apart"), made);
    assertArrayEquals(new byte[] {'0', '1', 'a', 'b', '\n'}, run.data);
  }

  @Test
  void progressIsShownOfLargeContentToPeopleAlone() throws Exception {
    String key = keys.keygen("k", "--alg", "ESP256");
    String large = sparse(Content.WORTH_PROGRESS);
    String[] sign = {"sign", "--force", "--detached", "--key", key, "-o", made, large};
    Run watched = Run.of(new byte[0], WATCHED, sign);
    assertEquals(ExitCode.GOOD, watched.code);
    String begin = "\r\u001b[Kreading ";
    assertTrue(watched.err.startsWith(begin), watched.err);
    assertTrue(watched.err.contains("large: 50 %"), watched.err);
    assertTrue(watched.err.endsWith("\r\u001b[K"), "the line of progress stays");
    assertEquals("", good(sign).err);
    sparse(Content.WORTH_PROGRESS - 1);
    assertEquals("", Run.of(new byte[0], WATCHED, sign).err);
  }

  @Test
  void whatIsTooLargeForAMessageCanStayOutside() throws Exception {
    String key = keys.keygen("k", "--alg", "ESP256");
    String large = sparse(StandardInput.DEFAULT_LARGEST + 1L);
    Run refused = Run.of("sign", "--key", key, large);
    assertEquals(ExitCode.USAGE, refused.code);
    assertTrue(
        refused.err.endsWith(
            "large: larger than the limit of 64 MiB: see --detached; --max-input raises it\n"),
        refused.err);
    good("sign", "--max-input", "65M", "--key", key, "-o", keys.file("whole"), large);
    good("sign", "--detached", "--key", key, "-o", made, large);
    good("verify", "--key", key, "--detached", large, made);
  }

  @Test
  void aLongPipeIsKeptInAFileOfItsOwner() throws Exception {
    byte[] bytes = megabytes(1);
    Content kept =
        Content.spool("pipe", new ByteArrayInputStream(bytes), 1000, console(new StringWriter()));
    try (kept;
        InputStream first = kept.source().open();
        InputStream second = kept.source().open()) {
      assertEquals(bytes.length, kept.length());
      assertArrayEquals(bytes, first.readAllBytes());
      assertArrayEquals(bytes, second.readAllBytes());
    }
    boolean gone = false;
    try (InputStream in = kept.source().open()) {
      in.read();
    } catch (IOException expected) {
      gone = true;
    }
    assertTrue(gone, "the file stays");
  }

  private static Console console(StringWriter err) {
    return new Console(
        new StandardInput(InputStream.nullInputStream()),
        new ByteArrayOutputStream(),
        new PrintWriter(new StringWriter()),
        new PrintWriter(err),
        PLAIN);
  }

  @Test
  void whatCannotBeReadIsNamed() {
    String key = keys.keygen("k", "--alg", "ESP256");
    usage("missing: no such file", "sign", "--key", key, keys.file("missing"));
    usage(": is a folder", "sign", "--key", key, folder.toString());
    usage("missing: no such file", "verify", "--key", key, "--detached", keys.file("missing"), key);
    usage("--out is for content in", "verify", "--key", key, "--detached", key, "-o", made, key);
    assertFalse(Files.exists(Path.of(made)));
  }

  private static void usage(String reason, String... args) {
    Run run = Run.of(args);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.contains(reason), run.err);
  }
}
