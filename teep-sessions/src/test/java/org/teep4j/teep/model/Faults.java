package org.teep4j.teep.model;

import java.io.IOException;
import org.teep4j.teep.agent.GuardedStores;

/** Lets one write of one side fail, or the power fail at it. */
final class Faults implements GuardedStores.Guard {

  enum Kind {
    /** The write does not take place. */
    FAILS,
    /** It takes place, and the writer is told that it has failed. */
    FAILS_LATE,
    /** Power fails before it. */
    POWER_FAILS,
    /** Power fails after it. */
    POWER_FAILS_LATE
  }

  static final class PowerFailure extends Error {
    private static final long serialVersionUID = 1;

    PowerFailure() {
      super("power failure", null, false, false);
    }
  }

  private Kind kind = Kind.FAILS;
  private int left;
  private boolean happened;
  private boolean isPowerOff;

  /** The next fault happens at a write, counted from 1. */
  void arm(Kind value, int write) {
    kind = value;
    left = write;
  }

  /** The side is started anew. */
  void disarm() {
    left = 0;
    isPowerOff = false;
  }

  boolean isPowerOff() {
    return isPowerOff;
  }

  /** Whether a fault has happened since this was asked last. */
  boolean haveHappened() {
    boolean result = happened;
    happened = false;
    return result;
  }

  @Override
  public void before() throws IOException {
    if (left == 1 && (kind == Kind.FAILS || kind == Kind.POWER_FAILS)) {
      strike();
    }
  }

  @Override
  public void after() throws IOException {
    if (left == 1) {
      strike();
    } else if (left > 1) {
      left--;
    }
  }

  private void strike() throws IOException {
    left = 0;
    happened = true;
    if (kind == Kind.FAILS || kind == Kind.FAILS_LATE) {
      throw new IOException("the write has failed");
    }
    isPowerOff = true;
    throw new PowerFailure();
  }
}
