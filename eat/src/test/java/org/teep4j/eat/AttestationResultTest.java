package org.teep4j.eat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.eat.TrustVector.Aspect;

/** What Verifiers say, in the numbers and names of the draft and of those that are deployed. */
class AttestationResultTest {

  private static final String CBOR =
      """
      { 265: "tag:ietf.org,2026:rats/ear#03", 6: 1666529184, 10: h'948f8860d13a463e',
        1004: {0: "https://verifier.example", 1: "v 1"}, 1002: h'6c69',
        266: {"PSA": {1000: 96, 1001: {0: 2, 2: 96, 4: 2}, 1003: ["https://p.example/1"],
                      65000: {10: h'0102030405060708', 258: 64242, 8: {3: KID}}}} }
      """;

  private static final String DEPLOYED =
      """
      {"eat_profile":"tag:github.com,2023:veraison/ear","iat":1759135745,
       "eat_nonce":"QUp8F0FBs9DpodKK8xUg8NQimf6sQAfe2J1ormzZLxk=",
       "ear.verifier-id":{"build":"N/A","developer":"Veraison Project"},
       "submods":{"PARSEC_TPM":{"ear.status":"affirming",
         "ear.appraisal-policy-id":"policy:1",
         "ear.trustworthiness-vector":{"configuration":0,"executables":2,"hardware":2},
         "ear.veraison.annotated-evidence":{"a":[1,{"b":null}]},
         "ear.veraison.key-attestation":{"akpub":"AKPUB"}}}}
      """;

  private static AttestationResult cbor(String edn) throws DecodeException {
    return AttestationResult.decodeUnverified(EatClaims.decodeUnverified(Edn.parse(edn)), false);
  }

  private static AttestationResult json(String json) throws DecodeException {
    return AttestationResult.decodeUnverified(EatClaims.decodeJsonUnverified(json), true);
  }

  private static String spki() throws Exception {
    byte[] der = CoseKeys.toPublicKey(TestKeys.AGENT).getEncoded();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(der);
  }

  @Test
  void readsTheDraftInCbor() throws Exception {
    String kid = "h'" + TestKeys.AGENT.thumbprint().toHex() + "'";
    AttestationResult result = cbor(CBOR.replace("KID", kid));

    assertEquals(EatProfile.EAR, result.profile());
    assertEquals(Optional.of(TrustTier.CONTRAINDICATED), result.tier());
    assertEquals(
        Optional.of(new VerifierId("https://verifier.example", "v 1")), result.verifierId());
    assertEquals(Optional.of(Bytes.fromHex("6c69")), result.rawEvidence());
    assertEquals(List.of(Bytes.fromHex("948f8860d13a463e")), result.nonces());
    Appraisal appraisal = result.appraisals().get("PSA");
    assertEquals(List.of("https://p.example/1"), appraisal.policyIds());
    assertEquals(96, appraisal.trustVector().get().claim(Aspect.EXECUTABLES));
    assertEquals(0, appraisal.trustVector().get().claim(Aspect.SOURCED_DATA));
    assertEquals(List.of(Bytes.fromHex("0102030405060708")), appraisal.nonces());
    assertTrue(result.confirms(TestKeys.AGENT));
    assertFalse(result.confirms(TestKeys.ISSUER));
  }

  @Test
  void readsWhatVeraisonWrites() throws Exception {
    EatClaims claims = EatClaims.decodeJsonUnverified(DEPLOYED.replace("AKPUB", spki()));
    Jwt token = Jwt.sign(claims, CoseSigner.of(TestKeys.ISSUER));
    AttestationResult result =
        AttestationResult.of(Jwt.decode(token.text()).verify(CoseVerifier.of(TestKeys.ISSUER)));

    assertEquals(EatProfile.VERAISON_EAR, result.profile());
    assertEquals(Optional.of(TrustTier.AFFIRMING), result.tier());
    assertEquals(32, result.nonces().get(0).length());
    Appraisal appraisal = result.appraisals().get("PARSEC_TPM");
    assertEquals(List.of("policy:1"), appraisal.policyIds());
    assertEquals(TestKeys.AGENT.thumbprint(), appraisal.attestedKey().get().thumbprint());
    assertTrue(result.confirms(TestKeys.AGENT));
    assertFalse(result.confirms(TestKeys.ISSUER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"03", "04"})
  void readsTheDraftInJson(String draft) throws Exception {
    AttestationResult result =
        json(
            """
            {"eat_profile":"tag:ietf.org,2026:rats/ear#DRAFT","iat":1,"ear_status":"warning",
             "ear_verifier_id":{"developer":"d","build":"b"},
             "submods":{"A":{"ear_status":"affirming"},"B":{"ear_status":2}}}
            """
                .replace("DRAFT", draft));
    assertEquals(Optional.of(TrustTier.WARNING), result.tier());
    assertEquals(2, result.appraisals().size());
  }

  @Test
  void aKeyThatIsNotSupportedConfirmsNothing() throws Exception {
    AttestationResult result = json(DEPLOYED.replace("AKPUB", "MFkwEwYHKoZIzj0CAQYIKoZIz___"));
    Appraisal appraisal = result.appraisals().get("PARSEC_TPM");
    assertEquals(21, appraisal.attestedKeyInfo().get().length());
    assertEquals(Optional.empty(), appraisal.attestedKey());
    assertFalse(result.confirms(TestKeys.AGENT));
  }

  @Test
  void anAspectCountsThatIsWorseThanTheStatus() throws Exception {
    AttestationResult result =
        cbor(
            "{265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1, 1004: {0: \"d\", 1: \"b\"},"
                + " 266: {\"A\": {1000: 2, 1001: {3: 33, 99: 1}}}}");
    assertEquals(Optional.of(TrustTier.WARNING), result.tier());
    assertEquals(TrustTier.AFFIRMING, result.appraisals().get("A").status());
  }

  @Test
  void aResultWithTheProfileOfTeepHasNoTier() throws Exception {
    AttestationResult result = cbor("{265: \"urn:ietf:rfc:rfcXXXX\", 10: h'0102030405060708'}");
    assertEquals(Optional.empty(), result.tier());
    assertEquals(Map.of(), result.appraisals());
    assertEquals(EatProfile.TEEP, cbor("{}").profile());
  }

  @ParameterizedTest
  @CsvSource({
    "0,NONE",
    "1,NONE",
    "-1,NONE",
    "2,AFFIRMING",
    "31,AFFIRMING",
    "-2,AFFIRMING",
    "-32,AFFIRMING",
    "32,WARNING",
    "95,WARNING",
    "-33,WARNING",
    "-96,WARNING",
    "96,CONTRAINDICATED",
    "127,CONTRAINDICATED",
    "-97,CONTRAINDICATED",
    "-128,CONTRAINDICATED"
  })
  void tiersAreThoseOfAr4si(int value, TrustTier tier) {
    assertEquals(tier, TrustTier.ofClaim(value));
  }

  @Test
  void saysNothingIsNoAffirmation() {
    assertEquals(TrustTier.NONE, TrustTier.AFFIRMING.worse(TrustTier.NONE));
    assertEquals(TrustTier.WARNING, TrustTier.WARNING.worse(TrustTier.NONE));
    assertEquals(TrustTier.CONTRAINDICATED, TrustTier.WARNING.worse(TrustTier.CONTRAINDICATED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "265: \"urn:ietf:rfc:rfc9711\"; VALUE_OUT_OF_RANGE; eat_profile",
        "265: \"tag:ietf.org,2026:rats/ear#03\"; MISSING_ELEMENT; iat",
        "265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1.5; UNEXPECTED_TYPE; iat",
        "265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1, 4: 1.5; UNEXPECTED_TYPE; exp",
        "265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1; MISSING_ELEMENT; ear_verifier_id",
        "265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1, 1004: {0: \"d\"}; MISSING_ELEMENT;"
            + " ear_verifier_id",
        "265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1, 1004: {0: \"d\", 1: \"b\"};"
            + " MISSING_ELEMENT; submods",
        "265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1, 1004: {0: \"d\", 1: \"b\"},"
            + " 266: {\"A\": [-16, h'']}; UNEXPECTED_TYPE; submods[0]",
        "265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1, 1004: {0: \"d\", 1: \"b\"},"
            + " 266: {\"A\": {}}; MISSING_ELEMENT; submods[0]/ear_status",
        "265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1, 1004: {0: \"d\", 1: \"b\"},"
            + " 266: {\"A\": {1000: 3}}; VALUE_OUT_OF_RANGE; submods[0]/ear_status",
        "265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1, 1004: {0: \"d\", 1: \"b\"},"
            + " 266: {\"A\": {1000: \"affirming\"}}; UNEXPECTED_TYPE; submods[0]/ear_status",
        "265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1, 1004: {0: \"d\", 1: \"b\"},"
            + " 266: {\"A\": {1000: 2, 1001: {0: 128}}}; VALUE_OUT_OF_RANGE;"
            + " submods[0]/ear_trustworthiness_vector",
        "265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1, 1004: {0: \"d\", 1: \"b\"},"
            + " 266: {\"A\": {1000: 2, 65000: {263: 9}}}; VALUE_OUT_OF_RANGE;"
            + " submods[0]/ear_teep_claims/dbgstat",
      })
  void refusesWhatIsNoResult(String claims, String reason, String path) {
    Refused.with(Reason.valueOf(reason), path, () -> cbor("{" + claims + "}"));
  }
}
