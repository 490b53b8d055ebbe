package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.eat.Appraisal;
import org.teep4j.eat.AttestationResult;
import org.teep4j.eat.EarBuilder;
import org.teep4j.eat.EatClaim;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.OemId;
import org.teep4j.eat.Submodule;
import org.teep4j.eat.TrustTier;
import org.teep4j.eat.VerifierId;

/** What a TAM remembers of an attested device. */
class AttestedDeviceTest {

  private static final OemId MAKER = new OemId.Ieee(Bytes.fromHex("894823"));
  private static final OemId OTHER_MAKER = new OemId.Ieee(Bytes.fromHex("894824"));
  private static final Bytes MODEL = Bytes.ofUtf8("model-1");
  private static final EatClaims CLASS =
      EatClaims.builder().oemid(MAKER).hardwareModel(MODEL).build();

  private static AttestedDevice of(EatClaims claims) throws Exception {
    return AttestedDevice.of(AttestationResult.decodeUnverified(claims, false));
  }

  private static EarBuilder ear() {
    return AttestationResult.builder(new VerifierId("d", "b"), Instant.EPOCH);
  }

  @Test
  void aResultWithTheProfileOfTeepHasClaimsAndNoTier() throws Exception {
    AttestedDevice device =
        of(
            CLASS.toBuilder()
                .put(EatClaim.SOFTWARE_NAME, "os")
                .nonce(Bytes.wrap(new byte[8]))
                .submodules(
                    Map.of(
                        "ta",
                        new Submodule.Claims(
                            EatClaims.builder().put(EatClaim.SOFTWARE_NAME, "ta").build())))
                .build());
    assertTrue(device.isModel(MAKER, MODEL));
    assertFalse(device.isModel(OTHER_MAKER, MODEL));
    assertFalse(device.isModel(MAKER, Bytes.ofUtf8("model-2")));
    assertTrue(device.has(EatClaim.SOFTWARE_NAME, "os"));
    assertTrue(device.has(EatClaim.SOFTWARE_NAME, "ta"));
    assertFalse(device.has(EatClaim.SOFTWARE_NAME, "other"));
    assertTrue(device.claims().nonces().isEmpty());
    assertEquals(Optional.empty(), device.tier());
    assertFalse(device.isAtLeast(TrustTier.CONTRAINDICATED));
    assertFalse(device.isAtLeast("ta", TrustTier.CONTRAINDICATED));
  }

  @Test
  void anEarHasTiersAndTheClaimsForTeep() throws Exception {
    AttestedDevice device =
        of(
            ear()
                .appraisal("TEE", Appraisal.of(TrustTier.AFFIRMING).withTeepClaims(CLASS))
                .appraisal("REE", Appraisal.of(TrustTier.WARNING))
                .build());
    assertTrue(device.isModel(MAKER, MODEL));
    assertEquals(Optional.of(TrustTier.WARNING), device.tier());
    assertTrue(device.isAtLeast(TrustTier.WARNING));
    assertFalse(device.isAtLeast(TrustTier.NONE));
    assertTrue(device.isAtLeast("TEE", TrustTier.AFFIRMING));
    assertFalse(device.isAtLeast("REE", TrustTier.AFFIRMING));
    assertFalse(device.isAtLeast("none", TrustTier.CONTRAINDICATED));
  }

  @Test
  void makerAndModelAreOfTheSamePart() throws Exception {
    AttestedDevice device =
        of(
            ear()
                .appraisal("A", teep(EatClaims.builder().oemid(MAKER).build()))
                .appraisal("B", teep(EatClaims.builder().hardwareModel(MODEL).build()))
                .build());
    assertFalse(device.isModel(MAKER, MODEL));
  }

  private static Appraisal teep(EatClaims claims) {
    return Appraisal.of(TrustTier.AFFIRMING).withTeepClaims(claims);
  }

  @Test
  void whatIsRememberedIsBounded() throws Exception {
    Map<String, Submodule> parts = new TreeMap<>();
    parts.put("x".repeat(257), new Submodule.Claims(CLASS));
    for (int i = 0; i < 100; i++) {
      parts.put("part" + i, new Submodule.Claims(CLASS));
    }
    AttestedDevice device =
        of(
            CLASS.toBuilder()
                .put(EatClaim.SOFTWARE_NAME, "x".repeat(257))
                .submodules(parts)
                .build());
    assertEquals(CLASS, device.claims());
    assertEquals(64, device.parts().size());
  }
}
