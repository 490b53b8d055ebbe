package org.teep4j.suit.processor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitCondition;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.SuitStep;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReportReason;

/**
 * The commands that look at the device or change it. Each goes through {@link #perform}, which
 * tells the journal, the report and the listener.
 */
final class Commands {

  private final Run run;
  private boolean invoked;

  /** What a command does if the journal does not know its effect. */
  @FunctionalInterface
  interface Action {
    Effect perform(SuitRecord place) throws IOException, Refusal, Suspended;
  }

  Commands(Run run) {
    this.run = run;
  }

  /** Whether a component was started. */
  boolean hasInvoked() {
    return invoked;
  }

  @Nullable ProcessFailure condition(
      SuitStep step, SuitCondition condition, Scope scope, CommandTarget target)
      throws Aborted, Suspended, IOException, DecodeException {
    boolean isDependency = scope.frame().isDependency(target.index());
    return perform(
        step,
        condition.policy(),
        scope,
        target,
        place ->
            run.actions.condition(
                condition.code(), target, run.parameters(target.component()), place, isDependency));
  }

  @Nullable ProcessFailure custom(
      SuitStep step, SuitCommand.Custom command, Scope scope, CommandTarget target)
      throws Aborted, Suspended, IOException, DecodeException {
    return perform(
        step,
        SuitRepPolicy.NONE,
        scope,
        target,
        place -> run.actions.custom(command, target, run.parameters(target.component()), place));
  }

  void directive(SuitStep step, SuitDirective.Simple directive, Scope scope, CommandTarget target)
      throws Aborted, Suspended, IOException, DecodeException {
    SuitCommandCode code = directive.code();
    ParameterSet parameters = run.parameters(target.component());
    permitAll(step, scope, target, code, parameters);
    if (code == SuitCommandCode.DIRECTIVE_INVOKE) {
      invoked = true;
      if (!run.procedure.isJournaled()) {
        run.actions.activate();
      }
    }
    perform(
        step,
        directive.policy(),
        scope,
        target,
        place -> {
          if (code == SuitCommandCode.DIRECTIVE_INVOKE) {
            announce(step, scope, target, place);
          }
          return run.actions.directive(code, target, parameters, place, run.stagingName());
        });
    if (code == SuitCommandCode.DIRECTIVE_SWAP) {
      run.contents.swap(target.component(), parameters.source().orElseThrow());
    }
  }

  private void announce(SuitStep step, Scope scope, CommandTarget target, SuitRecord place) {
    if (run.actions.startsComponents() && run.listener != ProcessListener.NONE) {
      ProcessFailure pending =
          Places.failure(
              place,
              step,
              scope.isShared(),
              SuitReportReason.INVOKE_PENDING,
              "the component is about to be started");
      run.listener.invokePending(target, run.reporter.report(Optional.of(pending)));
    }
  }

  /** Rights, references and order, for each component that a directive changes or reads. */
  private void permitAll(
      SuitStep step,
      Scope scope,
      CommandTarget target,
      SuitCommandCode code,
      ParameterSet parameters)
      throws Aborted {
    if (code == SuitCommandCode.DIRECTIVE_WAIT) {
      return;
    }
    permit(step, scope, target, target.component());
    boolean moves =
        code == SuitCommandCode.DIRECTIVE_COPY || code == SuitCommandCode.DIRECTIVE_SWAP;
    if (code != SuitCommandCode.DIRECTIVE_INVOKE) {
      requireUnprotected(step, scope, target, target.component());
      requireOrdered(step, scope, target, scope.target(target.component()));
    }
    Optional<SuitComponentIdentifier> source = moves ? parameters.source() : Optional.empty();
    if (source.isPresent()) {
      permit(step, scope, target, source.get());
      requireOrdered(step, scope, target, scope.source(source.get()));
      if (code == SuitCommandCode.DIRECTIVE_SWAP) {
        requireUnprotected(step, scope, target, source.get());
      }
    }
  }

  /** Asks whether the signer of the manifest may use a component. */
  void permit(SuitStep step, Scope scope, CommandTarget target, SuitComponentIdentifier used)
      throws Aborted {
    SuitCommandCode code = ((SuitDirective) step.command()).code();
    if (!run.platform.accessControl().permits(target, code, used)) {
      throw Places.refused(
          step,
          scope,
          target.index(),
          SuitReportReason.COMPONENT_UNAUTHORISED,
          "the signer may not use " + used);
    }
  }

  private void requireUnprotected(
      SuitStep step, Scope scope, CommandTarget target, SuitComponentIdentifier component)
      throws Aborted {
    if (run.installation.isProtected(component)) {
      throw Places.failed(
          step, scope, target.index(), "another installed manifest refers to " + component);
    }
  }

  private static void requireOrdered(
      SuitStep step, Scope scope, CommandTarget target, boolean ordered) throws Aborted {
    if (!ordered) {
      throw Places.failed(
          step, scope, target.index(), "without strict order a component is both changed and read");
    }
  }

  /**
   * Executes a command, or takes its effect from the journal.
   *
   * @return why a condition does not hold; null if the command succeeded
   * @throws Aborted if the command could not be executed
   */
  @Nullable ProcessFailure perform(
      SuitStep step, SuitRepPolicy policy, Scope scope, CommandTarget target, Action action)
      throws Aborted, Suspended, IOException, DecodeException {
    SuitRecord place = Places.of(scope, step, target.index());
    boolean observed = run.listener != ProcessListener.NONE;
    if (observed) {
      run.listener.before(
          step.command(), target, place, run.parameters(target.component()).toParameters());
    }
    long start = observed ? System.nanoTime() : 0;
    Effect effect = run.recorder.next(place);
    boolean replayed = effect != null;
    ProcessFailure failure = null;
    if (effect == null) {
      try {
        effect = action.perform(place);
      } catch (InterruptedIOException | ClosedByInterruptException e) {
        throw new Suspended(Optional.empty());
      } catch (Refusal e) {
        failure = Places.failure(place, step, scope.isShared(), e.reason(), e.getMessage());
      } catch (IOException e) {
        failure =
            Places.failure(
                place, step, scope.isShared(), SuitReportReason.OPERATION_FAILED, e.toString());
      }
      if (effect != null) {
        run.recorder.write(place, effect); // a journal that fails is no failure of the command
      }
    }
    SuitRecord record = effect == null ? place : withMeasured(place, effect.measured());
    if (effect != null) {
      apply(effect, target);
      if (!effect.success()) {
        failure =
            Places.failure(
                record,
                step,
                scope.isShared(),
                SuitReportReason.CONDITION_FAILED,
                "the condition does not hold");
      }
    }
    run.reporter.command(policy, target, record, failure == null, effect != null);
    if (observed) {
      run.listener.after(
          new ProcessListener.CommandEvent(
              step.command(),
              target,
              record,
              scope.isShared(),
              scope.depth(),
              Optional.ofNullable(failure),
              replayed,
              System.nanoTime() - start));
    }
    if (effect == null && failure != null) {
      throw new Aborted(failure);
    }
    return failure;
  }

  private void apply(Effect effect, CommandTarget target) {
    if (effect.staged().isPresent()) {
      Contents.Content content = new Contents.Content.Staged(effect.staged().get());
      effect.digest().ifPresent(content::know);
      run.contents.put(target.component(), content);
    }
  }

  private static SuitRecord withMeasured(SuitRecord place, SuitParameters measured) {
    return new SuitRecord(
        place.manifestId(),
        place.manifestSection(),
        place.sectionOffset(),
        place.componentIndex(),
        measured,
        List.of());
  }
}
