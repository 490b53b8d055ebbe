package org.teep4j.suit.processor;

import java.util.List;
import org.teep4j.suit.SuitVersion;
import org.teep4j.suit.SuitVersionMatch;

/** Compares versions (draft-ietf-suit-update-management, Section 4.4). */
final class Versions {

  private Versions() {}

  static boolean matches(SuitVersion actual, SuitVersionMatch wanted) {
    int order = compare(actual.numbers(), wanted.value().numbers());
    return switch (wanted.type()) {
      case GREATER -> order > 0;
      case GREATER_EQUAL -> order >= 0;
      case EQUAL -> order == 0;
      case LESSER_EQUAL -> order <= 0;
      case LESSER -> order < 0;
    };
  }

  /**
   * Compares until the manifest's numbers are used up. A number that the component does not have
   * counts as 0: that is above the negative numbers of pre-releases.
   */
  private static int compare(List<Long> actual, List<Long> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      long number = i < actual.size() ? actual.get(i) : 0;
      int order = Long.compare(number, wanted.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
