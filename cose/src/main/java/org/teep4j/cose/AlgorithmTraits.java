package org.teep4j.cose;

import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseAlgorithm.Kind;

/** The properties of an algorithm that this library needs: the columns of {@link CoseAlgorithm}. */
sealed interface AlgorithmTraits {

  /** The purpose of the algorithm. */
  Kind kind();

  /** JCA name of the hash function; null if there is none, or the scheme defines its own. */
  default @Nullable String hashName() {
    return null;
  }

  /** The length of a symmetric key in bits; 0 if the algorithm takes none of a fixed length. */
  default int keyBits() {
    return 0;
  }

  /** The algorithms of HPKE; null for algorithms without HPKE. */
  default @Nullable HpkeSuite suite() {
    return null;
  }

  /**
   * A signature algorithm.
   *
   * @param keyType the type of its keys
   * @param curve the one curve of its keys; null if there is none, or the key determines it
   * @param hashName JCA name of the hash function; null if the scheme defines its own
   * @param publicKeyBytes the size of a public key; 0 if the curve or the key determines it
   * @param signatureBytes the size of a signature; 0 if the key determines it
   */
  record Signing(
      SignatureScheme scheme,
      CoseKeyType keyType,
      @Nullable CoseCurve curve,
      @Nullable String hashName,
      int publicKeyBytes,
      int signatureBytes)
      implements AlgorithmTraits {

    static Signing ecdsa(CoseCurve curve, String hashName) {
      return new Signing(
          SignatureScheme.ECDSA, CoseKeyType.EC2, curve, hashName, 0, 2 * curve.size());
    }

    static Signing eddsa(@Nullable CoseCurve curve) {
      int signatureBytes = curve == null ? 0 : 2 * curve.size();
      return new Signing(SignatureScheme.EDDSA, CoseKeyType.OKP, curve, null, 0, signatureBytes);
    }

    static Signing rsa(SignatureScheme scheme, String hashName) {
      return new Signing(scheme, CoseKeyType.RSA, null, hashName, 0, 0);
    }

    static Signing hssLms() {
      return new Signing(SignatureScheme.HSS_LMS, CoseKeyType.HSS_LMS, null, null, 0, 0);
    }

    static Signing mlDsa(int publicKeyBytes, int signatureBytes) {
      return new Signing(
          SignatureScheme.ML_DSA, CoseKeyType.AKP, null, null, publicKeyBytes, signatureBytes);
    }

    @Override
    public Kind kind() {
      return Kind.SIGNATURE;
    }
  }

  /**
   * A hash function.
   *
   * @param hashName JCA name of the function
   * @param bits the number of output bits that are used
   */
  record Hashing(String hashName, int bits) implements AlgorithmTraits {

    /**
     * Whether the hash is collision resistant, so that it identifies the content. RFC 9054, Section
     * 3.1 permits SHA-256/64 only for lookups: an attacker can find content with the same hash.
     */
    boolean isStrong() {
      return bits >= 128;
    }

    @Override
    public Kind kind() {
      return Kind.HASH;
    }
  }

  /**
   * A message authentication code.
   *
   * @param hashName JCA name of the hash function of HMAC; null for others
   * @param keyBits the length of a key
   * @param tagBits the length of a tag
   */
  record Macing(MacScheme scheme, @Nullable String hashName, int keyBits, int tagBits)
      implements AlgorithmTraits {

    @Override
    public Kind kind() {
      return Kind.MAC;
    }
  }

  /**
   * An encryption of content.
   *
   * @param keyBits the length of a key
   * @param nonceBytes the length of a nonce or initialization vector
   * @param tagBits the length of the tag at the end of the ciphertext; 0 without authentication
   */
  record Encrypting(ContentScheme scheme, int keyBits, int nonceBytes, int tagBits)
      implements AlgorithmTraits {

    /**
     * The largest number of random nonces for one key. NIST SP 800-38D, Section 8.3 requires that
     * two nonces are equal with a probability below 2^-32, and limits a key to 2^32 messages. With
     * this number of messages of up to 64 GiB, the counters of AES-CTR overlap with no higher
     * probability.
     */
    long mostRandomNonces() {
      return 1L << Math.min(32, (8 * nonceBytes - 31) / 2);
    }

    @Override
    public Kind kind() {
      return Kind.CONTENT_ENCRYPTION;
    }
  }

  /**
   * An encryption of content for the owner of a key (draft-ietf-cose-hpke, Section 3.2).
   *
   * @param suite the algorithms of HPKE
   */
  record Sealing(HpkeSuite suite) implements AlgorithmTraits {

    @Override
    public Kind kind() {
      return Kind.CONTENT_ENCRYPTION;
    }
  }

  /**
   * A key distribution algorithm: how a recipient obtains the content key.
   *
   * @param hashName JCA name of the hash function of HKDF or OAEP; null for others
   * @param keyBits the length of the AES key of the key wrap, or of HKDF AES; 0 if there is none
   * @param suite the algorithms of HPKE; null for others
   */
  record Distributing(
      RecipientScheme scheme, @Nullable String hashName, int keyBits, @Nullable HpkeSuite suite)
      implements AlgorithmTraits {

    Distributing(RecipientScheme scheme, @Nullable String hashName, int keyBits) {
      this(scheme, hashName, keyBits, null);
    }

    static Distributing hpke(HpkeSuite suite) {
      return new Distributing(RecipientScheme.HPKE, null, 0, suite);
    }

    static Distributing of(CoseAlgorithm algorithm) throws NoSuchAlgorithmException {
      if (algorithm.traits() instanceof Distributing distributing) {
        return distributing;
      }
      throw new NoSuchAlgorithmException(algorithm.ianaName() + " distributes no keys");
    }

    /**
     * Whether the keys of both sides determine the content key, so that it is not sent encrypted.
     */
    boolean determinesKey() {
      return switch (scheme) {
        case DIRECT, DIRECT_HKDF, DIRECT_HKDF_AES -> true;
        case AES_KW, RSAES_OAEP, HPKE -> false;
        case ECDH_ES, ECDH_SS -> keyBits == 0;
      };
    }

    @Override
    public Kind kind() {
      return Kind.KEY_DISTRIBUTION;
    }
  }
}
