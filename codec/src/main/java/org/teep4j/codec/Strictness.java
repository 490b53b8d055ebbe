package org.teep4j.codec;

/** The encodings that a reader admits. Each level admits fewer encodings than the one before. */
public enum Strictness {
  /** Any well-formed and valid encoding (RFC 8949, Sections 3 and 5.3). */
  WELL_FORMED,
  /** Definite lengths only. */
  DEFINITE_LENGTH,
  /**
   * Preferred serialization (RFC 8949, Section 4.1): shortest heads and floats, definite lengths.
   */
  PREFERRED,
  /** Core deterministic encoding (RFC 8949, Section 4.2.1): preferred, and map keys in order. */
  CORE_DETERMINISTIC;

  boolean atLeast(Strictness other) {
    return compareTo(other) >= 0;
  }
}
