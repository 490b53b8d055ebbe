package org.teep4j.suit.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitIndexArg;
import org.teep4j.suit.SuitManifestLabel;

/** The state of one command sequence that is being executed. It ends with the sequence. */
final class Scope {

  private final ManifestFrame frame;

  /** The section; while the shared sequence runs, the section that it prepares. */
  private final SuitManifestLabel section;

  private final boolean shared;

  /** How many sequences of try-each and run-sequence lie around this one, itself included. */
  private final int depth;

  /** Whether a failing condition is soft; null outside try-each and run-sequence. */
  private @Nullable Boolean soft;

  private boolean strict;

  /** The current component indexes, in the order in which commands are executed for them. */
  private List<Long> indexes;

  /** Whether {@link #indexes} came from {@code true}. */
  private boolean all;

  /** Whether {@link #indexes} came from an integer, and not from an array of one. */
  private boolean one = true;

  /** How many times set-component-index may still be executed; negative for no limit. */
  private int indexChanges = -1;

  private final Set<SuitComponentIdentifier> targets = new HashSet<>();
  private final Set<SuitComponentIdentifier> sources = new HashSet<>();

  private Scope(
      ManifestFrame frame,
      SuitManifestLabel section,
      boolean shared,
      int depth,
      @Nullable Boolean soft,
      boolean strict,
      List<Long> indexes) {
    this.frame = frame;
    this.section = section;
    this.shared = shared;
    this.depth = depth;
    this.soft = soft;
    this.strict = strict;
    this.indexes = indexes;
  }

  /**
   * The scope of a section or of a shared sequence: strict order, and the index if there is one.
   */
  static Scope top(ManifestFrame frame, SuitManifestLabel section, boolean shared) {
    List<Long> all = frame.indexes();
    return new Scope(frame, section, shared, 0, null, true, all.size() == 1 ? all : List.of());
  }

  /** The scope of one sequence of try-each, for one component. */
  Scope alternative(long index) {
    Scope nested = new Scope(frame, section, shared, depth + 1, true, strict, List.of(index));
    nested.indexChanges = keepsIndex() ? 0 : -1;
    return nested;
  }

  /**
   * The scope of run-sequence, for one component. Without strict order the sequence could run
   * beside others, so it keeps its component: it may set the index once, at its beginning, and not
   * at all if the index was preset (Section 6.7). The same holds for the sequences inside it.
   */
  Scope run(long index, boolean preset) {
    Scope nested = new Scope(frame, section, shared, depth + 1, false, true, List.of(index));
    if (keepsIndex()) {
      nested.indexChanges = 0;
    } else if (!strict) {
      nested.indexChanges = preset ? 0 : 1;
    }
    return nested;
  }

  private boolean keepsIndex() {
    return indexChanges == 0;
  }

  ManifestFrame frame() {
    return frame;
  }

  SuitManifestLabel section() {
    return section;
  }

  boolean isShared() {
    return shared;
  }

  int depth() {
    return depth;
  }

  boolean isStrict() {
    return strict;
  }

  boolean isSoft() {
    return soft != null && soft;
  }

  /** Sets soft failure, which exists inside try-each and run-sequence alone. */
  boolean setSoft(boolean value) {
    boolean exists = soft != null;
    if (exists) {
      soft = value;
    }
    return exists;
  }

  void setStrict(boolean value) {
    strict = value;
    if (strict) {
      targets.clear();
      sources.clear();
    }
  }

  List<Long> indexes() {
    return indexes;
  }

  boolean isAll() {
    return all;
  }

  boolean isOne() {
    return one;
  }

  /** Whether the sequence must begin with set-component-index. */
  boolean mustSetIndex() {
    return indexChanges == 1;
  }

  /** Sets the current component; false if the sequence may not. */
  boolean setIndex(SuitIndexArg index) {
    if (keepsIndex()) {
      return false;
    }
    indexChanges = Math.max(-1, indexChanges - 1);
    all = index instanceof SuitIndexArg.All;
    one = index instanceof SuitIndexArg.One;
    if (index instanceof SuitIndexArg.One one) {
      indexes = List.of(one.index());
    } else if (index instanceof SuitIndexArg.Several several) {
      indexes = several.indexes();
    } else {
      indexes = frame.indexes();
    }
    return true;
  }

  void setIndex(long index) {
    indexes = List.of(index);
    all = false;
    one = true;
  }

  /** Notes a component that is changed; false if the sequence reads it in any order. */
  boolean target(SuitComponentIdentifier component) {
    if (!strict) {
      targets.add(component);
    }
    return !sources.contains(component);
  }

  /** Notes a component that is read; false if the sequence changes it in any order. */
  boolean source(SuitComponentIdentifier component) {
    if (!strict) {
      sources.add(component);
    }
    return !targets.contains(component);
  }
}
