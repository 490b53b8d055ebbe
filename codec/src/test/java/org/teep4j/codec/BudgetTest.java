package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.testsupport.Allocation;

/**
 * What a stranger's bytes can cost, for each of them: bytes that are allocated, and steps of the
 * comparison of keys, where a plain walk takes one. Time follows from both.
 */
class BudgetTest {

  private static final int MOST_ALLOCATED = 64;
  private static final int MOST_STEPS = 10;
  private static final int TRIALS = 1_500;

  private static Bytes bytes(String... hex) {
    return Bytes.fromHex(String.join("", hex).replace(" ", ""));
  }

  private static String map(int entries, String pattern) {
    StringBuilder hex = new StringBuilder(String.format("ba%08x", entries));
    for (int i = entries; i > 0; i--) {
      hex.append(String.format(pattern, i));
    }
    return hex.toString();
  }

  private static String nest(int levels, String before, String inner, String after) {
    return before.repeat(levels) + inner + after.repeat(levels);
  }

  /** Shapes that took a hundred to a thousand times as much as others of their size. */
  static Stream<Bytes> shapes() {
    String large = "5a00010000" + "00".repeat(1 << 16);
    String integers = "9a00010000" + "00".repeat(1 << 16);
    String unsorted = map(10_000, "1a%08x00");
    return Stream.of(
        bytes(nest(62, "a2", large, "00616100")),
        bytes(nest(2, "a2", large, "00616100")),
        bytes(nest(57, "a2", integers, "00616100")),
        bytes(nest(1, "a2", integers, "00616100")),
        bytes(nest(2, "a2", unsorted, "00616100")),
        bytes(nest(60, "a26162", integers, "616100")),
        bytes(nest(60, "a26162", unsorted, "616100")),
        bytes("98c8", nest(60, "a26162", "00", "616100").repeat(200)),
        bytes("98c8", nest(60, "bf6162", "00", "616100ff").repeat(200)),
        bytes("98c8", nest(60, "a26162", "5f" + "40".repeat(60) + "ff", "616100").repeat(200)),
        bytes("9903e8", "a2616200616100".repeat(1000)),
        bytes("9903e8", "a28000a000".repeat(1000)),
        bytes(map(5_000, "a1a11a%08x0000f6")),
        bytes(map(5_000, "a26162a2 6162 1a%08x 616100 616100 00")),
        bytes(map(5_000, "5f42444444%08xff00")),
        bytes(map(5_000, "f9%04x00")));
  }

  private static double stepsOf(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    try {
      reader.skip();
      reader.expectEnd();
    } catch (DecodeException e) {
      // To refuse must not cost more than to read.
    }
    return (double) reader.keySteps() / input.length();
  }

  private static double allocationOf(Bytes input, DecodeOptions options) throws Exception {
    return (double) Allocation.ofOneRun(() -> stepsOf(input, options)) / input.length();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void shapesThatWereHostileOnce(Bytes input) throws Exception {
    for (Strictness strictness : Strictness.values()) {
      DecodeOptions options = DecodeOptions.defaults().withStrictness(strictness);
      double steps = stepsOf(input, options);
      assertTrue(steps <= MOST_STEPS, steps + " steps for each byte");
      double allocation = allocationOf(input, options);
      assertTrue(allocation <= MOST_ALLOCATED, allocation + " bytes allocated for each byte");
    }
  }

  /** Some that are not within the default limits: state for each level must not grow by copies. */
  @Test
  void deepMapsAllocateInProportionUnderTheLargestOptions() throws Exception {
    Bytes input = bytes(nest(1000, "a26162", "00", "616300"));
    double allocation = allocationOf(input, DecodeOptions.largest());
    assertTrue(allocation <= MOST_ALLOCATED, allocation + " bytes allocated for each byte");
  }

  @ParameterizedTest
  @EnumSource(Strictness.class)
  void aSearchFindsNothingThatTakesMoreSteps(Strictness strictness) throws Exception {
    DecodeOptions options = DecodeOptions.defaults().withStrictness(strictness);
    HostileShapes.Found worst = HostileShapes.worst(24, TRIALS, input -> stepsOf(input, options));
    assertTrue(worst.cost() <= MOST_STEPS, worst::toString);
  }

  @Test
  void aSearchFindsNothingThatAllocatesMore() throws Exception {
    HostileShapes.Found worst =
        HostileShapes.worst(
            24,
            TRIALS,
            input ->
                Allocation.ofThisRun(() -> stepsOf(input, DecodeOptions.defaults()))
                    / (double) input.length());
    assertTrue(worst.cost() <= MOST_ALLOCATED, worst::toString);
  }
}
