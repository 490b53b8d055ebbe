package org.teep4j.codec;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what an action allocates, which unlike its time is the same on every machine. */
final class Allocation {

  /** What is measured. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /**
   * The bytes that the current thread allocates in one run: the least of several runs, because
   * class loading and the measurement add to some of them.
   */
  static long ofOneRun(Action action) throws Exception {
    for (int i = 0; i < 2; i++) {
      action.run();
    }
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      least = Math.min(least, ofThisRun(action));
    }
    return least;
  }

  /** The bytes that the current thread allocates, once and for the first time. */
  static long ofThisRun(Action action) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    action.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
