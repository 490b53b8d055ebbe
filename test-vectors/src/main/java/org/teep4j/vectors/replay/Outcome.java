package org.teep4j.vectors.replay;

/** The outcome of replaying a vector. The list is closed. */
public enum Outcome {
  /** All expectations of the vector hold. */
  PASSED,
  /** An expectation does not hold. */
  FAILED,
  /** What is recommended, or an open text read sensibly, differs: to be explained, no failure. */
  DIFFERENT,
  /** The published vector is wrong, in exactly the way that its errata describe. */
  KNOWN_ERRATUM,
  /** The library does not support a required feature yet. The result names it. */
  SKIPPED
}
