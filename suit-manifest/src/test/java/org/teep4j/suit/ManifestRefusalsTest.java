package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.Refused.edn;
import static org.teep4j.suit.Refused.refused;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;

/** What no manifest may be, why it is refused, and where. */
class ManifestRefusalsTest {

  private static final String COMMON = "<< {2: [['a'], ['b']]} >>";

  /** A manifest of two components with more members. */
  private static String with(String members) {
    return "{1: 1, 2: 0, 3: " + COMMON + ", " + members + "}";
  }

  private static String withValidate(String commands) {
    return with("7: << [" + commands + "] >>");
  }

  private static String withShared(String commands) {
    return "{1: 1, 2: 0, 3: << {2: [['a'], ['b']], 4: << [" + commands + "] >>} >>}";
  }

  private static void refusedManifest(String notation, Reason reason, String path) {
    refused(SuitManifest::decodeUnverified, notation, reason, path);
  }

  private static void refusedCommand(String commands, Reason reason, String path) {
    refusedManifest(withValidate(commands), reason, "validate/" + path);
  }

  private static SuitManifest decoded(String notation) throws DecodeException {
    return SuitManifest.decodeUnverified(edn(notation));
  }

  @Test
  void theSmallestManifestIsAccepted() throws DecodeException {
    SuitManifest manifest = decoded("{1: 1, 2: 0, 3: << {} >>}");
    assertEquals(Uint.ZERO, manifest.sequenceNumber());
    assertEquals(
        Set.of(
            SuitManifestLabel.MANIFEST_VERSION,
            SuitManifestLabel.MANIFEST_SEQUENCE_NUMBER,
            SuitManifestLabel.COMMON),
        manifest.labels());
    assertTrue(decoded("1070({1: 1, 2: 0, 3: << {} >>})").isTagged());
  }

  @Test
  void requiredMembersAreRequired() {
    refusedManifest("{2: 0, 3: << {} >>}", Reason.MISSING_ELEMENT, "");
    refusedManifest("{1: 1, 3: << {} >>}", Reason.MISSING_ELEMENT, "");
    refusedManifest("{1: 1, 2: 0}", Reason.MISSING_ELEMENT, "");
    refusedManifest("[1, 1]", Reason.UNEXPECTED_TYPE, "");
    refusedManifest("107({1: 1, 2: 0, 3: << {} >>})", Reason.UNEXPECTED_TYPE, "");
  }

  @Test
  void membersHaveTheirTypes() {
    refusedManifest("{1: 2, 2: 0, 3: << {} >>}", Reason.VALUE_OUT_OF_RANGE, "manifest-version");
    refusedManifest(
        "{1: 1, 2: -1, 3: << {} >>}", Reason.UNEXPECTED_TYPE, "manifest-sequence-number");
    refusedManifest(
        "{1: 1, 2: 18446744073709551616, 3: << {} >>}",
        Reason.UNEXPECTED_TYPE,
        "manifest-sequence-number");
    refusedManifest("{1: 1, 2: 0, 3: {}}", Reason.UNEXPECTED_TYPE, "common");
    refusedManifest("{1: 1, 2: 0, 3: << {}, 0 >>}", Reason.TRAILING_BYTES, "common");
    refusedManifest(with("4: 'x'"), Reason.UNEXPECTED_TYPE, "reference-uri");
    refusedManifest(with("5: ['a', \"b\"]"), Reason.UNEXPECTED_TYPE, "manifest-component-id");
    refusedManifest(with("6: << [] >>"), Reason.WRONG_LENGTH, "set-version");
    refusedManifest(with("14: << 1, 2 >>"), Reason.TRAILING_BYTES, "coswid");
    refusedManifest(with("7: [-16, h'']"), Reason.UNEXPECTED_TYPE, "validate");
    refusedManifest(with("20: [-16]"), Reason.WRONG_LENGTH, "install");
    refusedManifest(with("\"x\": 1"), Reason.UNEXPECTED_TYPE, "");
    assertEquals(
        Reason.DUPLICATE_KEY,
        assertThrows(
                DecodeException.class,
                () -> SuitManifest.decodeUnverified(Bytes.fromHex("a4010102000341a00200")))
            .reason());
  }

  @Test
  void labelsOfOldDraftsAreRefused() throws DecodeException {
    DecodeException e =
        refused(SuitManifest::decodeUnverified, with("17: [-16, h'']"), Reason.OBSOLETE_DRAFT, "");
    assertTrue(e.detail().contains("suit-install in drafts of the manifest before -29"));
    for (int label = 10; label <= 13; label++) {
      refusedManifest(with(label + ": [-16, h'']"), Reason.OBSOLETE_DRAFT, "");
    }
    SuitDecodeOptions options = SuitDecodeOptions.defaults().withInstallAt17(true);
    SuitManifest manifest = SuitManifest.decodeUnverified(edn(with("17: << [14, 0] >>")), options);
    assertTrue(manifest.sequence(SuitManifestLabel.INSTALL).isPresent());
    assertEquals(
        Reason.DUPLICATE_KEY,
        assertThrows(
                DecodeException.class,
                () ->
                    SuitManifest.decodeUnverified(
                        edn(with("17: [-16, h''], 20: [-16, h'']")), options))
            .reason());
  }

  @Test
  void commonHasItsTypes() {
    refusedManifest("{1: 1, 2: 0, 3: << {2: []} >>}", Reason.WRONG_LENGTH, "common/components");
    refusedManifest(
        "{1: 1, 2: 0, 3: << {2: [[1]]} >>}", Reason.UNEXPECTED_TYPE, "common/components");
    refusedManifest("{1: 1, 2: 0, 3: << {1: {}} >>}", Reason.WRONG_LENGTH, "common/dependencies");
    refusedManifest(
        "{1: 1, 2: 0, 3: << {1: {-1: {}}} >>}", Reason.UNEXPECTED_TYPE, "common/dependencies");
    refusedManifest(
        "{1: 1, 2: 0, 3: << {1: {0: {1: 1}}} >>}",
        Reason.UNEXPECTED_TYPE,
        "common/dependencies/[0]/dependency-prefix");
  }

  @Test
  void dependenciesAreNumberedWithinOrBehindTheComponents() throws DecodeException {
    decoded("{1: 1, 2: 0, 3: << {1: {0: {}, 1: {}}, 2: [['a'], ['b']]} >>}");
    decoded("{1: 1, 2: 0, 3: << {1: {2: {}, 3: {}}, 2: [['a'], ['b']]} >>}");
    refusedManifest(
        "{1: 1, 2: 0, 3: << {1: {3: {}}, 2: [['a'], ['b']]} >>}",
        Reason.INVALID_REFERENCE,
        "common/dependencies");
    assertThrows(
        IllegalArgumentException.class,
        () ->
            SuitCommon.of(SuitComponentIdentifier.ofText("a"))
                .withDependency(2, SuitDependencyMetadata.none()));
  }

  @Test
  void indexesNameComponentsOrDependencies() throws DecodeException {
    String path = "command[0]/directive-set-component-index";
    refusedCommand("12, 2", Reason.INVALID_REFERENCE, path);
    refusedCommand("12, [0, 2]", Reason.INVALID_REFERENCE, path);
    refusedCommand(
        "20, {22: 2}",
        Reason.INVALID_REFERENCE,
        "command[0]/directive-override-parameters/parameter-source-component");
    refusedCommand(
        "34, {2: {14: 1}}", Reason.INVALID_REFERENCE, "command[0]/directive-override-multiple");
    refusedCommand("35, {2: [14]}", Reason.INVALID_REFERENCE, "command[0]/directive-copy-params");
    refusedManifest(withShared("12, 2"), Reason.INVALID_REFERENCE, "common");
    decoded("{1: 1, 2: 0, 3: << {1: {2: {}}, 2: [['a'], ['b']]} >>, 7: << [12, 2] >>}");
    decoded(withValidate("12, true"));
  }

  /** The declarations come last here, so that every index is judged late. */
  @Test
  void indexesAreCheckedInAnyOrderOfMembers() throws DecodeException {
    decoded("{7: << [12, 1] >>, 3: << {4: << [12, 0] >>, 2: [['a'], ['b']]} >>, 2: 0, 1: 1}");
    refusedManifest(
        "{7: << [12, 2] >>, 3: " + COMMON + ", 2: 0, 1: 1}", Reason.INVALID_REFERENCE, "common");
    refusedManifest(
        "{3: << {4: << [12, 2] >>, 2: [['a'], ['b']]} >>, 2: 0, 1: 1}",
        Reason.INVALID_REFERENCE,
        "common");
  }

  @Test
  void builderRefusesWhatWouldNotDecode() {
    SuitManifest.Builder builder =
        SuitManifest.builder(0, SuitCommon.of(SuitComponentIdentifier.ofText("a")))
            .sequence(
                SuitManifestLabel.VALIDATE,
                SuitCommandSequence.of(new SuitDirective.SetComponentIndex(SuitIndexArg.of(1))));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> builder.build());
    assertTrue(e.getMessage().contains("INVALID_REFERENCE"), e.getMessage());
  }

  @Test
  void sequencesAreListsOfPairs() {
    refusedManifest(with("7: << [] >>"), Reason.WRONG_LENGTH, "validate");
    refusedManifest(with("7: << {} >>"), Reason.UNEXPECTED_TYPE, "validate");
    refusedManifest(with("7: << [1] >>"), Reason.WRONG_LENGTH, "validate");
    refusedManifest(
        with("7: << [_ 1] >>"),
        Reason.WRONG_LENGTH,
        "validate/command[0]/condition-vendor-identifier");
    refusedCommand("\"a\", 1", Reason.UNEXPECTED_TYPE, "command[0]");
    refusedManifest(with("7: << [1, 0], 1 >>"), Reason.TRAILING_BYTES, "validate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1, 16 | VALUE_OUT_OF_RANGE | condition-vendor-identifier",
        "1, -1 | UNEXPECTED_TYPE | condition-vendor-identifier",
        "21, true | UNEXPECTED_TYPE | directive-fetch",
        "12, false | VALUE_OUT_OF_RANGE | directive-set-component-index",
        "12, [] | WRONG_LENGTH | directive-set-component-index",
        "12, -1 | UNEXPECTED_TYPE | directive-set-component-index",
        "15, [<< [1, 0] >>] | WRONG_LENGTH | directive-try-each",
        "15, [<< [1, 0] >>, null] | WRONG_LENGTH | directive-try-each",
        "15, [<< [1, 0] >>, << [1, 0] >>, null, null] | WRONG_LENGTH | directive-try-each",
        "15, [<< [1, 0] >>, << [1, 16] >>] | VALUE_OUT_OF_RANGE"
            + " | directive-try-each/[1]/command[0]/condition-vendor-identifier",
        "32, << [] >> | WRONG_LENGTH | directive-run-sequence",
        "20, {} | WRONG_LENGTH | directive-override-parameters",
        "19, {} | WRONG_LENGTH | directive-set-parameters",
        "34, {} | WRONG_LENGTH | directive-override-multiple",
        "34, {0: {}} | WRONG_LENGTH | directive-override-multiple/[0]",
        "35, {} | WRONG_LENGTH | directive-copy-params",
        "35, {0: []} | WRONG_LENGTH | directive-copy-params",
        "-1, true | UNEXPECTED_TYPE | -1",
        "-1, [] | UNEXPECTED_TYPE | -1",
        "1000, << >> , 1 | WRONG_LENGTH | ",
      })
  void argumentsHaveTheirTypes(String commands, Reason reason, String path) {
    if (path == null) {
      refusedManifest(withValidate(commands), reason, "validate");
    } else {
      refusedCommand(commands, reason, "command[0]/" + path);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1: h'00' | WRONG_LENGTH | vendor-identifier",
        "1: 111(h'00') | UNEXPECTED_TYPE | vendor-identifier",
        "2: h'000102030405060708090a0b0c0d0e0f10' | WRONG_LENGTH | class-identifier",
        "3: [-16, h''] | UNEXPECTED_TYPE | image-digest",
        "3: << [-16, h''], 1 >> | TRAILING_BYTES | image-digest",
        "12: 1 | UNEXPECTED_TYPE | strict-order",
        "14: -1 | UNEXPECTED_TYPE | image-size",
        "18: \"a\" | UNEXPECTED_TYPE | content",
        "19: << [h'', {}, null, []] >> | UNEXPECTED_TAG | encryption-info",
        "19: << 97([]) >> | UNEXPECTED_TAG | encryption-info",
        "21: 'a' | UNEXPECTED_TYPE | uri",
        "28: << [6, [1]] >> | VALUE_OUT_OF_RANGE | version",
        "28: << [1, []] >> | WRONG_LENGTH | version",
        "29: << {} >> | WRONG_LENGTH | wait-info",
        "29: << {5: -1} >> | UNEXPECTED_TYPE | wait-info/wait-event-time",
        "29: << {4: ['a', []]} >> | WRONG_LENGTH | wait-info/wait-event-other-device-version",
        "30: << {5: 4} >> | VALUE_OUT_OF_RANGE | component-metadata/meta-file-type",
        "30: << {6: 1} >> | UNEXPECTED_TAG | component-metadata/meta-modification-time",
        "30: << {2: {}} >> | WRONG_LENGTH | component-metadata/meta-user-permissions",
        "30: << {8: 1.5} >> | UNEXPECTED_TYPE | component-metadata/meta-creator",
        "30: << {8: 36('a')} >> | UNEXPECTED_TAG | component-metadata/meta-creator",
      })
  void parametersHaveTheirTypes(String parameter, Reason reason, String path) {
    refusedCommand(
        "20, {" + parameter + "}",
        reason,
        "command[0]/directive-override-parameters/parameter-" + path);
  }

  @Test
  void customParametersHaveFourTypes() throws DecodeException {
    decoded(withValidate("20, {-1: 1, -2: true, -3: \"a\", -4: 'a'}"));
    refusedCommand(
        "20, {-1: null}", Reason.UNEXPECTED_TYPE, "command[0]/directive-override-parameters/-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"21, 0", "22, 0", "11, 0", "33, 0", "29, 0", "-1, null", "34, {0: {14: 1}}"})
  void sharedSequencesAdmitNoOtherDirectives(String commands) {
    refusedManifest(
        withShared(commands), Reason.UNEXPECTED_ELEMENT, "common/shared-sequence/command[0]");
    refusedManifest(
        withShared("32, << [" + commands + "] >>"),
        Reason.UNEXPECTED_ELEMENT,
        "common/shared-sequence/command[0]/directive-run-sequence/command[0]");
  }

  @Test
  void sharedSequencesAdmitConditionsAndParameters() throws DecodeException {
    decoded(withShared("12, 0, 20, {14: 1}, 19, {14: 1}, 1, 15, 28, 0, 1000, []"));
    refusedManifest(
        withShared("20, {-1: 1}"),
        Reason.UNEXPECTED_ELEMENT,
        "common/shared-sequence/command[0]/directive-override-parameters");
  }

  @Test
  void textHasLanguageTagsAndTexts() throws DecodeException {
    decoded(with("23: << {\"en\": {1: \"a\", ['x', 'y']: {7: \">=1.2.5,<2\"}}} >>"));
    refusedManifest(with("23: << {} >>"), Reason.WRONG_LENGTH, "text");
    for (String tag : new String[] {"", "e1", "en-", "-en", "abcdefghi", "en--us", "en-ü"}) {
      refusedManifest(with("23: << {\"" + tag + "\": {}} >>"), Reason.VALUE_OUT_OF_RANGE, "text");
    }
    refusedManifest(
        with("23: << {\"en\": {1: 'a'}} >>"),
        Reason.UNEXPECTED_TYPE,
        "text/en/text-manifest-description");
    refusedManifest(
        with("23: << {\"en\": {['a']: {1: 1}}} >>"),
        Reason.UNEXPECTED_TYPE,
        "text/en/component[0]/text-vendor-name");
  }

  @Test
  void unknownMembersAreKept() throws DecodeException {
    SuitManifest manifest = decoded(with("1000: [1], -5: {}"));
    assertEquals(edn("[1]"), manifest.others().get(1000L));
    assertEquals(edn("{}"), manifest.others().get(-5L));
    SuitManifest.Builder builder = manifest.toBuilder();
    assertThrows(IllegalArgumentException.class, () -> builder.other(7, edn("1")));
  }

  /** Nothing tells an author which of two values would count; what is decoded has its own error. */
  @Test
  void anUnknownLabelIsAddedOnce() throws DecodeException {
    SuitManifest.Builder manifest = decoded(with("1000: [1]")).toBuilder();
    assertThrows(IllegalArgumentException.class, () -> manifest.other(1000, edn("[1]")));
    assertEquals(2, manifest.other(1001, edn("1")).build().others().size());
    SuitComponentMetadata.Builder metadata = SuitComponentMetadata.builder().other(1000, edn("1"));
    assertThrows(IllegalArgumentException.class, () -> metadata.other(1000, edn("2")));
    assertEquals(edn("1"), metadata.build().others().get(1000L));
    for (String twice : List.of("1000: 1, 1000: 2", "1000: 1, 1001: 0, 1000: 2")) {
      Bytes encoded = Edn.parse(with(twice), EdnParseOptions.defaults().withInvalidAdmitted(true));
      DecodeException e =
          assertThrows(DecodeException.class, () -> SuitManifest.decodeUnverified(encoded));
      assertEquals(Reason.DUPLICATE_KEY, e.reason());
    }
  }

  @Test
  void offsetsAreThoseOfTheInput() {
    String notation = "{1: 1, 2: 0, 3: << {} >>, 7: << [1, 16] >>}";
    Bytes encoded = edn(notation);
    DecodeException e =
        refused(
            SuitManifest::decodeUnverified,
            notation,
            Reason.VALUE_OUT_OF_RANGE,
            "validate/command[0]/condition-vendor-identifier");
    assertEquals("a4010102000341a00743820110", encoded.toHex());
    assertEquals(12, e.offset());
  }
}
