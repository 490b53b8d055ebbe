package org.teep4j.cose.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.teep4j.codec.Bytes;

/** The cryptographic part of a verification. */
@FunctionalInterface
public interface RawVerifier {

  /**
   * Checks a signature.
   *
   * @param message what was signed
   * @param signature in the form of COSE, its length already checked
   * @return whether the signature is good
   * @throws GeneralSecurityException if the provider cannot tell
   * @throws IOException if the message cannot be read
   */
  boolean verify(Message message, Bytes signature) throws GeneralSecurityException, IOException;
}
