package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.cli.KeyFolder.good;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.SymmetricKey;

class EncryptCommandTest {
  private static final byte[] CONTENT = "0a0b is text here".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private KeyFolder keys;
  private String content;
  private String made;

  @BeforeEach
  void prepare() throws Exception {
    keys = new KeyFolder(folder);
    content = Samples.write(folder, "content", CONTENT);
    made = keys.file("m.cose");
  }

  private void roundTrip(String key, String... how) {
    String[] encrypt = {"encrypt", "--force", "-o", made, content};
    good(Samples.concat(encrypt, how));
    Run decrypted = good("decrypt", "--key", key, made);
    assertArrayEquals(CONTENT, decrypted.data, String.join(" ", how));
    assertEquals("", decrypted.out + decrypted.err);
  }

  @Test
  void theSharedKeyDecrypts() throws Exception {
    for (String algorithm : new String[] {"A128GCM", "AES-CCM-16-64-128", "ChaCha20/Poly1305"}) {
      String key = keys.keygen("k", "--alg", algorithm, "--kid", "k");
      roundTrip(key, "--key", key);
      CoseEncrypt0 message = CoseEncrypt0.decode(Bytes.wrap(Files.readAllBytes(Path.of(made))));
      assertEquals(Bytes.ofUtf8("k"), message.unverifiedHeaders().keyId().orElseThrow());
      roundTrip(key, "--recipient", key);
    }
  }

  /** {@code alg} is absent, as the application knows it (RFC 9052, Appendix A). */
  @Test
  void theUserMayNameTheAlgorithm() throws Exception {
    byte[] secret = new byte[16];
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    GCMParameterSpec iv = new GCMParameterSpec(128, new byte[12]);
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "AES"), iv);
    cipher.updateAAD(Edn.parse("[\"Encrypt0\", h'', h'']").toByteArray());
    String ciphertext = HexFormat.of().formatHex(cipher.doFinal(CONTENT));
    String headers = "16([h'', {5: h'000000000000000000000000'}, h'" + ciphertext + "'])";
    String nameless = Samples.write(folder, "nameless", Edn.parse(headers).toByteArray());
    String key = Samples.write(folder, "any", SymmetricKey.of(Bytes.wrap(secret)).toByteArray());
    String bound = keys.keygen("bound", "--alg", "A128GCM");

    assertArrayEquals(CONTENT, good("decrypt", "--key", key, "--alg", "A128GCM", nameless).data);
    Run none = Run.of("decrypt", "--key", bound, nameless);
    assertEquals(ExitCode.REJECTED, none.code, none::toString);
    assertTrue(none.err.replaceAll("\\s+", " ").contains("--alg gives it"), none::toString);
    Run other = Run.of("decrypt", "--key", bound, "--alg", "A256GCM", nameless);
    assertEquals(ExitCode.REJECTED, other.code, other::toString);
    assertTrue(other.err.contains("A256GCM"), other::toString);

    good("encrypt", "--force", "--key", bound, "-o", made, content);
    assertArrayEquals(CONTENT, good("decrypt", "--key", bound, "--alg", "A128GCM", made).data);
    Run named = Run.of("decrypt", "--key", bound, "--alg", "A256GCM", made);
    assertEquals(ExitCode.REJECTED, named.code, named::toString);
  }

  /** A certificate alone does not stand in an array (RFC 9360, Section 2), and nobody needs it. */
  @Test
  void whatNoKeyProtectsIsReadPastOnRequest() throws Exception {
    String key = keys.keygen("k", "--alg", "A128GCM");
    String wrong = keys.keygen("w", "--alg", "A128GCM");
    String hex = HexFormat.of().formatHex(good("encrypt", "--key", key, content).data);
    assertTrue(hex.contains("a1054c"), hex);
    String file = Samples.write(folder, "m", hex.replaceFirst("a1054c", "a21821814100054c"));
    Run strict = Run.of("decrypt", "--key", key, file);
    assertEquals(ExitCode.REJECTED, strict.code, strict::toString);
    assertEquals(0, strict.data.length);
    assertTrue(strict.err.contains("WRONG_LENGTH at offset"), strict.err);
    Run run = good("decrypt", "--lenient", "--key", key, file);
    assertArrayEquals(CONTENT, run.data);
    assertTrue(run.err.startsWith("teep4j: note: read past in " + file + ": at offset "), run.err);
    assertEquals(1, run.err.lines().count(), run.err);
    Run refused = Run.of("decrypt", "--lenient", "--key", wrong, file);
    assertEquals(ExitCode.REJECTED, refused.code, refused::toString);
    assertEquals(0, refused.data.length);
  }

  @Test
  void everyMethodBringsTheKey() throws Exception {
    String wrap = keys.keygen("wrap", "--alg", "A128KW");
    roundTrip(wrap, "--recipient", wrap);
    String secret = keys.keygen("secret", "--alg", "direct+HKDF-SHA-256");
    roundTrip(secret, "--recipient", secret);
    String rsa = keys.pair("rsa.pem", "--alg", "RSAES-OAEP w/ SHA-256");
    roundTrip(rsa, "--recipient", rsa + ".pub");
    for (String curve : new String[] {"P-256", "P-521", "X25519", "X448"}) {
      String pair = keys.pair("pair", "--curve", curve);
      roundTrip(pair, "--recipient", pair + ".pub", "--recipient-alg", "ECDH-ES+A128KW");
      roundTrip(pair, "--recipient", pair + ".pub", "--recipient-alg", "ECDH-ES+HKDF-512");
    }
    String bound = keys.pair("bound.jwk", "--alg", "ECDH-ES + A192KW", "--curve", "X25519");
    roundTrip(bound, "--recipient", bound + ".pub");
  }

  @Test
  void twoStaticKeysAgree() throws Exception {
    String sender = keys.pair("sender", "--curve", "P-256");
    String pair = keys.pair("pair", "--alg", "ECDH-SS+A128KW", "--curve", "P-256");
    good("encrypt", "--recipient", pair + ".pub", "--sender", sender, "-o", made, content);
    Run run = good("decrypt", "--key", pair, "--sender", sender + ".pub", made);
    assertArrayEquals(CONTENT, run.data);
    Run without = Run.of("decrypt", "--key", pair, made);
    assertEquals(ExitCode.USAGE, without.code);
    assertTrue(without.err.contains("needs the sender's key too: add --sender"), without.err);
    String other = keys.pair("other", "--curve", "P-256");
    reject(
        "the recipient is not as its algorithm demands",
        "--key",
        pair,
        "--sender",
        other + ".pub",
        made);
    String unbound = keys.keygen("unbound", "--curve", "P-256");
    Run hint = Run.of("decrypt", "--key", unbound, made);
    assertTrue(hint.err.contains("add --sender"), hint::toString);
  }

  @Test
  void hpkeEncryptsContentAndKeys() throws Exception {
    String integrated = keys.pair("i", "--alg", "HPKE-0");
    roundTrip(integrated, "--key", integrated + ".pub");
    String pair = keys.pair("p", "--alg", "HPKE-4-KE", "--kid", "p");
    roundTrip(pair, "--recipient", pair + ".pub");
    usage("encrypts the content itself: give the key as --key", "--recipient", integrated, content);

    String psk = keys.keygen("psk", "--alg", "A256GCM", "--kid", "psk");
    for (String[] how : new String[][] {{"--key", integrated}, {"--recipient", pair}}) {
      String[] encrypt = {"encrypt", "--force", "--psk", psk, "-o", made, content};
      good(Samples.concat(encrypt, how[0], how[1] + ".pub"));
      Run run = good("decrypt", "--key", how[1], "--psk", psk, made);
      assertArrayEquals(CONTENT, run.data);
      reject(".*", "--key", how[1], made);
    }
    usage("not a pre-shared key", "--key", integrated, "--psk", pair, content);
  }

  @Test
  void eachOfSeveralRecipientsDecrypts() throws Exception {
    String wrap = keys.keygen("wrap", "--alg", "A256KW");
    String curve = keys.pair("curve.jwk", "--curve", "X25519");
    String rsa = keys.pair("rsa.pem", "--alg", "RSAES-OAEP w/ SHA-512");
    String hpke = keys.pair("hpke", "--alg", "HPKE-7-KE");
    String[] all = {
      "--recipient", wrap, "--recipient", curve + ".pub", "--recipient", hpke + ".pub"
    };
    for (String key : new String[] {wrap, curve, hpke}) {
      roundTrip(key, all);
    }
    CoseEncrypt message = CoseEncrypt.decode(Bytes.wrap(Files.readAllBytes(Path.of(made))));
    assertEquals(3, message.recipients().size());
    reject("no recipient of the message fits the key", "--key", rsa, made);
    String other = keys.keygen("other", "--alg", "A256KW");
    String shorter = keys.keygen("shorter", "--alg", "A128KW");
    reject("the content key cannot be recovered", "--key", shorter, "--key", other, made);
    Run second = good("decrypt", "--key", rsa, "--key", curve, "-o", keys.file("out"), made);
    assertTrue(second.out.contains("  key        " + curve + "\n"), second.out);
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("out")));
  }

  @Test
  void theCiphertextMayTravelApart() throws Exception {
    String key = keys.keygen("k", "--alg", "A128GCM");
    String wrap = keys.keygen("wrap", "--alg", "A128KW");
    String hpke = keys.pair("hpke", "--alg", "HPKE-3");
    String apart = keys.file("apart");
    for (String[] how : new String[][] {{"--key", key}, {"--recipient", wrap}, {"--key", hpke}}) {
      String[] encrypt = {"encrypt", "--force", "--detached", apart, "-o", made, content};
      good(Samples.concat(encrypt, how));
      assertEquals(CONTENT.length + 16, Files.size(Path.of(apart)));
      Run run = good("decrypt", "--key", how[1], "--detached", apart, made);
      assertArrayEquals(CONTENT, run.data);
      reject("the payload or ciphertext is detached and none was given", "--key", how[1], made);
      byte[] damaged = Files.readAllBytes(Path.of(apart));
      damaged[3] ^= 1;
      String other = Samples.write(folder, "damaged", damaged);
      reject("cannot be decrypted", "--key", how[1], "--detached", other, made);
    }
  }

  @Test
  void nothingIsWrittenThatIsNotAuthentic() throws Exception {
    String key = keys.keygen("k", "--alg", "A256GCM");
    String other = keys.keygen("other", "--alg", "A256GCM");
    good("encrypt", "--key", key, "--aad-hex", "0102", "-o", made, content);
    String out = keys.file("out");
    reject("the ciphertext cannot be decrypted", "--key", other, "--aad-hex", "0102", made);
    reject("the ciphertext cannot be decrypted", "--key", key, made);
    Run refused = Run.of("decrypt", "--key", key, "-o", out, made);
    assertEquals(ExitCode.REJECTED, refused.code, refused::toString);
    assertTrue(refused.out.startsWith(made + ": NOT DECRYPTED\n"), refused.out);
    assertFalse(Files.exists(Path.of(out)));
    try (var files = Files.list(folder)) {
      assertEquals(4, files.count(), "something was left behind");
    }
    Run good = good("decrypt", "--key", key, "--aad-hex", "0102", "-o", out, made);
    assertTrue(good.out.startsWith(out + ": decrypted\n  what       COSE_Encrypt0\n"), good.out);
    assertTrue(good.out.endsWith("  algorithm  A256GCM\n"), good.out);
  }

  @Test
  void whatAuthenticatesNothingHasToBePermittedTwice() throws Exception {
    String key = keys.keygen("k", "--alg", "A128CTR");
    usage(
        "authenticates nothing, and that has not been permitted: see --una", "--key", key, content);
    good("encrypt", "--unauthenticated", "--key", key, "-o", made, content);
    reject("authenticates nothing, which is not permitted: see --una", "--key", key, made);
    Run run = good("decrypt", "--unauthenticated", "--key", key, made);
    assertArrayEquals(CONTENT, run.data);
    usage(
        "protects neither headers", "--unauthenticated", "--aad-hex", "01", "--key", key, content);
  }

  /** A message must not choose what a key that names no algorithm is used for. */
  @Test
  void aKeyForKeyWrapIsNotUsedDirectlyUnasked() throws Exception {
    String key = Samples.write(folder, "k", "{1: 4, -1: h'" + "0b".repeat(16) + "'}");
    String[] direct = {"--recipient-alg", "direct"};
    String[] encrypt = {"encrypt", "--recipient", key, "--alg", "A128GCM", "-o", made, content};
    good(Samples.concat(encrypt, direct));
    reject("no recipient of the message fits the key", "--key", key, made);
    Run run = good(Samples.concat(new String[] {"decrypt", "--key", key, made}, direct));
    assertArrayEquals(CONTENT, run.data);
  }

  @Test
  void theContextOfKeyDerivationIsBound() throws Exception {
    String pair = keys.pair("pair", "--curve", "P-256");
    String other = "SUIT Payload Encryption";
    good("encrypt", "--recipient", pair + ".pub", "--kdf-other", other, "-o", made, content);
    Run run = good("decrypt", "--key", pair, "--kdf-other", other, made);
    assertArrayEquals(CONTENT, run.data);
    reject("the content key cannot be recovered", "--key", pair, made);
  }

  @Test
  void pipesWork() throws Exception {
    String key = keys.keygen("k", "--alg", "A128GCM");
    Terminal plain = new Terminal(80, false, false, false);
    Run made = Run.of(CONTENT, plain, "encrypt", "--hex", "--untagged", "--key", key, "-");
    assertEquals(ExitCode.GOOD, made.code, made::toString);
    assertTrue(new String(made.data, StandardCharsets.US_ASCII).matches("8343a10101[0-9a-f]+\n"));
    Run read = Run.of(made.data, plain, "decrypt", "--key", key, "-");
    assertArrayEquals(CONTENT, read.data);
    Terminal screen = new Terminal(80, false, true, false);
    Run refused = Run.of(made.data, screen, "decrypt", "--key", key, "-");
    assertEquals(ExitCode.USAGE, refused.code, refused::toString);
  }

  @Test
  void whatIsNoEncryptedMessageIsRejected() throws Exception {
    String key = keys.keygen("k", "--alg", "A128GCM");
    String signed = Samples.write(folder, "signed", Samples.signed(CONTENT));
    reject("COSE_Sign1 is not encrypted: see teep4j verify", "--key", key, signed);
    reject("TRUNCATED at offset", "--key", key, Samples.write(folder, "cut", "d083"));
    reject("tag 19 is none of COSE", "--key", key, Samples.write(folder, "tag", "d380"));
    reject("UNEXPECTED_TYPE at offset 0", "--key", key, Samples.write(folder, "map", "a0"));
  }

  private static void reject(String reason, String... how) {
    Run run = Run.of(Samples.concat(new String[] {"decrypt"}, how));
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertEquals(0, run.data.length);
    assertTrue(run.err.contains(": NOT DECRYPTED\n  reason     "), run::toString);
    String said = run.err.replaceAll("\\s+", " ");
    assertTrue(said.matches(".*(" + reason + ").*"), said);
  }

  @Test
  void wrongUsageSaysWhatToDo() throws Exception {
    String key = keys.keygen("k", "--alg", "A128GCM");
    String wrap = keys.keygen("wrap", "--alg", "A128KW");
    usage("either --key, --secret-file or --recipient is needed", content);
    usage("this key cannot encrypt: A128KW is no", "--key", wrap, content);
    usage("direct determines the key, alone", "--recipient", key, "--recipient", wrap, content);
    usage("--detached takes a file", "--key", key, "--detached", "-", content);
    usage("exists already", "--key", key, "--detached", wrap, "-o", made, content);
    assertFalse(Files.exists(Path.of(made)));
    String bare = Samples.write(folder, "bare", "{1: 4, -1: h'" + "0b".repeat(20) + "'}");
    usage("fits no key wrap", "--recipient", bare, content);
    usage("names no algorithm: add --alg, as A256GCM", "--key", bare, content);
    Run mac = Run.of("decrypt", "--key", wrap, sealed(key));
    assertEquals(ExitCode.REJECTED, mac.code, mac::toString);
    String said = mac.err.replaceAll("\\s+", " ");
    assertTrue(said.contains("this key cannot decrypt"), said);
  }

  private String sealed(String key) throws Exception {
    return Samples.write(folder, "sealed", good("encrypt", "--key", key, content).data);
  }

  private static void usage(String reason, String... how) {
    Run run = Run.of(Samples.concat(new String[] {"encrypt"}, how));
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.startsWith("teep4j: ") && run.err.contains(reason), run.err);
    assertEquals(0, run.data.length);
  }
}
