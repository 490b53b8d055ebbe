package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is made of the commands: help, suggestions, the script of completion and the manual page.
 */
class GeneratedTest {
  @Test
  void helpIsThatOfTheCommand() {
    assertEquals(Run.of("inspect", "--help").out, Run.of("help", "inspect").out);
    assertEquals(Run.of("manifest", "sign", "--help").out, Run.of("help", "manifest", "sign").out);
    assertTrue(Run.of("help").out.contains("completion"));
    Run unknown = Run.of("help", "inspekt");
    assertEquals(ExitCode.USAGE, unknown.code, unknown::toString);
    assertTrue(unknown.err.contains("no command 'inspekt'; did you mean inspect?"), unknown.err);
  }

  @Test
  void whatWasMeantIsSuggested() {
    assertTrue(Run.of("inspekt").err.contains("'inspekt'; did you mean inspect?"));
    assertTrue(Run.of("inspect", "--jsn").err.contains("'--jsn'; did you mean --json?"));
    assertTrue(Run.of("inspect", "--zzzzzz").err.contains("'--zzzzzz'; see teep4j inspect --help"));
  }

  @Test
  void theScriptKnowsEveryCommand() {
    String script = Run.of("completion").out;
    for (String part :
        List.of("#!/usr/bin/env bash", "bashcompinit", "inspect", "--html", "manifest", "sever")) {
      assertTrue(script.contains(part), part);
    }
    assertTrue(script.lines().anyMatch(line -> line.startsWith("complete -F _complete_teep4j")));
  }

  @Test
  void theManualPageKnowsEveryCommandAndOption() {
    String page = Run.of("man").out;
    for (String part :
        List.of(
            ".TH TEEP4J 1",
            ".SS teep4j inspect",
            ".SS teep4j manifest sever",
            "\\fB\\-\\-html\\fR \\fIFILE\\fR",
            "\\fB\\-o, \\-\\-out\\fR",
            ".SH EXIT STATUS")) {
      assertTrue(page.contains(part), part);
    }
    assertTrue(page.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f), "not ASCII");
    String macros =
        page.lines()
            .filter(line -> line.startsWith(".") || line.startsWith("'"))
            .map(line -> line.split(" ", 2)[0])
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    assertEquals(".PP .SH .SS .TH .TP .\\\" .br", macros);
    assertFalse(page.contains("%n"));
  }
}
