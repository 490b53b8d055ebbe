package org.teep4j.suit;

import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyAgreement;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.DecryptOptions;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/**
 * Opens what {@link SuitReportProtector} makes: verifies the signature or MAC around a report, then
 * decrypts the report if it is encrypted, and only then reads it. Immutable, and safe for use by
 * several threads.
 */
public final class SuitReportOpener {

  /** Takes the payload out of what is around it. */
  @FunctionalInterface
  private interface Authentication {
    Bytes open(Bytes message, DecodeOptions options) throws VerificationException, DecodeException;
  }

  private final Authentication authentication;

  /** Whether AES-CTR is admitted: only where a signature or MAC covers the ciphertext. */
  private final DecryptOptions options;

  private final @Nullable CoseDecryptor decryptor;
  private final @Nullable ContentKeyRecipient recipient;

  /** The content algorithms of the recipient's profiles. */
  private final List<CoseAlgorithm> contentAlgorithms;

  private SuitReportOpener(
      Authentication authentication,
      DecryptOptions options,
      @Nullable CoseDecryptor decryptor,
      @Nullable ContentKeyRecipient recipient,
      List<CoseAlgorithm> contentAlgorithms) {
    this.authentication = authentication;
    this.options = options;
    this.decryptor = decryptor;
    this.recipient = recipient;
    this.contentAlgorithms = contentAlgorithms;
  }

  private static SuitReportOpener authenticated(Authentication authentication) {
    return new SuitReportOpener(
        authentication,
        DecryptOptions.defaults().withUnauthenticatedEncryption(),
        null,
        null,
        List.of());
  }

  /**
   * Opens reports that are signed in a COSE_Sign1.
   *
   * @param verifier the key of the manifest processor
   * @return the opener
   */
  public static SuitReportOpener verifying(CoseVerifier verifier) {
    return authenticated(
        (message, options) -> CoseSign1.decode(message, options).verify(verifier).bytes());
  }

  /**
   * Opens reports that are authenticated in a COSE_Mac0.
   *
   * @param verifier the key that is shared with the manifest processor
   * @return the opener
   */
  public static SuitReportOpener verifying(CoseMacVerifier verifier) {
    return authenticated(
        (message, options) -> CoseMac0.decode(message, options).verify(verifier).bytes());
  }

  /**
   * Opens {@code SUIT_Report_Unprotected}, which is neither signed nor authenticated, and says no
   * more than the message it was in: right if that message was verified.
   *
   * @return the opener
   */
  public static SuitReportOpener unverified() {
    return new SuitReportOpener(
        (message, options) -> message, DecryptOptions.defaults(), null, null, List.of());
  }

  /**
   * This opener with a shared key for reports in a COSE_Encrypt0.
   *
   * @param value a key and its algorithm
   * @return the changed opener
   */
  public SuitReportOpener decrypting(CoseDecryptor value) {
    return new SuitReportOpener(authentication, options, value, recipient, contentAlgorithms);
  }

  /**
   * This opener with a key for reports in a COSE_Encrypt, as TEEP has it.
   *
   * @param key the private key for ECDH, or the shared key-encryption key
   * @param profiles one or more with the same key exchange, which reports may be encrypted by
   * @return the changed opener
   * @throws GeneralSecurityException if the key does not fit, or a profile names algorithms that do
   *     not encrypt
   */
  public SuitReportOpener decrypting(CoseKey key, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return decrypting(
        SuitCoseProfile.first(profiles).keyRecipient(key, SuitEncryptionPurpose.REPORT), profiles);
  }

  /**
   * This opener with a private key that may be in a hardware module, for reports in a COSE_Encrypt.
   *
   * @param key the private key for ECDH
   * @param profiles one or more with the same key exchange, which reports may be encrypted by
   * @return the changed opener
   * @throws GeneralSecurityException if the key does not fit, or a profile names algorithms that do
   *     not encrypt
   */
  public SuitReportOpener decrypting(CoseKeyAgreement key, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return decrypting(
        SuitCoseProfile.first(profiles).keyRecipient(key, SuitEncryptionPurpose.REPORT), profiles);
  }

  private SuitReportOpener decrypting(ContentKeyRecipient value, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    CoseAlgorithm[] contents = SuitCoseProfile.contentAlgorithms(value.algorithm(), profiles);
    return new SuitReportOpener(authentication, options, decryptor, value, List.of(contents));
  }

  /**
   * Opens a report.
   *
   * @param message the encoded message, tagged or not
   * @return the report, referring to the message or to its plaintext
   * @throws VerificationException if the message is not the key's, the report cannot be decrypted,
   *     or there is no key to decrypt it with
   * @throws DecodeException if the message is malformed; offsets count from the start of the part
   *     that is
   */
  public SuitReport open(Bytes message) throws VerificationException, DecodeException {
    return open(message, DecodeOptions.defaults());
  }

  /**
   * Opens a report.
   *
   * @param message the encoded message, tagged or not
   * @param decodeOptions limits and strictness, for the message and for what is in it
   * @return the report, referring to the message or to its plaintext
   * @throws VerificationException if the message is not the key's, the report cannot be decrypted,
   *     or there is no key to decrypt it with
   * @throws DecodeException if the message is malformed; offsets count from the start of the part
   *     that is
   */
  public SuitReport open(Bytes message, DecodeOptions decodeOptions)
      throws VerificationException, DecodeException {
    Bytes payload = authentication.open(message, decodeOptions);
    if (new CborReader(payload, decodeOptions).peekType() == CborType.MAP) {
      return SuitReport.read(payload, decodeOptions);
    }
    Bytes plaintext = decrypt(payload, decodeOptions);
    CborReader reader = new CborReader(plaintext, decodeOptions);
    // SUIT_Report_plaintext is bstr .cbor SUIT_Report, which may be meant to have a head, or not.
    if (reader.peekType() == CborType.BYTE_STRING) {
      plaintext = reader.readBytes();
      reader.expectEnd();
    }
    return SuitReport.read(plaintext, decodeOptions);
  }

  private Bytes decrypt(Bytes payload, DecodeOptions decodeOptions)
      throws VerificationException, DecodeException {
    if (isForRecipients(payload, decodeOptions)) {
      CoseEncrypt message = CoseEncrypt.decode(payload, decodeOptions);
      if (recipient == null) {
        throw new VerificationException(Failure.NO_RECIPIENT);
      }
      CoseAlgorithm[] contents = contentAlgorithms.toArray(CoseAlgorithm[]::new);
      return message.decrypt(recipient, options.withContentAlgorithms(contents)).bytes();
    }
    CoseEncrypt0 message = CoseEncrypt0.decode(payload, decodeOptions);
    if (decryptor == null) {
      throw new VerificationException(Failure.NO_RECIPIENT);
    }
    return message.decrypt(decryptor, options).bytes();
  }

  /** Tells COSE_Encrypt, which has four elements, from COSE_Encrypt0, which has three. */
  private static boolean isForRecipients(Bytes payload, DecodeOptions decodeOptions)
      throws DecodeException {
    CborReader reader = new CborReader(payload, decodeOptions);
    if (reader.peekType() == CborType.TAG) {
      return reader.readTag() == CoseEncrypt.TAG;
    }
    reader.enterArray();
    int elements = 0;
    for (; reader.hasNext(); reader.skip()) {
      elements++;
    }
    return elements == 4;
  }
}
