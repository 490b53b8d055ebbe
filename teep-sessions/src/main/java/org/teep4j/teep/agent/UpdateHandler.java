package org.teep4j.teep.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessResult;
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

    /** The manifest is installed or unlinked, and the state says so. */
    record Done() implements Ended {}

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
    try {
      int count = update.unneededManifestList().size() + update.manifestList().size();
      while (exchange(tam).done() < count) {
        Ended ended = step(tam, update);
        if (ended instanceof Ended.Waiting) {
          return Optional.empty();
        }
        if (ended instanceof Ended.Failed failed) {
          return Optional.of(fail(tam, update, failed));
        }
      }
      Bytes success = sign(tam, answers.success(update.token(), exchange(tam).reports()));
      finish(tam, keeper.state().tam(tam), success);
      return Optional.of(success);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Ended step(TrustedTam tam, Update update) throws IOException {
    int next = exchange(tam).done();
    List<SuitComponentIdentifier> unneeded = update.unneededManifestList();
    int index = next - unneeded.size();
    if (exchange(tam).running().isEmpty()) {
      discard(); // whatever another Update has left; its end is noted
    }
    return index < 0
        ? unlink(
            new Step(tam, update.token(), "unneeded-manifest-list[" + next + "]"),
            unneeded.get(next))
        : install(
            new Step(tam, update.token(), "manifest-list[" + index + "]"),
            update.manifestList().get(index));
  }

  /**
   * Gives up what an Update has staged, or finishes what was decided.
   *
   * @throws IOException if the device fails
   */
  void discard() throws IOException {
    processor(config.platform()).discard();
  }

  private ManifestProcessor processor(Platform platform) {
    return new ManifestProcessor(
        platform,
        config.policy(),
        new CompletionListener(config.processListener(), this::noteCompleted));
  }

  /** Notes the end of a step while the processor still remembers it. */
  private void noteCompleted(ProcessResult result) throws IOException {
    Optional<SuitReport> report = result.report();
    for (TrustedTam tam : config.tams()) {
      Optional<Exchange> exchange = keeper.state().tam(tam).exchange();
      if (report.isPresent()
          && exchange
              .flatMap(Exchange::running)
              .filter(report.get().reference().manifestDigest().bytes()::equals)
              .isPresent()) {
        Bytes protectedReport = answers.protect(report.get(), update(tam).token(), tam);
        save(
            tam,
            exchange.get().finished(joined(exchange.get().reports(), List.of(protectedReport))));
        events.tell(Kind.PROCESSED, TeepMessageType.UPDATE, changes(result));
      }
    }
  }

  /**
   * Goes on with the Update of a TAM after an interruption.
   *
   * @return as {@link #carryOut}
   * @throws IOException if the Update is not there any more, too
   */
  Optional<Bytes> goOn(TrustedTam tam) throws IOException {
    return carryOut(tam, update(tam));
  }

  /** The Update that is being carried out. */
  private Update update(TrustedTam tam) throws IOException {
    Optional<Bytes> payload = keeper.loadUpdate(tam);
    if (payload.isPresent() && StateKeeper.digest(payload.get()).equals(exchange(tam).digest())) {
      try {
        return (Update) Received.reopen(payload.get(), tam.options().dialect());
      } catch (DecodeException e) {
        throw new IOException("the Update that is being carried out is damaged", e);
      }
    }
    throw new IOException("the Update that is being carried out is not in the store");
  }

  /** What a step has changed, for people. */
  private static String changes(ProcessResult result) {
    List<String> changes = new ArrayList<>();
    for (ComponentChange change : result.changes()) {
      String verb = change instanceof ComponentChange.Removed ? "removed " : "wrote ";
      changes.add(verb + change.component());
    }
    return changes.isEmpty() ? "changed nothing" : String.join(", ", changes);
  }

  private Bytes fail(TrustedTam tam, Update update, Ended.Failed failed) throws IOException {
    events.tell(Kind.NOT_PROCESSED, TeepMessageType.UPDATE, failed.why());
    Bytes error =
        sign(
            tam,
            answers.error(
                tam,
                failed.code(),
                failed.why(),
                update.token(),
                Optional.empty(),
                joined(exchange(tam).reports(), failed.reports())));
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
      discard(); // or finishes what was decided: then the envelope is gone
      if (exchange(step.tam()).running().isEmpty()) {
        return new Ended.Done();
      }
    }
    TrustDomain domain = TrustDomain.of(config, step.tam());
    Optional<InstalledManifest> installed = domain.manifest(id);
    if (installed.isEmpty()) {
      return failed(step, "no manifest is installed as " + id);
    }
    if (domain.isNeeded(id)) {
      return failed(step, "another manifest needs " + id);
    }
    try {
      Optional<VerifiedManifest> manifest = domain.stored(installed.get());
      return manifest.isPresent()
          ? process(step, domain, manifest.get(), Procedure.UNINSTALL)
          : failed(step, "the envelope of the manifest is not there");
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
    return process(step, TrustDomain.of(config, step.tam()), manifest, Procedure.UPDATE);
  }

  private Ended process(
      Step step, TrustDomain domain, VerifiedManifest manifest, Procedure procedure)
      throws IOException {
    save(step.tam(), exchange(step.tam()).starting(manifest.digest().bytes()));
    Trouble trouble = new Trouble();
    ManifestProcessor processor = processor(domain.platform(trouble));
    ProcessResult result;
    try {
      result = processor.process(manifest, procedure);
    } catch (OutOfMemoryError e) {
      discard();
      return new Ended.Failed(
          TeepErrorCode.ERR_TEMPORARY_ERROR, step.name() + ": out of memory", List.of());
    }
    return switch (result.outcome()) {
      case COMPLETE -> new Ended.Done();
      case SUSPENDED -> new Ended.Waiting();
      case ABORTED ->
          new Ended.Failed(
              trouble.isNoted() ? TeepErrorCode.ERR_TEMPORARY_ERROR : FAILED,
              step.name() + ": " + result.failure().orElseThrow().explanation(),
              report(step, result));
    };
  }

  private static Ended failed(Step step, String why) {
    return new Ended.Failed(FAILED, step.name() + ": " + why, List.of());
  }

  private List<Bytes> report(Step step, ProcessResult result) throws IOException {
    return result.report().isPresent()
        ? List.of(answers.protect(result.report().get(), step.token(), step.tam()))
        : List.of();
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
