package org.teep4j.cose;

import java.math.BigInteger;
import java.security.InvalidKeyException;

/** Recomputes the primes of a private RSA key from its exponent. */
final class RsaPrimes {

  private RsaPrimes() {}

  /**
   * Finds the primes by the deterministic method of NIST SP 800-56B Revision 2, Appendix C.2. For
   * any input, this takes one greatest common divisor, one division and one square root of numbers
   * at most three times as long as the modulus. It needs no trials and no exponentiation.
   *
   * @param n the modulus, of a size that has been checked
   * @param e the public exponent, of a size that has been checked
   * @param d the private exponent
   * @return the two primes; the caller must still check that all values belong together
   * @throws InvalidKeyException if the exponents do not lead to two factors
   */
  static BigInteger[] recover(BigInteger n, BigInteger e, BigInteger d) throws InvalidKeyException {
    if (d.signum() <= 0 || d.compareTo(n) >= 0) {
      throw unrelated();
    }
    BigInteger one = BigInteger.ONE;
    BigInteger product = d.multiply(e).subtract(one);
    BigInteger multiple = product.multiply(n.subtract(one).gcd(product));
    BigInteger[] division = multiple.divideAndRemainder(n);
    BigInteger[] sum = n.subtract(division[1]).divideAndRemainder(division[0].add(one));
    BigInteger b = sum[0].add(one); // p + q
    BigInteger square = b.multiply(b).subtract(n.shiftLeft(2)); // (p - q)^2
    if (sum[1].signum() != 0 || square.signum() <= 0 || b.compareTo(n) > 0) {
      throw unrelated();
    }
    BigInteger difference = square.sqrt();
    BigInteger p = b.add(difference).shiftRight(1);
    BigInteger q = b.subtract(difference).shiftRight(1);
    if (q.compareTo(one) <= 0 || !p.multiply(q).equals(n) || !p.gcd(q).equals(one)) {
      throw unrelated();
    }
    return new BigInteger[] {p, q};
  }

  private static InvalidKeyException unrelated() {
    return new InvalidKeyException("the private key does not belong to the public key");
  }
}
