package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.eat.MediaType;

/** Building, comparing and extending messages. */
class TeepMessageTest {

  private static final Bytes EIGHT = Bytes.fromHex("0102030405060708");
  private static final Set<DataItem> KNOWN_ITEMS =
      Set.of(DataItem.ATTESTATION, DataItem.TRUSTED_COMPONENTS);

  private static Bytes zeros(int length) {
    return Bytes.wrap(new byte[length]);
  }

  private static QueryRequest.Builder queryRequest() {
    return QueryRequest.builder()
        .supportedTeepCipherSuites(List.of(TeepCipherSuite.SIGN1_ESP256))
        .supportedSuitCoseProfiles(List.of(SuitValues.profile(-16, -9, -29, 1)));
  }

  private static TeepError.Builder error() {
    return TeepError.builder(TeepErrorCode.ERR_TEMPORARY_ERROR);
  }

  static Stream<Arguments> unbuildable() {
    return Stream.of(
        unbuildable("token", () -> Success.builder().token(zeros(7)).build()),
        unbuildable("token", () -> Success.builder().token(zeros(65)).build()),
        unbuildable("challenge", () -> error().challenge(zeros(7)).build()),
        unbuildable("challenge", () -> error().challenge(zeros(513)).build()),
        unbuildable("msg", () -> Success.builder().msg("").build()),
        unbuildable("msg", () -> Success.builder().msg("ä".repeat(64) + "x").build()),
        unbuildable("msg", () -> Success.builder().msg("\ud800").build()),
        unbuildable("err-msg", () -> error().errMsg("x".repeat(129)).build()),
        unbuildable("err-lang", () -> error().errLang("x".repeat(36)).build()),
        unbuildable("versions", () -> error().versions(List.of(-1L)).build()),
        unbuildable("versions", () -> error().versions(List.of(0L, 1L << 32)).build()),
        unbuildable("selected-version", () -> QueryResponse.builder().selectedVersion(-1).build()),
        unbuildable("ext-list", () -> QueryResponse.builder().extList(List.of(1L << 32)).build()),
        unbuildable(
            "supported-teep-cipher-suites",
            () -> queryRequest().supportedTeepCipherSuites(List.of()).build()),
        unbuildable(
            "supported-suit-cose-profiles",
            () -> queryRequest().supportedSuitCoseProfiles(List.of()).build()),
        unbuildable(
            "19 is", () -> Success.builder().unknownOption(19, Bytes.fromHex("00")).build()),
        unbuildable(
            "-1 is", () -> Success.builder().unknownOption(-1, Bytes.fromHex("00")).build()),
        unbuildable("option 99", () -> Success.builder().unknownOption(99, Bytes.empty()).build()),
        unbuildable(
            "option 99", () -> Success.builder().unknownOption(99, Bytes.fromHex("0000")).build()));
  }

  private static Arguments unbuildable(String complaint, Supplier<TeepMessage> builder) {
    return Arguments.of(complaint, builder);
  }

  @ParameterizedTest
  @MethodSource("unbuildable")
  void isNotBuilt(String complaint, Supplier<TeepMessage> builder) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::get);
    assertTrue(e.getMessage().startsWith(complaint), e.getMessage());
  }

  @Test
  void nullIsNoValue() {
    assertThrows(NullPointerException.class, () -> Success.builder().msg((String) null));
    assertThrows(NullPointerException.class, () -> Success.builder().unknownOption(99, null));
  }

  @Test
  void partsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new TeepCipherSuite(List.of()));
  }

  @Test
  void emptyListLeavesTheOptionOut() {
    Update cleared =
        Update.builder()
            .manifestList(List.of(SuitValues.envelope(EIGHT)))
            .manifestList(List.of())
            .build();
    assertEquals(Update.builder().build(), cleared);
    assertEquals("8203a0", cleared.toBytes(Dialect.RFC).toHex());
  }

  @Test
  void emptyAnswerIsWritten() throws DecodeException {
    QueryResponse nothing = QueryResponse.builder().tcList(List.of()).extList(List.of()).build();
    assertEquals("8202a207800880", nothing.toBytes(Dialect.RFC).toHex());
    assertEquals(nothing, TeepMessage.decodeUnverified(nothing.toBytes(Dialect.RFC), Dialect.RFC));
    assertTrue(nothing.has(TeepLabel.TC_LIST) && nothing.has(TeepLabel.EXT_LIST));
    assertFalse(nothing.has(TeepLabel.TOKEN));
    assertFalse(nothing.has(TeepLabel.MANIFEST_LIST));
    assertNotEquals(nothing, QueryResponse.builder().build());
  }

  @Test
  void builderDoesNotChangeWhatItHasBuilt() {
    Success.Builder builder = Success.builder().token(EIGHT);
    Success first = builder.build();
    Success second = builder.msg("done").unknownOption(99, Bytes.fromHex("00")).build();
    assertEquals(Optional.empty(), first.msg());
    assertEquals(Map.of(), first.unknownOptions());
    assertEquals(Optional.of("done"), second.msg());
    QueryRequest.Builder request = queryRequest().dataItemRequested(Set.of(DataItem.EXTENSIONS));
    QueryRequest asked = request.build();
    request.dataItemRequested(Set.of());
    assertEquals(Set.of(DataItem.EXTENSIONS), asked.dataItemRequested());
  }

  @Test
  void differentMessagesAreDifferent() {
    Success success = Success.builder().token(EIGHT).build();
    assertNotEquals(success, Success.builder().build());
    assertNotEquals(success, Update.builder().token(EIGHT).build());
    assertNotEquals(
        success, Success.builder().token(EIGHT).unknownOption(99, EIGHT.slice(0, 1)).build());
    assertNotEquals(error().build(), TeepError.builder(new UnknownErrCode(24)).build());
    assertNotEquals(
        queryRequest().build(),
        queryRequest().dataItemRequested(Set.of(DataItem.ATTESTATION)).build());
    assertNotEquals(
        queryRequest().build(),
        queryRequest().supportedTeepCipherSuites(Dialect.RFC.mandatoryCipherSuites()).build());
  }

  @Test
  void unknownOptionsAreKeptAndWrittenBack() throws DecodeException {
    // Label 300 holds an unsorted map, label 0 an indefinite-length array.
    Bytes encoded =
        Bytes.fromHex("8204a319012ca201000000" + "00" + "9f00ff" + "13480102030405060708");
    TeepMessage message = TeepMessage.decodeUnverified(encoded, Dialect.RFC);
    assertEquals(
        Map.of(300L, Bytes.fromHex("a201000000"), 0L, Bytes.fromHex("9f00ff")),
        message.unknownOptions());
    assertEquals(List.of(300L, 0L), List.copyOf(message.unknownOptions().keySet()));
    assertEquals(
        "8204a3009f00ff1348010203040506070819012ca201000000", message.toBytes(Dialect.RFC).toHex());
    assertThrows(
        UnsupportedOperationException.class, () -> message.unknownOptions().put(1L, EIGHT));
  }

  private static void notWrittenWhereItHasAMeaning(TeepLabel label, Dialect in, Dialect other)
      throws DecodeException {
    if (!label.isIn(other) || TeepLabel.fromNumber(label.number(other), in).isPresent()) {
      return;
    }
    long number = label.number(other);
    Bytes encoded = Edn.parse("[" + TeepMessageType.SUCCESS.number(in) + ", {" + number + ": 0}]");
    TeepMessage message = TeepMessage.decodeUnverified(encoded, in);
    assertEquals(encoded, message.toBytes(in));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> message.toBytes(other));
    assertEquals(
        "the unknown option " + number + " is " + label.cddlName() + " in " + other,
        e.getMessage());
  }

  /** An option that only one dialect knows cannot be written to a peer that would misread it. */
  @Test
  void unknownOptionIsNotWrittenWhereItHasAMeaning() throws DecodeException {
    for (TeepLabel label : TeepLabel.values()) {
      for (Dialect in : Dialect.values()) {
        for (Dialect other : Dialect.values()) {
          notWrittenWhereItHasAMeaning(label, in, other);
        }
      }
    }
  }

  @Test
  void unknownValuesAreKept() throws DecodeException {
    TeepError message =
        (TeepError)
            TeepMessage.decodeUnverified(
                Bytes.fromHex("8305a214830001186401818182186020" + "1863"), Dialect.RFC);
    assertEquals(new UnknownErrCode(99), message.errCode());
    assertEquals(
        List.of(
            TeepFreshnessMechanism.FRESHNESS_NONCE,
            TeepFreshnessMechanism.FRESHNESS_TIMESTAMP,
            new UnknownFreshnessMechanism(100)),
        message.supportedFreshnessMechanisms());
    assertEquals(
        List.of(new TeepCipherSuite(List.of(new TeepCipherSuite.Operation(96, -1)))),
        message.supportedTeepCipherSuites());
  }

  @ParameterizedTest
  @ValueSource(strings = {"13", "1b7ffffffffffffff3"})
  void unknownDataItemsAreIgnored(String bits) throws DecodeException {
    byte[] known = queryRequest().dataItemRequested(KNOWN_ITEMS).build().toByteArray(Dialect.RFC);
    String hex = Bytes.wrap(known).toHex();
    QueryRequest request =
        (QueryRequest)
            TeepMessage.decodeUnverified(
                Bytes.fromHex(hex.substring(0, hex.length() - 2) + bits), Dialect.RFC);
    assertEquals(KNOWN_ITEMS, request.dataItemRequested());
  }

  @Test
  void textNamesWhatIsThere() {
    assertEquals("Update{}", Update.builder().build().toString());
    assertEquals(
        "Error{err-msg=full, token=h'0102030405060708', 99=h'00', err-code=ERR_TEMPORARY_ERROR}",
        error()
            .token(EIGHT)
            .unknownOption(99, Bytes.fromHex("00"))
            .errMsg("full")
            .build()
            .toString());
    assertTrue(queryRequest().build().toString().endsWith(", data-item-requested=[]}"));
  }

  @Test
  void listsAreUnmodifiable() throws DecodeException {
    Update update =
        (Update) TeepMessage.decodeUnverified(Bytes.fromHex("8203a1098140"), Dialect.RFC);
    assertThrows(UnsupportedOperationException.class, () -> update.manifestList().clear());
  }

  @Test
  void aListMayBeLongerThanTheFirstRoomForIt() throws DecodeException {
    for (int count : new int[] {7, 8, 9, 16, 17, 18, 100}) {
      List<Bytes> manifests = new ArrayList<>();
      StringBuilder list = new StringBuilder();
      for (int i = 0; i < count; i++) {
        manifests.add(Bytes.fromHex(String.format("%02x", i)));
        list.append(String.format("41%02x", i));
      }
      for (String array : List.of(String.format("98%02x%s", count, list), "9f" + list + "ff")) {
        TeepMessage update =
            TeepMessage.decodeUnverified(Bytes.fromHex("8203a109" + array), Dialect.RFC);
        assertEquals(manifests, ((Update) update).manifestList());
      }
    }
  }

  @Test
  void differentMessagesHaveDifferentHashCodes() {
    Success one = Success.builder().token(EIGHT).build();
    assertNotEquals(one.hashCode(), Success.builder().build().hashCode());
    assertNotEquals(one.hashCode(), Success.builder().token(EIGHT).msg("a").build().hashCode());
    assertNotEquals(
        one.hashCode(),
        Success.builder().token(EIGHT).unknownOption(99, EIGHT.slice(0, 1)).build().hashCode());
  }

  @Test
  void defaultFormatNamesTheProfile() throws DecodeException {
    assertEquals(
        MediaType.TEEP_RESULT, MediaType.parse(TeepMessage.DEFAULT_ATTESTATION_PAYLOAD_FORMAT));
  }
}
