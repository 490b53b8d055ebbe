package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.BcHssLms;
import org.teep4j.cose.internal.BcMlDsa;
import org.teep4j.cose.internal.BcSignatures;
import org.teep4j.cose.internal.BouncyCastle;
import org.teep4j.cose.internal.EdwardsCurve;
import org.teep4j.cose.internal.JcaSignatures;
import org.teep4j.cose.internal.RawSigner;
import org.teep4j.cose.internal.RawVerifier;
import org.teep4j.cose.internal.WeierstrassCurve;

/** Selects the implementation that makes and checks signatures. No other class decides this. */
final class SignatureEngines {

  private SignatureEngines() {}

  /**
   * Whether the default implementation of a scheme is BouncyCastle rather than the JDK.
   * Measurements of signing and verifying on JDK 17 and 25 all lead to the same choice.
   * benchmarks/README.md has the figures, and ARCHITECTURE.md the known facts about side channels.
   * Without BouncyCastle, the JDK is used for the schemes that it has.
   */
  private static boolean isForBouncyCastle(SignatureScheme scheme) {
    return switch (scheme) {
      // BouncyCastle is several times faster and has deterministic nonces. For ECDSA the JDK
      // hashes; for EdDSA the SHA-512 of a long message outweighs the gain.
      case ECDSA, EDDSA -> BouncyCastle.CURVES.isPresent();
      // The JDK lacks ML-DSA before version 24; since then it collects the message in memory.
      case ML_DSA -> BouncyCastle.ML_DSA.isPresent();
      case HSS_LMS -> BouncyCastle.HSS_LMS.isPresent(); // the JDK lacks it
      case RSA_PSS, RSA_PKCS1 -> false; // the JDK has compiled intrinsics for large numbers
    };
  }

  /** The part of BouncyCastle that provides a scheme; null if this library uses none for it. */
  private static @Nullable BouncyCastle partFor(SignatureScheme scheme) {
    return switch (scheme) {
      case ML_DSA -> BouncyCastle.ML_DSA;
      case HSS_LMS -> BouncyCastle.HSS_LMS;
      case ECDSA, EDDSA -> BouncyCastle.CURVES;
      case RSA_PSS, RSA_PKCS1 -> null;
    };
  }

  // Keys in memory.

  static RawVerifier verifier(CoseKey key, KeyUse use) throws GeneralSecurityException {
    if (!isForBouncyCastle(use.requireScheme())) {
      requireJdk(use);
      return verifier(JcaKeys.toPublic(key, null), use, null);
    }
    if (key instanceof Ec2Key ec) {
      return BcSignatures.ecdsaVerifier(
          ec.curve().jcaName(),
          WeierstrassCurve.toNumber(ec.x()),
          WeierstrassCurve.toNumber(ec.y()),
          use.requireHash());
    }
    if (key instanceof OkpKey okp) {
      return BcSignatures.eddsaVerifier(edwards(okp), okp.x());
    }
    if (key instanceof AkpKey akp) {
      return BcMlDsa.verifier(use.algorithm().ianaName(), akp.pub());
    }
    if (key instanceof HssLmsKey hashBased) {
      return BcHssLms.verifier(hashBased.pub());
    }
    throw unfit(use);
  }

  static RawSigner signer(CoseKey key, KeyUse use) throws GeneralSecurityException {
    if (!isForBouncyCastle(use.requireScheme())) {
      requireJdk(use);
      return signer(JcaKeys.toPrivate(key, null), use, null);
    }
    if (key instanceof Ec2Key ec) {
      Bytes d = ec.d().orElseThrow(SignatureEngines::isPublic);
      return BcSignatures.ecdsaSigner(
          ec.curve().jcaName(), WeierstrassCurve.toNumber(d), use.requireHash());
    }
    if (key instanceof OkpKey okp) {
      return BcSignatures.eddsaSigner(
          edwards(okp), okp.d().orElseThrow(SignatureEngines::isPublic));
    }
    if (key instanceof AkpKey akp) {
      Bytes seed = akp.priv().orElseThrow(SignatureEngines::isPublic);
      return BcMlDsa.signer(use.algorithm().ianaName(), seed);
    }
    throw unfit(use);
  }

  private static EdwardsCurve edwards(OkpKey key) throws InvalidKeyException {
    EdwardsCurve curve = OkpKey.edwards(key.curve());
    if (curve == null) {
      throw new InvalidKeyException(key.curve().ianaName() + " is no curve for signatures");
    }
    return curve;
  }

  private static InvalidKeyException isPublic() {
    return new InvalidKeyException("the key is public");
  }

  private static InvalidKeyException unfit(KeyUse use) {
    return new InvalidKeyException("the key does not fit " + use.algorithm().ianaName());
  }

  /** Refuses a scheme that the JDK lacks now, not for every signature. */
  private static void requireJdk(KeyUse use) throws GeneralSecurityException {
    CoseCurve curve = use.curve();
    if (curve != null && !curve.isInJdk()) {
      throw new NoSuchAlgorithmException(
          "the JDK does not have "
              + curve.ianaName()
              + ": add "
              + BouncyCastle.CURVES
              + ", or pass another provider");
    }
    try {
      jca(use, null);
    } catch (NoSuchAlgorithmException e) {
      BouncyCastle part = partFor(use.requireScheme());
      throw new NoSuchAlgorithmException(
          "this JDK does not have "
              + use.algorithm().ianaName()
              + (part == null ? ": " : ": add " + part + ", or ")
              + "pass another provider",
          e);
    }
  }

  // Keys of the Java Cryptography Architecture.

  static RawVerifier verifier(PublicKey key, KeyUse use, @Nullable Provider provider)
      throws GeneralSecurityException {
    JcaSignatures signatures = jca(use, provider);
    return use.requireScheme() == SignatureScheme.ECDSA
        ? signatures.ecdsaVerifier(key, WeierstrassCurve.of(use.requireCurve().jcaName()))
        : signatures.verifier(key);
  }

  static RawSigner signer(PrivateKey key, KeyUse use, @Nullable Provider provider)
      throws GeneralSecurityException {
    RawSigner byDefault = provider == null ? signerByDefault(key, use) : null;
    if (byDefault != null) {
      return byDefault;
    }
    JcaSignatures signatures = jca(use, provider);
    return use.requireScheme() == SignatureScheme.ECDSA
        ? signatures.ecdsaSigner(key, WeierstrassCurve.of(use.requireCurve().jcaName()))
        : signatures.signer(key);
  }

  /**
   * A key of the JDK with a readable value is used as the same COSE key is. A key of a token or of
   * another provider is used by that provider, even if its value is readable: its owner has chosen
   * that provider.
   *
   * @return the signer; null if JCA must use the key
   */
  private static @Nullable RawSigner signerByDefault(PrivateKey key, KeyUse use)
      throws InvalidKeyException {
    if (!isForBouncyCastle(use.requireScheme()) || !JcaKeys.isOfJdk(key)) {
      return null;
    }
    if (key instanceof ECPrivateKey ec) {
      String curve = use.requireCurve().jcaName();
      WeierstrassCurve.of(curve).checkScalar(ec.getS());
      return BcSignatures.ecdsaSigner(curve, ec.getS(), use.requireHash());
    }
    EdwardsCurve curve = use.curve() == null ? null : OkpKey.edwards(use.curve());
    if (curve != null && key instanceof EdECPrivateKey edwards && edwards.getBytes().isPresent()) {
      byte[] seed = edwards.getBytes().get();
      try {
        return BcSignatures.eddsaSigner(curve, Bytes.wrap(seed));
      } finally {
        Arrays.fill(seed, (byte) 0);
      }
    }
    return null; // the JDK does not expose the seed of an ML-DSA key
  }

  private static JcaSignatures jca(KeyUse use, @Nullable Provider provider)
      throws GeneralSecurityException {
    return switch (use.requireScheme()) {
      case ECDSA -> JcaSignatures.ecdsa(use.requireHash(), provider);
      case EDDSA -> JcaSignatures.named(use.requireCurve().jcaName(), provider);
      case RSA_PSS -> JcaSignatures.pss(use.requireHash(), provider);
      case RSA_PKCS1 -> JcaSignatures.pkcs1(use.requireHash(), provider);
      case ML_DSA -> JcaSignatures.mlDsa(use.algorithm().ianaName(), provider);
      case HSS_LMS -> throw new NoSuchAlgorithmException("HSS-LMS is done by BouncyCastle alone");
    };
  }
}
