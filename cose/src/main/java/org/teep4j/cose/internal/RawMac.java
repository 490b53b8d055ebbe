package org.teep4j.cose.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** The cryptographic part of a MAC: one key and one algorithm. */
@FunctionalInterface
public interface RawMac {

  /**
   * Computes a tag.
   *
   * @param message the message to authenticate
   * @return the tag, of the length that the algorithm defines
   * @throws GeneralSecurityException if the provider cannot compute it
   * @throws IOException if the message cannot be read
   */
  byte[] mac(Message message) throws GeneralSecurityException, IOException;
}
