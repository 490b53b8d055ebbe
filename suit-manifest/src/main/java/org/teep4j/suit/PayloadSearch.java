package org.teep4j.suit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
 * stops, and its result is not complete. The search allocates less than 192 bytes for each byte of
 * the manifest. That is three times the limit for decoding, because the states of alternatives
 * exist side by side. Only the manifest's author can cause this cost.
 */
final class PayloadSearch {

  private static final int MOST_DEMANDS = 64;
  private static final int DEMANDS_FOR_EACH_STEP = 128;
  private static final long FEWEST_STEPS = 4096;
  private static final long STEPS_FOR_EACH_BYTE = 2;

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
  private final ComponentStates states;
  private final Map<String, List<PayloadDemand>> demands = new LinkedHashMap<>();
  private final Set<String> fetched = new LinkedHashSet<>();
  private @Nullable List<Long> all;

  private PayloadSearch(SuitCommon common, long size) {
    this.common = common;
    this.states = new ComponentStates(FEWEST_STEPS + STEPS_FOR_EACH_BYTE * size);
  }

  /**
   * Follows the commands.
   *
   * @param manifest a manifest with its severed members, as far as they are known
   * @param size the size of the encoded sections, in bytes
   */
  static PayloadDemands demands(SuitManifest manifest, long size) {
    SuitCommon common = manifest.common();
    PayloadSearch search = new PayloadSearch(common, size);
    for (SuitManifestLabel section : ORDER) {
      SuitCommandSequence sequence = manifest.contentOf(section);
      if (sequence != null) {
        common.sharedSequence().ifPresent(shared -> search.run(shared, SuitIndexArg.of(0)));
        search.run(sequence, SuitIndexArg.of(0));
      }
    }
    return new PayloadDemands(search.demands, search.fetched, !search.states.isStopped());
  }

  private void run(SuitCommandSequence sequence, SuitIndexArg start) {
    SuitIndexArg index = start;
    for (SuitCommand command : sequence.commands()) {
      if (states.isStopped()) {
        return;
      }
      states.spend(1);
      if (command instanceof SuitDirective.SetComponentIndex directive) {
        index = directive.index();
      } else if (command instanceof SuitDirective.OverrideMultiple directive) {
        directive
            .parameters()
            .forEach((component, values) -> states.update(component, s -> s.with(values, true)));
        index = SuitIndexArg.of(directive.parameters().lastKey());
      } else if (index instanceof SuitIndexArg.One one) {
        run(command, one.index());
      } else if (concerns(command)) {
        for (long component : components(index)) {
          run(command, component);
        }
      } else if (canFail(command)) {
        states.mayFail();
      }
    }
  }

  /** Whether a command can change a state or compare a digest. */
  private static boolean concerns(SuitCommand command) {
    if (command instanceof SuitDirective.OverrideParameters directive) {
      return ComponentState.dependsOn(directive.parameters());
    } else if (command instanceof SuitDirective.SetParameters directive) {
      return ComponentState.dependsOn(directive.parameters());
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

  private void run(SuitCommand command, long component) {
    if (states.isStopped()) {
      return;
    }
    states.spend(1);
    if (command instanceof SuitDirective.OverrideParameters directive) {
      if (ComponentState.dependsOn(directive.parameters())) {
        states.update(component, state -> state.with(directive.parameters(), true));
      }
    } else if (command instanceof SuitDirective.SetParameters directive) {
      if (ComponentState.dependsOn(directive.parameters())) {
        states.update(component, state -> state.with(directive.parameters(), false));
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
      states.mayFail();
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
    List<ComponentState> changed = new ArrayList<>();
    states.spend(labels.size());
    if (!ComponentState.dependsOn(labels)) {
      return;
    }
    for (ComponentState state : states.of(component)) {
      for (ComponentState source : states.of(from)) {
        states.spend(labels.size());
        states.add(changed, state.copying(source, labels));
      }
    }
    states.put(component, changed);
  }

  private void runSimple(SuitCommandCode code, long component) {
    switch (code) {
      case DIRECTIVE_FETCH -> states.update(component, this::fetch);
      case DIRECTIVE_WRITE, DIRECTIVE_UNLINK ->
          states.update(component, state -> state.holding(null, false));
      case DIRECTIVE_COPY -> copy(component);
      case DIRECTIVE_SWAP -> swap(component);
      default -> {
        // The other directives change neither the content of a component nor its parameters.
      }
    }
  }

  private ComponentState fetch(ComponentState state) {
    if (state.uri() == null) {
      return state.holding(null, false);
    }
    fetched.add(state.uri());
    return state.holding(new ComponentState.Content(state.uri(), state.encrypted()), false);
  }

  private void copy(long component) {
    List<ComponentState> changed = new ArrayList<>();
    for (ComponentState state : states.of(component)) {
      if (state.source() == null) {
        continue; // the directive fails
      }
      for (ComponentState source : states.of(state.source())) {
        states.add(changed, state.holding(source.content(), state.encrypted()));
      }
    }
    states.put(component, changed);
  }

  /** Exchanges the contents of two components, without decryption. */
  private void swap(long component) {
    List<ComponentState> changed = new ArrayList<>();
    Map<Long, List<ComponentState>> exchanged = new LinkedHashMap<>();
    for (ComponentState state : states.of(component)) {
      if (state.source() == null) {
        continue; // the directive fails
      }
      if (state.source() == component) {
        states.add(changed, state);
        continue;
      }
      List<ComponentState> others =
          exchanged.computeIfAbsent(state.source(), source -> new ArrayList<>());
      for (ComponentState source : states.of(state.source())) {
        states.add(changed, state.holding(source.content(), false));
        states.add(others, source.holding(state.content(), false));
      }
    }
    boolean isCertain = exchanged.size() == 1 && !holdsItself(changed, component);
    exchanged.forEach(
        (source, held) ->
            states.put(source, isCertain ? held : states.union(states.of(source), held)));
    states.put(component, changed);
  }

  private static boolean holdsItself(List<ComponentState> states, long component) {
    for (ComponentState state : states) {
      if (state.source() != null && state.source() == component) {
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
    for (ComponentState state : states.of(component)) {
      states.spend(1);
      if (state.content() != null && state.digest() != null) {
        PayloadDemand.Kind kind =
            dependency
                ? PayloadDemand.Kind.DEPENDENCY
                : state.content().decrypted()
                    ? PayloadDemand.Kind.PLAINTEXT
                    : PayloadDemand.Kind.PAYLOAD;
        add(
            state.content().uri(),
            new PayloadDemand(kind, component, state.digest(), dependency ? null : state.size()));
      }
    }
  }

  private void add(String uri, PayloadDemand demand) {
    List<PayloadDemand> known = demands.computeIfAbsent(uri, key -> new ArrayList<>(2));
    states.spend(known.size() / DEMANDS_FOR_EACH_STEP);
    if (!known.contains(demand)) {
      known.add(demand);
      if (known.size() > MOST_DEMANDS) {
        states.stop();
      }
    }
  }

  // Nested sequences.

  private void tryEach(SuitDirective.TryEach directive, long component) {
    if (!concerns(directive)) {
      states.mayFail();
      return;
    }
    List<Runnable> sequences = new ArrayList<>(directive.sequences().size());
    for (SuitCommandSequence sequence : directive.sequences()) {
      sequences.add(() -> run(sequence, SuitIndexArg.of(component)));
    }
    states.tryEach(sequences, directive.endsWithNil());
  }

  private void runSequence(SuitCommandSequence sequence, long component) {
    if (mayStopHalfway(sequence)) {
      states.runHalfway(() -> run(sequence, SuitIndexArg.of(component)));
    } else {
      run(sequence, SuitIndexArg.of(component));
    }
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
