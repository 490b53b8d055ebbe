package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.internal.BcSignatures;
import org.teep4j.cose.internal.BouncyCastle;
import org.teep4j.cose.internal.EdwardsCurve;
import org.teep4j.cose.internal.JcaSignatures;
import org.teep4j.cose.internal.RawSigner;
import org.teep4j.cose.internal.WeierstrassCurve;

/** A signer with a key at hand, or in the hands of a provider. */
final class KeySigner implements CoseSigner {

  private final CoseAlgorithm algorithm;
  private final Optional<Bytes> keyId;
  private final RawSigner raw;

  private KeySigner(CoseAlgorithm algorithm, Optional<Bytes> keyId, RawSigner raw) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.raw = raw;
  }

  static KeySigner of(CoseKey key) throws GeneralSecurityException {
    return of(key, KeyUse.algorithmOf(key));
  }

  static KeySigner of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    KeyUse use = KeyUse.check(key, algorithm, KeyOperation.SIGN, false);
    return new KeySigner(algorithm, key.keyId(), raw(key, use));
  }

  static KeySigner of(
      PrivateKey key, CoseAlgorithm algorithm, Optional<Bytes> keyId, @Nullable Provider provider)
      throws GeneralSecurityException {
    KeyUse use = KeyUse.check(key, algorithm);
    return new KeySigner(algorithm, keyId, jca(key, use, provider));
  }

  /** Chosen as in {@link KeyVerifier}. */
  private static RawSigner raw(CoseKey key, KeyUse use) throws GeneralSecurityException {
    if (BouncyCastle.isPresent() && key instanceof Ec2Key ec) {
      Bytes d = ec.d().orElseThrow(() -> new InvalidKeyException("the key is public"));
      return BcSignatures.ecdsaSigner(
          ec.curve().jcaName(), WeierstrassCurve.toNumber(d), use.requireHash());
    }
    if (BouncyCastle.isPresent() && key instanceof OkpKey okp) {
      EdwardsCurve curve = OkpKey.edwards(okp.curve());
      if (curve != null) {
        Bytes d = okp.d().orElseThrow(() -> new InvalidKeyException("the key is public"));
        return BcSignatures.eddsaSigner(curve, d);
      }
    }
    KeyUse.requireCurveOfJdk(use);
    return jca(JcaKeys.toPrivate(key, null), use, null);
  }

  private static RawSigner jca(PrivateKey key, KeyUse use, @Nullable Provider provider)
      throws GeneralSecurityException {
    JcaSignatures signatures = jca(use, provider);
    return use.algorithm().scheme() == SignatureScheme.ECDSA
        ? signatures.ecdsaSigner(key, WeierstrassCurve.of(use.requireCurve().jcaName()))
        : signatures.signer(key);
  }

  static JcaSignatures jca(KeyUse use, @Nullable Provider provider)
      throws GeneralSecurityException {
    return switch (use.requireScheme()) {
      case ECDSA -> JcaSignatures.ecdsa(use.requireHash(), provider);
      case EDDSA -> JcaSignatures.eddsa(use.requireCurve().jcaName(), provider);
      case RSA_PSS -> JcaSignatures.pss(use.requireHash(), provider);
      case RSA_PKCS1 -> JcaSignatures.pkcs1(use.requireHash(), provider);
    };
  }

  @Override
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public Optional<Bytes> keyId() {
    return keyId;
  }

  @Override
  public byte[] sign(Segments toBeSigned) throws GeneralSecurityException {
    return raw.sign(toBeSigned);
  }

  @Override
  public String toString() {
    return "CoseSigner[" + algorithm + ", kid=" + keyId + "]";
  }
}
