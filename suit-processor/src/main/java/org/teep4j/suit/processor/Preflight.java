package org.teep4j.suit.processor;

import java.util.List;
import java.util.Optional;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitStep;
import org.teep4j.suit.report.SuitReportReason;

/**
 * The checks before any command of a manifest is executed (draft-ietf-suit-manifest, Sections 6.1
 * and 6.2; draft-ietf-suit-trust-domains, Section 5.1).
 */
final class Preflight {

  private final Platform platform;
  private final ProcessorPolicy policy;
  private final Procedure procedure;

  Preflight(Platform platform, ProcessorPolicy policy, Procedure procedure) {
    this.platform = platform;
    this.policy = policy;
    this.procedure = procedure;
  }

  void check(ManifestFrame frame) throws Aborted {
    checkComponents(frame);
    checkCompatibilityChecks(frame);
    for (SuitManifestLabel label : procedure.sections()) {
      if (frame.has(label)) {
        checkSection(frame, label);
      }
    }
  }

  private void checkComponents(ManifestFrame frame) throws Aborted {
    if (frame.common().components().size() > policy.maxComponents()) {
      throw Places.manifest(
          frame,
          SuitReportReason.COMPONENT_UNSUPPORTED,
          "the manifest has more components than the device");
    }
    for (long index : frame.indexes()) {
      Optional<SuitComponentIdentifier> component = frame.component(index);
      if (component.isPresent() && !platform.store().supports(component.get())) {
        throw Places.manifest(
            frame, SuitReportReason.COMPONENT_UNSUPPORTED, "no component " + component.get());
      }
    }
    Optional<SuitComponentIdentifier> home = frame.home();
    if (frame.isRoot() && home.isPresent() && procedure.installs()) {
      if (!platform.store().supports(home.get())) {
        throw Places.manifest(
            frame, SuitReportReason.COMPONENT_UNSUPPORTED, "no component " + home.get());
      }
      if (!platform.accessControl().permitsManifest(frame.manifest(), home.get())) {
        throw Places.manifest(
            frame,
            SuitReportReason.COMPONENT_UNAUTHORISED,
            "the signer may store no manifest at " + home.get());
      }
    }
  }

  private void checkCompatibilityChecks(ManifestFrame frame) throws Aborted {
    if (policy.compatibilityCheckRequired()
        && !(SuitStep.contains(frame.shared(), SuitCommandCode.CONDITION_VENDOR_IDENTIFIER)
            && SuitStep.contains(frame.shared(), SuitCommandCode.CONDITION_CLASS_IDENTIFIER))) {
      throw Places.manifest(
          frame,
          SuitReportReason.CONDITION_FAILED,
          "the shared sequence does not check vendor and class");
    }
  }

  private void checkSection(ManifestFrame frame, SuitManifestLabel label) throws Aborted {
    if (frame.manifest().missing().contains(label)) {
      throw Places.manifest(
          frame,
          SuitReportReason.SEVERING_UNSUPPORTED,
          "the envelope does not contain " + label.cddlName());
    }
    List<SuitStep> steps = frame.section(label);
    checkBeginning(frame, label, true, frame.shared());
    checkBeginning(frame, label, false, steps);
    checkSteps(frame, label, true, frame.shared());
    checkSteps(frame, label, false, steps);
  }

  /** With several components, a sequence begins with the component that it is about. */
  private static void checkBeginning(
      ManifestFrame frame, SuitManifestLabel label, boolean shared, List<SuitStep> steps)
      throws Aborted {
    if (frame.indexes().size() > 1
        && !steps.isEmpty()
        && !(steps.get(0).command() instanceof SuitDirective.SetComponentIndex)) {
      throw Places.command(
          frame,
          label,
          steps.get(0),
          shared,
          SuitReportReason.OPERATION_FAILED,
          (shared ? "the shared sequence" : label.cddlName())
              + " does not begin with set-component-index");
    }
  }

  private void checkSteps(
      ManifestFrame frame, SuitManifestLabel label, boolean shared, List<SuitStep> steps)
      throws Aborted {
    for (SuitStep step : steps) {
      SuitCommand command = step.command();
      if (!isSupported(command)) {
        throw Places.command(
            frame,
            label,
            step,
            shared,
            SuitReportReason.COMMAND_UNSUPPORTED,
            "the command is not supported here");
      }
      checkParameters(frame, label, shared, step);
      for (List<SuitStep> nested : step.nested()) {
        checkSteps(frame, label, shared, nested);
      }
    }
  }

  /** The decoder has refused what a shared sequence must not contain. */
  private boolean isSupported(SuitCommand command) {
    return command instanceof SuitCommand.Custom custom
        ? platform.commands().containsKey(custom.label())
        : !(command instanceof SuitCommand.Unknown);
  }

  /** Parameters with positive labels that nobody knows are refused; negative ones are hints. */
  private static void checkParameters(
      ManifestFrame frame, SuitManifestLabel label, boolean shared, SuitStep step) throws Aborted {
    for (SuitParameters parameters : parametersOf(step.command())) {
      for (long unknown : parameters.others().keySet()) {
        if (unknown >= 0) {
          throw Places.command(
              frame,
              label,
              step,
              shared,
              SuitReportReason.PARAMETER_UNSUPPORTED,
              "parameter " + unknown + " is unknown");
        }
      }
    }
  }

  private static List<SuitParameters> parametersOf(SuitCommand command) {
    if (command instanceof SuitDirective.OverrideParameters override) {
      return List.of(override.parameters());
    }
    if (command instanceof SuitDirective.SetParameters set) {
      return List.of(set.parameters());
    }
    return command instanceof SuitDirective.OverrideMultiple multiple
        ? List.copyOf(multiple.parameters().values())
        : List.of();
  }
}
