package org.teep4j.vectors;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What did not hold.
 *
 * @param check what was checked, for example {@code decode}
 * @param reason what was found instead
 * @param offset where, in bytes from the start of the vector (in characters, if the vector is
 *     notation), if one place can be named
 * @param path in which element, with the names of the CDDL or as a {@link CborPath}; empty if the
 *     vector as a whole is meant
 */
public record ReplayFailure(
    String check, String reason, OptionalLong offset, Optional<String> path) {

  /** Everything in one line, for a person. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(check);
    offset.ifPresent(value -> text.append(" at offset ").append(value));
    path.ifPresent(value -> text.append(" in ").append(value));
    return text.append(": ").append(reason).toString();
  }
}
