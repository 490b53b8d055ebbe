package org.teep4j.suit;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SuitCapabilityReport;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SystemPropertyClaims;

/** Random bytes, and damaged encodings of random values, cause a DecodeException or a value. */
@Tag("once")
class RandomInputPropertiesTest {

  private static void decodeAll(Bytes input) {
    decode(SuitEnvelope::decode, input);
    decode(SuitManifest::decodeUnverified, input);
    decode(SuitReport::decodeUnverified, input);
    decode(SystemPropertyClaims::decodeUnverified, input);
    decode(SuitCapabilityReport::decodeUnverified, input);
    decode(SuitText::decodeUnverified, input);
    decode(SuitDigest::decode, input);
    decode(SuitComponentIdentifier::decode, input);
    decode(SuitCoseProfile::decode, input);
  }

  private static void decode(Refused.Decoder decoder, Bytes input) {
    try {
      decoder.decode(input);
    } catch (DecodeException e) {
      // refused, which is one of the two right answers
    }
  }

  private static void decodeDamaged(Bytes encoded, int place, byte change) {
    byte[] bytes = encoded.toByteArray();
    bytes[Math.floorMod(place, bytes.length)] ^= change;
    decodeAll(Bytes.wrap(bytes));
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
  Arbitrary<SuitText> texts() {
    return SuitArbitraries.suitText();
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void bytes(@ForAll byte[] bytes) {
    decodeAll(Bytes.wrap(bytes));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void damagedManifest(
      @ForAll("manifests") SuitManifest value, @ForAll int place, @ForAll byte change) {
    decodeDamaged(value.encode().toBytes(), place, change);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void damagedReport(@ForAll("reports") SuitReport value, @ForAll int place, @ForAll byte change) {
    decodeDamaged(value.encode().toBytes(), place, change);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void damagedText(@ForAll("texts") SuitText value, @ForAll int place, @ForAll byte change) {
    decodeDamaged(value.encode().toBytes(), place, change);
  }
}
