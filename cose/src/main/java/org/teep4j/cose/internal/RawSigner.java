package org.teep4j.cose.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** The cryptographic part of signing. */
@FunctionalInterface
public interface RawSigner {

  /**
   * Makes a signature.
   *
   * @param message the message to sign
   * @return the signature in the COSE form
   * @throws GeneralSecurityException if the provider cannot sign
   * @throws IOException if the message cannot be read
   */
  byte[] sign(Message message) throws GeneralSecurityException, IOException;
}
