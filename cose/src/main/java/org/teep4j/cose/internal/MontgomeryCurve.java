package org.teep4j.cose.internal;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.teep4j.codec.Bytes;

/** The curves of X25519 and X448 (RFC 7748), as the JDK has them. */
public enum MontgomeryCurve {
  /** Curve of X25519. */
  X25519(9),
  /** Curve of X448. */
  X448(5);

  private final BigInteger base;

  MontgomeryCurve(int base) {
    this.base = BigInteger.valueOf(base);
  }

  /**
   * Finds the public key of a private one: an agreement with the base point (RFC 7748, Section 6).
   *
   * @param d the private key, as long as the curve demands
   * @return the encoded public key
   * @throws GeneralSecurityException if no registered provider has the curve
   */
  public byte[] publicKey(Bytes d) throws GeneralSecurityException {
    NamedParameterSpec curve = new NamedParameterSpec(name());
    KeyFactory factory = KeyFactory.getInstance("XDH");
    PublicKey basePoint = factory.generatePublic(new XECPublicKeySpec(curve, base));
    byte[] scalar = d.toByteArray();
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("XDH");
      agreement.init(factory.generatePrivate(new XECPrivateKeySpec(curve, scalar)));
      agreement.doPhase(basePoint, true);
      return agreement.generateSecret();
    } finally {
      Arrays.fill(scalar, (byte) 0);
    }
  }
}
