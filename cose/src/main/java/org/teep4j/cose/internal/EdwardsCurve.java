package org.teep4j.cose.internal;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.util.Set;
import org.teep4j.codec.Bytes;

/**
 * The curves of EdDSA, {@code a x^2 + y^2 = 1 + d x^2 y^2} (RFC 8032, Sections 5.1 and 5.2), as far
 * as needed to check a public key before any library computes with it.
 */
public enum EdwardsCurve {
  /** Curve of Ed25519. */
  ED25519(32, BigInteger.ONE.negate(), Constants.P25519, Constants.D25519),
  /** Curve of Ed448. */
  ED448(57, BigInteger.ONE, Constants.P448, Constants.D448);

  private static final class Constants {
    static final BigInteger P25519 = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
    static final BigInteger D25519 =
        BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P25519));

    /** The y coordinate of the points of order 8, or its negative. */
    static final BigInteger Y8 =
        new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

    static final Set<BigInteger> SMALL25519 =
        Set.of(BigInteger.ZERO, BigInteger.ONE, minusOne(P25519), Y8, P25519.subtract(Y8));

    static final BigInteger P448 =
        BigInteger.ONE
            .shiftLeft(448)
            .subtract(BigInteger.ONE.shiftLeft(224))
            .subtract(BigInteger.ONE);
    static final BigInteger D448 = BigInteger.valueOf(-39081);
    static final Set<BigInteger> SMALL448 = Set.of(BigInteger.ZERO, BigInteger.ONE, minusOne(P448));

    private static BigInteger minusOne(BigInteger prime) {
      return prime.subtract(BigInteger.ONE);
    }
  }

  private final int size;
  private final BigInteger a;
  private final BigInteger prime;
  private final BigInteger d;

  EdwardsCurve(int size, BigInteger a, BigInteger prime, BigInteger d) {
    this.size = size;
    this.a = a;
    this.prime = prime;
    this.d = d;
  }

  /** The y coordinates of the points whose order divides the cofactor. */
  private Set<BigInteger> ySmall() {
    return this == ED25519 ? Constants.SMALL25519 : Constants.SMALL448;
  }

  /**
   * Checks that a public key is an encoded point of the curve, and not of small order. With a point
   * of small order, one signature would verify for many messages.
   *
   * @param encoded the point (RFC 8032, Sections 5.1.2 and 5.2.2), of the length that the curve
   *     requires
   * @throws InvalidKeyException if the bytes are no such point
   */
  public void checkPoint(Bytes encoded) throws InvalidKeyException {
    byte[] bigEndian = new byte[size];
    for (int i = 0; i < size; i++) {
      bigEndian[i] = (byte) encoded.unsignedByteAt(size - 1 - i);
    }
    bigEndian[0] &= 0x7f; // the top bit is the lowest bit of x
    BigInteger y = new BigInteger(1, bigEndian);
    if (y.compareTo(prime) >= 0) {
      throw new InvalidKeyException("the point is not encoded canonically");
    }
    if (ySmall().contains(y)) {
      throw new InvalidKeyException("the point has a small order");
    }
    // x^2 = (1 - y^2) / (a - d y^2), and u/v has a root if and only if uv has one.
    BigInteger ySquared = y.multiply(y);
    BigInteger numerator = BigInteger.ONE.subtract(ySquared);
    BigInteger denominator = a.subtract(d.multiply(ySquared));
    BigInteger product = numerator.multiply(denominator).mod(prime);
    if (!product.modPow(prime.shiftRight(1), prime).equals(BigInteger.ONE)) {
      throw new InvalidKeyException("the point is not on the curve");
    }
  }
}
