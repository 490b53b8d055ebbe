package org.teep4j.suit;

import org.teep4j.codec.Bytes;

/**
 * Orders actors like their encodings, without encoding them, because large maps are sorted by it.
 */
final class ActorOrder {

  private ActorOrder() {}

  static int compare(SuitMetaActorId first, SuitMetaActorId second) {
    if (first instanceof SuitMetaActorId.Int one && second instanceof SuitMetaActorId.Int other) {
      return compare(one.number(), other.number());
    }
    if (first instanceof SuitMetaActorId.Binary one
        && second instanceof SuitMetaActorId.Binary other) {
      return compare(one.bytes(), other.bytes());
    }
    if (first instanceof SuitMetaActorId.Text one && second instanceof SuitMetaActorId.Text other) {
      return compare(one.text(), other.text());
    }
    if (first instanceof SuitMetaActorId.Uuid one && second instanceof SuitMetaActorId.Uuid other) {
      int order =
          Long.compareUnsigned(
              one.uuid().getMostSignificantBits(), other.uuid().getMostSignificantBits());
      return order != 0
          ? order
          : Long.compareUnsigned(
              one.uuid().getLeastSignificantBits(), other.uuid().getLeastSignificantBits());
    }
    return Integer.compare(rank(first), rank(second));
  }

  /** The order of the major types. */
  private static int rank(SuitMetaActorId actor) {
    if (actor instanceof SuitMetaActorId.Int) {
      return 0;
    } else if (actor instanceof SuitMetaActorId.Binary) {
      return 1;
    }
    return actor instanceof SuitMetaActorId.Text ? 2 : 3;
  }

  private static int compare(long first, long second) {
    if (first < 0 != second < 0) {
      return first < 0 ? 1 : -1;
    }
    return first < 0 ? Long.compare(second, first) : Long.compare(first, second);
  }

  private static int compare(Bytes first, Bytes second) {
    int order = Integer.compare(first.length(), second.length());
    return order != 0 ? order : first.compareTo(second);
  }

  /**
   * Compares the lengths in UTF-8, then the code points, which have the same order as their UTF-8.
   */
  private static int compare(String first, String second) {
    int order = Long.compare(utf8Length(first), utf8Length(second));
    int end = Math.min(first.length(), second.length());
    for (int i = 0; i < end && order == 0; i++) {
      char one = first.charAt(i);
      char other = second.charAt(i);
      if (one != other) {
        // A surrogate belongs to a code point above U+FFFF, which is greater than any other char.
        order =
            Character.isSurrogate(one) == Character.isSurrogate(other)
                ? Character.compare(one, other)
                : Character.isSurrogate(one) ? 1 : -1;
      }
    }
    return order != 0 ? order : Integer.compare(first.length(), second.length());
  }

  private static long utf8Length(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A surrogate pair takes four bytes.
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }
}
