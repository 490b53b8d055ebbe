package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demonstration ends as it must, for each way to speak. */
class DemoCommandTest {

  /** What each part must show, in this order. */
  private static final List<String> STORY =
      List.of(
          "1  An application needs",
          "QueryRequest: asks for attestation and trusted components",
          "QueryResponse: Evidence, wants /wallet",
          "Update: install /wallet 1",
          "Success: 1 report",
          "2  A day later",
          "has /wallet",
          "Update: install /wallet 2",
          "3  Personalization data",
          "Update: install /wallet/pin 1",
          "4  The TAM sends",
          "Update: install /game 1",
          "Error: ERR_MANIFEST_PROCESSING_FAILED",
          "5  No application needs",
          "Update: unlink /wallet/pin/manifest",
          "The device afterwards",
          "/wallet       \"wallet, version 2\"",
          "/wallet/pin   nothing",
          "/game         nothing");

  @ParameterizedTest
  @ValueSource(strings = {"specification", "attestam", "attestam-draft-25", "tamproto", "libteep"})
  void theStoryIsTold(String peer) {
    Run run = Run.of("demo", "--peer", peer);
    assertEquals(ExitCode.GOOD, run.code, run.toString());
    assertEquals("", run.err);
    int at = 0;
    for (String part : STORY) {
      int found = run.out.indexOf(part, at);
      assertTrue(found >= 0, part + " is missing in\n" + run.out.substring(at));
      at = found + part.length();
    }
    run.out.lines().forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void messagesAreShownWhole() {
    Run run = Run.of("demo", "-v");
    assertEquals(ExitCode.GOOD, run.code, run.toString());
    assertTrue(run.out.contains("/ type / 3 / TEEP-TYPE-update /"), run.out);
  }

  @Test
  void anUnknownPeerIsRefused() {
    Run run = Run.of("demo", "--peer", "nobody");
    assertEquals(ExitCode.USAGE, run.code);
    assertTrue(run.err.contains("'nobody' is none of specification, attestam"), run.err);
  }
}
