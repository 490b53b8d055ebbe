package org.teep4j.suit.processor;

import java.util.Optional;
import java.util.OptionalInt;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.report.SuitRecord;
import org.teep4j.suit.report.SuitReport;

/** Observes a procedure command by command. It is called on the thread of the procedure. */
public interface ProcessListener {

  /** A listener that does nothing. */
  ProcessListener NONE = new ProcessListener() {};

  /**
   * A command is about to be executed for one component.
   *
   * @param command the command
   * @param target the component
   * @param place where the command is
   * @param parameters the parameters of the component
   */
  default void before(
      SuitCommand command, CommandTarget target, SuitRecord place, SuitParameters parameters) {}

  /**
   * A part of a payload has arrived.
   *
   * @param target the component
   * @param bytes the number of bytes that are there; of a payload that is encrypted, of the
   *     ciphertext
   * @param size the number of bytes that the manifest states for it, if it does
   */
  default void progress(CommandTarget target, long bytes, Optional<Uint> size) {}

  /**
   * A command has been executed for one component.
   *
   * @param event what happened
   */
  default void after(CommandEvent event) {}

  /**
   * A command that only directs the procedure is executed for one component: it sets the component
   * or parameters, leads to other commands, or ends a reference.
   *
   * @param event where the procedure goes
   */
  default void flow(FlowEvent event) {}

  /**
   * A component is about to be started, and may never return. Not called in a dry run.
   *
   * @param target the component
   * @param report the report up to here, without a nonce; its reason is {@code invoke-pending}
   */
  default void invokePending(CommandTarget target, SuitReport report) {}

  /**
   * An update, a part of one, or an uninstallation is complete: its changes are active. The journal
   * forgets the procedure when this returns. If the program ends before that, the next call of the
   * processor tells it again, whatever that call is for. So the listener of a platform with a
   * journal hears of each completed procedure at least once, and the result of {@link
   * ManifestProcessor#process} may get lost. Not called in a dry run.
   *
   * @param result the result; the reference in its report has the digest of the manifest
   */
  default void completed(ProcessResult result) {}

  /** A step of a procedure, for one component. */
  sealed interface Event permits CommandEvent, FlowEvent {

    /**
     * The command.
     *
     * @return the command, as the manifest has it
     */
    SuitCommand command();

    /**
     * What it is executed for.
     *
     * @return the component and the manifest
     */
    CommandTarget target();

    /**
     * Where the command is, and what it measured.
     *
     * @return the record that a report would have
     */
    SuitRecord record();

    /**
     * Whether the command is in the shared sequence, which runs before the section in the record;
     * the offset counts from its beginning then.
     *
     * @return true in the shared sequence
     */
    boolean shared();

    /**
     * How many sequences of try-each and run-sequence lie around the command.
     *
     * @return 0 in the section itself
     */
    int depth();
  }

  /**
   * What a command did.
   *
   * @param command the command
   * @param target the component
   * @param record where the command is, and what it measured
   * @param shared whether it is in the shared sequence
   * @param depth how many sequences lie around it
   * @param failure why it failed, or empty if it succeeded
   * @param replayed whether it was executed before an interruption, and only its result was read
   *     from the journal
   * @param nanoseconds how long it took
   */
  record CommandEvent(
      SuitCommand command,
      CommandTarget target,
      SuitRecord record,
      boolean shared,
      int depth,
      Optional<ProcessFailure> failure,
      boolean replayed,
      long nanoseconds)
      implements Event {}

  /**
   * Where a procedure goes. It is told before the commands that it leads to.
   *
   * @param command set-component-index, set-parameters, override-parameters, override-multiple,
   *     copy-params, try-each, run-sequence, process-dependency or unlink
   * @param target the component
   * @param record where the command is
   * @param shared whether it is in the shared sequence
   * @param depth how many sequences lie around it
   * @param sequence the number of the sequence that begins, from 0: a try-each is told again for
   *     each that is tried; empty for other commands
   */
  record FlowEvent(
      SuitCommand command,
      CommandTarget target,
      SuitRecord record,
      boolean shared,
      int depth,
      OptionalInt sequence)
      implements Event {}
}
