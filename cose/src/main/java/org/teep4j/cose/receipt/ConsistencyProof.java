package org.teep4j.cose.receipt;

import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/**
 * The way from the root of a tree to its root after more leaves were appended (RFC 9162, Section
 * 2.1.4; RFC 9942, Section 5.3). Immutable.
 *
 * <pre>{@code
 * consistency-proof-content = [
 *   tree-size-1: uint,
 *   tree-size-2: uint,
 *   consistency-path: [ + bstr ]
 * ]
 * }</pre>
 *
 * @param olderSize {@code tree-size-1}: the number of leaves of the older tree, at least 1
 * @param treeSize {@code tree-size-2}: the number of leaves of the newer tree, which is larger
 * @param path the hashes of the nodes from which both roots are computed
 */
public record ConsistencyProof(long olderSize, long treeSize, List<Bytes> path)
    implements MerkleProof {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the older tree is empty or not smaller than the newer, the
   *     path does not have the number of hashes that both sizes determine, or a hash does not have
   *     32 bytes
   */
  public ConsistencyProof {
    path = ProofContent.require(path, pathLength(olderSize, treeSize));
  }

  private static int pathLength(long olderSize, long treeSize) {
    if (olderSize < 1 || olderSize >= treeSize) {
      throw new IllegalArgumentException(
          "there is no proof from a tree of " + olderSize + " to a tree of " + treeSize);
    }
    int start = isComplete(olderSize) ? 0 : 1;
    return start + PathSteps.ofTree(olderSize, treeSize).count();
  }

  /** Whether a tree of this size is complete, so that its root is a node of every later tree. */
  private static boolean isComplete(long size) {
    return (size & (size - 1)) == 0;
  }

  /**
   * Decodes a proof, which proves nothing yet.
   *
   * @param input one encoded {@code consistency-proof-content}, referenced by the result
   * @return the proof
   * @throws DecodeException if the input is no proof, or its numbers and its path do not fit
   *     together
   */
  public static ConsistencyProof decodeUnverified(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  static ConsistencyProof decode(Bytes input, DecodeOptions options) throws DecodeException {
    return ProofContent.decode(input, options, ConsistencyProof::pathLength, ConsistencyProof::new);
  }

  /**
   * The root of the newer tree that this proof leads to (RFC 9162, Section 2.1.4.2). Only a
   * comparison with a root that is trusted proves that the newer tree begins with the leaves of the
   * older one. {@link Receipt#verifyConsistency} does both.
   *
   * @param olderRoot the root of the older tree, which the caller trusts
   * @return the root that a newer tree has
   * @throws VerificationException with {@link Failure#PROOF} if the proof is not one for the older
   *     root
   * @throws IllegalArgumentException if {@code olderRoot} does not have 32 bytes
   */
  public Bytes computeRoot(Bytes olderRoot) throws VerificationException {
    MerkleHash.requireSize(olderRoot);
    MerkleHash hash = new MerkleHash();
    PathSteps steps = PathSteps.ofTree(olderSize, treeSize);
    int next = isComplete(olderSize) ? 0 : 1;
    Bytes older = next == 0 ? olderRoot : path.get(0);
    Bytes newer = older;
    for (Bytes sibling : path.subList(next, path.size())) {
      if (steps.nextIsLeft()) {
        older = hash.node(sibling, older);
        newer = hash.node(sibling, newer);
      } else {
        newer = hash.node(newer, sibling);
      }
    }
    if (!older.equals(olderRoot)) {
      throw new VerificationException(Failure.PROOF);
    }
    return newer;
  }

  @Override
  public void encodeTo(CborWriter writer) {
    ProofContent.encode(writer, olderSize, treeSize, path);
  }
}
