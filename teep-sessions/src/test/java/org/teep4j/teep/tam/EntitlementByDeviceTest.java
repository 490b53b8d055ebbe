package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSigner;
import org.teep4j.eat.Appraisal;
import org.teep4j.eat.AttestationResult;
import org.teep4j.eat.Confirmation;
import org.teep4j.eat.Cwt;
import org.teep4j.eat.EarBuilder;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.Jwt;
import org.teep4j.eat.OemId;
import org.teep4j.eat.TrustTier;
import org.teep4j.eat.VerifierId;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.AttestationPayload;
import org.teep4j.teep.session.EatVerifier;

/** Claims and trust tiers in Attestation Results that decide who gets a component. */
class EntitlementByDeviceTest {

  private static final CoseKey VERIFIER = TamWorld.generate(CoseAlgorithm.ESP256);

  private static final OemId MAKER = new OemId.Ieee(Bytes.fromHex("894823"));
  private static final Bytes MODEL = Bytes.ofUtf8("model-1");

  private final TamWorld world = new TamWorld();
  private AttestationModel model = AttestationModel.BACKGROUND_CHECK;

  EntitlementByDeviceTest() {
    world.catalogue.add(TamWorld.hello(5));
  }

  private static void assertInstalls(Update update) {
    assertEquals(Optional.empty(), update.errCode());
    assertEquals(1, update.manifestList().size());
  }

  private static void assertRefused(String reason, Update update) {
    assertEquals(Optional.of(TeepErrorCode.ERR_ATTESTATION_REQUIRED), update.errCode());
    assertEquals(List.of(), update.manifestList());
    assertTrue(update.errMsg().orElseThrow().contains(reason), update.errMsg().orElseThrow());
  }

  private EarBuilder ear(Bytes challenge, TrustTier tee, TrustTier ree) {
    EatClaims teep =
        EatClaims.builder()
            .oemid(MAKER)
            .hardwareModel(MODEL)
            .confirmation(Confirmation.ofKeyId(TamWorld.AGENT))
            .build();
    return AttestationResult.builder(new VerifierId("developer", "build"), world.now)
        .nonce(challenge)
        .appraisal("TEE", Appraisal.of(tee).withTeepClaims(teep))
        .appraisal("REE", Appraisal.of(ree));
  }

  private Tam deciding(Predicate<AttestedDevice> devices, TrustTier lowest) {
    return world.tam(
        NewestManifestPolicy.builder(
                world.catalogue, Entitlement.EVERYTHING.restrict(TamWorld.HELLO, devices))
            .query(TamQuery.trustedComponents(model))
            .attestationRequired(model == AttestationModel.BACKGROUND_CHECK)
            .build(),
        settings ->
            settings.verifier(
                EatVerifier.ofResults(
                        CoseKeyResolver.of(List.of(VERIFIER.toPublic())), () -> world.now)
                    .withLowestTier(lowest)));
  }

  private Optional<Update> earAfter(Tam tam, TrustTier tee, TrustTier ree, boolean isJson)
      throws Exception {
    EarBuilder ear = ear(world.connect(tam).challenge().orElseThrow(), tee, ree);
    CoseSigner signer = CoseSigner.of(VERIFIER);
    AttestationPayload payload =
        isJson
            ? new AttestationPayload(
                "application/eat+jwt; eat_profile=\"tag:github.com,2023:veraison/ear\"",
                Bytes.ofUtf8(Jwt.sign(ear.buildDeployed(), signer).text()))
            : new AttestationPayload(
                "application/eat+cwt; eat_profile=\"tag:ietf.org,2026:rats/ear#03\"",
                Bytes.wrap(Cwt.sign(ear.build(), signer).toByteArray()));
    QueryResponse response =
        QueryResponse.builder()
            .tcList(List.of())
            .requestedTcList(List.of(RequestedTcInfo.of(TamWorld.HELLO)))
            .attestationPayloadFormat(payload.format().orElseThrow())
            .attestationPayload(payload.bytes())
            .build();
    return world.send(tam, response, TamWorld.AGENT).map(Update.class::cast);
  }

  @Test
  @DisplayName("TAM 8: an EAR as CWT or JWT counts, and its tiers decide who gets a component")
  void tiersDecide() throws Exception {
    for (boolean isJson : List.of(true, false)) {
      Tam tee = deciding(device -> device.isAtLeast("TEE", TrustTier.AFFIRMING), TrustTier.WARNING);
      assertInstalls(earAfter(tee, TrustTier.AFFIRMING, TrustTier.WARNING, isJson).orElseThrow());
      assertEquals(Optional.empty(), earAfter(tee, TrustTier.WARNING, TrustTier.AFFIRMING, isJson));
      assertRefused(
          "does not affirm: contraindicated",
          earAfter(tee, TrustTier.AFFIRMING, TrustTier.CONTRAINDICATED, isJson).orElseThrow());
    }
  }

  @Test
  @DisplayName("TAM 8: by default a result that states a tier counts only if it affirms")
  void onlyAffirmingCounts() throws Exception {
    Tam tam = deciding(device -> true, TrustTier.AFFIRMING);
    assertInstalls(earAfter(tam, TrustTier.AFFIRMING, TrustTier.AFFIRMING, false).orElseThrow());
    assertRefused(
        "does not affirm: warning",
        earAfter(tam, TrustTier.WARNING, TrustTier.AFFIRMING, false).orElseThrow());
    assertEquals(Optional.empty(), world.agent(TamWorld.AGENT).device());
  }

  @Test
  @DisplayName("TAM 8: the class of a device decides, also in later sessions until the result ends")
  void deviceClassDecides() throws Exception {
    Tam attesting = deciding(device -> device.isModel(MAKER, MODEL), TrustTier.AFFIRMING);
    assertInstalls(
        earAfter(attesting, TrustTier.AFFIRMING, TrustTier.AFFIRMING, false).orElseThrow());
    model = AttestationModel.NONE;
    Tam later = deciding(device -> device.isModel(MAKER, MODEL), TrustTier.AFFIRMING);
    assertInstalls(world.update(later, TamWorld.AGENT));
    Tam other = deciding(device -> device.isModel(MAKER, Bytes.ofUtf8("m")), TrustTier.AFFIRMING);
    assertEquals(Optional.empty(), requestHello(other, TamWorld.AGENT));
    assertEquals(Optional.empty(), requestHello(later, TamWorld.AGENT_ED));
    world.pass(Duration.ofDays(31));
    assertEquals(Optional.empty(), requestHello(later, TamWorld.AGENT));
  }

  private Optional<TeepMessage> requestHello(Tam tam, CoseKey agent) throws Exception {
    Bytes token = world.connect(tam).token().orElseThrow();
    return world.send(tam, TamWorld.requesting(token, TamWorld.HELLO).build(), agent);
  }
}
