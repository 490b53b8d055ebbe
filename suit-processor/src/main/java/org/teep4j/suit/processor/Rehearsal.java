package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.Optional;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReportReason;

/**
 * What commands do in a dry run. Dependencies are fetched, because nothing can be said without
 * them. Payloads are assumed to have the digest and size that the manifest states.
 */
final class Rehearsal implements Actions {

  private final Platform platform;
  private final Contents contents;
  private final RehearsalStore store;
  private final Execution execution;

  /**
   * Makes the actions.
   *
   * @param platform the platform, with the store of the dry run in place of its own
   */
  Rehearsal(Platform platform, ProcessorPolicy policy, Contents contents, RehearsalStore store) {
    this.platform = platform;
    this.contents = contents;
    this.store = store;
    this.execution = new Execution(platform, policy, ProcessListener.NONE, contents);
  }

  @Override
  public Effect condition(
      SuitCommandCode code,
      CommandTarget target,
      ParameterSet parameters,
      SuitRecord place,
      boolean isDependency)
      throws IOException {
    return execution.condition(code, target, parameters, place, isDependency);
  }

  @Override
  public Effect directive(
      SuitCommandCode code,
      CommandTarget target,
      ParameterSet parameters,
      SuitRecord place,
      String stagingName)
      throws IOException, Refusal, Suspended {
    boolean isDependency = target.manifest().common().dependencies().containsKey(target.index());
    return switch (code) {
      case DIRECTIVE_INVOKE, DIRECTIVE_WAIT -> Effect.DONE;
      case DIRECTIVE_FETCH ->
          isDependency
              ? execution.directive(code, target, parameters, place, stagingName)
              : fetch(target, parameters, stagingName);
      case DIRECTIVE_COPY -> copy(parameters, stagingName);
      default -> execution.directive(code, target, parameters, place, stagingName);
    };
  }

  @Override
  public boolean startsComponents() {
    return false;
  }

  @Override
  public Effect custom(
      SuitCommand.Custom command, CommandTarget target, ParameterSet parameters, SuitRecord place) {
    return Effect.of(true, SuitParameters.none());
  }

  /** What is staged stays so: nothing becomes active. */
  @Override
  public void activate() {}

  @Override
  public VerifiedManifest dependency(CommandTarget target, SuitDigest expected)
      throws IOException, Refusal {
    return execution.dependency(target, expected);
  }

  @Override
  public boolean dependencyHas(CommandTarget target, SuitManifestLabel section) throws IOException {
    return execution.dependencyHas(target, section);
  }

  private Effect fetch(CommandTarget target, ParameterSet parameters, String name) throws Refusal {
    Optional<String> uri = parameters.value(SuitParameter.URI);
    if (uri.isEmpty()) {
      throw new Refusal(SuitReportReason.OPERATION_FAILED, "there is no URI");
    }
    boolean reachable =
        IntegratedPayloads.find(target.manifest(), uri.get()).isPresent()
            || platform
                .fetcher()
                .isReachable(
                    new PayloadFetcher.FetchRequest(
                        uri.get(), target, parameters.value(SuitParameter.FETCH_ARGUMENTS), 0));
    if (!reachable) {
      throw new Refusal(SuitReportReason.OPERATION_FAILED, "cannot be reached: " + uri.get());
    }
    return assumed(parameters, name);
  }

  private Effect copy(ParameterSet parameters, String name) throws IOException, Refusal {
    SuitComponentIdentifier from = Execution.sourceOf(parameters);
    if (!contents.isPresent(from)) {
      throw new Refusal(
          SuitReportReason.OPERATION_FAILED, "the source component " + from + " has no content");
    }
    Optional<SuitDigest> digest = parameters.value(SuitParameter.IMAGE_DIGEST);
    if (parameters.value(SuitParameter.ENCRYPTION_INFO).isPresent()) {
      return assumed(parameters, name);
    }
    store.assume(name, contents.source(from).orElseThrow());
    return Effect.staged(name, digest.flatMap(like -> contents.knownDigest(from, like)));
  }

  /** Content of which only the manifest's digest and size are known. */
  private Effect assumed(ParameterSet parameters, String name) {
    store.assume(name, parameters.value(SuitParameter.IMAGE_SIZE).map(Uint::bits).orElse(0L));
    return Effect.staged(name, parameters.value(SuitParameter.IMAGE_DIGEST));
  }
}
