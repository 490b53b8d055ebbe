package org.teep4j.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something that a reader of results wants to know, and the measurements that answer it, all on the
 * same bytes.
 *
 * @param id its name on the command line
 * @param group what it belongs to
 * @param title what is done with which input
 * @param sentence what is compared with what, and what to bear in mind
 * @param brief whether a short run asks it, unless it is asked for by name
 * @param warmup seconds, of which a short run needs at least so many until the compiler is done
 * @param parameters those of the benchmarks that all contestants have in common
 * @param contestants the first is what the others are compared with
 */
record Question(
    String id,
    Group group,
    String title,
    String sentence,
    boolean brief,
    int warmup,
    Map<String, String> parameters,
    List<Contestant> contestants) {

  /** Questions of one kind. */
  enum Group {
    DECODE("messages, envelopes and a large document, from bytes to values"),
    ENCODE("the same, from values to bytes"),
    LARGE("an Update with a large payload, both ways"),
    SIGN("COSE_Sign1: signing and verifying, and what computes"),
    ENCRYPT("COSE_Encrypt0, COSE_Mac0 and COSE_Encrypt, and what computes");

    private final String description;

    Group(String description) {
      this.description = description;
    }

    /** What it is called on the command line. */
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    String description() {
      return description;
    }
  }

  /** What a contestant is to this library. */
  enum Role {
    /** This library. */
    OWN,
    /** Another library. */
    PEER,
    /** The bare work, without what makes it safe or makes a message of it. */
    FLOOR
  }

  /**
   * One of those that are measured.
   *
   * @param benchmark its class and method
   * @param parameters those that are its own, besides the question's
   * @param label what a reader is told
   * @param role what it is to this library
   * @param brief whether a short run measures it
   */
  record Contestant(
      String benchmark, Map<String, String> parameters, String label, Role role, boolean brief) {

    /** The same for short runs too. */
    Contestant inBrief() {
      return new Contestant(benchmark, parameters, label, role, true);
    }
  }

  /** Whether it is called that, or its group is. */
  boolean isNamed(String name) {
    return id.equals(name) || group.id().equals(name);
  }

  /** The contestants of a short run. */
  List<Contestant> few() {
    return contestants.stream().filter(Contestant::brief).toList();
  }
}
