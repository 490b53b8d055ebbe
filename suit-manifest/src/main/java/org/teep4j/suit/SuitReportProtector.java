package org.teep4j.suit;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.Segments;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseEncrypt0Builder;
import org.teep4j.cose.CoseEncryptBuilder;
import org.teep4j.cose.CoseEncryptor;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;

/**
 * Protects reports (draft-ietf-suit-report, Section "SUIT_Report Container"): {@code
 * SUIT_Report_Protected} is a COSE_Sign1 or COSE_Mac0 whose payload is the report, or the report
 * encrypted in a COSE_Encrypt0. Immutable, and safe for use by several threads.
 *
 * <p>TEEP encrypts for the key of a TAM, which takes a COSE_Encrypt in the same place
 * (draft-ietf-teep-protocol-26, Section 8.2).
 *
 * <p>The key must be another one than that of the message that the report travels in.
 */
public final class SuitReportProtector {

  /** Puts a signature or MAC around a payload. */
  @FunctionalInterface
  private interface Authentication {
    CborEncodable apply(Segments payload) throws GeneralSecurityException;
  }

  /** Puts an encoded report into a COSE message. */
  @FunctionalInterface
  private interface Encryption {
    CborEncodable apply(Segments report) throws GeneralSecurityException;
  }

  private final @Nullable Authentication authentication;
  private final @Nullable Encryption encryption;

  private SuitReportProtector(
      @Nullable Authentication authentication, @Nullable Encryption encryption) {
    this.authentication = authentication;
    this.encryption = encryption;
  }

  /**
   * Signs reports: a COSE_Sign1 with its tag.
   *
   * @param signer the key of the manifest processor
   * @return the protector
   */
  public static SuitReportProtector signing(CoseSigner signer) {
    return new SuitReportProtector(
        payload -> CoseSign1.builder().payload(payload).sign(signer), null);
  }

  /**
   * Authenticates reports by a shared key: a COSE_Mac0 with its tag.
   *
   * @param creator the key that is shared with whoever reads the report
   * @return the protector
   */
  public static SuitReportProtector authenticating(CoseMacCreator creator) {
    return new SuitReportProtector(
        payload -> CoseMac0.builder().payload(payload).mac(creator), null);
  }

  /**
   * Neither signs nor authenticates: {@code SUIT_Report_Unprotected}, for a report in a message
   * that is itself protected.
   *
   * @return a protector, to be given an encryption
   */
  public static SuitReportProtector unauthenticated() {
    return new SuitReportProtector(null, null);
  }

  /**
   * This protector, encrypting by a shared key: a COSE_Encrypt0 without tag.
   *
   * @param encryptor the key that is shared with whoever reads the report
   * @return the changed protector
   * @throws GeneralSecurityException if the algorithm authenticates nothing and nothing else does
   */
  public SuitReportProtector encrypting(CoseEncryptor encryptor) throws GeneralSecurityException {
    boolean aead = requireAuthenticity(encryptor.algorithm());
    return new SuitReportProtector(
        authentication,
        report -> {
          CoseEncrypt0Builder builder = CoseEncrypt0.builder().untagged().plaintext(report);
          return (aead ? builder : builder.withUnauthenticatedEncryption()).encrypt(encryptor);
        });
  }

  /**
   * This protector, encrypting for the owners of keys: a COSE_Encrypt with its tag, as TEEP has it.
   *
   * @param profile names the key exchange and the content algorithm
   * @param recipients one key for each recipient; for ECDH its public key
   * @return the changed protector
   * @throws GeneralSecurityException if there is no recipient, a key does not fit the profile, or
   *     its content algorithm authenticates nothing and nothing else does
   */
  public SuitReportProtector encrypting(SuitCoseProfile profile, CoseKey... recipients)
      throws GeneralSecurityException {
    CoseAlgorithm algorithm = profile.contentAlgorithm();
    boolean aead = requireAuthenticity(algorithm);
    List<ContentKeySender> senders = new ArrayList<>(recipients.length);
    for (CoseKey recipient : recipients) {
      senders.add(profile.keySender(recipient, SuitEncryptionPurpose.REPORT));
    }
    if (senders.isEmpty()) {
      throw new InvalidKeyException("there is no recipient");
    }
    return new SuitReportProtector(
        authentication,
        report -> {
          CoseEncryptBuilder builder = CoseEncrypt.builder().plaintext(report);
          senders.forEach(builder::recipient);
          return (aead ? builder : builder.withUnauthenticatedEncryption()).encrypt(algorithm);
        });
  }

  /** AES-CTR takes a signature or MAC around it; whether the algorithm does without. */
  private boolean requireAuthenticity(CoseAlgorithm algorithm) throws InvalidKeyException {
    if (!algorithm.isAuthenticatedEncryption() && authentication == null) {
      throw new InvalidKeyException(
          algorithm.ianaName() + " authenticates nothing, and nothing else does");
    }
    return algorithm.isAuthenticatedEncryption();
  }

  /**
   * Protects a report: encrypts it if that was asked for, and then signs or authenticates what came
   * of it.
   *
   * @param report the report
   * @return the encoded message; an element of TEEP's {@code suit-reports}
   * @throws GeneralSecurityException if a key cannot be used
   */
  public Bytes protect(SuitReport report) throws GeneralSecurityException {
    Segments payload = report.encode();
    if (encryption != null) {
      payload = encryption.apply(payload).encode();
    }
    return authentication == null
        ? payload.toBytes()
        : authentication.apply(payload).encode().toBytes();
  }
}
