package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of checking that a key fits a signature algorithm (RFC 9053, Section 2; RFC 8230,
 * Section 2). Static methods find the signature or recipient algorithm of a key.
 *
 * @param algorithm the algorithm, which is supported
 * @param curve the key's curve; null for RSA
 * @param signatureSize the length of a signature in bytes; 0 if it is not known
 */
record KeyUse(CoseAlgorithm algorithm, @Nullable CoseCurve curve, int signatureSize) {

  /** The algorithm of a key: {@code alg}, or else the algorithm of its curve. */
  static CoseAlgorithm algorithmOf(CoseKey key) throws GeneralSecurityException {
    Optional<CoseLabel> stated = key.algorithmId();
    if (stated.isPresent()) {
      return CoseAlgorithm.fromLabel(stated.get())
          .orElseThrow(() -> CoseAlgorithm.unsupported(stated.get()));
    }
    if (key instanceof HssLmsKey) {
      return CoseAlgorithm.HSS_LMS;
    }
    CoseCurve curve = key.curveOrNull();
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (curve != null && algorithm.curve().orElse(null) == curve) {
        return algorithm.fullySpecified(curve);
      }
    }
    throw KeyMismatch.undecided(key, "signature algorithm");
  }

  /** The recipient algorithm of a key; {@code direct} for keys that are bound to content. */
  static CoseAlgorithm recipientAlgorithmOf(CoseKey key) throws InvalidKeyException {
    CoseAlgorithm stated =
        key.algorithmId()
            .flatMap(CoseAlgorithm::fromLabel)
            .orElseThrow(() -> KeyMismatch.undecided(key, "recipient algorithm"));
    return switch (stated.kind()) {
      case MAC -> CoseAlgorithm.DIRECT;
      case CONTENT_ENCRYPTION -> stated.isHpke() ? stated : CoseAlgorithm.DIRECT;
      default -> stated;
    };
  }

  static SymmetricKey symmetric(CoseKey key, CoseAlgorithm algorithm) throws InvalidKeyException {
    if (key instanceof SymmetricKey symmetric) {
      return symmetric;
    }
    throw KeyMismatch.of(key, algorithm);
  }

  static KeyUse check(
      CoseKey key, CoseAlgorithm algorithm, KeyOperation operation, boolean anyCurve)
      throws GeneralSecurityException {
    KeyRestrictions.checkAlgorithm(key, algorithm);
    KeyRestrictions.checkOperation(key, operation);
    if (operation == KeyOperation.SIGN && !key.isPrivate()) {
      throw new InvalidKeyException("the key is public");
    }
    int rsaSize = key instanceof RsaKey rsa ? rsa.size() : 0;
    KeyUse use = find(algorithm, kind(key), key.curveOrNull(), rsaSize, anyCurve);
    if (use == null) {
      throw KeyMismatch.of(key, algorithm);
    }
    return use;
  }

  private static @Nullable CoseKeyType kind(CoseKey key) {
    return key.keyType().isText() || !key.isSupported()
        ? null
        : CoseKeyType.fromId(key.keyType().number()).orElse(null);
  }

  /** Checks a key of JCA as far as possible, because its components may not be readable. */
  static KeyUse check(Key key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    if (key instanceof RSAKey rsa) {
      int bits = rsa.getModulus().bitLength();
      if (bits < RsaKey.FEWEST_BITS) {
        throw new InvalidKeyException("the modulus has fewer than " + RsaKey.FEWEST_BITS + " bits");
      }
      return check(algorithm, CoseKeyType.RSA, null, (bits + 7) / 8, false);
    }
    if (key instanceof ECKey ec) {
      CoseCurve curve = JcaKeys.curveOf(ec.getParams());
      return check(algorithm, CoseKeyType.EC2, curve, 0, false);
    }
    if (key instanceof EdECKey edwards) {
      CoseCurve curve = JcaKeys.okpCurve(edwards.getParams());
      return check(algorithm, CoseKeyType.OKP, curve, 0, false);
    }
    CoseKeyType type =
        switch (key.getAlgorithm()) {
          case "EC" -> CoseKeyType.EC2;
          case "RSA", "RSASSA-PSS" -> CoseKeyType.RSA;
          // The provider checks the parameter set, or the size of the signature does.
          case "ML-DSA", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87" -> CoseKeyType.AKP;
          default -> CoseKeyType.OKP;
        };
    // The curve is not visible; a fully-specified algorithm determines it.
    return check(algorithm, type, algorithm.curve().orElse(null), 0, false);
  }

  private static KeyUse check(
      CoseAlgorithm algorithm,
      @Nullable CoseKeyType type,
      @Nullable CoseCurve curve,
      int rsaSize,
      boolean anyCurve)
      throws GeneralSecurityException {
    KeyUse use = find(algorithm, type, curve, rsaSize, anyCurve);
    if (use == null) {
      throw new InvalidKeyException("the key does not fit " + algorithm.ianaName());
    }
    return use;
  }

  /** The use of a key; null if the type or the curve does not fit the algorithm. */
  private static @Nullable KeyUse find(
      CoseAlgorithm algorithm,
      @Nullable CoseKeyType type,
      @Nullable CoseCurve curve,
      int rsaSize,
      boolean anyCurve)
      throws GeneralSecurityException {
    SignatureScheme scheme = algorithm.scheme();
    if (scheme == null) {
      throw new NoSuchAlgorithmException(algorithm.ianaName() + " is no signature algorithm");
    }
    boolean curveFits =
        switch (scheme) {
          case ECDSA -> curve != null && (anyCurve || algorithm.curve().orElse(null) == curve);
          case EDDSA ->
              curve != null
                  && OkpKey.edwards(curve) != null
                  && algorithm.curve().orElse(curve) == curve;
          case RSA_PSS, RSA_PKCS1, ML_DSA, HSS_LMS -> true;
        };
    if (type != algorithm.keyType().orElse(null) || !curveFits) {
      return null;
    }
    int size =
        switch (scheme) {
          case ECDSA, EDDSA -> curve == null ? 0 : 2 * curve.size();
          case RSA_PSS, RSA_PKCS1 -> rsaSize;
          case ML_DSA, HSS_LMS -> algorithm.signatureBytes();
        };
    return new KeyUse(algorithm, curve, size);
  }

  /** The curve of an ECDSA or EdDSA key; {@link #check} has made sure that it is present. */
  CoseCurve requireCurve() {
    if (curve == null) {
      throw new IllegalStateException("no curve");
    }
    return curve;
  }

  SignatureScheme requireScheme() {
    SignatureScheme scheme = algorithm.scheme();
    if (scheme == null) {
      throw new IllegalStateException("no signature algorithm");
    }
    return scheme;
  }

  String requireHash() {
    return algorithm.hashName().orElseThrow();
  }
}
