package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.receipt.MerkleTree;
import org.teep4j.cose.receipt.Receipt;
import org.teep4j.cose.receipt.TransparentStatement;

/** Receipts of transparency services, in a message and by themselves. */
class VerifyReceiptTest {
  @TempDir private Path folder;

  private final MerkleTree tree = new MerkleTree();
  private CoseKey service;
  private TransparentStatement statement;
  private Receipt receipt;
  private String issuerKey;
  private String serviceKey;
  private String otherKey;
  private String registered;

  @BeforeEach
  void register() throws Exception {
    CoseKey issuer = CoseKeys.generate(CoseAlgorithm.ED25519);
    service = CoseKeys.generate(CoseAlgorithm.ESP256);
    statement =
        TransparentStatement.of(CoseSign1.sign(Bytes.ofUtf8("hello"), CoseSigner.of(issuer)));
    tree.append(Bytes.ofUtf8("another"));
    receipt = registered(statement.entry());
    issuerKey = Samples.write(folder, "issuer", issuer.toPublic().toByteArray());
    serviceKey = Samples.write(folder, "service", service.toPublic().toByteArray());
    CoseKey other = CoseKeys.generate(CoseAlgorithm.ESP256);
    otherKey = Samples.write(folder, "other", other.toPublic().toByteArray());
    registered = write("registered", statement.withReceipt(receipt).encode().toBytes());
  }

  private Receipt registered(Bytes entry) throws Exception {
    long index = tree.append(entry);
    return Receipt.builder(tree.head())
        .add(tree.inclusionProof(index, tree.size()))
        .sign(CoseSigner.of(service));
  }

  private String write(String name, Bytes content) throws Exception {
    return Samples.write(folder, name, content.toByteArray());
  }

  private static Run rejected(String reason, String... how) {
    Run run = Run.of(Samples.concat(new String[] {"verify"}, how));
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    String said = run.out.replaceAll("\\s+", " ");
    assertTrue(said.contains("reason " + reason), run.out);
    return run;
  }

  @Test
  void aMessageAndItsReceiptAreVerified() throws Exception {
    Run run = KeyFolder.good("verify", "--key", issuerKey, "--receipt-key", serviceKey, registered);
    assertTrue(run.out.contains("  what       COSE_Sign1, payload of 5 bytes\n"), run.out);
    assertTrue(run.out.contains("  receipts   1 of 1 receipt\n"), run.out);
    assertTrue(
        run.out.contains("  receipt    leaf index 1 in a tree of 2 leaves, as the proof states\n"),
        run.out);
    assertTrue(run.out.contains("  root       " + tree.head().root().toHex() + "\n"), run.out);
    assertTrue(run.out.contains("  algorithm  ESP256\n"), run.out);
    assertTrue(run.out.contains(service.thumbprint().toHex()), run.out);

    rejected(
        "the signature does not verify", "--key", issuerKey, "--receipt-key", otherKey, registered);
    rejected(
        "the message names another algorithm",
        "--key",
        issuerKey,
        "--receipt-key",
        issuerKey,
        registered);
    // A service is not trusted for messages, nor an issuer for receipts.
    rejected(
        "the message names another", "--key", serviceKey, "--receipt-key", serviceKey, registered);
    String bare = write("bare", statement.encode().toBytes());
    rejected("no receipt is there", "--key", issuerKey, "--receipt-key", serviceKey, bare);
    Bytes other = registered(Bytes.ofUtf8("something else")).encode().toBytes();
    String mixed = write("mixed", statement.withReceipt(Receipt.decode(other)).encode().toBytes());
    rejected("the signature does not", "--key", issuerKey, "--receipt-key", serviceKey, mixed);
  }

  @Test
  void withoutAKeyOnlyTheReceiptIsVerifiedAndThatIsSaid() throws Exception {
    Run run = KeyFolder.good("verify", "--receipt-key", serviceKey, registered);
    assertTrue(run.out.contains("what       COSE_Sign1, whose signature is not verified"), run.out);
    assertFalse(run.out.contains("issuer"), run.out);
    String forged = Samples.write(folder, "forged", damaged(statement));
    rejected("the signature does not verify", "--receipt-key", serviceKey, forged);
    for (String option : new String[] {"--all", "--every-signature"}) {
      assertEquals(
          ExitCode.USAGE, Run.of("verify", option, "--receipt-key", serviceKey, registered).code);
    }
    String out = folder.resolve("out").toString();
    Run taken = Run.of("verify", "--receipt-key", serviceKey, "-o", out, registered);
    assertEquals(ExitCode.USAGE, taken.code, taken::toString);
    assertFalse(Files.exists(Path.of(out)));
  }

  private byte[] damaged(TransparentStatement of) throws Exception {
    byte[] entry = of.statement().toByteArray();
    entry[entry.length - 1] ^= 1;
    return TransparentStatement.decode(Bytes.wrap(entry))
        .withReceipt(receipt)
        .encode()
        .toByteArray();
  }

  @Test
  void aReceiptBesideItsEntryIsVerified() throws Exception {
    String file = write("receipt", receipt.encode().toBytes());
    String entry = write("entry", statement.entry());
    String signed = write("signed", statement.encode().toBytes());
    String raw = Samples.write(folder, "raw", "some entry");
    String ofRaw = write("of-raw", registered(Bytes.ofUtf8("some entry")).encode().toBytes());
    for (String[] how :
        new String[][] {{entry, file}, {signed, file}, {registered, file}, {raw, ofRaw}}) {
      Run run = KeyFolder.good("verify", "--receipt-key", serviceKey, "--entry", how[0], how[1]);
      assertTrue(run.out.contains("  what       receipt of "), run.out);
      assertTrue(run.out.contains("  root       "), run.out);
    }
    rejected("the signature does not", "--receipt-key", serviceKey, "--entry", raw, file);
    rejected("the signature does not", "--receipt-key", otherKey, "--entry", entry, file);
    rejected("this is a receipt: --entry", "--receipt-key", serviceKey, file);
    rejected("this is no receipt", "--receipt-key", serviceKey, "--entry", entry, registered);
    rejected(
        "this is a receipt by itself",
        "--key",
        issuerKey,
        "--receipt-key",
        serviceKey,
        "--entry",
        entry,
        file);
  }

  @Test
  void jsonTellsWhatWasProven() throws Exception {
    Run run =
        KeyFolder.good(
            "verify", "--json", "--key", issuerKey, "--receipt-key", serviceKey, registered);
    JsonNode json = new ObjectMapper().readTree(run.out);
    JsonNode found = json.at("/receipts/0");
    assertEquals(1, found.get("leafIndex").asLong(), run.out);
    assertEquals(2, found.get("treeSize").asLong());
    assertEquals(tree.head().root().toHex(), found.get("root").asText());
    assertEquals(serviceKey, found.at("/key/file").asText());
    assertEquals("ESP256", found.get("algorithm").asText());
    assertEquals("Ed25519", json.at("/verifiedBy/0/algorithm").asText());
    assertFalse(json.has("signatureVerified"));

    JsonNode alone =
        new ObjectMapper()
            .readTree(
                KeyFolder.good("verify", "--json", "--receipt-key", serviceKey, registered).out);
    assertFalse(alone.get("signatureVerified").asBoolean(true), alone::toString);
    assertFalse(alone.has("verifiedBy"));
    JsonNode refused =
        new ObjectMapper()
            .readTree(Run.of("verify", "--json", "--receipt-key", otherKey, registered).out);
    assertEquals("receipt", refused.at("/refusal/step").asText());
    assertEquals("SIGNATURE", refused.at("/refusal/reason").asText());
  }

  @Test
  void otherStructuresHaveNoReceipts() throws Exception {
    String suit =
        Samples.write(folder, "e.suit", Samples.vector("suit-manifest", "example2-signed"));
    rejected("this is a SUIT envelope", "--receipt-key", serviceKey, suit);
    rejected("this is a SUIT envelope", "--key", issuerKey, "--receipt-key", serviceKey, suit);
    String mac = folder.resolve("mac").toString();
    KeyFolder keys = new KeyFolder(folder);
    KeyFolder.good("mac", "--key", keys.keygen("m", "--alg", "HMAC 256/256"), "-o", mac, suit);
    rejected("this is a COSE_Mac0, and only a COSE_Sign1", "--receipt-key", serviceKey, mac);
    Run alone = Run.of("verify", "--key", issuerKey, "--entry", suit, registered);
    assertTrue(alone.err.contains("add --receipt-key"), alone.err);
    assertEquals(ExitCode.USAGE, alone.code);
    assertEquals(
        ExitCode.USAGE, Run.of("verify", "--receipt-key", keys.file("m"), registered).code);
  }
}
