package org.teep4j.vectors.replay;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitSeverable;
import org.teep4j.suit.processor.CommandTarget;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.vectors.format.Scenario;
import org.teep4j.vectors.format.ScenarioPack;
import org.teep4j.vectors.load.BuiltInVectors;

/**
 * What the manifest processor has to do with, shown by the scenarios of this project: elements of
 * manifests that were processed to their end, and elements of the reports that came of it.
 */
public final class ScenarioEvidence {
  private static final Set<SuitManifestLabel> SECTIONS =
      Arrays.stream(Procedure.values())
          .flatMap(procedure -> procedure.sections().stream())
          .collect(Collectors.toSet());

  private final Set<Long> commands = new HashSet<>();
  private final Set<Long> parameters = new HashSet<>();
  private final Set<Long> members = new HashSet<>();
  private final Set<Long> common = new HashSet<>();
  private final Set<Long> report = new HashSet<>();
  private final Set<Long> reasons = new HashSet<>();
  private final Set<Long> capabilities = new HashSet<>();

  private ScenarioEvidence() {}

  /** Runs all scenarios. */
  public static ScenarioEvidence collect() throws Exception {
    ScenarioEvidence evidence = new ScenarioEvidence();
    ProcessListener listener =
        new ProcessListener() {
          @Override
          public void invokePending(CommandTarget target, SuitReport report) {
            evidence.addResult(report);
          }
        };
    for (Scenario scenario : ((ScenarioPack) BuiltInVectors.scenarios()).scenarios()) {
      ScenarioRun run = new ScenarioRun(scenario, listener);
      try (ScenarioState state = ScenarioState.inMemory(scenario)) {
        for (Scenario.Step step : scenario.steps()) {
          evidence.add(step, run.process(step, state));
        }
      }
    }
    evidence.addCapabilities();
    return evidence;
  }

  /** Labels of commands that were executed. */
  public Set<Long> commands() {
    return commands;
  }

  /** Labels of parameters that were set. */
  public Set<Long> parameters() {
    return parameters;
  }

  /** Labels of manifest members. */
  public Set<Long> members() {
    return members;
  }

  /** Labels of members of suit-common. */
  public Set<Long> common() {
    return common;
  }

  /** Labels of members of reports and of their results. */
  public Set<Long> report() {
    return report;
  }

  /** Reasons that were reported. */
  public Set<Long> reasons() {
    return reasons;
  }

  /** Labels of members of the capability report. */
  public Set<Long> capabilities() {
    return capabilities;
  }

  private void add(Scenario.Step step, ScenarioRun.End end) throws Exception {
    if (end.reason() != null) {
      reasons.add(end.reason().label());
    }
    if (end.result() == null) {
      return;
    }
    Optional<SuitReport> made = end.result().report();
    if (made.isPresent()) {
      SuitReport sent = made.get().withNonce(Bytes.ofUtf8("token"));
      readKeys(new CborReader(sent.encode().toBytes()), report);
      addResult(sent);
    }
    if (end.word().equals("complete")) {
      addManifest(SuitEnvelope.decode(step.envelope()));
    }
  }

  private void addResult(SuitReport made) {
    if (made.result() instanceof SuitReport.Result.Failure failure) {
      reasons.add(failure.reason());
      report.addAll(List.of(5L, 6L, 7L));
    }
  }

  private static void readKeys(CborReader reader, Set<Long> keys) throws Exception {
    reader.enterMap();
    while (reader.hasNext()) {
      keys.add(reader.readLong());
      reader.skip();
    }
  }

  private void addManifest(SuitEnvelope envelope) throws Exception {
    Bytes encoded = new CborReader(envelope.unverifiedEncodedManifest()).readBytes();
    readKeys(new CborReader(encoded), members);
    SuitManifest manifest = envelope.unverifiedManifest();
    readKeys(new CborReader(manifest.common().encode().toBytes()), common);
    manifest.common().sharedSequence().ifPresent(this::addSequence);
    for (SuitManifestLabel label : SECTIONS) {
      if (manifest.sequence(label).orElse(null) instanceof SuitSeverable.Whole<?> whole) {
        addSequence((SuitCommandSequence) whole.content());
      }
    }
  }

  private void addSequence(SuitCommandSequence sequence) {
    for (SuitCommand command : sequence.commands()) {
      commands.add(command.label());
      if (command instanceof SuitDirective.RunSequence run) {
        addSequence(run.sequence());
      } else if (command instanceof SuitDirective.TryEach each) {
        each.sequences().forEach(this::addSequence);
      } else if (command instanceof SuitDirective.OverrideParameters override) {
        addParameters(override.parameters());
      } else if (command instanceof SuitDirective.SetParameters set) {
        addParameters(set.parameters());
      } else if (command instanceof SuitDirective.OverrideMultiple multiple) {
        multiple.parameters().values().forEach(this::addParameters);
      }
    }
  }

  private void addParameters(SuitParameters set) {
    set.parameters().stream().map(SuitParameter::label).forEach(parameters::add);
  }

  private void addCapabilities() throws Exception {
    Scenario any = ((ScenarioPack) BuiltInVectors.scenarios()).scenarios().get(0);
    try (ScenarioState state = ScenarioState.inMemory(any)) {
      ManifestProcessor processor =
          new ManifestProcessor(new ScenarioDevice(any).platform(any.steps().get(0), state));
      readKeys(new CborReader(processor.capabilities().encode().toBytes()), capabilities);
    }
  }
}
