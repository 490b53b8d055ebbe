package org.teep4j.vectors;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;

/** Fresh keys for tests. */
final class ExampleKeys {

  private ExampleKeys() {}

  static CoseKey p256() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return CoseKeys.of(generator.generateKeyPair());
  }
}
