package org.teep4j.teep.model;

import java.security.GeneralSecurityException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;

final class Keys {

  private Keys() {}

  static CoseKey generate(CoseAlgorithm algorithm) {
    try {
      return CoseKeys.generate(algorithm);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
