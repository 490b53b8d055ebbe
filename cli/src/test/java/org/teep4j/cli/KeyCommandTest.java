package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;

class KeyCommandTest {
  @TempDir private Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aKeyGoesThroughAllFormsAndBack() throws Exception {
    for (String algorithm : new String[] {"ES256", "Ed25519", "PS256", "A256KW", "HMAC 256/256"}) {
      String first = file("key.cbor");
      Run.of("keygen", "--alg", algorithm, "--kid", "k", "-o", first, "--force");
      String last = first;
      for (String ending : new String[] {"jwk", "diag", "hex", "back.cbor"}) {
        String next = file("key." + ending);
        Run run =
            ending.equals("hex")
                ? Run.of("key", "convert", last, "-o", next, "--force", "--hex")
                : Run.of("key", "convert", last, "-o", next, "--force");
        assertEquals(ExitCode.GOOD, run.code, run::toString);
        assertEquals("", run.err);
        last = next;
      }
      assertArrayEquals(Files.readAllBytes(Path.of(first)), Files.readAllBytes(Path.of(last)));
    }
  }

  @Test
  void pemTakesIdentifierAndAlgorithmBack() throws Exception {
    String cbor = file("key.cbor");
    Run.of("keygen", "--alg", "ES256", "--kid", "k", "-o", cbor);
    Run written = Run.of("key", "convert", cbor, "-o", file("key.pem"));
    assertEquals("teep4j: note: pem has no place for kid, alg\n", written.err);
    Run back = Run.of("key", "convert", file("key.pem"), "--alg", "ES256", "--kid", "k");
    assertArrayEquals(Files.readAllBytes(Path.of(cbor)), back.data);
  }

  /**
   * JOSE calls it ES256, which permits something else in COSE; and none of the HMACs of 64 bits.
   */
  @Test
  void jwkHasNoAlgorithmThatJoseDoesNotHave() throws Exception {
    for (String algorithm : new String[] {"ESP256", "ECDH-ES + A128KW", "HMAC 256/64"}) {
      Run.of("keygen", "--alg", "ES256", "-o", file("key"), "--force");
      Run run = Run.of("key", "convert", "--alg", algorithm, "--to", "jwk", file("key"));
      String name = "teep4j: note: jwk has no place for alg " + algorithm;
      assertEquals(name + ", for which JOSE has no name\n", run.err);
      assertFalse(run.out.contains("alg"), run.out);
    }
    String own = Samples.write(folder, "own.diag", "{1:4, 3:-70000, -1:h'6b6b6b6b'}");
    assertFalse(Run.of("key", "convert", "--to", "jwk", own).out.contains("alg"));
  }

  @Test
  void pemMayHaveBytesAndBlocksAroundTheKey() throws Exception {
    CoseKey author = Samples.author();
    String pem = CoseKeys.toPem(author.toPublic());
    String request =
        "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n";
    byte[] text =
        ("friendlyName: Schl\u00fcssel\n" + request + pem).getBytes(StandardCharsets.ISO_8859_1);
    String file = Samples.write(folder, "key.pem", text);
    assertEquals(author.thumbprint().toHex() + "\n", Run.of("key", "thumbprint", file).out);
    CoseKey other = CoseKeys.generate(CoseAlgorithm.ES256).toPublic();
    String two = Samples.write(folder, "two.pem", pem + CoseKeys.toPem(other));
    Run refused = Run.of("key", "thumbprint", two);
    assertEquals(ExitCode.USAGE, refused.code);
    assertTrue(refused.err.contains("two.pem: several keys, and one is needed here"), refused.err);
  }

  @Test
  void aPublicKeyHasNoSecretInAnyForm() throws Exception {
    String cbor = file("key.cbor");
    Run.of("keygen", "--alg", "ES256", "-o", cbor);
    for (String form : new String[] {"cbor", "diag", "jwk", "pem"}) {
      String open = file("public." + form);
      Run run = Run.of("key", "convert", "--public", cbor, "-o", open);
      assertEquals(ExitCode.GOOD, run.code, run::toString);
      assertFalse(KeyFile.read(open, new StandardInput(null)).key().isPrivate(), form);
    }
  }

  @Test
  void theOwnerAloneReadsAConvertedSecret() throws Exception {
    Run.of("keygen", "--alg", "ES256", "-o", file("k"));
    Run.of("key", "convert", file("k"), "-o", file("k.pem"));
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("k.pem"))));
    }
  }

  @Test
  void standardInputIsReadAndTextIsShownOnAScreen() throws Exception {
    Terminal screen = new Terminal(80, false, true, false);
    byte[] jwk = Samples.jwk(Samples.author()).getBytes(StandardCharsets.UTF_8);
    Run shown = Run.of(jwk, screen, "key", "convert", "--to", "diag", "-");
    assertEquals(ExitCode.GOOD, shown.code, shown::toString);
    String text = new String(shown.data, StandardCharsets.UTF_8);
    assertTrue(text.contains("/ kty / 1: 2 / EC2 /"), text);
    assertTrue(text.contains("/ kid / 2: 'author-1'"), text);
    Run refused = Run.of(jwk, screen, "key", "convert", "-");
    assertEquals(ExitCode.USAGE, refused.code);
    assertTrue(refused.err.contains("would go to the screen"), refused.err);
  }

  @Test
  void thumbprintsAreThoseOfTheLibrary() throws Exception {
    CoseKey author = Samples.author();
    String secret = Samples.write(folder, "a.cbor", author.toByteArray());
    String open = Samples.write(folder, "a.jwk", Samples.jwk(Samples.author()));
    String expected = author.thumbprint().toHex();
    assertEquals(expected + "\n", Run.of("key", "thumbprint", secret).out);
    assertEquals(
        expected + "  " + secret + "\n" + expected + "  " + open + "\n",
        Run.of("key", "thumbprint", secret, open).out);
    Run base64 = Run.of("key", "thumbprint", "--base64url", secret);
    assertArrayEquals(
        author.thumbprint().toByteArray(), Base64.getUrlDecoder().decode(base64.lastLine()));
    assertEquals(96, Run.of("key", "thumbprint", "--hash", "sha-384", secret).lastLine().length());
    assertEquals(128, Run.of("key", "thumbprint", "--hash", "SHA512", secret).lastLine().length());
  }

  /** The example of RFC 9679, Section 6. */
  @Test
  void thePublishedThumbprintIsTold() throws Exception {
    String key =
        Samples.write(
            folder,
            "rfc9679.diag",
            "{1: 2, -1: 1,"
                + " -2: h'65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d',"
                + " -3: h'1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c',"
                + " 2: 'kid'}");
    assertEquals(
        "496bd8afadf307e5b08c64b0421bf9dc01528a344a43bda88fadd1669da253ec",
        Run.of("key", "thumbprint", key).lastLine());
  }

  @Test
  void aThumbprintOfASecretComesWithAWarning() throws Exception {
    String secret = file("s");
    Run.of("keygen", "--alg", "A128KW", "-o", secret);
    Run run = Run.of("key", "thumbprint", secret);
    assertEquals(ExitCode.GOOD, run.code);
    assertTrue(run.err.contains("confirms a correct guess"), run.err);
  }

  @Test
  void wrongUsageSaysWhatToDo() throws Exception {
    String symmetric = file("s");
    Run.of("keygen", "--alg", "A128KW", "-o", symmetric);
    String other = Samples.write(folder, "other", "{1: 99, -1: h'01'}");
    String text = Samples.write(folder, "text", "no key at all");
    usage("a command is missing", "key");
    usage("no part of a symmetric key is public", "key", "convert", "--public", symmetric);
    usage("has no form in PEM", "key", "convert", "--to", "pem", symmetric);
    usage("has no form in JWK: --to cbor and --to diag", "key", "convert", "--to", "jwk", other);
    usage("has no public key", "key", "convert", "--public", other);
    usage("has no thumbprint", "key", "thumbprint", other);
    usage("text: not a key: ", "key", "thumbprint", text);
    usage("missing: no such file", "key", "convert", file("missing"));
    usage("none of sha-256, sha-384 and sha-512", "key", "thumbprint", "--hash", "md5", symmetric);
    usage("- can be one of the inputs", "key", "thumbprint", symmetric, "-", "-");
  }

  private void usage(String reason, String... args) throws Exception {
    byte[] in = Samples.author().toByteArray();
    Run run = Run.of(in, new Terminal(80, false, false, false), args);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.contains("teep4j: ") && run.err.contains(reason), run.err);
    assertEquals("", run.out);
    assertEquals(0, run.data.length);
  }

  @Test
  void keysThatAreNotKnownAreKept() throws Exception {
    String other = Samples.write(folder, "other", "{1: 99, 3: -7, -1: h'01'}");
    Run run = Run.of("key", "convert", "--to", "cbor", other);
    assertEquals(
        CoseAlgorithm.ES256.label(),
        CoseKey.decode(Bytes.wrap(run.data)).algorithmId().orElseThrow());
  }
}
