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
   * The constants of SEC 2, Sections 2.4.1, 2.4.2, 2.5.1 and 2.6.1, and of RFC 5639, Sections 3.4
   * to 3.7. They do not come from a provider: a runtime image without the module {@code
   * jdk.crypto.ec} has no provider with these curves, and a key from outside must not fail for that
   * reason.
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
    static final WeierstrassCurve BRAINPOOL_P256R1 =
        curve(
            "a9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377",
            "7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9",
            "26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6",
            "8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262",
            "547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997",
            "a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7");
    static final WeierstrassCurve BRAINPOOL_P320R1 =
        curve(
            "d35e472036bc4fb7e13c785ed201e065f98fcfa6" + "f6f40def4f92b9ec7893ec28fcd412b1f1b32e27",
            "3ee30b568fbab0f883ccebd46d3f3bb8a2a73513" + "f5eb79da66190eb085ffa9f492f375a97d860eb4",
            "520883949dfdbc42d3ad198640688a6fe13f4134" + "9554b49acc31dccd884539816f5eb4ac8fb1f1a6",
            "43bd7e9afb53d8b85289bcc48ee5bfe6f20137d1" + "0a087eb6e7871e2a10a599c710af8d0d39e20611",
            "14fdd05545ec1cc8ab4093247f77275e0743ffed" + "117182eaa9c77877aaac6ac7d35245d1692e8ee1",
            "d35e472036bc4fb7e13c785ed201e065f98fcfa5"
                + "b68f12a32d482ec7ee8658e98691555b44c59311");
    static final WeierstrassCurve BRAINPOOL_P384R1 =
        curve(
            "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b4"
                + "12b1da197fb71123acd3a729901d1a71874700133107ec53",
            "7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787"
                + "139165efba91f90f8aa5814a503ad4eb04a8c7dd22ce2826",
            "4a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62"
                + "e880ea53eeb62d57cb4390295dbc9943ab78696fa504c11",
            "1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3"
                + "db7fcafe0cbd10e8e826e03436d646aaef87b2e247d4af1e",
            "8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864"
                + "e19c054ff99129280e4646217791811142820341263c5315",
            "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b3"
                + "1f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565");
    static final WeierstrassCurve BRAINPOOL_P512R1 =
        curve(
            "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330871"
                + "7d4d9b009bc66842aecda12ae6a380e62881ff2f2d82c68528aa6056583a48f3",
            "7830a3318b603b89e2327145ac234cc594cbdd8d3df91610a83441caea9863bc"
                + "2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94ca",
            "3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a7"
                + "2bf2c7b9e7c1ac4d77fc94cadc083e67984050b75ebae5dd2809bd638016f723",
            "81aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098e"
                + "ff3b1f78e2d0d48d50d1687b93b97d5f7c6d5047406a5e688b352209bcb9f822",
            "7dde385d566332ecc0eabfa9cf7822fdf209f70024a57b1aa000c55b881f8111"
                + "b2dcde494a5f485e5bca4bd88a2763aed1ca2b2fa8f0540678cd1e0f3ad80892",
            "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870"
                + "553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069");

    private static WeierstrassCurve curve(
        String prime, int a, String b, String x, String y, String order) {
      BigInteger positive = BigInteger.valueOf(a).mod(new BigInteger(prime, 16));
      return curve(prime, positive.toString(16), b, x, y, order);
    }

    private static WeierstrassCurve curve(
        String prime, String a, String b, String x, String y, String order) {
      ECFieldFp field = new ECFieldFp(new BigInteger(prime, 16));
      EllipticCurve curve = new EllipticCurve(field, new BigInteger(a, 16), new BigInteger(b, 16));
      ECPoint base = new ECPoint(new BigInteger(x, 16), new BigInteger(y, 16));
      return new WeierstrassCurve(new ECParameterSpec(curve, base, new BigInteger(order, 16), 1));
    }
  }

  /**
   * Finds a curve.
   *
   * @param name its name in SEC 2 or RFC 5639
   * @return the curve
   * @throws IllegalArgumentException if the name is not secp256r1, secp384r1, secp521r1, secp256k1,
   *     brainpoolP256r1, brainpoolP320r1, brainpoolP384r1 or brainpoolP512r1
   */
  public static WeierstrassCurve of(String name) {
    return switch (name) {
      case "secp256r1" -> Holder.P256;
      case "secp384r1" -> Holder.P384;
      case "secp521r1" -> Holder.P521;
      case "secp256k1" -> Holder.SECP256K1;
      case "brainpoolP256r1" -> Holder.BRAINPOOL_P256R1;
      case "brainpoolP320r1" -> Holder.BRAINPOOL_P320R1;
      case "brainpoolP384r1" -> Holder.BRAINPOOL_P384R1;
      case "brainpoolP512r1" -> Holder.BRAINPOOL_P512R1;
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
   * Checks a public key. All curves here have cofactor 1, so every point on the curve is valid.
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
    // All primes here are 3 mod 4, so a power gives the square root.
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
