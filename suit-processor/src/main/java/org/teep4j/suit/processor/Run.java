package org.teep4j.suit.processor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitStep;

/** What all parts of the machine share while one procedure runs. */
final class Run {

  final Platform platform;
  final ProcessorPolicy policy;
  final Procedure procedure;
  final ProcessListener listener;
  final Recorder recorder;
  final Reporter reporter;
  final Contents contents;
  final Installation installation;
  final Actions actions;
  private final Map<SuitComponentIdentifier, ParameterSet> parameters = new HashMap<>();
  private int commandsLeft;

  Run(
      Platform platform,
      ProcessorPolicy policy,
      Procedure procedure,
      ProcessListener listener,
      Recorder recorder,
      Reporter reporter,
      Contents contents,
      Installation installation,
      Actions actions) {
    this.platform = platform;
    this.policy = policy;
    this.procedure = procedure;
    this.listener = listener;
    this.recorder = recorder;
    this.reporter = reporter;
    this.contents = contents;
    this.installation = installation;
    this.actions = actions;
    this.commandsLeft = policy.maxCommands();
  }

  /** The parameters of a component, which all manifests of the procedure share. */
  ParameterSet parameters(SuitComponentIdentifier component) {
    return parameters.computeIfAbsent(component, id -> new ParameterSet());
  }

  /** The component that an index means, for one command. */
  CommandTarget target(SuitStep step, Scope scope, long index) throws Aborted {
    Optional<SuitComponentIdentifier> component = scope.frame().component(index);
    if (component.isEmpty()) {
      throw Places.failed(step, scope, index, "there is no component " + index);
    }
    return scope.frame().target(index, component.get());
  }

  /** Tells the listener of a command that directs the procedure. */
  void tellFlow(SuitStep step, Scope scope, CommandTarget target, OptionalInt sequence) {
    if (listener != ProcessListener.NONE) {
      listener.flow(
          new ProcessListener.FlowEvent(
              step.command(),
              target,
              Places.of(scope, step, target.index()),
              scope.isShared(),
              scope.depth(),
              sequence));
    }
  }

  /** The name of what the current command stages: the same one when the procedure is resumed. */
  String stagingName() {
    return (procedure.isJournaled() ? "staged-" : "invocation-") + recorder.position();
  }

  void countCommand(SuitStep step, Scope scope, long index) throws Aborted, Suspended {
    commandsLeft--;
    if (commandsLeft < 0) {
      throw Places.failed(step, scope, index, "the procedure executes too many commands");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new Suspended(Optional.empty());
    }
  }
}
