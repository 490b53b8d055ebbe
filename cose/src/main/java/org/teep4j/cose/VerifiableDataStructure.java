package org.teep4j.cose;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The verifiable data structures that this library knows: rows of the IANA registry "COSE
 * Verifiable Data Structure Algorithms" (RFC 9942, Section 8.2.2.1). {@link
 * org.teep4j.cose.receipt.Receipt} has their proofs.
 */
public enum VerifiableDataStructure {
  /** A Merkle Tree of RFC 9162, Section 2.1, with SHA-256 (RFC 9942, Section 5). */
  RFC9162_SHA256(1),
  /**
   * The ledger of a Confidential Consortium Framework network, with SHA-256
   * (draft-ietf-scitt-receipts-ccf-profile). The number has been requested and is in use.
   */
  CCF_LEDGER_SHA256(2);

  /** The label of inclusion proofs in {@code vdp} (RFC 9942, Section 8.2.2.2). */
  public static final long INCLUSION_PROOFS = -1;

  /** The label of consistency proofs in {@code vdp} (RFC 9942, Section 8.2.2.2). */
  public static final long CONSISTENCY_PROOFS = -2;

  private final long id;

  VerifiableDataStructure(long id) {
    this.id = id;
  }

  /**
   * The registered number, which is the value of {@code vds}.
   *
   * @return the number
   */
  public long id() {
    return id;
  }

  /**
   * Finds a data structure.
   *
   * @param id the value of {@code vds}
   * @return the data structure, or empty if this library does not know it
   */
  public static Optional<VerifiableDataStructure> fromId(long id) {
    for (VerifiableDataStructure row : values()) {
      if (row.id == id) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /** The registered names, by number. */
  static Map<Long, String> names() {
    Map<Long, String> names = new HashMap<>();
    for (VerifiableDataStructure row : values()) {
      names.put(row.id, row.name());
    }
    return names;
  }
}
