package org.teep4j.suit.processor;

import java.util.Optional;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitParameters;

/**
 * What a command found out and staged. A journal keeps it, so that a procedure that goes on after
 * an interruption takes the same course.
 *
 * @param success false if a condition does not hold
 * @param measured the properties that the command measured
 * @param staged the name of content that the command staged for its component
 * @param digest a digest of that content, if one was computed
 */
record Effect(
    boolean success,
    SuitParameters measured,
    Optional<String> staged,
    Optional<SuitDigest> digest) {

  static final Effect DONE = of(true, SuitParameters.none());

  static Effect of(boolean success, SuitParameters measured) {
    return new Effect(success, measured, Optional.empty(), Optional.empty());
  }

  static Effect staged(String name, Optional<SuitDigest> digest) {
    return new Effect(true, SuitParameters.none(), Optional.of(name), digest);
  }
}
