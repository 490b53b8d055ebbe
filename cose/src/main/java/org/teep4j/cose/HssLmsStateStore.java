package org.teep4j.cose;

import java.io.IOException;

/**
 * Persistent storage for the state of an HSS/LMS key. If one state is ever used twice, an attacker
 * who sees both signatures can forge others (RFC 8554, Section 9.2).
 */
@FunctionalInterface
public interface HssLmsStateStore {

  /**
   * Replaces the state. The signer calls this method before it computes a signature, and makes no
   * signature if the call fails.
   *
   * <p>An implementation must not return before the state would survive a crash of the machine. A
   * file, for example, is written and synced to disk under another name, then renamed. An
   * implementation must refuse a number that is not higher than the previous one: such a number
   * means that another copy of the key is in use.
   *
   * @param used the number of one-time keys that are used up in this state
   * @param state the new state: opaque, secret, a few kilobytes; the array is cleared after this
   *     method returns
   * @throws IOException if the state could not be stored
   */
  void store(long used, byte[] state) throws IOException;
}
