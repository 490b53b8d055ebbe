package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.cli.KeyFolder.good;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;

class MacCommandTest {
  @TempDir private Path folder;

  private KeyFolder keys;
  private String content;
  private String made;

  @BeforeEach
  void prepare() throws Exception {
    keys = new KeyFolder(folder);
    content = Samples.write(folder, "content", "content");
    made = keys.file("m.cose");
  }

  @Test
  void whatIsMacedIsVerified() throws Exception {
    for (String algorithm : new String[] {"HMAC 256/64", "HMAC 512/512", "AES-MAC 128/128"}) {
      String key = keys.keygen("k", "--alg", algorithm, "--kid", "k");
      Run run = good("mac", "--force", "--key", key, "-o", made, content);
      assertTrue(run.out.startsWith(made + ": authenticated\n  what       COSE_Mac0, "), run.out);
      Run verified = good("verify", "--key", key, "-o", keys.file("out"), "--force", made);
      assertTrue(verified.out.contains("  what       COSE_Mac0, payload of 7 bytes\n"));
      assertTrue(verified.out.contains("  algorithm  " + algorithm + "\n"), verified.out);
      assertFalse(verified.out.contains("thumbprint"), "of a secret");
      assertEquals("content", Files.readString(folder.resolve("out")));
    }
  }

  @Test
  void eachRecipientVerifies() throws Exception {
    String wrap = keys.keygen("wrap", "--alg", "A256KW");
    String agree = keys.pair("agree", "--curve", "P-256");
    Run run = good("mac", "--recipient", wrap, "--recipient", agree + ".pub", "-o", made, content);
    assertTrue(run.out.contains("  recipient  " + wrap + ", A256KW\n"), run.out);
    assertTrue(run.out.contains("agree.pub, ECDH-ES + A256KW\n"), run.out);
    CoseMac message = CoseMac.decode(Bytes.wrap(Files.readAllBytes(Path.of(made))));
    assertEquals(CoseAlgorithm.HMAC_256, message.unverifiedHeaders().algorithm().orElseThrow());
    for (String key : new String[] {wrap, agree}) {
      Run verified = good("verify", "--key", key, made);
      assertTrue(verified.out.contains("COSE_Mac, payload of 7 bytes"), verified.out);
    }
    good("verify", "--all", "--key", wrap, "--key", agree, made);
    String other = keys.keygen("other", "--alg", "A256KW");
    reject("the content key cannot be recovered", "--key", other, made);
    reject(
        "not verified with " + other + ": the content key cannot be recovered",
        "--all",
        "--key",
        wrap,
        "--key",
        other,
        made);
  }

  @Test
  void aKeyOfTheContentIsUsedDirectly() throws Exception {
    String key = keys.keygen("k", "--alg", "HMAC 384/384");
    Run run = good("mac", "--recipient", key, "-o", made, content);
    assertTrue(run.out.contains("  algorithm  HMAC 384/384\n"), run.out);
    assertTrue(run.out.contains(", direct\n"), run.out);
    good("verify", "--key", key, made);
  }

  @Test
  void detachedContentAndExternalDataAreAuthenticated() throws Exception {
    String key = keys.keygen("k", "--alg", "HMAC 256/256");
    String wrap = keys.keygen("wrap", "--alg", "A128KW");
    for (String[] how : new String[][] {{"--key", key}, {"--recipient", wrap}}) {
      String[] mac = {"mac", "--detached", "--force", "--aad-hex", "01", "-o", made, content};
      good(Samples.concat(mac, how));
      String[] open = {"verify", "--key", how[1], made};
      good(Samples.concat(open, "--detached", content, "--aad-hex", "01"));
      Run other = Run.of(Samples.concat(open, "--detached", key, "--aad-hex", "01"));
      assertTrue(other.out.contains("the MAC does not verify"), other::toString);
      Run without = Run.of(Samples.concat(open, "--detached", content));
      assertTrue(without.out.contains("the MAC does not verify"), without::toString);
    }
  }

  /** Without tag a COSE_Mac0 has the shape of a COSE_Sign1, and its algorithm tells. */
  @Test
  void untaggedMessagesAreToldFromSignedOnes() throws Exception {
    String key = keys.keygen("k", "--alg", "HMAC 256/256");
    good("mac", "--untagged", "--key", key, "-o", made, content);
    assertFalse(CoseMac0.decode(Bytes.wrap(Files.readAllBytes(Path.of(made)))).isTagged());
    Run run = good("verify", "--key", key, made);
    assertTrue(run.out.contains("COSE_Mac0"), run.out);
    String wrap = keys.keygen("wrap", "--alg", "A128KW");
    good("mac", "--untagged", "--force", "--recipient", wrap, "-o", made, content);
    assertTrue(good("verify", "--key", wrap, made).out.contains("COSE_Mac,"), run.out);
  }

  @Test
  void aKeyWithoutAlgorithmIsToldOne() throws Exception {
    String key = Samples.write(folder, "k", "{1: 4, -1: h'" + "0b".repeat(32) + "'}");
    usage("names no algorithm: add --alg, as HMAC 256/256", "--key", key, content);
    good("mac", "--alg", "HMAC256/64", "--key", key, "-o", made, content);
    good("verify", "--key", key, made);
  }

  @Test
  void whatIsNotVerifiedIsRejected() throws Exception {
    String key = keys.keygen("k", "--alg", "HMAC 256/256");
    String other = keys.keygen("other", "--alg", "HMAC 256/256");
    Run piped = good("mac", "--key", key, content);
    assertEquals("", piped.out);
    String file = Samples.write(folder, "piped", piped.data);
    good("verify", "--key", key, file);
    reject("the MAC does not verify", "--key", other, file);
    String root = resource("root.pem");
    reject("a COSE_Mac0: certificates are for signatures: add --key", "--trust-anchor", root, file);
    good("verify", "--trust-anchor", root, "--key", key, file);
    byte[] cut = Arrays.copyOf(piped.data, piped.data.length - 1);
    reject("TRUNCATED at offset", "--key", key, Samples.write(folder, "cut", cut));
    String sealed = keys.file("sealed");
    good("encrypt", "--key", keys.keygen("gcm", "--alg", "A128GCM"), "-o", sealed, content);
    reject("COSE_Encrypt0 is encrypted: use teep4j decrypt", "--key", key, sealed);
    assertArrayEquals(Files.readAllBytes(Path.of(file)), piped.data);
  }

  private static String resource(String name) throws Exception {
    return Path.of(MacCommandTest.class.getResource(name).toURI()).toString();
  }

  private static void reject(String reason, String... how) {
    Run run = Run.of(Samples.concat(new String[] {"verify"}, how));
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertTrue(run.out.contains("NOT VERIFIED\n"), run.out);
    assertTrue(run.out.replaceAll("\\s+", " ").contains(reason), run.out);
  }

  @Test
  void wrongUsageSaysWhatToDo() throws Exception {
    String key = keys.keygen("k", "--alg", "HMAC 256/256");
    String wrap = keys.keygen("wrap", "--alg", "A128KW");
    String pair = keys.pair("pair", "--curve", "P-256");
    usage("either --key, --secret-file or --recipient is needed", content);
    usage(
        "either --key, --secret-file or --recipient is needed",
        "--key",
        key,
        "--recipient",
        key,
        content);
    usage("this key cannot make MACs: A128KW is no algorithm", "--key", wrap, content);
    usage("this key cannot make MACs: the key is bound to", "--key", key, "--alg", "4", content);
    usage("direct determines the key, alone", "--recipient", key, "--recipient", wrap, content);
    usage("A128GCM is no MAC", "--recipient", wrap, "--alg", "A128GCM", content);
    usage("add --sender KEYFILE", "--recipient", pair, "--recipient-alg", "-27", content);
    usage("exists already", "--key", key, "-o", wrap, content);
    Run ofSigner = Run.of("verify", "--key", pair, macOf(key));
    assertEquals(ExitCode.REJECTED, ofSigner.code, ofSigner::toString);
    String said = ofSigner.out.replaceAll("\\s+", " ");
    assertTrue(said.contains("this key cannot verify MACs"), said);
  }

  private String macOf(String key) throws Exception {
    return Samples.write(folder, "made", good("mac", "--key", key, content).data);
  }

  private static void usage(String reason, String... how) {
    Run run = Run.of(Samples.concat(new String[] {"mac"}, how));
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.startsWith("teep4j: ") && run.err.contains(reason), run.err);
    assertEquals(0, run.data.length);
  }
}
