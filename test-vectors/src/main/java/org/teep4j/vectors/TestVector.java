package org.teep4j.vectors;

import java.util.List;
import java.util.Optional;

/**
 * One published vector in this project's own format: bytes, what they are, where they come from,
 * and what must hold for them.
 *
 * @param id the name of the vector, unique in its set
 * @param title what the vector is, in words
 * @param source where the vector stands
 * @param kind what the bytes are
 * @param dialect the TEEP numbering of a {@link VectorKind#TEEP_MESSAGE}, by the name of the
 *     constant; absent for all other kinds
 * @param hex the bytes; absent for kinds that {@linkplain VectorKind#hasBytes have none}
 * @param expectations what must hold, in the order of the file; never empty
 * @param errata what is wrong with the vector or easy to get wrong; empty for most
 */
public record TestVector(
    String id,
    String title,
    Provenance source,
    VectorKind kind,
    Optional<String> dialect,
    Optional<Hex> hex,
    List<Expectation> expectations,
    List<Erratum> errata) {

  /**
   * Takes unmodifiable copies of the lists.
   *
   * @param id as the component
   * @param title as the component
   * @param source as the component
   * @param kind as the component
   * @param dialect as the component
   * @param hex as the component
   * @param expectations as the component
   * @param errata as the component
   */
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
    return hex.orElseThrow(() -> new IllegalStateException(id + " has no bytes")).bytes();
  }

  /**
   * Tells whether the vector itself is known to be wrong, so that what its expectations demand is,
   * in part, a failure.
   *
   * @return true if an erratum {@linkplain Erratum.Severity#concernsVector concerns the vector}
   */
  public boolean isKnownToBeWrong() {
    return errata.stream().anyMatch(erratum -> erratum.severity().concernsVector());
  }
}
