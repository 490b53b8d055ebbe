package org.teep4j.eat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseLabel;

/**
 * The claims of EAR (draft-ietf-rats-ear-04): each has a number in CBOR, a name in JSON, and the
 * name that deployed Verifiers still write.
 */
enum EarClaim implements Named {
  STATUS(1000, "ear_status", "ear.status"),
  TRUSTWORTHINESS_VECTOR(1001, "ear_trustworthiness_vector", "ear.trustworthiness-vector"),
  RAW_EVIDENCE(1002, "ear_raw_evidence", "ear.raw-evidence"),
  APPRAISAL_POLICY_IDS(1003, "ear_appraisal_policy_ids", "ear.appraisal-policy-id"),
  VERIFIER_ID(1004, "ear_verifier_id", "ear.verifier-id"),
  TEEP_CLAIMS(65000, "ear_teep_claims", "ear.teep-claims"),
  ANNOTATED_EVIDENCE(-70000, "ear_veraison_annotated_evidence", "ear.veraison.annotated-evidence"),
  POLICY_CLAIMS(-70001, "ear_veraison_policy_claims", "ear.veraison.policy-claims"),
  KEY_ATTESTATION(-70002, "ear_veraison_key_attestation", "ear.veraison.key-attestation");

  private final long number;
  private final String jsonName;
  private final String deployedName;

  EarClaim(long number, String jsonName, String deployedName) {
    this.number = number;
    this.jsonName = jsonName;
    this.deployedName = deployedName;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String jsonName() {
    return jsonName;
  }

  /** The label that deployed Verifiers write. */
  CoseLabel deployedLabel() {
    return CoseLabel.of(deployedName);
  }

  /** The encoded value of the claim, whatever its name is; empty bytes if it is absent. */
  Bytes in(EatClaims claims) {
    for (CoseLabel label : labels()) {
      if (claims.other(label).isPresent()) {
        return claims.other(label).get();
      }
    }
    return Bytes.empty();
  }

  private List<CoseLabel> labels() {
    return List.of(CoseLabel.of(number), CoseLabel.of(jsonName), deployedLabel());
  }

  /** A set without some claims, whatever their names are. */
  static EatClaims remove(Set<EarClaim> removed, EatClaims claims) {
    Map<CoseLabel, Bytes> rest = new TreeMap<>(claims.others());
    for (EarClaim each : removed) {
      each.labels().forEach(rest::remove);
    }
    return claims.withOthers(rest);
  }
}
