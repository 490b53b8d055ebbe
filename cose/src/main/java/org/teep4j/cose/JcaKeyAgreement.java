package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/**
 * Key agreement by the JDK, or by a given provider.
 *
 * @param name JCA name of the key agreement
 * @param key the private key
 * @param provider the provider; null for the registered providers
 */
record JcaKeyAgreement(String name, PrivateKey key, CoseKey publicKey, @Nullable Provider provider)
    implements CoseKeyAgreement {

  static JcaKeyAgreement of(CoseKey key) throws GeneralSecurityException {
    requireCurve(key);
    KeyRestrictions.checkOperation(key, KeyOperation.DERIVE_KEY, KeyOperation.DERIVE_BITS);
    return of(JcaKeys.toPrivate(key, null), key.toPublic(), null);
  }

  static JcaKeyAgreement of(PrivateKey key, CoseKey publicKey, @Nullable Provider provider)
      throws GeneralSecurityException {
    String name = requireCurve(publicKey).keyType() == CoseKeyType.EC2 ? "ECDH" : "XDH";
    agreement(name, provider); // fails now, not for every message
    return new JcaKeyAgreement(name, key, publicKey, provider);
  }

  /** The curve of a key, if it permits key agreement (RFC 9053, Section 6.3.1). */
  static CoseCurve requireCurve(CoseKey key) throws InvalidKeyException {
    CoseCurve curve = key.curveOrNull();
    if (curve != null && curve.isForAgreement()) {
      return curve;
    }
    throw new InvalidKeyException(
        "the key is not on a curve for key agreement: it is " + KeyMismatch.describe(key));
  }

  private static KeyAgreement agreement(String name, @Nullable Provider provider)
      throws NoSuchAlgorithmException {
    return provider == null
        ? KeyAgreement.getInstance(name)
        : KeyAgreement.getInstance(name, provider);
  }

  @Override
  public byte[] agree(CoseKey peer) throws GeneralSecurityException {
    KeyAgreement agreement = agreement(name, provider);
    agreement.init(key);
    agreement.doPhase(JcaKeys.toPublic(peer, null), true);
    return agreement.generateSecret();
  }

  @Override
  public String toString() {
    return "CoseKeyAgreement[" + publicKey + "]";
  }
}
