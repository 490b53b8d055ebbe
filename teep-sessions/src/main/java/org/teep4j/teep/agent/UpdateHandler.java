package org.teep4j.teep.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessFailure;
import org.teep4j.suit.processor.ProcessResult;
import org.teep4j.suit.report.SuitReference;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepMessageType;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.SessionEvent.Kind;

/**
 * Carries out an Update (Section 7.2.2): unlinks manifests, then installs manifests, and stops at
 * the first failure. Each step is noted before it begins and after it has ended, so that an
 * interrupted Update goes on where it was.
 */
final class UpdateHandler {

  private static final TeepErrorCode FAILED = TeepErrorCode.ERR_MANIFEST_PROCESSING_FAILED;

  private final AgentConfig config;
  private final StateKeeper keeper;
  private final Answers answers;
  private final Events events;

  UpdateHandler(AgentConfig config, StateKeeper keeper, Answers answers, Events events) {
    this.config = config;
    this.keeper = keeper;
    this.answers = answers;
    this.events = events;
  }

  /** What a step belongs to. */
  private record Step(TrustedTam tam, Optional<Bytes> token, String name) {}

  /** How a step ended. */
  private sealed interface Ended {

    /** The manifest is installed or unlinked. */
    record Done(List<Bytes> reports) implements Ended {}

    /** The Update ends with an Error. */
    record Failed(TeepErrorCode code, String why, List<Bytes> reports) implements Ended {}

    /** An event must happen before the step can go on. */
    record Waiting() implements Ended {}
  }

  /**
   * Goes on with the Update of a TAM that the state names.
   *
   * @return the signed answer; empty if the Update waits for something
   */
  Optional<Bytes> carryOut(TrustedTam tam, Update update) throws IOException {
    List<SuitComponentIdentifier> unneeded = update.unneededManifestList();
    List<Bytes> manifests = update.manifestList();
    int count = unneeded.size() + manifests.size();
    List<Bytes> reports = exchange(tam).reports();
    for (int next = exchange(tam).done(); next < count; next++) {
      int index = next - unneeded.size();
      Ended ended =
          index < 0
              ? unlink(
                  new Step(tam, update.token(), "unneeded-manifest-list[" + next + "]"),
                  unneeded.get(next))
              : install(
                  new Step(tam, update.token(), "manifest-list[" + index + "]"),
                  manifests.get(index));
      if (ended instanceof Ended.Waiting) {
        return Optional.empty();
      }
      if (ended instanceof Ended.Failed failed) {
        return Optional.of(fail(tam, update, failed, reports));
      }
      reports = joined(reports, ((Ended.Done) ended).reports());
      if (next + 1 < count) {
        save(tam, exchange(tam).finished(reports));
      }
    }
    Bytes success = sign(tam, answers.success(update.token(), reports));
    finish(tam, keeper.state().tam(tam), success);
    return Optional.of(success);
  }

  /**
   * Goes on with the Update of a TAM after an interruption.
   *
   * @return as {@link #carryOut}
   * @throws IOException if the Update is not there any more, too
   */
  Optional<Bytes> goOn(TrustedTam tam) throws IOException {
    Optional<Bytes> payload = keeper.loadUpdate(tam);
    if (payload.isPresent() && StateKeeper.digest(payload.get()).equals(exchange(tam).digest())) {
      try {
        TeepMessage message = Received.reopen(payload.get(), tam.options().dialect());
        return carryOut(tam, (Update) message);
      } catch (DecodeException e) {
        throw new IOException("the Update that is being carried out is damaged", e);
      }
    }
    throw new IOException("the Update that is being carried out is not in the store");
  }

  private Bytes fail(TrustedTam tam, Update update, Ended.Failed failed, List<Bytes> reports)
      throws IOException {
    events.tell(Kind.NOT_PROCESSED, TeepMessageType.UPDATE, failed.why());
    Bytes error =
        sign(
            tam,
            answers.error(
                failed.code(),
                failed.why(),
                update.token(),
                Optional.empty(),
                joined(reports, failed.reports())));
    TamState state = keeper.state().tam(tam);
    // After a temporary error the TAM may send the same Update again.
    finish(
        tam,
        failed.code() == TeepErrorCode.ERR_TEMPORARY_ERROR
            ? state.forgetting(exchange(tam).digest())
            : state,
        error);
    return error;
  }

  /** Stores the answer, before it may be sent, and what the Update has changed. */
  private void finish(TrustedTam tam, TamState tamState, Bytes answer) throws IOException {
    TrustDomain domain = TrustDomain.of(config, tam);
    AgentState state = keeper.state();
    Set<SuitComponentIdentifier> requested = new LinkedHashSet<>();
    for (SuitComponentIdentifier component : state.requested()) {
      if (!domain.isInstalled(component)) {
        requested.add(component);
      }
    }
    Set<SuitComponentIdentifier> unneeded = new LinkedHashSet<>(state.unneeded());
    unneeded.removeIf(each -> domain.admits(each) && domain.referringTo(each).isEmpty());
    keeper.save(
        state
            .with(tam, tamState.withExchange(Optional.of(exchange(tam).answered(answer))))
            .withRequested(requested)
            .withUnneeded(unneeded));
    keeper.removeUpdate(tam);
  }

  private Bytes sign(TrustedTam tam, TeepMessage message) throws IOException {
    AgentKeys.Key key =
        config
            .keys()
            .ofAlgorithm(exchange(tam).algorithm())
            .orElseGet(() -> config.keys().mandatory(tam.options().dialect()));
    return answers.sign(message, key, tam);
  }

  private Ended unlink(Step step, SuitComponentIdentifier id) throws IOException {
    boolean again = exchange(step.tam()).running().isPresent();
    if (again) {
      config.processor(config.platform()).discard(); // or finishes what was decided
    }
    TrustDomain domain = TrustDomain.of(config, step.tam());
    Optional<InstalledManifest> installed = domain.manifest(id);
    if (installed.isEmpty()) {
      return again ? done(step, List.of()) : failed(step, "no manifest is installed as " + id);
    }
    if (domain.isNeeded(id)) {
      return failed(step, "another manifest needs " + id);
    }
    try {
      Optional<VerifiedManifest> manifest = domain.stored(installed.get());
      if (manifest.isEmpty()) {
        return failed(step, "the envelope of the manifest is not there");
      }
      if (!again) {
        save(step.tam(), exchange(step.tam()).starting(true));
      }
      return process(step, domain, manifest.get(), Procedure.UNINSTALL);
    } catch (DecodeException | VerificationException e) {
      return failed(step, Refused.text(e));
    }
  }

  private Ended install(Step step, Bytes envelope) throws IOException {
    if (step.tam().authors().isEmpty()) {
      return failed(step, "no author is trusted");
    }
    VerifiedManifest manifest;
    try {
      manifest = SuitEnvelope.decode(envelope).verifyAny(step.tam().authors());
    } catch (DecodeException | VerificationException e) {
      return failed(step, Refused.text(e));
    }
    if (manifest.manifestComponentId().isEmpty() && config.tams().size() > 1) {
      // It could not be told apart from those of other TAMs, nor be unlinked.
      return failed(step, "the manifest has no suit-manifest-component-id");
    }
    TrustDomain domain = TrustDomain.of(config, step.tam());
    boolean isInstalled = domain.isInstalled(manifest);
    Optional<Boolean> before = exchange(step.tam()).running();
    if (before.isEmpty()) {
      save(step.tam(), exchange(step.tam()).starting(isInstalled));
    } else if (isInstalled && !before.get()) {
      // Interrupted between the processor's last write and the note of it here.
      config.processor(config.platform()).discard();
      return done(step, List.of(report(step, successOf(manifest))));
    }
    return process(step, domain, manifest, Procedure.UPDATE);
  }

  private Ended process(
      Step step, TrustDomain domain, VerifiedManifest manifest, Procedure procedure)
      throws IOException {
    Trouble trouble = new Trouble();
    ManifestProcessor processor = config.processor(domain.platform(trouble));
    ProcessResult result;
    try {
      result = processor.process(manifest, procedure);
    } catch (OutOfMemoryError e) {
      processor.discard();
      return new Ended.Failed(
          TeepErrorCode.ERR_TEMPORARY_ERROR, step.name() + ": out of memory", List.of());
    }
    if (result.outcome() == ProcessResult.Outcome.SUSPENDED) {
      return new Ended.Waiting();
    }
    List<Bytes> reports = new ArrayList<>();
    if (result.report().isPresent()) {
      reports.add(report(step, result.report().get()));
    }
    if (result.isComplete()) {
      return done(step, reports);
    }
    String why = result.failure().map(ProcessFailure::explanation).orElse("");
    return new Ended.Failed(
        trouble.isNoted() ? TeepErrorCode.ERR_TEMPORARY_ERROR : FAILED,
        step.name() + ": " + why,
        reports);
  }

  private Ended done(Step step, List<Bytes> reports) {
    events.tell(Kind.PROCESSED, TeepMessageType.UPDATE, step.name());
    return new Ended.Done(reports);
  }

  private static Ended failed(Step step, String why) {
    return new Ended.Failed(FAILED, step.name() + ": " + why, List.of());
  }

  private Bytes report(Step step, SuitReport report) throws IOException {
    return answers.protect(report, step.token(), step.tam());
  }

  private static SuitReport successOf(VerifiedManifest manifest) {
    return new SuitReport(
        SuitReference.of(manifest),
        Optional.empty(),
        List.of(),
        new SuitReport.Result.Success(),
        Optional.empty(),
        Map.of());
  }

  private Exchange exchange(TrustedTam tam) throws IOException {
    return keeper.state().tam(tam).exchange().orElseThrow();
  }

  private void save(TrustedTam tam, Exchange exchange) throws IOException {
    keeper.save(tam, keeper.state().tam(tam).withExchange(Optional.of(exchange)));
  }

  private static List<Bytes> joined(List<Bytes> first, List<Bytes> second) {
    List<Bytes> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
