package org.teep4j.suit.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.author.Samples.APP;
import static org.teep4j.suit.author.Samples.FIRMWARE;
import static org.teep4j.suit.author.Samples.image;
import static org.teep4j.suit.author.Samples.signed;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifestLabel;

/** Each rule fires where it should, and at the right place. */
class LintTest {

  private static final String UUIDS =
      "1: h'fa6b4a53d5ad5fdfbe9de663e4d41ffe', 2: h'1492af1425695e48bf429b2d51f2ab45'";
  private static final String CHECKS = "1, 15, 2, 15";

  /** A shared sequence for one component. */
  private static final String SHARED =
      "4: <<[20, {" + UUIDS + ", " + image(FIRMWARE) + "}, " + CHECKS;

  private static final String URI = "\"https://example.com/a\"";

  private static String one(String sections) {
    return "{1: 1, 2: 1, 3: <<{2: [[h'00']], " + SHARED + "]>>}>>, " + sections + "}";
  }

  /** Two components; both have a digest. */
  private static String two(String sections) {
    return "{1: 1, 2: 1, 3: <<{2: [[h'00'], [h'01']], "
        + SHARED.replace("<<[20", "<<[12, 0, 20")
        + ", 12, 1, 20, {"
        + image(FIRMWARE)
        + "}]>>}>>, "
        + sections
        + "}";
  }

  /** A component and a dependency, whose index is 1. */
  private static String dependent(String sections) {
    return "{1: 1, 2: 1, 3: <<{1: {1: {}}, 2: [[h'00'], [h'01']], "
        + SHARED.replace("<<[20", "<<[12, 0, 20")
        + ", 12, 1, 19, {"
        + image(FIRMWARE)
        + "}]>>}>>, "
        + sections
        + "}";
  }

  private static List<LintWarning> warnings(String manifest) throws Exception {
    return Lint.check(signed(manifest));
  }

  private static LintWarning only(LintRule rule, String manifest) throws Exception {
    List<LintWarning> found =
        warnings(manifest).stream().filter(warning -> warning.rule() == rule).toList();
    assertEquals(1, found.size(), () -> found.toString());
    LintWarning warning = found.get(0);
    assertTrue(warning.toString().contains("[" + rule.id() + "]"), warning::toString);
    return warning;
  }

  private static void assertAt(
      LintRule rule, SuitManifestLabel section, long offset, long component, String manifest)
      throws Exception {
    LintWarning warning = only(rule, manifest);
    assertEquals(Optional.of(section), warning.section(), warning::toString);
    assertEquals(OptionalLong.of(offset), warning.offset(), warning::toString);
    assertEquals(OptionalLong.of(component), warning.component(), warning::toString);
  }

  private static void assertNot(LintRule rule, String manifest) throws Exception {
    assertTrue(
        warnings(manifest).stream().noneMatch(warning -> warning.rule() == rule),
        () -> rule + " in " + manifest);
  }

  @Test
  void aGoodManifestHasNoFindings() throws Exception {
    assertEquals(
        List.of(), warnings(one("7: <<[3, 15]>>, 20: <<[20, {21: " + URI + "}, 21, 2, 3, 15]>>")));
  }

  @Test
  void manifestAsAWhole() throws Exception {
    List<LintWarning> found =
        warnings("{1: 1, 2: 0, 3: <<{2: [[h'00']]}>>, 20: <<[20, {18: 'a'}, 18, 2]>>}");
    assertEquals(Set.of("sequence-number-zero", "no-vendor-check", "no-class-check"), ids(found));
    assertTrue(found.get(0).section().isEmpty());
    assertEquals(
        Set.of("no-section"),
        ids(warnings("{1: 1, 2: 1, 3: <<{2: [[h'00']], " + SHARED + "]>>}>>}")));
    SuitEnvelope unsigned = SuitEnvelope.builder(Samples.manifest(one("7: <<[3, 15]>>"))).build();
    assertEquals(Set.of("unsigned"), ids(Lint.check(unsigned)));
  }

  private static Set<String> ids(List<LintWarning> warnings) {
    return warnings.stream()
        .map(warning -> warning.rule().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void componentIndexes() throws Exception {
    assertAt(
        LintRule.COMPONENT_INDEX_NOT_SET,
        SuitManifestLabel.VALIDATE,
        1,
        0,
        two("7: <<[3, 15, 12, 1, 3, 15]>>"));
    assertNot(LintRule.COMPONENT_INDEX_NOT_SET, two("7: <<[12, true, 3, 15]>>"));
    LintWarning unused = only(LintRule.UNUSED_COMPONENT, two("7: <<[12, 0, 3, 15]>>"));
    assertEquals(OptionalLong.of(1), unused.component());
    assertNot(LintRule.UNUSED_COMPONENT, two("8: <<[12, 1, 20, {22: 0}, 22, 2]>>"));
  }

  @Test
  void parametersOfOtherSections() throws Exception {
    assertAt(
        LintRule.KEPT_PARAMETER,
        SuitManifestLabel.INSTALL,
        1,
        0,
        one("16: <<[20, {21: " + URI + "}]>>, 20: <<[21, 2, 3, 15]>>"));
    assertAt(
        LintRule.PARAMETER_NOT_SET, SuitManifestLabel.INSTALL, 1, 0, one("20: <<[21, 2, 3, 15]>>"));
    assertAt(
        LintRule.SOURCE_NOT_SET,
        SuitManifestLabel.INSTALL,
        3,
        1,
        two("20: <<[12, 1, 22, 2, 3, 15]>>"));
    assertNot(LintRule.SOURCE_NOT_SET, two("20: <<[12, 1, 20, {22: 0}, 22, 2, 3, 15]>>"));
    // Either sequence of the try-each may have set it.
    assertNot(
        LintRule.PARAMETER_NOT_SET,
        one(
            "20: <<[15, [<<[20, {5: 0}, 5, 5, 20, {21: \"a:0\"}]>>, <<[20, {5: 1}, 5, 5, 20, {21:"
                + " \"a:1\"}]>>], 21, 2, 3, 15]>>"));
  }

  @Test
  void parametersOfSeveralComponents() throws Exception {
    assertNot(
        LintRule.PARAMETER_NOT_SET,
        two("20: <<[12, 1, 34, {0: {21: " + URI + "}}, 21, 2, 3, 15]>>"));
    assertNot(
        LintRule.PARAMETER_NOT_SET,
        two("20: <<[12, 0, 20, {21: " + URI + "}, 12, 1, 35, {0: [21]}, 21, 2, 3, 15]>>"));
    assertAt(
        LintRule.PARAMETER_NOT_SET,
        SuitManifestLabel.INSTALL,
        30,
        1,
        two("20: <<[12, 0, 20, {21: " + URI + "}, 12, true, 21, 2, 3, 15]>>"));
  }

  @Test
  void digestsAndSoftFailure() throws Exception {
    assertAt(
        LintRule.REPLACEABLE_DIGEST,
        SuitManifestLabel.VALIDATE,
        1,
        0,
        one("7: <<[19, {" + image(FIRMWARE) + "}, 3, 15]>>"));
    assertAt(
        LintRule.MISPLACED_SOFT_FAILURE,
        SuitManifestLabel.VALIDATE,
        1,
        0,
        one("7: <<[20, {13: true}, 3, 15]>>"));
    assertNot(LintRule.MISPLACED_SOFT_FAILURE, one("7: <<[32, <<[20, {13: true}, 3, 15]>>]>>"));
    only(LintRule.LATE_SOFT_FAILURE, one("7: <<[32, <<[3, 15, 20, {13: true}, 3, 15]>>]>>"));
  }

  @Test
  void commandsThatDevicesMayNotKnow() throws Exception {
    assertAt(
        LintRule.UNKNOWN_COMMAND, SuitManifestLabel.VALIDATE, 3, 0, one("7: <<[3, 15, 99, 1]>>"));
    assertAt(
        LintRule.CUSTOM_COMMAND, SuitManifestLabel.VALIDATE, 3, 0, one("7: <<[3, 15, -300, 1]>>"));
  }

  @Test
  void fallbacks() throws Exception {
    String other = "<<[20, {21: \"b:b\"}, 21, 2, 3, 15]>>";
    assertAt(
        LintRule.UNREACHABLE_FALLBACK,
        SuitManifestLabel.INSTALL,
        5,
        0,
        one("20: <<[15, [<<[20, {21: \"a:a\"}, 21, 2]>>, " + other + "], 3, 15]>>"));
    assertAt(
        LintRule.FALLBACK_FOR_DIRECTIVE,
        SuitManifestLabel.INSTALL,
        5,
        0,
        one("20: <<[15, [<<[20, {21: \"a:a\"}, 21, 2, 3, 15]>>, " + other + "]]>>"));
    String guarded = one("20: <<[15, [<<[3, 15]>>, " + other + "]]>>");
    assertNot(LintRule.FALLBACK_FOR_DIRECTIVE, guarded);
    assertNot(LintRule.UNREACHABLE_FALLBACK, guarded);
    only(
        LintRule.UNREACHABLE_FALLBACK,
        one("20: <<[15, [<<[3, 15]>>, <<[20, {21: \"a:a\"}, 21, 2]>>, null], 3, 15]>>"));
  }

  @Test
  void freeOrder() throws Exception {
    String copies =
        "20: <<[12, 1, 20, {22: 0}, 20, {12: false}, 22, 2, 12, 0, 20, {22: 1}, 22, 2]>>";
    only(LintRule.UNORDERED_COPY, two(copies));
    assertNot(LintRule.UNORDERED_COPY, two(copies.replace("false", "true")));
    only(
        LintRule.UNORDERED_INDEX,
        two("7: <<[12, 0, 20, {12: false}, 32, <<[12, 0, 3, 15, 12, 1, 3, 15]>>]>>"));
    only(LintRule.UNORDERED_INDEX, two("7: <<[12, 0, 20, {12: false}, 32, <<[3, 15]>>]>>"));
    assertNot(LintRule.UNORDERED_INDEX, two("7: <<[12, true, 20, {12: false}, 32, <<[3, 15]>>]>>"));
    only(LintRule.COPY_TO_ITSELF, one("20: <<[20, {22: 0}, 22, 2, 3, 15]>>"));
  }

  @Test
  void invocation() throws Exception {
    only(LintRule.INVOKED_UNCHECKED, one("9: <<[23, 2]>>"));
    assertNot(LintRule.INVOKED_UNCHECKED, one("7: <<[3, 15]>>, 9: <<[23, 2]>>"));
    assertNot(
        LintRule.INVOKED_UNCHECKED,
        two("7: <<[12, 0, 3, 15]>>, 8: <<[12, 1, 20, {22: 0}, 22, 2]>>, 9: <<[12, 1, 23, 2]>>"));
    assertAt(
        LintRule.AFTER_INVOKE,
        SuitManifestLabel.INVOKE,
        3,
        0,
        one("7: <<[3, 15]>>, 9: <<[23, 2, 14, 15]>>"));
  }

  @Test
  void payloads() throws Exception {
    assertAt(
        LintRule.PAYLOAD_WITHOUT_DIGEST,
        SuitManifestLabel.INSTALL,
        26,
        0,
        one("20: <<[20, {21: " + URI + "}, 21, 2]>>"));
    assertNot(
        LintRule.PAYLOAD_WITHOUT_DIGEST,
        one("20: <<[20, {21: " + URI + "}, 21, 2]>>, 7: <<[3, 15]>>"));
    only(LintRule.PAYLOAD_WITHOUT_DIGEST, two("20: <<[12, 0, 20, {22: 1}, 31, 2, 12, 1, 3, 15]>>"));
    LintWarning relative =
        only(LintRule.RELATIVE_URI, one("20: <<[20, {21: \"a.bin\"}, 21, 2, 3, 15]>>"));
    assertEquals(OptionalLong.of(0), relative.component());
    only(LintRule.PAYLOAD_MISSING, one("20: <<[20, {21: \"#a\"}, 21, 2, 3, 15]>>"));
  }

  @Test
  void payloadsOfTheEnvelope() throws Exception {
    SuitEnvelope envelope =
        SuitEnvelope.builder(Samples.manifest(one("20: <<[20, {21: \"#a\"}, 21, 2, 3, 15]>>")))
            .integratedPayload("#a", Bytes.ofUtf8("another"))
            .integratedPayload("#b", FIRMWARE)
            .signer(Samples.SIGNER)
            .build();
    assertEquals(Set.of("unused-payload", "wrong-payload"), ids(Lint.check(envelope)));
  }

  @Test
  void encryptedPayloads() throws Exception {
    // A COSE_Encrypt without recipients that would be decrypted, with AES-GCM and AES-CTR.
    String gcm = "19: <<96([<<{1: 1}>>, {5: h'00'}, null, [[h'', {1: -3}, h'01']]])>>";
    String ctr = "19: <<96([h'', {1: -65534, 5: h'00'}, null, [[h'', {1: -3}, h'01']]])>>";
    String copy = "20: <<[12, 1, 20, {21: " + URI + "}, 21, 2, 12, 0, 20, {%s, 22: 1}, 22, 2%s]>>";
    assertEquals(
        Set.of("encrypted-without-digest"), ids(warnings(two(String.format(copy, gcm, "")))));
    only(LintRule.CTR_WITHOUT_DIGEST, two(String.format(copy, ctr, "")));
    assertNot(LintRule.CTR_WITHOUT_DIGEST, two(String.format(copy, ctr, ", 3, 15")));
    only(
        LintRule.DECRYPTED_AT_FETCH,
        one("20: <<[20, {" + gcm + ", 21: " + URI + "}, 21, 2, 3, 15]>>"));
  }

  @Test
  void dependencies() throws Exception {
    String fetch = "15: <<[12, 1, 20, {21: " + URI + "}, 21, 2, 7, 15, 11, 0]>>";
    assertEquals(Set.of("unguarded-dependency"), ids(warnings(dependent(fetch))));
    only(LintRule.DEPENDENCY_UNCHECKED, dependent(fetch.replace("7, 15", "3, 15")));
    // An earlier section of the same procedure is enough, one of another procedure is not.
    assertNot(LintRule.DEPENDENCY_UNCHECKED, dependent(fetch + ", 20: <<[12, 1, 11, 0]>>"));
    assertAt(
        LintRule.DEPENDENCY_UNCHECKED,
        SuitManifestLabel.INVOKE,
        3,
        1,
        dependent(fetch + ", 9: <<[12, 1, 11, 0]>>"));
    // What was checked may have been overwritten since.
    only(LintRule.DEPENDENCY_UNCHECKED, dependent(fetch.replace("21, 2, 7, 15", "7, 15, 21, 2")));
    only(LintRule.NOT_A_DEPENDENCY, dependent(fetch + ", 20: <<[12, [0, 1], 11, 0]>>"));
    assertNot(LintRule.NOT_A_DEPENDENCY, dependent(fetch + ", 20: <<[12, true, 11, 0]>>"));
    only(
        LintRule.LATE_DEPENDENCY,
        dependent("20: <<[12, 1, 20, {21: " + URI + "}, 21, 2, 7, 15, 11, 0]>>"));
    LintWarning idle = only(LintRule.DEPENDENCY_NOT_PROCESSED, dependent("7: <<[12, 1, 7, 15]>>"));
    assertEquals(OptionalLong.of(1), idle.component());
    LintWarning behind =
        only(
            LintRule.DEPENDENCY_NUMBERING,
            dependent(fetch).replace("2: [[h'00'], [h'01']]", "2: [[h'00']]"));
    assertEquals(OptionalLong.of(1), behind.component());
  }

  @Test
  void sectionsOfDependencies() throws Exception {
    SuitEnvelope other =
        signed(
            ManifestAuthor.ofSequenceNumber(4)
                .component(Component.of(APP, Source.integrated("#app", FIRMWARE)).invoked()));
    String digest =
        "3: <<[-16, h'" + other.unverifiedAuthentication().digest().bytes().toHex() + "']>>";
    String manifest =
        dependent(
                "15: <<[12, 1, 20, {21: \"#d\"}, 21, 2, 7, 15, 11, 0]>>, 7: <<[12, 1, 7, 15, 11,"
                    + " 0]>>, 20: <<[12, 0, 3, 15]>>")
            .replace("12, 1, 19, {" + image(FIRMWARE) + "}", "12, 1, 19, {" + digest + "}");
    List<LintWarning> outside = Lint.check(signed(manifest.replace("#d", "a:d")), List.of(other));
    List<LintWarning> inside =
        Lint.check(
            SuitEnvelope.builder(Samples.manifest(manifest))
                .integratedPayload("#d", other.encode().toBytes())
                .signer(Samples.SIGNER)
                .build());
    for (List<LintWarning> found : List.of(outside, inside)) {
      assertEquals(
          List.of(SuitManifestLabel.INVOKE, SuitManifestLabel.INSTALL),
          found.stream()
              .filter(warning -> warning.rule() == LintRule.MISSING_DEPENDENCY_SECTION)
              .map(warning -> warning.section().orElseThrow())
              .toList(),
          found::toString);
    }
    assertFalse(ids(Lint.check(signed(manifest))).contains("missing-dependency-section"));
  }

  @Test
  void severedSections() throws Exception {
    SuitEnvelope envelope =
        SuitEnvelope.builder(Samples.manifest(one("20: <<[20, {21: " + URI + "}, 21, 2]>>")))
            .sever(SuitManifestLabel.INSTALL)
            .signer(Samples.SIGNER)
            .build();
    assertEquals(Set.of("payload-without-digest"), ids(Lint.check(envelope)));
    assertEquals(
        Set.of("section-not-checked"),
        ids(Lint.check(envelope.withoutSevered(SuitManifestLabel.INSTALL))));
  }

  @Test
  void offsetsCountInTheSection() throws Exception {
    String manifest = one("7: <<[32, <<[15, [<<[3, 15]>>, <<[99, 1]>>]]>>, 3, 15]>>");
    LintWarning warning = only(LintRule.UNKNOWN_COMMAND, manifest);
    Bytes section = section(Samples.manifest(manifest).encode().toBytes(), 7);
    int at = (int) warning.offset().orElseThrow();
    assertEquals(Bytes.fromHex("186301"), section.slice(at, at + 3));
  }

  private static Bytes section(Bytes manifest, long label) throws Exception {
    CborReader reader = new CborReader(manifest);
    reader.enterMap();
    while (reader.readLong() != label) {
      reader.skip();
    }
    return reader.readBytes();
  }

  @Test
  void worstFirst() throws Exception {
    List<LintWarning> found = warnings(two("20: <<[22, 2, -300, 1]>>"));
    assertEquals(
        found.stream().sorted((a, b) -> b.severity().compareTo(a.severity())).toList(), found);
    assertEquals(LintSeverity.ERROR, found.get(0).severity());
  }

  @Test
  void workIsBounded() throws Exception {
    CborWriter commands = new CborWriter().beginArray().writeLong(12).writeBoolean(true);
    for (int i = 0; i < 2000; i++) {
      commands.writeLong(3).writeLong(15);
    }
    commands.endArray();
    StringBuilder components = new StringBuilder("[[h'0000']");
    for (int i = 1; i < 1000; i++) {
      components.append(String.format(", [h'%04x']", i));
    }
    String manifest =
        "{1: 1, 2: 1, 3: <<{2: " + components + "]}>>, 7: h'" + commands.toBytes().toHex() + "'}";
    List<LintWarning> found = warnings(manifest);
    assertTrue(ids(found).contains("too-large"), found::toString);
    assertTrue(found.size() <= 1001);
  }
}
