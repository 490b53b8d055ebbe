package org.teep4j.codec;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Layout and limits for {@link Edn#print(Bytes, Shape, EdnPrintOptions)}. Immutable.
 *
 * @param lineWidth largest number of characters in a line, where the content allows it; 0 prints
 *     everything in one line
 * @param indent spaces for each level of nesting, if there is more than one line
 * @param maxBytesShown longer byte strings are cut after this many bytes; the notation then does
 *     not parse to the same bytes
 * @param maxItems largest number of items, including items in wrapped CBOR and chunks of strings;
 *     input with more items is refused. Unlike reading, printing allocates up to 2,000 bytes for
 *     each item; an item may be one byte of input and may take a line of its own
 * @param notes comments to print after items, by the offset of the item: bytes from the start of
 *     the input, also for items inside wrapped CBOR
 * @param hidesSecrets whether an ellipsis replaces each item that the shape marks as secret; the
 *     notation then does not parse to the same bytes
 * @param unknown the shape of items that the printed shape does not describe
 */
public record EdnPrintOptions(
    int lineWidth,
    int indent,
    int maxBytesShown,
    int maxItems,
    Map<Long, String> notes,
    boolean hidesSecrets,
    Shape unknown) {

  /** The default of {@link #maxItems()}. */
  public static final int DEFAULT_MAX_ITEMS = 1 << 17;

  private static final EdnPrintOptions COMPACT =
      new EdnPrintOptions(0, 0, Integer.MAX_VALUE, DEFAULT_MAX_ITEMS, Map.of(), false, Shape.any());
  private static final EdnPrintOptions PRETTY =
      new EdnPrintOptions(
          100, 2, Integer.MAX_VALUE, DEFAULT_MAX_ITEMS, Map.of(), false, Shape.any());

  /**
   * Checks the numbers and copies the notes.
   *
   * @param lineWidth largest number of characters in a line, or 0
   * @param indent spaces for each level
   * @param maxBytesShown bytes shown of a longer byte string
   * @param maxItems largest number of items
   * @param notes comments by offset
   * @param hidesSecrets whether secrets are replaced by an ellipsis
   * @param unknown the shape of items without another shape
   * @throws IllegalArgumentException if a number is negative
   */
  public EdnPrintOptions {
    if (lineWidth < 0 || indent < 0 || maxBytesShown < 0 || maxItems < 0) {
      throw new IllegalArgumentException("a width, size or number must not be negative");
    }
    notes = Map.copyOf(notes);
  }

  /**
   * Everything in one line.
   *
   * @return the options
   */
  public static EdnPrintOptions compact() {
    return COMPACT;
  }

  /**
   * Lines of up to 100 characters, indented by 2.
   *
   * @return the options
   */
  public static EdnPrintOptions pretty() {
    return PRETTY;
  }

  /**
   * These options with another line width.
   *
   * @param value largest number of characters in a line; 0 for one line
   * @return the changed options
   */
  public EdnPrintOptions withLineWidth(int value) {
    return new EdnPrintOptions(
        value, indent, maxBytesShown, maxItems, notes, hidesSecrets, unknown);
  }

  /**
   * These options with another indentation.
   *
   * @param value spaces for each level
   * @return the changed options
   */
  public EdnPrintOptions withIndent(int value) {
    return new EdnPrintOptions(
        lineWidth, value, maxBytesShown, maxItems, notes, hidesSecrets, unknown);
  }

  /**
   * These options with a limit on the shown length of byte strings.
   *
   * @param value bytes shown of a longer byte string
   * @return the changed options
   */
  public EdnPrintOptions withMaxBytesShown(int value) {
    return new EdnPrintOptions(lineWidth, indent, value, maxItems, notes, hidesSecrets, unknown);
  }

  /**
   * These options with another number of items.
   *
   * @param value largest number of printed items
   * @return the changed options
   */
  public EdnPrintOptions withMaxItems(int value) {
    return new EdnPrintOptions(
        lineWidth, indent, maxBytesShown, value, notes, hidesSecrets, unknown);
  }

  /**
   * These options with one more note.
   *
   * @param offset where the item starts, in bytes from the start of the input
   * @param text the comment after the item
   * @return the changed options
   */
  public EdnPrintOptions withNote(long offset, String text) {
    Map<Long, String> more = new LinkedHashMap<>(notes);
    more.merge(offset, text, (first, second) -> first + "; " + second);
    return new EdnPrintOptions(
        lineWidth, indent, maxBytesShown, maxItems, more, hidesSecrets, unknown);
  }

  /**
   * These options, with an ellipsis in place of each item that the shape marks as secret.
   *
   * @return the changed options
   */
  public EdnPrintOptions hidingSecrets() {
    return new EdnPrintOptions(lineWidth, indent, maxBytesShown, maxItems, notes, true, unknown);
  }

  /**
   * These options with a shape for all items that the printed shape does not describe, at any
   * level.
   *
   * @param shape the shape of these items
   * @return the changed options
   */
  public EdnPrintOptions withUnknown(Shape shape) {
    return new EdnPrintOptions(
        lineWidth, indent, maxBytesShown, maxItems, notes, hidesSecrets, shape);
  }
}
