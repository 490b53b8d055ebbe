package org.teep4j.cose.receipt;

import org.teep4j.codec.Bytes;

/**
 * The size and the root of a tree at one time. Immutable. Nothing in it says whether it is true.
 *
 * @param size the number of leaves
 * @param root the Merkle Tree Hash (RFC 9162, Section 2.1.1), 32 bytes
 */
public record TreeHead(long size, Bytes root) {

  /**
   * Checks sizes.
   *
   * @throws IllegalArgumentException if {@code size} is negative or {@code root} does not have 32
   *     bytes
   */
  public TreeHead {
    if (size < 0) {
      throw new IllegalArgumentException("the size is negative");
    }
    MerkleHash.requireSize(root);
  }
}
