package org.teep4j.cose;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.BouncyCastle;
import org.teep4j.cose.internal.WeierstrassCurve;

/** Converts keys from and to the Java Cryptography Architecture. */
final class JcaKeys {

  private static final List<String> JDK_PACKAGES =
      List.of("sun.security.", "com.sun.crypto.provider.", "javax.crypto.spec.");

  private static final List<String> JDK_BRIDGES =
      List.of("sun.security.pkcs11.", "sun.security.mscapi.");

  private JcaKeys() {}

  /**
   * Whether a key is an object of the JDK's own providers of software keys, and not of its bridges
   * to tokens and to key stores of operating systems. The name of the package decides, because
   * Android knows no modules.
   */
  static boolean isOfJdk(Key key) {
    String name = key.getClass().getName();
    return JDK_PACKAGES.stream().anyMatch(name::startsWith)
        && JDK_BRIDGES.stream().noneMatch(name::startsWith);
  }

  // From JCA.

  static CoseKey fromJca(PublicKey key, @Nullable PrivateKey secret) throws InvalidKeyException {
    if (key instanceof ECPublicKey ec) {
      return fromEc(ec, secret);
    }
    if (key instanceof EdECPublicKey edwards) {
      return fromEdwards(edwards, secret);
    }
    if (key instanceof XECPublicKey montgomery) {
      return fromMontgomery(montgomery, secret);
    }
    if (key instanceof RSAPublicKey rsa) {
      return fromRsa(rsa, secret);
    }
    if (key.getAlgorithm().startsWith("ML-DSA")) {
      // Java 17 has no interfaces for these keys.
      return secret == null
          ? DerKeys.ofEncoded(key.getEncoded(), null)
          : DerKeys.ofEncoded(key.getEncoded(), requireEncoded(secret));
    }
    throw new InvalidKeyException("a key of this kind cannot be read: " + key.getAlgorithm());
  }

  private static CoseKey fromEc(ECPublicKey key, @Nullable PrivateKey secret)
      throws InvalidKeyException {
    CoseCurve curve = curveOf(key.getParams());
    Bytes x = Bytes.wrap(WeierstrassCurve.toBytes(key.getW().getAffineX(), curve.size()));
    Bytes y = Bytes.wrap(WeierstrassCurve.toBytes(key.getW().getAffineY(), curve.size()));
    if (secret == null) {
      return Ec2Key.of(curve, x, y);
    }
    if (secret instanceof ECPrivateKey ec) {
      Bytes d = Bytes.wrap(WeierstrassCurve.toBytes(ec.getS(), curve.size()));
      return Ec2Key.checked(curve, x, y, d, KeyAttributes.NONE);
    }
    throw unreadable();
  }

  /** The curve with these parameters. Its name is ignored, because it differs between providers. */
  static CoseCurve curveOf(ECParameterSpec parameters) throws InvalidKeyException {
    for (CoseCurve curve : CoseCurve.values()) {
      if (curve.keyType() == CoseKeyType.EC2) {
        ECParameterSpec known = WeierstrassCurve.of(curve.jcaName()).parameters();
        if (known.getCurve().equals(parameters.getCurve())
            && known.getGenerator().equals(parameters.getGenerator())
            && known.getOrder().equals(parameters.getOrder())) {
          return curve;
        }
      }
    }
    throw new InvalidKeyException("the key's curve is not supported");
  }

  private static CoseKey fromEdwards(EdECPublicKey key, @Nullable PrivateKey secret)
      throws InvalidKeyException {
    CoseCurve curve = okpCurve(key.getParams());
    byte[] x = littleEndian(key.getPoint().getY(), curve.size());
    if (key.getPoint().isXOdd()) {
      x[x.length - 1] |= (byte) 0x80;
    }
    if (secret == null) {
      return OkpKey.of(curve, Bytes.wrap(x));
    }
    if (secret instanceof EdECPrivateKey edwards && edwards.getBytes().isPresent()) {
      return OkpKey.checked(
          curve, Bytes.wrap(x), Bytes.wrap(edwards.getBytes().get()), KeyAttributes.NONE);
    }
    throw unreadable();
  }

  private static CoseKey fromMontgomery(XECPublicKey key, @Nullable PrivateKey secret)
      throws InvalidKeyException {
    CoseCurve curve = okpCurve(key.getParams());
    Bytes x = Bytes.wrap(littleEndian(key.getU(), curve.size()));
    if (secret == null) {
      return OkpKey.of(curve, x);
    }
    if (secret instanceof XECPrivateKey montgomery && montgomery.getScalar().isPresent()) {
      Bytes d = Bytes.wrap(montgomery.getScalar().get());
      return OkpKey.checked(curve, x, d, KeyAttributes.NONE);
    }
    throw unreadable();
  }

  static CoseCurve okpCurve(AlgorithmParameterSpec parameters) throws InvalidKeyException {
    if (parameters instanceof NamedParameterSpec named) {
      for (CoseCurve curve : CoseCurve.values()) {
        if (curve.keyType() == CoseKeyType.OKP && curve.jcaName().equals(named.getName())) {
          return curve;
        }
      }
    }
    throw new InvalidKeyException("the key's curve is not supported");
  }

  private static byte[] littleEndian(BigInteger number, int size) {
    return reversed(WeierstrassCurve.toBytes(number, size));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static CoseKey fromRsa(RSAPublicKey key, @Nullable PrivateKey secret)
      throws InvalidKeyException {
    if (key.getAlgorithm().equals("RSASSA-PSS")) {
      CoseAlgorithm bound =
          key.getParams() instanceof PSSParameterSpec parameters
              ? PssParameters.of(parameters)
              : null;
      return numbers(key, secret).restrictedToPss(bound);
    }
    return numbers(key, secret);
  }

  private static RsaKey numbers(RSAPublicKey key, @Nullable PrivateKey secret)
      throws InvalidKeyException {
    if (secret == null) {
      return RsaKey.of(key.getModulus(), key.getPublicExponent());
    }
    if (secret instanceof RSAPrivateCrtKey rsa) {
      RsaKey.Secrets secrets =
          new RsaKey.Secrets(
              rsa.getPrivateExponent(),
              rsa.getPrimeP(),
              rsa.getPrimeQ(),
              rsa.getPrimeExponentP(),
              rsa.getPrimeExponentQ(),
              rsa.getCrtCoefficient());
      return RsaKey.of(key.getModulus(), key.getPublicExponent(), secrets);
    }
    if (secret instanceof RSAPrivateKey rsa && rsa.getModulus().equals(key.getModulus())) {
      return RsaKey.of(key.getModulus(), key.getPublicExponent(), rsa.getPrivateExponent());
    }
    throw unreadable();
  }

  private static byte[] requireEncoded(PrivateKey key) throws InvalidKeyException {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      throw unreadable();
    }
    return encoded;
  }

  private static InvalidKeyException unreadable() {
    return new InvalidKeyException("the numbers of the private key cannot be read");
  }

  // To JCA.

  static PublicKey toPublic(CoseKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    if (key instanceof Ec2Key ec) {
      ECPoint point =
          new ECPoint(WeierstrassCurve.toNumber(ec.x()), WeierstrassCurve.toNumber(ec.y()));
      return factory("EC", provider)
          .generatePublic(new ECPublicKeySpec(point, parameters(ec.curve())));
    }
    if (key instanceof OkpKey okp) {
      NamedParameterSpec name = new NamedParameterSpec(okp.curve().jcaName());
      return OkpKey.edwards(okp.curve()) != null
          ? factory("EdDSA", provider)
              .generatePublic(new EdECPublicKeySpec(name, edwardsPoint(okp)))
          : factory("XDH", provider).generatePublic(new XECPublicKeySpec(name, coordinate(okp)));
    }
    if (key instanceof RsaKey rsa) {
      return factory("RSA", provider).generatePublic(new RSAPublicKeySpec(rsa.n(), rsa.e()));
    }
    if (key instanceof AkpKey) {
      return factory("ML-DSA", provider)
          .generatePublic(new X509EncodedKeySpec(DerKeys.publicKeyInfo(key)));
    }
    throw noSuchKeys(key);
  }

  private static EdECPoint edwardsPoint(OkpKey key) {
    byte[] bigEndian = reversed(key.x().toByteArray());
    boolean odd = bigEndian[0] < 0;
    bigEndian[0] &= 0x7f;
    return new EdECPoint(odd, new BigInteger(1, bigEndian));
  }

  private static BigInteger coordinate(OkpKey key) {
    byte[] bigEndian = reversed(key.x().toByteArray());
    if (key.curve() == CoseCurve.X25519) {
      bigEndian[0] &= 0x7f; // not part of the number (RFC 7748, Section 5)
    }
    return new BigInteger(1, bigEndian);
  }

  static PrivateKey toPrivate(CoseKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    if (key instanceof Ec2Key ec && ec.d().isPresent()) {
      BigInteger d = WeierstrassCurve.toNumber(ec.d().get());
      return factory("EC", provider)
          .generatePrivate(new ECPrivateKeySpec(d, parameters(ec.curve())));
    }
    if (key instanceof OkpKey okp && okp.d().isPresent()) {
      NamedParameterSpec name = new NamedParameterSpec(okp.curve().jcaName());
      byte[] d = okp.d().get().toByteArray();
      try {
        return OkpKey.edwards(okp.curve()) != null
            ? factory("EdDSA", provider).generatePrivate(new EdECPrivateKeySpec(name, d))
            : factory("XDH", provider).generatePrivate(new XECPrivateKeySpec(name, d));
      } finally {
        Arrays.fill(d, (byte) 0);
      }
    }
    if (key instanceof RsaKey rsa && rsa.secrets().isPresent()) {
      RsaKey.Secrets s = rsa.secrets().get();
      return factory("RSA", provider)
          .generatePrivate(
              new RSAPrivateCrtKeySpec(
                  rsa.n(), rsa.e(), s.d(), s.p(), s.q(), s.dP(), s.dQ(), s.qInv()));
    }
    if (key instanceof AkpKey akp && akp.isPrivate()) {
      return toMlDsa(akp, factory("ML-DSA", provider));
    }
    throw key.isPrivate() ? noSuchKeys(key) : new InvalidKeyException("the key is public");
  }

  /**
   * From the seed, or in expanded form for providers that read no seeds, such as those of JDK 25.
   */
  private static PrivateKey toMlDsa(AkpKey key, KeyFactory factory) throws InvalidKeySpecException {
    try {
      return decode(DerKeys.pkcs8(key), factory);
    } catch (InvalidKeySpecException e) {
      if (!BouncyCastle.ML_DSA.isPresent()) {
        throw e;
      }
      return decode(DerKeys.expandedPkcs8(key), factory);
    }
  }

  private static PrivateKey decode(byte[] pkcs8, KeyFactory factory)
      throws InvalidKeySpecException {
    try {
      return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static ECParameterSpec parameters(CoseCurve curve) {
    return WeierstrassCurve.of(curve.jcaName()).parameters();
  }

  private static KeyFactory factory(String algorithm, @Nullable Provider provider)
      throws NoSuchAlgorithmException {
    return provider == null
        ? KeyFactory.getInstance(algorithm)
        : KeyFactory.getInstance(algorithm, provider);
  }

  private static InvalidKeyException noSuchKeys(CoseKey key) {
    return new InvalidKeyException("JCA has no such keys: " + key.describe());
  }
}
