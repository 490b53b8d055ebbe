package org.teep4j.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item in an {@link EdnListing}: where it stands in the input and in the text, and what it
 * contains. Immutable.
 *
 * <p>The children are the elements of an array, the keys and values of a map in turn, the content
 * of a tag, and the items in a byte string that is printed as {@code << >>}. An item that is hidden
 * or shown as an ellipsis has no children.
 */
public final class EdnItem {
  /** The longest key in a path, in characters. */
  private static final int LONGEST_KEY = 80;

  private final @Nullable EdnItem parent;
  private final int index;
  private final EdnNode node;
  private final EdnNode.Source source;
  private final int textStart;
  private int notationStart;
  private int notationEnd;
  private int textEnd;
  private List<EdnItem> children = List.of();

  EdnItem(@Nullable EdnItem parent, int index, EdnNode node, EdnNode.Source source, int textStart) {
    this.parent = parent;
    this.index = index;
    this.node = node;
    this.source = source;
    this.textStart = textStart;
  }

  void add(EdnItem child) {
    if (children.isEmpty()) {
      children = new ArrayList<>();
    }
    children.add(child);
  }

  void commentEnds(int at) {
    notationStart = at;
  }

  void commentStarts(int at) {
    notationEnd = at;
  }

  void ends(int at) {
    textEnd = at;
  }

  /**
   * The type of the item.
   *
   * @return its type in the encoding
   */
  public CborType type() {
    return CborType.ofInitialByte(source.initial());
  }

  /**
   * Where the encoded item starts, in bytes from the start of the input, also inside wrapped CBOR.
   *
   * @return the offset
   */
  public int start() {
    return source.start();
  }

  /**
   * Where the encoded item ends.
   *
   * @return the offset of the first byte after it
   */
  public int end() {
    return source.end();
  }

  /**
   * Where the head of the item ends: its initial byte and its argument.
   *
   * @return the offset of the first byte after the head
   */
  public int headEnd() {
    int information = source.initial() & 0x1f;
    boolean hasArgument = information >= 24 && information <= 27;
    return start() + 1 + (hasArgument ? 1 << (information - 24) : 0);
  }

  /**
   * Where the notation of the item starts, with the comment before it.
   *
   * @return an index in {@link EdnListing#text()}
   */
  public int textStart() {
    return textStart;
  }

  /**
   * Where the notation of the item ends, with the comments after it.
   *
   * @return an index in {@link EdnListing#text()}
   */
  public int textEnd() {
    return textEnd;
  }

  /**
   * Where the notation itself starts, behind the comment.
   *
   * @return an index in {@link EdnListing#text()}
   */
  public int notationStart() {
    return notationStart;
  }

  /**
   * Where the notation itself ends, before the comments.
   *
   * @return an index in {@link EdnListing#text()}
   */
  public int notationEnd() {
    return notationEnd;
  }

  /**
   * Whether the text has an ellipsis in place of a secret. Whoever shows the bytes too must leave
   * out those of this item.
   *
   * @return true if the item is hidden
   */
  public boolean isHidden() {
    return node.isHidden();
  }

  /**
   * The name that the shape gives the item; that of a map entry is the name of its value.
   *
   * @return the name; empty if it has none
   */
  public String name() {
    return source.name();
  }

  /**
   * The items in this item.
   *
   * @return unmodifiable, in the order of the encoding
   */
  public List<EdnItem> children() {
    return Collections.unmodifiableList(children);
  }

  /**
   * The item that contains this one.
   *
   * @return empty for an item of the top level
   */
  public Optional<EdnItem> parent() {
    return Optional.ofNullable(parent);
  }

  /**
   * Whether this item is the key of a map entry.
   *
   * @return true for a key
   */
  public boolean isKey() {
    return parent != null && parent.type() == CborType.MAP && index % 2 == 0;
  }

  /**
   * Whether the item is a byte string that is printed as {@code << >>}.
   *
   * @return true if the children are what the string contains
   */
  public boolean isWrapped() {
    return type() == CborType.BYTE_STRING && !children.isEmpty();
  }

  /**
   * The path of this item: names, keys and indexes from the top level, for example {@code
   * payload/manifest-list[0]/manifest/common}. Tags and byte strings with one item in them add
   * nothing to it, so an item has the path of its content then. A key has the path of its value.
   *
   * @return the path; empty for the only item of the top level
   */
  public String path() {
    List<String> steps = new ArrayList<>();
    for (EdnItem item = this; item != null; item = item.parent) {
      steps.add(item.step());
    }
    StringBuilder path = new StringBuilder();
    for (int i = steps.size() - 1; i >= 0; i--) {
      String step = steps.get(i);
      path.append(path.length() == 0 || step.isEmpty() || step.startsWith("[") ? "" : "/")
          .append(step);
    }
    return path.toString();
  }

  /** The last step of the path; empty if the item adds none. */
  private String step() {
    if (parent == null) {
      return index < 0 ? "" : "[" + index + "]";
    }
    return switch (parent.type()) {
      case MAP -> value().name().isEmpty() ? value().keyStep() : value().name();
      case ARRAY -> name().isEmpty() || isOneOfSeveral() ? "[" + index + "]" : name();
      case BYTE_STRING -> parent.children.size() > 1 ? "[" + index + "]" : "";
      default -> "";
    };
  }

  /** Whether an element beside this one has the same name. */
  private boolean isOneOfSeveral() {
    return isNamed(index - 1) || isNamed(index + 1);
  }

  private boolean isNamed(int sibling) {
    return parent != null
        && sibling >= 0
        && sibling < parent.children.size()
        && parent.children.get(sibling).name().equals(name());
  }

  private EdnItem value() {
    return isKey() && parent != null && index + 1 < parent.children.size()
        ? parent.children.get(index + 1)
        : this;
  }

  /**
   * The key of this value: text without quotes where that is clear, else notation. A long key would
   * be in the path of everything under it; the number of its entry stands for it.
   */
  private String keyStep() {
    if (parent == null || index == 0) {
      return "";
    }
    EdnItem key = parent.children.get(index - 1);
    if (key.node.width() > LONGEST_KEY) {
      return "[" + index / 2 + "]";
    }
    String notation = key.notation();
    boolean plain = notation.matches("\"[\\p{Alnum}_.:#@+-]+\"");
    return plain ? notation.substring(1, notation.length() - 1) : notation;
  }

  /** The notation of this item in one line, without its name. */
  private String notation() {
    StringBuilder out = new StringBuilder();
    node.printFlat(out);
    return out.toString();
  }

  /**
   * The item that a path starting here leads to.
   *
   * @param path a path, in which a key or an index may stand for a name
   * @return the item; empty if there is none
   */
  Optional<EdnItem> find(String path) {
    if (path.isEmpty()) {
      return Optional.of(this);
    }
    for (EdnItem child : children) {
      if (child.isKey()) {
        continue;
      }
      for (String step : child.steps()) {
        Optional<EdnItem> found = follows(path, step) ? child.after(step, path) : Optional.empty();
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<EdnItem> after(String step, String path) {
    String rest = path.substring(step.length());
    return find(rest.startsWith("/") && !step.isEmpty() ? rest.substring(1) : rest);
  }

  private static boolean follows(String path, String step) {
    return path.startsWith(step)
        && (step.isEmpty()
            || path.length() == step.length()
            || path.charAt(step.length()) == '/'
            || path.charAt(step.length()) == '[');
  }

  private List<String> steps() {
    boolean inMap = parent != null && parent.type() == CborType.MAP;
    String other = inMap ? keyStep() : "[" + index + "]";
    String step = step();
    return step.isEmpty() || step.equals(other) ? List.of(step) : List.of(step, other);
  }

  @Override
  public String toString() {
    return path() + " (" + type() + ")";
  }
}
