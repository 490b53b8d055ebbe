package org.teep4j.teep;

import java.util.Objects;

/**
 * A place where a message breaks a rule.
 *
 * @param rule the broken rule
 * @param element the place: the CDDL name of the option, or an element in it such as {@code
 *     requested-tc-list[0]/tc-manifest-sequence-number}
 */
public record RuleViolation(TeepRule rule, String element) {

  /** Checks that no component is null. */
  public RuleViolation {
    Objects.requireNonNull(rule);
    Objects.requireNonNull(element);
  }

  /** For example {@code error-versions-required (Section 4.6) at versions: …}. */
  @Override
  public String toString() {
    return rule.id() + " (Section " + rule.section() + ") at " + element + ": " + rule.sentence();
  }
}
