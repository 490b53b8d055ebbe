package org.teep4j.vectors.replay;

import java.util.Optional;
import java.util.OptionalLong;
import org.teep4j.vectors.CborPath;

/**
 * An expectation that did not hold.
 *
 * @param check the check, for example {@code decode}
 * @param reason the actual result
 * @param offset the offset in bytes from the start of the vector (in characters, if the vector is
 *     notation), if it is unambiguous
 * @param path the element, by the names of the CDDL or as a {@link CborPath}; empty for the vector
 *     as a whole
 */
public record ReplayFailure(
    String check, String reason, OptionalLong offset, Optional<String> path) {

  /** Returns the failure in one line for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(check);
    offset.ifPresent(value -> text.append(" at offset ").append(value));
    path.ifPresent(value -> text.append(" in ").append(value));
    return text.append(": ").append(reason).toString();
  }
}
