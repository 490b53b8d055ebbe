package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys that are for something else. What the caller asked for ends with 2 where it cannot be done;
 * what a message says never does, since whoever sent it decides what it says.
 */
class UnfitKeyTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private KeyFolder keys;
  private String content;
  private String signer;
  private String mac;
  private String shared;
  private String wrap;
  private String agreement;

  @BeforeEach
  void makeKeys() throws Exception {
    keys = new KeyFolder(folder);
    content = Samples.write(folder, "content", CONTENT);
    signer = keys.pair("signer", "--alg", "ESP256");
    mac = keys.keygen("mac", "--alg", "HMAC 256/256");
    shared = keys.keygen("shared", "--alg", "A128GCM");
    wrap = keys.keygen("wrap", "--alg", "A128KW");
    agreement = keys.pair("agreement", "--alg", "ECDH-ES+A128KW", "--curve", "X25519");
  }

  private String made(String name, String... command) {
    KeyFolder.good(Samples.concat(command, "--force", "-o", keys.file(name), content));
    return keys.file(name);
  }

  /** A message of every kind. */
  private List<String> messages() throws Exception {
    List<String> messages = new ArrayList<>();
    messages.add(made("sign1", "sign", "--key", signer));
    messages.add(made("sign", "sign", "--several", "--key", signer));
    messages.add(made("mac0", "mac", "--key", mac));
    messages.add(made("mac-wrap", "mac", "--recipient", wrap));
    messages.add(made("mac-ecdh", "mac", "--recipient", agreement + ".pub"));
    messages.add(made("encrypt0", "encrypt", "--key", shared));
    messages.add(made("encrypt-wrap", "encrypt", "--recipient", wrap));
    messages.add(made("encrypt-ecdh", "encrypt", "--recipient", agreement + ".pub"));
    messages.add(
        made("detached", "encrypt", "--key", shared, "--detached", keys.file("ciphertext")));
    for (String id : List.of("example0-signed", "example0-unsigned", "example2-signed")) {
      messages.add(Samples.write(folder, id, Samples.vector("suit-manifest", id)));
    }
    messages.add(Samples.write(folder, "teep", Samples.vector("teep-26", "update")));
    for (String other : List.of("", "a0", "f6", "d280", "d180", "d084", "d86180", "80", "ff")) {
      messages.add(Samples.write(folder, "other-" + other, other));
    }
    return messages;
  }

  @Test
  void noMessageSaysThatTheUsageIsWrong() throws Exception {
    String sender = keys.pair("sender", "--curve", "P-256");
    List<String[]> uses = new ArrayList<>();
    for (String key : List.of(signer, mac, wrap, agreement, sender)) {
      uses.add(new String[] {"verify", "--key", key});
      uses.add(new String[] {"verify", "--all", "--key", key});
      uses.add(new String[] {"verify", "--key", key, "--aad-hex", "00"});
      uses.add(new String[] {"verify", "--key", key, "--detached", content});
      uses.add(new String[] {"verify", "--key", key, "--countersigner", signer});
    }
    for (String key : List.of(shared, wrap, agreement, sender)) {
      uses.add(new String[] {"decrypt", "--key", key});
      uses.add(new String[] {"decrypt", "--key", key, "--detached", content});
    }
    for (String message : messages()) {
      for (String[] use : uses) {
        Run run = Run.of(Samples.concat(use, message));
        assertTrue(run.code != ExitCode.USAGE, () -> String.join(" ", use) + " " + message + run);
        assertTrue(!run.err.contains("this should not happen"), run::toString);
      }
    }
  }

  @Test
  void theMessageIsRejectedThatIsNotForTheKey() throws Exception {
    String said = rejected("verify", "--key", signer, made("m", "mac", "--key", mac));
    assertTrue(said.contains("this is a COSE_Mac0: " + signer), said);
    assertTrue(said.contains("for signatures see teep4j sign and verify"), said);
    said = rejected("verify", "--key", mac, made("s", "sign", "--key", signer));
    assertTrue(said.contains("for MACs see teep4j mac and verify"), said);
    said = rejected("decrypt", "--key", wrap, made("e", "encrypt", "--key", shared));
    assertTrue(said.contains("this is a COSE_Encrypt0: " + wrap), said);
    String suit = Samples.write(folder, "suit", Samples.vector("suit-manifest", "example0-signed"));
    said = rejected("verify", "--key", wrap, suit);
    assertTrue(said.contains("this is a SUIT envelope: " + wrap), said);
  }

  private static String rejected(String... args) {
    Run run = Run.of(args);
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    return (run.out + run.err).replaceAll("\\s+", " ");
  }

  @Test
  void detachedContentIsAskedFor() throws Exception {
    String sealed = made("e", "encrypt", "--key", shared, "--detached", keys.file("c"));
    String said = rejected("decrypt", "--key", shared, sealed);
    assertTrue(said.contains("add --detached CIPHERTEXT"), said);
    String signed = made("s", "sign", "--key", signer, "--detached");
    said = rejected("verify", "--key", signer, signed);
    assertTrue(said.contains("add --detached CONTENT"), said);
    said =
        rejected(
            "verify", "--key", signer, "--detached", content, made("t", "sign", "--key", signer));
    assertTrue(said.contains("leave --detached out"), said);
  }

  @Test
  void aKeyThatIsOfNoUseIsPassedOverIfAnotherIs() throws Exception {
    String signed = made("s", "sign", "--key", signer);
    Run run =
        KeyFolder.good(
            "verify", "--key", shared, "--key", agreement + ".pub", "--key", signer, signed);
    assertTrue(run.err.contains("teep4j: note: not used: " + shared), run.err);
    assertTrue(run.err.contains("teep4j: note: not used: " + agreement), run.err);
    String sealed = made("e", "encrypt", "--key", shared);
    Run opened = KeyFolder.good("decrypt", "--key", signer, "--key", mac, "--key", shared, sealed);
    assertArrayEquals(CONTENT, opened.data);
    assertTrue(opened.err.contains("note: not used: " + signer), opened.err);
    assertTrue(opened.err.contains("note: not used: " + mac), opened.err);
    usage("this key cannot verify signatures", "verify", "--key", shared, signed);
    usage("this key cannot decrypt", "decrypt", "--key", signer, "--key", mac, sealed);
    usage("--all demands every key", "verify", "--all", "--key", shared, "--key", signer, signed);
  }

  private static void usage(String reason, String... args) {
    Run run = Run.of(args);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.contains(reason), run::toString);
  }

  @Test
  void makersAreToldWhatToDoInstead() {
    String signs = "for signatures see teep4j sign and verify";
    usage(signs, "mac", "--key", signer, content);
    usage(signs, "encrypt", "--key", signer, content);
    usage(signs, "encrypt", "--recipient", signer, content);
    usage("for recipients see --recipient", "sign", "--key", agreement, content);
    usage("for MACs see teep4j mac", "encrypt", "--key", mac, content);
    usage("for encryption see teep4j encrypt", "mac", "--key", shared, content);
    usage("for recipients see --recipient", "mac", "--key", wrap, content);
    String unbound = keys.pair("unbound", "--curve", "X25519");
    usage("for recipients see --recipient", "sign", "--key", unbound, content);
    usage(
        "for recipients see --recipient", "encrypt", "--alg", "A128GCM", "--key", unbound, content);
  }

  @Test
  void keysThatCannotReceiveSaySo() {
    usage("the key is for ESP256; for signatures", "encrypt", "--recipient", signer, content);
    usage(
        "a recipient needs its private key, and this is a public key on X25519 for ECDH-ES + A128KW",
        "verify",
        "--key",
        agreement + ".pub",
        content);
  }

  @Test
  void whatIsNoMessageIsNotCalledOne() {
    Run run = Run.of("verify", "--key", signer + ".pub", keys.file("content"));
    assertTrue(run.out.contains("expected a COSE message (an array)"), run.out);
  }

  @Test
  void aSetOfKeysIsTriedOneByOne() throws Exception {
    String other = keys.keygen("other.jwk", "--alg", "ES256");
    String jwk = keys.keygen("mine.jwk", "--alg", "ES256");
    String members = Files.readString(Path.of(other)) + "," + Files.readString(Path.of(jwk));
    String set =
        Samples.write(folder, "set.json", "{\"keys\": [{\"kty\": \"none\"}," + members + "]}");
    String signed = made("s", "sign", "--key", jwk);
    Run run = KeyFolder.good("verify", "--key", set, signed);
    assertTrue(run.out.contains("key 3 of 3"), run.out);
    assertTrue(run.err.contains("note: not used: " + set + ", key 1 of 3: not a key"), run.err);
    usage("a JWK Set, and one key is needed here", "sign", "--key", set, content);
    usage("a JWK Set, and one key is needed here", "key", "thumbprint", set);
    usage(
        "a set of no keys", "verify", "--key", Samples.write(folder, "n", "{\"keys\":[]}"), signed);

    String sealed = made("e", "encrypt", "--key", shared);
    byte[] first = Files.readAllBytes(Path.of(wrap));
    byte[] second = Files.readAllBytes(Path.of(shared));
    byte[] both = new byte[1 + first.length + second.length];
    both[0] = (byte) 0x82;
    System.arraycopy(first, 0, both, 1, first.length);
    System.arraycopy(second, 0, both, 1 + first.length, second.length);
    String coseKeys = Samples.write(folder, "set.cbor", both);
    assertArrayEquals(CONTENT, KeyFolder.good("decrypt", "--key", coseKeys, sealed).data);
    usage("a COSE_KeySet, and one key is needed here", "encrypt", "--key", coseKeys, content);
  }
}
