package org.teep4j.teep;

import java.util.Objects;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * What an {@link Update} said, by which its answer is checked. {@link Update#context()} makes it of
 * an Update.
 *
 * @param token the token of the Update, if it had one
 */
public record UpdateContext(Optional<Bytes> token) {

  /** Checks that no component is null. */
  public UpdateContext {
    Objects.requireNonNull(token);
  }
}
