package org.teep4j.teep.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a session with a TAM has ended. What the TAM wanted and what became of it, the Agent knows.
 *
 * @param tam the URI of the TAM
 * @param ending how it ended
 * @param requests how many HTTP requests were sent
 * @param reason why, in one line
 * @param retryAfter how long the TAM asks to be left alone ({@code Retry-After}), as it says:
 *     {@link BackOff} bounds it
 */
public record SessionResult(
    URI tam, Ending ending, int requests, String reason, Optional<Duration> retryAfter) {

  /** How a session has ended. */
  public enum Ending {
    /** One side had no more to say. */
    COMPLETE,
    /** The client does not contact this URI. Nothing was sent. */
    NOT_PERMITTED,
    /** No response came, or not all of it, or not in time. */
    UNREACHABLE,
    /** The status of the response was not a successful one. */
    REFUSED,
    /** The response was no TEEP message: another media type, encoded, or too large. */
    UNUSABLE,
    /** The session went on for more requests than the client permits. */
    ENDLESS
  }

  /** Whether the session came to its end. Otherwise the Agent was told {@code ProcessError}. */
  public boolean isComplete() {
    return ending == Ending.COMPLETE;
  }
}
