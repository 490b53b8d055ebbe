package org.teep4j.suit.processor;

import java.util.List;
import java.util.Optional;
import org.teep4j.suit.SuitWaitInfo;
import org.teep4j.suit.report.SuitReport;

/**
 * How a procedure ended.
 *
 * @param outcome the end
 * @param failure why the procedure was aborted; present only then
 * @param waitingFor the events that must happen before the procedure can go on; present only if it
 *     is suspended because of them
 * @param report the {@code SUIT_Report}, without a nonce, which {@link SuitReport#withNonce} gives
 *     it; with the capabilities if the manifest asked for others. Empty if the procedure is
 *     suspended, because a report has a result
 * @param changes what the procedure has changed; of a dry run, what it would change. A procedure
 *     that did not complete has changed nothing, except for an invocation that had loaded
 *     components before it failed: these have their new content
 */
public record ProcessResult(
    Outcome outcome,
    Optional<ProcessFailure> failure,
    Optional<SuitWaitInfo> waitingFor,
    Optional<SuitReport> report,
    List<ComponentChange> changes) {

  /**
   * Copies the list.
   *
   * @param outcome the end
   * @param failure why the procedure was aborted
   * @param waitingFor the events that it waits for
   * @param report the report
   * @param changes the changes
   */
  public ProcessResult {
    changes = List.copyOf(changes);
  }

  /** The ends of a procedure. */
  public enum Outcome {
    /** Everything was done, and is active. */
    COMPLETE,
    /**
     * Something failed. Nothing has changed, unless it is an invocation that had loaded components:
     * what has changed is in {@link ProcessResult#changes}. If the platform fails while changes
     * become active that are decided, every later call of the processor tries them first.
     */
    ABORTED,
    /**
     * An event has not happened, or the thread was interrupted: call the processor again later,
     * with the same manifest.
     */
    SUSPENDED
  }

  /**
   * Whether everything was done.
   *
   * @return true if the outcome is {@link Outcome#COMPLETE}
   */
  public boolean isComplete() {
    return outcome == Outcome.COMPLETE;
  }
}
