package org.teep4j.suit;

/**
 * The specifications that define the SUIT structures. Each row of a label table names its document.
 */
public enum SuitDocument {
  /** The manifest itself, as of draft 37. */
  MANIFEST("draft-ietf-suit-manifest"),
  /** Dependencies between manifests. */
  TRUST_DOMAINS("draft-ietf-suit-trust-domains"),
  /** Versions, wait events, component metadata. */
  UPDATE_MANAGEMENT("draft-ietf-suit-update-management"),
  /** Encrypted payloads. */
  FIRMWARE_ENCRYPTION("draft-ietf-suit-firmware-encryption"),
  /** Reports of a manifest processor. */
  REPORT("draft-ietf-suit-report");

  private final String draftName;

  SuitDocument(String draftName) {
    this.draftName = draftName;
  }

  /**
   * The name under which the IETF publishes the document.
   *
   * @return the name without a version number
   */
  public String draftName() {
    return draftName;
  }
}
