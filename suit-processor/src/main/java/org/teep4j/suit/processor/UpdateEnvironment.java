package org.teep4j.suit.processor;

import java.time.Instant;
import java.util.Optional;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitWaitInfo;

/**
 * Time, power and consent, for the commands of draft-ietf-suit-update-management. Each method has a
 * default for a device that knows no more than the time.
 */
public interface UpdateEnvironment {

  /** What a device says of the events that a manifest waits for. */
  enum WaitState {
    /** All of them have happened. */
    OVER,
    /** At least one has not happened: the procedure is suspended. */
    WAITING,
    /** The device cannot know one of them: the procedure is aborted. */
    UNSUPPORTED
  }

  /**
   * The clock of the system, no battery, no consent, no events.
   *
   * @return the defaults
   */
  static UpdateEnvironment system() {
    return new UpdateEnvironment() {};
  }

  /**
   * The time.
   *
   * @return the time now
   */
  default Instant now() {
    return Instant.now();
  }

  /**
   * The charge of the battery.
   *
   * @return milliwatt-hours, or empty if the device has no battery or does not know
   */
  default Optional<Uint> batteryLevel() {
    return Optional.empty();
  }

  /**
   * Whether the update may take place now.
   *
   * @param target the component
   * @param priority {@code suit-parameter-update-priority}; a smaller number is more urgent
   * @return true to let the condition succeed
   */
  default boolean isAuthorized(CommandTarget target, long priority) {
    return false;
  }

  /**
   * Whether the procedure may go on.
   *
   * @param target the component
   * @param events the events, all of which must have happened
   * @return the state of the events
   */
  default WaitState awaited(CommandTarget target, SuitWaitInfo events) {
    return WaitState.UNSUPPORTED;
  }
}
