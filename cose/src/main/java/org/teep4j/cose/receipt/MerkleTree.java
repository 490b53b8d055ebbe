package org.teep4j.cose.receipt;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * A Merkle Tree in memory to which entries are appended (RFC 9162, Section 2.1), with SHA-256. It
 * gives the root and the proofs for each size that it has ever had. For use by one thread.
 *
 * <p>It keeps the hashes of all complete subtrees, which are fewer than two for each entry, and no
 * entries. Appending computes two hashes on average; a root or proof computes fewer than 64.
 */
public final class MerkleTree {

  /** The hashes of the complete subtrees with 1, 2, 4, … leaves, from left to right. */
  private final List<List<Bytes>> levels = new ArrayList<>();

  private final MerkleHash hash = new MerkleHash();

  /** An empty tree. */
  public MerkleTree() {
    levels.add(new ArrayList<>());
  }

  /**
   * Appends an entry.
   *
   * @param entry the entry, not kept
   * @return the index of its leaf
   */
  public long append(Bytes entry) {
    return append(Segments.of(entry));
  }

  /**
   * Appends an entry that is in several segments.
   *
   * @param entry the entry, not kept
   * @return the index of its leaf
   */
  public long append(Segments entry) {
    long index = size();
    Bytes node = hash.leaf(entry);
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new ArrayList<>());
      }
      List<Bytes> nodes = levels.get(level);
      nodes.add(node);
      if (nodes.size() % 2 == 1) {
        return index;
      }
      node = hash.node(nodes.get(nodes.size() - 2), node);
    }
  }

  /** The number of leaves. */
  public long size() {
    return levels.get(0).size();
  }

  /** The size and the root now. */
  public TreeHead head() {
    return head(size());
  }

  /**
   * The size and the root at an earlier time.
   *
   * @param size the number of leaves at that time
   * @return the size and the root
   * @throws IllegalArgumentException if the tree never had this size
   */
  public TreeHead head(long size) {
    requireSize(size);
    return new TreeHead(size, size == 0 ? hash.empty() : root(0, size));
  }

  /**
   * The proof that a leaf is in the tree.
   *
   * @param leafIndex the index of the leaf
   * @param size the number of leaves of the tree, now or at an earlier time
   * @return the proof
   * @throws IllegalArgumentException if the tree never had this size, or no such leaf at that time
   */
  public InclusionProof inclusionProof(long leafIndex, long size) {
    requireSize(size);
    if (leafIndex < 0 || leafIndex >= size) {
      throw new IllegalArgumentException("there is no leaf " + leafIndex + " in a tree of " + size);
    }
    List<Bytes> path = new ArrayList<>();
    addInclusionPath(leafIndex, 0, size, path);
    return new InclusionProof(size, leafIndex, path);
  }

  /** {@code PATH(m, D_n)} for the leaves from {@code start} to {@code end}. */
  private void addInclusionPath(long leafIndex, long start, long end, List<Bytes> path) {
    if (end - start == 1) {
      return;
    }
    long middle = middle(start, end);
    if (leafIndex < middle) {
      addInclusionPath(leafIndex, start, middle, path);
      path.add(root(middle, end));
    } else {
      addInclusionPath(leafIndex, middle, end, path);
      path.add(root(start, middle));
    }
  }

  /**
   * The proof that a tree begins with the leaves of an older one.
   *
   * @param olderSize the number of leaves of the older tree
   * @param size the number of leaves of the newer tree
   * @return the proof
   * @throws IllegalArgumentException if the tree never had these sizes, the older one is 0, or it
   *     is not below the newer one
   */
  public ConsistencyProof consistencyProof(long olderSize, long size) {
    requireSize(size);
    if (olderSize < 1 || olderSize >= size) {
      throw new IllegalArgumentException(
          "there is no proof from a tree of " + olderSize + " to a tree of " + size);
    }
    List<Bytes> path = new ArrayList<>();
    addConsistencyPath(olderSize, 0, size, true, path);
    return new ConsistencyProof(olderSize, size, path);
  }

  /**
   * {@code SUBPROOF(m, D_n, b)} for the leaves from {@code start} to {@code end}.
   *
   * @param isOlderTree whether the older tree begins at {@code start}, so that its root is known
   */
  private void addConsistencyPath(
      long olderSize, long start, long end, boolean isOlderTree, List<Bytes> path) {
    if (olderSize == end) {
      if (!isOlderTree) {
        path.add(root(start, end));
      }
      return;
    }
    long middle = middle(start, end);
    if (olderSize <= middle) {
      addConsistencyPath(olderSize, start, middle, isOlderTree, path);
      path.add(root(middle, end));
    } else {
      addConsistencyPath(olderSize, middle, end, false, path);
      path.add(root(start, middle));
    }
  }

  /** {@code MTH} of the leaves from {@code start} to {@code end}, which are a node of the tree. */
  private Bytes root(long start, long end) {
    long count = end - start;
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return levels.get(level).get((int) (start >>> level));
    }
    long middle = middle(start, end);
    return hash.node(root(start, middle), root(middle, end));
  }

  /** Where a node is split: after the largest power of two that is smaller than its size. */
  private static long middle(long start, long end) {
    return start + Long.highestOneBit(end - start - 1);
  }

  private void requireSize(long size) {
    if (size < 0 || size > size()) {
      throw new IllegalArgumentException("the tree has " + size() + " leaves, not " + size);
    }
  }
}
