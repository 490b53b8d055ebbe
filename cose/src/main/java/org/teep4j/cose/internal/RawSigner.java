package org.teep4j.cose.internal;

import java.security.GeneralSecurityException;
import org.teep4j.codec.Segments;

/** The cryptographic part of signing. */
@FunctionalInterface
public interface RawSigner {

  /**
   * Makes a signature.
   *
   * @param message what to sign
   * @return the signature in the form of COSE
   * @throws GeneralSecurityException if the provider cannot sign
   */
  byte[] sign(Segments message) throws GeneralSecurityException;
}
