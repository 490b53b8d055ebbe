package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;
import org.teep4j.suit.report.SuitCapabilityReport;
import org.teep4j.suit.report.SuitCapabilityReport.ComponentCapability;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SystemPropertyClaims;

/** Values of one item or two: their order, their text, and what they refuse. */
class SmallValuesTest {

  private static SuitComponentIdentifier identifier(String notation) throws DecodeException {
    return SuitComponentIdentifier.read(new CborReader(Edn.parse(notation)));
  }

  // SUIT_Component_Identifier.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                        | /",
        "['a']                     | /a",
        "['!', '~.b']              | /!/~.b",
        "['a b']                   | /h'612062'",
        "['a/b', 'c']              | /h'612f62'/c",
        "[h'', h'00', h'7f', h'80'] | /h''/h'00'/h'7f'/h'80'"
      })
  void identifiersArePrintedAsPaths(String notation, String text) throws Exception {
    assertEquals(text, identifier(notation).toString());
  }

  @Test
  void identifiersAreOrderedBySegments() throws Exception {
    TreeSet<SuitComponentIdentifier> sorted = new TreeSet<>();
    for (String notation :
        List.of("['b']", "['a', 'b']", "[]", "['a']", "['a', 'a']", "[h'ff']", "['a', 'b', '']")) {
      sorted.add(identifier(notation));
    }
    assertEquals("[/, /a, /a/a, /a/b, /a/b/h'', /b, /h'ff']", sorted.toString());
    assertSame(identifier("[]"), identifier("[_ ]"));
    assertEquals(identifier("['a']"), identifier("[_ 'a']"));
    assertEquals(0, identifier("['a']").compareTo(SuitComponentIdentifier.ofText("a")));
  }

  // SUIT_Rep_Policy.

  @Test
  void policiesHaveFourBits() {
    for (int bits = 0; bits < 16; bits++) {
      SuitRepPolicy policy = SuitRepPolicy.of(bits);
      assertEquals(bits, policy.bits());
      assertSame(policy, SuitRepPolicy.of(bits));
      for (int wanted = 1; wanted < 16; wanted++) {
        assertEquals((bits | wanted) == bits, policy.has(wanted), bits + " " + wanted);
      }
    }
    for (int bits : new int[] {16, 17, 32, -1, Integer.MIN_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> SuitRepPolicy.of(bits));
      assertThrows(IllegalArgumentException.class, () -> new SuitRepPolicy(bits));
    }
  }

  // SUIT_Wait_Event.

  @Test
  void waitInfoHasAnEventAndEachInItsForm() {
    Map<SuitWaitInfo.Event, Long> power = Map.of(SuitWaitInfo.Event.POWER, 1L);
    Map<SuitWaitInfo.Event, Uint> time = Map.of(SuitWaitInfo.Event.TIME, Uint.of(1));
    Map<Long, Bytes> other = Map.of(99L, Bytes.fromHex("01"));
    assertEquals(power, waitInfo(power, Map.of(), Map.of()).events());
    assertEquals(time, waitInfo(Map.of(), time, Map.of()).times());
    assertEquals(other, waitInfo(Map.of(), Map.of(), other).others());
    assertThrows(IllegalArgumentException.class, () -> waitInfo(Map.of(), Map.of(), Map.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> waitInfo(Map.of(SuitWaitInfo.Event.TIME, 1L), Map.of(), Map.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> waitInfo(Map.of(), Map.of(SuitWaitInfo.Event.POWER, Uint.of(1)), Map.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> waitInfo(power, time, Map.of(5L, Bytes.fromHex("01"))));
  }

  private static SuitWaitInfo waitInfo(
      Map<SuitWaitInfo.Event, Long> events,
      Map<SuitWaitInfo.Event, Uint> times,
      Map<Long, Bytes> others) {
    return new SuitWaitInfo(events, times, Optional.empty(), others);
  }

  // SUIT_Component_Capability, in a report of capabilities.

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "['a']", "['a', 'b', 'c']", "[true]", "['a', true]", "['a', 'b', true]"})
  void capabilitiesAreReadAsTheyAreWritten(String notation) throws Exception {
    for (String form : List.of(notation, notation.replaceFirst("\\[", "[_ "))) {
      Bytes report = Edn.parse("{1: [" + form + "], 2: [1], 3: [1], 4: [1], 5: [1]}");
      SuitCapabilityReport read = SuitCapabilityReport.decodeUnverified(report);
      ComponentCapability capability = read.components().get(0);
      assertEquals(notation.contains("true"), capability.isPrefix());
      assertEquals(Edn.parse(notation), capability.encode().toBytes());
    }
  }

  // Texts, properties and alternatives.

  @Test
  void bytesBehindAValueAreRefused() throws Exception {
    trailing(
        () ->
            SuitText.decodeUnverified(
                Bytes.fromHex("a162656ea1016161" + "00"), DecodeOptions.defaults()));
    trailing(() -> SystemPropertyClaims.decodeUnverified(Bytes.fromHex("a200814161" + "0e0400")));
  }

  private interface Decoding {
    void decode() throws DecodeException;
  }

  private static void trailing(Decoding decoding) {
    DecodeException refusal = assertThrows(DecodeException.class, decoding::decode);
    assertEquals(Reason.TRAILING_BYTES, refusal.reason());
  }

  @Test
  void otherTextsDoNotHaveTheLabelOfAKnownOne() {
    Map<Long, Bytes> known = Map.of(1L, Bytes.fromHex("6161"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SuitText.Language(Map.of(), new TreeMap<>(), known));
    assertThrows(IllegalArgumentException.class, () -> new SuitText.Component(Map.of(), known));
  }

  @Test
  void propertiesAreOfAComponentAndNotEmpty() {
    SuitComponentIdentifier a = SuitComponentIdentifier.ofText("a");
    SuitParameters size = SuitParameters.builder().set(SuitParameter.IMAGE_SIZE, 4).build();
    assertEquals(size, new SystemPropertyClaims(a, size).properties());
    assertThrows(
        IllegalArgumentException.class, () -> new SystemPropertyClaims(a, SuitParameters.none()));
    SuitParameters label = SuitParameters.builder().setOther(0, Bytes.fromHex("01")).build();
    assertThrows(IllegalArgumentException.class, () -> new SystemPropertyClaims(a, label));
  }

  @Test
  void noParametersAreOneValue() throws Exception {
    assertSame(SuitParameters.none(), SuitParameters.builder().build());
    SuitParameters other = SuitParameters.builder().setOther(99, Bytes.fromHex("01")).build();
    assertFalse(other.isEmpty());
    assertTrue(SuitParameters.none().isEmpty());
  }

  @Test
  void theOtherParametersCountWhereBothHaveOne() {
    SuitParameters first =
        SuitParameters.builder()
            .set(SuitParameter.IMAGE_SIZE, 4)
            .set(SuitParameter.URI, "#a")
            .setOther(99, Bytes.fromHex("01"))
            .build();
    SuitParameters second =
        SuitParameters.builder()
            .set(SuitParameter.URI, "#b")
            .setOther(98, Bytes.fromHex("02"))
            .setOther(99, Bytes.fromHex("03"))
            .build();
    SuitParameters both = first.overriddenBy(second);
    assertEquals(Optional.of("#b"), both.value(SuitParameter.URI));
    assertEquals(Optional.of(Uint.of(4)), both.value(SuitParameter.IMAGE_SIZE));
    assertEquals(Map.of(98L, Bytes.fromHex("02"), 99L, Bytes.fromHex("03")), both.others());
    assertSame(first, first.overriddenBy(SuitParameters.none()));
    assertSame(first, SuitParameters.none().overriddenBy(first));
    assertSame(SuitParameters.none(), SuitParameters.none().overriddenBy(SuitParameters.none()));
  }

  @Test
  void parametersAreEqualInAnyOrder() {
    SuitParameters one =
        SuitParameters.builder()
            .set(SuitParameter.IMAGE_SIZE, 4)
            .set(SuitParameter.URI, "#a")
            .build();
    SuitParameters same =
        SuitParameters.builder()
            .set(SuitParameter.URI, "#a")
            .set(SuitParameter.IMAGE_SIZE, 4)
            .build();
    assertEquals(one, same);
    assertEquals(one.hashCode(), same.hashCode());
    for (SuitParameters.Builder other :
        List.of(
            SuitParameters.builder().set(SuitParameter.URI, "#a"),
            SuitParameters.builder().set(SuitParameter.URI, "#a").set(SuitParameter.IMAGE_SIZE, 5),
            SuitParameters.builder()
                .set(SuitParameter.URI, "#a")
                .set(SuitParameter.STRICT_ORDER, true),
            SuitParameters.builder()
                .set(SuitParameter.URI, "#a")
                .set(SuitParameter.IMAGE_SIZE, 4)
                .setOther(99, Bytes.fromHex("01")))) {
      assertNotEquals(one, other.build());
      assertNotEquals(one.hashCode(), other.build().hashCode());
    }
  }

  @Test
  void parametersAreFoundByTheirLabels() {
    for (SuitParameter<?> parameter : SuitParameter.values()) {
      assertSame(parameter, SuitParameter.fromLabel(parameter.label()).orElseThrow());
      assertEquals(parameter.cddlName(), parameter.toString());
    }
    assertEquals(Optional.empty(), SuitParameter.fromLabel(-1));
    assertEquals(Optional.empty(), SuitParameter.fromLabel(1000));
    assertThrows(
        IllegalArgumentException.class,
        () -> SuitParameters.builder().set(SuitParameter.SOURCE_COMPONENT, -1L).build());
  }

  @Test
  void recordsHaveUnsignedNumbers() throws Exception {
    SuitRecord record =
        new SuitRecord(List.of(0L), -1, 0, 0, SuitParameters.none(), List.of(Bytes.fromHex("01")));
    Bytes encoded = record.encode().toBytes();
    assertEquals(record, SuitRecord.decode(encoded));
    trailing(() -> SuitRecord.decode(Bytes.fromHex(encoded.toHex() + "00")));
    for (long[] numbers : new long[][] {{-1, 0, 0}, {0, -1, 0}, {0, 0, -1}}) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new SuitRecord(
                  List.of(numbers[0]),
                  1,
                  numbers[1],
                  numbers[2],
                  SuitParameters.none(),
                  List.of()));
    }
  }

  @Test
  void onlyWhatTheManifestHasIsSevered() throws Exception {
    SuitCommandSequence one =
        SuitCommandSequence.of(SuitCommand.of(SuitCommandCode.CONDITION_ABORT));
    SuitManifest manifest =
        SuitManifest.builder(1, SuitCommon.of(SuitComponentIdentifier.ofText("a")))
            .sequence(SuitManifestLabel.INSTALL, one)
            .build();
    SuitEnvelopeBuilder builder = SuitEnvelope.builder(manifest);
    assertThrows(
        IllegalArgumentException.class, () -> builder.sever(SuitManifestLabel.PAYLOAD_FETCH));
    SuitEnvelope severed = builder.sever(SuitManifestLabel.INSTALL).build();
    assertTrue(severed.toString().contains("severed=[INSTALL]"), severed.toString());
    SuitManifest without = severed.withoutSevered(SuitManifestLabel.INSTALL).unverifiedManifest();
    assertThrows(
        IllegalArgumentException.class,
        () -> SuitEnvelope.builder(without).sever(SuitManifestLabel.INSTALL));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SuitDependencyMetadata(Optional.empty(), Map.of(1L, Bytes.fromHex("80"))));
  }

  @Test
  void digestAlgorithmsHaveTheirRegisteredNames() {
    assertEquals("SHA-256", SuitDigestAlgorithm.SHA_256.ianaName());
    assertEquals("cose-alg-sha-256", SuitDigestAlgorithm.SHA_256.cddlName());
  }

  @Test
  void tryEachHasTwoAlternatives() throws Exception {
    SuitCommandSequence one =
        SuitCommandSequence.of(SuitCommand.of(SuitCommandCode.CONDITION_ABORT));
    assertEquals(1, new SuitDirective.TryEach(List.of(one), true).sequences().size());
    assertEquals(2, new SuitDirective.TryEach(List.of(one, one), false).sequences().size());
    for (boolean nil : new boolean[] {false, true}) {
      assertThrows(IllegalArgumentException.class, () -> new SuitDirective.TryEach(List.of(), nil));
    }
    assertThrows(
        IllegalArgumentException.class, () -> new SuitDirective.TryEach(List.of(one), false));
    Bytes manifest = Bytes.fromHex("a4010102000341a00748" + "820f8243820e0ff6");
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> SuitManifest.decodeUnverified(manifest));
    assertEquals("expected at least two sequences, found 1", refusal.detail());
  }
}
