package org.teep4j.cli.html;

import java.util.OptionalInt;

/**
 * Something to say about an input, or about an item in it.
 *
 * @param kind how bad it is
 * @param text what there is to say
 * @param offset where the item starts, in bytes from the start of the input; absent if this is
 *     about all of it
 */
public record PageNote(Kind kind, String text, OptionalInt offset) {
  /** How bad it is. */
  public enum Kind {
    /** The input was refused. */
    REFUSAL,
    /** A rule is broken. */
    VIOLATION,
    /** Something that is good to know. */
    REMARK
  }
}
