package org.teep4j.vectors;

import java.util.Optional;

/**
 * What is wrong with a published vector, or easy to get wrong about it.
 *
 * @param id the number of the finding, for example {@code T1}; one finding may concern many vectors
 * @param severity what the finding means for the vector
 * @param note the finding in words
 * @param unshown why no expectation of the vector shows the finding; absent if one does, and absent
 *     for findings that leave the vector right
 */
public record Erratum(String id, Severity severity, String note, Optional<String> unshown) {

  /** What a finding means for the vector. */
  public enum Severity {
    /** The bytes or the text fail: not well-formed, or a signature, MAC or digest is wrong. */
    BROKEN("V"),
    /** The bytes are intact, but what they say conflicts with a specification. */
    NON_CONFORMING("N"),
    /** The vector is right, and prose or remarks around it are wrong. */
    PROSE("P"),
    /** The vector is right, and a correct reader trips over it easily. */
    TRAP("T");

    private final String letter;

    Severity(String letter) {
      this.letter = letter;
    }

    /**
     * The letter that stands for this in a vector file.
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
