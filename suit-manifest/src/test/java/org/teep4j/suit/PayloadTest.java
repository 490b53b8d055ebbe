package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.Refused.edn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** Which payloads a verified manifest hands out, and what envelopes are reported for. */
class PayloadTest {

  private static final CoseSigner SIGNER = Keys.authorSigner(CoseAlgorithm.ESP256);
  private static final Bytes GOOD = Bytes.ofUtf8("good");
  private static final Bytes EVIL = Bytes.ofUtf8("evil");
  private static final Bytes OTHER = Bytes.ofUtf8("other!");
  private static final SuitComponentIdentifier A = SuitComponentIdentifier.ofText("a");
  private static final SuitComponentIdentifier B = SuitComponentIdentifier.ofText("b");

  /** A command of parameters: digest, size and URI may be null. */
  private static String set(String uri, Bytes digest, Integer size) throws Exception {
    StringBuilder map = new StringBuilder();
    if (digest != null) {
      map.append("3: << [-16, h'").append(sha256(digest)).append("'] >>, ");
    }
    if (size != null) {
      map.append("14: ").append(size).append(", ");
    }
    if (uri != null) {
      map.append("21: \"").append(uri).append("\", ");
    }
    return "20, {" + map.substring(0, map.length() - 2) + "}";
  }

  private static String sha256(Bytes content) throws Exception {
    return SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(content)).bytes().toHex();
  }

  private static final String FETCH = "21, 15";
  private static final String MATCH = "3, 15";

  private static SuitManifest manifest(String shared, String sections) throws DecodeException {
    String sequence = shared.isEmpty() ? "" : ", 4: << [" + shared + "] >>";
    return SuitManifest.decodeUnverified(
        edn("{1: 1, 2: 7, 3: << {2: [['a'], ['b']]" + sequence + "} >>, " + sections + "}"));
  }

  private static String install(String... commands) {
    return "20: << [" + String.join(", ", commands) + "] >>";
  }

  private static SuitEnvelope envelope(SuitManifest manifest, Map<String, Bytes> payloads)
      throws Exception {
    SuitEnvelopeBuilder builder = SuitEnvelope.builder(manifest).signer(SIGNER);
    payloads.forEach(builder::integratedPayload);
    return SuitEnvelope.decode(builder.build().encode().toBytes());
  }

  private static VerifiedManifest verified(SuitManifest manifest, Map<String, Bytes> payloads)
      throws Exception {
    return envelope(manifest, payloads).verify(Keys.author());
  }

  private static void refused(Failure failure, Executable call) {
    assertEquals(failure, assertThrows(VerificationException.class, call).failure());
  }

  private static List<SuitEnvelopeRule> rules(SuitEnvelope envelope) throws DecodeException {
    return envelope.violations().stream().map(SuitViolation::rule).toList();
  }

  /** Digest in the shared sequence, URI in the section: the ordinary way. */
  @Test
  void payloadIsHandedOutIfItHasTheDigest() throws Exception {
    SuitManifest manifest =
        manifest(set(null, GOOD, 4), install(set("#p", null, null), FETCH, MATCH));
    VerifiedManifest good = verified(manifest, Map.of("#p", GOOD));
    Bytes payload = good.payload("#p").orElseThrow();
    assertEquals(GOOD, payload);
    assertTrue(payload.indexOfSlice(good.envelope().unverifiedIntegratedPayloads().get("#p")) >= 0);
    assertEquals(Map.of("#p", GOOD), good.payloads(A));
    assertEquals(Map.of(), good.payloads(B));
    assertEquals(Optional.empty(), good.payload("#q"));
    assertEquals(List.of(), rules(good.envelope()));

    VerifiedManifest evil = verified(manifest, Map.of("#p", EVIL));
    refused(Failure.DIGEST, () -> evil.payload("#p"));
    refused(Failure.DIGEST, () -> evil.payloads(A));
    assertEquals(List.of(SuitEnvelopeRule.PAYLOAD_DIGEST), rules(evil.envelope()));
  }

  @Test
  void sizeIsChecked() throws Exception {
    SuitManifest wrong = manifest("", install(set("#p", GOOD, 5), FETCH, MATCH));
    VerifiedManifest verified = verified(wrong, Map.of("#p", GOOD));
    refused(Failure.DIGEST, () -> verified.payload("#p"));
    assertEquals(List.of(SuitEnvelopeRule.PAYLOAD_DIGEST), rules(verified.envelope()));
    SuitManifest none = manifest("", install(set("#p", GOOD, null), FETCH, MATCH));
    assertEquals(GOOD, verified(none, Map.of("#p", GOOD)).payload("#p").orElseThrow());
  }

  @Test
  void withoutDigestNothingIsHandedOut() throws Exception {
    // No digest, a digest that nothing compares, one of another component, another URI.
    for (String commands :
        List.of(
            String.join(", ", set("#p", null, 4), FETCH, MATCH),
            String.join(", ", set("#p", GOOD, 4), FETCH),
            String.join(", ", set("#p", null, 4), FETCH, "12, 1", set(null, GOOD, 4), MATCH),
            String.join(", ", set("#q", GOOD, 4), FETCH, set("#p", null, null), MATCH))) {
      VerifiedManifest verified = verified(manifest("", install(commands)), Map.of("#p", GOOD));
      refused(Failure.NO_PAYLOAD_DIGEST, () -> verified.payload("#p"));
      assertEquals(List.of(), verified.payloadChecks("#p"), commands);
    }
  }

  /** The digest of one component says nothing of another one's payload. */
  @Test
  void componentsAreToldApart() throws Exception {
    SuitManifest manifest =
        manifest(
            "12, 0, " + set(null, GOOD, 4) + ", 12, 1, " + set(null, OTHER, 6),
            install(
                "12, 0",
                set("#a", null, null),
                "12, 1",
                set("#b", null, null),
                "12, true",
                FETCH,
                "12, [1, 0]",
                MATCH));
    VerifiedManifest right = verified(manifest, Map.of("#a", GOOD, "#b", OTHER));
    assertEquals(GOOD, right.payload("#a").orElseThrow());
    assertEquals(OTHER, right.payload("#b").orElseThrow());
    assertEquals(Map.of("#b", OTHER), right.payloads(B));
    VerifiedManifest exchanged = verified(manifest, Map.of("#a", OTHER, "#b", GOOD));
    refused(Failure.DIGEST, () -> exchanged.payload("#a"));
    refused(Failure.DIGEST, () -> exchanged.payloads(B));
  }

  /** Alternatives: each URI goes with the digest of its own branch. */
  @Test
  void branchesOfTryEachAreToldApart() throws Exception {
    SuitManifest manifest =
        manifest(
            "15, [<< ["
                + set(null, GOOD, null)
                + ", 5, 5] >>, << ["
                + set(null, OTHER, null)
                + ", 5, 5] >>]",
            install(
                "15, [<< ["
                    + set("#1", GOOD, 4)
                    + ", 5, 5] >>, << ["
                    + set("#2", OTHER, 6)
                    + ", 5, 5] >>]",
                FETCH,
                MATCH));
    VerifiedManifest right = verified(manifest, Map.of("#1", GOOD, "#2", OTHER));
    assertEquals(GOOD, right.payload("#1").orElseThrow());
    assertEquals(OTHER, right.payload("#2").orElseThrow());
    assertEquals(Set.of("#1", "#2"), right.payloads(A).keySet());
    VerifiedManifest exchanged = verified(manifest, Map.of("#1", OTHER, "#2", GOOD));
    refused(Failure.DIGEST, () -> exchanged.payload("#1"));
    refused(Failure.DIGEST, () -> exchanged.payload("#2"));
    assertEquals(1, right.payloadChecks("#1").size());
  }

  /** What a failed branch has set stays set, so that its digest can meet the next branch's URI. */
  @Test
  void failedBranchesKeepTheirParameters() throws Exception {
    SuitManifest manifest =
        manifest(
            "",
            install(
                "15, [<< ["
                    + set(null, GOOD, 4)
                    + ", 5, 5] >>, << ["
                    + set("#p", null, null)
                    + "] >>, null]",
                FETCH,
                MATCH));
    assertEquals(GOOD, verified(manifest, Map.of("#p", GOOD)).payload("#p").orElseThrow());
  }

  /** Fetched in one section, copied and compared in others, the first of them severed. */
  @Test
  void contentIsFollowedThroughCopiesAndSections() throws Exception {
    SuitManifest manifest =
        manifest(
            set(null, GOOD, 4),
            "16: << [12, 1, "
                + set("#p", null, null)
                + ", "
                + FETCH
                + "] >>, "
                + "20: << [12, 0, 20, {22: 1}, 22, 15] >>, 7: << [12, 0, "
                + MATCH
                + "] >>");
    SuitEnvelope envelope =
        SuitEnvelope.builder(manifest)
            .sever(SuitManifestLabel.PAYLOAD_FETCH)
            .integratedPayload("#p", GOOD)
            .signer(SIGNER)
            .build();
    VerifiedManifest verified = envelope.verify(Keys.author());
    assertEquals(GOOD, verified.payload("#p").orElseThrow());
    assertEquals(Map.of("#p", GOOD), verified.payloads(A));
    assertEquals(List.of(), envelope.violations());
    // Without the member it cannot be told where the payload comes from.
    SuitEnvelope without = envelope.withoutSevered(SuitManifestLabel.PAYLOAD_FETCH);
    refused(Failure.NO_PAYLOAD_DIGEST, () -> without.verify(Keys.author()).payload("#p"));
    assertEquals(List.of(), without.violations());
  }

  @ParameterizedTest
  @ValueSource(strings = {"#p", "http://example.com/p"})
  void digestOfThePlaintextChecksNoCiphertext(String uri) throws Exception {
    String info = "19: << 96([h'', {}, null, []]) >>";
    SuitManifest manifest =
        manifest(
            "",
            install(
                "12, 1",
                set(uri, null, null),
                FETCH,
                "12, 0",
                set(null, GOOD, 4),
                "20, {22: 1, " + info + "}",
                "22, 15",
                MATCH));
    VerifiedManifest verified = verified(manifest, Map.of(uri, GOOD));
    refused(Failure.PLAINTEXT_DIGEST, () -> verified.payload(uri));
    assertEquals(
        List.of(SuitPayloadCheck.Subject.PLAINTEXT),
        verified.payloadChecks(uri).stream().map(SuitPayloadCheck::subject).toList());
    assertEquals(List.of(), rules(verified.envelope()));
  }

  @Test
  void dependenciesAreVerifiedOnTheirOwn() throws Exception {
    SuitEnvelope inner =
        SuitEnvelope.builder(manifest("", "7: << [14, 0] >>")).untagged().signer(SIGNER).build();
    String digest = inner.unverifiedAuthentication().digest().bytes().toHex();
    String fetch = "12, 2, 20, {3: << [-16, h'" + digest + "'] >>, 21: \"#d\"}, 21, 15, 7, 15";
    SuitManifest dependent =
        SuitManifest.decodeUnverified(
            edn(
                "{1: 1, 2: 7, 3: << {1: {2: {}}, 2: [['a'], ['b']]} >>, 15: << ["
                    + fetch
                    + "] >>}"));
    Bytes encoded = inner.encode().toBytes();
    SuitVerifier author = SuitVerifier.of(Keys.author());
    VerifiedManifest verified = verified(dependent, Map.of("#d", encoded));
    assertEquals(
        inner.verify(Keys.author()).asSigned(),
        verified.integratedDependency("#d", author).orElseThrow().asSigned());
    assertEquals(Optional.empty(), verified.integratedDependency("#e", author));
    refused(Failure.NO_PAYLOAD_DIGEST, () -> verified.payload("#d"));
    assertEquals(List.of(), rules(verified.envelope()));

    SuitEnvelope another =
        SuitEnvelope.builder(manifest("", "7: << [14, 1] >>")).signer(SIGNER).build();
    VerifiedManifest wrong = verified(dependent, Map.of("#d", another.encode().toBytes()));
    refused(Failure.DIGEST, () -> wrong.integratedDependency("#d", author));
    assertEquals(List.of(SuitEnvelopeRule.PAYLOAD_DIGEST), rules(wrong.envelope()));
    VerifiedManifest garbage = verified(dependent, Map.of("#d", GOOD));
    assertThrows(DecodeException.class, () -> garbage.integratedDependency("#d", author));
    assertEquals(List.of(SuitEnvelopeRule.PAYLOAD_DIGEST), rules(garbage.envelope()));
    SuitVerifier stranger = SuitVerifier.of(Keys.dependentAuthor());
    refused(Failure.SIGNATURE, () -> verified.integratedDependency("#d", stranger));
  }

  @Test
  void whatCannotWorkIsReported() throws Exception {
    SuitManifest manifest = manifest("", install(set("#p", GOOD, 4), FETCH, MATCH));
    SuitEnvelope unsigned = SuitEnvelope.builder(manifest).integratedPayload("#r", GOOD).build();
    assertEquals(
        List.of(
            new SuitViolation(SuitEnvelopeRule.AUTHENTICATION_BLOCK, "authentication-wrapper"),
            new SuitViolation(SuitEnvelopeRule.PAYLOAD_NOT_FETCHED, "#r"),
            new SuitViolation(SuitEnvelopeRule.PAYLOAD_MISSING, "#p")),
        unsigned.violations());
    SuitManifest unmatched = manifest("", install(set("#p", GOOD, 4), FETCH));
    assertEquals(
        List.of(SuitEnvelopeRule.PAYLOAD_WITHOUT_DIGEST),
        rules(envelope(unmatched, Map.of("#p", GOOD))));
    SuitEnvelopeBuilder twice = SuitEnvelope.builder(manifest).integratedPayload("#p", GOOD);
    assertThrows(IllegalArgumentException.class, () -> twice.integratedPayload("#p", EVIL));
    twice.other(1000, edn("1"));
    assertThrows(IllegalArgumentException.class, () -> twice.other(1000, edn("1")));
  }

  /** More alternatives than are followed: a failure, and in time. */
  @Test
  void endlessAlternativesAreNoBurden() throws Exception {
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      commands
          .append("15, [<< [")
          .append(set("#" + i, null, i))
          .append("] >>, << [")
          .append(set(null, Bytes.ofUtf8("" + i), null))
          .append("] >>], ");
    }
    SuitManifest manifest = manifest("", install(commands + FETCH, MATCH));
    VerifiedManifest verified = verified(manifest, Map.of("#199", GOOD));
    refused(Failure.NO_PAYLOAD_DIGEST, () -> verified.payload("#199"));
  }

  /** As for a device with several slots: the digest is chosen once, and the URI again. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 11})
  void alternativesMayBeChosenTwice(int slots) throws Exception {
    List<String> digests = new ArrayList<>();
    List<String> uris = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      String slot = "<< [20, {5: " + i + "}, 5, 15, ";
      digests.add(slot + set(null, Bytes.ofUtf8("image " + i), null) + "] >>");
      uris.add(slot + set("#" + i, null, null) + "] >>");
    }
    SuitManifest manifest =
        manifest(
            "12, 0, 15, [" + String.join(", ", digests) + "]",
            install("12, 0, 15, [" + String.join(", ", uris) + "]", FETCH, MATCH)
                + ", 7: << [12, 0, 3, 15] >>");
    Bytes last = Bytes.ofUtf8("image " + (slots - 1));
    VerifiedManifest verified = verified(manifest, Map.of("#0", last));
    assertEquals(last, verified.payload("#0").orElseThrow());
    assertEquals(slots, verified.payloadChecks("#0").size());
    VerifiedManifest evil = verified(manifest, Map.of("#0", EVIL));
    refused(Failure.DIGEST, () -> evil.payload("#0"));
  }

  @Test
  void alternativesMayTakeSeveralCommands() throws Exception {
    List<String> sequences = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      sequences.add(
          String.join(
              ", ",
              "<< [20, {5: " + i + "}, 5, 15",
              set(null, Bytes.ofUtf8("image " + i), null),
              set("#" + i, null, null) + "] >>"));
    }
    SuitManifest manifest =
        manifest("", install("12, 0, 15, [" + String.join(", ", sequences) + "]", FETCH, MATCH));
    Bytes image = Bytes.ofUtf8("image 59");
    VerifiedManifest verified = verified(manifest, Map.of("#59", image));
    assertEquals(image, verified.payload("#59").orElseThrow());
    assertEquals(1, verified.payloadChecks("#59").size());
  }

  /** Between two commands of which neither can fail no other sequence begins. */
  @Test
  void sequencesFailAtConditionsAlone() throws Exception {
    String fetch = String.join(", ", "12, 0", set("#p", null, null), FETCH);
    for (String alternatives :
        List.of(
            // The digest is another one before the condition.
            "<< [" + set(null, GOOD, null) + ", " + set(null, OTHER, null) + ", 3, 15] >>",
            // What follows the last condition cannot have been when it failed.
            "<< [" + set(null, OTHER, null) + ", 3, 15, " + set(null, GOOD, null) + "] >>",
            "<< [15, [<< ["
                + set(null, GOOD, null)
                + ", "
                + set(null, OTHER, null)
                + ", 3, 15] >>, << [5, 15] >>]] >>")) {
      SuitManifest manifest =
          manifest("", install(fetch, "15, [" + alternatives + ", << [3, 15] >>]"));
      VerifiedManifest verified = verified(manifest, Map.of("#p", GOOD));
      refused(Failure.DIGEST, () -> verified.payload("#p"));
    }
    // Here each could have failed.
    for (String alternatives :
        List.of(
            "<< [" + set(null, GOOD, null) + ", 5, 15, " + set(null, OTHER, null) + ", 5, 15] >>",
            "<< [" + set(null, GOOD, null) + ", 15, [<< [5, 15] >>, << [1, 15] >>]] >>",
            "<< [" + set(null, GOOD, null) + ", 32, << [5, 15] >>] >>",
            "<< [15, [<< ["
                + set(null, GOOD, null)
                + ", 5, 15, "
                + set(null, OTHER, null)
                + "] >>, << [5, 15] >>]] >>")) {
      SuitManifest manifest =
          manifest("", install(fetch, "15, [" + alternatives + ", << [3, 15] >>]"));
      assertEquals(
          GOOD, verified(manifest, Map.of("#p", GOOD)).payload("#p").orElseThrow(), alternatives);
    }
  }

  private static String digest(Bytes content) throws Exception {
    return "3: << [-16, h'" + sha256(content) + "'] >>";
  }

  private static Bytes payload(String commands) throws Exception {
    return verified(manifest("", install(commands)), Map.of("#p", GOOD))
        .payload("#p")
        .orElseThrow();
  }

  private static void refused(Failure failure, String commands) {
    refused(failure, () -> payload(commands));
  }

  /** The last component of override-multiple is the current one. */
  @Test
  void parametersOfSeveralComponentsAreToldApart() throws Exception {
    String both =
        "34, {0: {" + digest(GOOD) + ", 21: \"#a\"}, 1: {" + digest(OTHER) + ", 21: \"#b\"}}";
    VerifiedManifest all =
        verified(
            manifest("", install("12, 0", both, "12, true", FETCH, MATCH)),
            Map.of("#a", GOOD, "#b", OTHER));
    assertEquals(Map.of("#a", GOOD), all.payloads(A));
    assertEquals(Map.of("#b", OTHER), all.payloads(B));
    VerifiedManifest last =
        verified(
            manifest("", install("12, 0", both, FETCH, MATCH)), Map.of("#a", GOOD, "#b", OTHER));
    assertEquals(OTHER, last.payload("#b").orElseThrow());
    refused(Failure.NO_PAYLOAD_DIGEST, () -> last.payload("#a"));
  }

  /** set-parameters does not change what is set; override-parameters does. */
  @Test
  void theFirstOfTheParametersThatAreSetCounts() throws Exception {
    String good = "12, 0, 19, {" + digest(GOOD) + ", 14: 4, 21: \"#p\"}, ";
    String other = "{" + digest(OTHER) + ", 14: 6, 21: \"#q\"}, ";
    assertEquals(GOOD, payload(good + "19, " + other + FETCH + ", " + MATCH));
    refused(Failure.NO_PAYLOAD_DIGEST, good + "20, " + other + FETCH + ", " + MATCH);
    refused(Failure.DIGEST, good + FETCH + ", 20, " + other + MATCH);
  }

  @Test
  void copiedParametersAreThoseOfTheOtherComponent() throws Exception {
    String other = "12, 0, " + set("#q", GOOD, 4) + ", 12, 1, ";
    String rest = ", " + String.join(", ", set("#p", null, null), FETCH, MATCH);
    assertEquals(GOOD, payload(other + "35, {0: [3, 14]}" + rest));
    refused(Failure.NO_PAYLOAD_DIGEST, other + "35, {0: [12, 14]}" + rest);
    refused(Failure.NO_PAYLOAD_DIGEST, other + "35, {0: [12]}" + rest);
    String wrongSize = "12, 0, " + set(null, GOOD, 5) + ", 12, 1, ";
    refused(Failure.DIGEST, wrongSize + "35, {0: [3, 14]}" + rest);
    assertEquals(GOOD, payload(wrongSize + "35, {0: [3]}" + rest));
    // The URI comes along, and one of two alternatives of the other component.
    String uri =
        "12, 0, 15, [<< ["
            + set("#p", OTHER, null)
            + ", 5, 15] >>, << ["
            + set("#p", GOOD, null)
            + "] >>], 12, 1, 35, {0: [3, 21]}, ";
    assertEquals(GOOD, payload(uri + FETCH + ", " + MATCH));
  }

  /** A condition for all components can fail as one for a single component can. */
  @Test
  void conditionsOfAllComponentsMayFail() throws Exception {
    String fetch = String.join(", ", "12, 0", set("#p", null, null), FETCH);
    for (String condition :
        List.of("5, 15", "32, << [5, 15] >>", "15, [<< [5, 15] >>, << [1, 15] >>]")) {
      String branch =
          "<< ["
              + set(null, GOOD, null)
              + ", 12, true, "
              + condition
              + ", 12, 0, "
              + set(null, OTHER, null)
              + ", 5, 15] >>";
      assertEquals(GOOD, payload(fetch + ", 15, [" + branch + ", << [3, 15] >>]"), condition);
    }
    String branch =
        "<< ["
            + set(null, GOOD, null)
            + ", 12, true, 23, 15, 12, 0, "
            + set(null, OTHER, null)
            + ", 3, 15] >>";
    refused(Failure.DIGEST, fetch + ", 15, [" + branch + ", << [3, 15] >>]");
  }

  @Test
  void softFailureEndsASequenceHalfway() throws Exception {
    String fetch = String.join(", ", "12, 0", set("#p", null, null), FETCH) + ", ";
    for (boolean soft : new boolean[] {true, false}) {
      String sequence =
          "32, << [20, {13: "
              + soft
              + "}, "
              + set(null, GOOD, null)
              + ", 5, 15, "
              + set(null, OTHER, null)
              + "] >>, "
              + MATCH;
      if (soft) {
        assertEquals(GOOD, payload(fetch + sequence));
      } else {
        refused(Failure.DIGEST, fetch + sequence);
      }
    }
  }

  @Test
  void directivesThatCannotWorkLeadNowhere() throws Exception {
    String parameters = "12, 0, " + set("#p", GOOD, 4) + ", " + FETCH + ", ";
    assertEquals(GOOD, payload(parameters + MATCH));
    // A copy and an exchange without a source, content that is written over, and no URI.
    refused(Failure.NO_PAYLOAD_DIGEST, parameters + "22, 15, " + MATCH);
    refused(Failure.NO_PAYLOAD_DIGEST, parameters + "31, 15, " + MATCH);
    refused(Failure.NO_PAYLOAD_DIGEST, parameters + "20, {18: h'00'}, 18, 15, " + MATCH);
    refused(Failure.NO_PAYLOAD_DIGEST, "12, 1, " + FETCH + ", " + parameters + "12, 1, " + MATCH);
  }

  @Test
  void anExchangeMayBeOneOfSeveral() throws Exception {
    String fetches =
        String.join(
            ", ", "12, 0", set("#a", null, null), FETCH, "12, 1", set("#b", null, null), FETCH);
    String self = "12, 0, 20, {22: 0}, 31, 15, " + set(null, GOOD, null) + ", " + MATCH;
    VerifiedManifest kept =
        verified(manifest("", install(fetches, self)), Map.of("#a", GOOD, "#b", OTHER));
    assertEquals(GOOD, kept.payload("#a").orElseThrow());
    String either =
        "12, 0, 15, [<< [20, {22: 1}, 5, 15] >>, << [20, {22: 0}, 5, 15] >>], 31, 15, 12, 1, "
            + set(null, GOOD, null)
            + ", "
            + MATCH;
    VerifiedManifest uncertain =
        verified(manifest("", install(fetches, either)), Map.of("#a", GOOD, "#b", GOOD));
    assertEquals(GOOD, uncertain.payload("#a").orElseThrow(), "exchanged");
    assertEquals(GOOD, uncertain.payload("#b").orElseThrow(), "not exchanged");
  }

  @Test
  void aPayloadHasAsManyDigestsAsAreFollowed() throws Exception {
    for (int count : new int[] {64, 66}) {
      StringBuilder commands = new StringBuilder("12, 0, ");
      commands.append(set("#p", null, null)).append(", ").append(FETCH);
      for (int i = 1; i < count; i++) {
        commands.append(", 15, [<< [").append(set(null, Bytes.ofUtf8("" + i), null)).append(", ");
        commands.append(MATCH).append("] >>, << [5, 15] >>]");
      }
      commands.append(", ").append(set(null, GOOD, null)).append(", ").append(MATCH);
      VerifiedManifest verified =
          verified(manifest("", install(commands.toString())), Map.of("#p", GOOD));
      if (count == 64) {
        assertEquals(64, verified.payloadChecks("#p").size());
      } else {
        refused(Failure.DIGEST, () -> verified.payload("#p"));
      }
    }
  }

  @Test
  void swapLeavesNothingBehind() throws Exception {
    String fetches =
        String.join(
            ", ", "12, 0", set("#a", null, null), FETCH, "12, 1", set("#b", null, null), FETCH);
    String swap = "12, 0, 20, {22: 1}, 31, 15";
    SuitManifest manifest =
        manifest(
            "",
            install(
                fetches,
                swap,
                set(null, GOOD, null),
                MATCH,
                "12, 1",
                set(null, OTHER, null),
                MATCH));
    VerifiedManifest right = verified(manifest, Map.of("#a", OTHER, "#b", GOOD));
    assertEquals(OTHER, right.payload("#a").orElseThrow());
    assertEquals(GOOD, right.payload("#b").orElseThrow());
    VerifiedManifest exchanged = verified(manifest, Map.of("#a", GOOD, "#b", OTHER));
    refused(Failure.DIGEST, () -> exchanged.payload("#a"));
    refused(Failure.DIGEST, () -> exchanged.payload("#b"));
  }

  @Test
  void publishedPayloadsAreRight() throws Exception {
    VerifiedManifest published =
        SuitEnvelope.decode(Vectors.envelope("teep-suit-integrated")).verify(Keys.author());
    for (String uri : published.envelope().unverifiedIntegratedPayloads().keySet()) {
      assertTrue(published.payload(uri).isPresent(), uri);
    }
    VerifiedManifest dependent =
        SuitEnvelope.decode(Vectors.envelope("trust-domains-example2-integrated"))
            .verify(Keys.author());
    assertTrue(
        dependent
            .integratedDependency("#dependent.suit", SuitVerifier.of(Keys.author()))
            .isPresent());
  }

  // Severed members.

  @Test
  void severedMembersAreToldApart() throws Exception {
    SuitManifest manifest =
        manifest("", install(MATCH) + ", 16: << [14, 0] >>, 23: << {\"en\": {}} >>");
    SuitEnvelope envelope =
        SuitEnvelope.builder(manifest)
            .sever(
                SuitManifestLabel.INSTALL, SuitManifestLabel.PAYLOAD_FETCH, SuitManifestLabel.TEXT)
            .signer(SIGNER)
            .build()
            .withoutSevered(SuitManifestLabel.PAYLOAD_FETCH);
    assertEquals(
        List.of(
            new SuitSeveredCheck(
                SuitManifestLabel.PAYLOAD_FETCH, SuitSeveredCheck.State.ABSENT, Optional.empty()),
            new SuitSeveredCheck(
                SuitManifestLabel.INSTALL, SuitSeveredCheck.State.DIGEST_RIGHT, Optional.empty()),
            new SuitSeveredCheck(
                SuitManifestLabel.TEXT, SuitSeveredCheck.State.DIGEST_RIGHT, Optional.empty())),
        envelope.checkSeveredMembers());
    assertEquals(List.of(), rules(envelope));

    byte[] damaged = envelope.encode().toByteArray();
    Bytes install = envelope.unverifiedSeveredMembers().get(SuitManifestLabel.INSTALL);
    int at = Bytes.wrap(damaged).toHex().indexOf("14" + install.toHex()) / 2 + 1;
    damaged[at + 1] = (byte) 0x83; // three elements: no pairs
    SuitEnvelope wrong = SuitEnvelope.decode(Bytes.wrap(damaged));
    SuitSeveredCheck check = wrong.checkSeveredMembers().get(1);
    assertEquals(SuitSeveredCheck.State.DIGEST_WRONG, check.state());
    DecodeException malformed = check.malformed().orElseThrow();
    assertEquals(at + 1, malformed.offset());
    assertTrue(malformed.path().startsWith("install"), malformed.path());
    assertEquals(List.of(SuitEnvelopeRule.SEVERED_MEMBER), rules(wrong));
  }
}
