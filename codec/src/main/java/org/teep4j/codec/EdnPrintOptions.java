package org.teep4j.codec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Layout and limits for {@link Edn#print(Bytes, Shape, EdnPrintOptions)}. Immutable. */
public final class EdnPrintOptions {

  /** The number of items that is admitted unless {@link #withMaxItems} changes it. */
  public static final int DEFAULT_MAX_ITEMS = 1 << 17;

  /** Spaces for each level of nesting, if there is more than one line. */
  static final int INDENT = 2;

  private static final EdnPrintOptions COMPACT =
      new EdnPrintOptions(
          0, Integer.MAX_VALUE, DEFAULT_MAX_ITEMS, Integer.MAX_VALUE, Map.of(), false, Shape.any());
  private static final EdnPrintOptions PRETTY = COMPACT.withLineWidth(100);

  final int lineWidth;
  final int maxBytesShown;
  final int maxItems;
  final int maxLevels;
  final Map<Long, String> notes;
  final boolean hidesSecrets;
  final Shape unknown;

  private EdnPrintOptions(
      int lineWidth,
      int maxBytesShown,
      int maxItems,
      int maxLevels,
      Map<Long, String> notes,
      boolean hidesSecrets,
      Shape unknown) {
    if (lineWidth < 0 || maxBytesShown < 0 || maxItems < 0 || maxLevels < 0) {
      throw new IllegalArgumentException("a width or limit must not be negative");
    }
    this.lineWidth = lineWidth;
    this.maxBytesShown = maxBytesShown;
    this.maxItems = maxItems;
    this.maxLevels = maxLevels;
    this.notes = Map.copyOf(notes);
    this.hidesSecrets = hidesSecrets;
    this.unknown = unknown;
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
   * @param value largest number of characters in a line, where the content allows it; 0 prints
   *     everything in one line
   * @return the changed options
   * @throws IllegalArgumentException if the number is negative
   */
  public EdnPrintOptions withLineWidth(int value) {
    return new EdnPrintOptions(
        value, maxBytesShown, maxItems, maxLevels, notes, hidesSecrets, unknown);
  }

  /**
   * These options with a limit on the shown length of byte strings.
   *
   * @param value longer byte strings are cut after this many bytes; the notation then does not
   *     parse to the same bytes
   * @return the changed options
   * @throws IllegalArgumentException if the number is negative
   */
  public EdnPrintOptions withMaxBytesShown(int value) {
    return new EdnPrintOptions(lineWidth, value, maxItems, maxLevels, notes, hidesSecrets, unknown);
  }

  /**
   * These options with another number of items.
   *
   * <p>Unlike reading, printing allocates up to 2,000 bytes for each item. An item may be one byte
   * of input and may take a line of its own.
   *
   * @param value largest number of items, including items in wrapped CBOR and chunks of strings;
   *     input with more items is refused
   * @return the changed options
   * @throws IllegalArgumentException if the number is negative
   */
  public EdnPrintOptions withMaxItems(int value) {
    return new EdnPrintOptions(
        lineWidth, maxBytesShown, value, maxLevels, notes, hidesSecrets, unknown);
  }

  /**
   * These options with a limit on the depth that is shown.
   *
   * @param value the number of levels; an array, a map or a byte string with CBOR that is nested
   *     deeper is shown as an ellipsis with its size, and the notation then does not parse to the
   *     same bytes
   * @return the changed options
   * @throws IllegalArgumentException if the number is negative
   */
  public EdnPrintOptions withMaxLevels(int value) {
    return new EdnPrintOptions(
        lineWidth, maxBytesShown, maxItems, value, notes, hidesSecrets, unknown);
  }

  /**
   * These options with one more note.
   *
   * @param offset where the item starts, in bytes from the start of the input, also for items
   *     inside wrapped CBOR
   * @param text the comment after the item
   * @return the changed options
   */
  public EdnPrintOptions withNote(long offset, String text) {
    Map<Long, String> more = new LinkedHashMap<>(notes);
    more.merge(offset, text, (first, second) -> first + "; " + second);
    return new EdnPrintOptions(
        lineWidth, maxBytesShown, maxItems, maxLevels, more, hidesSecrets, unknown);
  }

  /**
   * These options, with an ellipsis in place of each item that the shape marks as secret. The
   * notation then does not parse to the same bytes.
   *
   * @return the changed options
   */
  public EdnPrintOptions hidingSecrets() {
    return new EdnPrintOptions(lineWidth, maxBytesShown, maxItems, maxLevels, notes, true, unknown);
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
        lineWidth, maxBytesShown, maxItems, maxLevels, notes, hidesSecrets, shape);
  }
}
