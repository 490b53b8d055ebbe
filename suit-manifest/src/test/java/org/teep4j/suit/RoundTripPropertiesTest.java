package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Strictness;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SuitCapabilityReport;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SystemPropertyClaims;

/** What is encoded is decoded to the same value, from bytes that are deterministic. */
class RoundTripPropertiesTest {

  private static final DecodeOptions DETERMINISTIC =
      DecodeOptions.defaults().withStrictness(Strictness.CORE_DETERMINISTIC);

  private interface Decoder<T> {
    T decode(Bytes input, DecodeOptions options) throws DecodeException;
  }

  private static <T extends CborEncodable> void roundTrip(T value, Decoder<T> decoder)
      throws DecodeException {
    Bytes encoded = value.encode().toBytes();
    T decoded = decoder.decode(encoded, DETERMINISTIC);
    assertEquals(value, decoded);
    assertEquals(value.hashCode(), decoded.hashCode());
    assertEquals(encoded, decoded.encode().toBytes());
  }

  @Provide
  Arbitrary<SuitManifest> manifests() {
    return SuitArbitraries.manifest();
  }

  @Provide
  Arbitrary<SuitReport> reports() {
    return SuitArbitraries.report();
  }

  @Provide
  Arbitrary<SystemPropertyClaims> claims() {
    return SuitArbitraries.systemPropertyClaims();
  }

  @Provide
  Arbitrary<SuitCapabilityReport> capabilityReports() {
    return SuitArbitraries.capabilityReport();
  }

  @Provide
  Arbitrary<SuitText> texts() {
    return SuitArbitraries.suitText();
  }

  @Provide
  Arbitrary<SuitDigest> digests() {
    return SuitArbitraries.digest();
  }

  @Provide
  Arbitrary<SuitComponentIdentifier> identifiers() {
    return SuitArbitraries.componentIdentifier();
  }

  @Provide
  Arbitrary<SuitCoseProfile> profiles() {
    return SuitArbitraries.coseProfile();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void manifest(@ForAll("manifests") SuitManifest value) throws DecodeException {
    roundTrip(
        value,
        (input, options) ->
            SuitManifest.decodeUnverified(input, SuitDecodeOptions.defaults().withCodec(options)));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void report(@ForAll("reports") SuitReport value) throws DecodeException {
    roundTrip(value, SuitReport::decodeUnverified);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void systemPropertyClaims(@ForAll("claims") SystemPropertyClaims value) throws DecodeException {
    roundTrip(value, SystemPropertyClaims::decodeUnverified);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void capabilityReport(@ForAll("capabilityReports") SuitCapabilityReport value)
      throws DecodeException {
    roundTrip(value, SuitCapabilityReport::decodeUnverified);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void text(@ForAll("texts") SuitText value) throws DecodeException {
    roundTrip(value, SuitText::decodeUnverified);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void digest(@ForAll("digests") SuitDigest value) throws DecodeException {
    roundTrip(value, SuitDigest::decode);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void componentIdentifier(@ForAll("identifiers") SuitComponentIdentifier value)
      throws DecodeException {
    roundTrip(value, SuitComponentIdentifier::decode);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void coseProfile(@ForAll("profiles") SuitCoseProfile value) throws DecodeException {
    roundTrip(value, SuitCoseProfile::decode);
  }

  @Example
  void everyParameterIsGenerated() {
    assertEquals(SuitParameter.values().size(), SuitArbitraries.settableParameters());
  }

  @Example
  void everyCommandIsGenerated() {
    Set<SuitCommandCode> missing = EnumSet.allOf(SuitCommandCode.class);
    Iterator<SuitCommandSequence> sequences =
        SuitArbitraries.commandSequence().sampleStream().limit(10_000).iterator();
    while (!missing.isEmpty() && sequences.hasNext()) {
      sequences
          .next()
          .commands()
          .forEach(
              command -> SuitCommandCode.fromLabel(command.label()).ifPresent(missing::remove));
    }
    assertEquals(Set.of(), missing);
  }

  @Provide
  Arbitrary<SuitParameters> parameters() {
    return SuitArbitraries.parameters();
  }

  @Property(tries = 200)
  void newerParametersOverrideOlderOnes(
      @ForAll("parameters") SuitParameters older, @ForAll("parameters") SuitParameters newer) {
    SuitParameters both = older.overriddenBy(newer);
    Set<Long> all = new TreeSet<>(older.labels());
    all.addAll(newer.labels());
    assertEquals(all, both.labels());
    assertEquals(newer, both.only(newer.labels()));
    Set<Long> remaining = new TreeSet<>(older.labels());
    remaining.removeAll(newer.labels());
    assertEquals(older.only(remaining), both.only(remaining));
    assertEquals(older, SuitParameters.none().overriddenBy(older));
  }
}
