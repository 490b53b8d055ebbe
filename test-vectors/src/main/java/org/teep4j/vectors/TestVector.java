package org.teep4j.vectors;

import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * One published vector in this project's own format: bytes with their kind, source and
 * expectations.
 *
 * @param id the name of the vector, unique in its set
 * @param title the title of the vector, in words
 * @param source the source of the vector
 * @param kind the kind of the bytes
 * @param dialect the numbering of a TEEP message, by the name of the constant; absent for all other
 *     kinds
 * @param hex the bytes; absent for kinds that {@linkplain VectorKind#hasBytes have none}
 * @param expectations the expectations, in the order of the file; never empty
 * @param errata the findings about the vector; empty for most vectors
 */
public record TestVector(
    String id,
    String title,
    Provenance source,
    VectorKind kind,
    Optional<String> dialect,
    Optional<Bytes> hex,
    List<Expectation> expectations,
    List<Erratum> errata) {

  /** Takes unmodifiable copies of the lists. */
  public TestVector {
    expectations = List.copyOf(expectations);
    errata = List.copyOf(errata);
  }

  /**
   * The bytes.
   *
   * @return a new array at each call
   * @throws IllegalStateException if the vector has none
   */
  public byte[] bytes() {
    return hex.orElseThrow(() -> new IllegalStateException(id + " has no bytes")).toByteArray();
  }

  /**
   * Whether the vector itself is known to be wrong, so that some of its expectations demand a
   * failure.
   *
   * @return true if an erratum {@linkplain Erratum.Severity#concernsVector concerns the vector}
   */
  public boolean isKnownToBeWrong() {
    return errata.stream().anyMatch(erratum -> erratum.severity().concernsVector());
  }
}
