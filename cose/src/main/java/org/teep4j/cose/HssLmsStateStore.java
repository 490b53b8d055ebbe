package org.teep4j.cose;

import java.io.IOException;

/**
 * Where the state of an HSS/LMS key survives. If one state is ever used twice, whoever sees both
 * signatures can forge others (RFC 8554, Section 9.2).
 */
@FunctionalInterface
public interface HssLmsStateStore {

  /**
   * Replaces the state. Called before a signature is computed; no signature is made if this fails.
   *
   * <p>An implementation returns when the state would survive a crash of the machine, and not
   * before: a file is forced to the disk under another name and then renamed. It refuses a number
   * that is not higher than the one before, which means that another copy of the key is in use.
   *
   * @param used how many one-time keys are used up in this state
   * @param state the new state: a secret, opaque, a few kilobytes; cleared when this returns
   * @throws IOException if the state could not be stored
   */
  void store(long used, byte[] state) throws IOException;
}
