package org.teep4j.suit.author;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.teep4j.suit.SuitManifestLabel;

/**
 * A finding of {@link Lint}.
 *
 * @param rule the rule that is broken
 * @param section the section with the command; {@link SuitManifestLabel#COMMON} is the shared
 *     sequence; empty if the finding is about the manifest or envelope as a whole
 * @param offset the number of bytes before the command, from the beginning of the section's
 *     sequence; bytes of nested sequences count alike
 * @param component the index of the component, or empty if the finding is about none
 * @param sentence what is wrong, for people
 */
public record LintWarning(
    LintRule rule,
    Optional<SuitManifestLabel> section,
    OptionalLong offset,
    OptionalLong component,
    String sentence) {

  /**
   * How bad it is.
   *
   * @return the severity of the rule
   */
  public LintSeverity severity() {
    return rule.severity();
  }

  /** In one line, as {@code error install+12, component 1: …}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(severity().name().toLowerCase(Locale.ROOT));
    section.ifPresent(label -> line.append(' ').append(name(label)));
    offset.ifPresent(bytes -> line.append('+').append(bytes));
    component.ifPresent(index -> line.append(", component ").append(index));
    return line.append(": ").append(sentence).append(" [").append(rule.id()).append(']').toString();
  }

  private static String name(SuitManifestLabel label) {
    return label == SuitManifestLabel.COMMON ? "shared-sequence" : label.shortName();
  }
}
