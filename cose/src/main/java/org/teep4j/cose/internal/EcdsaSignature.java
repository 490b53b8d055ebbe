package org.teep4j.cose.internal;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.SignatureException;
import org.teep4j.codec.Bytes;

/**
 * The two numbers of an ECDSA signature. COSE encodes r and s, each as long as the curve's field
 * (RFC 9053, Section 2.1). Most providers use a DER form (RFC 3279, Section 2.2.3).
 *
 * @param r the first number
 * @param s the second number
 */
public record EcdsaSignature(BigInteger r, BigInteger s) {

  /**
   * Reads the COSE form.
   *
   * @param signature r and s, of equal length
   * @return the numbers, unchecked
   */
  public static EcdsaSignature fromFixed(Bytes signature) {
    int half = signature.length() / 2;
    return new EcdsaSignature(
        WeierstrassCurve.toNumber(signature.slice(0, half)),
        WeierstrassCurve.toNumber(signature.slice(half)));
  }

  /**
   * Whether both numbers are from 1 to the order less 1.
   *
   * @param curve gives the order
   * @return false if the signature is invalid for every message
   */
  public boolean isInRange(WeierstrassCurve curve) {
    return curve.isScalar(r) && curve.isScalar(s);
  }

  /**
   * The COSE form.
   *
   * @param size the length of each number in bytes
   * @return r and s
   */
  public byte[] toFixed(int size) {
    byte[] fixed = new byte[2 * size];
    System.arraycopy(WeierstrassCurve.toBytes(r, size), 0, fixed, 0, size);
    System.arraycopy(WeierstrassCurve.toBytes(s, size), 0, fixed, size, size);
    return fixed;
  }

  /**
   * Reads the DER form that a provider has made.
   *
   * @param der an ECDSA-Sig-Value
   * @return the numbers
   * @throws SignatureException if the bytes are no ECDSA-Sig-Value
   */
  public static EcdsaSignature fromDer(byte[] der) throws SignatureException {
    // Written by hand, as below, for speed: this runs for each signature.
    ByteBuffer in = ByteBuffer.wrap(der);
    try {
      skip(in, 0x30);
      if (der.length > 2 + 0x7f) {
        skip(in, 0x81);
      }
      skip(in, in.remaining() - 1);
      EcdsaSignature signature = new EcdsaSignature(readInteger(in), readInteger(in));
      if (!in.hasRemaining()) {
        return signature;
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // The input ends too early, or has an unexpected element.
    }
    throw new SignatureException("the provider's signature is no ECDSA-Sig-Value");
  }

  private static void skip(ByteBuffer in, int octet) {
    if ((in.get() & 0xff) != octet) {
      throw new IllegalArgumentException();
    }
  }

  private static BigInteger readInteger(ByteBuffer in) {
    skip(in, 0x02);
    byte[] octets = new byte[in.get() & 0xff];
    in.get(octets);
    BigInteger number = new BigInteger(octets);
    if (number.signum() < 0) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  /**
   * The DER form.
   *
   * @return an ECDSA-Sig-Value
   */
  public byte[] toDer() {
    // A number has at most 67 octets. So its length takes one octet, the length of both one or two.
    byte[] first = r.toByteArray();
    byte[] second = s.toByteArray();
    int length = 2 + first.length + 2 + second.length;
    ByteBuffer der = ByteBuffer.allocate((length < 0x80 ? 2 : 3) + length).put((byte) 0x30);
    if (length >= 0x80) {
      der.put((byte) 0x81);
    }
    der.put((byte) length);
    der.put((byte) 0x02).put((byte) first.length).put(first);
    der.put((byte) 0x02).put((byte) second.length).put(second);
    return der.array();
  }
}
