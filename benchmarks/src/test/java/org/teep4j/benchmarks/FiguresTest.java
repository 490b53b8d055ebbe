package org.teep4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.teep4j.benchmarks.Results.Measurement;

class FiguresTest {
  @Test
  void timesHaveThreeDigitsAndTheUnitThatMakesThemShort() {
    assertEquals("0.50 ns", Figures.time(0.5));
    assertEquals("9.99 ns", Figures.time(9.994));
    assertEquals("10.0 ns", Figures.time(9.996));
    assertEquals("113 ns", Figures.time(113.2));
    assertEquals("999 ns", Figures.time(999.4));
    assertEquals("1.00 µs", Figures.time(999.6));
    assertEquals("12.6 µs", Figures.time(12_600));
    assertEquals("5.07 ms", Figures.time(5_068_609));
    assertEquals("1.50 s", Figures.time(1.5e9));
    assertEquals("3,600 s", Figures.time(3.6e12));
  }

  @Test
  void sizesAreExactWhileTheyCanBeRead() {
    assertEquals("0 B", size(0.004));
    assertEquals("640 B", size(640.0001));
    assertEquals("99,999 B", size(99_999));
    assertEquals("234 KiB", size(240_051));
    assertEquals("4.50 MiB", size(4_721_052));
    assertEquals("256 MiB", size(268_518_123));
    assertEquals("–", Figures.size(OptionalDouble.empty()));
  }

  private static String size(double bytes) {
    return Figures.size(OptionalDouble.of(bytes));
  }

  @Test
  void ratiosSayNoMoreThanIsKnown() {
    assertEquals("0.004", ratio(0.004));
    assertEquals("0.10", ratio(0.0999));
    assertEquals("0.94", ratio(0.94));
    assertEquals("1.0", ratio(0.96));
    assertEquals("1.0", ratio(1));
    assertEquals("9.9", ratio(9.94));
    assertEquals("10", ratio(9.96));
    assertEquals("345", ratio(345.4));
    assertEquals("7,300", ratio(7_325));
    assertEquals("26,000", ratio(25_900));
    assertEquals("–", Figures.ratio(OptionalDouble.empty()));
  }

  private static String ratio(double ratio) {
    return Figures.ratio(OptionalDouble.of(ratio));
  }

  @Test
  void medianAndSpreadAreThoseOfTheMiddle() {
    Measurement measurement =
        Measurement.of(new double[] {500, 100, 102, 98, 101}, OptionalDouble.empty());
    assertEquals(101, measurement.nanoseconds());
    assertEquals(2 / 101.0, measurement.spread(), 1e-12);
    assertEquals(1.5, Measurement.of(new double[] {2, 1}, OptionalDouble.empty()).nanoseconds());
  }
}
