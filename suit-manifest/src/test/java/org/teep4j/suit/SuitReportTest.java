package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.teep4j.suit.Refused.edn;
import static org.teep4j.suit.Refused.refused;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseSign1;
import org.teep4j.suit.report.SuitCapabilityReport;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReference;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportReason;
import org.teep4j.suit.report.SystemPropertyClaims;

class SuitReportTest {

  private static final String REFERENCE = "99: [\"https://example.org/m\", [-16, h'00']]";
  private static final String RECORD = "[[1, 0], 20, 3, 0, {14: 5}]";

  @Test
  void readsEveryEntry() throws DecodeException {
    String notation =
        "{2: h'0102', 3: ["
            + RECORD
            + ", {0: ['a'], 14: 5}], 4: {5: -1, 6: "
            + RECORD
            + ", 7: 10}, 8: {1: [['a', true], []], 2: [1], 3: [14], 4: [-16], [3, 3, 1]: [3]}, "
            + REFERENCE
            + "}";
    SuitReport report = SuitReport.decodeUnverified(edn(notation));
    assertEquals(edn("h'0102'").slice(1), report.nonce().orElseThrow());
    SuitRecord record = assertInstanceOf(SuitRecord.class, report.records().get(0));
    assertEquals(List.of(1L, 0L), record.manifestId());
    assertEquals(Optional.of(Uint.of(5)), record.properties().value(SuitParameter.IMAGE_SIZE));
    assertInstanceOf(SystemPropertyClaims.class, report.records().get(1));
    SuitReport.Result.Failure failure =
        assertInstanceOf(SuitReport.Result.Failure.class, report.result());
    assertEquals(Optional.of(SuitReportReason.CONDITION_FAILED), failure.knownReason());
    SuitCapabilityReport capabilities = report.capabilityReport().orElseThrow();
    assertEquals(
        new SuitCapabilityReport.ComponentCapability(SuitComponentIdentifier.ofText("a"), true),
        capabilities.components().get(0));
    assertEquals(Map.of(List.of(3L, 3L, 1L), List.of(3L)), capabilities.elements());
    assertEquals(List.of(), capabilities.capabilities(SuitCapabilityReport.Label.TEXT));
    assertEquals(report, SuitReport.decodeUnverified(report.encode().toBytes()));
  }

  @Test
  void successIsTrue() throws DecodeException {
    SuitReport report = SuitReport.decodeUnverified(edn("{3: [], 4: true, " + REFERENCE + "}"));
    assertEquals(new SuitReport.Result.Success(), report.result());
    assertEquals(edn("{3: [], 4: true, " + REFERENCE + "}"), report.encode().toBytes());
  }

  @Test
  void aReasonThatIsNotDefinedIsKept() throws DecodeException {
    SuitReport report =
        SuitReport.decodeUnverified(
            edn("{3: [], 4: {5: 0, 6: " + RECORD + ", 7: 99}, " + REFERENCE + "}"));
    SuitReport.Result.Failure failure =
        assertInstanceOf(SuitReport.Result.Failure.class, report.result());
    assertEquals(99, failure.reason());
    assertEquals(Optional.empty(), failure.knownReason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3: [], 4: true | MISSING_ELEMENT | ''",
        "3: [], R | MISSING_ELEMENT | ''",
        "4: true, R | MISSING_ELEMENT | ''",
        "3: [], 4: false, R | VALUE_OUT_OF_RANGE | report-result",
        "3: [], 4: {5: 0, 6: [[], 7, 0, 0, {}]}, R | MISSING_ELEMENT | report-result",
        "3: [], 4: {5: 0, 8: 1}, R | UNEXPECTED_ELEMENT | report-result/report-capability-report",
        "3: [], 4: true, 5: 1, R | UNEXPECTED_ELEMENT | report-result-code",
        "3: [], 4: true, 2: \"a\", R | UNEXPECTED_TYPE | report-nonce",
        "3: [1], 4: true, R | UNEXPECTED_TYPE | report-records/[0]",
        "3: [[[], 7, 0, 0]], 4: true, R | WRONG_LENGTH | report-records/[0]/record-properties",
        "3: [[[-1], 7, 0, 0, {}]], 4: true, R | UNEXPECTED_TYPE"
            + " | report-records/[0]/record-manifest-id",
        "3: [{0: ['a']}], 4: true, R | MISSING_ELEMENT | report-records/[0]",
        "3: [], 4: true, 8: {2: [1], 3: [1], 4: [1]}, R | MISSING_ELEMENT"
            + " | report-capability-report",
        "3: [], 4: true, 8: {1: [[]], 2: [], 3: [1], 4: [1]}, R | WRONG_LENGTH"
            + " | report-capability-report/command-capabilities",
        "3: [], 4: true, 8: {1: [[true, 'a']], 2: [1], 3: [1], 4: [1]}, R | WRONG_LENGTH"
            + " | report-capability-report/component-capabilities",
        "3: [], 4: true, 8: {1: [[false]], 2: [1], 3: [1], 4: [1]}, R | VALUE_OUT_OF_RANGE"
            + " | report-capability-report/component-capabilities",
      })
  void refusesWhatIsNoReport(String entries, Reason reason, String path) {
    refused(
        SuitReport::decodeUnverified, "{" + entries.replace("R", REFERENCE) + "}", reason, path);
  }

  /** ERRATA: the published examples are written for an older draft of the report. */
  @Test
  void reportsOfTheOldDraftAreRefused() {
    DecodeException e =
        assertThrows(
            DecodeException.class,
            () ->
                SuitReport.decodeUnverified(
                    edn("{1: [-16, h'00'], 2: \"tam.teep.example/personalisation\", 4: []}")));
    assertEquals(Reason.UNEXPECTED_TYPE, e.reason());
    assertEquals("report-nonce", e.path());
  }

  @Test
  void aSignedReportIsReadFromItsVerifiedPayload()
      throws GeneralSecurityException, DecodeException {
    SuitReport report =
        new SuitReport(
            new SuitReference("u", SuitDigest.decode(edn("[-16, h'00']"))),
            Optional.empty(),
            List.of(),
            new SuitReport.Result.Success(),
            Optional.empty(),
            Map.of());
    CoseSign1 signed =
        CoseSign1.sign(report.encode().toBytes(), Keys.authorSigner(CoseAlgorithm.ESP256));
    assertEquals(
        report,
        SuitReport.decode(CoseSign1.decode(signed.encode().toBytes()).verify(Keys.author())));
  }
}
