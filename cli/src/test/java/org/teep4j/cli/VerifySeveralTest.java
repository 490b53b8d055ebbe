package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files at once, and what {@code --json} says of each. */
class VerifySeveralTest {
  private static final Terminal SCREEN = new Terminal(80, false, true, false);

  @TempDir private Path folder;
  private KeyFolder keys;
  private String author;
  private String first;
  private String wrong;

  @BeforeEach
  void sign() throws Exception {
    keys = new KeyFolder(folder);
    author = Samples.write(folder, "author.jwk", Samples.jwk(Samples.author()));
    first = Samples.write(folder, "first.cose", Samples.signed(new byte[] {1}));
    byte[] damaged = Samples.signed(new byte[] {1, 2});
    damaged[damaged.length - 1] ^= 1;
    wrong = Samples.write(folder, "wrong.cose", damaged);
  }

  private static List<JsonNode> json(Run run) throws Exception {
    try (MappingIterator<JsonNode> all =
        new ObjectMapper().readerFor(JsonNode.class).readValues(run.out)) {
      return all.readAll();
    }
  }

  private static JsonNode only(Run run) throws Exception {
    List<JsonNode> all = json(run);
    assertEquals(1, all.size(), run::toString);
    return all.get(0);
  }

  @Test
  void eachFileHasALine() throws Exception {
    String suit =
        Samples.write(folder, "e.suit", Samples.vector("suit-manifest", "example2-signed"));
    Run good = Run.of("verify", "--key", author, first, suit);
    assertEquals(ExitCode.GOOD, good.code, good::toString);
    List<String> lines = good.out.lines().toList();
    String start = "verified      ";
    assertEquals(
        start + first + "  COSE_Sign1, payload of 1 byte, " + author + ", ESP256", lines.get(0));
    assertTrue(
        lines.get(1).startsWith(start + suit + "      SUIT envelope, manifest with sequence"),
        lines.get(1));
    assertEquals("2 of 2 files verified", lines.get(2));
    assertEquals(3, lines.size(), good.out);

    Run bad = Run.of("verify", "--key", author, wrong, first);
    assertEquals(ExitCode.REJECTED, bad.code, bad::toString);
    assertTrue(
        bad.out.startsWith("NOT VERIFIED  " + wrong + "  the signature does not verify\nverified"),
        bad.out);
    assertTrue(bad.out.endsWith("\n1 of 2 files verified\n"), bad.out);
  }

  @Test
  void whatCannotBeReadStopsNothing() throws Exception {
    String missing = keys.file("missing");
    Run run = Run.of("verify", "--key", author, missing, folder.toString(), wrong, first);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.contains("missing: no such file\n"), run.err);
    assertTrue(run.err.contains(folder + ": is a folder\n"), run.err);
    assertTrue(run.out.endsWith("\n1 of 4 files verified, 2 cannot be read\n"), run.out);
    assertEquals(3, run.out.lines().count(), run.out);
    Run empty = Run.of("verify", "--key", author, Samples.write(folder, "empty", ""), first);
    assertEquals(ExitCode.REJECTED, empty.code, empty::toString);
    assertTrue(empty.out.contains("TRUNCATED at offset 0"), empty.out);
    Run twice = Run.of(Samples.signed(new byte[1]), SCREEN, "verify", "--key", author, "-", "-");
    assertEquals(ExitCode.USAGE, twice.code, twice::toString);
    assertTrue(twice.out.contains("verified      standard input"), twice.out);
    assertTrue(twice.err.contains("- can be one of the inputs"), twice.err);
    assertEquals(
        "f: cannot be read: access denied",
        Input.unreadable("f", new AccessDeniedException("f")).getMessage());
  }

  @Test
  void linesFitTheScreen() throws Exception {
    String name = "a name that is longer than a third of the screen \u001b[31m";
    String longer = Samples.write(folder, name, Samples.signed(new byte[] {1}));
    Run run = Run.of(new byte[0], SCREEN, "verify", "--key", author, wrong, longer);
    List<String> lines = new ArrayList<>(run.out.lines().toList());
    assertFalse(run.out.contains("\u001b"), run.out);
    // Names are printed whole, whatever their length.
    lines.removeIf(line -> line.contains(folder.toString()));
    assertTrue(lines.contains(" ".repeat(14) + "the signature does not verify"), run.out);
    assertTrue(lines.stream().allMatch(line -> line.length() <= 80), run.out);
  }

  /** Otherwise whoever can write into the folder of messages decides which key is trusted. */
  @Test
  void aKeyAmongTheFilesIsNotTrusted() throws Exception {
    String own = keys.pair("own", "--alg", "ES256");
    String content = Samples.write(folder, "content", "content");
    String forged = keys.file("forged.cose");
    KeyFolder.good("sign", "--key", own, "-o", forged, content);
    Run run = Run.of("verify", "--key", author, own + ".pub", forged);
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertTrue(run.out.endsWith("\n0 of 2 files verified\n"), run.out);
    assertTrue(run.out.contains("this is a key, not a message: pass it with --key"), run.out);
  }

  @Test
  void contentIsOneForAllAndTakenOutOfOne() throws Exception {
    String key = keys.pair("k", "--alg", "ES256");
    String content = Samples.write(folder, "content", "content");
    for (String name : List.of("a.sig", "b.sig")) {
      KeyFolder.good("sign", "--key", key, "--detached", "-o", keys.file(name), content);
    }
    String[] both = {"--key", key + ".pub", keys.file("a.sig"), keys.file("b.sig")};
    KeyFolder.good(Samples.concat(new String[] {"verify", "--detached", content}, both));
    byte[] piped = Files.readAllBytes(Path.of(content));
    Run run =
        Run.of(piped, SCREEN, Samples.concat(new String[] {"verify", "--detached", "-"}, both));
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    String out = keys.file("out");
    Run refused = Run.of("verify", "--key", author, "-o", out, first, first);
    assertEquals(ExitCode.USAGE, refused.code, refused::toString);
    assertTrue(refused.err.contains("--out is for the content of one FILE"), refused.err);
    assertFalse(Files.exists(Path.of(out)));
  }

  @Test
  void jsonTellsWhoHasSigned() throws Exception {
    Run run = Run.of("verify", "--json", "--key", author, first);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    JsonNode json = only(run);
    assertEquals(first, json.get("input").asText());
    assertEquals(Files.size(Path.of(first)), json.get("size").asLong());
    assertTrue(json.get("verified").asBoolean());
    assertEquals("COSE_Sign1", json.get("structure").asText());
    assertEquals(1, json.get("payloadSize").asInt());
    assertFalse(json.get("detached").asBoolean());
    JsonNode signer = json.at("/verifiedBy/0");
    assertEquals("ESP256", signer.get("algorithm").asText());
    assertEquals(author, signer.at("/key/file").asText());
    assertEquals(Samples.author().thumbprint().toHex(), signer.at("/key/thumbprint").asText());
    assertEquals("617574686f722d31", signer.at("/key/kid").asText());
    assertFalse(json.has("refusal"));
  }

  @Test
  void jsonTellsWhatFailed() throws Exception {
    String missing = keys.file("missing");
    String cut = Samples.write(folder, "cut", "d284");
    String key = Samples.write(folder, "key", Samples.author().toPublic().toByteArray());
    Run run = Run.of("verify", "--json", "--key", author, missing, cut, wrong, key, first);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    List<JsonNode> all = json(run);
    refused(all.get(0), "read", "NOT_READ", "no such file");
    refused(all.get(1), "decode", "TRUNCATED", "only 0 bytes remain");
    assertEquals(1, all.get(1).at("/refusal/offset").asInt());
    refused(all.get(2), "verify", "SIGNATURE", "the signature does not verify");
    assertEquals("COSE_Sign1", all.get(2).get("structure").asText());
    assertFalse(all.get(2).has("verifiedBy"));
    refused(all.get(3), "decode", "NO_MESSAGE", "this is a key");
    assertTrue(all.get(4).get("verified").asBoolean());
    assertEquals(5, all.size());

    String teep =
        Samples.write(folder, "t", Samples.signed(Samples.vector("teep-25", "teep_success")));
    JsonNode dialect = only(Run.of("verify", "--json", "--key", author, teep));
    refused(dialect, "payload", "UNEXPECTED_TYPE", "found byte string");
    assertTrue(dialect.at("/refusal/path").asText().startsWith("Error/"), dialect::toString);
    JsonNode none =
        only(Run.of("verify", "--json", "--key", author, "--countersigner", author, first));
    refused(none, "countersignature", "NO_COUNTERSIGNATURE", "made none of the 0");
    String headers = keys.file("crit.cose");
    String pair = keys.pair("k", "--alg", "ES256");
    KeyFolder.good(
        "sign", "--key", pair, "--header", "2=[99]", "--header", "99=1", "-o", headers, cut);
    JsonNode critical = only(Run.of("verify", "--json", "--key", pair, headers));
    refused(critical, "verify", "CRITICAL_HEADER", "crit lists");
    assertTrue(critical.at("/refusal/advice").asText().startsWith("--understood"));
    String changed = Samples.write(folder, "e.suit", changedEnvelope());
    JsonNode digest = only(Run.of("verify", "--json", "--key", author, changed));
    refused(digest, "verify", "DIGEST", "the digest does not match");
    assertEquals("SUIT_Envelope", digest.get("structure").asText());
  }

  private static byte[] changedEnvelope() {
    byte[] envelope = Samples.vector("suit-manifest", "example2-signed");
    envelope[envelope.length - 1] ^= 1; // the last byte of the severed text
    return envelope;
  }

  private static void refused(JsonNode json, String step, String reason, String detail) {
    assertFalse(json.get("verified").asBoolean(), json::toString);
    JsonNode refusal = json.get("refusal");
    assertEquals(step, refusal.get("step").asText(), json::toString);
    assertEquals(reason, refusal.get("reason").asText(), json::toString);
    assertTrue(refusal.get("detail").asText().contains(detail), json::toString);
  }

  @Test
  void jsonTellsWhatIsInEachStructure() throws Exception {
    String suit =
        Samples.write(folder, "e.suit", Samples.vector("suit-manifest", "example2-signed"));
    JsonNode envelope = only(Run.of("verify", "--json", "--key", author, suit));
    assertEquals(2, envelope.at("/manifest/sequenceNumber").asInt(), envelope::toString);
    assertEquals(64, envelope.at("/manifest/digest/bytes").asText().length());
    assertEquals("suit-install", envelope.at("/severed/0/member").asText(), envelope::toString);
    assertTrue(envelope.at("/severed/0/present").asBoolean());
    assertEquals(0, envelope.at("/verifiedBy/0/block").asInt(-1), envelope::toString);

    String teep =
        Samples.write(folder, "t", Samples.signed(Samples.vector("teep-25", "teep_success")));
    JsonNode message =
        only(Run.of("verify", "--json", "--dialect", "DRAFT_25", "--key", author, teep));
    assertEquals("Success", message.at("/teep/message").asText(), message::toString);
    assertEquals("DRAFT_25", message.at("/teep/dialect").asText());

    String two = keys.pair("two", "--alg", "Ed25519");
    String pair = keys.pair("k", "--alg", "ES256", "--kid", "me");
    String several = keys.file("several");
    KeyFolder.good("sign", "--key", two, "--key", pair, "-o", several, author);
    JsonNode sign = only(Run.of("verify", "--json", "--key", pair, several));
    assertEquals(2, sign.get("signatures").asInt(), sign::toString);
    assertEquals(1, sign.get("verifiedBy").size());
    assertEquals(2, sign.at("/verifiedBy/0/signature").asInt());
    assertEquals("6d65", sign.at("/verifiedBy/0/kid").asText());

    String secret = keys.keygen("s", "--alg", "HMAC 256/256");
    String mac = keys.file("mac");
    KeyFolder.good("mac", "--key", secret, "--detached", "-o", mac, author);
    JsonNode maced = only(Run.of("verify", "--json", "--key", secret, "--detached", author, mac));
    assertTrue(maced.get("detached").asBoolean(), maced::toString);
    assertEquals(Files.size(Path.of(author)), maced.get("payloadSize").asLong());
    assertFalse(maced.at("/verifiedBy/0/key").has("thumbprint"), maced::toString);
    assertEquals("HMAC 256/256", maced.at("/verifiedBy/0/algorithm").asText());
  }

  @Test
  void jsonTellsClaimsAndHeaders() throws Exception {
    String pair = keys.pair("k", "--alg", "ES256");
    String token = keys.file("token");
    String cose = keys.file("cose");
    String claims = Samples.write(folder, "c.edn", "{1: \"me\", 4: 1900000000}");
    KeyFolder.good("edn", "-o", token, claims);
    KeyFolder.good(
        "sign",
        "--key",
        pair,
        "-o",
        cose,
        "--header",
        "3=\"application/cwt\"",
        "--header",
        "16=61",
        "--header",
        "15={2: \"it\"}",
        token);
    JsonNode json = only(Run.of("verify", "--json", "--key", pair, cose));
    assertEquals("application/cwt", json.get("contentType").asText(), json::toString);
    assertEquals(61, json.get("type").asInt());
    assertEquals("it", json.at("/headerClaims/sub").asText(), json::toString);
    assertEquals("me", json.at("/claims/iss").asText());
    assertEquals(1900000000, json.at("/claims/exp").asLong());

    String odd = Samples.write(folder, "odd.edn", "{1: \"me\", -70000: 5}");
    KeyFolder.good("edn", "--force", "-o", token, odd);
    KeyFolder.good("sign", "--force", "--key", pair, "-o", cose, token);
    JsonNode notation = only(Run.of("verify", "--json", "--key", pair, cose));
    assertEquals("{1: \"me\", -70000: 5}", notation.get("claims").asText());
  }

  @Test
  void jsonTellsOfCertificates() throws Exception {
    String signer = Path.of(getClass().getResource("signer.key.pem").toURI()).toString();
    String certificate = Path.of(getClass().getResource("signer.pem").toURI()).toString();
    String root = Path.of(getClass().getResource("root.pem").toURI()).toString();
    String crl = Path.of(getClass().getResource("empty.crl.pem").toURI()).toString();
    String cose = keys.file("c.cose");
    for (String[] several : new String[][] {{}, {"--several"}}) {
      String[] how = {"sign", "--force", "--key", signer, "--x5chain", certificate, "-o", cose};
      KeyFolder.good(Samples.concat(Samples.concat(how, several), author));
      Run run =
          Run.of(
              "verify",
              "--json",
              "--every-signature",
              "--trust-anchor",
              root,
              "--crl",
              crl,
              "--time",
              "2026-11-23T00:00:00Z",
              cose);
      assertEquals(ExitCode.GOOD, run.code, run::toString);
      JsonNode found = only(run).at("/verifiedBy/0/certificate");
      assertEquals("CN=Test Signer", found.get("subject").asText(), run.out);
      assertEquals("CN=Test Root", found.get("issuer").asText());
      assertTrue(found.get("revocationChecked").asBoolean(), run.out);
    }
  }

  @Test
  void jsonIsSafeToLookAt() throws Exception {
    String name = "n\u001b[31m\u202e";
    String file = Samples.write(folder, name, Samples.signed(new byte[] {1}));
    Run run = Run.of("verify", "--json", "--key", author, file);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertEquals(file, only(run).get("input").asText());
    assertFalse(run.out.contains("\u001b") || run.out.contains("\u202e"), run.out);
  }
}
