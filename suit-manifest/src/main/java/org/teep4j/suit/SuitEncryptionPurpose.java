package org.teep4j.suit;

import java.nio.charset.StandardCharsets;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.KdfContext;

/**
 * What a content key that ECDH distributes is bound to: {@code other} of SuppPubInfo in {@code
 * COSE_KDF_Context}. A key that was sent for one purpose cannot be recovered for another.
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
   * The context of the key derivation: this purpose, and parties of which nothing is said.
   *
   * @return for {@code ContentKeySender} and {@code ContentKeyRecipient} of {@code ECDH-ES + A…KW}
   */
  public KdfContext kdfContext() {
    return KdfContext.empty()
        .withSuppPubOther(Bytes.wrap(suppPubOther.getBytes(StandardCharsets.US_ASCII)));
  }
}
