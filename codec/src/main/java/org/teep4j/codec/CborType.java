package org.teep4j.codec;

import java.util.Locale;

/** The type of an item (RFC 8949, Section 3.1). Major type 7 is split into several types. */
public enum CborType {
  /** Major type 0. */
  UNSIGNED_INTEGER,
  /** Major type 1. */
  NEGATIVE_INTEGER,
  /** Major type 2. */
  BYTE_STRING,
  /** Major type 3. */
  TEXT_STRING,
  /** Major type 4. */
  ARRAY,
  /** Major type 5. */
  MAP,
  /** Major type 6. */
  TAG,
  /** Simple value 20 or 21. */
  BOOLEAN,
  /** Simple value 22, {@code nil} in CDDL. */
  NULL,
  /** Simple value 23. */
  UNDEFINED,
  /** Any other simple value. */
  SIMPLE,
  /** A half, single or double precision number. */
  FLOAT,
  /**
   * The "break" stop code (0xff), which ends an indefinite-length item. It cannot be read as an
   * item.
   */
  BREAK;

  private static final CborType[] BY_INITIAL_BYTE = new CborType[256];

  static {
    CborType[] majors = values();
    for (int initial = 0; initial < BY_INITIAL_BYTE.length; initial++) {
      int major = initial >>> 5;
      BY_INITIAL_BYTE[initial] = major < 7 ? majors[major] : ofMajor7(initial & 0x1f);
    }
  }

  private static CborType ofMajor7(int information) {
    return switch (information) {
      case 20, 21 -> BOOLEAN;
      case 22 -> NULL;
      case 23 -> UNDEFINED;
      case 25, 26, 27 -> FLOAT;
      case 31 -> BREAK;
      default -> SIMPLE;
    };
  }

  static CborType ofInitialByte(int initialByte) {
    return BY_INITIAL_BYTE[initialByte];
  }

  /** The name for use in a sentence, for example {@code byte string}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
