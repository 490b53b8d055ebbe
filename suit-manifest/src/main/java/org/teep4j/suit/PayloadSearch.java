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
      Effect effect = effect(command);
      if (effect == Effect.SELECT_COMPONENT) {
        index = ((SuitDirective.SetComponentIndex) command).index();
      } else if (effect == Effect.OVERRIDE_MULTIPLE) {
        SuitDirective.OverrideMultiple directive = (SuitDirective.OverrideMultiple) command;
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
      } else if (canFail(effect)) {
        states.mayFail();
      }
    }
  }

  /** What a command does to the states that the search follows. */
  private enum Effect {
    NONE,
    /** A condition on something else, or a command that is not known. */
    MAY_FAIL,
    MATCH_IMAGE,
    MATCH_DEPENDENCY,
    SELECT_COMPONENT,
    SET_PARAMETERS,
    OVERRIDE_PARAMETERS,
    OVERRIDE_MULTIPLE,
    COPY_PARAMETERS,
    RUN_SEQUENCE,
    TRY_EACH,
    FETCH,
    /** The component gets content that no fetch has brought. */
    CHANGE_CONTENT,
    COPY,
    SWAP
  }

  private static Effect effect(SuitCommand command) {
    if (command instanceof SuitCondition condition) {
      return effect(condition.code());
    }
    return command instanceof SuitDirective directive ? effect(directive.code()) : Effect.MAY_FAIL;
  }

  /** Lists every command, so that a new one does not compile before its effect is decided. */
  private static Effect effect(SuitCommandCode code) {
    return switch (code) {
      case CONDITION_IMAGE_MATCH -> Effect.MATCH_IMAGE;
      case CONDITION_DEPENDENCY_INTEGRITY -> Effect.MATCH_DEPENDENCY;
      case CONDITION_VENDOR_IDENTIFIER,
          CONDITION_CLASS_IDENTIFIER,
          CONDITION_USE_BEFORE,
          CONDITION_COMPONENT_SLOT,
          CONDITION_CHECK_CONTENT,
          CONDITION_IS_DEPENDENCY,
          CONDITION_ABORT,
          CONDITION_DEVICE_IDENTIFIER,
          CONDITION_IMAGE_NOT_MATCH,
          CONDITION_MINIMUM_BATTERY,
          CONDITION_UPDATE_AUTHORIZED,
          CONDITION_VERSION ->
          Effect.MAY_FAIL;
      case DIRECTIVE_SET_COMPONENT_INDEX -> Effect.SELECT_COMPONENT;
      case DIRECTIVE_SET_PARAMETERS -> Effect.SET_PARAMETERS;
      case DIRECTIVE_OVERRIDE_PARAMETERS -> Effect.OVERRIDE_PARAMETERS;
      case DIRECTIVE_OVERRIDE_MULTIPLE -> Effect.OVERRIDE_MULTIPLE;
      case DIRECTIVE_COPY_PARAMS -> Effect.COPY_PARAMETERS;
      case DIRECTIVE_RUN_SEQUENCE -> Effect.RUN_SEQUENCE;
      case DIRECTIVE_TRY_EACH -> Effect.TRY_EACH;
      case DIRECTIVE_FETCH -> Effect.FETCH;
      case DIRECTIVE_WRITE, DIRECTIVE_UNLINK -> Effect.CHANGE_CONTENT;
      case DIRECTIVE_COPY -> Effect.COPY;
      case DIRECTIVE_SWAP -> Effect.SWAP;
      case DIRECTIVE_PROCESS_DEPENDENCY, DIRECTIVE_INVOKE, DIRECTIVE_WAIT -> Effect.NONE;
    };
  }

  /** Whether a command can change a state or compare a digest. */
  private static boolean concerns(SuitCommand command) {
    return switch (effect(command)) {
      case NONE, MAY_FAIL, SELECT_COMPONENT -> false;
      case SET_PARAMETERS, OVERRIDE_PARAMETERS -> ComponentState.dependsOn(parametersOf(command));
      case RUN_SEQUENCE -> concerns(((SuitDirective.RunSequence) command).sequence());
      case TRY_EACH -> {
        for (SuitCommandSequence sequence : ((SuitDirective.TryEach) command).sequences()) {
          if (concerns(sequence)) {
            yield true;
          }
        }
        yield false;
      }
      case MATCH_IMAGE,
          MATCH_DEPENDENCY,
          OVERRIDE_MULTIPLE,
          COPY_PARAMETERS,
          FETCH,
          CHANGE_CONTENT,
          COPY,
          SWAP ->
          true;
    };
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
    Effect effect = effect(command);
    switch (effect) {
      case NONE, SELECT_COMPONENT, OVERRIDE_MULTIPLE -> {
        // The last two do not apply to a component: see run(SuitCommandSequence, SuitIndexArg).
      }
      case SET_PARAMETERS, OVERRIDE_PARAMETERS -> {
        SuitParameters parameters = parametersOf(command);
        if (ComponentState.dependsOn(parameters)) {
          boolean overrides = effect == Effect.OVERRIDE_PARAMETERS;
          states.update(component, state -> state.with(parameters, overrides));
        }
      }
      case COPY_PARAMETERS ->
          ((SuitDirective.CopyParams) command)
              .labels()
              .forEach((from, labels) -> copyParameters(component, from, labels));
      case TRY_EACH -> tryEach((SuitDirective.TryEach) command, component);
      case RUN_SEQUENCE -> runSequence(((SuitDirective.RunSequence) command).sequence(), component);
      case FETCH -> states.update(component, this::fetch);
      case CHANGE_CONTENT -> states.update(component, state -> state.holding(null, false));
      case COPY -> copy(component);
      case SWAP -> swap(component);
      case MATCH_IMAGE, MATCH_DEPENDENCY -> {
        match(effect == Effect.MATCH_DEPENDENCY, component);
        states.mayFail();
      }
      case MAY_FAIL -> states.mayFail();
    }
  }

  /**
   * Whether the command can fail so that try-each goes on. A failing directive ends the procedure.
   */
  private static boolean canFail(Effect effect) {
    return switch (effect) {
      case MAY_FAIL, MATCH_IMAGE, MATCH_DEPENDENCY, RUN_SEQUENCE, TRY_EACH -> true;
      case NONE,
          SELECT_COMPONENT,
          SET_PARAMETERS,
          OVERRIDE_PARAMETERS,
          OVERRIDE_MULTIPLE,
          COPY_PARAMETERS,
          FETCH,
          CHANGE_CONTENT,
          COPY,
          SWAP ->
          false;
    };
  }

  /** The parameters that a command sets for the current components. */
  private static SuitParameters parametersOf(SuitCommand command) {
    if (command instanceof SuitDirective.OverrideParameters directive) {
      return directive.parameters();
    }
    return command instanceof SuitDirective.SetParameters directive
        ? directive.parameters()
        : SuitParameters.none();
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

  private void match(boolean integrity, long component) {
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
      if (parametersOf(command).value(SuitParameter.SOFT_FAILURE).orElse(false)) {
        return true;
      }
    }
    return false;
  }
}
