package org.teep4j.cose.internal;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;
import org.teep4j.codec.Bytes;

/**
 * ECDSA and EdDSA through BouncyCastle's lightweight API, without its JCA provider.
 *
 * <p>For ECDSA the JDK hashes the message, because it is faster, and BouncyCastle computes on the
 * curve. Nonces are deterministic (RFC 6979), as RFC 9053, Section 2.1 recommends: two signatures
 * over the same bytes are equal, and a bad source of randomness cannot reveal a key.
 */
public final class BcSignatures {

  private static final byte[] NO_CONTEXT = {};
  private static final Map<String, ECDomainParameters> DOMAINS = new ConcurrentHashMap<>();

  private BcSignatures() {}

  private static ECDomainParameters domain(String curve) {
    return DOMAINS.computeIfAbsent(
        curve,
        name -> {
          X9ECParameters parameters = CustomNamedCurves.getByName(name);
          return parameters == null
              ? domain(WeierstrassCurve.of(name).parameters())
              : new ECNamedDomainParameters(SECNamedCurves.getOID(name), parameters);
        });
  }

  /** A curve for which BouncyCastle has no arithmetic of its own. */
  private static ECDomainParameters domain(ECParameterSpec parameters) {
    EllipticCurve curve = parameters.getCurve();
    BigInteger order = parameters.getOrder();
    BigInteger cofactor = BigInteger.valueOf(parameters.getCofactor());
    ECCurve group =
        new ECCurve.Fp(
            ((ECFieldFp) curve.getField()).getP(), curve.getA(), curve.getB(), order, cofactor);
    java.security.spec.ECPoint base = parameters.getGenerator();
    ECPoint generator = group.createPoint(base.getAffineX(), base.getAffineY());
    return new ECDomainParameters(group, generator, order, cofactor);
  }

  /**
   * Verifies ECDSA.
   *
   * @param curve name of the curve in SEC 2 or RFC 5639
   * @param x the x coordinate of a point that has been checked
   * @param y the y coordinate
   * @param hashName JCA name of the hash function
   * @return the verifier
   */
  public static RawVerifier ecdsaVerifier(
      String curve, BigInteger x, BigInteger y, String hashName) {
    ECDomainParameters domain = domain(curve);
    ECPoint point = domain.getCurve().createPoint(x, y);
    ECPublicKeyParameters key = new ECPublicKeyParameters(point, domain);
    return (message, signature) -> {
      EcdsaSignature numbers = EcdsaSignature.fromFixed(signature);
      ECDSASigner verifier = new ECDSASigner();
      verifier.init(false, key);
      return verifier.verifySignature(hash(message, hashName), numbers.r(), numbers.s());
    };
  }

  /**
   * Signs with ECDSA.
   *
   * @param curve name of the curve in SEC 2 or RFC 5639
   * @param d a private key that has been checked
   * @param hashName JCA name of the hash function
   * @return the signer
   */
  public static RawSigner ecdsaSigner(String curve, BigInteger d, String hashName) {
    ECPrivateKeyParameters key = new ECPrivateKeyParameters(d, domain(curve));
    int size = WeierstrassCurve.of(curve).size();
    return message -> {
      ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(digest(hashName)));
      signer.init(true, key);
      BigInteger[] numbers = signer.generateSignature(hash(message, hashName));
      return new EcdsaSignature(numbers[0], numbers[1]).toFixed(size);
    };
  }

  private static byte[] hash(Message message, String hashName)
      throws GeneralSecurityException, IOException {
    MessageDigest digest = MessageDigest.getInstance(hashName);
    message.update(digest);
    return digest.digest();
  }

  private static Digest digest(String hashName) {
    return switch (hashName) {
      case "SHA-256" -> new SHA256Digest();
      case "SHA-384" -> new SHA384Digest();
      default -> new SHA512Digest();
    };
  }

  /**
   * Computes the public key of a private key.
   *
   * @param curve name of the curve in SEC 2 or RFC 5639
   * @param d a private key that has been checked
   * @return the coordinates x and y
   */
  public static BigInteger[] publicPoint(String curve, BigInteger d) {
    ECPoint point = new FixedPointCombMultiplier().multiply(domain(curve).getG(), d).normalize();
    return new BigInteger[] {
      point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger()
    };
  }

  /**
   * Verifies EdDSA. The message is joined into one array: EdDSA reads the message twice to sign,
   * and none of the implementations verifies in pieces.
   *
   * @param point an encoded point that has been checked
   * @return the verifier
   * @throws InvalidKeyException if BouncyCastle does not accept the point
   */
  public static RawVerifier eddsaVerifier(EdwardsCurve curve, Bytes point)
      throws InvalidKeyException {
    byte[] encoded = point.toByteArray();
    if (curve == EdwardsCurve.ED25519) {
      Ed25519.PublicPoint key = Ed25519.validatePublicKeyPartialExport(encoded, 0);
      if (key == null) {
        throw new InvalidKeyException("the point is not on the curve");
      }
      return (message, signature) -> {
        byte[] joined = message.toByteArray();
        return Ed25519.verify(signature.toByteArray(), 0, key, joined, 0, joined.length);
      };
    }
    Ed448.PublicPoint key = Ed448.validatePublicKeyPartialExport(encoded, 0);
    if (key == null) {
      throw new InvalidKeyException("the point is not on the curve");
    }
    return (message, signature) -> {
      byte[] joined = message.toByteArray();
      return Ed448.verify(signature.toByteArray(), 0, key, NO_CONTEXT, joined, 0, joined.length);
    };
  }

  /**
   * Signs with EdDSA. The public key is always computed from the private key: a signature with a
   * wrong public key would reveal the private key.
   *
   * @param seed the private key, of the length that the curve requires; copied
   * @return the signer
   */
  public static RawSigner eddsaSigner(EdwardsCurve curve, Bytes seed) {
    byte[] key = seed.toByteArray();
    byte[] point = publicKey(curve, seed);
    if (curve == EdwardsCurve.ED25519) {
      return message -> {
        byte[] joined = message.toByteArray();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(key, 0, point, 0, joined, 0, joined.length, signature, 0);
        return signature;
      };
    }
    return message -> {
      byte[] joined = message.toByteArray();
      byte[] signature = new byte[Ed448.SIGNATURE_SIZE];
      Ed448.sign(key, 0, point, 0, NO_CONTEXT, joined, 0, joined.length, signature, 0);
      return signature;
    };
  }

  /**
   * Computes the public key of a private key.
   *
   * @param seed the private key, of the length that the curve requires
   * @return the encoded point
   */
  public static byte[] publicKey(EdwardsCurve curve, Bytes seed) {
    byte[] key = seed.toByteArray();
    try {
      if (curve == EdwardsCurve.ED25519) {
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(key, 0, point, 0);
        return point;
      }
      byte[] point = new byte[Ed448.PUBLIC_KEY_SIZE];
      Ed448.generatePublicKey(key, 0, point, 0);
      return point;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
