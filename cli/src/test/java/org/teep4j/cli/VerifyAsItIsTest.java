package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.SymmetricKey;

/** Messages as deployed software makes them, verified with what the user knows about them. */
class VerifyAsItIsTest {
  private static final String VALID = "2026-11-23T00:00:00Z";

  @TempDir private Path folder;
  private KeyFolder keys;
  private String content;

  @BeforeEach
  void writeContent() throws Exception {
    keys = new KeyFolder(folder);
    content = Samples.write(folder, "content", "content");
  }

  private static Run rejected(String reason, String... how) {
    Run run = Run.of(Samples.concat(new String[] {"verify"}, how));
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertTrue(run.out.replaceAll("\\s+", " ").contains(reason), run.out);
    return run;
  }

  private static Run verified(String... how) {
    return KeyFolder.good(Samples.concat(new String[] {"verify"}, how));
  }

  private String sign(String... how) {
    String file = keys.file("m.cose");
    String[] all = {"sign", "--force", "-o", file, content};
    KeyFolder.good(Samples.concat(all, how));
    return file;
  }

  /** A COSE_Sign1 with these headers, signed on P-384 with SHA-256. */
  private String sha256OnP384(String headers, KeyPair pair) throws Exception {
    Bytes inProtected = headers.isEmpty() ? Bytes.empty() : Edn.parse(headers);
    CborWriter structure = new CborWriter();
    structure.beginArray().writeText("Signature1").writeBytes(inProtected);
    structure.writeBytes(Bytes.empty()).writeBytes(Bytes.ofUtf8("content")).endArray();
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(pair.getPrivate());
    signature.update(structure.toByteArray());
    CborWriter message = new CborWriter().writeTag(18);
    message.beginArray().writeBytes(inProtected).writeEncodedItem(Edn.parse("{}"));
    message.writeBytes(Bytes.ofUtf8("content")).writeBytes(Bytes.wrap(signature.sign()));
    return Samples.write(folder, "m.cose", message.endArray().toByteArray());
  }

  @Test
  void theUserMayNameTheAlgorithm() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    KeyPair pair = generator.generateKeyPair();
    String key = Samples.write(folder, "key.pem", CoseKeys.toPem(CoseKeys.of(pair).toPublic()));

    String es256 = sha256OnP384("{1: -7}", pair);
    rejected("alg is ES256, expected ESP384", "--key", key, es256);
    rejected("does not verify", "--key", key, "--alg", "ES256", "--aad", content, es256);
    assertTrue(verified("--key", key, "--alg", "ES256", es256).out.contains("algorithm  ES256"));
    rejected("alg is ES256, expected ES384", "--key", key, "--alg", "ES384", es256);

    String nameless = sha256OnP384("", pair);
    rejected(
        "the protected header has no alg: if it names none at all, --alg", "--key", key, nameless);
    Run run = verified("--key", key, "--alg", "ES256", nameless);
    assertTrue(run.out.contains("  algorithm  ES256\n"), run.out);
    Run unfit = Run.of("verify", "--key", key, "--alg", "Ed25519", nameless);
    assertEquals(ExitCode.REJECTED, unfit.code, unfit::toString);
  }

  @Test
  void theUserMayNameTheAlgorithmOfAMacWithRecipients() throws Exception {
    CoseKey secret = SymmetricKey.of(Bytes.wrap(new byte[32]));
    String key =
        Samples.write(folder, "key", secret.withAlgorithm(CoseAlgorithm.HMAC_256).toByteArray());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    byte[] tag = mac.doFinal(Edn.parse("[\"MAC\", h'', h'', 'content']").toByteArray());
    String hex = HexFormat.of().formatHex(tag);
    String nameless =
        Samples.write(
            folder,
            "m.cose",
            Edn.parse("97([h'', {}, 'content', h'" + hex + "', [[h'', {1: -6}, h'']]])")
                .toByteArray());
    rejected("if it names none at all, --alg", "--key", key, nameless);
    Run run = verified("--key", key, "--alg", "HMAC 256/256", nameless);
    assertTrue(run.out.contains("HMAC 256/256"), run.out);
    rejected("content key", "--key", key, "--alg", "HMAC 256/64", nameless);
  }

  @Test
  void aParameterMayBeCriticalThatTheUserUnderstands() throws Exception {
    String key = keys.pair("k", "--alg", "ES256");
    String signed =
        sign(
            "--key",
            key,
            "--header",
            "2=[-70001, \"x\"]",
            "--header",
            "-70001=h'01'",
            "--header",
            "x={1: 2}");
    rejected("--understood says that you process it", "--key", key, signed);
    rejected("--understood", "--key", key, "--understood", "x", signed);
    verified("--key", key, "--understood", "-70001", "--understood", "x", signed);
  }

  @Test
  void ownParametersAreSigned() {
    String key = keys.pair("k", "--alg", "ES256");
    String signed =
        sign("--key", key, "--header", "99=\"a=b\"", "--unprotected-header", "note=[1, 2]");
    Run run = KeyFolder.good("inspect", signed);
    assertTrue(run.out.contains("99: \"a=b\""), run.out);
    assertTrue(run.out.contains("\"note\": [1, 2]"), run.out);
    for (String wrong : new String[] {"99", "=1", "99=[", "4=1", "2=[5]"}) {
      Run refused = Run.of("sign", "--key", key, "--header", wrong, content);
      assertEquals(ExitCode.USAGE, refused.code, refused::toString);
      assertTrue(refused.err.contains("--header: "), refused.err);
    }
  }

  @Test
  void everySignatureIsDemandedOnRequest() {
    String first = keys.pair("a", "--alg", "ES256");
    String second = keys.pair("b", "--alg", "Ed25519");
    for (String[] how : new String[][] {{}, {"--detached"}}) {
      String signed = sign(Samples.concat(how, "--key", first, "--key", second));
      String[] also =
          how.length == 0 ? new String[] {signed} : new String[] {"--detached", content, signed};
      verified(Samples.concat(new String[] {"--key", first + ".pub"}, also));
      rejected(
          "alg is",
          Samples.concat(new String[] {"--key", first + ".pub", "--every-signature"}, also));
      Run run =
          verified(
              Samples.concat(
                  new String[] {
                    "--key", first + ".pub", "--key", second + ".pub", "--every-signature"
                  },
                  also));
      assertTrue(run.out.contains("1 of 2\n  key        " + first.substring(0, 10)), run.out);
      assertTrue(run.out.contains("2 of 2\n  key        " + second.substring(0, 10)), run.out);
    }
  }

  @Test
  void aSecretMayBeAFileOfBytes() throws Exception {
    String secret = Samples.write(folder, "secret", new byte[32]);
    String mac = keys.file("mac");
    KeyFolder.good("mac", "--secret-file", secret, "--alg", "HMAC 256/256", "-o", mac, content);
    Run run = verified("--secret-file", secret, mac);
    assertTrue(run.out.contains("algorithm  HMAC 256/256"), run.out);
    verified("--secret-file", secret, "--alg", "HMAC 256/256", mac);
    rejected("alg is HMAC 256/256", "--secret-file", secret, "--alg", "HMAC 256/64", mac);
    rejected(
        "the MAC does not verify",
        "--secret-file",
        Samples.write(folder, "s2", "x".repeat(32)),
        mac);
    String empty = Samples.write(folder, "empty", "");
    Run none = Run.of("verify", "--secret-file", empty, mac);
    assertEquals(ExitCode.USAGE, none.code, none::toString);
    Run both = Run.of("mac", "--secret-file", secret, "--key", secret, content);
    assertTrue(both.err.contains("either --key, --secret-file or"), both.err);
  }

  @Test
  void outerTagsAreOpened() throws Exception {
    String key = keys.keygen("k", "--alg", "HMAC 256/256");
    String secret = keys.keygen("s", "--alg", "A128GCM");
    String made = keys.file("made");
    KeyFolder.good("mac", "--key", key, "-o", made, content);
    Bytes mac = Bytes.wrap(Files.readAllBytes(Path.of(made)));
    KeyFolder.good("encrypt", "--key", secret, "--force", "-o", made, content);
    Bytes encrypted = Bytes.wrap(Files.readAllBytes(Path.of(made)));
    for (String tags : new String[] {"d9d9f7", "d83d", "d9d9f7d83d"}) {
      Bytes outer = Bytes.fromHex(tags);
      verified("--key", key, write("m", outer, mac));
      KeyFolder.good(
          "decrypt", "--key", secret, "--force", "-o", made, write("e", outer, encrypted));
      Run damaged = rejected("", "--key", key, write("d", outer, mac.slice(0, mac.length() - 1)));
      assertTrue(damaged.out.contains("offset"), damaged.out);
    }
    // A CWT has a tag of COSE inside, and each tag comes once.
    rejected("tag 61", "--key", key, write("u", Bytes.fromHex("d83d"), mac.slice(1)));
    rejected("tag 55799", "--key", key, write("t", Bytes.fromHex("d9d9f7d9d9f7"), mac));
  }

  private String write(String name, Bytes outer, Bytes message) throws Exception {
    byte[] all = Arrays.copyOf(outer.toByteArray(), outer.length() + message.length());
    message.copyTo(all, outer.length());
    return Samples.write(folder, name, all);
  }

  private static String resource(String name) throws Exception {
    return Path.of(VerifyAsItIsTest.class.getResource(name).toURI()).toString();
  }

  @Test
  void certificatesMayComeFromElsewhere() throws Exception {
    Bytes der;
    try (var in = VerifyAsItIsTest.class.getResourceAsStream("signer.pem")) {
      der =
          Bytes.wrap(CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded());
    }
    String[] trusted = {"--trust-anchor", resource("root.pem"), "--time", VALID};

    String hash =
        Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(der.toByteArray())).toHex();
    String named =
        sign("--key", resource("signer.key.pem"), "--header", "34=[-16, h'" + hash + "']");
    rejected("", Samples.concat(trusted, named));
    Run run = verified(Samples.concat(trusted, "--certificate", resource("signer.pem"), named));
    assertTrue(run.out.contains("CN=Test Signer"), run.out);

    String open =
        sign(
            "--key",
            resource("signer.key.pem"),
            "--unprotected-header",
            "33=h'" + der.toHex() + "'");
    rejected("", Samples.concat(trusted, open));
    verified(Samples.concat(trusted, "--unprotected-certificates", open));
    rejected(
        "alg is ESP256, expected [ES256]",
        Samples.concat(trusted, "--unprotected-certificates", "--alg", "ES256", open));
    Run alone =
        Run.of("verify", "--key", resource("signer.pem"), "--unprotected-certificates", open);
    assertTrue(alone.err.contains("add --trust-anchor"), alone.err);
  }
}
