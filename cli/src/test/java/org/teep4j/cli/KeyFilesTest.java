package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeySet;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.Ec2Key;

/** Key files as people have them: DER, encrypted keys, bundles and sets. */
class KeyFilesTest {

  /** {@code openssl pkcs8 -topk8 -iter 1} of a key on Ed25519; the passphrase is passphrase. */
  private static final String ENCRYPTED =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIGaMFYGCSqGSIb3DQEFDTBJMCgGCSqGSIb3DQEFDDAbBAh5mRSvX2180AIBATAM
      BggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQd2s/r77hZa0u70WZMnQC6gRAJM/C
      igY0RrMO5wC34MlXp0byqExnrkCDfxNRbCuc+F4T/OolDcYlippo2gExG9eZzbqE
      XrNWMhJt8niCVcG4xw==
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  private static final String ENCRYPTED_CKT =
      "a33bdf0ce39021ebb464a65e802d72efc55008d4ad30a71b818b5d07805defd0";

  @TempDir private Path folder;
  private String content;

  @BeforeEach
  void writeContent() throws Exception {
    content = Samples.write(folder, "content", "content");
  }

  private String write(String name, String text) throws Exception {
    return Samples.write(folder, name, text);
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  @Test
  void derIsReadWhereverAKeyIs() throws Exception {
    CoseKey key = CoseKeys.generate(CoseCurve.P384);
    String secret = Samples.write(folder, "key.der", der(CoseKeys.toPem(key)));
    String open = Samples.write(folder, "pub.der", der(CoseKeys.toPem(key.toPublic())));
    String hex = write("key.hex", Bytes.wrap(der(CoseKeys.toPem(key))).toHex());
    String signature = folder.resolve("signature").toString();
    for (String file : new String[] {secret, hex}) {
      KeyFolder.good("sign", "--key", file, "--force", "-o", signature, content);
      KeyFolder.good("verify", "--key", open, signature);
    }
    assertEquals(
        CoseKeys.toJwk(key) + "\n",
        written(KeyFolder.good("key", "convert", "--to", "jwk", secret)));
    byte[] damaged = der(CoseKeys.toPem(key));
    damaged[damaged.length - 1] ^= 1;
    Run run = Run.of("key", "convert", Samples.write(folder, "damaged.der", damaged));
    assertEquals(ExitCode.USAGE, run.code);
    assertTrue(run.err.contains("damaged.der: not a key: INVALID_KEY"), run.err);
  }

  @Test
  void thePassphraseComesFromAFile() throws Exception {
    String pass = write("pass", "passphrase\nignored\n");
    for (String file :
        new String[] {
          write("key.pem", ENCRYPTED), Samples.write(folder, "key.der", der(ENCRYPTED))
        }) {
      String[] thumbprint = {"key", "thumbprint", file, "--passphrase-file"};
      assertEquals(ENCRYPTED_CKT + "\n", KeyFolder.good(Samples.concat(thumbprint, pass)).out);
      Run wrong = Run.of(Samples.concat(thumbprint, content));
      assertEquals(ExitCode.USAGE, wrong.code);
      assertEquals(
          "teep4j: " + file + ": the passphrase is wrong, or the file is damaged\n", wrong.err);
      assertEquals(
          "teep4j: "
              + file
              + ": encrypted: --passphrase-file FILE gives its passphrase, if it cannot be typed\n",
          Run.of("key", "thumbprint", file).err);
    }
  }

  @Test
  void thePassphraseIsAskedForOnceForEachFile() throws Exception {
    String key = write("key.pem", ENCRYPTED);
    String two = write("two.pem", ENCRYPTED + CoseKeys.toPem(CoseKeys.generate(CoseCurve.P256)));
    String signature = folder.resolve("signature").toString();
    AtomicInteger asked = new AtomicInteger();
    StringWriter err = new StringWriter();
    Passphrases.Prompt prompt =
        file -> {
          asked.incrementAndGet();
          return "passphrase".toCharArray();
        };
    Console console =
        new Console(
            new StandardInput(new ByteArrayInputStream(new byte[0]), true, prompt),
            OutputStream.nullOutputStream(),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            new Terminal(80, false, false, false));
    Run run = Run.of(console, err, "sign", "--key", key, "-o", signature, content);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertEquals(1, asked.get());
    Run verified = Run.of(console, err, "verify", "--key", two, signature);
    assertEquals(ExitCode.GOOD, verified.code, verified::toString);
    assertEquals(2, asked.get());
  }

  @Test
  void eachKeyOfABundleMayHaveSigned() throws Exception {
    CoseKey first = CoseKeys.generate(CoseCurve.P256);
    CoseKey second = CoseKeys.generate(CoseCurve.ED25519);
    String bundle =
        write(
            "bundle.pem",
            CoseKeys.toPem(first.toPublic())
                + CoseKeys.toPem(second.toPublic())
                + CoseKeys.toPem(first.toPublic()));
    String signature = folder.resolve("signature").toString();
    for (CoseKey key : new CoseKey[] {first, second}) {
      String secret = Samples.write(folder, "key", key.toByteArray());
      KeyFolder.good("sign", "--key", secret, "--force", "-o", signature, content);
      String number = key.equals(first) ? "1" : "2";
      Run run = KeyFolder.good("verify", "--key", bundle, signature);
      assertTrue(run.out.contains("bundle.pem, key " + number + " of 3"), run.out);
    }
  }

  @Test
  void listsWhatIsInAFile() throws Exception {
    CoseKey key =
        CoseKeys.generate(CoseCurve.P256)
            .withAlgorithm(CoseAlgorithm.ES256)
            .withKeyId(Bytes.ofUtf8("author"));
    CoseKey secret = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    String set = Samples.write(folder, "set", CoseKeySet.of(key, secret).toByteArray());
    String jkt =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(CoseKeys.jwkThumbprint(key).toByteArray());
    Run run = KeyFolder.good("key", "list", set);
    assertEquals(
        set
            + ", key 1 of 2: private key on P-256 for ES256\n"
            + "  kid        'author'\n"
            + "  ckt        "
            + key.thumbprint().toHex()
            + "\n  jkt        "
            + jkt
            + "\n"
            + set
            + ", key 2 of 2: symmetric key of 256 bits for HMAC 256/256\n"
            + "  thumbprints not shown: they would confirm a correct guess of the secret\n",
        run.out);

    String unknown = write("unknown.diag", "{1: 2, -1: 300, -2: h'01', -3: h'02'}");
    Run listed =
        KeyFolder.good("key", "list", unknown, write("odd.diag", "{1: 99, 4: [\"x\", 1]}"));
    assertTrue(
        listed.out.contains("a type or on a curve that is not supported\n  ckt"), listed.out);
    assertTrue(listed.out.contains("key_ops    x, sign"), listed.out);
    assertTrue(listed.out.contains("ckt        none: "), listed.out);
  }

  @Test
  void aJwkWithoutLeadingZerosIsReadOnRequest() throws Exception {
    Ec2Key key = null;
    for (int d = 1; key == null || key.x().unsignedByteAt(0) != 0; d++) {
      byte[] scalar = new byte[32];
      scalar[30] = (byte) (d >> 8);
      scalar[31] = (byte) d;
      key = Ec2Key.ofPrivate(CoseCurve.P256, Bytes.wrap(scalar));
    }
    String whole = base64(key.x().toByteArray());
    String cut = base64(key.x().slice(1).toByteArray());
    String file = write("short.jwk", CoseKeys.toJwk(key).replace(whole, cut));
    Run refused = Run.of("key", "convert", file);
    assertEquals(ExitCode.USAGE, refused.code);
    String detail =
        "x has 31 bytes, and on P-256 takes 32, leading zeros included (RFC 7518, Section 6.2.1.2)";
    assertEquals(
        "teep4j: "
            + file
            + ": not a key: "
            + detail
            + ": teep4j key convert --lenient adds the zeros\n",
        refused.err);
    Run read = KeyFolder.good("key", "convert", "--lenient", "--to", "jwk", file);
    assertEquals(CoseKeys.toJwk(key) + "\n", written(read));
    assertEquals("teep4j: note: read past: " + detail + "\n", read.err);
  }

  private static String written(Run run) {
    return new String(run.data, StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return new String(
        Base64.getUrlEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
  }
}
