package org.teep4j.suit.author;

/** How bad a finding of {@link Lint} is. */
public enum LintSeverity {
  /** Correct, but authors should know about it. */
  NOTE,
  /** Against a recommendation, or probably not what the author meant. */
  WARNING,
  /** Conforming devices refuse the manifest or abort. */
  ERROR
}
