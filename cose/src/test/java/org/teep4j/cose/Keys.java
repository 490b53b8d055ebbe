package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.EnumMap;
import java.util.Map;
import org.teep4j.codec.Bytes;

/** One key for each kind of key, made once. */
final class Keys {

  private static final Map<CoseCurve, CoseKey> BY_CURVE = new EnumMap<>(CoseCurve.class);
  static final CoseKey RSA = rsa(2048);

  private Keys() {}

  static synchronized CoseKey on(CoseCurve curve) {
    return BY_CURVE.computeIfAbsent(curve, Keys::generate);
  }

  static CoseKey generate(CoseCurve curve) {
    byte[] d = new byte[curve.size()];
    SecureRandom random = new SecureRandom();
    while (true) {
      random.nextBytes(d);
      if (curve == CoseCurve.P521) {
        d[0] &= 1;
      }
      try {
        return curve.keyType() == CoseKeyType.EC2
            ? Ec2Key.ofScalar(curve, Bytes.copyOf(d), KeyAttributes.NONE)
            : OkpKey.ofSeed(curve, Bytes.copyOf(d), KeyAttributes.NONE);
      } catch (InvalidKeyException e) {
        // Out of range: once in a long while.
      }
    }
  }

  static CoseKey rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return CoseKey.of(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPairGenerator ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key for an algorithm; without alg. */
  static CoseKey forAlgorithm(CoseAlgorithm algorithm) {
    if (algorithm.keyType().orElseThrow() == CoseKeyType.RSA) {
      return RSA;
    }
    return on(algorithm.curve().orElse(CoseCurve.ED25519));
  }
}
