package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/** The manifests in the published envelopes, without a look at signatures. */
class ManifestVectorsTest {

  static List<String> names() {
    return List.copyOf(Vectors.envelopes().keySet());
  }

  /** The content of the byte string under key 3. */
  static Bytes manifestIn(Bytes envelope) throws DecodeException {
    CborReader reader = new CborReader(envelope);
    reader.tryReadTag(107);
    reader.enterMap();
    while (reader.readLong() != 3) {
      reader.skip();
    }
    return reader.readBytes();
  }

  @Test
  void theNumberOfVectorsIsKnown() {
    assertEquals(23, names().size());
  }

  @ParameterizedTest
  @MethodSource("names")
  void manifestIsEncodedAgainToTheSameBytes(String name) throws DecodeException {
    Bytes encoded = manifestIn(Vectors.envelope(name));
    SuitManifest manifest = SuitManifest.decodeUnverified(encoded);
    assertEquals(encoded.toHex(), manifest.encode().toBytes().toHex());
    assertEquals(manifest, SuitManifest.decodeUnverified(encoded));
    assertEquals(manifest, manifest.toBuilder().build());
  }

  /** ERRATA: the manifest was written when suit-install had label 9, which is suit-invoke now. */
  @Test
  void installOfTheUpdateExampleIsReadAsInvoke() throws DecodeException {
    SuitManifest manifest =
        SuitManifest.decodeUnverified(manifestIn(Vectors.envelope("teep-update-manifest")));
    assertEquals(Optional.empty(), manifest.sequence(SuitManifestLabel.INSTALL));
    List<SuitCommand> commands = manifest.contentOf(SuitManifestLabel.INVOKE).commands();
    assertEquals(SuitCommandCode.DIRECTIVE_FETCH.label(), commands.get(1).label());
  }

  /** Reports name commands by their offset in the section, as it was received. */
  @Test
  void commandsHaveOffsets() throws DecodeException {
    // The head of the section is longer than it must be.
    String section = "98040e0f182043820e0f";
    SuitManifest manifest =
        SuitManifest.decodeUnverified(Bytes.fromHex("a4010102000341a0074a" + section));
    SuitCommandSequence validate = manifest.contentOf(SuitManifestLabel.VALIDATE);
    assertEquals(section, validate.encoded().toHex());
    List<SuitStep> steps = validate.steps();
    assertEquals(List.of(2, 4), steps.stream().map(SuitStep::offset).toList());
    assertEquals(validate.commands(), steps.stream().map(SuitStep::command).toList());
    SuitCommandSequence nested =
        ((SuitDirective.RunSequence) validate.commands().get(1)).sequence();
    assertEquals(1, nested.steps().get(0).offset());
    assertEquals(7, validate.encoded().indexOfSlice(nested.encoded()));
    assertEquals(
        List.of(2, 4, 8), steps.stream().flatMap(SuitStep::all).map(SuitStep::offset).toList());
    assertTrue(SuitStep.contains(steps, SuitCommandCode.CONDITION_ABORT));
    assertFalse(SuitStep.contains(steps, SuitCommandCode.CONDITION_IMAGE_MATCH));
    SuitCommandSequence built = SuitCommandSequence.of(validate.commands());
    assertEquals(validate, built);
    assertEquals("840e0f182043820e0f", built.encoded().toHex());
    assertEquals(3, built.steps().get(1).offset());
  }

  /** The steps of alternatives, with and without nil behind them, and what follows. */
  @Test
  void commandsOfAlternativesHaveOffsets() throws DecodeException {
    for (String nil : List.of("", "f6")) {
      String alternatives = "43820e0f" + "43820105" + nil;
      String section = "84" + "0f" + (nil.isEmpty() ? "82" : "83") + alternatives + "0e0f";
      String length = String.format("%02x", 0x40 + section.length() / 2);
      SuitManifest manifest =
          SuitManifest.decodeUnverified(Bytes.fromHex("a4010102000341a007" + length + section));
      List<SuitStep> steps = manifest.contentOf(SuitManifestLabel.VALIDATE).steps();
      int after = 3 + alternatives.length() / 2;
      assertEquals(List.of(1, after), steps.stream().map(SuitStep::offset).toList());
      assertEquals(
          List.of(1, 5, 9, after),
          steps.stream().flatMap(SuitStep::all).map(SuitStep::offset).toList());
      assertEquals(2, steps.get(0).nested().size());
      assertEquals(List.of(), steps.get(1).nested());
    }
  }

  /** The CDDL wants two sequences, and some authors write one that may fail. */
  @Test
  void tryEachWithOneSequenceAndNilIsReadOnRequest() throws Exception {
    Bytes manifest = Bytes.fromHex("a4010102000341a00748" + "820f8243820e0ff6");
    DecodeException e =
        assertThrows(DecodeException.class, () -> SuitManifest.decodeUnverified(manifest));
    assertEquals(Reason.WRONG_LENGTH, e.reason());
    SuitDecodeOptions options = SuitDecodeOptions.defaults().withSingleAlternatives(true);
    SuitManifest read = SuitManifest.decodeUnverified(manifest, options);
    SuitDirective.TryEach tryEach =
        (SuitDirective.TryEach) read.contentOf(SuitManifestLabel.VALIDATE).commands().get(0);
    assertEquals(1, tryEach.sequences().size());
    assertTrue(tryEach.endsWithNil());
    assertEquals(manifest, read.encode().toBytes());

    SuitManifest.Builder builder =
        SuitManifest.builder(0, read.common())
            .sequence(SuitManifestLabel.VALIDATE, SuitCommandSequence.of(tryEach));
    assertThrows(IllegalArgumentException.class, builder::build);
    assertThrows(
        IllegalArgumentException.class,
        () -> new SuitDirective.TryEach(tryEach.sequences(), false));
    assertThrows(IllegalArgumentException.class, () -> new SuitDirective.TryEach(List.of(), true));
    for (String none : List.of("820f8143820e0f", "820f81f6")) {
      String length = Integer.toHexString(0x40 + none.length() / 2);
      Bytes other = Bytes.fromHex("a4010102000341a007" + length + none);
      assertThrows(
          DecodeException.class, () -> SuitManifest.decodeUnverified(other, options), none);
    }
  }

  @Test
  void dependencyIndexBehindTheComponentsIsAccepted() throws DecodeException {
    SuitManifest manifest =
        SuitManifest.decodeUnverified(
            manifestIn(Vectors.envelope("trust-domains-example1-process")));
    assertEquals(1, manifest.common().components().size());
    assertEquals(List.of(1L), List.copyOf(manifest.common().dependencies().keySet()));
    assertEquals(
        new SuitDirective.SetComponentIndex(SuitIndexArg.of(1)),
        manifest.contentOf(SuitManifestLabel.DEPENDENCY_RESOLUTION).commands().get(0));
  }
}
