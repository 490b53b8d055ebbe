package org.teep4j.suit;

/**
 * A row of one of the SUIT label tables: a map key, a command or an enumerated value. Each table is
 * one enumeration, or for parameters the constants of {@link SuitParameter}. No other place
 * contains the numbers of a row.
 */
public interface SuitLabel {

  /**
   * What every table says about a label.
   *
   * @param label the number on the wire
   * @param cddlName the name in the CDDL of the document
   * @param document the document that defines the label
   */
  record Row(long label, String cddlName, SuitDocument document) {}

  /**
   * What the table says about the label.
   *
   * @return the number, the name and the document
   */
  Row row();

  /** The number on the wire. */
  default long label() {
    return row().label();
  }

  /**
   * The name of the label in the CDDL of its document.
   *
   * @return for example {@code suit-directive-fetch}
   */
  default String cddlName() {
    return row().cddlName();
  }

  /** The document that defines the label. */
  default SuitDocument document() {
    return row().document();
  }

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
