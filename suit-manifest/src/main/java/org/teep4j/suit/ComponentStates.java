package org.teep4j.suit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.teep4j.suit.internal.Items;

/**
 * The states that each component can have at a point of the command sequences, over all paths that
 * lead there. Counts the steps of the search and stops it at a bound.
 */
final class ComponentStates {

  private static final int MOST_STATES = 128;

  /** The number of states that are compared with one state in a step. */
  private static final int STATES_FOR_EACH_STEP = 16;

  /**
   * The states of the components that a sequence has changed. They hide the states from before it.
   */
  private static final class Frame {
    final @Nullable Frame outer;
    Map<Long, List<ComponentState>> now = Map.of();

    /** Whether the sequence had a condition, where it may have failed. */
    boolean mayHaveFailed;

    /** The states at possible failures, for the components that the sequence has changed. */
    Map<Long, List<ComponentState>> failed = Map.of();

    /** The components changed since the last condition. */
    Set<Long> changed = Set.of();

    Frame(@Nullable Frame outer) {
      this.outer = outer;
    }

    List<ComponentState> states(long component) {
      for (Frame at = this; at != null; at = at.outer) {
        List<ComponentState> states = at.now.get(component);
        if (states != null) {
          return states;
        }
      }
      return List.of(ComponentState.EMPTY);
    }
  }

  private Frame frame = new Frame(null);
  private long stepsLeft;

  /** Starts with empty components, and stops after a number of steps. */
  ComponentStates(long steps) {
    stepsLeft = steps;
  }

  /** Counts steps of the search. */
  void spend(long steps) {
    stepsLeft -= steps;
  }

  /** Ends the search. */
  void stop() {
    stepsLeft = 0;
  }

  /** Whether the search has ended at a bound. */
  boolean isStopped() {
    return stepsLeft <= 0;
  }

  /** The states that a component can have now. */
  List<ComponentState> of(long component) {
    return frame.states(component);
  }

  /** Replaces the states of a component. */
  void put(long component, List<ComponentState> states) {
    if (frame.outer != null) {
      if (frame.mayHaveFailed && !frame.now.containsKey(component)) {
        addFailed(component, frame.states(component));
      }
      if (frame.changed.isEmpty()) {
        frame.changed = new LinkedHashSet<>(2);
      }
      frame.changed.add(component);
    }
    frame.now = Items.with(frame.now, component, states);
  }

  /** Changes each state of a component. */
  void update(long component, UnaryOperator<ComponentState> change) {
    List<ComponentState> states = of(component);
    List<ComponentState> changed = null;
    for (int i = 0; i < states.size(); i++) {
      ComponentState state = states.get(i);
      ComponentState next = change.apply(state);
      if (changed == null && next.equals(state)) {
        stepsLeft--;
        continue;
      }
      if (changed == null) {
        changed = new ArrayList<>(states.size());
        changed.addAll(states.subList(0, i));
      }
      add(changed, next);
    }
    if (changed != null) {
      put(component, changed);
    }
  }

  /** Adds a state to a list, once. */
  void add(List<ComponentState> states, ComponentState state) {
    stepsLeft -= 1 + states.size() / STATES_FOR_EACH_STEP;
    for (ComponentState other : states) {
      if (other.equals(state)) {
        return;
      }
    }
    if (states.size() == MOST_STATES) {
      stop();
      return;
    }
    states.add(state);
  }

  /** The states of both lists, each once. */
  List<ComponentState> union(List<ComponentState> first, List<ComponentState> second) {
    if (first.equals(second)) {
      return first;
    }
    List<ComponentState> both = new ArrayList<>(first.size() + second.size());
    both.addAll(first);
    second.forEach(state -> add(both, state));
    return both;
  }

  // Paths.

  /** The sequence may fail here and keep its changes; then another sequence may be tried. */
  void mayFail() {
    if (frame.outer != null) {
      for (long component : frame.changed) {
        addFailed(component, frame.states(component));
      }
      frame.changed = Set.of();
      frame.mayHaveFailed = true;
    }
  }

  private void addFailed(long component, List<ComponentState> states) {
    List<ComponentState> known = frame.failed.get(component);
    frame.failed =
        Items.with(frame.failed, component, known == null ? states : union(known, states));
  }

  /**
   * Follows sequences of which one is run: each starts where those before it may have failed.
   *
   * @param orNone whether the alternative to all of them is to go on; otherwise all may fail
   */
  void tryEach(List<? extends Runnable> sequences, boolean orNone) {
    Frame outer = frame;
    Map<Long, List<ComponentState>> entry = Map.of();
    Set<Long> changed = new LinkedHashSet<>();
    List<Map<Long, List<ComponentState>>> ends = new ArrayList<>(sequences.size() + 1);
    for (Runnable sequence : sequences) {
      Frame start = new Frame(outer);
      start.now = copyOf(entry);
      frame = new Frame(start);
      sequence.run();
      Map<Long, List<ComponentState>> end = frame.now;
      for (Map.Entry<Long, List<ComponentState>> before : entry.entrySet()) {
        if (!end.containsKey(before.getKey())) {
          end = Items.with(end, before.getKey(), before.getValue());
        }
      }
      ends.add(end);
      changed.addAll(end.keySet());
      for (Map.Entry<Long, List<ComponentState>> failed : frame.failed.entrySet()) {
        entry = Items.with(entry, failed.getKey(), failed.getValue());
      }
      stepsLeft -= end.size();
    }
    frame = outer;
    if (orNone) {
      ends.add(entry);
      changed.addAll(entry.keySet());
    }
    join(ends, changed, orNone ? null : entry);
  }

  /** Follows a sequence that may end early, after a failure, without a failure around it. */
  void runHalfway(Runnable sequence) {
    Frame outer = frame;
    Frame inner = new Frame(outer);
    frame = inner;
    sequence.run();
    frame = outer;
    Set<Long> changed = new LinkedHashSet<>(inner.now.keySet());
    changed.addAll(inner.failed.keySet());
    join(
        inner.mayHaveFailed ? List.of(inner.now, inner.failed) : List.of(inner.now), changed, null);
    mayFail();
  }

  /**
   * Merges the final states of alternatives.
   *
   * @param failed the states in which the enclosing sequence may fail; null if it cannot fail
   */
  private void join(
      List<Map<Long, List<ComponentState>>> ends,
      Set<Long> changed,
      @Nullable Map<Long, List<ComponentState>> failed) {
    Map<Long, List<ComponentState>> joined = new LinkedHashMap<>();
    for (long component : changed) {
      List<ComponentState> before = frame.states(component);
      List<ComponentState> states = new ArrayList<>();
      for (Map<Long, List<ComponentState>> end : ends) {
        end.getOrDefault(component, before).forEach(state -> add(states, state));
      }
      joined.put(component, states);
    }
    if (failed == null || frame.outer == null) {
      joined.forEach(this::put);
      return;
    }
    for (long component : frame.changed) {
      if (!changed.contains(component)) {
        addFailed(component, frame.states(component));
      }
    }
    for (long component : changed) {
      List<ComponentState> before = frame.states(component);
      addFailed(component, failed.getOrDefault(component, before));
    }
    frame.changed = Set.of();
    joined.forEach(this::put);
    frame.mayHaveFailed = true;
  }

  /** Copies a map, unless it has at most one entry and is therefore unmodifiable. */
  private static Map<Long, List<ComponentState>> copyOf(Map<Long, List<ComponentState>> map) {
    return map.size() <= 1 ? Map.copyOf(map) : new LinkedHashMap<>(map);
  }
}
