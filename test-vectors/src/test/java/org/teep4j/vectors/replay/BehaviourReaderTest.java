package org.teep4j.vectors.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.VectorSet;
import org.teep4j.vectors.format.BehaviourCase;
import org.teep4j.vectors.format.BehaviourCase.Condition;
import org.teep4j.vectors.format.BehaviourCase.Word;
import org.teep4j.vectors.format.BehaviourPack;
import org.teep4j.vectors.load.VectorFormatException;
import org.teep4j.vectors.load.VectorLoader;

/** Packs of behaviour cases that somebody else has written. */
class BehaviourReaderTest {
  private static final String PACK =
      "{'about': {'format': 'teep-behaviour-cases/1', 'clock': 7}, 'keys': {'a': {'public': 'a0'}, 'b-c': {'public': 'a0'}},"
          + " 'certificates': {}, 'manifests': {'M': {'hex': 'a0', 'component': 'x'}},"
          + " 'values': {'T1': 'a1a1'}, 'cases': [S]}";
  private static final String CASE =
      "{'name': 'one', 'role': 'tam', 'level': 'must', 'cite': 'TEEP 7.1', 'dialects': ['RFC'],"
          + " 'state': {'tam-keys': ['a'], 'trusted-agents': ['a'], 'outstanding':"
          + " [{'message': 'query-request', 'token': 'a1a1', 'items': 2, 'age-seconds': 10}]},"
          + " 'incoming': {'RFC': ['a0']}, 'expect': {'reply': null}, 'accept-also': [],"
          + " 'after': {}}";
  private static final String AGENT =
      "{'name': 'two', 'role': 'agent', 'level': 'must', 'cite': 'TEEP 7.2', 'dialects': ['RFC'],"
          + " 'state': {'agent-key': 'a', 'suites': [[[18, -9]]], 'trusted-tams': ['a']},"
          + " 'incoming': {'RFC': ['a0']}, 'expect': {'reply': null}}";

  @TempDir private Path folder;

  private BehaviourPack load(String cases) throws Exception {
    Path file = folder.resolve("cases.json");
    Files.writeString(file, PACK.replace("S]", cases + "]").replace('\'', '"'));
    return (BehaviourPack) new VectorLoader().loadFile(file);
  }

  private List<List<Condition>> wish(String field, String json) throws Exception {
    BehaviourPack pack =
        load(CASE.replace("'reply': null", "'reply': 'update', '" + field + "': " + json));
    assertEquals(Map.of(), pack.unreadable());
    return pack.cases().get(0).deliveries().get(0).allowed().get(0).fields().get(field).anyOf();
  }

  @Test
  void aCaseIsReadWithItsDefaults() throws Exception {
    BehaviourPack pack = load(CASE + ", " + AGENT);
    assertEquals(Map.of(), pack.unreadable());
    assertEquals(2, pack.count());
    BehaviourCase one = pack.cases().get(0);
    assertEquals("TEEP 7.1", one.what());
    assertEquals(7, one.state().clock());
    assertTrue(one.state().peer().reportNonceRequired());
    assertEquals(new BehaviourCase.Messages(), one.action());
    assertEquals(
        Optional.of(BehaviourCase.Expected.SILENCE),
        one.deliveries().get(0).allowed().get(0).reply());
  }

  @Test
  void wishesAreAlternativesOfConditions() throws Exception {
    assertEquals(
        List.of(List.of(Word.FRESH, new BehaviourCase.Length(8, 64)), List.of(Word.ABSENT)),
        wish("token", "'fresh, 8..64 bytes or absent'"));
    assertEquals(List.of(List.of(new BehaviourCase.Equal("\"a1a1\""))), wish("token", "'a1a1'"));
    assertEquals(
        List.of(
            List.of(Word.ABSENT),
            List.of(Word.ONE_FOR_EACH_MANIFEST, Word.NONCE_IS_TOKEN, Word.RESULT_TRUE)),
        wish(
            "suit-reports",
            "'absent, or one for each manifest with suit-report-nonce = the token and result"
                + " true'"));
    assertEquals(
        List.of(List.of(Word.ABSENT), List.of(Word.NONCE_IS_TOKEN, Word.HAS_REASON)),
        wish("suit-reports", "'absent, or with suit-report-nonce = the token and a reason'"));
    assertEquals(
        List.of(List.of(Word.ABSENT), List.of(new BehaviourCase.Contains("0"))),
        wish("supported-freshness-mechanisms", "'absent, or contains 0'"));
    assertEquals(
        List.of(
            List.of(
                Word.SIGN,
                new BehaviourCase.Algorithm(-9),
                new BehaviourCase.Algorithm(-19),
                new BehaviourCase.VerifiesWith("a"),
                new BehaviourCase.VerifiesWith("b-c"))),
        wish("cose", "'COSE_Sign, alg -9 and -19, verifies with a and b-c'"));
    assertEquals(
        List.of(List.of(Word.SIGN1, Word.ALGORITHM_OF_PEER, Word.VERIFIES_WITH_TAM)),
        wish(
            "cose",
            "'COSE_Sign1, alg as the Agent\\u0027s (selected suite),"
                + " verifies with the TAM\\u0027s key'"));
    assertEquals(
        List.of(List.of(new BehaviourCase.Equal("11"))),
        wish("err-code", "{'RFC': 11, 'DRAFT_25': 17}"));
    assertEquals(
        List.of(List.of(new BehaviourCase.Equal("[\"M\"]"))), wish("manifest-list", "['M']"));
    assertEquals(
        List.of(List.of(new BehaviourCase.Equal("\"a/b; c=d\""))),
        wish("attestation-payload-format", "'a/b; c=d'"));
  }

  @Test
  void notesAreJudgedAsFarAsTheyAreKnown() throws Exception {
    BehaviourPack pack =
        load(AGENT.replace("'reply': null", "'note': 'an Error; the component stays'"));
    assertEquals(
        Optional.of("error"), pack.cases().get(0).deliveries().get(0).allowed().get(0).reply());
  }

  @Test
  void whatMustBeTrueAfterwardsIsRead() throws Exception {
    BehaviourPack pack =
        load(
            CASE.replace(
                "'after': {}",
                "'after': {'outstanding': 'one, for the token; T1 is used up',"
                    + " 'device': 'unchanged',"
                    + " 'installed': 'x 5, y 1 or nothing, as the reports say'}"));
    assertEquals(
        List.of(
            new BehaviourCase.StillOutstanding(1, Optional.of(false)),
            new BehaviourCase.Waits("T1", Bytes.fromHex("a1a1"), false),
            BehaviourCase.Device.UNCHANGED,
            new BehaviourCase.Installed(List.of(Map.of("x", 5L, "y", 1L), Map.of()), true)),
        pack.cases().get(0).after());
  }

  @Test
  void oneBadCaseLeavesTheOthersAndSaysWhatIsWrong() throws Exception {
    String other = CASE.replace("'one'", "'two'");
    Map<String, String> bad =
        Map.ofEntries(
            Map.entry(other.replace("'must'", "'may'"), "\"level\" is neither"),
            Map.entry(other.replace("'tam'", "'broker'"), "\"role\" is neither"),
            Map.entry(other.replace("'level'", "'lebel'"), "\"level\" is missing"),
            Map.entry(other.replace("'after'", "'afta'"), "unknown member \"afta\""),
            Map.entry(other.replace("['RFC']", "['RFC_1']"), "does not know \"RFC_1\""),
            Map.entry(other.replace("['RFC']", "[]"), "\"dialects\" is empty"),
            Map.entry(other.replace("{'RFC': ['a0']}", "{}"), "\"incoming\" has no message"),
            Map.entry(other.replace("['a0']", "['a']"), "not an even number of hexadecimal"),
            Map.entry(other.replace("'tam-keys': ['a']", "'tam-keys': ['b']"), "know \"b\""),
            Map.entry(other.replace("'items'", "'itams'"), "unknown member \"itams\""),
            Map.entry(other.replace("'reply': null", "'reply': 'no'"), "does not know \"no\""),
            Map.entry(other.replace("'reply': null", "'note': 'x'"), "nothing here can be judged"),
            Map.entry(other.replace("'after': {}", "'api': 'Connect'"), "no conceptual API"),
            Map.entry(other.replace("'after': {}", "'api': 'RequestTA'"), "a component too many"),
            Map.entry(
                other.replace("'after': {}", "'http': {'script': 'x'}"), "\"script\" does not"));
    for (Map.Entry<String, String> each : bad.entrySet()) {
      BehaviourPack pack = load(CASE + ", " + each.getKey());
      assertEquals(1, pack.cases().size(), each.getKey());
      String why = pack.unreadable().get("two");
      assertTrue(why.startsWith("cases[1]") && why.contains(each.getValue()), why);
    }
  }

  /** Somebody else's pack may say more than this version can judge. */
  @Test
  void unknownWordsAreNotJudged() throws Exception {
    assertEquals(
        List.of(List.of(Word.FRESH, new BehaviourCase.Unknown("blue"))),
        wish("token", "'fresh, blue'"));
    assertEquals(
        List.of(List.of(new BehaviourCase.Unknown("verifies with z"))),
        wish("cose", "'verifies with z'"));
    ReplayReport report =
        replayed(
            "tam-connect",
            text ->
                text.replace("fresh, 8..64 bytes", "blue or fresh")
                    .replace("one, for the token", "T9 still waits"));
    assertEquals("replay: 1 passed, 0 failed, 0 known errata, 1 skipped", report.summary());
    assertEquals(
        Map.of("unknown words: T9 still waits; blue", 1), report.sets().get(0).skipReasons());
  }

  @Test
  void whatDiffersIsToldWithItsNumbering() throws Exception {
    ReplayReport report =
        replayed("agent-shape-map", text -> text.replace("\"err-code\":1", "\"err-code\":2"));
    assertEquals(
        "must: RFC: err-code: 1, wanted 2; DRAFT_25: err-code: 1, wanted 2;"
            + " DRAFT_16: err-code: 1, wanted 2",
        report.sets().get(0).results().get(0).failure().orElseThrow().toString());
  }

  /** One of the built-in cases, changed. */
  private ReplayReport replayed(String name, UnaryOperator<String> change) throws Exception {
    String pack;
    try (InputStream in = VectorSet.class.getResourceAsStream("teep-cases.json")) {
      pack = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String wanted =
        pack.lines()
            .filter(line -> line.startsWith("{\"name\":\"" + name + "\""))
            .findFirst()
            .orElseThrow();
    String head = pack.substring(0, pack.indexOf("\"cases\": ["));
    Path file = folder.resolve("one.json");
    Files.writeString(
        file, head + "\"cases\": [" + change.apply(wanted.replaceAll(",$", "")) + "]}");
    return Replay.of(new VectorLoader().load(file), ReplayProgress.NONE);
  }

  @Test
  void aBadPackIsRefused() {
    assertEquals(
        "a second case of the name \"one\"",
        assertThrows(VectorFormatException.class, () -> load(CASE + ", " + CASE))
            .reason()
            .replaceFirst("^cases\\[1]: ", ""));
    assertEquals(
        "\"cases\" is empty", assertThrows(VectorFormatException.class, () -> load("")).reason());
  }
}
