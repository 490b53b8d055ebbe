package org.teep4j.cose.receipt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** The roots that the inclusion proofs of a receipt lead to from an entry. */
final class EntryRoots {

  private final MerkleHash hash = new MerkleHash();
  private final Map<Bytes, VerifiableProof> roots = new LinkedHashMap<>();
  private final Bytes leaf;
  private final Bytes dataHash;
  private @Nullable Bytes ledgerRoot;

  private EntryRoots(Bytes entry) {
    leaf = hash.leaf(Segments.of(entry));
    dataHash = hash.of(entry);
  }

  /**
   * Computes the roots.
   *
   * @return each root with a proof that leads to it; empty if there is no inclusion proof
   * @throws VerificationException with {@link Failure#PROOF} if no proof is about the entry, or
   *     proofs lead to several roots where that is forbidden
   */
  static Map<Bytes, VerifiableProof> of(Bytes entry, List<VerifiableProof> proofs)
      throws VerificationException {
    EntryRoots all = new EntryRoots(entry);
    for (VerifiableProof proof : proofs) {
      if (proof instanceof InclusionProof inclusion) {
        all.roots.putIfAbsent(inclusion.root(all.leaf, all.hash), proof);
      } else if (proof instanceof CcfInclusionProof inclusion) {
        all.add(inclusion);
      }
    }
    if (all.ledgerRoot != null && all.roots.isEmpty()) {
      throw new VerificationException(Failure.PROOF, "the entry is not that of the receipt");
    }
    return all.roots;
  }

  /** All proofs of a ledger lead to the same root (Section 3.1 of the profile). */
  private void add(CcfInclusionProof proof) throws VerificationException {
    Bytes root = proof.root(hash);
    if (ledgerRoot != null && !ledgerRoot.equals(root)) {
      throw new VerificationException(Failure.PROOF, "the proofs lead to different roots");
    }
    ledgerRoot = root;
    if (proof.dataHash().equals(dataHash)) {
      roots.putIfAbsent(root, proof);
    }
  }
}
