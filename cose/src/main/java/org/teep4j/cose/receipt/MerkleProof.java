package org.teep4j.cose.receipt;

import java.util.List;
import org.teep4j.codec.Bytes;

/**
 * A proof of a Merkle Tree with SHA-256 (RFC 9942, Section 5). Immutable. The numbers in it
 * determine how many hashes the path has. This is checked whenever a proof is decoded or made.
 */
public sealed interface MerkleProof extends VerifiableProof
    permits InclusionProof, ConsistencyProof {

  /**
   * The size of the tree whose root the proof leads to.
   *
   * @return the number of leaves, at least 1
   */
  long treeSize();

  /**
   * The hashes that the root is computed with, those of the lowest nodes first.
   *
   * @return at most 64 hashes of 32 bytes each; cannot be changed
   */
  List<Bytes> path();
}
