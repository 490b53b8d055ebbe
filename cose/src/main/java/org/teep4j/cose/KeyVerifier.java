package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.BcSignatures;
import org.teep4j.cose.internal.BouncyCastle;
import org.teep4j.cose.internal.EdwardsCurve;
import org.teep4j.cose.internal.JcaSignatures;
import org.teep4j.cose.internal.RawVerifier;
import org.teep4j.cose.internal.WeierstrassCurve;

/** A verifier with a key at hand. */
final class KeyVerifier implements CoseVerifier {

  private final KeyUse use;
  private final boolean acceptsOtherName;
  private final Optional<Bytes> keyId;
  private final RawVerifier raw;

  private KeyVerifier(
      KeyUse use, boolean acceptsOtherName, Optional<Bytes> keyId, RawVerifier raw) {
    this.use = use;
    this.acceptsOtherName = acceptsOtherName;
    this.keyId = keyId;
    this.raw = raw;
  }

  static KeyVerifier of(CoseKey key) throws GeneralSecurityException {
    KeyUse use = KeyUse.check(key, KeyUse.algorithmOf(key), KeyOperation.VERIFY, false);
    return new KeyVerifier(use, key.algorithmId().isEmpty(), key.keyId(), raw(key, use));
  }

  static KeyVerifier of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    KeyUse use = KeyUse.check(key, algorithm, KeyOperation.VERIFY, false);
    return new KeyVerifier(use, false, key.keyId(), raw(key, use));
  }

  static KeyVerifier ofAnyCurve(CoseKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    switch (algorithm) {
      case ES256, ES384, ES512 -> {
        if (key.curveOrNull() == CoseCurve.SECP256K1) {
          throw new InvalidKeyException("the key does not fit " + algorithm.ianaName());
        }
      }
      default -> throw new InvalidKeyException(algorithm.ianaName() + " has one curve");
    }
    KeyUse use = KeyUse.check(key, algorithm, KeyOperation.VERIFY, true);
    return new KeyVerifier(use, false, key.keyId(), raw(key, use));
  }

  static KeyVerifier of(PublicKey key, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    KeyUse use = KeyUse.check(key, algorithm);
    return new KeyVerifier(use, false, Optional.empty(), jca(key, use, provider));
  }

  /**
   * Which implementation does the work by default: BouncyCastle for elliptic curves, where it is
   * several times faster than the JDK's (on JDK 17 and on 25) and the only one for secp256k1; the
   * JDK for RSA, and for everything that it has if BouncyCastle is not there.
   */
  private static RawVerifier raw(CoseKey key, KeyUse use) throws GeneralSecurityException {
    if (BouncyCastle.isPresent() && key instanceof Ec2Key ec) {
      return BcSignatures.ecdsaVerifier(
          ec.curve().jcaName(),
          WeierstrassCurve.toNumber(ec.x()),
          WeierstrassCurve.toNumber(ec.y()),
          use.requireHash());
    }
    if (BouncyCastle.isPresent() && key instanceof OkpKey okp) {
      EdwardsCurve curve = OkpKey.edwards(okp.curve());
      if (curve != null) {
        return BcSignatures.eddsaVerifier(curve, okp.x());
      }
    }
    KeyUse.requireCurveOfJdk(use);
    return jca(JcaKeys.toPublic(key, null), use, null);
  }

  private static RawVerifier jca(PublicKey key, KeyUse use, @Nullable Provider provider)
      throws GeneralSecurityException {
    JcaSignatures signatures = KeySigner.jca(use, provider);
    return use.algorithm().scheme() == SignatureScheme.ECDSA
        ? signatures.ecdsaVerifier(key, WeierstrassCurve.of(use.requireCurve().jcaName()))
        : signatures.verifier(key);
  }

  @Override
  public CoseAlgorithm algorithm() {
    return use.algorithm();
  }

  @Override
  public boolean accepts(CoseAlgorithm stated) {
    return stated == use.algorithm()
        || (acceptsOtherName && stated.fullySpecified(use.curve()) == use.algorithm());
  }

  @Override
  public Optional<Bytes> keyId() {
    return keyId;
  }

  @Override
  public void verify(Segments toBeSigned, Bytes signature) throws VerificationException {
    boolean good;
    try {
      boolean sizeFits = use.signatureSize() == 0 || use.signatureSize() == signature.length();
      good = sizeFits && raw.verify(toBeSigned, signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Providers throw unchecked exceptions too, and what they choke on came from outside.
      throw new VerificationException(Failure.PROVIDER, e);
    }
    if (!good) {
      throw new VerificationException(Failure.SIGNATURE);
    }
  }

  @Override
  public String toString() {
    return "CoseVerifier[" + use.algorithm() + ", kid=" + keyId + "]";
  }
}
