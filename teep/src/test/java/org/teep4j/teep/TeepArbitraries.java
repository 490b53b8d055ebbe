package org.teep4j.teep;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.ListArbitrary;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SystemPropertyClaims;

/** Random messages of every type, with every option present or absent. */
final class TeepArbitraries {

  private static final long LARGEST_UINT32 = 0xffff_ffffL;

  private TeepArbitraries() {}

  static Arbitrary<Bytes> bytes(int min, int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max).map(Bytes::copyOf);
  }

  /** Text of 1 to {@code max} bytes: a character takes at most three in this range. */
  private static Arbitrary<String> text(int max) {
    return Arbitraries.strings()
        .ascii()
        .withCharRange('\u0080', '\ud7ff')
        .ofMinLength(1)
        .ofMaxLength(max / 3);
  }

  private static <T> ListArbitrary<T> listOf(Arbitrary<T> element) {
    return element.list().ofMinSize(1).ofMaxSize(4);
  }

  private static Arbitrary<Long> uint32() {
    return Arbitraries.longs().between(0, LARGEST_UINT32);
  }

  static Arbitrary<SuitComponentIdentifier> componentIds() {
    return bytes(0, 20).array(Bytes[].class).ofMaxSize(4).map(SuitValues::componentId);
  }

  private static Arbitrary<SystemPropertyClaims> claims() {
    return Combinators.combine(bytes(0, 20), bytes(32, 32))
        .as(
            (segment, hash) -> {
              CborWriter digest = new CborWriter();
              digest.beginArray().writeLong(-16).writeBytes(hash).endArray();
              return SuitValues.claims(segment, digest.toBytes());
            });
  }

  private static Arbitrary<RequestedTcInfo> requestedTcs() {
    Arbitrary<Optional<Uint>> sequenceNumbers = Arbitraries.longs().map(Uint::ofBits).optional();
    Arbitrary<Optional<Boolean>> haveBinary = Arbitraries.of(true, false).optional();
    return Combinators.combine(componentIds(), sequenceNumbers, haveBinary)
        .as(RequestedTcInfo::new);
  }

  private static Arbitrary<TeepCipherSuite> suites() {
    Arbitrary<TeepCipherSuite> other =
        listOf(
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                    .as(TeepCipherSuite.Operation::new))
            .map(TeepCipherSuite::new);
    return Arbitraries.oneOf(
        Arbitraries.of(TeepCipherSuite.SIGN1_ED25519, TeepCipherSuite.SIGN1_ES256), other);
  }

  private static Arbitrary<SuitCoseProfile> profiles() {
    Arbitrary<SuitCoseProfile> others =
        Combinators.combine(
                Arbitraries.longs(), Arbitraries.longs(), Arbitraries.longs(), Arbitraries.longs())
            .as(SuitValues::profile);
    return Arbitraries.oneOf(Arbitraries.of(Dialect.DRAFT_16.mandatorySuitCoseProfiles()), others);
  }

  private static Arbitrary<FreshnessMechanism> mechanisms() {
    return Arbitraries.oneOf(
        Arbitraries.of(TeepFreshnessMechanism.values()),
        Arbitraries.longs().greaterOrEqual(2).map(UnknownFreshnessMechanism::new));
  }

  static Arbitrary<ErrCode> errCodes() {
    return Arbitraries.oneOf(
        Arbitraries.of(TeepErrorCode.values()),
        Arbitraries.longs().greaterOrEqual(24).map(UnknownErrCode::new));
  }

  private static Arbitrary<Set<DataItem>> dataItems() {
    return Arbitraries.of(DataItem.class)
        .set()
        .map(
            items -> {
              EnumSet<DataItem> set = EnumSet.noneOf(DataItem.class);
              set.addAll(items);
              return Collections.unmodifiableSet(set);
            });
  }

  /** The number after the largest that any dialect assigns. */
  static long firstUnknownLabel() {
    long largest = 0;
    for (Dialect dialect : Dialect.values()) {
      for (TeepLabel label : TeepLabel.values()) {
        largest = label.isIn(dialect) ? Math.max(largest, label.number(dialect)) : largest;
      }
    }
    return largest + 1;
  }

  /** Labels that no dialect assigns, with an integer, a text or a map as value. */
  private static Arbitrary<Map<Long, Bytes>> unknownOptions() {
    Arbitrary<Long> labels =
        Arbitraries.oneOf(
            Arbitraries.just(0L), Arbitraries.longs().greaterOrEqual(firstUnknownLabel()));
    Arbitrary<Bytes> items =
        Arbitraries.oneOf(
            Arbitraries.longs().map(value -> new CborWriter().writeLong(value).toBytes()),
            text(60).map(value -> new CborWriter().writeText(value).toBytes()),
            bytes(0, 600)
                .map(
                    value ->
                        new CborWriter()
                            .beginMap()
                            .writeLong(1)
                            .writeBytes(value)
                            .endMap()
                            .toBytes()));
    return Arbitraries.maps(labels, items).ofMaxSize(3);
  }

  /** Sets an option in half of the builders. */
  private static <B, T> Arbitrary<B> with(
      Arbitrary<B> builders, Arbitrary<T> values, BiConsumer<B, T> setter) {
    return with(builders, values, setter, 0.5);
  }

  /** Sets an option that most dialects do not have. */
  private static <B, T> Arbitrary<B> rarely(
      Arbitrary<B> builders, Arbitrary<T> values, BiConsumer<B, T> setter) {
    return with(builders, values, setter, 0.1);
  }

  private static <B, T> Arbitrary<B> with(
      Arbitrary<B> builders, Arbitrary<T> values, BiConsumer<B, T> setter, double probability) {
    return Combinators.combine(builders, values.optional(probability))
        .as(
            (builder, value) -> {
              value.ifPresent(present -> setter.accept(builder, present));
              return builder;
            });
  }

  private static <B extends TeepMessageBuilder<B>> Arbitrary<B> withCommon(Arbitrary<B> builders) {
    Arbitrary<B> some = with(builders, bytes(8, 64), TeepMessageBuilder::token);
    return with(some, unknownOptions(), (builder, map) -> map.forEach(builder::unknownOption));
  }

  static Arbitrary<QueryRequest> queryRequests() {
    Arbitrary<QueryRequest.Builder> builders =
        Combinators.combine(listOf(suites()), listOf(profiles()), dataItems())
            .as(
                (suites, profiles, items) ->
                    QueryRequest.builder()
                        .supportedTeepCipherSuites(suites)
                        .supportedSuitCoseProfiles(profiles)
                        .dataItemRequested(items));
    builders = withCommon(builders);
    builders =
        with(builders, listOf(mechanisms()), QueryRequest.Builder::supportedFreshnessMechanisms);
    builders = with(builders, bytes(8, 512), QueryRequest.Builder::challenge);
    builders = with(builders, listOf(uint32()), QueryRequest.Builder::versions);
    builders = with(builders, text(90), QueryRequest.Builder::attestationPayloadFormat);
    builders = with(builders, bytes(0, 1000), QueryRequest.Builder::attestationPayload);
    builders = with(builders, listOf(bytes(0, 600)), QueryRequest.Builder::suitReports);
    return builders.map(QueryRequest.Builder::build);
  }

  static Arbitrary<QueryResponse> queryResponses() {
    Arbitrary<QueryResponse.Builder> builders = Arbitraries.create(QueryResponse::builder);
    builders = withCommon(builders);
    builders = rarely(builders, suites(), QueryResponse.Builder::selectedTeepCipherSuite);
    builders = with(builders, uint32(), QueryResponse.Builder::selectedVersion);
    builders = with(builders, text(90), QueryResponse.Builder::attestationPayloadFormat);
    builders = with(builders, bytes(0, 1000), QueryResponse.Builder::attestationPayload);
    builders = with(builders, listOf(bytes(0, 600)), QueryResponse.Builder::suitReports);
    builders = with(builders, claims().list().ofMaxSize(4), QueryResponse.Builder::tcList);
    builders = with(builders, listOf(requestedTcs()), QueryResponse.Builder::requestedTcList);
    builders = with(builders, listOf(componentIds()), QueryResponse.Builder::unneededManifestList);
    builders = with(builders, uint32().list().ofMaxSize(4), QueryResponse.Builder::extList);
    return builders.map(QueryResponse.Builder::build);
  }

  /** Envelopes around payloads of any size, which nobody has signed. */
  private static Arbitrary<Bytes> envelopes() {
    return bytes(0, 2000).map(SuitValues::envelope);
  }

  static Arbitrary<Update> updates() {
    Arbitrary<Update.Builder> builders = withCommon(Arbitraries.create(Update::builder));
    builders = with(builders, listOf(componentIds()), Update.Builder::unneededManifestList);
    builders = with(builders, listOf(envelopes()), Update.Builder::manifestList);
    builders = with(builders, text(90), Update.Builder::attestationPayloadFormat);
    builders = with(builders, bytes(0, 1000), Update.Builder::attestationPayload);
    builders = with(builders, errCodes(), Update.Builder::errCode);
    builders = with(builders, text(128), Update.Builder::errMsg);
    builders = with(builders, text(35), Update.Builder::errLang);
    return builders.map(Update.Builder::build);
  }

  /** Any bytes, and items that may stand without a byte string around them. */
  private static Arbitrary<Bytes> reports() {
    Arbitrary<Bytes> items =
        bytes(0, 60)
            .map(
                content ->
                    new CborWriter()
                        .beginMap()
                        .writeLong(2)
                        .writeBytes(content)
                        .endMap()
                        .toBytes());
    return Arbitraries.oneOf(bytes(0, 600), items);
  }

  static Arbitrary<Success> successes() {
    Arbitrary<Success.Builder> builders = withCommon(Arbitraries.create(Success::builder));
    builders = with(builders, text(128), Success.Builder::msg);
    builders = with(builders, listOf(reports()), Success.Builder::suitReports);
    return builders.map(Success.Builder::build);
  }

  static Arbitrary<TeepError> errors() {
    Arbitrary<TeepError.Builder> builders = withCommon(errCodes().map(TeepError::builder));
    builders = with(builders, text(128), TeepError.Builder::errMsg);
    builders = rarely(builders, text(35), TeepError.Builder::errLang);
    builders = with(builders, listOf(suites()), TeepError.Builder::supportedTeepCipherSuites);
    builders =
        with(builders, listOf(mechanisms()), TeepError.Builder::supportedFreshnessMechanisms);
    builders = with(builders, listOf(profiles()), TeepError.Builder::supportedSuitCoseProfiles);
    builders = with(builders, bytes(8, 512), TeepError.Builder::challenge);
    builders = with(builders, listOf(uint32()), TeepError.Builder::versions);
    builders = with(builders, listOf(reports()), TeepError.Builder::suitReports);
    return builders.map(TeepError.Builder::build);
  }
}
