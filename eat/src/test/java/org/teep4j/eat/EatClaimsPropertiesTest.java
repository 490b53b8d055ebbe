package org.teep4j.eat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Strictness;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseLabel;

/**
 * For claims of any value: what is encoded is decoded to the same value, and nothing else happens.
 */
class EatClaimsPropertiesTest {

  private static final DecodeOptions DETERMINISTIC =
      DecodeOptions.defaults().withStrictness(Strictness.CORE_DETERMINISTIC);

  private static Arbitrary<Bytes> bytes(int min, int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max).map(Bytes::wrap);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings().ofMaxLength(12).filter(EatClaimsPropertiesTest::isEncodable);
  }

  private static boolean isEncodable(String text) {
    return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }

  private static Arbitrary<NumericDate> time() {
    return Arbitraries.longs()
        .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
        .map(seconds -> NumericDate.of(Instant.ofEpochSecond(seconds)));
  }

  private static Arbitrary<EatVersion> version() {
    Arbitrary<CoseLabel> scheme =
        Arbitraries.oneOf(Arbitraries.longs().map(CoseLabel::of), text().map(CoseLabel::of));
    return Combinators.combine(text(), scheme.optional()).as(EatVersion::new);
  }

  private static Arbitrary<OemId> oemId() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(bits -> new OemId.Pen(Uint.ofBits(bits))),
        bytes(3, 3).map(OemId.Ieee::new),
        bytes(16, 16).map(OemId.Random::new));
  }

  private static Arbitrary<Location> location() {
    Arbitrary<Double> number = Arbitraries.doubles();
    Arbitrary<OptionalDouble> optional =
        number.optional().map(each -> each.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    return Combinators.combine(number, number, optional, optional, time().optional())
        .as(
            (latitude, longitude, altitude, speed, at) ->
                new Location(
                    latitude,
                    longitude,
                    altitude,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    speed,
                    at.map(NumericDate::time),
                    Optional.of(Uint.MAX_VALUE)));
  }

  private static Arbitrary<Confirmation> confirmation() {
    return Arbitraries.of(
        Confirmation.ofKey(TestKeys.ISSUER), // JWK has no name for the algorithm of the other key
        Confirmation.ofKeyId(TestKeys.ISSUER),
        new Confirmation(List.of(new Confirmation.KeyId(Bytes.ofUtf8("name")))));
  }

  private static Arbitrary<List<MeasurementResults>> results() {
    return Combinators.combine(text(), text(), Arbitraries.of(MeasurementResults.Result.class))
        .as(
            (system, id, result) ->
                new MeasurementResults(
                    system, List.of(MeasurementResults.Individual.of(id, result))))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private static Arbitrary<Submodule> submodule() {
    return Arbitraries.oneOf(
        bytes(0, 8).map(digest -> new Submodule.DetachedDigest(CoseLabel.of(-16), digest)),
        Arbitraries.of(DebugStatus.class)
            .map(
                status ->
                    new Submodule.Claims(
                        EatClaims.builder().put(EatClaim.DEBUG_STATUS, status).build())),
        bytes(0, 8)
            .map(
                token ->
                    new Submodule.NestedToken(
                        Submodule.NestedToken.CBOR, Bytes.fromHex("d2" + token.toHex()))),
        Arbitraries.of(
            new Submodule.NestedToken(Submodule.NestedToken.JWT, Bytes.ofUtf8("a.b.c")),
            new Submodule.NestedToken(Submodule.NestedToken.BUNDLE, Bytes.ofUtf8("[1,{}]"))));
  }

  /** A claim with a value, set or not. */
  private static <T> Arbitrary<EatClaimsBuilder> with(
      Arbitrary<EatClaimsBuilder> claims, EatClaim<T> claim, Arbitrary<T> value) {
    return Combinators.combine(claims, value.optional(0.4))
        .as((builder, set) -> set.map(each -> builder.put(claim, each)).orElse(builder));
  }

  @Provide
  Arbitrary<EatClaims> claims() {
    Arbitrary<EatClaimsBuilder> all = Arbitraries.create(EatClaims::builder);
    all = with(all, EatClaim.ISSUER, text());
    all = with(all, EatClaim.AUDIENCE, text().list().ofMinSize(1).ofMaxSize(3));
    all = with(all, EatClaim.EXPIRATION_TIME, time());
    all = with(all, EatClaim.ISSUED_AT, time());
    all = with(all, EatClaim.TOKEN_ID, text().map(Bytes::ofUtf8));
    all = with(all, EatClaim.CONFIRMATION, confirmation());
    all = with(all, EatClaim.NONCE, bytes(8, 64).list().ofMinSize(1).ofMaxSize(3));
    all = with(all, EatClaim.UEID, bytes(7, 33).map(Ueid::new));
    all = with(all, EatClaim.OEMID, oemId());
    all = with(all, EatClaim.HARDWARE_MODEL, bytes(1, 32));
    all = with(all, EatClaim.HARDWARE_VERSION, version());
    all = with(all, EatClaim.UPTIME, Arbitraries.longs().map(Uint::ofBits));
    all = with(all, EatClaim.OEM_BOOT, Arbitraries.of(true, false));
    all = with(all, EatClaim.DEBUG_STATUS, Arbitraries.of(DebugStatus.class));
    all = with(all, EatClaim.LOCATION, location());
    all =
        with(
            all,
            EatClaim.PROFILE,
            Arbitraries.of(EatProfile.TEEP, EatProfile.ofOid("2.999.4294967296")));
    all =
        with(
            all,
            EatClaim.SUBMODULES,
            Arbitraries.maps(text(), submodule()).ofMinSize(1).ofMaxSize(3));
    all =
        with(
            all,
            EatClaim.MANIFESTS,
            Combinators.combine(Arbitraries.integers().between(0, 65535), bytes(1, 8))
                .as(EatContent::of)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2));
    all = with(all, EatClaim.MEASUREMENT_RESULTS, results());
    all = with(all, EatClaim.INTENDED_USE, Arbitraries.of(IntendedUse.class));
    Arbitrary<Map<String, Integer>> others =
        Arbitraries.maps(
                Arbitraries.strings().alpha().ofMinLength(20).ofMaxLength(22),
                Arbitraries.integers().between(0, 23))
            .ofMaxSize(2);
    return Combinators.combine(all, others)
        .as(
            (builder, own) -> {
              new LinkedHashMap<>(own)
                  .forEach(
                      (name, value) ->
                          builder.put(
                              CoseLabel.of(name), Bytes.wrap(new byte[] {value.byteValue()})));
              return builder.build();
            });
  }

  @Property
  void encodedInCborAndDecoded(@ForAll("claims") EatClaims claims) throws DecodeException {
    Bytes encoded = Bytes.wrap(claims.toByteArray());
    EatClaims again = EatClaims.decodeUnverified(encoded, DETERMINISTIC);
    assertEquals(claims, again);
    assertEquals(claims.hashCode(), again.hashCode());
    assertEquals(encoded, Bytes.wrap(again.toByteArray()));
  }

  @Property
  void writtenAsJsonAndRead(@ForAll("claims") EatClaims claims) throws DecodeException {
    assertEquals(claims, EatClaims.decodeJsonUnverified(claims.toJson()));
  }

  @Property
  void damagedBytesAreRefusedOrDecoded(
      @ForAll("claims") EatClaims claims, @ForAll int place, @ForAll byte damage) {
    byte[] encoded = claims.toByteArray();
    encoded[Math.floorMod(place, encoded.length)] ^= damage;
    try {
      EatClaims.decodeUnverified(Bytes.wrap(encoded)).violations();
    } catch (DecodeException refused) {
      assertEquals(false, refused.getMessage().isEmpty());
    }
  }
}
