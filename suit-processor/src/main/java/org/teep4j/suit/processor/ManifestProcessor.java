package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.ProcessResult.Outcome;
import org.teep4j.suit.report.SuitCapabilityReport;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportReason;

/**
 * Executes verified manifests on a platform (draft-ietf-suit-manifest, Section 6). After an update
 * or uninstallation a device is in the new state, or in the old one.
 *
 * <p>All changes of such a procedure become active together at its end. If the platform has a
 * journal, a procedure that was interrupted goes on when it is started again with the same
 * manifest. A procedure for another manifest discards what an interrupted one has staged.
 *
 * <p>A program that ends between the end of a procedure and the return of {@link #process} does not
 * know that it has ended. Executed again, the same manifest is a new procedure, which does no harm
 * if it only fetches and writes: but one that copies an old content aside, or exchanges two, finds
 * others then. A program that must not repeat one notes the end in {@link
 * ProcessListener#completed}, which is called before the journal forgets it.
 *
 * <p>An invocation is not one change: before it starts a component, and at the end of each section,
 * it makes active what it has loaded. If something fails after that, for example the start itself,
 * the loaded contents stay where they are, and {@link ProcessResult#changes} names them. The next
 * invocation loads them again. Loading discards what an interrupted update has staged.
 *
 * <p>On a platform with {@link Slots}, an update is on trial when it is complete, until {@link
 * #confirm} or {@link #revert}.
 *
 * <p>What fails on a device is a {@link ProcessResult} and no exception. One processor works on one
 * procedure at a time. To stop it, interrupt its thread: the result is {@link Outcome#SUSPENDED}.
 */
public final class ManifestProcessor {

  private final Platform platform;
  private final ProcessorPolicy policy;
  private final ProcessListener listener;

  /**
   * A processor with the default policy.
   *
   * @param platform the device
   */
  public ManifestProcessor(Platform platform) {
    this(platform, ProcessorPolicy.defaults(), ProcessListener.NONE);
  }

  /**
   * A processor.
   *
   * @param platform the device
   * @param policy what the specifications leave to the device
   * @param listener observes each command
   */
  public ManifestProcessor(Platform platform, ProcessorPolicy policy, ProcessListener listener) {
    this.platform = platform;
    this.policy = policy;
    this.listener = listener;
  }

  /**
   * Executes a procedure, or goes on with it.
   *
   * @param manifest the root manifest
   * @param procedure the procedure
   * @return how it ended
   */
  public synchronized ProcessResult process(VerifiedManifest manifest, Procedure procedure) {
    try {
      Optional<ProcessResult> finished = finishDecided(manifest, procedure);
      return finished.isPresent()
          ? finished.get()
          : execute(acceptable(manifest, procedure), procedure);
    } catch (Aborted e) {
      return aborted(e.failure(), new Reporter(manifest));
    } catch (IOException | DecodeException e) {
      return broken(manifest, procedure, e);
    }
  }

  /**
   * Does everything of a procedure but its effects: checks rights, capabilities and components,
   * fetches dependencies, asks whether payloads can be reached, and assumes that they are what the
   * manifest says. Nothing is changed or started, and an interrupted procedure stays as it is.
   *
   * @param manifest the root manifest
   * @param procedure the procedure
   * @return how it would end, as far as that is known without the payloads
   */
  public synchronized ProcessResult dryRun(VerifiedManifest manifest, Procedure procedure) {
    RehearsalStore store = new RehearsalStore(platform.store());
    Platform rehearsed = platform.toBuilder(store).journal(Journal.none()).build();
    Contents contents = new Contents(store);
    Actions actions = new Rehearsal(rehearsed, policy, contents, store);
    try {
      Recorder recorder = Recorder.begin(Journal.none(), manifest.digest(), procedure);
      ManifestFrame root = acceptable(manifest, procedure);
      return run(root, procedure, rehearsed, recorder, contents, actions).result();
    } catch (Aborted e) {
      return aborted(e.failure(), new Reporter(manifest));
    } catch (IOException | DecodeException e) {
      return aborted(failure(manifest, e.toString()), new Reporter(manifest));
    }
  }

  /**
   * Gives up a suspended or interrupted procedure: what it has staged is removed. A procedure that
   * was interrupted while its changes became active is finished instead; {@link #abandon} gives up
   * one that cannot be finished.
   *
   * @throws IOException if the platform fails
   */
  public synchronized void discard() throws IOException {
    Optional<CommitPoint> decided = decided();
    if (decided.isPresent()) {
      complete(decided.get());
    } else {
      forget();
    }
  }

  /**
   * Gives up a procedure whose changes cannot become active, because the store or the registry
   * fails whenever {@link #discard} or {@link #process} tries it. Such a device can do nothing else
   * before. Afterwards some of the components have their new content and others the old one, and
   * the registry may have the old manifests: install one again. With {@link Slots}, {@link #revert}
   * returns to the old ones.
   *
   * @throws IOException if the platform fails
   */
  public synchronized void abandon() throws IOException {
    platform.journal().clear();
    platform.store().abandonActivation();
    platform.store().discardStaged();
  }

  /**
   * The update that is on trial, because the platform has {@link Slots}.
   *
   * @return empty if there is none
   * @throws IOException if the platform fails
   */
  public synchronized Optional<Slots.Trial> trial() throws IOException {
    finishDecided();
    return platform.slots().trial();
  }

  /**
   * Keeps the update that is on trial, for example once the device has started with it. Does
   * nothing if none is.
   *
   * @throws IOException if the platform fails; call it again
   */
  public synchronized void confirm() throws IOException {
    finishDecided();
    platform.slots().end();
  }

  /**
   * Returns to the contents and the installed manifests before the update that is on trial. A
   * device whose boot loader has returned by itself calls this when it starts. Does nothing if no
   * update is on trial.
   *
   * @throws IOException if the platform fails; call it again
   */
  public synchronized void revert() throws IOException {
    finishDecided();
    Optional<Slots.Trial> trial = platform.slots().trial();
    if (trial.isPresent()) {
      platform.slots().restore();
      platform.registry().replace(trial.get().before());
      platform.slots().end(); // last: until then it can be repeated
    }
  }

  private void finishDecided() throws IOException {
    Optional<CommitPoint> decided = decided();
    if (decided.isPresent()) {
      complete(decided.get());
    }
  }

  private void forget() throws IOException {
    platform.journal().clear();
    platform.store().discardStaged(); // last: what is in the journal may need it
  }

  /**
   * What this processor and its platform can do (draft-ietf-suit-report, Section 6).
   *
   * @return the {@code SUIT_Capability_Report}
   */
  public SuitCapabilityReport capabilities() {
    return Capabilities.of(platform);
  }

  /** Makes the changes of a procedure that was interrupted behind its commit point. */
  private Optional<ProcessResult> finishDecided(VerifiedManifest manifest, Procedure procedure)
      throws IOException {
    Optional<CommitPoint> decided = decided();
    if (decided.isEmpty()) {
      return Optional.empty();
    }
    ProcessResult result = complete(decided.get());
    boolean same =
        decided.get().digest().equals(manifest.digest()) && decided.get().procedure() == procedure;
    return same ? Optional.of(result) : Optional.empty();
  }

  private Optional<CommitPoint> decided() throws IOException {
    try {
      return CommitPoint.find(platform.journal().records());
    } catch (DecodeException e) {
      return Optional.empty(); // not written by this release
    }
  }

  /**
   * The checks before anything is touched: a manifest that is refused must not even discard what an
   * interrupted procedure of another manifest has staged.
   */
  private ManifestFrame acceptable(VerifiedManifest manifest, Procedure procedure)
      throws Aborted, IOException {
    ManifestFrame root = ManifestFrame.root(manifest);
    if (procedure.isJournaled() && platform.slots().trial().isPresent()) {
      throw Places.manifest(
          root, SuitReportReason.OPERATION_FAILED, "another update is still on trial");
    }
    checkSequenceNumber(root, new Installation(platform.registry()));
    new Preflight(platform, policy, procedure).check(root);
    return root;
  }

  private ProcessResult execute(ManifestFrame root, Procedure procedure)
      throws IOException, DecodeException {
    VerifiedManifest manifest = root.manifest();
    if (!procedure.isJournaled() && !platform.journal().records().isEmpty()) {
      // An invocation between two parts of an update: what the update has staged stays.
      Recorder recorder = Recorder.begin(Journal.none(), manifest.digest(), procedure);
      return execute(root, procedure, recorder).result();
    }
    Journal journal = procedure.isJournaled() ? platform.journal() : Journal.none();
    Optional<Recorder> resumed = Recorder.resume(journal, manifest.digest(), procedure);
    if (resumed.isEmpty()) {
      journal.clear();
      platform.store().discardStaged();
    }
    Recorder recorder =
        resumed.isPresent() ? resumed.get() : Recorder.begin(journal, manifest.digest(), procedure);
    Ended ended;
    try {
      ended = execute(root, procedure, recorder);
    } catch (DecodeException e) {
      // The journal tells of another course, for example of another release: begin again.
      discard();
      recorder = Recorder.begin(journal, manifest.digest(), procedure);
      ended = execute(ManifestFrame.root(manifest), procedure, recorder);
    }
    if (ended.result().isComplete() && procedure.isJournaled()) {
      ended.commit().orElseThrow().write(journal);
      complete(ended.commit().orElseThrow());
    } else if (ended.result().outcome() == Outcome.ABORTED) {
      discard();
    }
    return ended.result();
  }

  private Ended execute(ManifestFrame root, Procedure procedure, Recorder recorder)
      throws IOException, DecodeException {
    Contents contents = new Contents(platform.store());
    Actions actions = new Execution(platform, policy, listener, contents);
    return run(root, procedure, platform, recorder, contents, actions);
  }

  /**
   * The end of the commands.
   *
   * @param commit what is to be done then; empty unless the result is complete
   */
  private record Ended(ProcessResult result, Optional<CommitPoint> commit) {}

  private Ended run(
      ManifestFrame root,
      Procedure procedure,
      Platform used,
      Recorder recorder,
      Contents contents,
      Actions actions)
      throws IOException, DecodeException {
    VerifiedManifest manifest = root.manifest();
    Reporter reporter = new Reporter(manifest);
    Installation installation = new Installation(used.registry());
    try {
      new Machine(
              new Run(
                  used,
                  policy,
                  procedure,
                  listener,
                  recorder,
                  reporter,
                  contents,
                  installation,
                  actions))
          .process(root);
    } catch (Aborted e) {
      return new Ended(aborted(e.failure(), reporter, contents.made()), Optional.empty());
    } catch (Suspended e) {
      return new Ended(
          new ProcessResult(
              Outcome.SUSPENDED, Optional.empty(), e.events(), Optional.empty(), contents.made()),
          Optional.empty());
    }
    finish(root, procedure, used, contents, installation);
    CommitPoint commit =
        new CommitPoint(
            manifest.digest(),
            procedure,
            contents.changes(),
            installation.manifests(),
            reporter.report(Optional.empty()));
    return new Ended(result(commit), Optional.of(commit));
  }

  /** Rollback protection: a lower number than that of the installed manifest is refused. */
  private void checkSequenceNumber(ManifestFrame root, Installation installation) throws Aborted {
    Uint offered = root.manifest().sequenceNumber();
    Optional<Uint> installed = installation.sequenceNumber(root);
    int order = installed.map(offered::compareTo).orElse(1);
    if (order < 0 || (order == 0 && !policy.equalSequenceNumber())) {
      throw Places.manifest(
          root,
          SuitReportReason.CONDITION_FAILED,
          "the sequence number is " + offered + ", and " + installed.get() + " is installed");
    }
  }

  private static void finish(
      ManifestFrame root,
      Procedure procedure,
      Platform used,
      Contents contents,
      Installation installation)
      throws IOException {
    Optional<SuitComponentIdentifier> home = root.home();
    if (procedure.installs()) {
      installation.install();
      if (home.isPresent()) {
        storeManifest(root, home.get(), used, contents);
      }
    } else if (procedure == Procedure.UNINSTALL) {
      installation.remove(home);
      if (home.isPresent() && contents.isPresent(home.get())) {
        contents.remove(home.get());
      }
    }
  }

  private static void storeManifest(
      ManifestFrame root, SuitComponentIdentifier home, Platform used, Contents contents)
      throws IOException {
    String name = "manifest";
    ComponentStore.StagingRequest request =
        new ComponentStore.StagingRequest(
            name, root.target(0, home), Optional.empty(), Optional.empty());
    try (ContentSink sink = used.store().stage(request)) {
      root.manifest().envelope().encode().writeTo(sink.stream());
      sink.complete();
    }
    contents.put(home, new Contents.Content.Staged(name));
  }

  /** Makes the decided changes, tells of it, and forgets the procedure. */
  private ProcessResult complete(CommitPoint commit) throws IOException {
    commit.perform(platform);
    ProcessResult result = result(commit);
    listener.completed(result);
    try {
      forget();
    } catch (IOException e) {
      // The changes are active. The next procedure removes what is left over.
    }
    return result;
  }

  private static ProcessResult result(CommitPoint commit) {
    return new ProcessResult(
        Outcome.COMPLETE,
        Optional.empty(),
        Optional.empty(),
        Optional.of(commit.report()),
        commit.changes());
  }

  private ProcessResult aborted(ProcessFailure failure, Reporter reporter) {
    return aborted(failure, reporter, List.of());
  }

  private ProcessResult aborted(
      ProcessFailure failure, Reporter reporter, List<ComponentChange> made) {
    SuitReport report = reporter.report(Optional.of(failure));
    if (failure.reason().isMissingCapability()) {
      report = report.withCapabilityReport(capabilities());
    }
    return new ProcessResult(
        Outcome.ABORTED, Optional.of(failure), Optional.empty(), Optional.of(report), made);
  }

  /**
   * The store, the registry or the journal failed between two commands. Changes that are decided
   * are tried again here, and if that fails as well, by the next call.
   */
  private ProcessResult broken(VerifiedManifest manifest, Procedure procedure, Exception cause) {
    String explanation = cause.toString();
    try {
      Optional<ProcessResult> finished = finishDecided(manifest, procedure);
      if (finished.isPresent()) {
        return finished.get();
      }
      discard();
    } catch (IOException e) {
      explanation = explanation + "; then: " + e;
    }
    return aborted(failure(manifest, explanation), new Reporter(manifest));
  }

  private static ProcessFailure failure(VerifiedManifest manifest, String explanation) {
    return Places.manifest(
            ManifestFrame.root(manifest), SuitReportReason.OPERATION_FAILED, explanation)
        .failure();
  }
}
