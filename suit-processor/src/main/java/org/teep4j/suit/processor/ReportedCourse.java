package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.ProcessListener.CommandEvent;
import org.teep4j.suit.processor.ProcessListener.Event;
import org.teep4j.suit.processor.ProcessListener.FlowEvent;
import org.teep4j.suit.report.SuitReport;

/**
 * The course of a procedure, command by command, as a report from a device tells it
 * (draft-ietf-suit-report, Section 3). A report has little more than the conditions that failed:
 * together with the manifests, that determines which commands were executed.
 *
 * @param events the commands in the order of their execution, each for one component; what they
 *     measured is known only where the report says it
 * @param failure why the procedure was aborted, as the report says; empty if it succeeded
 * @param consistent whether the commands lead to the result that the report has; if not, another
 *     manifest, another procedure or another processor was at work
 */
public record ReportedCourse(
    List<Event> events, Optional<ProcessFailure> failure, boolean consistent) {

  /**
   * Copies the list.
   *
   * @param events the commands
   * @param failure why the procedure was aborted
   * @param consistent whether the commands lead to the result
   */
  public ReportedCourse {
    events = List.copyOf(events);
  }

  /**
   * Reconstructs a course.
   *
   * @param report the report
   * @param manifest the root manifest that the report refers to
   * @param dependencies its dependencies at all levels, in any order; those in envelopes of others
   *     as well
   * @param procedure the procedure that was executed; a report does not say it
   * @return the course
   * @throws IllegalArgumentException if the report refers to another manifest
   */
  public static ReportedCourse of(
      SuitReport report,
      VerifiedManifest manifest,
      List<VerifiedManifest> dependencies,
      Procedure procedure) {
    if (!report.reference().manifestDigest().equals(manifest.digest())) {
      throw new IllegalArgumentException("the report is about another manifest");
    }
    List<Event> events = new ArrayList<>();
    ProcessListener listener =
        new ProcessListener() {
          @Override
          public void after(CommandEvent event) {
            events.add(event);
          }

          @Override
          public void flow(FlowEvent event) {
            events.add(event);
          }
        };
    Retelling actions = new Retelling(report, dependencies);
    Platform platform = Retelling.platform();
    Contents contents = new Contents(platform.store());
    Optional<ProcessFailure> failure = Optional.empty();
    try {
      new Machine(
              new Run(
                  platform,
                  ProcessorPolicy.defaults(),
                  procedure,
                  listener,
                  Recorder.begin(Journal.none(), manifest.digest(), procedure),
                  new Reporter(manifest),
                  contents,
                  new Installation(platform.registry()),
                  actions))
          .process(ManifestFrame.root(manifest));
    } catch (Aborted e) {
      failure = Optional.of(e.failure());
    } catch (Suspended | IOException | DecodeException e) {
      throw new IllegalStateException("nothing is read, and nothing waits", e);
    }
    return new ReportedCourse(events, told(report, failure), agree(report, failure));
  }

  private static Optional<ProcessFailure> told(
      SuitReport report, Optional<ProcessFailure> reconstructed) {
    if (report.result() instanceof SuitReport.Result.Failure said) {
      return reconstructed.isPresent() && agree(report, reconstructed)
          ? reconstructed
          : Optional.of(Retelling.failure(said));
    }
    return Optional.empty();
  }

  private static boolean agree(SuitReport report, Optional<ProcessFailure> reconstructed) {
    if (report.result() instanceof SuitReport.Result.Failure said) {
      return reconstructed
          .map(found -> Recorder.samePlace(found.record(), said.record()))
          .orElse(false);
    }
    return reconstructed.isEmpty();
  }
}
