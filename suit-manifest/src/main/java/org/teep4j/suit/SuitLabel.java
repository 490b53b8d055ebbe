package org.teep4j.suit;

/**
 * A row of one of the SUIT label tables: a map key, a command or an enumerated value. Each table is
 * one enumeration of this package (for parameters, the constants of {@link SuitParameter}) and the
 * only place where its numbers stand.
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
   * Which document defines the label.
   *
   * @return the document
   */
  SuitDocument document();

  /**
   * The CDDL name without the prefix that all of them share, as the paths of exceptions and
   * diagnostic notation use it.
   *
   * @return for example {@code directive-fetch}
   */
  default String shortName() {
    String name = cddlName();
    return name.startsWith("suit-") ? name.substring("suit-".length()) : name;
  }
}
