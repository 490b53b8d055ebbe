package org.teep4j.vectors;

/** The syntax rules of a piece of diagnostic notation. */
public enum NotationSyntax {
  /** The EDN document: commas are optional, strings are joined by {@code +}. */
  EDN("edn"),
  /** RFC 8610, Appendix G: adjacent strings are one string. */
  RFC8610("rfc8610");

  private final String word;

  NotationSyntax(String word) {
    this.word = word;
  }

  /**
   * The word for these rules in a vector file.
   *
   * @return the word, in lower case
   */
  public String word() {
    return word;
  }
}
