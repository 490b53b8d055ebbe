package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.SuitStep;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.report.SuitReportReason;

/** The commands of draft-ietf-suit-trust-domains: dependencies, and references to components. */
final class Dependencies {

  private final Run run;
  private final Commands commands;
  private final Preflight preflight;
  private final Machine machine;
  private final Set<SuitComponentIdentifier> uninstalled = new HashSet<>();

  Dependencies(Run run, Commands commands, Preflight preflight, Machine machine) {
    this.run = run;
    this.commands = commands;
    this.preflight = preflight;
    this.machine = machine;
  }

  /**
   * {@code suit-condition-dependency-integrity}: any failure aborts at once, in try-each as well
   * (Section 5.6.4).
   */
  void checkIntegrity(SuitStep step, SuitRepPolicy policy, Scope scope, CommandTarget target)
      throws Aborted, Suspended, IOException, DecodeException {
    ManifestFrame frame = scope.frame();
    if (!frame.isDependency(target.index())) {
      throw Places.failed(step, scope, target.index(), "the component is no dependency");
    }
    if (frame.path().size() >= run.policy.maxDependencyDepth()) {
      throw Places.failed(step, scope, target.index(), "dependencies nest too deeply");
    }
    VerifiedManifest[] verified = new VerifiedManifest[1];
    commands.perform(
        step,
        policy,
        scope,
        target,
        place -> {
          verified[0] = verifyExpected(target);
          return Effect.DONE;
        });
    try {
      // If the journal says that the check succeeded, the manifest itself is read again.
      enter(scope, target, verified[0] == null ? verifyExpected(target) : verified[0]);
    } catch (Refusal e) {
      throw Places.refused(step, scope, target.index(), e.reason(), e.getMessage());
    }
  }

  private void enter(Scope scope, CommandTarget target, VerifiedManifest dependency)
      throws Aborted, IOException {
    ManifestFrame frame = scope.frame();
    Contents.Content content = run.contents.content(target.component());
    ManifestFrame.Dependency known = frame.dependencies().get(target.index());
    if (known != null && known.content() == content) {
      return;
    }
    ManifestFrame entered = frame.dependency(target.index(), dependency);
    preflight.check(entered);
    for (SuitManifestLabel section : run.procedure.sections()) {
      if (section != SuitManifestLabel.UNINSTALL && entered.has(section) && !frame.has(section)) {
        throw Places.incomplete(
            frame,
            scope.section(),
            target.index(),
            SuitCommandCode.CONDITION_DEPENDENCY_INTEGRITY,
            "the dependency has " + section.cddlName() + ", and its dependent has not");
      }
    }
    run.installation.enter(entered);
    frame.dependencies().put(target.index(), new ManifestFrame.Dependency(entered, content));
  }

  /** Verifies the manifest in a component, which must be the one that the dependent names. */
  private VerifiedManifest verifyExpected(CommandTarget target) throws IOException, Refusal {
    Optional<SuitDigest> wanted =
        run.parameters(target.component()).value(SuitParameter.IMAGE_DIGEST);
    if (wanted.isEmpty()) {
      throw new Refusal(SuitReportReason.CONDITION_FAILED, "there is no digest of the dependency");
    }
    return run.actions.dependency(target, wanted.get());
  }

  /** {@code suit-directive-process-dependency}. */
  void process(SuitStep step, Scope scope, CommandTarget target)
      throws Aborted, Suspended, IOException, DecodeException {
    ManifestFrame frame = scope.frame();
    if (!frame.isDependency(target.index())) {
      throw Places.failed(step, scope, target.index(), "the component is no dependency");
    }
    ManifestFrame.Dependency dependency = frame.dependencies().get(target.index());
    if (dependency == null || dependency.content() != run.contents.content(target.component())) {
      throw Places.failed(step, scope, target.index(), "the dependency has not been checked");
    }
    frame.processed().add(target.index());
    machine.runSection(dependency.frame(), scope.section());
  }

  /**
   * Before suit-invoke, which may not return: the section of each dependency that has one must be
   * processed.
   */
  void checkBefore(ManifestFrame frame, SuitManifestLabel section, List<SuitStep> steps)
      throws Aborted, IOException {
    if (section != SuitManifestLabel.INVOKE
        || SuitStep.contains(steps, SuitCommandCode.DIRECTIVE_PROCESS_DEPENDENCY)) {
      return;
    }
    for (long index : frame.common().dependencies().keySet()) {
      if (has(frame, index, section)) {
        throw notProcessed(frame, section, index);
      }
    }
  }

  /**
   * Lockstep: a dependency's section is executed in the same section of its dependent (Section
   * 5.1). Uninstall is exempt, because unlinking a dependency executes its section as well.
   */
  void checkAfter(ManifestFrame frame, SuitManifestLabel section) throws Aborted, IOException {
    if (section == SuitManifestLabel.UNINSTALL) {
      return;
    }
    for (long index : frame.common().dependencies().keySet()) {
      if (!frame.processed().contains(index) && has(frame, index, section)) {
        throw notProcessed(frame, section, index);
      }
    }
  }

  private static Aborted notProcessed(ManifestFrame frame, SuitManifestLabel section, long index) {
    return Places.incomplete(
        frame,
        section,
        index,
        SuitCommandCode.DIRECTIVE_PROCESS_DEPENDENCY,
        section.cddlName() + " of a dependency is not processed");
  }

  /** Whether a dependency has a section, be it verified already or not. */
  private boolean has(ManifestFrame frame, long index, SuitManifestLabel section)
      throws IOException {
    ManifestFrame.Dependency verified = frame.dependencies().get(index);
    if (verified != null) {
      return verified.frame().has(section);
    }
    Optional<SuitComponentIdentifier> component = frame.component(index);
    return component.isPresent()
        && run.actions.dependencyHas(frame.target(index, component.get()), section);
  }

  /**
   * {@code suit-directive-unlink}: ends the reference of the manifest. A component that no manifest
   * refers to any more is removed; if it is a dependency, its uninstall sequence runs before.
   */
  void unlink(SuitStep step, Scope scope, CommandTarget target)
      throws Aborted, Suspended, IOException, DecodeException {
    ManifestFrame frame = scope.frame();
    SuitComponentIdentifier component = target.component();
    commands.permit(step, scope, target, component);
    if (!frame.isRoot() && frame.home().map(run.installation::isProtected).orElse(false)) {
      return; // somebody else needs this dependency, and so what it refers to
    }
    run.installation.unlink(frame, component);
    if (run.installation.isReferenced(component)) {
      return;
    }
    if (frame.isDependency(target.index()) && uninstalled.add(component)) {
      uninstall(step, scope, target);
    }
    run.contents.remove(component);
  }

  private void uninstall(SuitStep step, Scope scope, CommandTarget target)
      throws Aborted, Suspended, IOException, DecodeException {
    Optional<InstalledManifest> installed = run.installation.installed(target.component());
    if (installed.isEmpty() || !run.contents.isPresent(target.component())) {
      return;
    }
    try {
      ManifestFrame dependency =
          scope
              .frame()
              .dependency(target.index(), run.actions.dependency(target, installed.get().digest()));
      preflight.check(dependency);
      run.installation.enter(dependency);
      machine.runSection(dependency, SuitManifestLabel.UNINSTALL);
      run.installation.remove(dependency.home());
    } catch (Refusal e) {
      throw Places.refused(step, scope, target.index(), e.reason(), e.getMessage());
    }
  }
}
