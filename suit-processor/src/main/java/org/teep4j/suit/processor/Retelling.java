package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportReason;

/**
 * What commands did on another device, as its report tells: a condition failed if there is a record
 * of it whose measured properties are not those that it asks for.
 */
final class Retelling implements Actions {

  private final Deque<SuitRecord> records = new ArrayDeque<>();
  private final Optional<SuitReport.Result.Failure> failure;
  private final List<VerifiedManifest> dependencies;

  Retelling(SuitReport report, List<VerifiedManifest> dependencies) {
    for (SuitReport.Entry entry : report.records()) {
      if (entry instanceof SuitRecord record) {
        records.add(record);
      }
    }
    this.failure =
        report.result() instanceof SuitReport.Result.Failure said
            ? Optional.of(said)
            : Optional.empty();
    this.dependencies = List.copyOf(dependencies);
  }

  /** A device that has every component and never does anything. */
  static Platform platform() {
    ManifestRegistry registry =
        new ManifestRegistry() {
          @Override
          public List<InstalledManifest> manifests() {
            return List.of();
          }

          @Override
          public void replace(List<InstalledManifest> manifests) {}
        };
    return Platform.builder(
            new AnyStore(), registry, DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
        .build();
  }

  static ProcessFailure failure(SuitReport.Result.Failure said) {
    return new ProcessFailure(
        said.knownReason().orElse(SuitReportReason.OPERATION_FAILED),
        said.record(),
        OptionalLong.empty(),
        false,
        "the report says so");
  }

  /** The first record about a place that has not been used yet, or the one of the result. */
  private Optional<SuitRecord> take(SuitRecord place) {
    Optional<SuitRecord> found =
        records.stream().filter(each -> Recorder.samePlace(each, place)).findFirst();
    if (found.isPresent()) {
      records.remove(found.get());
      return found;
    }
    return failure
        .map(SuitReport.Result.Failure::record)
        .filter(record -> Recorder.samePlace(record, place));
  }

  @Override
  public Effect condition(
      SuitCommandCode code,
      CommandTarget target,
      ParameterSet parameters,
      SuitRecord place,
      boolean isDependency) {
    if (code == SuitCommandCode.CONDITION_IS_DEPENDENCY) {
      take(place);
      return Effect.of(isDependency, SuitParameters.none());
    }
    Optional<SuitRecord> record = take(place);
    SuitParameters measured = record.map(SuitRecord::properties).orElse(SuitParameters.none());
    boolean failed =
        code == SuitCommandCode.CONDITION_ABORT
            || (record.isPresent() && !confirms(code, measured, parameters));
    return Effect.of(!failed, measured);
  }

  /** Whether the measured properties are what a condition asks for. */
  private static boolean confirms(
      SuitCommandCode code, SuitParameters measured, ParameterSet parameters) {
    return switch (code) {
      case CONDITION_USE_BEFORE -> compare(SuitParameter.USE_BEFORE, measured, parameters) < 0;
      case CONDITION_MINIMUM_BATTERY ->
          compare(SuitParameter.MINIMUM_BATTERY, measured, parameters) >= 0;
      case CONDITION_IMAGE_NOT_MATCH ->
          !measured.isEmpty() && !equal(SuitParameter.IMAGE_DIGEST, measured, parameters);
      default ->
          measured.parameters().stream()
              .anyMatch(parameter -> equal(parameter, measured, parameters));
    };
  }

  /** The order of a measured number and a parameter; of the failing kind if one is absent. */
  private static int compare(
      SuitParameter<Uint> parameter, SuitParameters measured, ParameterSet parameters) {
    Optional<Uint> actual = measured.value(parameter);
    Optional<Uint> limit = parameters.value(parameter);
    if (actual.isEmpty() || limit.isEmpty()) {
      return parameter == SuitParameter.USE_BEFORE ? 1 : -1;
    }
    return actual.get().compareTo(limit.get());
  }

  private static <T> boolean equal(
      SuitParameter<T> parameter, SuitParameters measured, ParameterSet parameters) {
    Optional<T> actual = measured.value(parameter);
    return actual.isPresent() && actual.equals(parameters.value(parameter));
  }

  @Override
  public Effect directive(
      SuitCommandCode code,
      CommandTarget target,
      ParameterSet parameters,
      SuitRecord place,
      String stagingName)
      throws Refusal {
    refuseIfSaid(place);
    boolean stages =
        code == SuitCommandCode.DIRECTIVE_FETCH
            || code == SuitCommandCode.DIRECTIVE_COPY
            || code == SuitCommandCode.DIRECTIVE_WRITE;
    return stages ? Effect.staged(stagingName, Optional.empty()) : Effect.DONE;
  }

  private void refuseIfSaid(SuitRecord place) throws Refusal {
    take(place);
    if (failure.isPresent() && Recorder.samePlace(failure.get().record(), place)) {
      throw new Refusal(failure(failure.get()).reason(), "the report says so");
    }
  }

  @Override
  public boolean startsComponents() {
    return false;
  }

  @Override
  public Effect custom(
      SuitCommand.Custom command, CommandTarget target, ParameterSet parameters, SuitRecord place) {
    return Effect.of(take(place).isEmpty(), SuitParameters.none());
  }

  /** What is staged stays so: nothing becomes active. */
  @Override
  public void activate() {}

  @Override
  public VerifiedManifest dependency(CommandTarget target, SuitDigest expected) throws Refusal {
    for (VerifiedManifest dependency : dependencies) {
      if (dependency.digest().equals(expected)) {
        return dependency;
      }
    }
    throw new Refusal(SuitReportReason.CONDITION_FAILED, "this dependency was not given");
  }

  @Override
  public boolean dependencyHas(CommandTarget target, SuitManifestLabel section) {
    return false;
  }

  /** A store that has a place for every component. */
  private static final class AnyStore implements ComponentStore {

    @Override
    public boolean supports(SuitComponentIdentifier component) {
      return true;
    }

    @Override
    public Optional<ContentSource> content(SuitComponentIdentifier component) {
      return Optional.empty();
    }

    @Override
    public ContentSink stage(StagingRequest request) throws IOException {
      throw new IOException("nothing is staged");
    }

    @Override
    public ContentSource staged(String name) throws IOException {
      throw new IOException("nothing is staged");
    }

    @Override
    public void discardStaged() {}

    @Override
    public void activate(List<ComponentChange> changes) {}
  }
}
