package org.teep4j.vectors;

import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * The expected result of one cryptographic operation on raw input bytes. In COSE the input is a
 * structure with a context, so a message cannot contain such raw input. A replay builds the message
 * nevertheless and substitutes the raw bytes for that structure.
 *
 * <p>In each record {@code refused} is the step that fails, by the name of the constant of {@code
 * VerificationException.Failure}, or {@code KEY} if the library refuses the key for this use. It is
 * absent if the operation succeeds.
 */
public sealed interface PrimitiveExpectation extends Expectation {

  /**
   * The step that fails.
   *
   * @return its name, or empty if the operation succeeds
   */
  Optional<String> refused();

  /**
   * A signature.
   *
   * @param key the name of a key of the set
   * @param algorithm the COSE algorithm
   * @param admit {@link CoseExpectation.Admission#ANY_CURVE} or nothing
   * @param message the signed bytes
   * @param signature the signature as COSE encodes it
   * @param refused the step that fails
   */
  record RawSignature(
      String key,
      int algorithm,
      List<CoseExpectation.Admission> admit,
      Bytes message,
      Bytes signature,
      Optional<String> refused)
      implements PrimitiveExpectation {
    /** Takes an unmodifiable copy of the list. */
    public RawSignature {
      admit = List.copyOf(admit);
    }
  }

  /**
   * A MAC.
   *
   * @param key the secret key
   * @param algorithm the COSE algorithm
   * @param message the authenticated bytes
   * @param prefix whether {@code tag} is only a prefix of the algorithm's full tag
   * @param refused the step that fails
   */
  record RawMac(
      Bytes key, int algorithm, Bytes message, Bytes tag, boolean prefix, Optional<String> refused)
      implements PrimitiveExpectation {}

  /**
   * Authenticated encryption.
   *
   * @param key the content-encryption key
   * @param algorithm the COSE algorithm
   * @param iv the nonce
   * @param aad the additional authenticated data
   * @param ciphertext the ciphertext with its tag
   * @param refused the step that fails
   */
  record RawEncryption(
      Bytes key,
      int algorithm,
      Bytes iv,
      Bytes aad,
      Bytes plaintext,
      Bytes ciphertext,
      Optional<String> refused)
      implements PrimitiveExpectation {}

  /**
   * AES key wrap.
   *
   * @param key the key-encryption key
   * @param algorithm the COSE algorithm
   * @param contentKey the key to wrap
   * @param wrapped the wrapped key
   * @param refused the step that fails
   */
  record KeyWrap(
      Bytes key, int algorithm, Bytes contentKey, Bytes wrapped, Optional<String> refused)
      implements PrimitiveExpectation {}

  /**
   * Diffie-Hellman key agreement.
   *
   * @param curve the curve of the private key, by its COSE name
   * @param privateKey the private key
   * @param publicKey the public key of the other side
   * @param encoding the encoding of {@code publicKey}: {@code point} (SEC 1), {@code spki} (X.509)
   *     or {@code raw} (RFC 7748)
   * @param shared the shared secret
   * @param refused the step that fails
   */
  record KeyAgreement(
      String curve,
      Bytes privateKey,
      Bytes publicKey,
      String encoding,
      Bytes shared,
      Optional<String> refused)
      implements PrimitiveExpectation {}

  /**
   * HKDF.
   *
   * @param algorithm the COSE algorithm of a recipient with this key derivation
   * @param secret the input key material
   * @param size the number of bytes of the result
   * @param output the result; absent if there is none
   * @param refused the step that fails
   */
  record KeyDerivation(
      int algorithm,
      Bytes secret,
      Bytes salt,
      Bytes info,
      int size,
      Optional<Bytes> output,
      Optional<String> refused)
      implements PrimitiveExpectation {}
}
