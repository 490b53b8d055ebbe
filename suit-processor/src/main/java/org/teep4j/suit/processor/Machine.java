package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCondition;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitStep;
import org.teep4j.suit.report.SuitReportReason;

/**
 * The abstract machine of draft-ietf-suit-manifest, Section 6.4, with the changes of
 * draft-ietf-suit-trust-domains, Section 5: executes one procedure of a root manifest and its
 * dependencies. This class has the flow of control and the parameters.
 */
final class Machine {

  private final Run run;
  private final Commands commands;
  private final Dependencies dependencies;

  /**
   * A condition that does not hold.
   *
   * @param soft whether it was soft in the sequence that ended with it
   */
  private record Failed(ProcessFailure failure, boolean soft) {}

  Machine(Run run) {
    this.run = run;
    this.commands = new Commands(run);
    this.dependencies =
        new Dependencies(
            run, commands, new Preflight(run.platform, run.policy, run.procedure), this);
  }

  void process(ManifestFrame root) throws Aborted, Suspended, IOException, DecodeException {
    run.installation.enter(root);
    for (SuitManifestLabel section : run.procedure.sections()) {
      runSection(root, section);
      if (run.procedure == Procedure.INVOCATION) {
        run.actions.activate();
      }
    }
    if (run.procedure == Procedure.INVOCATION
        && root.has(SuitManifestLabel.INVOKE)
        && !commands.hasInvoked()) {
      throw Places.manifest(root, SuitReportReason.OPERATION_FAILED, "nothing was started");
    }
  }

  /** Executes the shared sequence and then a section; nothing if the manifest does not have it. */
  void runSection(ManifestFrame frame, SuitManifestLabel section)
      throws Aborted, Suspended, IOException, DecodeException {
    List<SuitStep> steps = frame.section(section);
    if (steps.isEmpty()) {
      return;
    }
    frame.processed().clear();
    runTop(frame.shared(), Scope.top(frame, section, true));
    dependencies.checkBefore(frame, section, steps);
    runTop(steps, Scope.top(frame, section, false));
    dependencies.checkAfter(frame, section);
  }

  private void runTop(List<SuitStep> steps, Scope scope)
      throws Aborted, Suspended, IOException, DecodeException {
    Failed failed = runSequence(steps, scope);
    if (failed != null) {
      throw new Aborted(failed.failure());
    }
  }

  /** Executes commands up to a condition that does not hold; returns null if there is none. */
  private @Nullable Failed runSequence(List<SuitStep> steps, Scope scope)
      throws Aborted, Suspended, IOException, DecodeException {
    if (scope.mustSetIndex()
        && !(steps.get(0).command() instanceof SuitDirective.SetComponentIndex)) {
      throw Places.failed(
          steps.get(0), scope, 0, "run-sequence must set the component index first");
    }
    for (SuitStep step : steps) {
      ProcessFailure failure = runStep(step, scope);
      if (failure != null) {
        return new Failed(failure, scope.isSoft());
      }
    }
    return null;
  }

  /** Executes a command for all its components; returns why a condition does not hold. */
  private @Nullable ProcessFailure runStep(SuitStep step, Scope scope)
      throws Aborted, Suspended, IOException, DecodeException {
    SuitCommand command = step.command();
    if (command instanceof SuitDirective.SetComponentIndex set) {
      run.countCommand(step, scope, 0);
      setIndex(step, scope, set);
      return null;
    }
    if (command instanceof SuitDirective.OverrideMultiple multiple) {
      for (Map.Entry<Long, SuitParameters> each : multiple.parameters().entrySet()) {
        run.countCommand(step, scope, each.getKey());
        tellFlow(step, scope, each.getKey());
        setFlow(step, scope, each.getKey(), each.getValue());
        putParameters(step, scope, each.getKey(), each.getValue(), true);
        scope.setIndex(each.getKey());
      }
      return null;
    }
    if (scope.indexes().isEmpty()) {
      throw Places.failed(step, scope, 0, "no component index is set");
    }
    for (long index : scope.indexes()) {
      run.countCommand(step, scope, index);
      ProcessFailure failure = runStep(step, scope, index);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  private @Nullable ProcessFailure runStep(SuitStep step, Scope scope, long index)
      throws Aborted, Suspended, IOException, DecodeException {
    SuitCommand command = step.command();
    if (command instanceof SuitDirective.OverrideParameters override) {
      tellFlow(step, scope, index);
      setFlow(step, scope, index, override.parameters());
      putParameters(step, scope, index, override.parameters(), true);
      return null;
    }
    if (command instanceof SuitDirective.SetParameters set) {
      tellFlow(step, scope, index);
      setFlow(step, scope, index, set.parameters());
      putParameters(step, scope, index, set.parameters(), false);
      return null;
    }
    if (command instanceof SuitDirective.CopyParams copy) {
      tellFlow(step, scope, index);
      copyParameters(step, scope, index, copy);
      return null;
    }
    if (command instanceof SuitDirective.TryEach each) {
      return tryEach(step, each, scope, index);
    }
    if (command instanceof SuitDirective.RunSequence) {
      tellFlow(step, scope, index);
      Failed failed = runSequence(step.nested().get(0), scope.run(index, !scope.isOne()));
      return failed == null || failed.soft() ? null : failed.failure();
    }
    if (command instanceof SuitDirective.Simple simple) {
      directive(step, simple, scope, index);
      return null;
    }
    if (command instanceof SuitCondition condition) {
      return condition(step, condition, scope, index);
    }
    return commands.custom(
        step, (SuitCommand.Custom) command, scope, run.target(step, scope, index));
  }

  private @Nullable ProcessFailure tryEach(
      SuitStep step, SuitDirective.TryEach each, Scope scope, long index)
      throws Aborted, Suspended, IOException, DecodeException {
    CommandTarget target = run.target(step, scope, index);
    ProcessFailure last = null;
    for (int i = 0; i < step.nested().size(); i++) {
      run.tellFlow(step, scope, target, OptionalInt.of(i));
      Failed failed = runSequence(step.nested().get(i), scope.alternative(index));
      if (failed == null) {
        return null;
      }
      if (!failed.soft()) {
        throw new Aborted(failed.failure());
      }
      last = failed.failure();
    }
    return each.endsWithNil() ? null : last;
  }

  private @Nullable ProcessFailure condition(
      SuitStep step, SuitCondition condition, Scope scope, long index)
      throws Aborted, Suspended, IOException, DecodeException {
    CommandTarget target = run.target(step, scope, index);
    if (condition.code() == SuitCommandCode.CONDITION_DEPENDENCY_INTEGRITY) {
      dependencies.checkIntegrity(step, condition.policy(), scope, target);
      return null;
    }
    return commands.condition(step, condition, scope, target);
  }

  private void directive(SuitStep step, SuitDirective.Simple directive, Scope scope, long index)
      throws Aborted, Suspended, IOException, DecodeException {
    if (directive.code() == SuitCommandCode.DIRECTIVE_PROCESS_DEPENDENCY) {
      // Under true, the directive applies to the dependencies alone.
      if (!scope.isAll() || scope.frame().isDependency(index)) {
        tellFlow(step, scope, index);
        dependencies.process(step, scope, run.target(step, scope, index));
      }
      return;
    }
    CommandTarget target = run.target(step, scope, index);
    if (directive.code() == SuitCommandCode.DIRECTIVE_UNLINK) {
      run.tellFlow(step, scope, target, OptionalInt.empty());
      dependencies.unlink(step, scope, target);
      return;
    }
    commands.directive(step, directive, scope, target);
  }

  private void tellFlow(SuitStep step, Scope scope, long index) throws Aborted {
    run.tellFlow(step, scope, run.target(step, scope, index), OptionalInt.empty());
  }

  // Indexes and parameters.

  private void setIndex(SuitStep step, Scope scope, SuitDirective.SetComponentIndex set)
      throws Aborted {
    if (!scope.setIndex(set.index())) {
      throw Places.failed(step, scope, 0, "the sequence may not set the component index");
    }
    for (long index : scope.indexes()) {
      tellFlow(step, scope, index);
    }
  }

  /** Strict order and soft failure belong to the sequence and not to the component. */
  private static void setFlow(SuitStep step, Scope scope, long index, SuitParameters given)
      throws Aborted {
    given.value(SuitParameter.STRICT_ORDER).ifPresent(scope::setStrict);
    Optional<Boolean> soft = given.value(SuitParameter.SOFT_FAILURE);
    if (soft.isPresent() && !scope.setSoft(soft.get())) {
      throw Places.failed(
          step, scope, index, "soft-failure is set outside try-each and run-sequence");
    }
  }

  private void putParameters(
      SuitStep step, Scope scope, long index, SuitParameters given, boolean replace)
      throws Aborted {
    CommandTarget target = run.target(step, scope, index);
    if (!run.platform.accessControl().permitsParameters(target, given.parameters())) {
      throw Places.refused(
          step,
          scope,
          index,
          SuitReportReason.COMPONENT_UNAUTHORISED,
          "the signer may not set these parameters of " + target.component());
    }
    Optional<Long> source = given.value(SuitParameter.SOURCE_COMPONENT);
    run.parameters(target.component())
        .put(
            given,
            replace,
            source.isPresent() ? run.target(step, scope, source.get()).component() : null);
  }

  private void copyParameters(SuitStep step, Scope scope, long index, SuitDirective.CopyParams copy)
      throws Aborted {
    ParameterSet to = run.parameters(run.target(step, scope, index).component());
    for (Map.Entry<Long, List<Long>> each : copy.labels().entrySet()) {
      ParameterSet from = run.parameters(run.target(step, scope, each.getKey()).component());
      for (long label : each.getValue()) {
        to.copy(from, label);
      }
    }
  }
}
