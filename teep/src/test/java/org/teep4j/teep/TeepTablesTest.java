package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.cose.CoseAlgorithm;

/** The tables equal the CDDL: the values carried here, and the files if their folder is named. */
class TeepTablesTest {

  private static final String FILES = "teep4j.vectors.dir";

  /**
   * Appendix C of draft-ietf-teep-protocol: name, number in -26, up to -25, and up to -17; - for
   * none.
   */
  private static final String NUMBERS =
      """
      TEEP-TYPE-query-request 1 1 1
      TEEP-TYPE-query-response 2 2 2
      TEEP-TYPE-update 3 3 3
      TEEP-TYPE-success 4 5 5
      TEEP-TYPE-error 5 6 6
      attestation 0 0 0
      trusted-components 1 1 1
      extensions 2 2 2
      FRESHNESS_NONCE 0 0 0
      FRESHNESS_TIMESTAMP 1 1 1
      ERR_PERMANENT_ERROR 1 1 1
      ERR_UNSUPPORTED_EXTENSION 2 2 2
      ERR_UNSUPPORTED_FRESHNESS_MECHANISMS 3 3 3
      ERR_UNSUPPORTED_MSG_VERSION 4 4 4
      ERR_UNSUPPORTED_CIPHER_SUITES 5 5 5
      ERR_BAD_CERTIFICATE 6 6 6
      ERR_ATTESTATION_REQUIRED 7 7 7
      ERR_UNSUPPORTED_SUIT_REPORT 8 8 -
      ERR_CERTIFICATE_EXPIRED 9 9 9
      ERR_TEMPORARY_ERROR 10 10 10
      ERR_MANIFEST_PROCESSING_FAILED 11 17 17
      supported-teep-cipher-suites 1 1 1
      challenge 2 2 2
      versions 3 3 3
      supported-suit-cose-profiles 4 4 4
      selected-teep-cipher-suite - - 5
      selected-version 5 6 6
      attestation-payload 6 7 7
      tc-list 7 8 8
      ext-list 8 9 9
      manifest-list 9 10 10
      msg 10 11 11
      err-msg 11 12 12
      attestation-payload-format 12 13 13
      requested-tc-list 13 14 14
      unneeded-manifest-list 14 15 15
      component-id 15 16 16
      tc-manifest-sequence-number 16 17 17
      have-binary 17 18 18
      suit-reports 18 19 19
      token 19 20 20
      supported-freshness-mechanisms 20 21 21
      err-lang 21 22 -
      err-code 22 23 23
      data-item suit-reports 3 3 3
      cose-sign1 18 18 18
      cose-alg-esp256 -9 -9 -
      cose-alg-ed25519 -19 -19 -
      cose-alg-es256 - - -7
      cose-alg-eddsa - - -8
      """;

  private static final Pattern ASSIGNMENT = Pattern.compile("^([\\w-]+) += +(-?\\d+)\\b.*");
  private static final Pattern BIT = Pattern.compile("^ +([\\w-]+): (\\d+),$");

  /** What the tables say, by the names of the CDDL. */
  private static Map<String, Long> tables(Dialect dialect) {
    Map<String, Long> numbers = new TreeMap<>();
    for (TeepMessageType type : TeepMessageType.values()) {
      numbers.put("TEEP-TYPE-" + type.cddlName(), type.number(dialect));
    }
    for (DataItem item : DataItem.values()) {
      String prefix = item == DataItem.SUIT_REPORTS ? "data-item " : "";
      numbers.put(prefix + item.cddlName(), item.number(dialect));
    }
    for (TeepFreshnessMechanism mechanism : TeepFreshnessMechanism.values()) {
      numbers.put(mechanism.cddlName(), mechanism.number(dialect));
    }
    for (TeepErrorCode code : TeepErrorCode.values()) {
      if (TeepErrorCode.TABLE.has(code, dialect)) {
        numbers.put(code.cddlName(), code.number(dialect));
      }
    }
    for (TeepLabel label : TeepLabel.values()) {
      if (label.isIn(dialect)) {
        numbers.put(label.cddlName(), label.number(dialect));
      }
    }
    numbers.put("cose-sign1", TeepCipherSuite.COSE_SIGN1);
    for (TeepCipherSuite suite : dialect.mandatoryCipherSuites()) {
      CoseAlgorithm algorithm = suite.operations().get(0).coseAlgorithm().orElseThrow();
      numbers.put("cose-alg-" + algorithm.ianaName().toLowerCase(Locale.ROOT), algorithm.id());
    }
    return numbers;
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void equalTheCarriedNumbers(Dialect dialect) {
    Map<String, Long> expected = new TreeMap<>();
    NUMBERS
        .lines()
        .forEach(
            line -> {
              String[] words = line.split(" ");
              int first = words.length - Dialect.values().length;
              String name = String.join(" ", Arrays.copyOf(words, first));
              String number = words[first + dialect.column()];
              if (!number.equals("-")) {
                expected.put(name, Long.valueOf(number));
              }
            });
    assertEquals(expected, tables(dialect));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @EnabledIfSystemProperty(named = FILES, matches = ".+")
  void equalTheCddlFile(Dialect dialect) throws IOException {
    String file =
        switch (dialect) {
          case RFC -> "teep-26/draft-ietf-teep-protocol.cddl";
          case DRAFT_25 -> "teep/cddl/draft-ietf-teep-protocol.cddl";
          case DRAFT_16 -> "teep-16/draft-ietf-teep-protocol.cddl";
        };
    Map<String, Long> expected = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(System.getProperty(FILES), file))) {
      Matcher assignment = ASSIGNMENT.matcher(line);
      Matcher bit = BIT.matcher(line);
      if (assignment.matches()) {
        // Up to draft 20, the last two messages are called teep-success and teep-error.
        String name = assignment.group(1).replace("TYPE-teep-", "TYPE-");
        expected.put(name, Long.valueOf(assignment.group(2)));
      } else if (bit.matches()) {
        String prefix = bit.group(1).equals("suit-reports") ? "data-item " : "";
        expected.put(prefix + bit.group(1), Long.valueOf(bit.group(2)));
      }
    }
    assertEquals(new TreeMap<>(expected), tables(dialect));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void areReadInBothDirections(Dialect dialect) {
    for (TeepLabel label : TeepLabel.values()) {
      if (label.isIn(dialect)) {
        assertEquals(Optional.of(label), TeepLabel.fromNumber(label.number(dialect), dialect));
      } else {
        assertThrows(IllegalArgumentException.class, () -> label.number(dialect));
      }
    }
    for (TeepMessageType type : TeepMessageType.values()) {
      assertEquals(Optional.of(type), TeepMessageType.fromNumber(type.number(dialect), dialect));
    }
    for (TeepErrorCode code : TeepErrorCode.values()) {
      if (TeepErrorCode.TABLE.has(code, dialect)) {
        assertEquals(Optional.of(code), ErrCode.fromNumber(code.number(dialect), dialect));
      } else {
        assertThrows(IllegalArgumentException.class, () -> code.number(dialect));
      }
    }
    long unknown = TeepArbitraries.firstUnknownLabel();
    for (long number : new long[] {-1, 0, unknown, 63, 64, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertEquals(Optional.empty(), TeepLabel.fromNumber(number, dialect));
      assertEquals(Optional.empty(), TeepMessageType.fromNumber(number, dialect));
      assertEquals(
          number > 0 ? Optional.of(new UnknownErrCode(number)) : Optional.empty(),
          ErrCode.fromNumber(number, dialect));
    }
  }

  @Test
  void haveAnAnswerForEachDialectAlone() {
    assertEquals(Optional.of(TeepLabel.SELECTED_VERSION), TeepLabel.fromNumber(5, Dialect.RFC));
    assertEquals(Optional.empty(), TeepLabel.fromNumber(5, Dialect.DRAFT_25));
    assertEquals(Optional.of(TeepLabel.ERR_CODE), TeepLabel.fromNumber(23, Dialect.DRAFT_25));
    assertNotEquals(Optional.of(TeepLabel.ERR_CODE), TeepLabel.fromNumber(23, Dialect.RFC));
    assertEquals(Optional.empty(), TeepMessageType.fromNumber(6, Dialect.RFC));
    assertEquals(Optional.empty(), TeepMessageType.fromNumber(4, Dialect.DRAFT_25));
    assertEquals(Optional.of(new UnknownErrCode(17)), ErrCode.fromNumber(17, Dialect.RFC));
    assertEquals(Optional.of(new UnknownErrCode(11)), ErrCode.fromNumber(11, Dialect.DRAFT_25));
    assertEquals(Optional.of(new UnknownErrCode(8)), ErrCode.fromNumber(8, Dialect.DRAFT_16));
    assertEquals(Optional.empty(), TeepLabel.fromNumber(5, Dialect.DRAFT_25));
    assertEquals(Optional.empty(), TeepLabel.fromNumber(22, Dialect.DRAFT_16));
  }

  @Test
  void nameWhatATamMustSupport() {
    for (Dialect dialect : List.of(Dialect.RFC, Dialect.DRAFT_25)) {
      assertEquals(
          List.of(TeepCipherSuite.SIGN1_ED25519, TeepCipherSuite.SIGN1_ESP256),
          dialect.mandatoryCipherSuites());
      assertEquals(4, dialect.mandatorySuitCoseProfiles().size());
      assertEquals("urn:ietf:rfc:rfcXXXX", dialect.eatProfile());
    }
    assertEquals(
        List.of(TeepCipherSuite.SIGN1_EDDSA, TeepCipherSuite.SIGN1_ES256),
        Dialect.DRAFT_16.mandatoryCipherSuites());
    assertEquals(
        List.of(SuitValues.profile(-16, -7, -29, 1), SuitValues.profile(-16, -8, -29, 1)),
        Dialect.DRAFT_16.mandatorySuitCoseProfiles());
    assertEquals(
        "application/eat+cwt; eat_profile="
            + "https://datatracker.ietf.org/doc/html/draft-ietf-teep-protocol-12",
        Dialect.DRAFT_16.defaultAttestationPayloadFormat());
  }

  @Test
  void refuseUnknownValuesThatAreKnown() {
    assertThrows(IllegalArgumentException.class, () -> new UnknownErrCode(0));
    assertThrows(IllegalArgumentException.class, () -> new UnknownErrCode(10));
    assertEquals(24, new UnknownErrCode(24).number(Dialect.RFC));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new UnknownErrCode(17).number(Dialect.DRAFT_25));
    assertEquals(
        "the unknown err-code 17 is ERR_MANIFEST_PROCESSING_FAILED in DRAFT_25", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new UnknownFreshnessMechanism(1));
    assertThrows(IllegalArgumentException.class, () -> new UnknownFreshnessMechanism(-1));
    assertEquals(2, new UnknownFreshnessMechanism(2).number(Dialect.DRAFT_25));
  }
}
