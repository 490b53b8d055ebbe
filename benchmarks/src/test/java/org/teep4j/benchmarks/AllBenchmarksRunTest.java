package org.teep4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Every benchmark runs once, so that none can rot. Nothing is timed. One input of each kind will
 * do; {@link InputsTest} and {@link SignaturesTest} have the others.
 */
@Tag("once")
class AllBenchmarksRunTest {

  @Test
  void everyBenchmarkRunsOnce() throws RunnerException {
    // Two builds on one machine may run this at the same time.
    System.setProperty("jmh.ignoreLock", "true");
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .forks(0)
                    .mode(Mode.SingleShotTime)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .timeout(TimeValue.minutes(1))
                    .param("message", "update")
                    .param("envelope", "teep-26/suit_personalization")
                    .param("payloadMiB", "1")
                    .param("pauseMillis", "0")
                    .param("payloadBytes", "1024")
                    .param("components", "10")
                    .param("signature", "ES256")
                    .param("signatureProvider", "default")
                    .param("signedBytes", "300")
                    .param("cipher", "A128GCM")
                    .param("cipherProvider", "default")
                    .param("plaintextBytes", "300")
                    .param("mac", "HMAC_256")
                    .param("macedBytes", "300")
                    .param("input", "update/duplicate", "keys/duplicate")
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    Set<String> ran =
        results.stream()
            .map(result -> result.getParams().getBenchmark())
            .collect(Collectors.toSet());
    assertEquals(declared(), ran);
    assertTrue(ran.size() > 30, ran.size() + " benchmarks");
  }

  private static Set<String> declared() {
    return BenchmarkList.defaultList()
        .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
        .stream()
        .map(BenchmarkListEntry::getUsername)
        .collect(Collectors.toSet());
  }
}
