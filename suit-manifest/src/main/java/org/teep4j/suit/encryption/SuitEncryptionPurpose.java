package org.teep4j.suit.encryption;

import java.nio.charset.StandardCharsets;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.KdfContext;

/**
 * The purpose of a content key that ECDH distributes. It is the {@code other} field of SuppPubInfo
 * in {@code COSE_KDF_Context}, so that a key sent for one purpose cannot be recovered for another.
 */
public enum SuitEncryptionPurpose {
  /**
   * A payload of a manifest (draft-ietf-suit-firmware-encryption, Section "Context Information
   * Structure").
   */
  PAYLOAD("SUIT Payload Encryption"),
  /** A SUIT report for a TAM (draft-ietf-teep-protocol-26, Section 8.2). */
  REPORT("SUIT Report Encryption"),
  /** An Entity Attestation Token for a TAM (draft-ietf-teep-protocol-26, Section 8.2). */
  EAT("EAT Encryption");

  private final String suppPubOther;

  SuitEncryptionPurpose(String suppPubOther) {
    this.suppPubOther = suppPubOther;
  }

  /**
   * The context of the key derivation, with this purpose and without information about the parties.
   *
   * @return the context for {@code ContentKeySender} and {@code ContentKeyRecipient} of {@code
   *     ECDH-ES + A…KW}
   */
  public KdfContext kdfContext() {
    return KdfContext.empty()
        .withSuppPubOther(Bytes.wrap(suppPubOther.getBytes(StandardCharsets.US_ASCII)));
  }
}
