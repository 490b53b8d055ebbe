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
   * @param message the message that was signed
   * @param signature the signature in the COSE form, whose length has been checked
   * @return whether the signature is valid
   * @throws GeneralSecurityException if the provider fails
   * @throws IOException if the message cannot be read
   */
  boolean verify(Message message, Bytes signature) throws GeneralSecurityException, IOException;
}
