package org.teep4j.eat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;

/** Rules beyond the CDDL. */
class EatRulesTest {

  private static final String GOOD =
      "{10: h'0102030405060708', 256: h'01"
          + "02".repeat(16)
          + "', 258: 64242, 259: h'01',"
          + " 260: [\"1\"], 265: \"urn:ietf:rfc:rfcXXXX\", 272: [[60, h'']],"
          + " 8: {3: h'"
          + "03".repeat(32)
          + "'}}";

  private static EatClaims read(String edn) throws DecodeException {
    return EatClaims.decodeUnverified(Edn.parse(edn));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{6: 1.5}; IAT_INTEGER; iat",
        "{256: h'01010101010101'}; UEID_TYPE; ueid",
        "{257: {\"a\": h'00010101010101'}}; SUEID_TYPE; sueids/a",
        "{259: h'01'}; HWMODEL_NEEDS_OEMID; hwmodel",
        "{260: [\"1\"]}; HWVERSION_NEEDS_HWMODEL; hwversion",
        "{271: [\"1\"]}; SWVERSION_NEEDS_SWNAME; swversion",
        "{262: false}; OEMBOOT_NEEDS_OEMID; oemboot",
        "{263: 3}; DBGSTAT_NEEDS_OEMID; dbgstat",
        "{266: {\"TEE\": {263: 3}}}; DBGSTAT_NEEDS_OEMID; submods/TEE/dbgstat",
        "{258: 1, 266: {\"TEE\": {262: true}}}; OEMBOOT_NEEDS_OEMID; submods/TEE/oemboot",
      })
  void namesTheRuleThatIsBroken(String edn, EatRule rule, String path) throws Exception {
    assertEquals(List.of(new EatViolation(rule, path)), read(edn).violations());
  }

  @Test
  void findsNothingInGoodClaims() throws Exception {
    assertEquals(List.of(), read("{263: 2}").violations());
    assertEquals(List.of(), read("{6: 1, 258: 1, 259: h'01', 260: [\"1\"], 263: 3}").violations());
    assertEquals(List.of(), TeepEatProfile.violations(read(GOOD)));
  }

  @Test
  void knowsWhatTeepDemandsOfResults() throws Exception {
    Set<EatRule> missing =
        TeepEatProfile.violations(
                read("{265: \"x:y\", 10: [h'0102030405060708'," + " h'0102030405060708']}"))
            .stream()
            .map(EatViolation::rule)
            .collect(Collectors.toSet());
    Set<EatRule> all =
        Arrays.stream(EatRule.values())
            .filter(rule -> rule.id().startsWith("teep-") && rule != EatRule.TEEP_ENCODING)
            .collect(Collectors.toSet());
    assertEquals(all, missing);
    assertEquals(8, all.size());
  }

  @Test
  void looksAtTheEncodingOfATokenForTeep() throws Exception {
    Bytes indefinite = Bytes.fromHex("bf" + Edn.parse(GOOD).toHex().substring(2) + "ff");
    EatViolation encoding = new EatViolation(EatRule.TEEP_ENCODING, "");
    assertEquals(List.of(encoding), TeepEatProfile.violations(verified(indefinite)));
    assertEquals(List.of(), TeepEatProfile.violations(verified(Edn.parse(GOOD))));
    Jwt jwt = Jwt.sign(read(GOOD), CoseSigner.of(TestKeys.ISSUER));
    assertEquals(
        List.of(encoding), TeepEatProfile.violations(jwt.verify(CoseVerifier.of(TestKeys.ISSUER))));
  }

  private static VerifiedClaims verified(Bytes claims) throws Exception {
    return Cwt.of(CoseSign1.sign(claims, CoseSigner.of(TestKeys.ISSUER)))
        .verify(CoseVerifier.of(TestKeys.ISSUER));
  }
}
