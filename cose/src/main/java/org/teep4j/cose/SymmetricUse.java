package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.AlgorithmTraits.Encrypting;
import org.teep4j.cose.AlgorithmTraits.Macing;
import org.teep4j.cose.internal.BcCiphers;
import org.teep4j.cose.internal.BouncyCastle;
import org.teep4j.cose.internal.JcaCiphers;
import org.teep4j.cose.internal.JcaMacs;
import org.teep4j.cose.internal.RawCipher;
import org.teep4j.cose.internal.RawMac;

/**
 * Checks symmetric keys for MACs and content encryption (RFC 9053, Sections 3 and 4; RFC 9459), and
 * selects the implementation.
 */
final class SymmetricUse {

  private SymmetricUse() {}

  /** The algorithm that a key is bound to. */
  static CoseAlgorithm algorithmOf(CoseKey key) throws GeneralSecurityException {
    Optional<CoseLabel> stated = key.algorithmId();
    if (stated.isEmpty()) {
      throw KeyMismatch.undecided(key, "algorithm");
    }
    return CoseAlgorithm.fromLabel(stated.get())
        .orElseThrow(() -> CoseAlgorithm.unsupported(stated.get()));
  }

  /**
   * Checks a COSE key and converts it to a JCA key.
   *
   * @param operations the operations of which {@code key_ops}, if present, must contain one
   */
  static SecretKey check(CoseKey key, CoseAlgorithm algorithm, KeyOperation... operations)
      throws GeneralSecurityException {
    if (!(key instanceof SymmetricKey symmetric)) {
      throw new InvalidKeyException(
          "the key is "
              + KeyMismatch.describe(key)
              + ": MACs and the encryption of content take a symmetric key");
    }
    KeyRestrictions.checkAlgorithm(key, algorithm);
    KeyRestrictions.checkOperation(key, operations);
    byte[] k = symmetric.k().toByteArray();
    try {
      return secretKey(k, algorithm);
    } finally {
      Arrays.fill(k, (byte) 0);
    }
  }

  /** A JCA key with a copy of {@code k}, whose length must fit the algorithm. */
  static SecretKey secretKey(byte[] k, CoseAlgorithm algorithm) throws GeneralSecurityException {
    checkLength(k.length, algorithm);
    return new SecretKeySpec(k, jcaName(algorithm));
  }

  private static String jcaName(CoseAlgorithm algorithm) {
    if (algorithm.traits() instanceof Macing macing && macing.scheme() == MacScheme.HMAC) {
      return "HMAC";
    }
    return algorithm == CoseAlgorithm.CHACHA20_POLY1305 ? "ChaCha20" : "AES";
  }

  /**
   * Checks that a key has the length of the algorithm. HMAC also accepts longer keys. A key that is
   * shorter than the hash would be weaker than the name of the algorithm promises.
   */
  private static void checkLength(int bytes, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    AlgorithmTraits traits = algorithm.traits();
    boolean fits;
    if (traits instanceof Macing macing) {
      int wanted = macing.keyBits() / 8;
      fits = macing.scheme() == MacScheme.HMAC ? bytes >= wanted : bytes == wanted;
    } else if (traits instanceof Encrypting encrypting) {
      fits = bytes == encrypting.keyBits() / 8;
    } else {
      throw new NoSuchAlgorithmException(
          algorithm.ianaName() + " is no algorithm for MACs or content encryption");
    }
    if (!fits) {
      throw new InvalidKeyException(
          "a key of " + bytes + " bytes does not fit " + algorithm.ianaName());
    }
  }

  /** Checks the length of a JCA key, if its bytes are readable. */
  static void check(SecretKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    byte[] encoded = key.getEncoded();
    if (encoded != null) {
      try {
        checkLength(encoded.length, algorithm);
      } finally {
        Arrays.fill(encoded, (byte) 0);
      }
    }
  }

  /** The MAC of an algorithm; the provider is null for the registered providers. */
  static RawMac mac(SecretKey key, CoseAlgorithm algorithm, @Nullable Provider provider)
      throws GeneralSecurityException {
    if (!(algorithm.traits() instanceof Macing macing)) {
      throw new NoSuchAlgorithmException(algorithm.ianaName() + " is no MAC");
    }
    int tagBytes = macing.tagBits() / 8;
    return switch (macing.scheme()) {
      case HMAC -> JcaMacs.hmac(algorithm.hashName().orElseThrow(), tagBytes, key, provider);
      case AES_CBC_MAC -> JcaMacs.cbcMac(tagBytes, key, provider);
    };
  }

  static Encrypting encrypting(CoseAlgorithm algorithm) throws NoSuchAlgorithmException {
    if (algorithm.traits() instanceof Encrypting encrypting) {
      return encrypting;
    }
    throw new NoSuchAlgorithmException(algorithm.ianaName() + " is no content encryption");
  }

  /** The cipher of an algorithm; the provider is null for the registered providers. */
  static RawCipher cipher(SecretKey key, CoseAlgorithm algorithm, @Nullable Provider provider)
      throws GeneralSecurityException {
    Encrypting traits = encrypting(algorithm);
    return switch (traits.scheme()) {
      case AES_GCM -> JcaCiphers.aead("GCM", traits.tagBits(), key, provider);
      case AES_CCM ->
          provider == null
              ? ccm(key, traits)
              : JcaCiphers.aead("CCM", traits.tagBits(), key, provider);
      case CHACHA20_POLY1305 -> JcaCiphers.chaCha20Poly1305(key, provider);
      case AES_CTR -> JcaCiphers.ctr(key, provider);
      case AES_CBC -> JcaCiphers.cbc(key, provider);
    };
  }

  /**
   * A cipher of the JDK that decrypts content of more than one piece, faster than in one piece.
   *
   * @return the cipher; empty if {@link #cipher} is to decrypt such content too
   */
  static Optional<RawCipher> decryptionInPieces(SecretKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    Encrypting traits = encrypting(algorithm);
    return traits.scheme() == ContentScheme.AES_GCM
        ? JcaCiphers.gcmDecryption(traits.tagBits(), key)
        : Optional.empty();
  }

  /**
   * BouncyCastle's version of a cipher for which the JDK's implementation has limits: the JDK
   * collects a ciphertext until it has seen the tag, and its AES-GCM counts bytes in an int.
   *
   * @return the cipher; empty if there is no such limit, BouncyCastle is absent, or the key is not
   *     readable
   */
  static Optional<RawCipher> cipherWithoutBounds(SecretKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    Encrypting traits = encrypting(algorithm);
    boolean applies =
        traits.scheme() == ContentScheme.AES_GCM
            || traits.scheme() == ContentScheme.CHACHA20_POLY1305;
    byte[] bytes = applies && BouncyCastle.CIPHERS.isPresent() ? key.getEncoded() : null;
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          traits.scheme() == ContentScheme.AES_GCM
              ? BcCiphers.gcm(bytes, traits.tagBits())
              : BcCiphers.chaCha20Poly1305(bytes, traits.tagBits()));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static RawCipher ccm(SecretKey key, Encrypting traits) throws GeneralSecurityException {
    byte[] bytes = key.getEncoded();
    if (!BouncyCastle.CIPHERS.isPresent() || bytes == null) {
      throw new NoSuchAlgorithmException(
          "the JDK does not have AES-CCM: add "
              + BouncyCastle.CIPHERS
              + ", or pass another provider");
    }
    try {
      return BcCiphers.ccm(bytes, traits.tagBits());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
