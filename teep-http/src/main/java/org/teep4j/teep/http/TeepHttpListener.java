package org.teep4j.teep.http;

import org.jspecify.annotations.Nullable;

/** Is told how each request was answered, for logs and counters. It must return quickly. */
@FunctionalInterface
public interface TeepHttpListener {

  /** Is told everything and does nothing. */
  TeepHttpListener NONE = (status, reason, cause) -> {};

  /**
   * A request was answered.
   *
   * @param status the HTTP status code
   * @param reason why, in one line; it has nothing in it that the client sent
   * @param cause what the TAM threw, or null
   */
  void answered(int status, String reason, @Nullable Throwable cause);
}
