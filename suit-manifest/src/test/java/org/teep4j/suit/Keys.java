package org.teep4j.suit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;

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
      return CoseVerifier.of(CoseKey.of(publicKey(base64)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static CoseSigner authorSigner(CoseAlgorithm algorithm) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(AUTHOR_PRIVATE)));
      return CoseSigner.of(key, algorithm, Optional.empty(), new BouncyCastleProvider());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
