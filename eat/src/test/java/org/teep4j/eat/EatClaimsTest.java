package org.teep4j.eat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Strictness;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseLabel;
import org.teep4j.eat.Submodule.DetachedDigest;
import org.teep4j.eat.Submodule.NestedToken;

/** Claims sets: what is read, what is written and what is refused. */
class EatClaimsTest {

  /** Every claim that is known, in CBOR, as the RFCs write it. */
  private static final String ALL =
      """
      { 1: "coap://as.example.com", 2: "erikw", 3: ["coap://light.example.com", "x"],
        4: 1444064944, 5: 1443944944, 6: 1443944944, 7: h'0b71',
        8: {3: h'dfd1aa976d8d4575a0fe34b96de2bfad'},
        10: [h'0102030405060708', h'0203040506070809'],
        256: h'0198f50a4ff6c05861c8860d13a638eaaa', 257: {"XYZ": h'02aabbccddeeff'},
        258: h'894823', 259: h'549dcecc8b987c737b44e40f7c635ce8', 260: ["1.3.4", 1],
        261: 18446744073709551615, 262: true, 263: 3,
        264: {1: 32.5, 2: -117.25, 3: 100.0, 4: 1.5, 5: 2.5, 6: NaN, 7: 0.0, 8: 1443944944, 9: 3},
        265: "tag:example.com,2023:p",
        266: {"TEE": {263: 1}, "digest": [-16, h'ab86'], "jwt": "[\\"JWT\\",\\"a.b.c\\"]",
              "cwt": h'd28440a04040'},
        267: 1, 268: h'0102', 269: [["https://r.example", "p"], ["https://r.example", "p", "a"]],
        270: "Acme OS", 271: ["3.1.4"], 272: [[60, h'a0']], 273: [[296, "{}"], [295, h'a0']],
        274: [["m", [["all", 1], [h'01', 4]]]], 275: 5, -70001: {}, "own": 1 }
      """;

  private static EatClaims read(String edn) throws DecodeException {
    return EatClaims.decodeUnverified(Edn.parse(edn));
  }

  @Test
  void readsEveryClaim() throws Exception {
    EatClaims claims = read(ALL);

    Set<String> absent = new TreeSet<>();
    EatClaim.all().stream()
        .filter(claim -> claims.value(claim).isEmpty())
        .forEach(claim -> absent.add(claim.name()));
    assertEquals(Set.of(), absent);
    assertEquals(29, EatClaim.all().size());

    assertEquals(Optional.of("coap://as.example.com"), claims.issuer());
    assertEquals(Optional.of("erikw"), claims.subject());
    assertEquals(List.of("coap://light.example.com", "x"), claims.audience());
    assertEquals(Instant.ofEpochSecond(1444064944), claims.expirationTime().get().time());
    assertEquals(Instant.ofEpochSecond(1443944944), claims.notBefore().get().time());
    assertEquals(Instant.ofEpochSecond(1443944944), claims.issuedAt().get().time());
    assertEquals(Optional.of(Bytes.fromHex("0b71")), claims.tokenId());
    assertEquals(2, claims.nonces().size());
    assertEquals(Optional.of(new OemId.Ieee(Bytes.fromHex("894823"))), claims.oemid());
    assertEquals(
        Optional.of(EatVersion.of("1.3.4", EatVersion.MULTIPARTNUMERIC)), claims.hardwareVersion());
    assertEquals(Optional.of(Uint.MAX_VALUE), claims.uptime());
    assertEquals(
        Optional.of(DebugStatus.DISABLED_PERMANENTLY), claims.value(EatClaim.DEBUG_STATUS));
    assertEquals(-117.25, claims.value(EatClaim.LOCATION).get().longitude());
    assertTrue(Double.isNaN(claims.value(EatClaim.LOCATION).get().heading().getAsDouble()));
    assertEquals("TEE", claims.submodules().keySet().toArray()[0]);
    assertEquals(
        new NestedToken(NestedToken.JWT, Bytes.ofUtf8("a.b.c")), claims.submodules().get("jwt"));
    assertEquals(60, claims.manifests().get(0).contentFormat());
    assertEquals(new EatContent(296, Bytes.ofUtf8("{}"), true), claims.measurements().get(0));
    assertEquals(Optional.of(IntendedUse.POP), claims.value(EatClaim.INTENDED_USE));
    assertEquals(
        Map.of(CoseLabel.of(-70001), Bytes.fromHex("a0"), CoseLabel.of("own"), Bytes.fromHex("01")),
        claims.others());
  }

  @Test
  void writesDeterministicEncoding() throws Exception {
    Bytes encoded = Bytes.wrap(read(ALL).toByteArray());

    EatClaims again =
        EatClaims.decodeUnverified(
            encoded, DecodeOptions.defaults().withStrictness(Strictness.CORE_DETERMINISTIC));
    assertEquals(read(ALL), again);
    assertEquals(read(ALL).hashCode(), again.hashCode());
    assertEquals(encoded, Bytes.wrap(again.toByteArray()));
    assertEquals(again, again.toBuilder().build());
    assertTrue(again.toString().contains("eat_nonce="), again.toString());
  }

  @Test
  void readsWhatItWritesAsJson() throws Exception {
    EatClaims claims =
        read(
            """
            { 1: "i", 3: "a", 4: 1444064944, 7: 'id', 10: h'0102030405060708',
              256: h'0198f50a4ff6c05861c8860d13a638eaaa', 258: 76543, 259: h'54', 263: 0,
              264: {1: 1.5, 2: 2.5}, 265: h'883701',
              266: {"TEE": {263: 4}, "d": ["SHA-256", h'ab86'], "cwt": h'd28440a04040',
                    "jwt": "[\\"JWT\\",\\"a.b.c\\"]", "b": "[\\"BUNDLE\\",[1,{}]]"},
              272: [[258, h'a0']], 274: [["m", [["all", 2]]]], 275: 1, "own": "a\\"\\\\\\u0001é😀" }
            """);

    EatClaims again = EatClaims.decodeJsonUnverified(claims.toJson());

    assertEquals(claims, again);
    assertTrue(claims.toJson().contains("\"eat_profile\":\"2.999.1\""), claims.toJson());
    assertTrue(claims.toJson().contains("\"dbgstat\":\"enabled\""), claims.toJson());
    assertEquals(EatProfile.ofOid("2.999.1"), claims.profile().get());
  }

  @Test
  void readsJsonAsDeployedVerifiersWriteIt() throws Exception {
    EatClaims claims =
        EatClaims.decodeJsonUnverified(
            "{\"iat\": 1.666529184e+09, \"eat_nonce\": \"QUp8F0FBs9DpodKK8xUg8A==\","
                + " \"ueid\": \"AJj1Ck_2wFhhyIYNE6Y46g==\"}");

    assertEquals(NumericDate.of(Instant.ofEpochSecond(1666529184)), claims.issuedAt().get());
    assertEquals(List.of(Bytes.fromHex("414a7c174141b3d0e9a1d28af31520f0")), claims.nonces());
    assertEquals(16, claims.ueid().get().bytes().length());
  }

  @Test
  void takesANonceThatIsNoBase64ForItsText() throws Exception {
    assertEquals(
        List.of(Bytes.ofUtf8("no base64!")),
        EatClaims.decodeJsonUnverified("{\"eat_nonce\": \"no base64!\"}").nonces());
    Refused.with(
        Reason.WRONG_LENGTH,
        "eat_nonce",
        () -> EatClaims.decodeJsonUnverified("{\"eat_nonce\": \"" + "!".repeat(65) + "\"}"));
  }

  @Test
  void hasNoJsonForWhatJsonHasNot() throws Exception {
    assertThrows(IllegalStateException.class, () -> read("{-70001: 1}").toJson());
    assertThrows(IllegalStateException.class, () -> read("{\"own\": h''}").toJson());
    assertThrows(IllegalStateException.class, () -> read("{264: {1: NaN, 2: 1}}").toJson());
  }

  @Test
  void keepsTimesWithFractionsOfSeconds() throws Exception {
    EatClaims claims = read("{4: 1443944944.5, 6: 1443944944.0}");

    assertEquals(
        new NumericDate(Instant.ofEpochSecond(1443944944, 500_000_000), true),
        claims.expirationTime().get());
    assertTrue(claims.issuedAt().get().isFloat());
    assertEquals(claims, EatClaims.decodeUnverified(Bytes.wrap(claims.toByteArray())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[]; UNEXPECTED_TYPE; ``",
        "{h'': 1}; UNEXPECTED_TYPE; ``",
        "{18446744073709551615: 1}; VALUE_OUT_OF_RANGE; ``",
        "{1: h'61'}; UNEXPECTED_TYPE; iss",
        "{3: []}; WRONG_LENGTH; aud",
        "{4: NaN}; VALUE_OUT_OF_RANGE; exp",
        "{4: Infinity}; VALUE_OUT_OF_RANGE; exp",
        "{4: 1e300}; VALUE_OUT_OF_RANGE; exp",
        "{4: 9223372036854775807}; VALUE_OUT_OF_RANGE; exp",
        "{4: 1(1)}; UNEXPECTED_TYPE; exp",
        "{7: \"id\"}; UNEXPECTED_TYPE; cti",
        "{8: {}}; WRONG_LENGTH; cnf",
        "{8: {1: {1: 2}}}; MISSING_ELEMENT; cnf/COSE_Key/COSE_Key",
        "{8: {3: \"kid\"}}; UNEXPECTED_TYPE; cnf/kid",
        "{8: {5: h'00'}}; WRONG_LENGTH; cnf/ckt",
        "{10: h'01020304050607'}; WRONG_LENGTH; eat_nonce",
        "{10: []}; WRONG_LENGTH; eat_nonce",
        "{10: [h'0102030405060708', h'01']}; WRONG_LENGTH; eat_nonce/[1]",
        "{256: h'010203040506'}; WRONG_LENGTH; ueid",
        "{257: {}}; WRONG_LENGTH; sueids",
        "{257: {\"a\": h'01'}}; WRONG_LENGTH; sueids/[0]",
        "{258: h'0102'}; WRONG_LENGTH; oemid",
        "{258: -1}; VALUE_OUT_OF_RANGE; oemid",
        "{259: h''}; WRONG_LENGTH; hwmodel",
        "{260: [\"1\", 1, 1]}; WRONG_LENGTH; hwversion",
        "{260: \"1\"}; UNEXPECTED_TYPE; hwversion",
        "{261: -1}; UNEXPECTED_TYPE; uptime",
        "{263: 5}; VALUE_OUT_OF_RANGE; dbgstat",
        "{263: \"enabled\"}; UNEXPECTED_TYPE; dbgstat",
        "{264: {1: 1.0}}; MISSING_ELEMENT; location",
        "{264: {1: 1.0, 2: 1.0, 8: 1.5}}; UNEXPECTED_TYPE; location/timestamp",
        "{264: {1: 1.0, 2: 1.0, 10: 1}}; VALUE_OUT_OF_RANGE; location",
        "{265: h'80'}; SYNTAX; eat_profile",
        "{265: h'88'}; TRUNCATED; eat_profile",
        "{266: {}}; WRONG_LENGTH; submods",
        "{266: {\"a\": 1}}; UNEXPECTED_TYPE; submods/[0]",
        "{266: {\"a\": h'80'}}; UNEXPECTED_TAG; submods/[0]",
        "{266: {\"a\": {263: 9}}}; VALUE_OUT_OF_RANGE; submods/[0]/dbgstat",
        "{266: {\"a\": \"[]\"}}; WRONG_LENGTH; submods/[0]/JSON-Selector",
        "{266: {\"a\": \"['DIGEST',[-16,'AA']]\"}}; SYNTAX; submods/[0]/JSON-Selector",
        "{266: {\"a\": \"[\\\"DIGEST\\\",[-16,\\\"AA\\\"]]\"}}; UNEXPECTED_ELEMENT;"
            + " submods/[0]/JSON-Selector",
        "{269: [[\"r\"]]}; WRONG_LENGTH; dloas/[0]",
        "{272: []}; WRONG_LENGTH; manifests",
        "{272: [[65536, h'']]}; VALUE_OUT_OF_RANGE; manifests/[0]",
        "{272: [[60, {}]]}; UNEXPECTED_TYPE; manifests/[0]",
        "{274: [[\"m\", []]]}; WRONG_LENGTH; measres/[0]",
        "{274: [[\"m\", [[\"a\", 5]]]]}; VALUE_OUT_OF_RANGE; measres/[0]/[0]",
        "{275: 0}; VALUE_OUT_OF_RANGE; intuse",
      })
  void refusesWhatTheCddlDoesNotAdmit(String edn, String reason, String path) {
    Refused.with(Reason.valueOf(reason), path, () -> read(edn));
  }

  @Test
  void refusesTheSameClaimTwice() {
    Bytes twice = Bytes.fromHex("a20a4801020304050607080a480102030405060708");
    Refused.with(Reason.DUPLICATE_KEY, "", () -> EatClaims.decodeUnverified(twice));
    Refused.with(
        Reason.DUPLICATE_KEY,
        "",
        () -> EatClaims.decodeJsonUnverified("{\"iss\": \"a\", \"iss\": \"b\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"iss\": h'61'}; SYNTAX; ``",
        "{\"iss\": 1(\"a\")}; SYNTAX; ``",
        "{1: \"a\"}; SYNTAX; ``",
        "{\"iat\": NaN}; SYNTAX; ``",
        "{\"iss\": 1}; UNEXPECTED_TYPE; iss",
        "{\"ueid\": \"****\"}; SYNTAX; ueid",
        "{\"ueid\": \"AQ\"}; WRONG_LENGTH; ueid",
        "{\"dbgstat\": \"off\"}; VALUE_OUT_OF_RANGE; dbgstat",
        "{\"swversion\": \"3.1.4\"}; UNEXPECTED_TYPE; swversion",
        "{\"cnf\": {\"jwk\": {\"kty\": \"EC\"}}}; MISSING_ELEMENT; cnf/jwk",
        "{\"submods\": {\"a\": [\"CBOR\", \"gA\"]}}; UNEXPECTED_TAG; submods/[0]",
        "{; SYNTAX; ``",
      })
  void refusesJsonThatIsNoClaimsSet(String json, String reason, String path) {
    Refused.with(Reason.valueOf(reason), path, () -> EatClaims.decodeJsonUnverified(json));
  }

  @Test
  void refusesTrailingBytes() {
    Refused.with(
        Reason.TRAILING_BYTES, "", () -> EatClaims.decodeUnverified(Bytes.fromHex("a0a0")));
  }

  @Test
  void builderRefusesWhatTheDecoderRefuses() {
    EatClaimsBuilder builder = EatClaims.builder();
    Bytes seven = Bytes.wrap(new byte[7]);
    assertThrows(IllegalArgumentException.class, () -> builder.nonce(seven));
    assertThrows(IllegalArgumentException.class, () -> builder.nonce(Bytes.wrap(new byte[65])));
    assertThrows(IllegalArgumentException.class, () -> builder.put(EatClaim.NONCE, List.of()));
    assertThrows(IllegalArgumentException.class, () -> builder.audience());
    assertThrows(IllegalArgumentException.class, () -> builder.hardwareModel(Bytes.empty()));
    assertThrows(IllegalArgumentException.class, () -> builder.submodules(Map.of()));
    assertThrows(IllegalArgumentException.class, () -> builder.manifests(List.of()));
    assertEquals(
        NumericDate.of(Instant.ofEpochSecond(1)),
        builder.issuedAt(Instant.ofEpochSecond(1, 999_999_999)).build().issuedAt().get());
    assertThrows(IllegalArgumentException.class, () -> new Ueid(Bytes.wrap(new byte[6])));
    assertThrows(IllegalArgumentException.class, () -> new OemId.Ieee(seven));
    assertThrows(IllegalArgumentException.class, () -> EatContent.of(65536, seven));
    assertThrows(IllegalArgumentException.class, () -> EatProfile.ofOid("3.1"));
    assertThrows(IllegalArgumentException.class, () -> EatProfile.ofOid("1.40"));
    assertThrows(IllegalArgumentException.class, () -> new NestedToken(NestedToken.CBOR, seven));
    assertThrows(
        IllegalArgumentException.class, () -> builder.put(CoseLabel.of(10), Bytes.fromHex("01")));
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.put(CoseLabel.of(-70001), Bytes.fromHex("0101")));
  }

  @Test
  void knowsTheTypesOfUeids() {
    Bytes sixteen = Bytes.wrap(new byte[16]);
    assertTrue(Ueid.of(Ueid.Type.RAND, sixteen).isWellFormed());
    assertEquals(
        Optional.of(Ueid.Type.IEEE_EUI),
        Ueid.of(Ueid.Type.IEEE_EUI, Bytes.fromHex("aabbccddeeff")).type());
    assertEquals(
        Optional.of(Ueid.Type.IMEI), Ueid.of(Ueid.Type.IMEI, Bytes.wrap(new byte[14])).type());
    assertThrows(IllegalArgumentException.class, () -> Ueid.of(Ueid.Type.RAND, sixteen.slice(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Ueid.of(Ueid.Type.IMEI, Bytes.fromHex("0a".repeat(14))));
    assertFalse(new Ueid(Bytes.fromHex("00".repeat(17))).isWellFormed());
    assertEquals(Optional.empty(), new Ueid(Bytes.fromHex("00".repeat(17))).type());
  }

  @Test
  void comparesDetachedDigests() throws Exception {
    Bytes claims = Bytes.fromHex("a10cf4");
    DetachedDigest digest = DetachedDigest.of(CoseAlgorithm.SHA_256, claims);
    assertTrue(digest.matches(claims));
    assertFalse(digest.matches(Bytes.fromHex("a0")));
    assertTrue(new DetachedDigest(CoseLabel.of("SHA-256"), digest.digest()).matches(claims));
    assertThrows(
        NoSuchAlgorithmException.class,
        () -> new DetachedDigest(CoseLabel.of(-7), digest.digest()).matches(claims));
  }
}
