package org.teep4j.suit.author;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.teep4j.suit.SuitManifestLabel;

/** Collects findings, each once, and bounds the work. */
final class Findings {

  /** Honest manifests need a few hundred. */
  private static final int MOST_WORK = 200_000;

  /** Nobody reads more. */
  private static final int MOST_FINDINGS = 1000;

  private static final Comparator<LintWarning> ORDER =
      Comparator.comparing(LintWarning::severity)
          .reversed()
          .thenComparing(warning -> warning.section().map(Enum::ordinal).orElse(-1))
          .thenComparing(warning -> warning.offset().orElse(-1))
          .thenComparing(warning -> warning.component().orElse(-1))
          .thenComparing(LintWarning::rule);

  private final Set<LintWarning> warnings = new LinkedHashSet<>();
  private long work;

  /**
   * Counts work.
   *
   * @return false if there was too much
   */
  boolean spend(long units) {
    work += units;
    return !isExhausted();
  }

  /** Whether so much work was done that the rest is left out. */
  boolean isExhausted() {
    return work > MOST_WORK || warnings.size() >= MOST_FINDINGS;
  }

  private void keep(LintWarning warning) {
    if (warnings.size() < MOST_FINDINGS) {
      warnings.add(warning);
    }
  }

  void add(LintRule rule, String sentence) {
    keep(
        new LintWarning(
            rule, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), sentence));
  }

  void add(LintRule rule, SuitManifestLabel section, String sentence) {
    keep(
        new LintWarning(
            rule, Optional.of(section), OptionalLong.empty(), OptionalLong.empty(), sentence));
  }

  void component(LintRule rule, long component, String sentence) {
    keep(
        new LintWarning(
            rule, Optional.empty(), OptionalLong.empty(), OptionalLong.of(component), sentence));
  }

  void add(LintRule rule, SuitManifestLabel section, long component, String sentence) {
    keep(
        new LintWarning(
            rule,
            Optional.of(section),
            OptionalLong.empty(),
            OptionalLong.of(component),
            sentence));
  }

  void add(LintRule rule, Place place, String sentence) {
    keep(
        new LintWarning(
            rule,
            Optional.of(place.section()),
            OptionalLong.of(place.step().offset()),
            OptionalLong.of(place.component()),
            sentence));
  }

  /** Those that are worst first. */
  List<LintWarning> sorted() {
    List<LintWarning> sorted = new ArrayList<>(warnings);
    if (isExhausted()) {
      sorted.add(
          new LintWarning(
              LintRule.TOO_LARGE,
              Optional.empty(),
              OptionalLong.empty(),
              OptionalLong.empty(),
              "the manifest runs too many commands, or has too many faults, to check all of it"));
    }
    sorted.sort(ORDER);
    return List.copyOf(sorted);
  }
}
