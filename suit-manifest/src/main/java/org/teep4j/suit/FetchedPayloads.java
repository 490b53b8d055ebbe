package org.teep4j.suit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Uint;
import org.teep4j.suit.internal.Items;

/**
 * Finds the digests that a manifest demands of the payloads that it fetches. It follows the
 * commands without running them. {@link VerifiedManifest#payloadChecks} defines the digests that
 * count.
 *
 * <p>A condition may succeed or fail; a failing directive ends the procedure. So each component has
 * a set of possible states, and every path through try-each is followed. Parameters persist after a
 * sequence fails, and from section to section. The component index is restored after a nested
 * sequence.
 *
 * <p>The size of the manifest bounds the work and the number of states. At the bound the search
 * stops, and {@link #isComplete} is false. The search allocates less than 192 bytes for each byte
 * of the manifest. That is three times the limit for decoding, because the states of alternatives
 * exist side by side. Only the manifest's author can cause this cost.
 */
final class FetchedPayloads {

  /** What a digest covers. */
  enum Kind {
    /** The payload as it was fetched. */
    PAYLOAD,
    /** The payload after decryption. */
    PLAINTEXT,
    /** The manifest in the payload, which is an envelope. */
    DEPENDENCY
  }

  /** A digest that a component's condition compares with the payload of a URI. */
  record Match(Kind kind, long component, SuitDigest digest, @Nullable Uint size) {}

  private static final int MOST_STATES = 128;

  /** The number of states that are compared with one state in a step. */
  private static final int STATES_FOR_EACH_STEP = 16;

  private static final int MOST_MATCHES = 64;
  private static final long FEWEST_STEPS = 4096;
  private static final long STEPS_FOR_EACH_BYTE = 2;

  private static final Set<Long> CONCERNED =
      Set.of(
          SuitParameter.URI.label(),
          SuitParameter.IMAGE_DIGEST.label(),
          SuitParameter.IMAGE_SIZE.label(),
          SuitParameter.SOURCE_COMPONENT.label(),
          SuitParameter.ENCRYPTION_INFO.label());

  private static final SuitManifestLabel[] ORDER = {
    SuitManifestLabel.DEPENDENCY_RESOLUTION,
    SuitManifestLabel.PAYLOAD_FETCH,
    SuitManifestLabel.CANDIDATE_VERIFICATION,
    SuitManifestLabel.INSTALL,
    SuitManifestLabel.VALIDATE,
    SuitManifestLabel.LOAD,
    SuitManifestLabel.INVOKE
  };

  private final SuitCommon common;
  private final Map<String, List<Match>> matches = new LinkedHashMap<>();
  private final Set<String> fetched = new LinkedHashSet<>();
  private Frame frame = new Frame(null);
  private @Nullable List<Long> all;
  private long stepsLeft;

  private FetchedPayloads(SuitCommon common, long size) {
    this.common = common;
    this.stepsLeft = FEWEST_STEPS + STEPS_FOR_EACH_BYTE * size;
  }

  /**
   * Follows the commands.
   *
   * @param manifest a manifest with its severed members, as far as they are known
   * @param size the size of the encoded sections, in bytes
   */
  static FetchedPayloads of(SuitManifest manifest, long size) {
    SuitCommon common = manifest.common();
    FetchedPayloads payloads = new FetchedPayloads(common, size);
    for (SuitManifestLabel section : ORDER) {
      SuitCommandSequence sequence = manifest.contentOf(section);
      if (sequence != null) {
        common.sharedSequence().ifPresent(shared -> payloads.run(shared, SuitIndexArg.of(0)));
        payloads.run(sequence, SuitIndexArg.of(0));
      }
    }
    return payloads;
  }

  /** The digests for the payload of a URI. */
  List<Match> matches(String uri) {
    return matches.getOrDefault(uri, List.of());
  }

  /** The URIs that commands fetch from. */
  Set<String> fetched() {
    return fetched;
  }

  /** Whether the search reached no bound. */
  boolean isComplete() {
    return stepsLeft > 0;
  }

  // States.

  /** The payload that was fetched into a component. */
  private record Content(String uri, boolean decrypted) {}

  /** The relevant parameters of a component, and its content. */
  private record State(
      @Nullable String uri,
      @Nullable SuitDigest digest,
      @Nullable Uint size,
      @Nullable Long source,
      boolean encrypted,
      @Nullable Content content) {

    static final State EMPTY = new State(null, null, null, null, false, null);

    State holding(@Nullable Content value, boolean decrypts) {
      Content held =
          value == null || value.decrypted || !decrypts ? value : new Content(value.uri, true);
      return Objects.equals(content, held)
          ? this
          : new State(uri, digest, size, source, encrypted, held);
    }

    State with(SuitParameters values, boolean override) {
      if (!concerns(values)) {
        return this;
      }
      return new State(
          choose(uri, values, SuitParameter.URI, override),
          choose(digest, values, SuitParameter.IMAGE_DIGEST, override),
          choose(size, values, SuitParameter.IMAGE_SIZE, override),
          choose(source, values, SuitParameter.SOURCE_COMPONENT, override),
          encrypted || values.has(SuitParameter.ENCRYPTION_INFO),
          content);
    }

    private static <T> @Nullable T choose(
        @Nullable T old, SuitParameters values, SuitParameter<T> parameter, boolean override) {
      return old != null && !override ? old : values.value(parameter).orElse(old);
    }

    /** This state with the named parameters copied from another component. */
    State copying(State from, List<Long> labels) {
      return new State(
          labels.contains(SuitParameter.URI.label()) ? or(from.uri, uri) : uri,
          labels.contains(SuitParameter.IMAGE_DIGEST.label()) ? or(from.digest, digest) : digest,
          labels.contains(SuitParameter.IMAGE_SIZE.label()) ? or(from.size, size) : size,
          labels.contains(SuitParameter.SOURCE_COMPONENT.label())
              ? or(from.source, source)
              : source,
          encrypted || from.encrypted && labels.contains(SuitParameter.ENCRYPTION_INFO.label()),
          content);
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
      return first != null ? first : second;
    }
  }

  /**
   * The states of the components that a sequence has changed. They hide the states from before it.
   */
  private static final class Frame {
    final @Nullable Frame outer;
    Map<Long, List<State>> now = Map.of();

    /** Whether the sequence had a condition, where it may have failed. */
    boolean mayHaveFailed;

    /** The states at possible failures, for the components that the sequence has changed. */
    Map<Long, List<State>> failed = Map.of();

    /** The components changed since the last condition. */
    Set<Long> changed = Set.of();

    Frame(@Nullable Frame outer) {
      this.outer = outer;
    }

    List<State> states(long component) {
      for (Frame at = this; at != null; at = at.outer) {
        List<State> states = at.now.get(component);
        if (states != null) {
          return states;
        }
      }
      return List.of(State.EMPTY);
    }
  }

  private void put(long component, List<State> states) {
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

  /** The sequence may fail here and keep its changes; then another sequence may be tried. */
  private void mayFail() {
    if (frame.outer != null) {
      for (long component : frame.changed) {
        addFailed(component, frame.states(component));
      }
      frame.changed = Set.of();
      frame.mayHaveFailed = true;
    }
  }

  private void addFailed(long component, List<State> states) {
    List<State> known = frame.failed.get(component);
    frame.failed =
        Items.with(frame.failed, component, known == null ? states : union(known, states));
  }

  private List<State> union(List<State> first, List<State> second) {
    if (first.equals(second)) {
      return first;
    }
    List<State> both = new ArrayList<>(first.size() + second.size());
    both.addAll(first);
    second.forEach(state -> add(both, state));
    return both;
  }

  private void add(List<State> states, State state) {
    stepsLeft -= 1 + states.size() / STATES_FOR_EACH_STEP;
    for (State other : states) {
      if (other.equals(state)) {
        return;
      }
    }
    if (states.size() == MOST_STATES) {
      stepsLeft = 0;
      return;
    }
    states.add(state);
  }

  // Commands.

  private void run(SuitCommandSequence sequence, SuitIndexArg start) {
    SuitIndexArg index = start;
    for (SuitCommand command : sequence.commands()) {
      if (stepsLeft <= 0) {
        return;
      }
      stepsLeft--;
      if (command instanceof SuitDirective.SetComponentIndex directive) {
        index = directive.index();
      } else if (command instanceof SuitDirective.OverrideMultiple directive) {
        directive
            .parameters()
            .forEach((component, values) -> update(component, s -> s.with(values, true)));
        index = SuitIndexArg.of(directive.parameters().lastKey());
      } else if (index instanceof SuitIndexArg.One one) {
        run(command, one.index());
      } else if (concerns(command)) {
        for (long component : components(index)) {
          run(command, component);
        }
      } else if (canFail(command)) {
        mayFail();
      }
    }
  }

  /** Whether a command can change a state or compare a digest. */
  private static boolean concerns(SuitCommand command) {
    if (command instanceof SuitDirective.OverrideParameters directive) {
      return concerns(directive.parameters());
    } else if (command instanceof SuitDirective.SetParameters directive) {
      return concerns(directive.parameters());
    } else if (command instanceof SuitDirective.RunSequence directive) {
      return concerns(directive.sequence());
    } else if (command instanceof SuitDirective.TryEach directive) {
      for (SuitCommandSequence sequence : directive.sequences()) {
        if (concerns(sequence)) {
          return true;
        }
      }
      return false;
    } else if (command instanceof SuitDirective.Simple directive) {
      return switch (directive.code()) {
        case DIRECTIVE_FETCH, DIRECTIVE_WRITE, DIRECTIVE_UNLINK, DIRECTIVE_COPY, DIRECTIVE_SWAP ->
            true;
        default -> false;
      };
    } else if (command instanceof SuitCondition condition) {
      return condition.code() == SuitCommandCode.CONDITION_IMAGE_MATCH
          || condition.code() == SuitCommandCode.CONDITION_DEPENDENCY_INTEGRITY;
    }
    return command instanceof SuitDirective.OverrideMultiple
        || command instanceof SuitDirective.CopyParams;
  }

  private static boolean concerns(SuitCommandSequence sequence) {
    for (SuitCommand command : sequence.commands()) {
      if (concerns(command)) {
        return true;
      }
    }
    return false;
  }

  private Iterable<Long> components(SuitIndexArg index) {
    if (index instanceof SuitIndexArg.Several several) {
      return several.indexes();
    }
    if (all == null) {
      all = new ArrayList<>();
      for (long i = 0; i < common.components().size(); i++) {
        all.add(i);
      }
      all.addAll(common.dependencies().tailMap((long) common.components().size()).keySet());
    }
    return all;
  }

  private void update(long component, UnaryOperator<State> change) {
    List<State> states = frame.states(component);
    List<State> changed = null;
    for (int i = 0; i < states.size(); i++) {
      State state = states.get(i);
      State next = change.apply(state);
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

  private static boolean concerns(SuitParameters values) {
    return values.has(SuitParameter.URI)
        || values.has(SuitParameter.IMAGE_DIGEST)
        || values.has(SuitParameter.IMAGE_SIZE)
        || values.has(SuitParameter.SOURCE_COMPONENT)
        || values.has(SuitParameter.ENCRYPTION_INFO);
  }

  private void run(SuitCommand command, long component) {
    if (stepsLeft-- <= 0) {
      return;
    }
    if (command instanceof SuitDirective.OverrideParameters directive) {
      if (concerns(directive.parameters())) {
        update(component, state -> state.with(directive.parameters(), true));
      }
    } else if (command instanceof SuitDirective.SetParameters directive) {
      if (concerns(directive.parameters())) {
        update(component, state -> state.with(directive.parameters(), false));
      }
    } else if (command instanceof SuitDirective.CopyParams directive) {
      directive.labels().forEach((from, labels) -> copyParameters(component, from, labels));
    } else if (command instanceof SuitDirective.TryEach directive) {
      tryEach(directive, component);
    } else if (command instanceof SuitDirective.RunSequence directive) {
      runSequence(directive.sequence(), component);
    } else if (command instanceof SuitDirective.Simple directive) {
      runSimple(directive.code(), component);
    } else if (canFail(command)) {
      if (command instanceof SuitCondition condition) {
        match(condition.code(), component);
      }
      mayFail();
    }
  }

  /**
   * Whether the command can fail so that try-each goes on. A failing directive ends the procedure.
   */
  private static boolean canFail(SuitCommand command) {
    return command instanceof SuitCondition
        || command instanceof SuitDirective.TryEach
        || command instanceof SuitDirective.RunSequence
        || !(command instanceof SuitDirective);
  }

  private void copyParameters(long component, long from, List<Long> labels) {
    List<State> changed = new ArrayList<>();
    stepsLeft -= labels.size();
    if (labels.stream().noneMatch(CONCERNED::contains)) {
      return;
    }
    for (State state : frame.states(component)) {
      for (State source : frame.states(from)) {
        stepsLeft -= labels.size();
        add(changed, state.copying(source, labels));
      }
    }
    put(component, changed);
  }

  private void runSimple(SuitCommandCode code, long component) {
    switch (code) {
      case DIRECTIVE_FETCH -> update(component, this::fetch);
      case DIRECTIVE_WRITE, DIRECTIVE_UNLINK ->
          update(component, state -> state.holding(null, false));
      case DIRECTIVE_COPY -> copy(component);
      case DIRECTIVE_SWAP -> swap(component);
      default -> {
        // The other directives change neither the content of a component nor its parameters.
      }
    }
  }

  private State fetch(State state) {
    if (state.uri == null) {
      return state.holding(null, false);
    }
    fetched.add(state.uri);
    return state.holding(new Content(state.uri, state.encrypted), false);
  }

  private void copy(long component) {
    List<State> changed = new ArrayList<>();
    for (State state : frame.states(component)) {
      if (state.source == null) {
        continue; // the directive fails
      }
      for (State source : frame.states(state.source)) {
        add(changed, state.holding(source.content, state.encrypted));
      }
    }
    put(component, changed);
  }

  /** Exchanges the contents of two components, without decryption. */
  private void swap(long component) {
    List<State> changed = new ArrayList<>();
    Map<Long, List<State>> exchanged = new LinkedHashMap<>();
    for (State state : frame.states(component)) {
      if (state.source == null) {
        continue; // the directive fails
      }
      if (state.source == component) {
        add(changed, state);
        continue;
      }
      List<State> others = exchanged.computeIfAbsent(state.source, source -> new ArrayList<>());
      for (State source : frame.states(state.source)) {
        add(changed, state.holding(source.content, false));
        add(others, source.holding(state.content, false));
      }
    }
    boolean isCertain = exchanged.size() == 1 && !holdsItself(changed, component);
    exchanged.forEach(
        (source, states) -> put(source, isCertain ? states : union(frame.states(source), states)));
    put(component, changed);
  }

  private static boolean holdsItself(List<State> states, long component) {
    for (State state : states) {
      if (state.source != null && state.source == component) {
        return true;
      }
    }
    return false;
  }

  private void match(SuitCommandCode code, long component) {
    boolean integrity = code == SuitCommandCode.CONDITION_DEPENDENCY_INTEGRITY;
    if (!integrity && code != SuitCommandCode.CONDITION_IMAGE_MATCH) {
      return;
    }
    boolean dependency = integrity || common.dependencies().containsKey(component);
    for (State state : frame.states(component)) {
      stepsLeft--;
      if (state.content != null && state.digest != null) {
        Kind kind = state.content.decrypted ? Kind.PLAINTEXT : Kind.PAYLOAD;
        Match match =
            new Match(
                dependency ? Kind.DEPENDENCY : kind,
                component,
                state.digest,
                dependency ? null : state.size);
        List<Match> known = matches.computeIfAbsent(state.content.uri, uri -> new ArrayList<>(2));
        stepsLeft -= known.size() / MOST_STATES;
        if (!known.contains(match)) {
          known.add(match);
          stepsLeft = known.size() > MOST_MATCHES ? 0 : stepsLeft;
        }
      }
    }
  }

  // Nested sequences.

  private void tryEach(SuitDirective.TryEach directive, long component) {
    if (!concerns(directive)) {
      mayFail();
      return;
    }
    Frame outer = frame;
    Map<Long, List<State>> entry = Map.of();
    Set<Long> changed = new LinkedHashSet<>();
    List<Map<Long, List<State>>> ends = new ArrayList<>(directive.sequences().size() + 1);
    for (SuitCommandSequence sequence : directive.sequences()) {
      Frame start = new Frame(outer);
      start.now = copyOf(entry);
      frame = new Frame(start);
      run(sequence, SuitIndexArg.of(component));
      Map<Long, List<State>> end = frame.now;
      for (Map.Entry<Long, List<State>> before : entry.entrySet()) {
        if (!end.containsKey(before.getKey())) {
          end = Items.with(end, before.getKey(), before.getValue());
        }
      }
      ends.add(end);
      changed.addAll(end.keySet());
      for (Map.Entry<Long, List<State>> failed : frame.failed.entrySet()) {
        entry = Items.with(entry, failed.getKey(), failed.getValue());
      }
      stepsLeft -= end.size();
    }
    frame = outer;
    if (directive.endsWithNil()) {
      ends.add(entry);
      changed.addAll(entry.keySet());
    }
    join(ends, changed, directive.endsWithNil() ? null : entry);
  }

  /**
   * Merges the final states of alternatives.
   *
   * @param failed the states in which the enclosing sequence may fail; null if it cannot fail
   */
  private void join(
      List<Map<Long, List<State>>> ends,
      Set<Long> changed,
      @Nullable Map<Long, List<State>> failed) {
    Map<Long, List<State>> joined = new LinkedHashMap<>();
    for (long component : changed) {
      List<State> before = frame.states(component);
      List<State> states = new ArrayList<>();
      for (Map<Long, List<State>> end : ends) {
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
      List<State> before = frame.states(component);
      addFailed(component, failed.getOrDefault(component, before));
    }
    frame.changed = Set.of();
    joined.forEach(this::put);
    frame.mayHaveFailed = true;
  }

  /** Copies a map, unless it has at most one entry and is therefore unmodifiable. */
  private static Map<Long, List<State>> copyOf(Map<Long, List<State>> map) {
    return map.size() <= 1 ? Map.copyOf(map) : new LinkedHashMap<>(map);
  }

  private void runSequence(SuitCommandSequence sequence, long component) {
    if (!mayStopHalfway(sequence)) {
      run(sequence, SuitIndexArg.of(component));
      return;
    }
    Frame outer = frame;
    Frame inner = new Frame(outer);
    frame = inner;
    run(sequence, SuitIndexArg.of(component));
    frame = outer;
    Set<Long> changed = new LinkedHashSet<>(inner.now.keySet());
    changed.addAll(inner.failed.keySet());
    join(
        inner.mayHaveFailed ? List.of(inner.now, inner.failed) : List.of(inner.now), changed, null);
    mayFail();
  }

  /**
   * Whether the sequence sets soft failure, so that a failing condition ends only this sequence.
   */
  private static boolean mayStopHalfway(SuitCommandSequence sequence) {
    for (SuitCommand command : sequence.commands()) {
      SuitParameters parameters =
          command instanceof SuitDirective.OverrideParameters override
              ? override.parameters()
              : command instanceof SuitDirective.SetParameters set
                  ? set.parameters()
                  : SuitParameters.none();
      if (parameters.value(SuitParameter.SOFT_FAILURE).orElse(false)) {
        return true;
      }
    }
    return false;
  }
}
