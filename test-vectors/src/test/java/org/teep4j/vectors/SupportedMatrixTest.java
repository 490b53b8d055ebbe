package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds SUPPORTED.md against what the code does. */
@Tag("once")
class SupportedMatrixTest {

  private static final Path DOCUMENT = Path.of("..", "SUPPORTED.md");

  @Test
  void saysOfTeepAndSuitWhatIsTrue() throws Exception {
    assertTables(SupportedElements.tables());
  }

  @Test
  void saysOfClaimsWhatIsTrue() throws Exception {
    assertTables(SupportedClaims.tables());
  }

  @Test
  void saysOfCoseAndDigestsWhatIsTrue() throws Exception {
    assertTables(SupportedAlgorithms.tables());
  }

  @Test
  void saysOfReceiptsWhatIsTrue() throws Exception {
    assertTables(SupportedReceipts.tables());
  }

  @Test
  void saysOfSessionsWhatIsTrue() throws Exception {
    assertTables(SupportedOptions.tables());
  }

  /** The defaults stand in the table alone. */
  @Test
  void hasEachOptionOfSessions() throws Exception {
    List<List<String>> rows = readTables().getOrDefault("Options of sessions and HTTP", List.of());
    assertEquals(
        lines(SupportedOptions.options()),
        lines(rows.stream().map(row -> row.subList(0, 2)).toList()));
    assertTrue(rows.stream().noneMatch(row -> row.get(2).isEmpty()), "a row without default");
  }

  private static void assertTables(Map<String, List<List<String>>> expected) throws IOException {
    Map<String, List<List<String>>> written = readTables();
    expected.forEach(
        (heading, rows) ->
            assertEquals(
                lines(rows), lines(written.getOrDefault(heading, List.of())), "table " + heading));
  }

  private static String lines(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
    return text.toString();
  }

  /** The rows of the table under each heading, without the two lines at its top. */
  private static Map<String, List<List<String>>> readTables() throws IOException {
    Map<String, List<List<String>>> tables = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    int line = 0;
    for (String text : Files.readAllLines(DOCUMENT)) {
      if (text.startsWith("#")) {
        rows = new ArrayList<>();
        tables.put(text.replaceFirst("^#+ ", ""), rows);
        line = 0;
      } else if (text.startsWith("|") && ++line > 2) {
        String[] cells = text.substring(1, text.lastIndexOf('|')).split("\\|");
        rows.add(Arrays.stream(cells).map(cell -> cell.strip().replace("`", "")).toList());
      }
    }
    return tables;
  }
}
