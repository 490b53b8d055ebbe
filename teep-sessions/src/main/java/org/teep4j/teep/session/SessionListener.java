package org.teep4j.teep.session;

/** Is told every message that was dropped and every decision. It must return quickly. */
@FunctionalInterface
public interface SessionListener {

  /** Is told everything and does nothing. */
  SessionListener NONE = event -> {};

  /**
   * Something was decided.
   *
   * @param event what, and why
   */
  void on(SessionEvent event);
}
