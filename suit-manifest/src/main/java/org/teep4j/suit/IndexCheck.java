package org.teep4j.suit;

import java.util.Arrays;
import java.util.Set;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * Holds every component index in a manifest against the components and dependencies that {@code
 * suit-common} declares. In deterministic order the declarations come first and an index is judged
 * on the spot; in another order it is put off until they have been read.
 */
final class IndexCheck {

  private long components;
  private Set<Long> dependencies = Set.of();
  private boolean complete;
  private long[] pending = {};
  private int pendingSize;

  /** The check for a manifest whose {@code suit-common} has been read. */
  static IndexCheck of(SuitCommon common) {
    IndexCheck check = new IndexCheck();
    check.declareComponents(common.components().size());
    check.declareDependencies(common.dependencies().keySet());
    check.complete = true;
    return check;
  }

  void declareComponents(long count) {
    components = count;
  }

  void declareDependencies(Set<Long> indexes) {
    dependencies = indexes;
  }

  /** Everything has been declared; judges what had to wait. */
  void complete() throws DecodeException {
    complete = true;
    for (int i = 0; i < pendingSize; i += 2) {
      accept(pending[i], pending[i + 1]);
    }
    pendingSize = 0;
  }

  /** Checks an index that was read at an offset. */
  void accept(long index, long offset) throws DecodeException {
    if (index < components || dependencies.contains(index)) {
      return;
    }
    if (complete) {
      throw new DecodeException(
          Reason.INVALID_REFERENCE,
          offset,
          "index "
              + index
              + " names none of "
              + components
              + " components and "
              + dependencies.size()
              + " dependencies");
    }
    if (pendingSize == pending.length) {
      pending = Arrays.copyOf(pending, Math.max(16, 2 * pendingSize));
    }
    pending[pendingSize++] = index;
    pending[pendingSize++] = offset;
  }
}
