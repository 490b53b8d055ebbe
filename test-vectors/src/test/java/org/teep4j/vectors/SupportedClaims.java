package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseLabel;
import org.teep4j.eat.Appraisal;
import org.teep4j.eat.AttestationResult;
import org.teep4j.eat.ClaimProblem;
import org.teep4j.eat.ClaimsValidator;
import org.teep4j.eat.EarBuilder;
import org.teep4j.eat.EatClaim;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.EatProfile;
import org.teep4j.eat.EatRule;
import org.teep4j.eat.Submodule;
import org.teep4j.eat.TrustTier;
import org.teep4j.eat.TrustVector;
import org.teep4j.eat.VerifierId;

/** Which claims the code really decodes, encodes, validates and holds against rules. */
final class SupportedClaims {

  private static final CoseKey KEY = key();

  /** An example of each claim, in CBOR; times are such that they are objected to. */
  private static final Map<Long, String> EXAMPLES = new LinkedHashMap<>();

  static {
    EXAMPLES.put(1L, "\"i\"");
    EXAMPLES.put(2L, "\"s\"");
    EXAMPLES.put(3L, "\"a\"");
    EXAMPLES.put(4L, "1");
    EXAMPLES.put(5L, "9999999999");
    EXAMPLES.put(6L, "9999999999");
    EXAMPLES.put(7L, "'id'");
    EXAMPLES.put(8L, "{3: h'" + KEY.thumbprint().toHex() + "'}");
    EXAMPLES.put(10L, "'challenge'");
    EXAMPLES.put(256L, "h'0198f50a4ff6c05861c8860d13a638ea61'");
    EXAMPLES.put(257L, "{\"XYZ\": h'02aabbccddeeff'}");
    EXAMPLES.put(258L, "h'894823'");
    EXAMPLES.put(259L, "h'54'");
    EXAMPLES.put(260L, "[\"1.3.4\", 1]");
    EXAMPLES.put(261L, "1");
    EXAMPLES.put(262L, "true");
    EXAMPLES.put(263L, "3");
    EXAMPLES.put(264L, "{1: 32.5, 2: -117.25}");
    EXAMPLES.put(265L, "\"urn:ietf:rfc:rfcXXXX\"");
    EXAMPLES.put(266L, "{\"TEE\": {263: 1}}");
    EXAMPLES.put(267L, "1");
    EXAMPLES.put(268L, "h'01'");
    EXAMPLES.put(269L, "[[\"r\", \"p\"]]");
    EXAMPLES.put(270L, "\"n\"");
    EXAMPLES.put(271L, "[\"1\"]");
    EXAMPLES.put(272L, "[[60, h'a0']]");
    EXAMPLES.put(273L, "[[295, h'a0']]");
    EXAMPLES.put(274L, "[[\"m\", [[\"all\", 1]]]]");
    EXAMPLES.put(275L, "1");
  }

  private static final String EAR =
      "265: \"tag:ietf.org,2026:rats/ear#03\", 6: 1, 1004: {0: \"d\", 1: \"b\"}";

  private static final EarBuilder EVERYTHING = everything();

  private SupportedClaims() {}

  private static EarBuilder everything() {
    try {
      return AttestationResult.builder(new VerifierId("d", "b"), Instant.EPOCH)
          .rawEvidence(Bytes.ofUtf8("x"))
          .appraisal(
              "A",
              Appraisal.of(TrustTier.AFFIRMING)
                  .withTrustVector(new TrustVector(Map.of(TrustVector.Aspect.HARDWARE, 2)))
                  .withPolicyIds(List.of("p"))
                  .withTeepClaims(EatClaims.builder().hardwareModel(Bytes.ofUtf8("m")).build())
                  .withAttestedKey(KEY));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CoseKey key() {
    try {
      return ExampleKeys.p256();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By heading, the rows of each table: cells from left to right. */
  static Map<String, List<List<String>>> tables() throws Exception {
    Map<String, List<List<String>>> tables = new LinkedHashMap<>();
    List<List<String>> claims = new ArrayList<>();
    for (EatClaim<?> claim : EatClaim.all()) {
      claims.add(claim(claim));
    }
    tables.put("Claims", claims);
    tables.put("Claims of Attestation Results", results());
    return tables;
  }

  private static List<String> claim(EatClaim<?> claim) throws Exception {
    String example = EXAMPLES.getOrDefault(claim.label(), "null");
    Bytes encoded = Edn.parse("{" + claim.label() + ": " + example + "}");
    EatClaims claims = EatClaims.decodeUnverified(encoded);
    assertEquals(true, claims.value(claim).isPresent(), claim.name());
    assertEquals(encoded, new CborWriter().write(claims).toBytes(), claim.name());
    assertEquals(claims, EatClaims.decodeJsonUnverified(claims.toJson()), claim.name());
    List<String> checks = new ArrayList<>();
    if (!problems(claims).equals(problems(EatClaims.builder().build()))) {
      checks.add("validated");
    }
    if (Arrays.stream(EatRule.values()).anyMatch(rule -> rule.claim().equals(claim.name()))) {
      checks.add("rules");
    }
    return List.of(
        claim.name(),
        "" + claim.label(),
        claim.jsonName(),
        claim.document(),
        "yes",
        "yes",
        checks.isEmpty() ? "no" : String.join(", ", checks));
  }

  private static List<ClaimProblem> problems(EatClaims claims) {
    return ClaimsValidator.at(Instant.ofEpochSecond(1000))
        .withIssuer("i")
        .withAudience("a")
        .withNonce(Bytes.ofUtf8("challenge"))
        .withConfirmedKey(KEY)
        .withProfile(EatProfile.TEEP)
        .problems(claims);
  }

  private static List<List<String>> results() throws DecodeException {
    return List.of(
        row("ear_status", 1000, "ear.status", "2", "\"affirming\"", true),
        row(
            "ear_trustworthiness_vector",
            1001,
            "ear.trustworthiness-vector",
            "{4: 2}",
            "{\"hardware\": 2}",
            true),
        row("ear_raw_evidence", 1002, "ear.raw-evidence", "'x'", "\"eA\"", false),
        row("ear_appraisal_policy_ids", 1003, "ear.appraisal-policy-id", "[\"p\"]", "\"p\"", true),
        row(
            "ear_verifier_id",
            1004,
            "ear.verifier-id",
            "{0: \"d\", 1: \"b\"}",
            "{\"developer\": \"d\", \"build\": \"b\"}",
            false),
        row("ear_teep_claims", 65000, "ear.teep-claims", "{258: 1}", "{\"oemid\": 1}", true),
        row(
            "ear_veraison_key_attestation",
            -70002,
            "ear.veraison.key-attestation",
            "{\"akpub\": 'x'}",
            "{\"akpub\": \"eA\"}",
            true));
  }

  /** A row; the claim is read under its number and under both of its names. */
  private static List<String> row(
      String name, long label, String deployed, String cbor, String json, boolean isOfAppraisal)
      throws DecodeException {
    boolean isRead =
        isRead(cbor(label + ": " + cbor, isOfAppraisal), cbor("", isOfAppraisal))
            && isRead(json(name, json, isOfAppraisal), json("x", "1", isOfAppraisal))
            && isRead(json(deployed, json, isOfAppraisal), json("x", "1", isOfAppraisal));
    boolean isWritten =
        isWritten(EVERYTHING.build(), CoseLabel.of(label))
            && isWritten(EVERYTHING.buildJson(), CoseLabel.of(name))
            && isWritten(EVERYTHING.buildDeployed(), CoseLabel.of(deployed));
    return List.of(name, "" + label, deployed, isRead ? "yes" : "no", isWritten ? "yes" : "no");
  }

  private static boolean isWritten(EatClaims ear, CoseLabel label) {
    Submodule.Claims appraisal = (Submodule.Claims) ear.submodules().get("A");
    return ear.other(label).isPresent() || appraisal.claims().other(label).isPresent();
  }

  /** Whether a claim makes a difference to what was read, apart from the claims as they were. */
  private static boolean isRead(String with, String without) {
    return !with.equals(without);
  }

  private static String cbor(String claim, boolean isOfAppraisal) throws DecodeException {
    boolean isStatus = claim.startsWith("1000:");
    boolean isVerifier = claim.startsWith("1004:");
    String head = isVerifier ? EAR.replace("\"b\"", "\"c\"") : EAR;
    String more = claim.isEmpty() || isVerifier ? "" : ", " + claim;
    String edn =
        isOfAppraisal
            ? "{" + head + ", 266: {\"A\": {" + (isStatus ? claim : "1000: 0" + more) + "}}}"
            : "{" + head + more + ", 266: {\"A\": {1000: 0}}}";
    EatClaims claims = EatClaims.decodeUnverified(Edn.parse(edn));
    return told(AttestationResult.decodeUnverified(claims, false));
  }

  private static String json(String name, String value, boolean isOfAppraisal)
      throws DecodeException {
    String member = "\"" + name + "\": " + value;
    boolean isStatus = name.startsWith("ear") && name.endsWith("status");
    boolean isVerifier = name.startsWith("ear") && name.endsWith("id") && name.contains("verifier");
    String verifier =
        isVerifier
            ? member.replace("\"b\"", "\"c\"")
            : "\"ear_verifier_id\": {\"developer\": \"d\", \"build\": \"b\"}";
    String appraisal = isOfAppraisal ? member : "\"x\": 1";
    String text =
        "{\"eat_profile\": \"tag:github.com,2023:veraison/ear\", \"iat\": 1, "
            + verifier
            + (isOfAppraisal || isVerifier ? "" : ", " + member)
            + ", \"submods\": {\"A\": {"
            + (isStatus ? appraisal : "\"ear_status\": \"none\", " + appraisal)
            + "}}}";
    return told(AttestationResult.decodeUnverified(EatClaims.decodeJsonUnverified(text), true));
  }

  private static String told(AttestationResult result) {
    StringBuilder text = new StringBuilder();
    text.append(result.status()).append(result.verifierId()).append(result.rawEvidence());
    result
        .appraisals()
        .forEach(
            (name, each) ->
                text.append(each.status())
                    .append(each.trustVector())
                    .append(each.policyIds())
                    .append(each.teepClaims())
                    .append(each.attestedKeyInfo()));
    return text.toString();
  }
}
