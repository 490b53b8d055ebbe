package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorSet;
import org.teep4j.vectors.load.BuiltInVectors;

class InspectCommandTest {
  private static final String LOUD = "NOT VERIFIED: origin and integrity are unknown";

  @TempDir private Path folder;

  private static JsonNode json(String... args) throws Exception {
    return new ObjectMapper().readTree(Run.of(args).out);
  }

  @Test
  void aMessageIsNamedAndItsRulesAreChecked() throws Exception {
    String file = Samples.write(folder, "m.bin", Samples.vector("teep-26", "query_request"));
    Run run = Run.of("inspect", file);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertTrue(run.out.startsWith(file + ": TEEP QueryRequest, dialect RFC, 64 bytes\n" + LOUD));
    assertTrue(run.out.contains("/ token / 19: h'a0a1"), run.out);
    assertTrue(run.out.contains("1 rule violation\n- query-request-token-forbidden"), run.out);
  }

  @Test
  void theClaimsOfATokenAreNamedAndHeldAgainstRules() throws Exception {
    String token = Samples.write(folder, "t.cwt", Samples.vector("eat", "valid_cwt"));
    Run run = Run.of("inspect", token);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertTrue(run.out.startsWith(token + ": CWT, a COSE_Sign1, 135 bytes\n" + LOUD), run.out);
    assertTrue(run.out.contains("/ eat_nonce / 10: h'd79b"), run.out);
    assertTrue(run.out.contains("hwversion is present only with hwmodel"), run.out);

    String psa =
        Samples.write(folder, "p.cose", Samples.vector("teep-wasm-demo-eat", "psa_token_evidence"));
    assertTrue(Run.of("inspect", psa).out.contains("/ psa-implementation-id / 2396: "));
    String bundle = Samples.write(folder, "b.cbor", Samples.vector("eat", "valid_deb"));
    Run detached = Run.of("inspect", bundle);
    assertTrue(detached.out.startsWith(bundle + ": detached EAT bundle"), detached.out);
    assertTrue(detached.out.contains("/ dbgstat / 263: 2 / disabled-since-boot /"), detached.out);
  }

  @Test
  void digitsWithCommentsAndStandardInputAreRead() throws Exception {
    byte[] success = Samples.vector("teep-26", "teep_success");
    String digits = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(success);
    Run typed = Run.of("inspect", "--hex", digits);
    assertTrue(typed.out.startsWith("--hex: TEEP Success"), typed.out);
    assertTrue(typed.out.contains("No rule violations found in this message."), typed.out);
    byte[] text = ("# a listing\n" + digits + " # the end\n").getBytes(StandardCharsets.UTF_8);
    Run piped = Run.of(text, new Terminal(80, false, false, false), "inspect", "-");
    assertTrue(piped.out.startsWith("standard input: TEEP Success"), piped.out);
  }

  @Test
  void theDialectIsNotGuessed() {
    String old = HexFormat.of().formatHex(Samples.vector("teep-25", "teep_success"));
    Run wrong = Run.of("inspect", "--hex", old);
    assertEquals(ExitCode.REJECTED, wrong.code, wrong::toString);
    assertTrue(wrong.out.contains("try --dialect DRAFT_25"), wrong.out);
    Run right = Run.of("inspect", "--dialect", "DRAFT_25", "--hex", old);
    assertEquals(ExitCode.GOOD, right.code, right::toString);
    assertTrue(right.out.startsWith("--hex: TEEP Success, dialect DRAFT_25"), right.out);
  }

  @Test
  void theDialectsOfAMessageAreNamed() throws Exception {
    String remark = "By its numbers alone, this could be a message of the dialect ";
    // A challenge, cipher suites and profiles have the same numbers everywhere.
    String anywhere = "8501a102480102030405060708818182122881842f28381c0103";
    Run any = Run.of("inspect", "--hex", anywhere);
    assertTrue(
        any.out.replace('\n', ' ').contains(remark + "RFC or DRAFT_25 or DRAFT_16."), any.out);
    String old = HexFormat.of().formatHex(Samples.vector("teep-25", "teep_success"));
    JsonNode json = json("inspect", "--json", "--hex", old);
    assertEquals("DRAFT_25", json.path("dialectCandidates").path(0).asText());
    assertEquals("DRAFT_16", json.path("dialectCandidates").path(1).asText());
    assertEquals(
        remark + "DRAFT_25 or DRAFT_16: try --dialect DRAFT_25.",
        json.path("remarks").path(0).asText());
    // Label 5 is an unknown option in DRAFT_25, and known in DRAFT_16.
    JsonNode selecting =
        json("inspect", "--json", "--dialect", "DRAFT_25", "--hex", "8202a10581821226");
    assertTrue(selecting.path("decoded").asBoolean());
    assertEquals(
        remark + "DRAFT_16: try --dialect DRAFT_16.", selecting.path("remarks").path(0).asText());
  }

  @Test
  void layersAreEntered() throws Exception {
    byte[] update = Samples.vector("teep-26", "update");
    String file = Samples.write(folder, "signed.bin", Samples.signed(update));
    Run run = Run.of("inspect", file);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertTrue(run.out.contains(": TEEP Update in COSE, dialect RFC"), run.out);
    assertTrue(run.out.contains("/ COSE_Sign1 / 18(["), run.out);
    assertTrue(run.out.contains("/ manifest-list / 9: ["), run.out);
    assertTrue(run.out.contains("/ authentication-wrapper / 2: <<["), run.out);
    assertTrue(run.out.contains("/ components / 2: ["), run.out);
  }

  @Test
  void everyBuiltInVectorOfAKindIsFoundOut() throws Exception {
    int seen = 0;
    for (String name : BuiltInVectors.names()) {
      VectorSet set = BuiltInVectors.load(name);
      for (TestVector vector : set.vectors()) {
        String as =
            switch (vector.kind()) {
              case TEEP_MESSAGE -> "TEEP_MESSAGE";
              case SIGNED_TEEP_MESSAGE -> "SIGNED_TEEP_MESSAGE";
              case SUIT_ENVELOPE -> "SUIT_ENVELOPE";
              case SUIT_ENCRYPTION_INFO -> "COSE_MESSAGE";
              default -> "";
            };
        if (!as.isEmpty()) {
          String hex = HexFormat.of().formatHex(vector.bytes());
          JsonNode json =
              json("inspect", "--json", "--dialect", vector.dialect().orElse("RFC"), "--hex", hex);
          assertEquals(as, json.path("kind").asText(), vector.id());
          assertTrue(json.path("decoded").asBoolean(), () -> vector.id() + json);
          assertFalse(json.path("verified").asBoolean(true));
          seen++;
        }
      }
    }
    assertEquals(54, seen);
  }

  @Test
  void jsonCarriesNotationAndViolations() throws Exception {
    byte[] request = Samples.vector("teep-26", "query_request");
    JsonNode json = json("inspect", "--json", "--hex", HexFormat.of().formatHex(request));
    assertEquals("RFC", json.path("dialect").asText());
    assertEquals(
        "query-request-token-forbidden", json.path("violations").path(0).path("rule").asText());
    assertEquals(Bytes.wrap(request), Edn.parse(json.path("notation").asText()));
  }

  @Test
  void whatIsDemandedMustBe() {
    String item = "820102";
    assertEquals(ExitCode.GOOD, Run.of("inspect", "--as", "cbor", "--hex", item).code);
    for (String kind : new String[] {"teep", "cose", "suit"}) {
      Run run = Run.of("inspect", "--as", kind, "--hex", item);
      assertEquals(ExitCode.REJECTED, run.code, run::toString);
      assertTrue(run.out.contains("NOT " + kind + ", as --as demands"), run.out);
    }
    String message = HexFormat.of().formatHex(Samples.vector("teep-26", "teep_success"));
    assertEquals(ExitCode.GOOD, Run.of("inspect", "--as", "teep", "--hex", message).code);
    assertEquals(ExitCode.GOOD, Run.of("inspect", "--as", "cbor", "--hex", message).code);
    assertEquals(ExitCode.REJECTED, Run.of("inspect", "--as", "suit", "--hex", message).code);
  }

  @Test
  void malformedInputShowsReasonOffsetPathAndBytes() {
    // err-msg of an Error is a byte string.
    Run run = Run.of("inspect", "--hex", "8305a10a434142430b");
    assertEquals(ExitCode.REJECTED, run.code);
    assertTrue(run.out.contains("MALFORMED"), run.out);
    assertTrue(run.out.contains("  offset  "), run.out);
    assertTrue(run.out.contains("  path    Error/"), run.out);
    assertTrue(run.out.contains("  00000000  83 05 a1 0a 43"), run.out);
    assertTrue(run.out.contains("^^"), run.out);

    Run cut = Run.of("inspect", "--hex", "828100");
    assertTrue(cut.out.contains("  reason  TRUNCATED"), cut.out);
    assertTrue(cut.out.contains("  offset  3 (0x3)"), cut.out);
    assertTrue(cut.out.contains("^^ the end"), cut.out);
  }

  @Test
  void anErrorInsideAManifestIsLocatedInTheWhole() throws Exception {
    byte[] update = Samples.vector("teep-26", "update");
    // The version of the manifest, 1, which stands after the head of the manifest's map.
    String hex = HexFormat.of().formatHex(update).replaceFirst("a4010102030358", "a4010202030358");
    Run run = Run.of("inspect", "--hex", hex);
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    int at = hex.indexOf("a4010202030358") / 2 + 2;
    assertTrue(run.out.contains("  offset  " + at + " "), run.out);
    assertTrue(run.out.contains("Update/manifest-list[0]/"), run.out);
  }

  @Test
  void hostileInputIsRefusedAndBounded() throws Exception {
    byte[] deep = new byte[100_000];
    Arrays.fill(deep, (byte) 0x81);
    Run nested = Run.of("inspect", Samples.write(folder, "deep", deep));
    assertEquals(ExitCode.REJECTED, nested.code);
    assertTrue(nested.out.contains("TOO_DEEP"), nested.out.substring(0, 200));
    assertTrue(nested.out.contains("LIMIT EXCEEDED"), nested.out.substring(0, 200));
    assertFalse(nested.out.contains("MALFORMED"), nested.out.substring(0, 200));

    byte[] many = new byte[1 << 20];
    System.arraycopy(HexFormat.of().parseHex("9a000ffffb"), 0, many, 0, 5);
    Run items = Run.of("inspect", Samples.write(folder, "many", many));
    assertEquals(ExitCode.REJECTED, items.code);
    assertTrue(items.out.contains("TOO_MANY_ITEMS"), items.out.substring(0, 200));
    assertFalse(items.out.contains("MALFORMED"), items.out.substring(0, 200));
    assertTrue(items.out.length() < 10_000);

    byte[] large = new byte[1 << 20];
    System.arraycopy(HexFormat.of().parseHex("5a000ffffb"), 0, large, 0, 5);
    Run string = Run.of("inspect", Samples.write(folder, "large", large));
    assertEquals(ExitCode.GOOD, string.code);
    assertTrue(string.out.length() < 10_000);

    assertEquals(ExitCode.REJECTED, Run.of("inspect", "--hex", "5bffffffffffffffff").code);
    assertEquals(ExitCode.REJECTED, Run.of("inspect", Samples.write(folder, "none", "")).code);
  }

  /** Without a tag, a ciphertext stands where a message would, and can begin as one by chance. */
  @Test
  void aCiphertextIsNoMessage() throws Exception {
    String message = "[<<{1: 3}>>, {5: h'c5630dba9d63aedf2e5c4b4d'}, S, [['', {1: -3}, h'00']]]";
    for (String ciphertext : new String[] {"8902a0ff6235b50e", "8502a062", "8203a0ff"}) {
      String hex = Edn.parse(message.replace("S", "h'" + ciphertext + "'")).toHex();
      Run run = Run.of("inspect", "--hex", hex);
      assertTrue(run.out.startsWith("--hex: COSE_Encrypt, "), run.out);
    }
  }

  @Test
  void everyStructureOfCoseIsNamed() throws Exception {
    KeyFolder keys = new KeyFolder(folder);
    String content = Samples.write(folder, "content", "content");
    String mac = keys.keygen("mac", "--alg", "HMAC 256/256");
    String gcm = keys.keygen("gcm", "--alg", "A128GCM");
    String wrap = keys.keygen("wrap", "--alg", "A128KW");
    String[][] made = {
      {"COSE_Mac0", "mac", "--key", mac},
      {"COSE_Mac", "mac", "--recipient", wrap},
      {"COSE_Encrypt0", "encrypt", "--key", gcm},
      {"COSE_Encrypt", "encrypt", "--recipient", wrap}
    };
    for (String[] how : made) {
      for (String form : new String[] {"--force", "--untagged"}) {
        String[] args = Samples.concat(Arrays.copyOfRange(how, 1, how.length), form, content);
        String hex = HexFormat.of().formatHex(KeyFolder.good(args).data);
        Run run = Run.of("inspect", "--hex", hex);
        assertTrue(run.out.startsWith("--hex: " + how[0] + ", "), run.out);
        boolean tagged = form.equals("--force");
        assertEquals(tagged, run.out.contains("/ " + how[0] + " /"), run.out);
        assertTrue(run.out.contains("/ alg / 1: "), run.out);
        Run cut = Run.of("inspect", "--hex", hex.replaceFirst("a1", "a2"));
        assertEquals(ExitCode.REJECTED, cut.code, cut::toString);
      }
    }
  }

  /** Any other exception than the decoder's own would leave the inspection. */
  @Test
  void everyChangedByteIsInspectedOrRefused() {
    int refused = 0;
    int inspected = 0;
    for (TestVector vector : BuiltInVectors.load("teep-26").vectors()) {
      byte[] bytes = vector.bytes();
      for (int i = 0; i < bytes.length; i++) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) 0xff;
        Inspection inspection = new Inspection(Bytes.wrap(changed), Inspection.Options.defaults());
        inspection.notation(80);
        Optional<Refusal> refusal = inspection.refusal();
        if (refusal.isPresent()) {
          assertTrue(refusal.get().offset().getAsLong() <= bytes.length);
          refused++;
        } else {
          inspected++;
        }
      }
    }
    assertTrue(refused > 500, refused + " refused");
    assertTrue(inspected > 500, inspected + " inspected");
  }

  @Test
  void textInTheInputCannotObeyTheTerminal() {
    Run run = Run.of("inspect", "--hex", "a1651b5b33316d01");
    assertFalse(run.out.contains("\u001b"), run.out);
  }

  @Test
  void aDetachedMessageIsHeldAgainstNoRule() {
    Run run = Run.of("inspect", "--as", "teep", "--hex", "8443a10126a0f64178");
    assertTrue(run.out.contains("there is no message to be seen"), run.out);
    assertFalse(run.out.contains("No rule violations"), run.out);
  }

  /** A number sign is -4. */
  @Test
  void aPageOfTextIsNoItemWithBytesAfterIt() throws Exception {
    Run run = Run.of("inspect", Samples.write(folder, "page.md", "# A page …\n\nof text.\n"));
    assertTrue(run.out.contains("NOT_CBOR: text"), run.out);
    assertTrue(run.out.contains("--input edn tells what is wrong"), run.out);
  }

  @Test
  void linesOfEnvelopesFitTheWindow() {
    // Its conditions have all four bits of the reporting policy.
    byte[] envelope = Samples.vector("suit-manifest", "example0-signed");
    Run run = Run.of(envelope, new Terminal(80, false, false, false), "inspect", "-");
    assertTrue(run.out.contains("send-sysinfo-failure /,\n"), run.out);
    run.out
        .lines()
        .filter(line -> line.contains("send-"))
        .forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void severalInputsAreInspectedAndTheWorstDecides() throws Exception {
    String good = Samples.write(folder, "good.hex", "01");
    String bad = Samples.write(folder, "bad.hex", "18");
    Run run = Run.of("inspect", good, bad);
    assertEquals(ExitCode.REJECTED, run.code);
    assertTrue(run.out.contains("good.hex: CBOR item, 1 byte\n"), run.out);
    assertTrue(run.out.contains("bad.hex: CBOR item, 1 byte\n"), run.out);
  }

  @Test
  void wrongUsage() {
    assertEquals(ExitCode.USAGE, Run.of("inspect").code);
    assertEquals(ExitCode.USAGE, Run.of("inspect", "--hex", "123").code);
    assertEquals(ExitCode.USAGE, Run.of("inspect", "--as", "else", "--hex", "01").code);
    assertEquals(ExitCode.USAGE, Run.of("inspect", "--dialect", "16", "--hex", "01").code);
    Run missing = Run.of("inspect", folder.resolve("missing").toString());
    assertEquals(ExitCode.USAGE, missing.code);
    assertTrue(missing.err.endsWith("missing: no such file\n"), missing.err);
    assertEquals(ExitCode.USAGE, Run.of("inspect", folder.toString()).code);
  }

  /** The manifest decodes, and nobody would accept the envelope. */
  @Test
  void aWrongSeveredMemberIsRefused() throws Exception {
    byte[] envelope = Samples.vector("suit-manifest", "example2-signed");
    SuitEnvelope decoded = SuitEnvelope.decode(Bytes.wrap(envelope));
    int checked = 0;
    for (Bytes item : decoded.unverifiedSeveredMembers().values()) {
      int found = HexFormat.of().formatHex(envelope).indexOf(item.toHex()) / 2;
      byte[] changed = envelope.clone();
      changed[found + item.length() - 1] ^= 1;
      String hex = HexFormat.of().formatHex(changed);
      Run run = Run.of("inspect", "--hex", hex);
      assertEquals(ExitCode.REJECTED, run.code, run::toString);
      assertTrue(run.out.matches("(?s).*\n  path    (install|text)\n.*"), run.out);
      JsonNode json = json("inspect", "--json", "--hex", hex);
      assertFalse(json.path("decoded").asBoolean(true));
      checked++;
    }
    assertTrue(checked > 0);
  }

  /** Alone, and in an Update, where everything stands further back. */
  @Test
  void aMalformedSeveredMemberIsRefusedWhereItIs() throws Exception {
    byte[] envelope = Samples.vector("suit-manifest", "example2-signed");
    SuitEnvelope decoded = SuitEnvelope.decode(Bytes.wrap(envelope));
    int checked = 0;
    for (var severed : decoded.unverifiedSeveredMembers().entrySet()) {
      Bytes item = severed.getValue();
      int head = item.length() < 25 ? 1 : item.length() < 258 ? 2 : 3;
      int place = HexFormat.of().formatHex(envelope).indexOf(item.toHex()) / 2 + head;
      byte[] changed = envelope.clone();
      changed[place] = (byte) 0xf6; // null in place of an array or map
      String hex = HexFormat.of().formatHex(changed);
      String name = severed.getKey().cddlName().replaceFirst("^suit-", "");
      refusedAt(place, name, hex);
      String list = String.format("8203a1098159%04x", changed.length);
      refusedAt(place + list.length() / 2, "Update/manifest-list[0]/" + name, list + hex);
      checked++;
    }
    assertTrue(checked > 0);
  }

  private static void refusedAt(int offset, String path, String hex) throws Exception {
    Run run = Run.of("inspect", "--hex", hex);
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertTrue(run.out.contains(String.format("  offset  %d (0x%x)\n", offset, offset)), run.out);
    assertTrue(run.out.contains("  path    " + path), run.out);
    JsonNode json = json("inspect", "--json", "--hex", hex);
    assertFalse(json.path("decoded").asBoolean(true));
    assertEquals("UNEXPECTED_TYPE", json.path("refusal").path("reason").asText());
    assertEquals(offset, json.path("refusal").path("offset").asInt());
    String found = json.path("refusal").path("path").asText();
    assertTrue(found.equals(path) || found.startsWith(path + "/"), found);
  }
}
