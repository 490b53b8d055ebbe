package org.teep4j.eat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;

/** PSA tokens of three generations. */
class PsaTokenTest {

  private static final String HASH = "h'" + "03".repeat(32) + "'";
  private static final String COMPONENTS = "[{1: \"PRoT\", 2: HASH, 4: \"1\", 5: HASH, 6: \"s\"}]";

  private static final String RFC =
      ("{265: \"tag:psacertified.org,2023:psa#tfm\", 2394: 2147483647, 2395: 12288, 2396: HASH,"
              + " 268: h'0000000000000000', 2398: \"1234567890123-12345\", 2399: COMPONENTS,"
              + " 10: HASH, 256: h'01ID', 2400: \"https://v.example\"}")
          .replace("COMPONENTS", COMPONENTS)
          .replace("HASH", HASH)
          .replace("ID", "02".repeat(32));

  private static final String FIRST =
      ("{-75000: \"PSA_IOT_PROFILE_1\", -75001: -1, -75002: 12290, -75003: HASH, -75004: HASH,"
              + " -75005: \"1234567890123\", -75006: COMPONENTS, -75008: HASH, -75009: h'01ID'}")
          .replace("COMPONENTS", COMPONENTS)
          .replace("HASH", HASH)
          .replace("ID", "02".repeat(32));

  private static PsaToken read(String edn) throws DecodeException {
    return PsaToken.decodeUnverified(EatClaims.decodeUnverified(Edn.parse(edn)));
  }

  @Test
  void readsTheTokenOfTheRfc() throws Exception {
    PsaToken token = read(RFC);
    assertEquals(PsaProfile.TFM, token.profile());
    assertEquals(Integer.MAX_VALUE, token.clientId());
    assertEquals(PsaLifecycle.SECURED, token.lifecycle());
    assertTrue(token.lifecycle().isTrustworthy());
    assertEquals(32, token.nonce().length());
    assertEquals(33, token.instanceId().bytes().length());
    assertEquals(Optional.of(Bytes.wrap(new byte[8])), token.bootSeed());
    assertEquals(Optional.of("1234567890123-12345"), token.certificationReference());
    assertEquals(Optional.of("PRoT"), token.softwareComponents().get(0).measurementType());
    assertEquals(Optional.of("https://v.example"), token.verificationServiceIndicator());
  }

  @Test
  void readsTheDraftsToken() throws Exception {
    PsaToken token =
        read(
            RFC.replace("tag:psacertified.org,2023:psa#tfm", "http://arm.com/psa/2.0.0")
                .replace(" 268: h'0000000000000000'", " 2397: " + HASH));
    assertEquals(PsaProfile.PSA_2_0_0, token.profile());
    assertEquals(32, token.bootSeed().get().length());
  }

  @Test
  void readsTheFirstGeneration() throws Exception {
    PsaToken token = read(FIRST);
    assertEquals(PsaProfile.PSA_IOT_PROFILE_1, token.profile());
    assertEquals(-1, token.clientId());
    assertEquals(12290, token.securityLifecycle());
    assertEquals(token, read(FIRST.replace("-75000: \"PSA_IOT_PROFILE_1\", ", "")));
    PsaToken unmeasured = read(FIRST.replaceFirst("-75006: \\[.*?\\]", "-75007: 1"));
    assertEquals(List.of(), unmeasured.softwareComponents());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "265: \"tag:psacertified.org,2023:psa#tfm\", | | VALUE_OUT_OF_RANGE | psa-profile",
        "2023:psa#tfm | 2023:psa#x | VALUE_OUT_OF_RANGE | psa-profile",
        "2394: 2147483647 | 2394: 0 | VALUE_OUT_OF_RANGE | psa-client-id",
        "2394: 2147483647 | 2394: 2147483648 | VALUE_OUT_OF_RANGE | psa-client-id",
        "2394: 2147483647, | | MISSING_ELEMENT | psa-client-id",
        "2395: 12288 | 2395: 28672 | VALUE_OUT_OF_RANGE | psa-security-lifecycle",
        "2395: 12288 | 2395: 12544 | VALUE_OUT_OF_RANGE | psa-security-lifecycle",
        "2395: 12288 | 2395: -1 | VALUE_OUT_OF_RANGE | psa-security-lifecycle",
        "2396: h'0303 | 2396: h'03 | WRONG_LENGTH | psa-implementation-id",
        "268: h'00 | 268: h' | WRONG_LENGTH | psa-boot-seed",
        "2399: [{1 | 2399: [], 9000: [{1 | WRONG_LENGTH | psa-software-components",
        "1: \"PRoT\", 2: | 1: \"PRoT\", 3: | MISSING_ELEMENT | psa-software-components/[0]",
        "10: h'0303 | 10: h'03 | WRONG_LENGTH | psa-nonce",
        "256: h'0102 | 256: h'01 | WRONG_LENGTH | psa-instance-id",
        "256: h'01 | 256: h'02 | VALUE_OUT_OF_RANGE | psa-instance-id",
      })
  void refusesWhatTheProfileDoesNotAdmit(String part, String by, String reason, String path) {
    String changed = RFC.replace(part.strip(), by == null ? "" : by.strip());
    Refused.with(Reason.valueOf(reason.strip()), path.strip(), () -> read(changed));
  }
}
