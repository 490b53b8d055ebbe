package org.teep4j.eat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Strictness;

/** Checks the rules that the CDDL cannot express. */
final class EatRules {

  /** The maximum number of violations that are reported. More would not help. */
  private static final int MOST = 64;

  private final List<EatViolation> violations = new ArrayList<>();

  private EatRules() {}

  /** The rules of RFC 9711. */
  static List<EatViolation> check(EatClaims claims) {
    EatRules rules = new EatRules();
    rules.checkEat(claims, "");
    return List.copyOf(rules.violations);
  }

  /**
   * The rules of RFC 9711 and of TEEP's profile for Attestation Results.
   *
   * @param isPreferred whether the claims are encoded as the profile demands
   */
  static List<EatViolation> checkTeep(EatClaims claims, boolean isPreferred) {
    EatRules rules = new EatRules();
    rules.require(EatRule.TEEP_ENCODING, isPreferred, "");
    rules.checkTeepClaims(claims);
    rules.checkEat(claims, "");
    return List.copyOf(rules.violations);
  }

  /** Whether an item has definite lengths and preferred serialization. */
  static boolean isPreferred(Bytes encoded) {
    try {
      CborReader reader =
          new CborReader(encoded, DecodeOptions.largest().withStrictness(Strictness.PREFERRED));
      reader.skip();
      reader.expectEnd();
      return true;
    } catch (DecodeException e) {
      return false;
    }
  }

  private void checkEat(EatClaims claims, String path) {
    require(EatRule.IAT_INTEGER, claims.issuedAt().map(time -> !time.isFloat()).orElse(true), path);
    require(EatRule.UEID_TYPE, claims.ueid().map(Ueid::isWellFormed).orElse(true), path);
    claims
        .value(EatClaim.SUEIDS)
        .ifPresent(
            all ->
                all.forEach(
                    (name, id) ->
                        require(EatRule.SUEID_TYPE, id.isWellFormed(), path, "/" + name)));
    needs(EatRule.HWMODEL_NEEDS_OEMID, claims, EatClaim.HARDWARE_MODEL, EatClaim.OEMID, path);
    needs(
        EatRule.HWVERSION_NEEDS_HWMODEL,
        claims,
        EatClaim.HARDWARE_VERSION,
        EatClaim.HARDWARE_MODEL,
        path);
    needs(
        EatRule.SWVERSION_NEEDS_SWNAME,
        claims,
        EatClaim.SOFTWARE_VERSION,
        EatClaim.SOFTWARE_NAME,
        path);
    needs(EatRule.OEMBOOT_NEEDS_OEMID, claims, EatClaim.OEM_BOOT, EatClaim.OEMID, path);
    boolean exceptsMaker =
        claims
            .value(EatClaim.DEBUG_STATUS)
            .filter(DebugStatus.DISABLED_PERMANENTLY::equals)
            .isPresent();
    require(EatRule.DBGSTAT_NEEDS_OEMID, !exceptsMaker || claims.oemid().isPresent(), path);
    for (Map.Entry<String, Submodule> submodule : claims.submodules().entrySet()) {
      if (submodule.getValue() instanceof Submodule.Claims inner) {
        checkEat(inner.claims(), path + "submods/" + submodule.getKey() + "/");
      }
    }
  }

  private void checkTeepClaims(EatClaims claims) {
    require(EatRule.TEEP_PROFILE, claims.profile().map(EatProfile.TEEP::equals).orElse(true), "");
    present(EatRule.TEEP_UEID, claims, EatClaim.UEID);
    present(EatRule.TEEP_OEMID, claims, EatClaim.OEMID);
    present(EatRule.TEEP_HWMODEL, claims, EatClaim.HARDWARE_MODEL);
    present(EatRule.TEEP_HWVERSION, claims, EatClaim.HARDWARE_VERSION);
    present(EatRule.TEEP_MANIFESTS, claims, EatClaim.MANIFESTS);
    present(EatRule.TEEP_CNF, claims, EatClaim.CONFIRMATION);
    require(EatRule.TEEP_NONCE, claims.nonces().size() <= 1, "");
  }

  private void present(EatRule rule, EatClaims claims, EatClaim<?> claim) {
    require(rule, claims.value(claim).isPresent(), "");
  }

  private void needs(
      EatRule rule, EatClaims claims, EatClaim<?> claim, EatClaim<?> needed, String path) {
    require(rule, claims.value(claim).isEmpty() || claims.value(needed).isPresent(), path);
  }

  private void require(EatRule rule, boolean kept, String path) {
    require(rule, kept, path, "");
  }

  private void require(EatRule rule, boolean kept, String path, String element) {
    if (!kept && violations.size() < MOST) {
      violations.add(new EatViolation(rule, path + rule.claim() + element));
    }
  }
}
