package org.teep4j.vectors;

/** What came of replaying a vector. The list is closed. */
public enum Outcome {
  /** Everything that must hold for the vector was shown. */
  PASSED,
  /** Something that must hold does not. */
  FAILED,
  /** The vector is wrong where it was published, and it is wrong in exactly the way we know of. */
  KNOWN_ERRATUM,
  /** Something that this library does not do yet. The result says what. */
  SKIPPED
}
