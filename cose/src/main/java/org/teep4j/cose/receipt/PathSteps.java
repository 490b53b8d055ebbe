package org.teep4j.cose.receipt;

/**
 * The steps from a node to the root of a tree: {@code fn} and {@code sn} of RFC 9162, Sections
 * 2.1.3.2 and 2.1.4.2. Tree size and index alone determine how many there are, at most 63, and on
 * which side the sibling of each is.
 */
final class PathSteps {

  private long node;
  private long last;

  private PathSteps(long node, long last) {
    this.node = node;
    this.last = last;
  }

  /** From a leaf to the root. */
  static PathSteps ofLeaf(long index, long treeSize) {
    return new PathSteps(index, treeSize - 1);
  }

  /** From the largest complete subtree at the end of the older tree to the root of the newer. */
  static PathSteps ofTree(long olderSize, long newerSize) {
    long node = olderSize - 1;
    int levels = Long.numberOfTrailingZeros(~node);
    return new PathSteps(node >>> levels, (newerSize - 1) >>> levels);
  }

  boolean hasNext() {
    return last != 0;
  }

  /**
   * Goes one step up.
   *
   * @return whether the sibling is to the left
   */
  boolean nextIsLeft() {
    boolean isLeft = (node & 1) == 1 || node == last;
    if (isLeft) {
      // A node that is the last of its level has no sibling until its number is odd.
      int levels = Long.numberOfTrailingZeros(node);
      node >>>= levels;
      last >>>= levels;
    }
    node >>>= 1;
    last >>>= 1;
    return isLeft;
  }

  /** The number of steps that are left; goes them. */
  int count() {
    int count = 0;
    while (hasNext()) {
      nextIsLeft();
      count++;
    }
    return count;
  }
}
