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
import org.teep4j.eat.DebugStatus;
import org.teep4j.eat.EatClaim;
import org.teep4j.eat.EatClaims;
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
