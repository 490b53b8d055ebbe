package org.teep4j.cose;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Distributing;
import org.teep4j.cose.AlgorithmTraits.Signing;
import org.teep4j.cose.internal.BouncyCastle;
import org.teep4j.cose.internal.WeierstrassCurve;

/** Generates keys. The JDK is used for every key type that it has. */
final class KeyGeneration {

  /** As strong as a curve of 256 bits (NIST SP 800-57 Part 1, Table 2). */
  private static final int RSA_BITS = 3072;

  private KeyGeneration() {}

  static CoseKey generate(CoseAlgorithm algorithm) throws GeneralSecurityException {
    return (switch (algorithm.kind()) {
          case SIGNATURE -> forSigning(algorithm, (Signing) algorithm.traits());
          case MAC, CONTENT_ENCRYPTION -> forContent(algorithm.traits());
          case KEY_DISTRIBUTION -> forDistributing(algorithm, (Distributing) algorithm.traits());
          case HASH -> throw undecided(algorithm);
        })
        .withAlgorithm(algorithm);
  }

  private static CoseKey forContent(AlgorithmTraits traits) throws GeneralSecurityException {
    HpkeSuite suite = traits.suite();
    return suite == null ? symmetric(traits.keyBits()) : generate(suite.curve());
  }

  private static CoseKey forSigning(CoseAlgorithm algorithm, Signing signing)
      throws GeneralSecurityException {
    return switch (signing.scheme()) {
      case ECDSA -> generate(algorithm.curve().orElseThrow());
      case EDDSA -> generate(algorithm.curve().orElse(CoseCurve.ED25519));
      case RSA_PSS, RSA_PKCS1 -> rsa();
      case ML_DSA -> mlDsa(algorithm);
      case HSS_LMS ->
          throw new IllegalArgumentException(
              "private keys of HSS-LMS have a state, which HssLmsSigner keeps");
    };
  }

  private static CoseKey forDistributing(CoseAlgorithm algorithm, Distributing distributing)
      throws GeneralSecurityException {
    HpkeSuite suite = distributing.suite();
    if (suite != null) {
      return generate(suite.curve());
    }
    return switch (distributing.scheme()) {
      case AES_KW, DIRECT_HKDF_AES -> symmetric(distributing.keyBits());
      // A secret with as much entropy as the hash function can preserve.
      case DIRECT_HKDF -> symmetric("SHA-512".equals(distributing.hashName()) ? 512 : 256);
      case RSAES_OAEP -> rsa();
      case DIRECT, ECDH_ES, ECDH_SS, HPKE -> throw undecided(algorithm);
    };
  }

  private static IllegalArgumentException undecided(CoseAlgorithm algorithm) {
    return new IllegalArgumentException(algorithm.ianaName() + " does not decide on a kind of key");
  }

  static CoseKey generate(CoseCurve curve) throws GeneralSecurityException {
    return curve.isInJdk() ? CoseKeys.of(pair(curve)) : withoutJdk(curve);
  }

  /** Generates a key pair with the registered providers, on any curve that the JDK has. */
  static KeyPair pair(CoseCurve curve) throws GeneralSecurityException {
    boolean isEc = curve.keyType() == CoseKeyType.EC2;
    KeyPairGenerator generator = KeyPairGenerator.getInstance(isEc ? "EC" : curve.jcaName());
    generator.initialize(
        isEc ? new ECGenParameterSpec(curve.jcaName()) : new NamedParameterSpec(curve.jcaName()));
    return generator.generateKeyPair();
  }

  private static CoseKey rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(RSA_BITS);
    return CoseKeys.of(generator.generateKeyPair());
  }

  /** Takes a random scalar and computes its point. */
  private static CoseKey withoutJdk(CoseCurve curve) throws GeneralSecurityException {
    if (!BouncyCastle.CURVES.isPresent()) {
      throw new NoSuchAlgorithmException(
          "the JDK does not have " + curve.ianaName() + ": add " + BouncyCastle.CURVES);
    }
    WeierstrassCurve group = WeierstrassCurve.of(curve.jcaName());
    SecureRandom random = new SecureRandom();
    BigInteger d;
    do {
      d = new BigInteger(8 * curve.size(), random);
    } while (!group.isScalar(d));
    Bytes scalar = Bytes.wrap(WeierstrassCurve.toBytes(d, curve.size()));
    return Ec2Key.ofScalar(curve, scalar, KeyAttributes.NONE);
  }

  private static CoseKey mlDsa(CoseAlgorithm algorithm) throws GeneralSecurityException {
    if (!BouncyCastle.ML_DSA.isPresent()) {
      throw new NoSuchAlgorithmException("keys of ML-DSA are made by " + BouncyCastle.ML_DSA);
    }
    return AkpKey.ofSeed(algorithm, random(AkpKey.SEED_BYTES), KeyAttributes.NONE);
  }

  private static SymmetricKey symmetric(int bits) throws GeneralSecurityException {
    return SymmetricKey.checked(random(bits / 8), KeyAttributes.NONE);
  }

  private static Bytes random(int size) {
    byte[] bytes = new byte[size];
    new SecureRandom().nextBytes(bytes);
    return Bytes.wrap(bytes);
  }
}
