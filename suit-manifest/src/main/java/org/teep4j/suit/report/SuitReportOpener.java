package org.teep4j.suit.report;

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
import org.teep4j.cose.CoseEncryptedMessage;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyAgreement;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.DecryptOptions;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptionPurpose;

/**
 * Opens reports that {@link SuitReportProtector} has protected: verifies the signature or MAC
 * around a report, then decrypts it if it is encrypted, and only then decodes it. Immutable and
 * thread-safe.
 */
public final class SuitReportOpener {

  /** Verifies a message and extracts its payload. */
  @FunctionalInterface
  private interface Authentication {
    Bytes open(Bytes message, DecodeOptions options) throws VerificationException, DecodeException;
  }

  private final Authentication authentication;

  /** Allows AES-CTR only if a signature or MAC covers the ciphertext. */
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
   * @param processors the key of the manifest processor, or finds the keys of several
   * @return the opener
   */
  public static SuitReportOpener verifying(CoseKeyResolver processors) {
    return authenticated(
        (message, options) -> CoseSign1.decode(message, options).verify(processors).bytes());
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
   * Opens {@code SUIT_Report_Unprotected}, which has neither signature nor MAC. Use it only if the
   * message that contained the report has been verified.
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
   * This opener with a key for reports in a COSE_Encrypt, as in TEEP.
   *
   * @param key the private key for ECDH, or the shared key-encryption key
   * @param profiles the profiles to accept; one or more, all with the same key exchange
   * @return the changed opener
   * @throws GeneralSecurityException if the key does not fit, or the algorithms of a profile cannot
   *     encrypt
   */
  public SuitReportOpener decrypting(CoseKey key, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return decrypting(
        SuitCoseProfile.keyRecipient(key, SuitEncryptionPurpose.REPORT, profiles), profiles);
  }

  /**
   * This opener with a private key that may be in a hardware module, for reports in a COSE_Encrypt.
   *
   * @param key the private key for ECDH
   * @param profiles the profiles to accept; one or more, all with the same key exchange
   * @return the changed opener
   * @throws GeneralSecurityException if the key does not fit, or the algorithms of a profile cannot
   *     encrypt
   */
  public SuitReportOpener decrypting(CoseKeyAgreement key, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return decrypting(
        SuitCoseProfile.keyRecipient(key, SuitEncryptionPurpose.REPORT, profiles), profiles);
  }

  private SuitReportOpener decrypting(ContentKeyRecipient value, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    CoseAlgorithm[] contents = SuitCoseProfile.contentAlgorithms(profiles);
    return new SuitReportOpener(authentication, options, decryptor, value, List.of(contents));
  }

  /**
   * Opens a report.
   *
   * @param message the encoded message, tagged or not
   * @return the report, which references the bytes of the message or of its plaintext
   * @throws VerificationException if the message does not verify with the key, the report cannot be
   *     decrypted, or there is no decryption key
   * @throws DecodeException if the message is malformed; offsets count from the start of the
   *     malformed part
   */
  public SuitReport open(Bytes message) throws VerificationException, DecodeException {
    return open(message, DecodeOptions.defaults());
  }

  /**
   * Opens a report.
   *
   * @param message the encoded message, tagged or not
   * @param decodeOptions limits and strictness, for the message and for the report in it
   * @return the report, which references the bytes of the message or of its plaintext
   * @throws VerificationException if the message does not verify with the key, the report cannot be
   *     decrypted, or there is no decryption key
   * @throws DecodeException if the message is malformed; offsets count from the start of the
   *     malformed part
   */
  public SuitReport open(Bytes message, DecodeOptions decodeOptions)
      throws VerificationException, DecodeException {
    Bytes payload = authentication.open(message, decodeOptions);
    if (new CborReader(payload, decodeOptions).peekType() == CborType.MAP) {
      return SuitReport.read(payload, decodeOptions);
    }
    Bytes plaintext = decrypt(payload, decodeOptions);
    CborReader reader = new CborReader(plaintext, decodeOptions);
    // SUIT_Report_plaintext is bstr .cbor SUIT_Report, with or without the head of the byte string.
    if (reader.peekType() == CborType.BYTE_STRING) {
      plaintext = reader.readBytes();
      reader.expectEnd();
    }
    return SuitReport.read(plaintext, decodeOptions);
  }

  private Bytes decrypt(Bytes payload, DecodeOptions decodeOptions)
      throws VerificationException, DecodeException {
    CoseEncryptedMessage<?> message = CoseEncryptedMessage.decode(payload, decodeOptions);
    if (message instanceof CoseEncrypt forRecipients) {
      if (recipient == null) {
        throw new VerificationException(Failure.NO_RECIPIENT);
      }
      CoseAlgorithm[] contents = contentAlgorithms.toArray(CoseAlgorithm[]::new);
      return forRecipients.decrypt(recipient, options.withContentAlgorithms(contents)).bytes();
    }
    if (decryptor == null) {
      throw new VerificationException(Failure.NO_RECIPIENT);
    }
    return ((CoseEncrypt0) message).decrypt(decryptor, options).bytes();
  }
}
