package org.teep4j.cose.internal;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import org.teep4j.codec.Bytes;

/**
 * A curve {@code y^2 = x^3 + ax + b} over a prime field, as far as needed to check a public key
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

  /**
   * The constants of SEC 2, Sections 2.4.1, 2.4.2, 2.5.1 and 2.6.1. They do not come from a
   * provider: a runtime image without the module {@code jdk.crypto.ec} has no provider with these
   * curves, and a key from outside must not fail for that reason.
   */
  private static final class Holder {
    static final WeierstrassCurve P256 =
        curve(
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            -3,
            "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
            "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
            "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    static final WeierstrassCurve P384 =
        curve(
            "ffffffffffffffffffffffffffffffffffffffffffffffff"
                + "fffffffffffffffeffffffff0000000000000000ffffffff",
            -3,
            "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe814112"
                + "0314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
            "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b98"
                + "59f741e082542a385502f25dbf55296c3a545e3872760ab7",
            "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147c"
                + "e9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
            "ffffffffffffffffffffffffffffffffffffffffffffffff"
                + "c7634d81f4372ddf581a0db248b0a77aecec196accc52973");
    static final WeierstrassCurve P521 =
        curve(
            "1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            -3,
            "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e"
                + "156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
            "c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3db"
                + "aa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
            "11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e66"
                + "2c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
            "1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                + "fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409");
    static final WeierstrassCurve SECP256K1 =
        curve(
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
            0,
            "7",
            "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
            "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    private static WeierstrassCurve curve(
        String prime, int a, String b, String x, String y, String order) {
      BigInteger p = new BigInteger(prime, 16);
      EllipticCurve curve =
          new EllipticCurve(new ECFieldFp(p), BigInteger.valueOf(a).mod(p), new BigInteger(b, 16));
      ECPoint base = new ECPoint(new BigInteger(x, 16), new BigInteger(y, 16));
      return new WeierstrassCurve(new ECParameterSpec(curve, base, new BigInteger(order, 16), 1));
    }
  }

  /**
   * Finds a curve.
   *
   * @param name its SEC name
   * @return the curve
   * @throws IllegalArgumentException if the name is not secp256r1, secp384r1, secp521r1 or
   *     secp256k1
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
   * @return the curve with base point and order
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
   * The length of an encoded coordinate.
   *
   * @return the size in bytes
   */
  public int size() {
    return size;
  }

  /**
   * Checks a public key. The four curves have cofactor 1, so every point on the curve is valid.
   *
   * @param x the x coordinate
   * @param y the y coordinate
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
   * Computes the y coordinate of a compressed point (SEC 1, Section 2.3.4).
   *
   * @param x the x coordinate
   * @param odd whether the y coordinate is odd
   * @return the y coordinate
   * @throws InvalidKeyException if there is no such point
   */
  public BigInteger decompress(BigInteger x, boolean odd) throws InvalidKeyException {
    // All four primes are 3 mod 4, so a power gives the square root.
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
   * Whether a number is in the range of private keys, and of r and s of a signature.
   *
   * @param value any number
   * @return true from 1 to the order less 1
   */
  public boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(order()) < 0;
  }

  /**
   * Converts bytes to a number.
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
   * Converts a number to bytes.
   *
   * @param value from 0 to below 2^(8 * {@code size})
   * @param size the number of bytes
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
