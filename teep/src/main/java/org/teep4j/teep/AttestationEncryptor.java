package org.teep4j.teep;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncryptBuilder;
import org.teep4j.cose.CoseKey;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptionPurpose;

/**
 * Encrypts Entity Attestation Tokens for a TAM (draft-ietf-teep-protocol-26, Section 8.2). The
 * result is a COSE_Encrypt that contains the ciphertext. Immutable and thread-safe.
 *
 * <p>Sign the token before encryption: encryption does not authenticate the sender.
 */
public final class AttestationEncryptor {

  private final CoseAlgorithm contentAlgorithm;
  private final List<ContentKeySender> tams;

  private AttestationEncryptor(CoseAlgorithm contentAlgorithm, List<ContentKeySender> tams) {
    this.contentAlgorithm = contentAlgorithm;
    this.tams = List.copyOf(tams);
  }

  /**
   * An encryptor for the holders of the given keys.
   *
   * @param profile a profile that the TAM supports; it names the key exchange and the content
   *     algorithm
   * @param tams the recipients' public keys, usually only the TAM's key
   * @return the encryptor
   * @throws GeneralSecurityException if there is no key, a key does not fit the profile, or the
   *     profile names algorithms that do not encrypt
   */
  public static AttestationEncryptor of(SuitCoseProfile profile, CoseKey... tams)
      throws GeneralSecurityException {
    List<ContentKeySender> senders = new ArrayList<>(tams.length);
    for (CoseKey tam : tams) {
      senders.add(profile.keySender(tam, SuitEncryptionPurpose.EAT));
    }
    if (senders.isEmpty()) {
      throw new InvalidKeyException("there is no TAM to encrypt for");
    }
    return new AttestationEncryptor(profile.contentAlgorithm(), senders);
  }

  /**
   * Encrypts a token.
   *
   * @param token the signed token
   * @return a COSE_Encrypt with its tag, for {@code attestation-payload}
   * @throws GeneralSecurityException if a key cannot be used
   */
  public Bytes encrypt(Bytes token) throws GeneralSecurityException {
    CoseEncryptBuilder builder = CoseEncrypt.builder().plaintext(token);
    tams.forEach(builder::recipient);
    if (!contentAlgorithm.isAuthenticatedEncryption()) {
      builder.withUnauthenticatedEncryption(); // the caller permits this by choosing the profile
    }
    return builder.encrypt(contentAlgorithm).encode().toBytes();
  }

  /** Returns the content algorithm and the recipients, without keys. */
  @Override
  public String toString() {
    return "AttestationEncryptor[" + contentAlgorithm + ", " + tams + "]";
  }
}
