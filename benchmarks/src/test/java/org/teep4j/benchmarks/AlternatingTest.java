package org.teep4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.cli.ExitCode;

/** The table of {@link Alternating}, whatever the figures are. */
class AlternatingTest {

  private final Consoles plain = Consoles.plain();

  private int run(String... args) {
    return Alternating.run(plain.console, args);
  }

  @Test
  void printsARowForEachPair() {
    assertEquals(
        ExitCode.GOOD,
        run("--seconds=0.01", "--signature=ES256", "--provider=BouncyCastle", "--bytes=300"));
    List<String> lines = plain.out.toString().lines().toList();
    assertEquals(3, lines.size());
    assertTrue(
        lines
            .get(2)
            .matches(
                "\\| ES256 \\| BouncyCastle \\| 300 "
                    + "(\\| [0-9.,]+ [nµm]?s \\| [-+][0-9.]+ % \\([-+][0-9.]+ to [-+][0-9.]+\\) ){2}"
                    + "\\|"),
        () -> lines.get(2));
  }

  @Test
  void goesOnWhereAProviderRefuses() {
    assertEquals(
        ExitCode.GOOD,
        run(
            "--seconds=0.01",
            "--signature=Ed25519",
            "--provider=Corretto",
            "--provider=JDK",
            "--bytes=1048576"));
    assertTrue(plain.err.toString().contains("left out: Corretto"), plain.err.toString());
    assertEquals(3, plain.out.toString().lines().count());
  }

  @Test
  void unknownNamesAreWrongUsage() {
    assertEquals(ExitCode.USAGE, run("--signature=none"));
  }
}
