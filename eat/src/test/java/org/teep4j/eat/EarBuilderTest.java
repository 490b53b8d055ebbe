package org.teep4j.eat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.eat.TrustVector.Aspect;

/** EARs that are made here, and what they are read as. */
class EarBuilderTest {

  private static final Instant ISSUED = Instant.ofEpochSecond(1666529184);
  private static final String POLICY = "https://veraison.example/policy/1/60a0068d";

  private static EarBuilder ear() {
    return AttestationResult.builder(
            new VerifierId("https://veraison-project.org", "vts 0.0.1"), ISSUED)
        .rawEvidence(Bytes.ofUtf8("lifeboatman"));
  }

  private static TrustVector vector(int executables) {
    return new TrustVector(
        Map.of(
            Aspect.INSTANCE_IDENTITY, 2,
            Aspect.EXECUTABLES, executables,
            Aspect.HARDWARE, 2));
  }

  @Test
  void writesTheExampleOfTheDraft() throws Exception {
    EatClaims claims =
        ear()
            .appraisal(
                "PSA",
                Appraisal.of(TrustTier.CONTRAINDICATED)
                    .withTrustVector(vector(96))
                    .withPolicyIds(List.of(POLICY)))
            .build();
    assertEquals(
        EatClaims.decodeUnverified(
            Edn.parse(
                """
                {265: "tag:ietf.org,2026:rats/ear#03", 6: 1666529184,
                 1004: {0: "https://veraison-project.org", 1: "vts 0.0.1"},
                 1002: h'6C696665626F61746D616E',
                 266: {"PSA": {1000: 96, 1001: {0: 2, 2: 96, 4: 2},
                   1003: ["https://veraison.example/policy/1/60a0068d"]}}}
                """)),
        claims);
  }

  /** draft-ietf-rats-ear-04, Section 3.5.1, with {@code ear_status} for the whole device. */
  @Test
  void writesTheExampleOfTheDraftInJson() throws Exception {
    String json =
        ear()
            .status(TrustTier.CONTRAINDICATED)
            .appraisal(
                "PSA",
                Appraisal.of(TrustTier.CONTRAINDICATED)
                    .withTrustVector(vector(96))
                    .withPolicyIds(List.of(POLICY))
                    .withAttestedKey(TestKeys.AGENT))
            .buildJson()
            .toJson();
    byte[] key = CoseKeys.toPublicKey(TestKeys.AGENT).getEncoded();
    assertEquals(
        EatClaims.decodeJsonUnverified(
            """
            {"eat_profile": "tag:ietf.org,2026:rats/ear#03", "iat": 1666529184,
             "ear_status": "contraindicated",
             "ear_verifier_id": {
               "build": "vts 0.0.1", "developer": "https://veraison-project.org"},
             "ear_raw_evidence": "bGlmZWJvYXRtYW4",
             "submods": {"PSA": {
               "ear_status": "contraindicated",
               "ear_trustworthiness_vector":
                 {"hardware": 2, "executables": 96, "instance-identity": 2},
               "ear_appraisal_policy_ids": ["https://veraison.example/policy/1/60a0068d"],
               "ear_veraison_key_attestation": {"akpub": "KEY"}}}}
            """
                .replace("KEY", Base64.getUrlEncoder().withoutPadding().encodeToString(key))),
        EatClaims.decodeJsonUnverified(json));
  }

  @Test
  void writesTheExampleForTeep() throws Exception {
    EatClaims teep =
        EatClaims.builder()
            .nonce(Bytes.fromHex("948f8860d13a463e"))
            .ueid(Ueid.of(Ueid.Type.RAND, Bytes.fromHex("98f50a4ff6c05861c8860d13a638ea00")))
            .oemid(new OemId.Pen(Uint.of(64242)))
            .hardwareModel(Bytes.fromHex("ee80f5a66c1fb9742999a8fdab930893"))
            .hardwareVersion(new EatVersion("1.2.5", Optional.of(EatVersion.SEMVER)))
            .build();
    EatClaims claims =
        ear().appraisal("PSA", Appraisal.of(TrustTier.NONE).withTeepClaims(teep)).build();
    assertEquals(
        EatClaims.decodeUnverified(
            Edn.parse(
                """
                {265: "tag:ietf.org,2026:rats/ear#03", 6: 1666529184,
                 1004: {0: "https://veraison-project.org", 1: "vts 0.0.1"},
                 1002: h'6C696665626F61746D616E',
                 266: {"PSA": {1000: 0, 65000: {10: h'948f8860d13a463e',
                   256: h'0198f50a4ff6c05861c8860d13a638ea00', 258: 64242,
                   259: h'ee80f5a66c1fb9742999a8fdab930893', 260: ["1.2.5", 16384]}}}}
                """)),
        claims);
  }

  @Test
  void allFormsAreReadAsTheSame() throws Exception {
    EarBuilder ear =
        ear()
            .nonce(Bytes.fromHex("0102030405060708"))
            .expirationTime(ISSUED.plusSeconds(60))
            .status(TrustTier.WARNING)
            .appraisal(
                "TEE",
                Appraisal.of(TrustTier.WARNING)
                    .withTrustVector(vector(2))
                    .withPolicyIds(List.of("a", "b"))
                    .withTeepClaims(EatClaims.builder().oemid(new OemId.Pen(Uint.of(1))).build())
                    .withAttestedKey(TestKeys.AGENT))
            .appraisal("REE", Appraisal.of(TrustTier.AFFIRMING).withPolicyIds(List.of("c")));
    CoseSigner signer = CoseSigner.of(TestKeys.ISSUER);
    CoseVerifier verifier = CoseVerifier.of(TestKeys.ISSUER);
    AttestationResult cwt = AttestationResult.of(Cwt.sign(ear.build(), signer).verify(verifier));
    AttestationResult jwt =
        AttestationResult.of(Jwt.decode(Jwt.sign(ear.buildJson(), signer).text()).verify(verifier));
    AttestationResult deployed =
        AttestationResult.of(
            Jwt.decode(Jwt.sign(ear.buildDeployed(), signer).text()).verify(verifier));

    assertEquals(EatProfile.EAR, cwt.profile());
    assertEquals(EatProfile.EAR, jwt.profile());
    assertEquals(EatProfile.VERAISON_EAR, deployed.profile());
    for (AttestationResult result : List.of(cwt, jwt, deployed)) {
      assertEquals(Optional.of(TrustTier.WARNING), result.status());
      assertEquals(Optional.of(Bytes.ofUtf8("lifeboatman")), result.rawEvidence());
      assertEquals(List.of(Bytes.fromHex("0102030405060708")), result.nonces());
      assertTrue(result.confirms(TestKeys.AGENT));
      assertEquals(List.of("c"), result.appraisals().get("REE").policyIds());
    }
    for (AttestationResult result : List.of(jwt, deployed)) {
      assertEquals(cwt.verifierId(), result.verifierId());
      for (String name : List.of("TEE", "REE")) {
        Appraisal one = cwt.appraisals().get(name);
        Appraisal other = result.appraisals().get(name);
        assertEquals(one.trustVector(), other.trustVector());
        assertEquals(one.policyIds(), other.policyIds());
        assertEquals(one.teepClaims(), other.teepClaims());
        assertEquals(one.attestedKeyInfo(), other.attestedKeyInfo());
      }
    }
  }

  @Test
  void writesTheNamesThatAreDeployed() {
    String json =
        ear()
            .appraisal("T", Appraisal.of(TrustTier.AFFIRMING).withPolicyIds(List.of("p")))
            .buildDeployed()
            .toJson();
    assertTrue(json.contains("\"ear.status\":\"affirming\""), json);
    assertTrue(json.contains("\"ear.appraisal-policy-id\":\"p\""), json);
    assertTrue(json.contains("\"ear.verifier-id\":{\"build\":"), json);
  }

  @Test
  void whatWasReadIsWrittenInTheOtherForm() throws Exception {
    EatClaims json = ear().appraisal("T", Appraisal.of(TrustTier.AFFIRMING)).buildDeployed();
    Appraisal read =
        AttestationResult.decodeUnverified(json, true)
            .appraisals()
            .get("T")
            .withPolicyIds(List.of("p"));
    EatClaims cbor = ear().appraisal("T", read).build();
    EatClaims written = ((Submodule.Claims) cbor.submodules().get("T")).claims();
    assertEquals(
        List.of(CoseLabel.of(1000), CoseLabel.of(1003)), List.copyOf(written.others().keySet()));
  }

  @Test
  void aStatusIsNoBetterThanWhatItStandsFor() {
    EarBuilder aspect =
        ear().appraisal("T", Appraisal.of(TrustTier.AFFIRMING).withTrustVector(vector(33)));
    assertThrows(IllegalStateException.class, aspect::build);
    EarBuilder device =
        ear().status(TrustTier.AFFIRMING).appraisal("T", Appraisal.of(TrustTier.NONE));
    assertThrows(IllegalStateException.class, device::buildDeployed);
    assertThrows(IllegalStateException.class, () -> ear().build());
  }
}
