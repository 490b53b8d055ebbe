package org.teep4j.eat;

import org.teep4j.codec.Bytes;

/** Checks of values that a program sets. */
final class Checks {

  private Checks() {}

  static void size(Bytes value, int min, int max) {
    if (value.length() < min || value.length() > max) {
      throw new IllegalArgumentException(
          value.length() + " bytes, admitted are " + min + " to " + max);
    }
  }

  static void notEmpty(boolean isEmpty, String what) {
    if (isEmpty) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
  }
}
