package org.teep4j.vectors;

/**
 * A feature of diagnostic notation beyond RFC 8949, Section 8. A parser can use it to declare which
 * features it does not support. The list is closed.
 */
public enum NotationFeature {
  /** A date and time, {@code dt'…'}. */
  APP_DT("app-dt"),
  /** An address or prefix, {@code ip'…'}. */
  APP_IP("app-ip"),
  /** A digest, {@code hash'…'}. */
  APP_HASH("app-hash"),
  /** A constrained resource identifier, {@code cri'…'}. */
  APP_CRI("app-cri"),
  /** A code point in braces, {@code \}{@code u{…}}. */
  BRACE_ESCAPE("brace-escape"),
  /** A comment inside the quotes of a base-encoded byte string. */
  BYTE_COMMENT("byte-comment"),
  /** A comment between slash-star and star-slash. */
  C_COMMENT("c-comment"),
  /** An elision, {@code ...}. */
  ELISION("elision"),
  /** A string of indefinite length without chunks, {@code ''_}. */
  EMPTY_INDEFINITE_STRING("empty-indefinite-string"),
  /** An encoding width, {@code _0} to {@code _3}. */
  ENCODING_INDICATOR("encoding-indicator"),
  /** A comment from a number sign to the end of the line. */
  HASH_COMMENT("hash-comment"),
  /** A float in base 16, {@code 0x1.8p0}. */
  HEX_FLOAT("hex-float"),
  /** An integer in base 16, 8 or 2. */
  NUMBER_BASE("number-base"),
  /** A number with a plus sign or leading zeros, or an integer zero with a minus sign. */
  NUMBER_FORM("number-form"),
  /** Elements with white space and no comma between them. */
  OPTIONAL_COMMA("optional-comma"),
  /** Strings joined by a plus sign. */
  PLUS_CONCATENATION("plus-concatenation"),
  /** A string between backquotes. */
  RAW_STRING("raw-string"),
  /** A comma after the last element. */
  TRAILING_COMMA("trailing-comma");

  private final String word;

  NotationFeature(String word) {
    this.word = word;
  }

  /**
   * The word for this feature in a vector file.
   *
   * @return the word, in lower case
   */
  public String word() {
    return word;
  }
}
