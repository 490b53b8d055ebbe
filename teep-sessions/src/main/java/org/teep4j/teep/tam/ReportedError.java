package org.teep4j.teep.tam;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.teep4j.teep.ErrCode;

/**
 * An Error that an Agent has sent.
 *
 * @param time when it came
 * @param code {@code err-code}
 * @param message {@code err-msg}, 1 to 128 bytes of UTF-8, as the Agent wrote it
 */
public record ReportedError(Instant time, ErrCode code, Optional<String> message) {

  /** Checks that no component is null. */
  public ReportedError {
    Objects.requireNonNull(time);
    Objects.requireNonNull(code);
    Objects.requireNonNull(message);
  }
}
