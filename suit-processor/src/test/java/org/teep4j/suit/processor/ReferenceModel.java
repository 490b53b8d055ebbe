package org.teep4j.suit.processor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitCondition;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitIndexArg;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.processor.authoring.Author;

/**
 * What command sequences do to a device, written from rules R16 to R39 alone: a component is a
 * string or absent, parameters are maps by label, and nothing is staged, journaled or reported.
 */
final class ReferenceModel {

  private static final long STRICT_ORDER = SuitParameter.STRICT_ORDER.label();
  private static final long SOFT_FAILURE = SuitParameter.SOFT_FAILURE.label();

  /** Contents by component index; absent components are not in it. */
  final Map<Long, Bytes> contents = new TreeMap<>();

  private final int components;
  private final Set<Long> dependencies;
  private final Map<Long, Map<Long, Object>> parameters = new HashMap<>();

  /** Where a procedure is aborted. */
  record Place(SuitManifestLabel section, long offset) {}

  /** A command that did not succeed, in the sequence that it stands in. */
  private record At(SuitCommandSequence sequence, int command) {}

  @SuppressWarnings("serial")
  private static final class Abort extends Exception {
    final At at;

    Abort(At at) {
      this.at = at;
    }
  }

  /** A sequence that runs. */
  private static final class State {
    List<Long> indexes = List.of();
    boolean one = true;
    @Nullable Boolean soft;
    boolean strict = true;
    boolean indexIsFixed;
    final Set<Long> targets = new HashSet<>();
    final Set<Long> sources = new HashSet<>();

    State at(long index) {
      indexes = List.of(index);
      one = true;
      return this;
    }
  }

  ReferenceModel(int components, Set<Long> dependencies) {
    this.components = components;
    this.dependencies = dependencies;
  }

  /** Runs the shared sequence and a section; returns where they are aborted, or null. */
  @Nullable Place run(
      SuitManifestLabel section, @Nullable SuitCommandSequence shared, SuitCommandSequence own) {
    Place aborted = shared == null ? null : run(section, shared);
    return aborted == null ? run(section, own) : aborted;
  }

  @SuppressWarnings("ReferenceEquality") // equal sequences may lie at different places
  private @Nullable Place run(SuitManifestLabel section, SuitCommandSequence top) {
    State state = new State();
    if (components == 1) {
      state.at(0); // R28
    }
    At at;
    try {
      at = runAll(top, state);
    } catch (Abort e) {
      at = e.at;
    }
    if (at == null) {
      return null;
    }
    int start = at.sequence == top ? 0 : top.encoded().indexOfSlice(at.sequence.encoded());
    return new Place(section, start + at.sequence.steps().get(at.command).offset());
  }

  /** Runs a sequence up to a condition that fails (R16), and returns that. */
  private @Nullable At runAll(SuitCommandSequence sequence, State state) throws Abort {
    for (int i = 0; i < sequence.commands().size(); i++) {
      At failed = runOne(sequence.commands().get(i), new At(sequence, i), state);
      if (failed != null) {
        return failed;
      }
    }
    return null;
  }

  private @Nullable At runOne(SuitCommand command, At at, State state) throws Abort {
    if (command instanceof SuitDirective.SetComponentIndex set) {
      check(!state.indexIsFixed, at); // R39
      setIndex(set.index(), state);
      return null;
    }
    if (command instanceof SuitDirective.OverrideMultiple multiple) {
      for (Map.Entry<Long, SuitParameters> each : multiple.parameters().entrySet()) {
        put(each.getValue(), at, state, each.getKey(), true);
        state.at(each.getKey()); // R34
      }
      return null;
    }
    for (long index : state.indexes) { // R25, R26
      At failed = runOne(command, at, state, index);
      if (failed != null) {
        return failed;
      }
    }
    return null;
  }

  private void setIndex(SuitIndexArg arg, State state) {
    state.one = arg instanceof SuitIndexArg.One;
    if (arg instanceof SuitIndexArg.One one) {
      state.indexes = List.of(one.index());
    } else if (arg instanceof SuitIndexArg.Several several) {
      state.indexes = several.indexes();
    } else {
      state.indexes = new ArrayList<>();
      for (long i = 0; i < components; i++) {
        state.indexes.add(i);
      }
    }
  }

  private @Nullable At runOne(SuitCommand command, At at, State state, long index) throws Abort {
    if (command instanceof SuitDirective.OverrideParameters override) {
      put(override.parameters(), at, state, index, true);
    } else if (command instanceof SuitDirective.SetParameters set) {
      put(set.parameters(), at, state, index, false);
    } else if (command instanceof SuitDirective.CopyParams copy) {
      copy.labels() // R35
          .forEach(
              (from, labels) ->
                  labels.forEach(
                      label -> {
                        Object value = of(from).get(label);
                        if (value != null) {
                          of(index).put(label, value);
                        }
                      }));
    } else if (command instanceof SuitDirective.TryEach each) {
      return tryEach(each, state, index);
    } else if (command instanceof SuitDirective.RunSequence run) {
      return runSequence(run.sequence(), state, index);
    } else if (command instanceof SuitDirective.Simple simple) {
      move(simple.code(), at, state, index);
    } else if (!holds(((SuitCondition) command).code(), index)) {
      return at;
    }
    return null;
  }

  private @Nullable At tryEach(SuitDirective.TryEach each, State outer, long index) throws Abort {
    At last = null;
    for (SuitCommandSequence alternative : each.sequences()) {
      State state = new State().at(index);
      state.soft = true; // R19
      state.strict = outer.strict; // H15
      state.indexIsFixed = outer.indexIsFixed; // R39
      last = runAll(alternative, state);
      if (last == null) {
        return null;
      }
      check(state.soft, last); // R19
    }
    return each.endsWithNil() ? null : last; // R21
  }

  private @Nullable At runSequence(SuitCommandSequence sequence, State outer, long index)
      throws Abort {
    State state = new State().at(index);
    state.soft = false; // R20
    List<SuitCommand> commands = sequence.commands();
    boolean begins = !outer.strict && outer.one && !outer.indexIsFixed;
    if (begins) { // R39
      check(commands.get(0) instanceof SuitDirective.SetComponentIndex, new At(sequence, 0));
      setIndex(((SuitDirective.SetComponentIndex) commands.get(0)).index(), state);
    }
    state.indexIsFixed = !outer.strict || outer.indexIsFixed;
    for (int i = begins ? 1 : 0; i < commands.size(); i++) {
      At failed = runOne(commands.get(i), new At(sequence, i), state);
      if (failed != null) {
        return state.soft ? null : failed; // R20, H10
      }
    }
    return null;
  }

  private void put(SuitParameters given, At at, State state, long index, boolean replace)
      throws Abort {
    if (given.labels().contains(SOFT_FAILURE)) {
      check(state.soft != null, at); // R22
      state.soft = given.value(SuitParameter.SOFT_FAILURE).orElseThrow();
    }
    if (given.labels().contains(STRICT_ORDER)) {
      state.strict = given.value(SuitParameter.STRICT_ORDER).orElseThrow();
      if (state.strict) { // R37
        state.targets.clear();
        state.sources.clear();
      }
    }
    for (SuitParameter<?> parameter : given.parameters()) {
      long label = parameter.label();
      if (label != SOFT_FAILURE
          && label != STRICT_ORDER
          && (replace || !of(index).containsKey(label))) { // R30, R31
        of(index).put(label, given.value(parameter).orElseThrow());
      }
    }
  }

  private void move(SuitCommandCode code, At at, State state, long index) throws Abort {
    Bytes content = (Bytes) of(index).get(SuitParameter.CONTENT.label());
    Long source = (Long) of(index).get(SuitParameter.SOURCE_COMPONENT.label());
    boolean writes = code == SuitCommandCode.DIRECTIVE_WRITE;
    if (!state.strict) { // R38
      state.targets.add(index);
      if (!writes && source != null) {
        state.sources.add(source);
      }
      check(state.targets.stream().noneMatch(state.sources::contains), at);
    }
    if (writes) { // R51
      check(content != null, at);
      contents.put(index, content);
      return;
    }
    check(source != null && contents.containsKey(source), at); // R52, R53
    Bytes old = contents.get(index);
    contents.put(index, contents.get(source));
    if (code == SuitCommandCode.DIRECTIVE_SWAP && source != index) {
      if (old == null) {
        contents.remove(source);
      } else {
        contents.put(source, old);
      }
    }
  }

  private boolean holds(SuitCommandCode code, long index) {
    Bytes actual = contents.get(index);
    Map<Long, Object> wanted = of(index);
    return switch (code) {
      case CONDITION_CHECK_CONTENT -> // R42
          actual != null && actual.equals(wanted.get(SuitParameter.CONTENT.label()));
      case CONDITION_IMAGE_MATCH -> { // R41; a dependency would have to be an envelope
        SuitDigest digest = (SuitDigest) wanted.get(SuitParameter.IMAGE_DIGEST.label());
        Uint size = (Uint) wanted.get(SuitParameter.IMAGE_SIZE.label());
        yield actual != null
            && !dependencies.contains(index)
            && Author.digest(actual).equals(digest)
            && (size == null || size.equals(Uint.of(actual.length())));
      }
      case CONDITION_IS_DEPENDENCY -> dependencies.contains(index);
      default -> false; // R44, and R23: no identifier is set
    };
  }

  private Map<Long, Object> of(long index) {
    return parameters.computeIfAbsent(index, i -> new HashMap<>());
  }

  private static void check(boolean holds, At at) throws Abort {
    if (!holds) {
      throw new Abort(at);
    }
  }
}
