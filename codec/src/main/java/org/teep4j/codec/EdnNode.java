package org.teep4j.codec;

import java.util.List;

/** A piece of diagnostic notation that can be laid out on one line or on several. */
final class EdnNode {

  enum Layout {
    /** Text that is never broken. */
    LEAF,
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

  private EdnNode(
      Layout layout,
      String before,
      String open,
      List<EdnNode> children,
      String close,
      String after) {
    this.layout = layout;
    this.before = before;
    this.open = open;
    this.children = children;
    this.close = close;
    this.after = after;
    this.width = flatWidth();
  }

  static EdnNode leaf(String text) {
    return new EdnNode(Layout.LEAF, "", text, List.of(), "", "");
  }

  static EdnNode hex(String digits, String close) {
    EdnNode content = leaf(digits);
    return new EdnNode(Layout.HEX, "", "h'", List.of(content), close, "");
  }

  static EdnNode group(Layout layout, String open, List<EdnNode> children, String close) {
    return new EdnNode(layout, "", open, children, close, "");
  }

  /** Returns this node with comments before and after it; an empty string adds no comment. */
  EdnNode commented(String name, String remark) {
    if (name.isEmpty() && remark.isEmpty()) {
      return this;
    }
    String newBefore = name.isEmpty() ? before : comment(name) + " " + before;
    String newAfter = remark.isEmpty() ? after : after + " " + comment(remark);
    return new EdnNode(layout, newBefore, open, children, close, newAfter);
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
    new Printer(out, options).print(this, 0, 0);
  }

  private static final class Printer {
    private final StringBuilder out;
    private final EdnPrintOptions options;
    private int lineStart;

    Printer(StringBuilder out, EdnPrintOptions options) {
      this.out = out;
      this.options = options;
      this.lineStart = out.length();
    }

    /** Prints a node; the caller appends {@code trailing} characters on the same line. */
    void print(EdnNode node, int indent, int trailing) {
      long end = (long) out.length() - lineStart + node.width + trailing;
      boolean fits = options.lineWidth == 0 || end <= options.lineWidth;
      out.append(node.before);
      if (fits) {
        printFlat(node);
      } else {
        printBroken(node, indent, trailing);
      }
      printAfter(node.after, indent, trailing);
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
        out.append(child.before);
        printFlat(child);
        out.append(child.after);
      }
      out.append(node.close);
    }

    private void printBroken(EdnNode node, int indent, int trailing) {
      switch (node.layout) {
        case LEAF -> out.append(node.open);
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
