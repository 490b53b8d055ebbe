package org.teep4j.cose.internal;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.KeyAgreement;
import org.teep4j.codec.Bytes;

/** The curves of X25519 and X448 (RFC 7748), with the names of the JDK. */
public enum MontgomeryCurve {
  /** Curve of X25519. */
  X25519(9, 32),
  /** Curve of X448. */
  X448(5, 56);

  private static final class Constants {
    static final BigInteger P25519 = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    /** The points of order 1, 2, 4 and 8 on the curve and on its twist. */
    static final Set<BigInteger> SMALL25519 =
        Set.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            P25519.subtract(BigInteger.ONE),
            new BigInteger("00b8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0", 16),
            new BigInteger("57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5f", 16));

    static final BigInteger P448 =
        BigInteger.ONE
            .shiftLeft(448)
            .subtract(BigInteger.ONE.shiftLeft(224))
            .subtract(BigInteger.ONE);
    static final Set<BigInteger> SMALL448 =
        Set.of(BigInteger.ZERO, BigInteger.ONE, P448.subtract(BigInteger.ONE));
  }

  private final BigInteger base;
  private final int size;

  MontgomeryCurve(int base, int size) {
    this.base = BigInteger.valueOf(base);
    this.size = size;
  }

  /**
   * Converts a public key to its canonical form (RFC 7748, Section 5): the unused bit of X25519 is
   * cleared, and the number is reduced below the prime.
   *
   * @param encoded the public key, of the length that the curve requires
   * @return the same bytes if they are canonical, else new bytes
   */
  public Bytes canonical(Bytes encoded) {
    byte[] reduced = WeierstrassCurve.toBytes(coordinate(encoded), size);
    for (int i = 0; i < size / 2; i++) {
      byte low = reduced[i];
      reduced[i] = reduced[size - 1 - i];
      reduced[size - 1 - i] = low;
    }
    Bytes canonical = Bytes.wrap(reduced);
    return canonical.equals(encoded) ? encoded : canonical;
  }

  /**
   * Checks that key agreement with a public key yields a secret.
   *
   * @param encoded the public key, of the length that the curve requires
   * @throws InvalidKeyException if the point has a small order, so that key agreement yields zeros
   *     for every other key (RFC 7748, Section 6)
   */
  public void checkOrder(Bytes encoded) throws InvalidKeyException {
    if ((this == X25519 ? Constants.SMALL25519 : Constants.SMALL448)
        .contains(coordinate(encoded))) {
      throw new InvalidKeyException(
          "the point has a small order: with such a key, as one of zeros, there is no secret to"
              + " agree on");
    }
  }

  private BigInteger coordinate(Bytes encoded) {
    byte[] bigEndian = new byte[size];
    for (int i = 0; i < size; i++) {
      bigEndian[i] = (byte) encoded.unsignedByteAt(size - 1 - i);
    }
    if (this == X25519) {
      bigEndian[0] &= 0x7f;
    }
    return new BigInteger(1, bigEndian).mod(this == X25519 ? Constants.P25519 : Constants.P448);
  }

  /**
   * Computes the public key of a private key, by key agreement with the base point (RFC 7748,
   * Section 6).
   *
   * @param d the private key, of the length that the curve requires
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
