package org.teep4j.teep.model;

import java.util.Map;
import java.util.TreeMap;

/** How often something happened in all plays, so that a play in which nothing happens is seen. */
final class Tally {

  private static final Map<String, Long> COUNTS = new TreeMap<>();

  private Tally() {}

  static synchronized void count(String what) {
    COUNTS.merge(what, 1L, Long::sum);
  }

  static synchronized Map<String, Long> counts() {
    return new TreeMap<>(COUNTS);
  }
}
