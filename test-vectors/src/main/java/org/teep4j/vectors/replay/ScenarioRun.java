package org.teep4j.vectors.replay;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.suit.processor.ProcessResult;
import org.teep4j.suit.processor.ProcessorPolicy;
import org.teep4j.suit.report.SuitReportReason;
import org.teep4j.vectors.format.Scenario;

/** Lets the device of a scenario process its manifests, and compares. */
final class ScenarioRun {
  private final Scenario scenario;
  private final ScenarioDevice device;
  private final ProcessListener listener;
  private final List<String> shown = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> unusual = new ArrayList<>();

  ScenarioRun(Scenario scenario, ProcessListener listener)
      throws DecodeException, GeneralSecurityException {
    this.scenario = scenario;
    this.device = new ScenarioDevice(scenario);
    this.listener = listener;
  }

  /**
   * The end of one step.
   *
   * @param result how the procedure ended; null if the envelope was refused before
   * @param reason why the envelope was refused
   */
  record End(@Nullable ProcessResult result, @Nullable SuitReportReason reason, String message) {
    String word() {
      return result == null
          ? "abort"
          : switch (result.outcome()) {
            case COMPLETE -> "complete";
            case ABORTED -> "abort";
            case SUSPENDED -> "suspended";
          };
    }
  }

  /** What held. */
  List<String> shown() {
    return List.copyOf(shown);
  }

  /** What the text decides, and what came out differently. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** What else came out differently. */
  List<String> unusual() {
    return List.copyOf(unusual);
  }

  /** The URIs that the last step tried, and the components that it started. */
  List<String> fetchedAndInvoked() {
    List<String> calls = new ArrayList<>(device.fetched());
    calls.addAll(device.invoked());
    return calls;
  }

  /** Runs all steps, and judges each. */
  void run(ScenarioState state) throws IOException, DecodeException, GeneralSecurityException {
    for (Scenario.Step step : scenario.steps()) {
      Map<SuitComponentIdentifier, Optional<Bytes>> before = state.contents(scenario);
      judge(step.expected(), before, process(step, state), state);
    }
  }

  /** Runs one step. */
  End process(Scenario.Step step, ScenarioState state)
      throws DecodeException, GeneralSecurityException {
    VerifiedManifest manifest;
    try {
      manifest = SuitEnvelope.decode(step.envelope()).verifyAny(device.verifiers());
    } catch (VerificationException e) {
      return new End(null, SuitReportReason.UNAUTHORISED, String.valueOf(e.getMessage()));
    } catch (DecodeException e) {
      return new End(null, SuitReportReason.CBOR_PARSE, String.valueOf(e.getMessage()));
    }
    ProcessorPolicy policy =
        step.device()
            .maxComponents()
            .map(ProcessorPolicy.defaults()::withMaxComponents)
            .orElse(ProcessorPolicy.defaults());
    ProcessResult result =
        new ManifestProcessor(device.platform(step, state), policy, listener)
            .process(manifest, procedure(step.procedure()));
    return new End(result, null, result.failure().map(each -> each.explanation()).orElse(""));
  }

  private static Procedure procedure(String word) throws DecodeException {
    return switch (word) {
      case "update" -> Procedure.UPDATE;
      case "invoke" -> Procedure.INVOCATION;
      case "uninstall" -> Procedure.UNINSTALL;
      case "stage" -> Procedure.STAGING;
      case "install" -> Procedure.INSTALLATION;
      default -> throw new IllegalArgumentException("no procedure: " + word);
    };
  }

  // Judging.

  private void judge(
      Scenario.Expected expected,
      Map<SuitComponentIdentifier, Optional<Bytes>> before,
      End end,
      ScenarioState state)
      throws IOException {
    boolean fits =
        expected.result().equals(end.word())
            || expected.result().equals("either")
            || (expected.result().equals("incomplete") && !end.word().equals("complete"));
    note(
        wrong,
        fits,
        "result",
        end.word() + ", wanted " + expected.result() + (fits ? "" : ": " + end.message()));
    Map<SuitComponentIdentifier, Optional<Bytes>> after = state.contents(scenario);
    for (Scenario.State each : expected.components()) {
      note(
          wrong,
          ScenarioStates.holds(each, before, after),
          "component " + each.id(),
          "not " + each.state());
    }
    if (expected.invoked().isPresent()) {
      equal(wrong, "invoked", expected.invoked().get(), device.invoked());
    }
    if (expected.fetched().isPresent()) {
      equal(wrong, "fetched", expected.fetched().get(), device.fetched());
    }
    for (String uri : expected.notFetched()) {
      note(wrong, !device.fetched().contains(uri), "not fetched", uri + " was");
    }
    new ScenarioReport(expected, this::noteUnusual).judge(end, state.registry());
  }

  private void noteUnusual(boolean holds, String check, String difference) {
    note(unusual, holds, check, difference);
  }

  private void equal(List<String> into, String check, Object wanted, Object actual) {
    note(into, wanted.equals(actual), check, actual + ", wanted " + wanted);
  }

  private void note(List<String> into, boolean holds, String check, String difference) {
    if (holds) {
      shown.add(check);
    } else {
      into.add(check + ": " + difference);
    }
  }
}
