package org.teep4j.teep.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An HTTP exchange that brought no message and no end of the session. */
final class ExchangeFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final SessionResult.Ending ending;
  private final @Nullable Duration retryAfter;

  ExchangeFailure(SessionResult.Ending ending, String reason, @Nullable Duration retryAfter) {
    super(reason, null, false, false);
    this.ending = ending;
    this.retryAfter = retryAfter;
  }

  ExchangeFailure(SessionResult.Ending ending, String reason) {
    this(ending, reason, null);
  }

  SessionResult result(URI tam, int requests) {
    return new SessionResult(
        tam, ending, requests, String.valueOf(getMessage()), Optional.ofNullable(retryAfter));
  }
}
