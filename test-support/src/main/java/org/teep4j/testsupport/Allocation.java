package org.teep4j.testsupport;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Counts the memory that an action allocates, which unlike its time is the same on every machine.
 */
public final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 3;
  private static final int RUNS = 5;

  private Allocation() {}

  /** The bytes that the current thread allocates in one run, after a few runs to load classes. */
  public static long ofOneRun(Action action) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      action.run();
    }
    return leastOf(RUNS, action);
  }

  /**
   * The bytes that the current thread allocates in one run: the least of several runs, because
   * class loading and the measurement add to some of them.
   */
  public static long leastOf(int runs, Action action) throws Exception {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < runs; i++) {
      least = Math.min(least, ofThisRun(action));
    }
    return least;
  }

  /** The bytes that the current thread allocates, once and for the first time. */
  public static long ofThisRun(Action action) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    action.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
