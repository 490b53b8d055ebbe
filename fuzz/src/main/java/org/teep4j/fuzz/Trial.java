package org.teep4j.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.teep4j.codec.Bytes;

/** One input at one door: what must hold for any input is checked here. */
final class Trial {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** How often an input is measured that seems to cost too much: classes are loaded once. */
  private static final int MEASUREMENTS = 5;

  private static final int MOST_BYTES_SHOWN = 512;

  /** What budgets are multiplied by. */
  private static long slack = 1;

  private Trial() {}

  /** Lets everything allocate more: instrumented code does, which nobody else has to pay for. */
  static void allowForInstrumentation() {
    slack = 16;
  }

  /**
   * Tries an input.
   *
   * @return whether it was taken
   * @throws AssertionError if the door broke a rule
   */
  static <T> boolean of(Door<T> door, byte[] input) {
    byte[] before = input.clone();
    boolean taken = false;
    try {
      T value = measured(door.budget(), input.length, () -> door.opening().open(input));
      taken = true;
      door.oracle().check(value, Bytes.wrap(input));
      return true;
    } catch (Exception thrown) {
      if (!isRefusal(door, thrown)) {
        throw new AssertionError(door.name() + " threw at " + shown(before), thrown);
      }
      return taken;
    } catch (AssertionError | StackOverflowError broken) {
      throw new AssertionError(door.name() + " with " + shown(before) + ": " + broken, broken);
    } finally {
      Require.that(Arrays.equals(before, input), door + " changed its input: " + shown(before));
    }
  }

  /**
   * Runs an action, and again if it allocated too much.
   *
   * @throws AssertionError if it allocates too much each time
   */
  static <T> T measured(Budget budget, int inputLength, Callable<T> action) throws Exception {
    long least = Long.MAX_VALUE;
    for (int i = 0; ; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        T value = action.call();
        least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        if (least <= slack * budget.of(inputLength)) {
          return value;
        }
      } catch (Exception refused) {
        least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        if (least <= slack * budget.of(inputLength)) {
          throw refused;
        }
      }
      if (i == MEASUREMENTS) {
        throw new AssertionError("allocates " + least + " bytes for " + inputLength);
      }
    }
  }

  /** What an action allocates, the least of several runs, whether it is refused or not. */
  static long allocated(Callable<?> action, int runs) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < runs; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        action.call();
      } catch (Exception refused) {
        // To refuse may not cost more either.
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static boolean isRefusal(Door<?> door, Exception thrown) {
    for (Class<? extends Exception> refusal : door.refusals()) {
      if (refusal.isInstance(thrown)) {
        return true;
      }
    }
    return false;
  }

  static String shown(byte[] input) {
    int length = Math.min(input.length, MOST_BYTES_SHOWN);
    String hex = HexFormat.of().formatHex(input, 0, length);
    return length < input.length ? hex + "... of " + input.length + " bytes" : hex;
  }
}
