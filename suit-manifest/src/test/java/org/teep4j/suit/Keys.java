package org.teep4j.suit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.Ec2Key;
import org.teep4j.cose.SymmetricKey;

/** Keys that the drafts publish for their examples. */
final class Keys {

  /** The P-256 key that signs the examples of all drafts, from draft-ietf-suit-manifest-37. */
  private static final String AUTHOR_PUBLIC =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEhJaBGq4LqqvSYVcYnuzaJr6qi/Eb"
          + "bz/m4rVlnIXbwK07HypLbAmBMcCjbazR14vTgdzfsJwFLbM5kdtzOLSolg==";

  private static final String AUTHOR_PRIVATE =
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgApZYjZCUGLM50VBC"
          + "CjYStX+09jGmnyJPrpDLTz/hiXOhRANCAASEloEarguqq9JhVxie7NomvqqL8Rtv"
          + "P+bitWWchdvArTsfKktsCYExwKNtrNHXi9OB3N+wnAUtszmR23M4tKiW";

  /** Signs the dependent manifest of draft-ietf-suit-firmware-encryption. */
  private static final String DEPENDENT_AUTHOR_PUBLIC =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDpCKqPBm2x8ITgw2UsY5Ur2Z8qW9"
          + "si+eATZ6rQOrpot32hvYrE8MtJC6IQZIv3mrFk1JrTVR1x0xSydJ7kLSmg==";

  private Keys() {}

  private static PublicKey publicKey(String base64) {
    try {
      return KeyFactory.getInstance("EC")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static CoseVerifier author() {
    return verifier(AUTHOR_PUBLIC);
  }

  static CoseVerifier author(CoseAlgorithm algorithm) {
    try {
      return CoseVerifier.of(publicKey(AUTHOR_PUBLIC), algorithm);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static CoseVerifier dependentAuthor() {
    return verifier(DEPENDENT_AUTHOR_PUBLIC);
  }

  private static CoseVerifier verifier(String base64) {
    try {
      return CoseVerifier.of(CoseKeys.of(publicKey(base64)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static CoseSigner authorSigner(CoseAlgorithm algorithm) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(AUTHOR_PRIVATE)));
      return CoseSigner.of(key, algorithm, new BouncyCastleProvider());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The ECDH key of the device in draft-ietf-suit-firmware-encryption and the TEEP draft. */
  static CoseKey recipient() {
    try {
      return Ec2Key.of(
              CoseCurve.P256,
              Bytes.fromHex("5886cd61dd875862e5aaa820e7a15274c968a9bc96048ddcace32f50c3651ba3"),
              Bytes.fromHex("9eed8125e932cd60c0ead3650d0a485cf726d378d1b016ed4298b2961e258f1b"),
              Bytes.fromHex("60fe6dd6d85d5740a5349b6f91267eeac5ba81b8cb53ee249e4b4eb102c476b3"))
          .withKeyId(Bytes.ofUtf8("kid-2"));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The key-encryption key of draft-ietf-suit-firmware-encryption. */
  static CoseKey kek() {
    return symmetric("aaaaaaaaaaaaaaaa").withKeyId(Bytes.ofUtf8("kid-1"));
  }

  /** The HMAC key of the manifests of draft-ietf-suit-firmware-encryption. */
  static CoseKey manifestMac() {
    return symmetric("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  }

  static CoseKey symmetric(String text) {
    try {
      return SymmetricKey.of(Bytes.ofUtf8(text));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
