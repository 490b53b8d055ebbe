package org.teep4j.cli.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.eat.DebugStatus;
import org.teep4j.eat.EatClaim;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.OemId;
import org.teep4j.eat.TrustTier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.tam.AttestedDevice;

class PolicyDescriptionTest {

  @Test
  void anEmptyPolicyPermitsEverything() throws DescriptionException {
    assertEquals(PolicyDescription.DEFAULT, PolicyDescription.read("{}"));
    PolicyDescription.Group everyone = PolicyDescription.DEFAULT.groups().get(0);
    assertTrue(everyone.mayHave(SuitComponentIdentifier.ofText("any", "thing")));
  }

  @Test
  void theExampleHasTwoGroups() throws Exception {
    PolicyDescription policy =
        PolicyDescription.read(ManifestDescription.resource("examples/policy.json"));
    assertEquals(Optional.of(PolicyDescription.Attestation.UNKNOWN_KEYS), policy.attestation());
    assertEquals(2, policy.groups().size());
    assertEquals(1, policy.groups().get(0).agents().orElseThrow().size());
    PolicyDescription.Group others = policy.groups().get(1);
    assertEquals(Optional.empty(), others.agents());
    assertEquals(Set.of(SuitComponentIdentifier.ofText("wallet")), others.mustHave());
    assertTrue(others.mayHave(SuitComponentIdentifier.ofText("wallet", "pin")));
    assertFalse(others.mayHave(SuitComponentIdentifier.ofText("game")));
    assertFalse(others.mayHave(new SuitComponentIdentifier(List.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"attestation\": \"sometimes\"}|line 1, attestation: attestation is never",
        "{\"group\": []}|'group' is not known here; known are attestation, groups",
        "{\"groups\": {}}|a list is expected",
        "{\"groups\": [{}]}|groups[0]: 'name' is missing",
        "{\"groups\": [{\"name\": \"a\", \"agents\": [\"00\"]}]}|a thumbprint has 64 digits",
        "{\"groups\": [{\"name\": \"a\", \"may_have\": [\"//\"]}]}|'//' is no component",
        "{\"groups\": [{\"name\": \"a\", \"may_have\": \"/\"}]}|a list is expected",
        "{\"groups\": [{\"name\": \"a\", \"device\": {\"model\": 1}}]}|'model' is not known here",
        "{\"groups\": [{\"name\": \"a\", \"device\": {\"ueid\": 1}}]}|groups[0].device: no claims",
        "{\"groups\": [{\"name\": \"a\", \"lowest_tier\": \"good\"}]}|a tier is affirming",
        "{\"groups\": [{\"name\": \"a\", \"required\": []}]}|'required' is not known here",
        "|the description is empty",
        "[|not JSON"
      })
  void whatIsNoPolicyIsRefused(String json, String reason) {
    DescriptionException refused =
        assertThrows(
            DescriptionException.class, () -> PolicyDescription.read(json == null ? "" : json));
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
  }

  @Test
  void aGroupIsForDevicesThatAreAttested() throws DescriptionException {
    PolicyDescription.Group group =
        PolicyDescription.read(
                """
                {"groups": [{"name": "a", "device": {"hwmodel": "ZGVtbw", "dbgstat": "disabled"},
                             "lowest_tier": "warning"}]}
                """)
            .groups()
            .get(0);
    EatClaims claims =
        EatClaims.builder()
            .hardwareModel(Bytes.ofUtf8("demo"))
            .put(EatClaim.DEBUG_STATUS, DebugStatus.DISABLED)
            .build();
    EatClaims fewer = EatClaims.builder().hardwareModel(Bytes.ofUtf8("demo")).build();
    Bytes key = Bytes.empty();
    assertFalse(group.includes(key, Optional.empty()));
    for (TrustTier tier : TrustTier.values()) {
      Optional<TrustTier> stated = Optional.of(tier);
      assertEquals(
          tier != TrustTier.CONTRAINDICATED,
          group.includes(key, Optional.of(new AttestedDevice(claims, stated, Map.of()))));
      assertFalse(group.includes(key, Optional.of(new AttestedDevice(fewer, stated, Map.of()))));
    }
    assertFalse(
        group.includes(key, Optional.of(new AttestedDevice(claims, Optional.empty(), Map.of()))));
  }

  @Test
  void claimsOfTwoPartsAreNotThoseOfOneDevice() throws DescriptionException {
    PolicyDescription.Group group =
        group("{\"name\": \"a\", \"device\": {\"oemid\": 1, \"hwmodel\": \"ZGVtbw\"}}");
    EatClaims maker = EatClaims.builder().put(EatClaim.OEMID, new OemId.Pen(Uint.of(1))).build();
    EatClaims model = EatClaims.builder().hardwareModel(Bytes.ofUtf8("demo")).build();
    EatClaims both = maker.toBuilder().hardwareModel(Bytes.ofUtf8("demo")).build();
    assertFalse(group.includes(Bytes.empty(), Optional.of(device(maker, model))));
    assertFalse(group.includes(Bytes.empty(), Optional.of(device(model, maker))));
    assertTrue(group.includes(Bytes.empty(), Optional.of(device(both, model))));
    assertTrue(group.includes(Bytes.empty(), Optional.of(device(model, both))));
  }

  /** What one group is content with does not let such a device into another one. */
  @Test
  void aGroupWithoutTierIsNotForDevicesThatAreDoubted() throws DescriptionException {
    PolicyDescription.Group group = group("{\"name\": \"a\"}");
    EatClaims none = EatClaims.builder().build();
    assertTrue(group.includes(Bytes.empty(), Optional.empty()));
    assertTrue(group.includes(Bytes.empty(), Optional.of(device(none, none))));
    for (TrustTier tier : TrustTier.values()) {
      AttestedDevice device = new AttestedDevice(none, Optional.of(tier), Map.of());
      assertEquals(tier == TrustTier.AFFIRMING, group.includes(Bytes.empty(), Optional.of(device)));
    }
  }

  private static PolicyDescription.Group group(String json) throws DescriptionException {
    return PolicyDescription.read("{\"groups\": [" + json + "]}").groups().get(0);
  }

  private static AttestedDevice device(EatClaims claims, EatClaims part) {
    return new AttestedDevice(
        claims, Optional.empty(), Map.of("tee", new AttestedDevice.Part(part, Optional.empty())));
  }

  @Test
  void pathsAreReadAsTheyArePrinted() {
    List<SuitComponentIdentifier> all =
        List.of(
            new SuitComponentIdentifier(List.of()),
            SuitComponentIdentifier.ofText("app"),
            SuitComponentIdentifier.ofText("app", "data"),
            SuitComponentIdentifier.of(Bytes.fromHex("00ff"), Bytes.ofUtf8("x")));
    for (SuitComponentIdentifier each : all) {
      assertEquals(each, ComponentPath.parse(each.toString()));
    }
    assertEquals(SuitComponentIdentifier.ofText("app"), ComponentPath.parse("app"));
    for (String wrong : List.of("", "//", "app/", "h'0'", "h'xx'")) {
      assertThrows(IllegalArgumentException.class, () -> ComponentPath.parse(wrong), wrong);
    }
  }
}
