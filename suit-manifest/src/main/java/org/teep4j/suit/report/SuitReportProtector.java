package org.teep4j.suit.report;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.Segments;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAsyncSigner;
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
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptionPurpose;

/**
 * Protects reports (draft-ietf-suit-report, Section "SUIT_Report Container"): {@code
 * SUIT_Report_Protected} is a COSE_Sign1 or COSE_Mac0 whose payload is the report, or a
 * COSE_Encrypt0 that contains the report. Immutable and thread-safe.
 *
 * <pre>{@code
 * SUIT_Report_Protected /= SUIT_Report_COSE_Sign1 .and SUIT_COSE_Profiles
 * SUIT_Report_Protected /= SUIT_Report_COSE_Sign1_Tagged .and SUIT_COSE_Profiles
 * SUIT_Report_Protected /= SUIT_Report_COSE_MAC0 .and SUIT_COSE_Profiles
 * SUIT_Report_Protected /= SUIT_Report_COSE_MAC0_Tagged .and SUIT_COSE_Profiles
 *
 * SUIT_Report_COSE_Sign1_Tagged = #6.18(SUIT_Report_COSE_Sign1)
 * SUIT_Report_COSE_Sign1 = [
 *   protected : bstr,
 *   unprotected : { * int => any },
 *   payload : bstr .cbor SUIT_Report_Unprotected,
 *   signature : bstr
 * ]
 * SUIT_Report_Unprotected = SUIT_Report / SUIT_Report_COSE_Encrypt0
 * }</pre>
 *
 * <p>TEEP encrypts for the key of a TAM. That needs a COSE_Encrypt instead of the COSE_Encrypt0
 * (draft-ietf-teep-protocol-26, Section 8.2).
 *
 * <p>The key must differ from the key of the message that contains the report.
 */
public final class SuitReportProtector {

  /** Puts a signature or MAC around a payload. */
  @FunctionalInterface
  private interface Authentication {
    CompletableFuture<? extends CborEncodable> start(Segments payload)
        throws GeneralSecurityException;
  }

  /** Puts an encoded report into a COSE message. */
  @FunctionalInterface
  private interface Encryption {
    CborEncodable apply(Segments report) throws GeneralSecurityException;
  }

  private final @Nullable Authentication authentication;
  private final @Nullable Encryption encryption;
  private final boolean waits;

  private SuitReportProtector(
      @Nullable Authentication authentication, @Nullable Encryption encryption, boolean waits) {
    this.authentication = authentication;
    this.encryption = encryption;
    this.waits = waits;
  }

  /**
   * Signs reports: a COSE_Sign1 with its tag.
   *
   * @param signer the key of the manifest processor
   * @return the protector
   */
  public static SuitReportProtector signing(CoseSigner signer) {
    return new SuitReportProtector(
        payload -> completed(CoseSign1.builder().payload(payload).sign(signer)), null, false);
  }

  /**
   * Signs reports with a signer that returns the signature later: a COSE_Sign1 with its tag. The
   * protector has {@link #protectAsync} and not {@link #protect}.
   *
   * @param signer the key of the manifest processor
   * @return the protector
   */
  public static SuitReportProtector signing(CoseAsyncSigner signer) {
    return new SuitReportProtector(
        payload -> CoseSign1.builder().payload(payload).signAsync(signer), null, true);
  }

  /**
   * Authenticates reports with a shared key: a COSE_Mac0 with its tag.
   *
   * @param creator the key that is shared with the reader of the report
   * @return the protector
   */
  public static SuitReportProtector authenticating(CoseMacCreator creator) {
    return new SuitReportProtector(
        payload -> completed(CoseMac0.builder().payload(payload).mac(creator)), null, false);
  }

  /**
   * Neither signs nor authenticates: {@code SUIT_Report_Unprotected}, for a report in a protected
   * message.
   *
   * @return a protector, usually combined with an {@code encrypting} method
   */
  public static SuitReportProtector unauthenticated() {
    return new SuitReportProtector(null, null, false);
  }

  /**
   * This protector with encryption by a shared key: a COSE_Encrypt0 without tag.
   *
   * @param encryptor the key that is shared with the reader of the report
   * @return the changed protector
   * @throws GeneralSecurityException if the algorithm does not authenticate and this protector
   *     neither signs nor authenticates
   */
  public SuitReportProtector encrypting(CoseEncryptor encryptor) throws GeneralSecurityException {
    boolean aead = requireAuthenticity(encryptor.algorithm());
    return new SuitReportProtector(
        authentication,
        report -> {
          CoseEncrypt0Builder builder = CoseEncrypt0.builder().untagged().plaintext(report);
          return (aead ? builder : builder.withUnauthenticatedEncryption()).encrypt(encryptor);
        },
        waits);
  }

  /**
   * This protector with encryption for the owners of keys: a COSE_Encrypt with its tag, as in TEEP.
   *
   * @param profile the profile, with the key exchange and the content algorithm
   * @param recipients one key for each recipient; for ECDH its public key
   * @return the changed protector
   * @throws GeneralSecurityException if there is no recipient, a key does not fit the profile, or
   *     its content algorithm does not authenticate and this protector neither signs nor
   *     authenticates
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
        },
        waits);
  }

  /**
   * Refuses AES-CTR without a signature or MAC around it. Returns true for algorithms that
   * authenticate.
   */
  private boolean requireAuthenticity(CoseAlgorithm algorithm) throws InvalidKeyException {
    if (!algorithm.isAuthenticatedEncryption() && authentication == null) {
      throw new InvalidKeyException(
          algorithm.ianaName() + " authenticates nothing, and nothing else does");
    }
    return algorithm.isAuthenticatedEncryption();
  }

  /**
   * Protects a report: encrypts it if this protector has an encryption, then signs or authenticates
   * the result.
   *
   * @return the encoded message; an element of TEEP's {@code suit-reports}
   * @throws GeneralSecurityException if a key cannot be used
   * @throws IllegalStateException if the signer returns its signature later
   */
  public Bytes protect(SuitReport report) throws GeneralSecurityException {
    if (waits) {
      throw new IllegalStateException("the signer returns its signature later: call protectAsync");
    }
    return start(report).join();
  }

  /**
   * Protects a report as {@link #protect} does, when the signature is complete.
   *
   * @return completes with the encoded message; completes exceptionally if the signer fails, with a
   *     {@link java.security.SignatureException} if the form of its signature is wrong, or with
   *     another {@link GeneralSecurityException} if a key cannot be used
   */
  public CompletableFuture<Bytes> protectAsync(SuitReport report) {
    try {
      return start(report);
    } catch (GeneralSecurityException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Bytes> start(SuitReport report) throws GeneralSecurityException {
    Segments payload = report.encode();
    if (encryption != null) {
      payload = encryption.apply(payload).encode();
    }
    return authentication == null
        ? completed(payload.toBytes())
        : authentication.start(payload).thenApply(message -> message.encode().toBytes());
  }

  private static <T> CompletableFuture<T> completed(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
