package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One key for each kind of key, made once. */
public final class Keys {

  private static final Map<CoseCurve, CoseKey> BY_CURVE = new EnumMap<>(CoseCurve.class);
  private static final Map<CoseAlgorithm, CoseKey> BY_ALGORITHM = new ConcurrentHashMap<>();
  public static final CoseKey RSA = rsa(2048);

  private Keys() {}

  public static synchronized CoseKey on(CoseCurve curve) {
    return BY_CURVE.computeIfAbsent(curve, Keys::generate);
  }

  /** The curves of keys with two coordinates. */
  static List<CoseCurve> curvesOfEc2() {
    return Arrays.stream(CoseCurve.values())
        .filter(curve -> curve.keyType() == CoseKeyType.EC2)
        .toList();
  }

  /** Whether the JDK has no such keys on any release. */
  static boolean isForeignToTheJdk(CoseKey key) {
    return key.curveOrNull() != null && !key.curveOrNull().isInJdk();
  }

  /** Whether the key is on a curve that has no name in JOSE. */
  static boolean isUnknownToJose(CoseKey key) {
    return key.curveOrNull() != null && key.curveOrNull().joseName().isEmpty();
  }

  public static CoseKey generate(CoseCurve curve) {
    try {
      return CoseKeys.generate(curve);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static CoseKey generate(CoseAlgorithm algorithm) {
    try {
      return CoseKeys.generate(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static CoseKey rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return CoseKeys.of(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyPairGenerator ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key for an algorithm; without alg unless the type demands it. */
  public static CoseKey forAlgorithm(CoseAlgorithm algorithm) {
    CoseKeyType type = algorithm.keyType().orElseThrow();
    if (type == CoseKeyType.RSA) {
      return RSA;
    }
    if (type == CoseKeyType.AKP) {
      return BY_ALGORITHM.computeIfAbsent(algorithm, Keys::generate);
    }
    return on(algorithm.curve().orElse(CoseCurve.ED25519));
  }
}
