package org.teep4j.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of diagnostic notation that can be laid out on one line or on several. */
final class EdnNode {

  enum Layout {
    /** Text that is never broken. */
    LEAF,
    /** An ellipsis in place of a secret. */
    HIDDEN,
    /** Hexadecimal digits between {@code open} and {@code close}; may be broken between bytes. */
    HEX,
    /** One child that starts on the line of {@code open}. */
    HUG,
    /** Children separated by commas. */
    LIST,
    /** Alternating keys and values, with a colon after each key. */
    MAP,
    /** Alternating labels and arguments, one pair on a line. */
    PAIRS
  }

  /**
   * The encoded item that a node shows.
   *
   * @param initial its initial byte
   * @param start its offset in the input
   * @param end the offset of the first byte after it
   * @param name the name that the shape gives it; may be empty
   */
  record Source(int initial, int start, int end, String name) {}

  /** Largest indentation. The limit keeps the output of deep nesting in proportion to the input. */
  private static final int DEEPEST_INDENT = 64;

  private static final String BLANKS = " ".repeat(DEEPEST_INDENT);

  private static final int FEWEST_DIGITS = 32;
  private static final int WIDEST = 1 << 30;

  private final Layout layout;
  private final String before;
  private final String open;
  private final List<EdnNode> children;
  private final String close;
  private final String after;
  private final int width;

  /** Null if nobody asks for places. */
  private final @Nullable Source source;

  private EdnNode(
      Layout layout,
      String before,
      String open,
      List<EdnNode> children,
      String close,
      String after,
      @Nullable Source source) {
    this.layout = layout;
    this.before = before;
    this.open = open;
    this.children = children;
    this.close = close;
    this.after = after;
    this.source = source;
    this.width = flatWidth();
  }

  private static EdnNode of(Layout layout, String open, List<EdnNode> children, String close) {
    return new EdnNode(layout, "", open, children, close, "", null);
  }

  static EdnNode leaf(String text) {
    return of(Layout.LEAF, text, List.of(), "");
  }

  static EdnNode hidden(String remark) {
    return of(Layout.HIDDEN, "...", List.of(), "").commented("", remark);
  }

  static EdnNode hex(String digits, String close) {
    EdnNode content = leaf(digits);
    return of(Layout.HEX, "h'", List.of(content), close);
  }

  static EdnNode group(Layout layout, String open, List<EdnNode> children, String close) {
    return of(layout, open, children, close);
  }

  /** Returns this node with comments before and after it; an empty string adds no comment. */
  EdnNode commented(String name, String remark) {
    if (name.isEmpty() && remark.isEmpty()) {
      return this;
    }
    String newBefore = name.isEmpty() ? before : comment(name) + " " + before;
    String newAfter = remark.isEmpty() ? after : after + " " + comment(remark);
    return new EdnNode(layout, newBefore, open, children, close, newAfter, source);
  }

  /** Returns this node as the notation of an encoded item. */
  EdnNode from(Source newSource) {
    return new EdnNode(layout, before, open, children, close, after, newSource);
  }

  boolean isHidden() {
    return layout == Layout.HIDDEN;
  }

  private static String comment(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      clean.appendCodePoint(EdnText.isPrintable(c) ? c : ' ');
      i += Character.charCount(c);
    }
    String content = clean.toString();
    return content.contains("/")
        ? "/* " + content.replace("*/", "* /") + " */"
        : "/ " + content + " /";
  }

  /** Approximate number of characters of this node on one line. */
  int width() {
    return width;
  }

  private int flatWidth() {
    long sum = (long) before.length() + open.length() + close.length() + after.length();
    for (EdnNode child : children) {
      sum += child.width + 2;
    }
    return (int) Math.min(sum, WIDEST);
  }

  /** Appends this node on as few lines as {@code options} admit. */
  void print(StringBuilder out, EdnPrintOptions options) {
    new Printer(out, options, null).print(this, 0, 0);
  }

  /**
   * Appends this node, and notes where each item is.
   *
   * @param index the index of this item in a sequence; negative if there is no other
   * @return the item
   */
  EdnItem list(StringBuilder out, EdnPrintOptions options, int index) {
    Source whole = source == null ? new Source(0xf6, 0, 0, "") : source;
    EdnItem root = new EdnItem(null, index, this, whole, out.length());
    new Printer(out, options, root).print(this, 0, 0);
    return root;
  }

  /** Appends this node on one line, without the comments around it. */
  void printFlat(StringBuilder out) {
    new Printer(out, EdnPrintOptions.compact(), null).printFlat(this);
  }

  private static final class Printer {
    private final StringBuilder out;
    private final EdnPrintOptions options;
    private int lineStart;

    /** The item that is being printed; null if no items are noted. */
    private @Nullable EdnItem current;

    private final @Nullable EdnItem root;

    Printer(StringBuilder out, EdnPrintOptions options, @Nullable EdnItem root) {
      this.out = out;
      this.options = options;
      this.lineStart = out.length();
      this.root = root;
    }

    /** Notes that an item starts; returns the item around it, to which {@link #ends} goes back. */
    private @Nullable EdnItem starts(EdnNode node) {
      EdnItem around = current;
      if (around == null) {
        current = root;
      } else if (node.source != null) {
        EdnItem item =
            new EdnItem(around, around.children().size(), node, node.source, out.length());
        around.add(item);
        current = item;
      }
      return around;
    }

    private void notationStarts(@Nullable EdnItem around) {
      if (current != null && current != around) {
        current.commentEnds(out.length());
      }
    }

    private void notationEnds(@Nullable EdnItem around) {
      if (current != null && current != around) {
        current.commentStarts(out.length());
      }
    }

    private void ends(@Nullable EdnItem around) {
      if (current != null && current != around) {
        current.ends(out.length());
        current = around;
      }
    }

    /** Prints a node; the caller appends {@code trailing} characters on the same line. */
    void print(EdnNode node, int indent, int trailing) {
      long end = (long) out.length() - lineStart + node.width + trailing;
      boolean fits = options.lineWidth == 0 || end <= options.lineWidth;
      EdnItem around = starts(node);
      out.append(node.before);
      notationStarts(around);
      if (fits) {
        printFlat(node);
      } else {
        printBroken(node, indent, trailing);
      }
      notationEnds(around);
      printAfter(node.after, indent, trailing);
      ends(around);
    }

    /**
     * Prints the comments after a node. A list that is too long for the line continues on the next.
     */
    private void printAfter(String after, int indent, int trailing) {
      int rest = 0;
      int inner = Math.min(indent + EdnPrintOptions.INDENT, DEEPEST_INDENT);
      while (options.lineWidth != 0 && rest < after.length()) {
        int comma = after.indexOf(", ", rest);
        int end = comma < 0 ? after.length() + trailing : comma + 1;
        if (rest > 0 && out.length() - lineStart + 1 + end - rest > options.lineWidth) {
          newLine(inner);
        } else if (rest > 0) {
          out.append(' ');
        }
        if (comma < 0) {
          break;
        }
        out.append(after, rest, end);
        rest = comma + 2;
      }
      out.append(after, rest, after.length());
    }

    private void printFlat(EdnNode node) {
      out.append(node.open);
      for (int i = 0; i < node.children.size(); i++) {
        if (i > 0) {
          out.append(node.layout == Layout.MAP && i % 2 == 1 ? ": " : ", ");
        }
        EdnNode child = node.children.get(i);
        EdnItem around = starts(child);
        out.append(child.before);
        notationStarts(around);
        printFlat(child);
        notationEnds(around);
        out.append(child.after);
        ends(around);
      }
      out.append(node.close);
    }

    private void printBroken(EdnNode node, int indent, int trailing) {
      switch (node.layout) {
        case LEAF, HIDDEN -> out.append(node.open);
        case HEX -> printHex(node);
        case HUG -> {
          out.append(node.open);
          int after = node.close.length() + node.after.length() + trailing;
          print(node.children.get(0), indent, after);
          out.append(node.close);
        }
        case LIST -> printLines(node, indent, 1);
        default -> printLines(node, indent, 2);
      }
    }

    private void printLines(EdnNode node, int indent, int childrenPerLine) {
      List<EdnNode> children = node.children;
      int inner = Math.min(indent + EdnPrintOptions.INDENT, DEEPEST_INDENT);
      out.append(node.open.stripTrailing());
      for (int i = 0; i < children.size(); i++) {
        boolean last = i + 1 == children.size();
        if (i % childrenPerLine == 0) {
          newLine(inner);
        } else {
          out.append(' ');
        }
        boolean key = node.layout == Layout.MAP && i % 2 == 0;
        print(children.get(i), inner, 1);
        out.append(key ? ":" : last ? "" : ",");
      }
      newLine(indent);
      out.append(node.close);
    }

    private void printHex(EdnNode node) {
      out.append(node.open);
      String digits = node.children.get(0).open;
      int column = Math.min(out.length() - lineStart, DEEPEST_INDENT);
      int perLine = Math.max(options.lineWidth - column - 4, FEWEST_DIGITS) & ~1;
      for (int i = 0; i < digits.length(); i += perLine) {
        if (i > 0) {
          newLine(column);
        }
        out.append(digits, i, Math.min(i + perLine, digits.length()));
      }
      out.append(node.close);
    }

    private void newLine(int indent) {
      out.append('\n');
      lineStart = out.length();
      out.append(BLANKS, 0, indent);
    }
  }
}
