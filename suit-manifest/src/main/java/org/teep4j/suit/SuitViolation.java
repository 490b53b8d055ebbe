package org.teep4j.suit;

import java.util.Objects;

/**
 * A place where an envelope breaks a rule.
 *
 * @param rule the broken rule
 * @param element the place: the name of a member, or the key of a payload
 */
public record SuitViolation(SuitEnvelopeRule rule, String element) {

  /** Refuses null values. */
  public SuitViolation {
    Objects.requireNonNull(rule);
    Objects.requireNonNull(element);
  }

  /** For example {@code payload-digest at #tc: a payload has the digest …}. */
  @Override
  public String toString() {
    return rule.id() + " at " + element + ": " + rule.sentence();
  }
}
