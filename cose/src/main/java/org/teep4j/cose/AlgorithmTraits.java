package org.teep4j.cose;

import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseAlgorithm.Kind;

/**
 * What this library has to know of an algorithm to use it: the columns of {@link CoseAlgorithm}.
 */
sealed interface AlgorithmTraits {

  /** What the algorithm is for. */
  Kind kind();

  /**
   * A signature algorithm.
   *
   * @param keyType the type of its keys
   * @param curve the one curve of its keys; null if there is none, or the key decides
   * @param hashName JCA name of the hash function; null if the scheme has its own
   * @param publicKeyBytes how long a public key is; 0 if the curve or the key decides
   * @param signatureBytes how long a signature is; 0 if the key decides
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
   * @param bits how much of the output is used
   */
  record Hashing(String hashName, int bits) implements AlgorithmTraits {

    /**
     * Whether a hash stands for the content. RFC 9054, Section 3.1 has SHA-256/64 for looking
     * things up alone: whoever wants to finds content with the same one.
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
   * @param tagBits the length of the tag at the end of the ciphertext; 0 if nothing is
   *     authenticated
   */
  record Encrypting(ContentScheme scheme, int keyBits, int nonceBytes, int tagBits)
      implements AlgorithmTraits {

    /**
     * How many nonces that are made at random one key may use: two of them are the same with a
     * probability below 2^-32, as NIST SP 800-38D, Section 8.3 wants it, and no more than the 2^32
     * messages that stand there. With so many messages of up to 64 GiB the counters of AES-CTR
     * overlap no likelier than that.
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
   * How a recipient comes by a content key.
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

    /** Whether the content key follows from the keys, so that there is nothing to encrypt. */
    boolean determinesKey() {
      return switch (scheme) {
        case DIRECT, DIRECT_HKDF, DIRECT_HKDF_AES -> true;
        case AES_KW, RSAES_OAEP, HPKE -> false;
        case ECDH_ES, ECDH_SS -> keyBits == 0;
      };
    }

    /** Whether keys are extracted from a secret before they are derived (RFC 9053, Section 5.1). */
    boolean takesSalt() {
      return switch (scheme) {
        case DIRECT, DIRECT_HKDF_AES, AES_KW, RSAES_OAEP, HPKE -> false;
        case DIRECT_HKDF, ECDH_ES, ECDH_SS -> true;
      };
    }

    /**
     * Whether the protected header goes into the key derivation. It must be empty where it does not
     * (RFC 9052, Section 8.5).
     */
    boolean protectsHeader() {
      return switch (scheme) {
        case DIRECT, AES_KW, RSAES_OAEP -> false;
        case DIRECT_HKDF, DIRECT_HKDF_AES, ECDH_ES, ECDH_SS, HPKE -> true;
      };
    }

    @Override
    public Kind kind() {
      return Kind.KEY_DISTRIBUTION;
    }
  }
}
