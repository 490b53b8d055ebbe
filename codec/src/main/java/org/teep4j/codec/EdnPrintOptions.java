package org.teep4j.codec;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How diagnostic notation is printed. Immutable.
 *
 * @param lineWidth most characters in a line where the content allows; 0 puts everything in one
 *     line
 * @param indent spaces for each level of nesting, where there is more than one line
 * @param maxBytesShown byte strings that are longer are cut after this many bytes, and then do not
 *     parse back
 * @param maxItems most items that are printed, those in wrapped CBOR and the chunks of strings
 *     included; input that has more is refused. Unlike reading, printing allocates up to 2,000
 *     bytes for each item, which can be of one byte and stand on a line of its own
 * @param notes comments to print after the item at an offset: bytes from the start of the input,
 *     counted through wrapped CBOR
 * @param hidesSecrets whether an ellipsis stands in the place of what the shape calls secret; the
 *     notation then does not parse back
 * @param unknown the shape of items of which the shape says nothing
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
   * @param lineWidth as the component
   * @param indent as the component
   * @param maxBytesShown as the component
   * @param maxItems as the component
   * @param notes as the component
   * @param hidesSecrets as the component
   * @param unknown as the component
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
   * @param value most characters in a line; 0 for one line
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
   * These options, cutting long byte strings.
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
   * @param value most items that are printed
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
   * @param text what to say after the item
   * @return the changed options
   */
  public EdnPrintOptions withNote(long offset, String text) {
    Map<Long, String> more = new LinkedHashMap<>(notes);
    more.merge(offset, text, (first, second) -> first + "; " + second);
    return new EdnPrintOptions(
        lineWidth, indent, maxBytesShown, maxItems, more, hidesSecrets, unknown);
  }

  /**
   * These options, with an ellipsis in the place of what the shape calls secret.
   *
   * @return the changed options
   */
  public EdnPrintOptions hidingSecrets() {
    return new EdnPrintOptions(lineWidth, indent, maxBytesShown, maxItems, notes, true, unknown);
  }

  /**
   * These options with a shape for items of which the printed shape says nothing, wherever they
   * are.
   *
   * @param shape their shape
   * @return the changed options
   */
  public EdnPrintOptions withUnknown(Shape shape) {
    return new EdnPrintOptions(
        lineWidth, indent, maxBytesShown, maxItems, notes, hidesSecrets, shape);
  }
}
