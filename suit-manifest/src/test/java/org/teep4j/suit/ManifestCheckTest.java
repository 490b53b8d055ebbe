package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.SuitCommandCode.CONDITION_ABORT;
import static org.teep4j.suit.SuitManifestLabel.INSTALL;
import static org.teep4j.suit.SuitManifestLabel.VALIDATE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;

/** A builder refuses what a decoder would refuse in the encoding, for the same reason and place. */
class ManifestCheckTest {

  private static final Bytes CUT = Bytes.fromHex("82");
  private static final Bytes TWO = Bytes.fromHex("0101");
  private static final SuitRepPolicy NONE = SuitRepPolicy.NONE;

  private static SuitManifest.Builder manifest() {
    return SuitManifest.builder(1, SuitCommon.of(SuitComponentIdentifier.ofText("a")));
  }

  private static SuitManifest.Builder validate(SuitCommand... commands) {
    return manifest().sequence(VALIDATE, SuitCommandSequence.of(commands));
  }

  private static SuitManifest.Builder shared(SuitCommand... commands) {
    return SuitManifest.builder(
        1,
        SuitCommon.of(SuitComponentIdentifier.ofText("a"))
            .withSharedSequence(SuitCommandSequence.of(commands)));
  }

  private static SuitParameters.Builder parameters() {
    return SuitParameters.builder();
  }

  private static SuitCommand set(SuitParameters.Builder parameters) {
    return new SuitDirective.OverrideParameters(parameters.build());
  }

  private static SuitDigest digest(Bytes extension) {
    return new SuitDigest(-16, Bytes.wrap(new byte[32]), List.of(extension));
  }

  private static SuitText text(Map<Long, Bytes> others, Map<Long, Bytes> ofComponent) {
    TreeMap<SuitComponentIdentifier, SuitText.Component> components = new TreeMap<>();
    components.put(
        SuitComponentIdentifier.ofText("a"), new SuitText.Component(Map.of(), ofComponent));
    return new SuitText(Map.of("en", new SuitText.Language(Map.of(), components, others)));
  }

  private static SuitText unpaired(
      Map<SuitText.Key, String> texts, Map<SuitText.ComponentKey, String> ofComponent) {
    TreeMap<SuitComponentIdentifier, SuitText.Component> components = new TreeMap<>();
    components.put(
        SuitComponentIdentifier.ofText("a"), new SuitText.Component(ofComponent, Map.of()));
    return new SuitText(Map.of("en", new SuitText.Language(texts, components, Map.of())));
  }

  private static Bytes nested(int arrays) {
    CborWriter writer = new CborWriter();
    for (int i = 0; i < arrays; i++) {
      writer.beginArray();
    }
    for (int i = 0; i < arrays; i++) {
      writer.endArray();
    }
    return writer.toBytes();
  }

  private static Map<String, SuitManifest.Builder> bad() {
    SuitCommandSequence abort = SuitCommandSequence.of(SuitCommand.of(CONDITION_ABORT, NONE));
    SuitCommand one = new SuitDirective.SetComponentIndex(SuitIndexArg.of(1));
    SuitCommandSequence outside = SuitCommandSequence.of(one);
    SuitParameters size = parameters().set(SuitParameter.IMAGE_SIZE, 1).build();
    SuitCommon common = SuitCommon.of(SuitComponentIdentifier.ofText("a"));
    SuitDependencyMetadata badMetadata =
        new SuitDependencyMetadata(Optional.empty(), Map.of(9L, CUT));
    Map<String, SuitManifest.Builder> bad = new LinkedHashMap<>();
    bad.put("index", validate(one));
    bad.put("index of the second command", validate(SuitCommand.of(CONDITION_ABORT, NONE), one));
    bad.put(
        "set-parameters",
        validate(new SuitDirective.SetParameters(parameters().setOther(99, CUT).build())));
    bad.put("indexes", validate(new SuitDirective.SetComponentIndex(SuitIndexArg.ofSeveral(0, 1))));
    bad.put("index in run-sequence", validate(new SuitDirective.RunSequence(outside)));
    bad.put(
        "index in try-each", validate(new SuitDirective.TryEach(List.of(abort, outside), false)));
    bad.put("index of the shared sequence", shared(one));
    bad.put("source", validate(set(parameters().set(SuitParameter.SOURCE_COMPONENT, 1L))));
    bad.put(
        "override-multiple",
        validate(new SuitDirective.OverrideMultiple(new TreeMap<>(Map.of(1L, size)))));
    bad.put(
        "source in override-multiple",
        validate(
            new SuitDirective.OverrideMultiple(
                new TreeMap<>(
                    Map.of(0L, parameters().set(SuitParameter.SOURCE_COMPONENT, 1L).build())))));
    bad.put(
        "copy-params",
        validate(new SuitDirective.CopyParams(new TreeMap<>(Map.of(1L, List.of(14L))))));
    bad.put("shared fetch", shared(SuitCommand.of(SuitCommandCode.DIRECTIVE_FETCH, NONE)));
    bad.put("shared custom command", shared(new SuitCommand.Custom(-1, Bytes.fromHex("01"))));
    bad.put(
        "shared custom command in run-sequence",
        shared(
            new SuitDirective.RunSequence(
                SuitCommandSequence.of(new SuitCommand.Custom(-1, Bytes.fromHex("01"))))));
    bad.put("shared custom parameter", shared(set(parameters().setOther(-1, TWO.slice(0, 1)))));
    bad.put("custom argument of another type", validate(new SuitCommand.Custom(-1, CUT)));
    bad.put("custom argument that is true", validate(new SuitCommand.Custom(-1, hex("f5"))));
    bad.put("custom argument of two items", validate(new SuitCommand.Custom(-1, TWO)));
    bad.put("no custom argument", validate(new SuitCommand.Custom(-1, Bytes.empty())));
    bad.put("unknown argument", validate(new SuitCommand.Unknown(99, CUT)));
    bad.put("custom parameter that is null", validate(set(parameters().setOther(-1, hex("f6")))));
    bad.put("unknown parameter", validate(set(parameters().setOther(99, CUT))));
    bad.put(
        "encryption info without tag",
        validate(set(parameters().set(SuitParameter.ENCRYPTION_INFO, hex("80")))));
    bad.put(
        "encryption info cut",
        validate(set(parameters().set(SuitParameter.ENCRYPTION_INFO, hex("d86082")))));
    bad.put("digest", validate(set(parameters().set(SuitParameter.IMAGE_DIGEST, digest(CUT)))));
    bad.put(
        "wait info",
        validate(
            set(
                parameters()
                    .set(
                        SuitParameter.WAIT_INFO,
                        new SuitWaitInfo(
                            Map.of(), Map.of(), Optional.empty(), Map.of(99L, CUT))))));
    bad.put(
        "metadata",
        validate(
            set(
                parameters()
                    .set(
                        SuitParameter.COMPONENT_METADATA,
                        SuitComponentMetadata.builder().other(99, CUT).build()))));
    bad.put("severed", manifest().severed(INSTALL, digest(CUT)));
    bad.put("member", manifest().other(99, CUT));
    bad.put("member of two items", manifest().other(99, TWO));
    bad.put("member of draft 17", manifest().other(10, hex("01")));
    bad.put("install of draft 28", manifest().other(17, hex("01")));
    bad.put("coswid", manifest().coswid(CUT));
    bad.put("uri", manifest().referenceUri("\ud800"));
    bad.put("text", manifest().text(text(Map.of(99L, CUT), Map.of())));
    bad.put("text of a component", manifest().text(text(Map.of(), Map.of(99L, CUT))));
    bad.put(
        "common",
        SuitManifest.builder(
            1,
            new SuitCommon(
                common.components(), new TreeMap<>(), Optional.empty(), Map.of(99L, CUT))));
    bad.put("dependency", SuitManifest.builder(1, common.withDependency(1, badMetadata)));
    bad.put("depth", manifest().other(99, nested(DecodeOptions.LARGEST_MAX_DEPTH)));
    bad.put(
        "depth in a command",
        validate(new SuitCommand.Unknown(99, nested(DecodeOptions.LARGEST_MAX_DEPTH - 2))));
    bad.put(
        "depth with a tag",
        manifest().other(99, nested(DecodeOptions.LARGEST_MAX_DEPTH - 1)).tagged(true));
    return bad;
  }

  private static Bytes hex(String hex) {
    return Bytes.fromHex(hex);
  }

  static Stream<Arguments> refused() {
    return bad().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String name, SuitManifest.Builder builder) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, builder::build);
    if (name.equals("uri")) {
      return; // It has no encoding.
    }
    Bytes encoded = builder.decoded().encode().toBytes();
    DecodeException decoded =
        assertThrows(
            DecodeException.class,
            () ->
                SuitManifest.decodeUnverified(
                    encoded, SuitDecodeOptions.defaults().withCodec(DecodeOptions.largest())));
    String message = refusal.getMessage();
    assertTrue(message.startsWith("not a manifest: "), message);
    // Two items, or half of one, disturb the rest of the encoding.
    Reason reason = decoded.reason();
    if (reason == Reason.INVALID_REFERENCE
        || reason == Reason.UNEXPECTED_ELEMENT
        || reason == Reason.OBSOLETE_DRAFT
        || reason == Reason.UNEXPECTED_TAG
        || reason == Reason.TOO_DEEP) {
      // A decoder reports some indexes at the end of suit-common.
      String place = "not a manifest: " + reason + " at " + decoded.path();
      assertTrue(message.startsWith(place), message + ", not " + place);
    }
  }

  /** Texts with an unpaired surrogate, which have no encoding. */
  @Test
  void refusalsOfTextsNameTheirPlace() {
    for (boolean ofComponent : new boolean[] {false, true}) {
      SuitText text =
          ofComponent
              ? unpaired(Map.of(), Map.of(SuitText.ComponentKey.VENDOR_NAME, "\ud800"))
              : unpaired(Map.of(SuitText.Key.MANIFEST_DESCRIPTION, "\ud800"), Map.of());
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, manifest().text(text)::build);
      String place =
          ofComponent
              ? "text/en/component[0]/text-vendor-name"
              : "text/en/text-manifest-description";
      assertTrue(refusal.getMessage().contains(" at " + place), refusal.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource
  void accepted(SuitManifest.Builder builder) throws DecodeException {
    SuitManifest built = builder.build();
    assertEquals(
        built,
        SuitManifest.decodeUnverified(
            built.encode().toBytes(),
            SuitDecodeOptions.defaults().withCodec(DecodeOptions.largest())));
  }

  static Stream<SuitManifest.Builder> accepted() {
    return Stream.of(
        manifest().other(99, nested(DecodeOptions.LARGEST_MAX_DEPTH - 1)),
        validate(new SuitCommand.Unknown(99, nested(DecodeOptions.LARGEST_MAX_DEPTH - 3))),
        validate(new SuitDirective.SetComponentIndex(SuitIndexArg.ALL)),
        shared(new SuitCommand.Unknown(99, hex("80"))),
        validate(set(parameters().set(SuitParameter.ENCRYPTION_INFO, hex("d86080")))));
  }
}
