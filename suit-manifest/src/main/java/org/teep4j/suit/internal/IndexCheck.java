package org.teep4j.suit.internal;

import java.util.Arrays;
import java.util.Set;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * Checks that {@code suit-common} declares a component or dependency for every component index in a
 * manifest. In deterministic order the declarations come first, and an index is checked
 * immediately. In another order the check waits until the declarations have been read.
 */
public final class IndexCheck {

  private long components;
  private Set<Long> dependencies = Set.of();
  private boolean complete;
  private long[] pending = {};
  private int pendingSize;

  /** A check for a manifest whose {@code suit-common} has already been read. */
  public static IndexCheck of(int components, Set<Long> dependencies) {
    IndexCheck check = new IndexCheck();
    check.components = components;
    check.dependencies = dependencies;
    check.complete = true;
    return check;
  }

  public void declareComponents(long count) {
    components = count;
  }

  public void declareDependencies(Set<Long> indexes) {
    dependencies = indexes;
  }

  /** Called after the last declaration. Checks the indexes that were read earlier. */
  public void complete() throws DecodeException {
    complete = true;
    for (int i = 0; i < pendingSize; i += 2) {
      accept(pending[i], pending[i + 1]);
    }
    pendingSize = 0;
  }

  /** Checks an index; the offset is its position in the input. */
  public void accept(long index, long offset) throws DecodeException {
    if (isDeclared(index)) {
      return;
    }
    if (complete) {
      throw new DecodeException(Reason.INVALID_REFERENCE, offset, undeclared(index));
    }
    if (pendingSize == pending.length) {
      pending = Arrays.copyOf(pending, Math.max(16, 2 * pendingSize));
    }
    pending[pendingSize++] = index;
    pending[pendingSize++] = offset;
  }

  /** Whether a component or dependency has been declared. */
  public boolean isDeclared(long index) {
    return index < components || dependencies.contains(index);
  }

  /** The fault of an index that is not declared. */
  public String undeclared(long index) {
    return "index "
        + index
        + " names none of "
        + components
        + " components and "
        + dependencies.size()
        + " dependencies";
  }
}
