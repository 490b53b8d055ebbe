package org.teep4j.cli.html;

/**
 * The classes by which bytes and notation of an item mark each other. They are counted anew in each
 * row, so that the rules of the style are few, whatever the size of the page.
 */
final class Markers {
  /** The number of items in a row that can be marked by themselves. */
  static final int MOST = 48;

  /** The deepest indentation, in steps. */
  static final int DEEPEST = 32;

  private Markers() {}

  /** The class of an item by its number in the row; empty if there are too many before it. */
  static String of(int number) {
    return number < 0 || number >= MOST ? "" : "a" + number;
  }

  static String style() {
    StringBuilder style = new StringBuilder();
    for (int i = 0; i < MOST; i++) {
      String marker = "." + of(i);
      style.append(i == 0 ? "" : ",\n");
      style.append(".r:has(").append(marker).append(":is(:hover,:focus)) ").append(marker);
    }
    style.append("{background:var(--mark)}\n");
    for (int depth = 1; depth <= DEEPEST; depth++) {
      style.append(".d").append(depth).append(">div:last-child{padding-left:calc(var(--in)*");
      style.append(depth).append(")}\n");
    }
    return style.toString();
  }
}
