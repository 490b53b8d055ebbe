package org.teep4j.cose.internal;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import org.teep4j.codec.Bytes;

/**
 * A curve {@code y^2 = x^3 + ax + b} over a prime field: what is needed to check a public key
 * before any library computes with it.
 */
public final class WeierstrassCurve {

  private static final BigInteger THREE = BigInteger.valueOf(3);

  private final ECParameterSpec parameters;
  private final BigInteger prime;
  private final int size;

  private WeierstrassCurve(ECParameterSpec parameters) {
    this.parameters = parameters;
    this.prime = ((ECFieldFp) parameters.getCurve().getField()).getP();
    this.size = (prime.bitLength() + 7) / 8;
  }

  private static final class Holder {
    static final WeierstrassCurve P256 = fromJdk("secp256r1");
    static final WeierstrassCurve P384 = fromJdk("secp384r1");
    static final WeierstrassCurve P521 = fromJdk("secp521r1");
    static final WeierstrassCurve SECP256K1 = secp256k1();

    private static WeierstrassCurve fromJdk(String name) {
      try {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(name));
        return new WeierstrassCurve(parameters.getParameterSpec(ECParameterSpec.class));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("no provider knows the curve " + name, e);
      }
    }

    /** From SEC 2, Section 2.4.1: the JDK has dropped this curve. */
    private static WeierstrassCurve secp256k1() {
      BigInteger p =
          new BigInteger("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", 16);
      BigInteger n =
          new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
      ECPoint g =
          new ECPoint(
              new BigInteger(
                  "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
              new BigInteger(
                  "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));
      EllipticCurve curve =
          new EllipticCurve(new ECFieldFp(p), BigInteger.ZERO, BigInteger.valueOf(7));
      return new WeierstrassCurve(new ECParameterSpec(curve, g, n, 1));
    }
  }

  /**
   * Finds a curve.
   *
   * @param name its SEC name
   * @return the curve
   * @throws IllegalArgumentException if it is none of secp256r1, secp384r1, secp521r1, secp256k1
   */
  public static WeierstrassCurve of(String name) {
    return switch (name) {
      case "secp256r1" -> Holder.P256;
      case "secp384r1" -> Holder.P384;
      case "secp521r1" -> Holder.P521;
      case "secp256k1" -> Holder.SECP256K1;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /**
   * The domain parameters.
   *
   * @return curve, base point, order
   */
  public ECParameterSpec parameters() {
    return parameters;
  }

  /**
   * The number of points in the group.
   *
   * @return the prime order
   */
  public BigInteger order() {
    return parameters.getOrder();
  }

  /**
   * How long an encoded coordinate is.
   *
   * @return the size in bytes
   */
  public int size() {
    return size;
  }

  /**
   * Checks a public key. The four curves have cofactor 1, so that every point on them will do.
   *
   * @param x the first coordinate
   * @param y the second coordinate
   * @throws InvalidKeyException if the point is not on the curve
   */
  public void checkPoint(BigInteger x, BigInteger y) throws InvalidKeyException {
    if (x.compareTo(prime) >= 0
        || y.compareTo(prime) >= 0
        || !y.multiply(y).mod(prime).equals(rightSide(x))) {
      throw new InvalidKeyException("the point is not on the curve");
    }
  }

  /**
   * Finds the second coordinate of a compressed point (SEC 1, Section 2.3.4).
   *
   * @param x the first coordinate
   * @param odd whether the second one is odd
   * @return the second coordinate
   * @throws InvalidKeyException if there is no such point
   */
  public BigInteger decompress(BigInteger x, boolean odd) throws InvalidKeyException {
    // All four primes are 3 mod 4, so that a root is a power.
    BigInteger root = rightSide(x).modPow(prime.shiftRight(2).add(BigInteger.ONE), prime);
    BigInteger y = root.testBit(0) == odd ? root : prime.subtract(root);
    checkPoint(x, y);
    return y;
  }

  private BigInteger rightSide(BigInteger x) {
    EllipticCurve curve = parameters.getCurve();
    return x.modPow(THREE, prime).add(curve.getA().multiply(x)).add(curve.getB()).mod(prime);
  }

  /**
   * Checks a private key.
   *
   * @param d the scalar
   * @throws InvalidKeyException if it is not from 1 to the order less 1
   */
  public void checkScalar(BigInteger d) throws InvalidKeyException {
    if (!isScalar(d)) {
      throw new InvalidKeyException("the private key is out of range");
    }
  }

  /**
   * Whether a number can be a private key, or an r or s of a signature.
   *
   * @param value any number
   * @return true from 1 to the order less 1
   */
  public boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(order()) < 0;
  }

  /**
   * The number that bytes stand for.
   *
   * @param bytes a big-endian unsigned number
   * @return the number
   */
  public static BigInteger toNumber(Bytes bytes) {
    byte[] copy = bytes.toByteArray();
    try {
      return new BigInteger(1, copy);
    } finally {
      Arrays.fill(copy, (byte) 0); // it may have been a private key
    }
  }

  /**
   * A number as bytes.
   *
   * @param value from 0 to below 2 to the power of 8 * {@code size}
   * @param size how many bytes
   * @return a big-endian unsigned number with leading zeros
   */
  public static byte[] toBytes(BigInteger value, int size) {
    byte[] signed = value.toByteArray();
    byte[] fixed = new byte[size];
    int length = Math.min(size, signed.length);
    System.arraycopy(signed, signed.length - length, fixed, size - length, length);
    Arrays.fill(signed, (byte) 0); // it may be a private key
    return fixed;
  }
}
