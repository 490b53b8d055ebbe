package org.teep4j.vectors;

import java.util.Optional;

/**
 * A finding about a published vector: an error in it, or a trap for its readers.
 *
 * @param id the number of the finding, for example {@code T1}; one finding may concern many vectors
 * @param severity the consequence of the finding for the vector
 * @param note the finding, in words
 * @param unshown the reason why no expectation of the vector shows the finding; absent if one does,
 *     or if the vector itself is correct
 */
public record Erratum(String id, Severity severity, String note, Optional<String> unshown) {

  /** The consequence of a finding for the vector. */
  public enum Severity {
    /** The bytes or the text are not well-formed, or a signature, MAC or digest is wrong. */
    BROKEN("V"),
    /** The bytes are intact, but their content conflicts with a specification. */
    NON_CONFORMING("N"),
    /** The vector is correct, but the prose or remarks around it are wrong. */
    PROSE("P"),
    /** The vector is correct, but an implementation can easily misread it. */
    TRAP("T");

    private final String letter;

    Severity(String letter) {
      this.letter = letter;
    }

    /**
     * The letter for this severity in a vector file.
     *
     * @return one upper-case letter
     */
    public String letter() {
      return letter;
    }

    /**
     * Tells whether the vector itself is wrong.
     *
     * @return true for {@link #BROKEN} and {@link #NON_CONFORMING}
     */
    public boolean concernsVector() {
      return this == BROKEN || this == NON_CONFORMING;
    }
  }
}
