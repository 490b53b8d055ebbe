package org.teep4j.teep;

import java.security.GeneralSecurityException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyAgreement;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.cose.DecryptOptions;
import org.teep4j.cose.DecryptedPayload;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptionPurpose;

/**
 * Decrypts Entity Attestation Tokens as a TAM (draft-ietf-teep-protocol-26, Section 8.2). Immutable
 * and thread-safe.
 *
 * <p>Decryption does not make the token trustworthy: a Verifier must check the token's own
 * signature. A profile with AES-CTR does not authenticate the ciphertext. Only the signature of the
 * TEEP message then proves that the ciphertext is the Agent's, so verify that message first.
 */
public final class AttestationDecryptor {

  private final ContentKeyRecipient tam;
  private final DecryptOptions options;

  private AttestationDecryptor(ContentKeyRecipient tam, DecryptOptions options) {
    this.tam = tam;
    this.options = options;
  }

  /**
   * A decryptor with a private key in memory.
   *
   * @param key the TAM's private key
   * @param profiles one or more permitted profiles, all with the same key exchange
   * @return the decryptor
   * @throws GeneralSecurityException if the key does not fit, or a profile names algorithms that do
   *     not encrypt
   */
  public static AttestationDecryptor of(CoseKey key, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return of(SuitCoseProfile.keyRecipient(key, SuitEncryptionPurpose.EAT, profiles), profiles);
  }

  /**
   * A decryptor with a private key that may be in a hardware module.
   *
   * @param key the TAM's private key
   * @param profiles one or more permitted profiles, all with the same key exchange
   * @return the decryptor
   * @throws GeneralSecurityException if the key does not fit, or a profile names algorithms that do
   *     not encrypt
   */
  public static AttestationDecryptor of(CoseKeyAgreement key, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return of(SuitCoseProfile.keyRecipient(key, SuitEncryptionPurpose.EAT, profiles), profiles);
  }

  private static AttestationDecryptor of(ContentKeyRecipient tam, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    CoseAlgorithm[] contents = SuitCoseProfile.contentAlgorithms(profiles);
    DecryptOptions options = DecryptOptions.defaults().withContentAlgorithms(contents);
    for (CoseAlgorithm content : contents) {
      if (!content.isAuthenticatedEncryption()) {
        // The caller permits this by choosing the profile.
        options = options.withUnauthenticatedEncryption();
      }
    }
    return new AttestationDecryptor(tam, options);
  }

  /**
   * Whether an attestation payload is encrypted.
   *
   * @param attestationPayload the {@code attestation-payload} of a message
   * @return true if it begins with the tag of COSE_Encrypt
   */
  public static boolean isEncrypted(Bytes attestationPayload) {
    try {
      return new CborReader(attestationPayload).peekTag(CoseMessageType.ENCRYPT.tag());
    } catch (DecodeException e) {
      return false;
    }
  }

  /**
   * Decrypts a token.
   *
   * @param attestationPayload one encoded COSE_Encrypt, tagged or not, with an attached ciphertext
   * @return the token, in a new array
   * @throws VerificationException if the ciphertext is detached, no recipient belongs to this key,
   *     or the token was encrypted for another purpose or with another profile
   * @throws DecodeException if the payload is not a COSE_Encrypt
   */
  public DecryptedPayload decrypt(Bytes attestationPayload)
      throws VerificationException, DecodeException {
    return decrypt(attestationPayload, DecodeOptions.defaults());
  }

  /**
   * Decrypts a token.
   *
   * @param attestationPayload one encoded COSE_Encrypt, tagged or not, with an attached ciphertext
   * @param decodeOptions limits and strictness
   * @return the token, in a new array
   * @throws VerificationException as {@link #decrypt(Bytes)}
   * @throws DecodeException if the payload is not a COSE_Encrypt
   */
  public DecryptedPayload decrypt(Bytes attestationPayload, DecodeOptions decodeOptions)
      throws VerificationException, DecodeException {
    return CoseEncrypt.decode(attestationPayload, decodeOptions).decrypt(tam, options);
  }

  /** Returns the recipient, without its key. */
  @Override
  public String toString() {
    return "AttestationDecryptor[" + tam + ", " + options.contentAlgorithms() + "]";
  }
}
