package org.teep4j.codec;

/** The reason for a refusal. The list is closed, so a program can switch over it. */
public enum Reason {
  // RFC 8949, Appendix F: not well-formed.
  /** The input ends inside an item, or an item claims more bytes than there are. */
  TRUNCATED,
  /** Bytes follow the end of the item. */
  TRAILING_BYTES,
  /** An initial byte uses additional information 28, 29 or 30, or 31 where it has no meaning. */
  RESERVED_ADDITIONAL_INFORMATION,
  /** A "break" stands where an item must stand. */
  UNEXPECTED_BREAK,
  /** A chunk of an indefinite-length string is not a definite-length string of the same type. */
  INVALID_CHUNK,
  /** A simple value below 32 is encoded in two bytes. */
  INVALID_SIMPLE_VALUE,

  // RFC 8949, Section 5.3: well-formed, but not valid.
  /** A text string is not UTF-8. */
  INVALID_UTF8,
  /** A map has two entries with equal keys. */
  DUPLICATE_KEY,

  // Stricter encodings that the caller asked for.
  /** An indefinite-length item, where only definite lengths are admitted. */
  INDEFINITE_LENGTH,
  /** A longer encoding than the preferred serialization of the value. */
  NOT_PREFERRED,
  /** Map keys are not in bytewise lexicographic order. */
  KEY_ORDER,

  // Limits: isLimit().
  /** Items are nested deeper than the limit. */
  TOO_DEEP(true),
  /** Arrays, maps or tags are nested deeper in the key of a map than the limit for keys. */
  KEY_TOO_DEEP(true),
  /** The input is larger than the limit. */
  INPUT_TOO_LARGE(true),
  /** There are more items than the limit. */
  TOO_MANY_ITEMS(true),
  /** A string is longer than the limit. */
  STRING_TOO_LONG(true),
  /** A fixed limit is exceeded, for example of keys in a set. No options raise it. */
  FIXED_LIMIT(true),

  // The expected structure.
  /** An item has another type than the structure demands. */
  UNEXPECTED_TYPE,
  /** A tag is missing, or is not the one that the structure demands. */
  UNEXPECTED_TAG,
  /** A value is outside its range, or is none of the values that the structure admits. */
  VALUE_OUT_OF_RANGE,
  /** An array, map or string has too few or too many elements. */
  WRONG_LENGTH,
  /** A required element is absent. */
  MISSING_ELEMENT,
  /** An element that the structure does not admit. */
  UNEXPECTED_ELEMENT,

  // Rules of the layers above CBOR.
  /** COSE: a header label stands in both buckets, or in the wrong one. */
  HEADER_BUCKET,
  /** COSE: {@code crit} lists a label that is absent, unprotected or not understood. */
  CRITICAL_HEADER,
  /** COSE: a key is malformed, or its point or modulus is not acceptable. */
  INVALID_KEY,
  /** The bytes are written for a draft of the specification that is no longer read. */
  OBSOLETE_DRAFT,
  /** SUIT: an index names no component or dependency. */
  INVALID_REFERENCE,

  // Text input.
  /** Diagnostic notation, JSON or PEM does not follow its grammar. */
  SYNTAX;

  private final boolean limit;

  Reason() {
    this(false);
  }

  Reason(boolean limit) {
    this.limit = limit;
  }

  /**
   * Whether the input exceeds a limit. The limit is one of {@link DecodeOptions}, except for {@link
   * #FIXED_LIMIT}. Such input may be correct; the decoder has not read the part after the refused
   * place.
   *
   * @return true for a limit, false if the input itself is wrong
   */
  public boolean isLimit() {
    return limit;
  }
}
