package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.TrustTier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.ErrCode;
import org.teep4j.teep.TeepErrorCode;

/** What a store keeps in CBOR comes back as it was. */
class TamRecordsTest {

  private static final Bytes ID = Bytes.fromHex("0102030405060708");
  private static final SuitDigest DIGEST =
      new SuitDigest(SuitDigestAlgorithm.SHA_256, Bytes.wrap(new byte[32]));
  private static final SuitComponentIdentifier COMPONENT = SuitComponentIdentifier.ofText("a", "b");

  private static final AttestedDevice DEVICE =
      new AttestedDevice(
          EatClaims.builder().hardwareModel(ID).build(),
          Optional.empty(),
          Map.of(
              "\u2713",
              new AttestedDevice.Part(
                  EatClaims.builder().build(), Optional.of(TrustTier.WARNING))));

  private static ManifestSummary manifest(Optional<SuitComponentIdentifier> id) {
    return new ManifestSummary(
        DIGEST,
        Uint.MAX_VALUE,
        id,
        List.of(COMPONENT, new SuitComponentIdentifier(List.of(Bytes.empty()))));
  }

  private static AgentRecord failed(ErrCode code) throws GeneralSecurityException {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.ED25519).toPublic();
    return new AgentRecord(
        key.thumbprint(),
        Instant.MIN,
        Optional.of(key),
        Optional.of(Instant.MAX),
        Optional.of(DEVICE),
        List.of(manifest(Optional.empty()), manifest(Optional.of(COMPONENT))),
        List.of(
            new ReportedManifest(DIGEST, Optional.empty()),
            new ReportedManifest(DIGEST, Optional.of(-1L))),
        Optional.of(new ReportedError(Instant.EPOCH, code, Optional.of("\u2713"))),
        Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @EnumSource(OutstandingRequest.Kind.class)
  void aRequestComesBack(OutstandingRequest.Kind kind) throws DecodeException {
    OutstandingRequest request =
        new OutstandingRequest(
            ID,
            kind,
            Optional.of(ID),
            Instant.ofEpochSecond(-1, 999_999_999),
            Set.of(DataItem.values()),
            List.of(manifest(Optional.of(COMPONENT))),
            List.of(COMPONENT));
    assertEquals(request, TamRecords.decodeRequest(TamRecords.encode(request)));
  }

  @Test
  void theShortestRecordsComeBack() throws DecodeException {
    OutstandingRequest request = OutstandingRequest.queryRequest(ID, Set.of(), Instant.MIN);
    assertEquals(request, TamRecords.decodeRequest(TamRecords.encode(request)));
    AgentRecord agent = AgentRecord.of(ID, Instant.MAX);
    assertEquals(agent, TamRecords.decodeAgent(TamRecords.encode(agent)));
  }

  @ParameterizedTest
  @EnumSource(TeepErrorCode.class)
  void anAgentComesBack(TeepErrorCode code) throws Exception {
    AgentRecord agent = failed(code);
    assertEquals(agent, TamRecords.decodeAgent(TamRecords.encode(agent)));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void everyErrorOfEveryDialectComesBack(Dialect dialect) throws Exception {
    for (long number = 1; number < 30; number++) {
      AgentRecord agent = failed(ErrCode.fromNumber(number, dialect).orElseThrow());
      assertEquals(agent, TamRecords.decodeAgent(TamRecords.encode(agent)));
    }
  }

  /** The form is kept for as long as stores last. */
  @Test
  void theFormOfARequest() throws DecodeException {
    OutstandingRequest request =
        OutstandingRequest.queryRequest(
            ID, Set.of(DataItem.ATTESTATION, DataItem.TRUSTED_COMPONENTS), Instant.EPOCH);
    assertEquals(
        Edn.parse(
            "[1, h'0102030405060708', \"ATTESTATION_REQUEST\", null, [0, 0], [0, 1], [], []]"),
        TamRecords.encode(request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[2, h'0102030405060708', \"UPDATE\", null, [0, 0], [], [], []]",
        "[1, h'0102030405060708', \"NONE\", null, [0, 0], [], [], []]",
        "[1, h'0102030405060708', \"update\", null, [0, 0], [], [], []]",
        "[1, h'0102030405060708', \"UPDATE\", null, [0, 1000000000], [], [], []]",
        "[1, h'0102030405060708', \"UPDATE\", null, [9223372036854775807, 0], [], [], []]",
        "[1, h'0102030405060708', \"UPDATE\", null, [0, 0], [200], [], []]",
        "[1, h'0102030405060708', \"UPDATE\", null, [0, 0], [], [[]], []]",
        "[1, h'0102030405060708', \"UPDATE\", null, [0, 0], [], []]",
        "[1, h'', [0, 0], null, null, null, [], [], [[0, 0], \"NONE\", 1, null], 0]",
        "[1, h'', [0, 0], null, null, null, [], [], [[0, 0], \"RFC\", 0, null], 0]",
        "[1, h'', [0, 0], null, null, null, [], [], null, 4294967296]",
        "[1, h'', [0, 0], null, null, [{}, 3, {}], [], [], null, 0]",
        "[]",
        "null"
      })
  void somethingElseIsRefused(String notation) throws DecodeException {
    Bytes encoded = Edn.parse(notation);
    assertThrows(DecodeException.class, () -> TamRecords.decodeRequest(encoded));
    assertThrows(DecodeException.class, () -> TamRecords.decodeAgent(encoded));
  }
}
