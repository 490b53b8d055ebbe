package org.teep4j.cose.internal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;

/**
 * HPKE (RFC 9180) by BouncyCastle: one message per encapsulated key, without sender authentication
 * or with a pre-shared key.
 *
 * @param kem the IANA number of the key encapsulation mechanism
 * @param kdf the IANA number of the key derivation function
 * @param aead the IANA number of the AEAD algorithm
 * @param info the information that the encryption is bound to
 * @param psk the pre-shared key; null for the mode without one
 * @param pskId the identifier of the pre-shared key; empty for the mode without one
 */
public record BcHpke(int kem, int kdf, int aead, Bytes info, @Nullable Bytes psk, Bytes pskId) {

  /**
   * The output of an encryption.
   *
   * @param encapsulated the encapsulated key
   * @param ciphertext the encrypted message with its tag
   */
  public record Sealed(Bytes encapsulated, Bytes ciphertext) {}

  private HPKE hpke() {
    byte mode = psk == null ? HPKE.mode_base : HPKE.mode_psk;
    return new HPKE(mode, (short) kem, (short) kdf, (short) aead);
  }

  /**
   * Encrypts.
   *
   * @param publicKey the recipient's key as the KEM serializes it
   * @param aad the additional authenticated data
   * @param plaintext the message; still belongs to the caller
   * @return encapsulated key and ciphertext
   * @throws GeneralSecurityException if the key is invalid
   */
  public Sealed seal(byte[] publicKey, Bytes aad, byte[] plaintext)
      throws GeneralSecurityException {
    byte[] secret = psk == null ? new byte[0] : psk.toByteArray();
    try {
      HPKE hpke = hpke();
      AsymmetricKeyParameter key = hpke.deserializePublicKey(publicKey);
      HPKEContextWithEncapsulation context =
          psk == null
              ? hpke.setupBaseS(key, info.toByteArray())
              : hpke.SetupPSKS(key, info.toByteArray(), secret, pskId.toByteArray());
      byte[] ciphertext = context.seal(aad.toByteArray(), plaintext);
      return new Sealed(Bytes.wrap(context.getEncapsulation()), Bytes.wrap(ciphertext));
    } catch (InvalidCipherTextException | RuntimeException e) {
      throw new GeneralSecurityException("HPKE cannot encrypt", e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * Decrypts.
   *
   * @param privateKey the recipient's key as the KEM serializes it; still belongs to the caller
   * @param publicKey the public key that belongs to it
   * @param encapsulated the encapsulated key
   * @param aad the additional authenticated data
   * @param ciphertext the encrypted message with its tag
   * @return the message, which belongs to the caller
   * @throws GeneralSecurityException if the message has not been encrypted for this key, this
   *     context and this data
   */
  public byte[] open(
      byte[] privateKey, byte[] publicKey, Bytes encapsulated, Bytes aad, Bytes ciphertext)
      throws GeneralSecurityException {
    byte[] secret = psk == null ? new byte[0] : psk.toByteArray();
    try {
      HPKE hpke = hpke();
      if (encapsulated.length() != hpke.getEncSize()) {
        throw new GeneralSecurityException("HPKE cannot decrypt");
      }
      AsymmetricCipherKeyPair pair = hpke.deserializePrivateKey(privateKey, publicKey);
      byte[] enc = encapsulated.toByteArray();
      HPKEContext context =
          psk == null
              ? hpke.setupBaseR(enc, pair, info.toByteArray())
              : hpke.setupPSKR(enc, pair, info.toByteArray(), secret, pskId.toByteArray());
      return context.open(aad.toByteArray(), ciphertext.toByteArray());
    } catch (InvalidCipherTextException | RuntimeException e) {
      // Invalid points from outside and secrets of zeros cause runtime exceptions here.
      throw new GeneralSecurityException("HPKE cannot decrypt", e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** Without the pre-shared key. */
  @Override
  public String toString() {
    return "HPKE[" + kem + ", " + kdf + ", " + aead + "]";
  }
}
