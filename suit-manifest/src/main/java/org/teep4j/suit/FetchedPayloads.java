package org.teep4j.suit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Uint;

/**
 * Which digests a manifest holds against the payloads that it fetches, found by following its
 * commands without running any. {@link VerifiedManifest#payloadChecks} says what counts.
 *
 * <p>A condition may turn out either way. So each component has a set of states that it can be in,
 * and every way through try-each is followed. Parameters are kept when a sequence fails and from
 * section to section; the component index is restored after a nested sequence.
 *
 * <p>The work is bounded by the size of the manifest, and so is the number of states; beyond that
 * nothing more is found, and {@link #isComplete} is false.
 */
final class FetchedPayloads {

  /** What a digest covers. */
  enum Kind {
    /** The payload as it was fetched. */
    PAYLOAD,
    /** The payload after its decryption. */
    PLAINTEXT,
    /** The manifest in the payload, which is an envelope. */
    DEPENDENCY
  }

  /** A digest that a payload of a URI is held against in a component. */
  record Match(Kind kind, long component, SuitDigest digest, @Nullable Uint size) {}

  private static final int MOST_STATES = 16;
  private static final int MOST_MATCHES = 64;
  private static final long FEWEST_STEPS = 4096;
  private static final long STEPS_FOR_EACH_BYTE = 16;

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
  private long stepsLeft;

  private FetchedPayloads(SuitCommon common, long size) {
    this.common = common;
    this.stepsLeft = FEWEST_STEPS + STEPS_FOR_EACH_BYTE * size;
  }

  /**
   * Follows the commands.
   *
   * @param common the shared part
   * @param sections the sections that are there
   * @param size of the encoded sections, in bytes
   */
  static FetchedPayloads of(
      SuitCommon common,
      Function<SuitManifestLabel, Optional<SuitCommandSequence>> sections,
      long size) {
    FetchedPayloads payloads = new FetchedPayloads(common, size);
    for (SuitManifestLabel section : ORDER) {
      Optional<SuitCommandSequence> sequence = sections.apply(section);
      if (sequence.isPresent()) {
        common.sharedSequence().ifPresent(shared -> payloads.run(shared, SuitIndexArg.of(0)));
        payloads.run(sequence.get(), SuitIndexArg.of(0));
      }
    }
    return payloads;
  }

  /** The digests for the payload of a URI. */
  List<Match> matches(String uri) {
    return matches.getOrDefault(uri, List.of());
  }

  /** The URIs that something is fetched from. */
  Set<String> fetched() {
    return fetched;
  }

  /** Whether everything has been found. */
  boolean isComplete() {
    return stepsLeft > 0;
  }

  // States.

  /** What was fetched into a component. */
  private record Content(String uri, boolean decrypted) {}

  /** The parameters of a component that matter here, and what it holds. */
  private record State(
      @Nullable String uri,
      @Nullable SuitDigest digest,
      @Nullable Uint size,
      @Nullable Long source,
      boolean encrypted,
      @Nullable Content content) {

    static final State EMPTY = new State(null, null, null, null, false, null);

    State holding(@Nullable Content value) {
      return new State(uri, digest, size, source, encrypted, value);
    }

    /** Values are those of one manifest, so that identity tells them apart cheaply. */
    @SuppressWarnings("ReferenceEquality")
    boolean isSame(State other) {
      return uri == other.uri
          && digest == other.digest
          && size == other.size
          && source == other.source
          && encrypted == other.encrypted
          && (content == other.content || content != null && content.equals(other.content));
    }

    State with(SuitParameters values, boolean override) {
      return new State(
          choose(uri, values, SuitParameter.URI, override),
          choose(digest, values, SuitParameter.IMAGE_DIGEST, override),
          choose(size, values, SuitParameter.IMAGE_SIZE, override),
          choose(source, values, SuitParameter.SOURCE_COMPONENT, override),
          encrypted || values.value(SuitParameter.ENCRYPTION_INFO).isPresent(),
          content);
    }

    private static <T> @Nullable T choose(
        @Nullable T old, SuitParameters values, SuitParameter<T> parameter, boolean override) {
      return old != null && !override ? old : values.value(parameter).orElse(old);
    }

    /** With the parameters of another component that are named. */
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

  /** The states of the components that a sequence has changed, over those from before it. */
  private static final class Frame {
    final @Nullable Frame outer;
    final Map<Long, List<State>> now = new LinkedHashMap<>();

    /** All states that the components were in meanwhile: a condition may fail at any point. */
    final Map<Long, List<State>> meanwhile = new LinkedHashMap<>();

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
    frame.now.put(component, states);
    if (frame.outer != null) {
      frame.meanwhile.merge(component, states, this::union);
    }
  }

  private List<State> union(List<State> first, List<State> second) {
    List<State> all = new ArrayList<>(first);
    second.forEach(state -> add(all, state));
    return all;
  }

  private void add(List<State> states, State state) {
    stepsLeft--;
    for (State other : states) {
      if (other.isSame(state)) {
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
      } else {
        for (long component : components(index)) {
          run(command, component);
        }
      }
    }
  }

  private Iterable<Long> components(SuitIndexArg index) {
    if (index instanceof SuitIndexArg.One one) {
      return List.of(one.index());
    } else if (index instanceof SuitIndexArg.Several several) {
      return several.indexes();
    }
    List<Long> all = new ArrayList<>();
    for (long i = 0; i < common.components().size() && stepsLeft-- > 0; i++) {
      all.add(i);
    }
    all.addAll(common.dependencies().tailMap((long) common.components().size()).keySet());
    return all;
  }

  private void update(long component, UnaryOperator<State> change) {
    List<State> changed = new ArrayList<>();
    for (State state : frame.states(component)) {
      add(changed, change.apply(state));
    }
    put(component, changed);
  }

  private void run(SuitCommand command, long component) {
    if (stepsLeft-- <= 0) {
      return;
    }
    if (command instanceof SuitDirective.OverrideParameters directive) {
      update(component, state -> state.with(directive.parameters(), true));
    } else if (command instanceof SuitDirective.SetParameters directive) {
      update(component, state -> state.with(directive.parameters(), false));
    } else if (command instanceof SuitDirective.CopyParams directive) {
      directive.labels().forEach((from, labels) -> copyParameters(component, from, labels));
    } else if (command instanceof SuitDirective.TryEach directive) {
      tryEach(directive, component);
    } else if (command instanceof SuitDirective.RunSequence directive) {
      runSequence(directive.sequence(), component);
    } else if (command instanceof SuitDirective.Simple directive) {
      runSimple(directive.code(), component);
    } else if (command instanceof SuitCondition condition) {
      match(condition.code(), component);
    }
  }

  private void copyParameters(long component, long from, List<Long> labels) {
    List<State> changed = new ArrayList<>();
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
      case DIRECTIVE_WRITE, DIRECTIVE_UNLINK -> update(component, state -> state.holding(null));
      case DIRECTIVE_COPY -> copy(component, false);
      case DIRECTIVE_SWAP -> copy(component, true);
      default -> {
        // The others change neither what a component holds nor its parameters.
      }
    }
  }

  private State fetch(State state) {
    if (state.uri == null) {
      return state.holding(null);
    }
    fetched.add(state.uri);
    return state.holding(new Content(state.uri, state.encrypted));
  }

  private void copy(long component, boolean swap) {
    List<State> before = frame.states(component);
    List<State> changed = new ArrayList<>();
    for (State state : before) {
      if (state.source == null) {
        continue; // fails
      }
      for (State source : frame.states(state.source)) {
        Content content = source.content;
        add(
            changed,
            state.holding(
                content == null
                    ? null
                    : new Content(content.uri, content.decrypted || state.encrypted)));
        if (swap) {
          put(
              state.source,
              union(frame.states(state.source), List.of(source.holding(state.content))));
        }
      }
    }
    put(component, changed);
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
    Frame outer = frame;
    Map<Long, List<State>> entry = new LinkedHashMap<>();
    List<Map<Long, List<State>>> ends = new ArrayList<>();
    for (SuitCommandSequence sequence : directive.sequences()) {
      Frame start = new Frame(outer);
      start.now.putAll(entry);
      frame = new Frame(start);
      run(sequence, SuitIndexArg.of(component));
      Map<Long, List<State>> end = new LinkedHashMap<>(entry);
      end.putAll(frame.now);
      ends.add(end);
      frame.meanwhile.forEach(
          (changed, states) -> entry.put(changed, union(start.states(changed), states)));
      stepsLeft -= end.size();
    }
    frame = outer;
    if (directive.endsWithNil()) {
      ends.add(entry);
    }
    // What has failed on the way may also be how things are when a sequence around this one fails.
    if (outer.outer != null) {
      entry.forEach((changed, states) -> outer.meanwhile.merge(changed, states, this::union));
    }
    for (long changed : entry.keySet()) {
      List<State> states = new ArrayList<>();
      for (Map<Long, List<State>> end : ends) {
        end.getOrDefault(changed, outer.states(changed)).forEach(state -> add(states, state));
      }
      put(changed, states);
    }
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
    inner.meanwhile.forEach(
        (changed, states) -> put(changed, union(outer.states(changed), states)));
  }

  /** Whether the sequence sets soft failure, so that a failing condition ends it alone. */
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
