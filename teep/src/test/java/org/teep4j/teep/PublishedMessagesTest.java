package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Strictness;

/** The published messages, in each numbering. */
class PublishedMessagesTest {

  static Stream<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (Dialect dialect : Dialect.values()) {
      for (TeepMessageType type : TeepMessageType.values()) {
        all.add(Arguments.of(type, dialect));
      }
    }
    assertEquals(15, all.size());
    return all.stream();
  }

  private static TeepMessage decode(TeepMessageType type, Dialect dialect) throws DecodeException {
    return TeepMessage.decodeUnverified(PublishedMessages.encoded(type, dialect), dialect);
  }

  @ParameterizedTest
  @MethodSource("all")
  void saysWhatTheDraftSays(TeepMessageType type, Dialect dialect) throws DecodeException {
    TeepMessage message = decode(type, dialect);
    TeepMessage expected = PublishedMessages.expected(type, dialect);
    assertEquals(expected, message);
    assertEquals(expected.hashCode(), message.hashCode());
    assertEquals(expected.toString(), message.toString());
    assertEquals(type, message.type());
    assertEquals(Optional.of(PublishedMessages.TOKEN), message.token());
    assertEquals(Map.of(), message.unknownOptions());
  }

  @Test
  void queryRequestOffersAndAsks() throws DecodeException {
    QueryRequest message = (QueryRequest) decode(TeepMessageType.QUERY_REQUEST, Dialect.RFC);
    assertEquals(List.of(0L), message.versions());
    assertEquals(
        List.of(TeepCipherSuite.SIGN1_ESP256, TeepCipherSuite.SIGN1_ED25519),
        message.supportedTeepCipherSuites());
    assertEquals(4, message.supportedSuitCoseProfiles().size());
    assertEquals(
        Set.of(DataItem.ATTESTATION, DataItem.TRUSTED_COMPONENTS), message.dataItemRequested());
    assertEquals(Optional.empty(), message.challenge());
    assertEquals(List.of(), message.supportedFreshnessMechanisms());
    assertEquals(List.of(), message.suitReports());
    assertEquals(Optional.empty(), message.attestationPayload());
    assertEquals(Optional.empty(), message.attestationPayloadFormat());
  }

  @Test
  void queryResponseListsOneComponent() throws DecodeException {
    QueryResponse message = (QueryResponse) decode(TeepMessageType.QUERY_RESPONSE, Dialect.RFC);
    assertEquals(OptionalLong.of(0), message.selectedVersion());
    assertEquals(Optional.of(Bytes.empty()), message.attestationPayload());
    assertEquals(1, message.tcList().size());
    assertEquals(List.of(), message.requestedTcList());
    assertEquals(List.of(), message.unneededManifestList());
    assertEquals(List.of(), message.extList());
  }

  @Test
  void manifestIsAViewOfTheMessage() throws DecodeException {
    Bytes encoded = PublishedMessages.encoded(TeepMessageType.UPDATE, Dialect.RFC);
    Update message = (Update) TeepMessage.decodeUnverified(encoded, Dialect.RFC);
    assertEquals(List.of(PublishedMessages.ENVELOPE), message.manifestList());
    assertEquals(encoded.length() - 334, encoded.indexOfSlice(message.manifestList().get(0)));
  }

  @Test
  void errorSaysThatTheDiskIsFull() throws DecodeException {
    TeepError message = (TeepError) decode(TeepMessageType.ERROR, Dialect.DRAFT_25);
    assertEquals(TeepErrorCode.ERR_MANIFEST_PROCESSING_FAILED, message.errCode());
    assertEquals(Optional.of("disk-full"), message.errMsg());
  }

  /**
   * T19: the token comes first in the published option maps, and sorts last in deterministic ones.
   */
  @ParameterizedTest
  @MethodSource("all")
  void isWrittenDeterministically(TeepMessageType type, Dialect dialect) throws DecodeException {
    Bytes original = PublishedMessages.encoded(type, dialect);
    Bytes written = decode(type, dialect).toBytes(dialect);
    assertEquals(withSortedOptions(original), written);
    if (type == TeepMessageType.SUCCESS) {
      assertEquals(original, written);
    } else {
      assertNotEquals(original, written);
    }
    DecodeOptions strict = DecodeOptions.defaults().withStrictness(Strictness.CORE_DETERMINISTIC);
    assertEquals(decode(type, dialect), TeepMessage.decodeUnverified(written, dialect, strict));
  }

  /** A message is free of dialects: written in another one, it is the other published message. */
  @ParameterizedTest
  @MethodSource("all")
  void isTranslated(TeepMessageType type, Dialect dialect) throws DecodeException {
    TeepMessage message = decode(type, dialect);
    for (Dialect other : Dialect.values()) {
      if (message.has(TeepLabel.SELECTED_TEEP_CIPHER_SUITE) && other != Dialect.DRAFT_16) {
        assertThrows(IllegalArgumentException.class, () -> message.toBytes(other));
      } else if (message.equals(PublishedMessages.expected(type, other))) {
        assertEquals(
            withSortedOptions(PublishedMessages.encoded(type, other)), message.toBytes(other));
      } else {
        assertEquals(message, TeepMessage.decodeUnverified(message.toBytes(other), other));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void breaksTheRulesThatTheErrataName(TeepMessageType type, Dialect dialect)
      throws DecodeException {
    List<RuleViolation> expected =
        switch (type) {
          case QUERY_REQUEST -> // T1
              List.of(new RuleViolation(TeepRule.QUERY_REQUEST_TOKEN_FORBIDDEN, "token"));
          case QUERY_RESPONSE -> // T2 (b)
              List.of(
                  new RuleViolation(
                      TeepRule.ATTESTATION_PAYLOAD_FORMAT_REQUIRED, "attestation-payload-format"));
          case UPDATE, SUCCESS, ERROR -> List.of();
        };
    assertEquals(expected, decode(type, dialect).violations());
  }

  @ParameterizedTest
  @MethodSource("all")
  void isRefusedWhereverItEndsEarly(TeepMessageType type, Dialect dialect) {
    Bytes encoded = PublishedMessages.encoded(type, dialect);
    for (int length = 0; length < encoded.length(); length++) {
      Bytes part = encoded.slice(0, length);
      DecodeException e =
          assertThrows(DecodeException.class, () -> TeepMessage.decodeUnverified(part, dialect));
      assertEquals(Reason.TRUNCATED, e.reason(), e.getMessage());
    }
  }

  /**
   * Every change of one byte is refused, or yields a message that can be written and read again.
   * The envelope is opaque here, so that only each of its bits is changed.
   */
  @ParameterizedTest
  @MethodSource("all")
  void survivesEveryChangeOfOneByte(TeepMessageType type, Dialect dialect) throws DecodeException {
    byte[] encoded = PublishedMessages.encoded(type, dialect).toByteArray();
    int opaqueFrom =
        type == TeepMessageType.UPDATE
            ? encoded.length - PublishedMessages.ENVELOPE.length()
            : encoded.length;
    int decoded = 0;
    for (int i = 0; i < encoded.length; i++) {
      byte original = encoded[i];
      for (int change = 1; change < 256; change = i < opaqueFrom ? change + 1 : change << 1) {
        encoded[i] = (byte) (original ^ change);
        decoded += decodesOrIsRefused(Bytes.copyOf(encoded), dialect) ? 1 : 0;
      }
      encoded[i] = original;
    }
    assertTrue(decoded > encoded.length, "few mutants decode: " + decoded);
  }

  private static boolean decodesOrIsRefused(Bytes encoded, Dialect dialect) throws DecodeException {
    TeepMessage message;
    try {
      message = TeepMessage.decodeUnverified(encoded, dialect);
    } catch (DecodeException e) {
      return false;
    }
    message.violations().forEach(violation -> assertInstanceOf(TeepRule.class, violation.rule()));
    assertEquals(message, TeepMessage.decodeUnverified(message.toBytes(dialect), dialect));
    return true;
  }

  /** The same message with the entries of its option map sorted, found without the TEEP decoder. */
  private static Bytes withSortedOptions(Bytes encoded) throws DecodeException {
    CborReader reader = new CborReader(encoded);
    CborWriter writer = new CborWriter();
    reader.enterArray();
    writer.beginArray().writeEncodedItem(reader.readEncodedItem()).beginMap();
    reader.enterMap();
    while (reader.hasNext()) {
      writer.writeEncodedItem(reader.readEncodedItem());
    }
    reader.exitMap();
    writer.endMap();
    while (reader.hasNext()) {
      writer.writeEncodedItem(reader.readEncodedItem());
    }
    reader.exitArray();
    return writer.endArray().toBytes();
  }
}
