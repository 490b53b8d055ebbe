package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;

/** What a printer of diagnostic notation makes of messages. */
class TeepShapesTest {

  private static String print(Bytes encoded, Dialect dialect) throws DecodeException {
    return Edn.print(encoded, TeepShapes.message(dialect), EdnPrintOptions.compact());
  }

  private static String published(TeepMessageType type, Dialect dialect) throws DecodeException {
    return print(PublishedMessages.encoded(type, dialect), dialect);
  }

  @Test
  void errorIsNamedInBothNumberings() throws DecodeException {
    assertEquals(
        "[/ type / 5 / TEEP-TYPE-error /,"
            + " / options / {/ token / 19: h'a0a1a2a3a4a5a6a7a8a9aaabacadaeaf',"
            + " / err-msg / 11: \"disk-full\"},"
            + " / err-code / 11 / ERR_MANIFEST_PROCESSING_FAILED /]",
        published(TeepMessageType.ERROR, Dialect.RFC));
    assertEquals(
        "[/ type / 6 / TEEP-TYPE-error /,"
            + " / options / {/ token / 20: h'a0a1a2a3a4a5a6a7a8a9aaabacadaeaf',"
            + " / err-msg / 12: \"disk-full\"},"
            + " / err-code / 17 / ERR_MANIFEST_PROCESSING_FAILED /]",
        published(TeepMessageType.ERROR, Dialect.DRAFT_25));
  }

  @Test
  void queryRequestNamesItsElements() throws DecodeException {
    String text = published(TeepMessageType.QUERY_REQUEST, Dialect.RFC);
    assertTrue(
        text.contains("/ supported-teep-cipher-suites / [[[18 / cose-sign1 /, -9 / ESP256 /]]"),
        text);
    assertTrue(
        text.contains(
            "/ supported-suit-cose-profiles / [[-16 / SHA-256 /, -9 / ESP256 /, -29 / ECDH-ES"),
        text);
    assertTrue(
        text.endsWith("/ data-item-requested / 3 / attestation, trusted-components /]"), text);
  }

  @Test
  void requestedComponentsAndMechanismsAreNamed() throws DecodeException {
    assertEquals(
        "[/ type / 2 / TEEP-TYPE-query-response /, / options / {/ requested-tc-list / 13:"
            + " [{/ component-id / 15: [h'01'], / have-binary / 17: false}]}]",
        print(Bytes.fromHex("8202a10d81a20f81410111f4"), Dialect.RFC));
    assertEquals(
        "[/ type / 5 / TEEP-TYPE-error /, / options / {/ supported-freshness-mechanisms / 20:"
            + " [0 / FRESHNESS_NONCE /, 1 / FRESHNESS_TIMESTAMP /, 2]},"
            + " / err-code / 3 / ERR_UNSUPPORTED_FRESHNESS_MECHANISMS /]",
        print(Bytes.fromHex("8305a1148300010203"), Dialect.RFC));
  }

  @Test
  void suitStructuresAreEntered() throws DecodeException {
    String response = published(TeepMessageType.QUERY_RESPONSE, Dialect.RFC);
    assertTrue(
        response.contains("/ parameter-image-digest / 3: <<[/ algorithm-id / -16 / SHA-256 /"),
        response);
    String update = published(TeepMessageType.UPDATE, Dialect.DRAFT_25);
    assertTrue(update.contains("/ manifest-list / 10: [<<{"), update);
    assertTrue(update.contains("/ condition-vendor-identifier / 1, 15"), update);
    assertTrue(update.contains("/ invoke / 9: <<["), update); // T5 (a)
  }

  @Test
  void protectedReportIsEntered() throws DecodeException {
    assertEquals(
        "[/ type / 4 / TEEP-TYPE-success /, / options / {/ suit-reports / 18: [<</ COSE_Sign1 / 18(["
            + "/ protected / h'', / unprotected / {}, / payload /"
            + " <<{/ report-nonce / 2: h'01'}>>, / signature / h''])>>]}]",
        print(Bytes.fromHex("8204a112814ad28440a044a102410140"), Dialect.RFC));
  }

  @Test
  void attestationPayloadIsEntered() throws DecodeException {
    assertEquals(
        "[/ type / 2 / TEEP-TYPE-query-response /, / options / {/ attestation-payload / 6:"
            + " <</ COSE_Encrypt / 96([/ protected / h'', / unprotected / {}, / ciphertext / h'00',"
            + " / recipients / []])>>}]",
        print(Bytes.fromHex("8202a10648d8608440a0410080"), Dialect.RFC));
    assertEquals(
        "[/ type / 2 / TEEP-TYPE-query-response /, / options / {/ attestation-payload / 6:"
            + " h'ff00'}]",
        print(Bytes.fromHex("8202a10642ff00"), Dialect.RFC));
  }

  @Test
  void signedMessageIsEntered() throws DecodeException {
    assertEquals(
        "/ COSE_Sign1 / 18([/ protected / h'', / unprotected / {}, / payload /"
            + " <<[/ type / 4 / TEEP-TYPE-success /, / options / {}]>>, / signature / h'00'])",
        Edn.print(
            Bytes.fromHex("d28440a0438204a04100"),
            TeepShapes.signedMessage(Dialect.RFC),
            EdnPrintOptions.compact()));
  }

  @ParameterizedTest
  @EnumSource(TeepMessageType.class)
  void namesDoNotChangeTheData(TeepMessageType type) throws DecodeException {
    for (Dialect dialect : Dialect.values()) {
      Bytes encoded = PublishedMessages.encoded(type, dialect);
      assertEquals(encoded, Edn.parse(published(type, dialect)));
    }
  }
}
