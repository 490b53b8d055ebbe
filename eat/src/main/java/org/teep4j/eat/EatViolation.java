package org.teep4j.eat;

/**
 * A rule that a set of claims breaks.
 *
 * @param rule the rule
 * @param path the claim, with the submodules around it: {@code submods/TEE/hwversion}
 */
public record EatViolation(EatRule rule, String path) {

  /** The place and the rule. */
  @Override
  public String toString() {
    return path + ": " + rule.sentence() + " (" + rule.section() + ")";
  }
}
