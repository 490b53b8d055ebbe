package org.teep4j.cli;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what an action allocates, which unlike its time is the same on every machine. */
final class Allocation {

  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** The bytes that one run allocates: the least of several runs after some to warm up. */
  static long ofOneRun(Action action) throws Exception {
    for (int i = 0; i < 3; i++) {
      action.run();
    }
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      action.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
