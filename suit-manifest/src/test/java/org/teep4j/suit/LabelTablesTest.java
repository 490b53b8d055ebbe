package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.suit.report.SuitCapabilityReport;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportReason;
import org.teep4j.suit.report.SystemPropertyClaims;

/** The label tables hold what the drafts define, all of it and nothing else. */
class LabelTablesTest {

  /** {@code name = number}, and {@code name : number} in lists of bits. */
  private static final Pattern NUMBER =
      Pattern.compile("^\\s*([a-z][a-z0-9_-]*)\\s*[=:] ?(-?\\d+),?\\s*$");

  /** Rows that are tables of one row, constants of the class that needs them. */
  private static final Map<String, Long> SINGLE =
      Map.of(
          "suit-dependency-prefix", (long) SuitDependencyMetadata.PREFIX_LABEL,
          "system-component-id", (long) SystemPropertyClaims.COMPONENT_ID_LABEL);

  /** Has a number, but no structure in any of the drafts. */
  private static final String WITHOUT_STRUCTURE = "suit-delegation";

  private static List<SuitLabel> rows() {
    List<SuitLabel> rows = new ArrayList<>();
    for (SuitLabel[] table :
        List.<SuitLabel[]>of(
            SuitEnvelope.Label.values(),
            SuitManifestLabel.values(),
            SuitCommon.Label.values(),
            SuitCommandCode.values(),
            SuitText.Key.values(),
            SuitText.ComponentKey.values(),
            SuitVersionMatch.Comparison.values(),
            SuitWaitInfo.Event.values(),
            SuitComponentMetadata.Label.values(),
            SuitComponentMetadata.FileType.values(),
            SuitComponentMetadata.Permission.values(),
            SuitReport.Label.values(),
            SuitRecord.Element.values(),
            SuitReportReason.values(),
            SuitCapabilityReport.Label.values())) {
      rows.addAll(Arrays.asList(table));
    }
    rows.addAll(SuitParameter.values());
    return rows;
  }

  private static Map<String, Long> ofDocument(SuitDocument document) {
    Map<String, Long> numbers = new TreeMap<>();
    for (SuitLabel row : rows()) {
      if (row.document() == document) {
        numbers.put(row.cddlName(), row.label());
      }
    }
    switch (document) {
      case MANIFEST -> {
        for (SuitDigestAlgorithm algorithm : SuitDigestAlgorithm.values()) {
          numbers.put(algorithm.cddlName(), (long) algorithm.id());
        }
        numbers.put("suit-send-record-on-success", bit(SuitRepPolicy.SEND_RECORD_ON_SUCCESS));
        numbers.put("suit-send-record-on-failure", bit(SuitRepPolicy.SEND_RECORD_ON_FAILURE));
        numbers.put("suit-send-sysinfo-success", bit(SuitRepPolicy.SEND_SYSINFO_SUCCESS));
        numbers.put("suit-send-sysinfo-failure", bit(SuitRepPolicy.SEND_SYSINFO_FAILURE));
      }
      case TRUST_DOMAINS ->
          numbers.put("suit-dependency-prefix", SINGLE.get("suit-dependency-prefix"));
      case REPORT -> numbers.put("system-component-id", SINGLE.get("system-component-id"));
      default -> {}
    }
    return numbers;
  }

  private static long bit(int mask) {
    return Integer.numberOfTrailingZeros(mask);
  }

  private static Map<String, Long> numbersIn(Iterable<String> cddl) {
    Map<String, Long> numbers = new TreeMap<>();
    for (String line : cddl) {
      Matcher matcher = NUMBER.matcher(line);
      if (matcher.matches()) {
        numbers.put(matcher.group(1), Long.valueOf(matcher.group(2)));
      }
    }
    numbers.remove(WITHOUT_STRUCTURE);
    return numbers;
  }

  @ParameterizedTest
  @EnumSource
  void tablesAreThoseOfTheDrafts(SuitDocument document) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean wanted = false;
    try (InputStream in =
        Objects.requireNonNull(LabelTablesTest.class.getResourceAsStream("labels.txt"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith(" ")) {
          wanted = line.equals(document.draftName());
        } else if (wanted) {
          lines.add(line.strip());
        }
      }
    }
    assertEquals(numbersIn(lines), ofDocument(document));
  }

  /** With {@code -Dteep4j.vectors.dir}, the folder with the CDDL files of the drafts. */
  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "teep4j.vectors.dir", matches = ".+")
  void tablesAreThoseOfTheCddlFiles(SuitDocument document) throws IOException {
    String name = document.draftName();
    Path file =
        Path.of(System.getProperty("teep4j.vectors.dir"))
            .resolve(name.replace("draft-ietf-", ""))
            .resolve("cddl")
            .resolve(name + ".cddl");
    assertEquals(numbersIn(Files.readAllLines(file)), ofDocument(document));
  }

  @Test
  void noTableHasALabelTwice() {
    Map<String, SuitLabel> seen = new TreeMap<>();
    for (SuitLabel row : rows()) {
      String key = row.getClass().getName() + " " + row.label();
      assertEquals(null, seen.put(key, row), key);
    }
    assertEquals(rows().size(), seen.size());
  }

  @Test
  void shortNamesHaveNoPrefix() {
    assertEquals("directive-fetch", SuitCommandCode.DIRECTIVE_FETCH.shortName());
    assertEquals("traverse_exec", SuitComponentMetadata.Permission.TRAVERSE_EXEC.shortName());
    assertTrue(rows().stream().noneMatch(row -> row.shortName().startsWith("suit-")));
  }
}
