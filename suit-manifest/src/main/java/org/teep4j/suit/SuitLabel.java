package org.teep4j.suit;

/**
 * A row of one of the SUIT label tables: a map key, a command or an enumerated value. Each table is
 * one enumeration of this package, or for parameters the constants of {@link SuitParameter}. It is
 * the only place that contains its numbers.
 */
public interface SuitLabel {

  /**
   * The number on the wire.
   *
   * @return the label
   */
  long label();

  /**
   * The name of the label in the CDDL of its document.
   *
   * @return for example {@code suit-directive-fetch}
   */
  String cddlName();

  /**
   * The document that defines the label.
   *
   * @return the document
   */
  SuitDocument document();

  /**
   * The CDDL name without its common prefix. The paths of exceptions and diagnostic notation use
   * it.
   *
   * @return for example {@code directive-fetch}
   */
  default String shortName() {
    String name = cddlName();
    return name.startsWith("suit-") ? name.substring("suit-".length()) : name;
  }
}
