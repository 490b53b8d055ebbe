package org.teep4j.cose.receipt;

import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Segments;

/**
 * The way from an entry of a log to the root of its tree (RFC 9162, Section 2.1.3; RFC 9942,
 * Section 5.2). Immutable.
 *
 * <pre>{@code
 * inclusion-proof-content = [
 *   tree-size: uint,
 *   leaf-index: uint,
 *   inclusion-path: [ + bstr ]   ; empty if there is one leaf
 * ]
 * }</pre>
 *
 * @param treeSize the number of leaves of the tree, at least 1
 * @param leafIndex the number of the leaf, which is below {@code treeSize}
 * @param path the hashes of the siblings, that of the leaf's first
 */
public record InclusionProof(long treeSize, long leafIndex, List<Bytes> path)
    implements MerkleProof {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the index is not below the size, the path does not have the
   *     number of hashes that both determine, or a hash does not have 32 bytes
   */
  public InclusionProof {
    path = ProofContent.require(path, pathLength(treeSize, leafIndex));
  }

  private static int pathLength(long treeSize, long leafIndex) {
    if (leafIndex < 0 || leafIndex >= treeSize) {
      throw new IllegalArgumentException(
          "there is no leaf " + leafIndex + " in a tree of " + treeSize);
    }
    return PathSteps.ofLeaf(leafIndex, treeSize).count();
  }

  /**
   * Decodes a proof, which proves nothing yet.
   *
   * @param input one encoded {@code inclusion-proof-content}, referenced by the result
   * @return the proof
   * @throws DecodeException if the input is no proof, or its numbers and its path do not fit
   *     together
   */
  public static InclusionProof decodeUnverified(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  static InclusionProof decode(Bytes input, DecodeOptions options) throws DecodeException {
    return ProofContent.decode(input, options, InclusionProof::pathLength, InclusionProof::new);
  }

  /**
   * The root that this proof leads to from an entry (RFC 9162, Section 2.1.3.2). Only a comparison
   * with a root that is trusted proves that the entry is in the tree. {@link
   * Receipt#verifyInclusion} does both.
   *
   * @param entry the entry, not its hash
   * @return the root that a tree with this entry has
   */
  public Bytes computeRoot(Bytes entry) {
    MerkleHash hash = new MerkleHash();
    return root(hash.leaf(Segments.of(entry)), hash);
  }

  Bytes root(Bytes leaf, MerkleHash hash) {
    PathSteps steps = PathSteps.ofLeaf(leafIndex, treeSize);
    Bytes root = leaf;
    for (Bytes sibling : path) {
      root = steps.nextIsLeft() ? hash.node(sibling, root) : hash.node(root, sibling);
    }
    return root;
  }

  @Override
  public void encodeTo(CborWriter writer) {
    ProofContent.encode(writer, treeSize, leafIndex, path);
  }
}
