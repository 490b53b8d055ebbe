package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.load.BuiltInVectors;
import org.teep4j.vectors.replay.Outcome;
import org.teep4j.vectors.replay.Replay;
import org.teep4j.vectors.replay.ReplayFailure;
import org.teep4j.vectors.replay.ReplayReport;
import org.teep4j.vectors.replay.ReplayResult;
import org.teep4j.vectors.replay.SetReplay;

class ReplayTest {
  private static final String SCENARIOS = "suit-scenarios";
  private static final String CASES = "teep-cases";

  /** What comes of each built-in set, so that nothing is skipped or lost unnoticed. */
  private static final Map<String, String> EXPECTED = new LinkedHashMap<>();

  static {
    EXPECTED.put("teep-26", "9 vectors: 3 passed, 0 failed, 6 errata, 0 skipped; 116 checks");
    EXPECTED.put("teep-25", "9 vectors: 3 passed, 0 failed, 6 errata, 0 skipped; 116 checks");
    EXPECTED.put("teep-16", "5 vectors: 0 passed, 0 failed, 5 errata, 0 skipped; 67 checks");
    EXPECTED.put(
        "teep-wasm-demo", "9 vectors: 2 passed, 0 failed, 7 errata, 0 skipped; 112 checks");
    EXPECTED.put("libteep", "5 vectors: 2 passed, 0 failed, 3 errata, 0 skipped; 47 checks");
    EXPECTED.put(
        "suit-manifest", "11 vectors: 5 passed, 0 failed, 6 errata, 0 skipped; 131 checks");
    EXPECTED.put(
        "suit-trust-domains", "3 vectors: 1 passed, 0 failed, 2 errata, 0 skipped; 60 checks");
    EXPECTED.put(
        "suit-update-management",
        "10 vectors: 10 passed, 0 failed, 0 errata, 4 skipped; 28 checks");
    EXPECTED.put(
        "suit-firmware-encryption",
        "7 vectors: 1 passed, 0 failed, 5 errata, 1 skipped; 80 checks");
    EXPECTED.put("suit-report", "4 vectors: 0 passed, 0 failed, 4 errata, 0 skipped; 13 checks");
    EXPECTED.put("suit-mti", "6 vectors: 6 passed, 0 failed, 0 errata, 0 skipped; 18 checks");
    EXPECTED.put(
        "cbor-appendix-a", "66 vectors: 65 passed, 0 failed, 1 errata, 0 skipped; 261 checks");
    EXPECTED.put(
        "cbor-appendix-f", "75 vectors: 75 passed, 0 failed, 0 errata, 0 skipped; 75 checks");
    EXPECTED.put("edn", "87 vectors: 87 passed, 0 failed, 0 errata, 0 skipped; 249 checks");
    EXPECTED.put(
        "cose-wg-examples", "245 vectors: 243 passed, 0 failed, 2 errata, 0 skipped; 715 checks");
    EXPECTED.put("gluecose", "11 vectors: 11 passed, 0 failed, 0 errata, 0 skipped; 39 checks");
    EXPECTED.put(
        "cose-hpke", "199 vectors: 140 passed, 0 failed, 59 errata, 0 skipped; 595 checks");
    EXPECTED.put("rfc8392", "5 vectors: 4 passed, 0 failed, 1 errata, 0 skipped; 10 checks");
    EXPECTED.put("eat", "16 vectors: 4 passed, 0 failed, 12 errata, 0 skipped; 41 checks");
    EXPECTED.put("ear", "9 vectors: 9 passed, 0 failed, 0 errata, 0 skipped; 19 checks");
    EXPECTED.put(
        "teep-wasm-demo-eat", "4 vectors: 4 passed, 0 failed, 0 errata, 0 skipped; 17 checks");
    BuiltInVectorsTest.WYCHEPROOF.forEach(
        (name, tests) ->
            EXPECTED.put(
                "wycheproof-" + name,
                tests
                    + " vectors: "
                    + tests
                    + " passed, 0 failed, 0 errata, 0 skipped; "
                    + tests
                    + " checks"));
  }

  private static final List<String> PROGRESS = new ArrayList<>();
  private static final ReplayReport BUILT_IN =
      Replay.builtIn((set, done, total) -> PROGRESS.add(set + " " + done + "/" + total));

  @Test
  void everyBuiltInSetIsReplayedAndCounted() {
    Map<String, String> found = new LinkedHashMap<>();
    for (SetReplay set : BUILT_IN.sets()) {
      found.put(
          set.name(),
          set.vectors()
              + " vectors: "
              + set.count(Outcome.PASSED)
              + " passed, "
              + set.count(Outcome.FAILED)
              + " failed, "
              + set.count(Outcome.KNOWN_ERRATUM)
              + " errata, "
              + set.count(Outcome.SKIPPED)
              + " skipped; "
              + set.checks()
              + " checks");
    }
    assertEquals(
        "419 vectors: 419 passed, 0 failed, 0 errata, 0 skipped; 1552 checks",
        found.remove(SCENARIOS));
    assertEquals(
        "245 vectors: 245 passed, 0 failed, 0 errata, 0 skipped; 1203 checks", found.remove(CASES));
    assertEquals(EXPECTED, found);
    assertTrue(BUILT_IN.isGood());
    assertEquals("replay: 8096 passed, 0 failed, 119 known errata, 5 skipped", BUILT_IN.summary());
  }

  @Test
  void eachVectorHasAResultAndEachCheckIsShownOrSkippedWithAReason() {
    Set<String> reasons = new TreeSet<>();
    for (SetReplay set : published()) {
      VectorSet source = BuiltInVectors.load(set.name());
      Map<String, ReplayResult> results = new LinkedHashMap<>();
      set.results().forEach(result -> results.put(result.id(), result));
      assertEquals(set.results().size(), results.size(), set.name());
      for (TestVector vector : source.vectors()) {
        assertTrue(results.containsKey(vector.id()), vector.id());
      }
      reasons.addAll(set.skipReasons().keySet());
    }
    assertEquals(
        Set.of("COSE_KDF_Context is not read yet", "conditions are not evaluated yet"), reasons);
  }

  @Test
  void knownErrataAreThoseOfTheVectors() {
    for (SetReplay set : published()) {
      VectorSet source = BuiltInVectors.load(set.name());
      for (ReplayResult result : set.results()) {
        if (result.outcome() == Outcome.KNOWN_ERRATUM) {
          assertTrue(source.vector(result.id()).orElseThrow().isKnownToBeWrong());
          assertFalse(result.errata().isEmpty());
        }
      }
    }
  }

  @Test
  void aCutVectorFailsWithOffset() {
    VectorSet set = BuiltInVectors.load("teep-26");
    ReplayResult result = replayed(set, "teep_success", hex -> hex.substring(0, hex.length() - 2));
    ReplayFailure failure = result.failure().orElseThrow();
    assertEquals("decode", failure.check());
    assertEquals(OptionalLong.of(4), failure.offset());
    assertTrue(failure.reason().startsWith("TRUNCATED"), failure.reason());
    assertTrue(failure.toString().startsWith("decode at offset 4 in Success"), failure.toString());
  }

  @Test
  void aDamagedManifestFailsWithOffsetAndPath() {
    VectorSet set = BuiltInVectors.load("teep-26");
    // The last byte of the digest in the authentication wrapper, which is signed.
    ReplayResult result =
        replayed(set, "suit_uri", hex -> hex.replaceFirst("0148d59b", "0148d59a"));
    ReplayFailure failure = result.failure().orElseThrow();
    assertEquals(Outcome.FAILED, result.outcome());
    assertEquals("manifest-digest", failure.check());

    ReplayResult unsigned =
        replayed(
            set,
            "suit_uri",
            hex -> hex.replaceFirst("0148d59b", "0148d59a"),
            expectation -> expectation instanceof Expectation.Signature);
    ReplayFailure signature = unsigned.failure().orElseThrow();
    assertEquals("signature", signature.check());
    assertEquals("the signature does not verify", signature.reason());
    assertEquals(Optional.of("SUIT_Envelope/authentication-wrapper/block[0]"), signature.path());
    assertTrue(signature.offset().isPresent());
  }

  @Test
  void aRepairedVectorIsNoLongerAKnownErratum() {
    VectorSet set = BuiltInVectors.load("cbor-appendix-a");
    ReplayResult result = replayed(set, "a-f818", hex -> "f8ff");
    ReplayFailure failure = result.failure().orElseThrow();
    assertEquals(Outcome.FAILED, result.outcome());
    assertEquals("refuse", failure.check());
    assertEquals(
        "was accepted as cbor-item, and must be refused with INVALID_SIMPLE_VALUE",
        failure.reason());
  }

  @Test
  void aVectorThatIsWrongInAnotherWayFails() {
    VectorSet set = BuiltInVectors.load("cbor-appendix-a");
    ReplayFailure failure = replayed(set, "a-f818", hex -> "f8").failure().orElseThrow();
    assertEquals(
        "refused with TRUNCATED at offset 0 instead of INVALID_SIMPLE_VALUE", failure.reason());
  }

  @Test
  void progressIsToldOncePerSet() {
    assertEquals(BuiltInVectors.names().size() + 2, PROGRESS.size());
    assertEquals("teep-26 0/8216", PROGRESS.get(0));
    assertEquals("suit-scenarios 7552/8216", PROGRESS.get(PROGRESS.size() - 2));
    assertEquals("teep-cases 7971/8216", PROGRESS.get(PROGRESS.size() - 1));
  }

  /** All sets but the scenarios and the cases, which are no vectors. */
  private static List<SetReplay> published() {
    return BUILT_IN.sets().stream()
        .filter(set -> !Set.of(SCENARIOS, CASES).contains(set.name()))
        .toList();
  }

  private static ReplayResult replayed(
      VectorSet set, String id, java.util.function.UnaryOperator<String> damage) {
    return replayed(set, id, damage, expectation -> true);
  }

  private static ReplayResult replayed(
      VectorSet set,
      String id,
      java.util.function.UnaryOperator<String> damage,
      java.util.function.Predicate<Expectation> checked) {
    List<TestVector> vectors = new ArrayList<>();
    for (TestVector vector : set.vectors()) {
      vectors.add(
          vector.id().equals(id)
              ? new TestVector(
                  vector.id(),
                  vector.title(),
                  vector.source(),
                  vector.kind(),
                  vector.dialect(),
                  vector.hex().map(hex -> Bytes.fromHex(damage.apply(hex.toHex()))),
                  vector.expectations().stream().filter(checked).toList(),
                  vector.errata())
              : vector);
    }
    VectorSet damaged = new VectorSet(set.name(), set.title(), set.sources(), set.keys(), vectors);
    return Replay.of(damaged).results().stream()
        .filter(result -> result.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
