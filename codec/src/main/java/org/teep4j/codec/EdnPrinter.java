package org.teep4j.codec;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.teep4j.codec.EdnNode.Layout;

/**
 * Converts encoded CBOR to {@link EdnNode}s. A {@link CborReader} has checked before that the input
 * is well-formed and within the depth limit. This class therefore checks nothing again, and its
 * recursion is bounded.
 */
final class EdnPrinter {

  static final int MAX_DEPTH = EdnParseOptions.LARGEST_MAX_DEPTH;

  /**
   * Longest bignum in bytes that is printed as a decimal number. Larger ones are printed as byte
   * strings, because decimal conversion is slow and people do not read such numbers.
   */
  private static final int LONGEST_DECIMAL_BIGNUM = 32;

  private static final Long UNNAMED_NUMBER = Long.MIN_VALUE;

  private static final DecodeOptions WELL_FORMED = DecodeOptions.largest().withMaxDepth(MAX_DEPTH);

  private final byte[] array;
  private final int base;
  private final int inputEnd;
  private final EdnPrintOptions options;
  private final boolean hasPlaces;
  private int itemsLeft;
  private int position;

  /** The number of arrays, maps and byte strings with CBOR around the current item. */
  private int level;

  private EdnPrinter(Bytes input, EdnPrintOptions options, boolean hasPlaces) {
    this.array = input.array;
    this.base = input.offset;
    this.position = base;
    this.inputEnd = base + input.length;
    this.options = options;
    this.hasPlaces = hasPlaces;
    this.itemsLeft = options.maxItems;
  }

  /**
   * Converts the items of a sequence.
   *
   * @param hasPlaces whether the nodes know which items they show
   */
  static List<EdnNode> nodes(Bytes input, Shape shape, EdnPrintOptions options, boolean hasPlaces)
      throws DecodeException {
    EdnPrinter printer = new EdnPrinter(input, options, hasPlaces);
    printer.check(input, MAX_DEPTH);
    return printer.items(input.offset + input.length, shape, 0);
  }

  /**
   * Throws if the content is not well-formed, is nested too deep, or has more items than may still
   * be printed.
   */
  private void check(Bytes content, int depth) throws DecodeException {
    DecodeOptions limits = WELL_FORMED.withMaxDepth(depth).withMaxItems(itemsLeft);
    CborReader reader = new CborReader(content, limits, false);
    while (reader.hasNext()) {
      reader.skip();
    }
    itemsLeft = reader.itemsLeft();
  }

  private List<EdnNode> items(int end, Shape shape, int depth) throws DecodeException {
    List<EdnNode> nodes = new ArrayList<>();
    while (position < end) {
      nodes.add(item(shape, depth));
    }
    return nodes;
  }

  private EdnNode named(Shape shape, int depth) throws DecodeException {
    return item(shape, depth).commented(shape.name, "");
  }

  private EdnNode item(Shape unresolved, int depth) throws DecodeException {
    Shape shape = unresolved.isAny() ? options.unknown : unresolved.resolved();
    int start = position;
    int initial = array[position] & 0xff;
    EdnNode node =
        shape.secret && options.hidesSecrets
            ? hidden(initial)
            : switch (initial >>> 5) {
              case 0, 1 -> integer(initial, shape);
              case 2, 3 -> string(initial, shape, depth);
              case 4 -> isTooDeep() ? folded(initial, depth) : array(initial, shape, depth);
              case 5 -> isTooDeep() ? folded(initial, depth) : map(initial, shape, depth);
              case 6 -> tag(initial, shape, depth);
              default -> simpleOrFloat(initial);
            };
    EdnNode remarked =
        options.notes.isEmpty()
            ? node
            : node.commented("", options.notes.getOrDefault((long) start - base, ""));
    return hasPlaces
        ? remarked.from(new EdnNode.Source(initial, start - base, position - base, unresolved.name))
        : remarked;
  }

  /** Skips an item without printing it. */
  private void skip() throws DecodeException {
    Bytes rest = Bytes.wrap(array, position, inputEnd - position);
    CborReader reader = new CborReader(rest, WELL_FORMED, false);
    reader.skip();
    position += (int) reader.offset();
  }

  // Ellipses.

  /**
   * Skips an item and returns an ellipsis in its place, with the length if the item is a byte
   * string.
   */
  private EdnNode hidden(int initial) throws DecodeException {
    int at = position;
    boolean bytes = initial >>> 5 == 2 && (initial & 0x1f) != 31;
    int length = bytes ? (int) argument() : 0;
    position = at;
    skip();
    return bytes ? hiddenBytes(length) : EdnNode.hidden("hidden");
  }

  private static EdnNode hiddenBytes(int length) {
    return EdnNode.hidden("hidden: " + length + " bytes");
  }

  private boolean isTooDeep() {
    return level >= options.maxLevels;
  }

  /** Skips an array or a map and returns it without its content. */
  private EdnNode folded(int initial, int depth) throws DecodeException {
    int start = position;
    boolean isMap = initial >>> 5 == 5;
    boolean empty = argument() == 0 || (initial & 0x1f) == 31 && atBreak();
    position = start;
    if (empty) {
      return isMap ? map(initial, Shape.any(), depth) : array(initial, Shape.any(), depth);
    }
    skip();
    return EdnNode.leaf(isMap ? "{...: ...}" : "[...]")
        .commented("", (position - start) + " bytes");
  }

  /** Whether a string is hidden because of its content. */
  private boolean isSecret(Bytes content) {
    Predicate<Bytes> secret = options.unknown.resolved().secretStrings;
    return options.hidesSecrets && secret != null && secret.test(content);
  }

  // Heads.

  private long argument() {
    int information = array[position] & 0x1f;
    int at = position + 1;
    if (information < 24 || information == 31) {
      position = at;
      return information;
    }
    position = at + (1 << (information - 24));
    return switch (information) {
      case 24 -> array[at] & 0xffL;
      case 25 -> (short) Bytes.SHORT.get(array, at) & 0xffffL;
      case 26 -> (int) Bytes.INT.get(array, at) & 0xffff_ffffL;
      default -> (long) Bytes.LONG.get(array, at);
    };
  }

  /**
   * Returns the encoding indicator of a head: empty if the head is the shortest for its argument.
   */
  private static String indicator(int initial, long argument) {
    int information = initial & 0x1f;
    if (information < 24) {
      return "";
    }
    if (information == 31) {
      return "_";
    }
    boolean shortest = Heads.size(argument) == 1 + (1 << (information - 24));
    return shortest ? "" : "_" + (information - 24);
  }

  private boolean atBreak() {
    return (array[position] & 0xff) == 0xff;
  }

  // Scalars.

  private EdnNode integer(int initial, Shape shape) {
    long argument = argument();
    boolean negative = initial >= 0x20;
    String digits;
    String name = "";
    if (argument >= 0) {
      long value = negative ? ~argument : argument;
      digits = Long.toString(value);
      name = nameOf(value, shape);
    } else {
      digits = negative ? EdnText.negative(argument) : Long.toUnsignedString(argument);
    }
    return EdnNode.leaf(digits + indicator(initial, argument)).commented("", name);
  }

  private static String nameOf(long value, Shape shape) {
    String name = shape.integers.getOrDefault(value, "");
    if (!name.isEmpty() || shape.bits.isEmpty() || value < 0) {
      return name;
    }
    StringJoiner names = new StringJoiner(", ");
    for (int bit = 0; bit < Long.SIZE - 1; bit++) {
      if ((value >>> bit & 1) != 0) {
        names.add(shape.bits.getOrDefault(bit, "bit " + bit));
      }
    }
    return names.toString();
  }

  private EdnNode simpleOrFloat(int initial) {
    int information = initial & 0x1f;
    if (information >= 25 && information <= 27) {
      return EdnNode.leaf(EdnText.floating(information, argument()));
    }
    int value = (int) argument();
    return EdnNode.leaf(
        switch (value) {
          case 20 -> "false";
          case 21 -> "true";
          case 22 -> "null";
          case 23 -> "undefined";
          default -> "simple(" + value + ")";
        });
  }

  // Strings.

  private EdnNode string(int initial, Shape shape, int depth) throws DecodeException {
    boolean text = initial >= 0x60;
    long argument = argument();
    String indicator = indicator(initial, argument);
    if ((initial & 0x1f) == 31) {
      List<EdnNode> chunks = new ArrayList<>();
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      while (!atBreak()) {
        if (--itemsLeft < 0) {
          String detail = "more than " + options.maxItems + " items and chunks of strings";
          throw new DecodeException(Reason.TOO_MANY_ITEMS, (long) position - base, detail);
        }
        if (options.hidesSecrets) {
          int at = position;
          int length = (int) argument();
          joined.write(array, position, length);
          position = at;
        }
        chunks.add(string(array[position] & 0xff, Shape.any(), depth));
      }
      position++;
      if (isSecret(Bytes.wrap(joined.toByteArray()))) {
        return hiddenBytes(joined.size());
      }
      return chunks.isEmpty()
          ? EdnNode.leaf(text ? "\"\"_" : "''_")
          : EdnNode.group(Layout.LIST, "(_ ", chunks, ")");
    }
    int start = position;
    int end = start + (int) argument;
    if (!text) {
      return bytes(start, end, indicator, shape, depth);
    }
    position = end;
    if (isSecret(Bytes.wrap(array, start, end - start))) {
      return hiddenBytes(end - start);
    }
    if (Utf8.firstInvalid(array, start, end) >= 0) {
      String hex = Bytes.wrap(array, start, end - start).toHex();
      return EdnNode.leaf("\"\" + h'" + hex + "'" + indicator).commented("", "not UTF-8");
    }
    String value = new String(array, start, end - start, StandardCharsets.UTF_8);
    return EdnNode.leaf(EdnText.quoted(value, '"') + indicator);
  }

  private EdnNode bytes(int start, int end, String indicator, Shape known, int depth)
      throws DecodeException {
    Bytes content = Bytes.wrap(array, start, end - start);
    Shape shape = known;
    if (known.content != null && !isSecret(content)) {
      shape = known.content.apply(content).resolved();
    }
    if (shape.wrapped != null && !content.isEmpty() && isWellFormed(content, depth + 1)) {
      if (isTooDeep()) {
        position = end;
        return EdnNode.leaf("<<...>>" + indicator).commented("", content.length() + " bytes");
      }
      level++;
      List<EdnNode> items = items(end, shape.wrapped, depth + 1);
      level--;
      Layout layout = items.size() == 1 ? Layout.HUG : Layout.LIST;
      return EdnNode.group(layout, "<<", items, ">>" + indicator);
    }
    position = end;
    if (isSecret(content)) {
      return hiddenBytes(content.length());
    }
    String remark = shape.remark == null ? "" : shape.remark.apply(content);
    return plainBytes(content, indicator, shape.quoted).commented("", remark);
  }

  private EdnNode plainBytes(Bytes content, String indicator, boolean quoted) {
    if (quoted && isPrintableAscii(content.offset, content.offset + content.length)) {
      String value = new String(array, content.offset, content.length, StandardCharsets.US_ASCII);
      return EdnNode.leaf(EdnText.quoted(value, '\'') + indicator);
    }
    if (content.length() > options.maxBytesShown) {
      String digits = content.slice(0, options.maxBytesShown).toHex();
      return EdnNode.hex(digits, "...'" + indicator).commented("", content.length() + " bytes");
    }
    return EdnNode.hex(content.toHex(), "'" + indicator);
  }

  private boolean isWellFormed(Bytes content, int depth) throws DecodeException {
    if (depth >= MAX_DEPTH) {
      return false;
    }
    try {
      check(content, MAX_DEPTH - depth);
      return true;
    } catch (DecodeException e) {
      if (e.reason() == Reason.TOO_MANY_ITEMS) {
        throw e.shifted(content.offset - base);
      }
      return false;
    }
  }

  private boolean isPrintableAscii(int start, int end) {
    for (int i = start; i < end; i++) {
      if (array[i] < 0x20 || array[i] == 0x7f) {
        return false;
      }
    }
    return end > start;
  }

  // Arrays, maps, tags.

  private EdnNode array(int initial, Shape shape, int depth) throws DecodeException {
    long count = argument();
    String indicator = indicator(initial, count);
    boolean indefinite = (initial & 0x1f) == 31;
    Shape.ArrayForm form = arrayForm(shape, indefinite ? !atBreak() : count > 0);
    Map<Long, Shape> pairs = form.pairs();
    List<EdnNode> children = new ArrayList<>();
    Shape argumentShape = Shape.any();
    level++;
    for (long i = 0; indefinite ? !atBreak() : i < count; i++) {
      if (pairs == null) {
        children.add(named(form.at(i), depth + 1));
      } else if (i % 2 == 0) {
        argumentShape = pairs.getOrDefault(peekInteger(), Shape.any());
        children.add(item(Shape.any(), depth + 1).commented(argumentShape.name, ""));
      } else {
        children.add(item(argumentShape, depth + 1));
      }
    }
    level--;
    position += indefinite ? 1 : 0;
    return container(pairs == null ? Layout.LIST : Layout.PAIRS, '[', indicator, children, "]");
  }

  private Shape.ArrayForm arrayForm(Shape shape, boolean hasFirst) {
    Shape.ArrayForm form = shape.array;
    if (form != null && !form.byFirst().isEmpty() && hasFirst) {
      form = form.byFirst().getOrDefault(peekInteger(), Shape.any()).resolved().array;
    }
    return form == null ? Shape.UNKNOWN_ARRAY : form;
  }

  private EdnNode map(int initial, Shape shape, int depth) throws DecodeException {
    int start = position;
    long count = argument();
    String indicator = indicator(initial, count);
    boolean indefinite = (initial & 0x1f) == 31;
    Shape.MapForm form = mapForm(shape, start);
    List<EdnNode> children = new ArrayList<>();
    level++;
    for (long i = 0; indefinite ? !atBreak() : i < count; i++) {
      int keyStart = position;
      Shape known = form.numbers().get(peekInteger());
      boolean other =
          form.otherKeys() == null
              || form.otherKeys() == CborType.ofInitialByte(array[keyStart] & 0xff);
      EdnNode key = item(known == null && other ? form.otherKey() : Shape.any(), depth + 1);
      if (known == null && !form.texts().isEmpty() && isDefiniteText(keyStart)) {
        known = form.texts().get(textAt(keyStart));
      }
      Shape value = known != null ? known : other ? form.otherValue() : Shape.any();
      children.add(key.commented(value.name, ""));
      children.add(item(value, depth + 1));
    }
    level--;
    position += indefinite ? 1 : 0;
    return container(Layout.MAP, '{', indicator, children, "}");
  }

  private Shape.MapForm mapForm(Shape shape, int start) {
    Shape.MapForm form = shape.map;
    if (form != null && form.choice() != null) {
      form = form.choice().apply(Bytes.wrap(array, start, inputEnd - start)).resolved().map;
    }
    return form == null || form.choice() != null ? Shape.UNKNOWN_MAP : form;
  }

  private static EdnNode container(
      Layout layout, char open, String indicator, List<EdnNode> children, String close) {
    boolean blank = !indicator.isEmpty() && !children.isEmpty();
    return EdnNode.group(layout, open + indicator + (blank ? " " : ""), children, close);
  }

  /**
   * Returns the integer at the current position, which stays unread; if there is none, a number
   * without a name in any shape.
   */
  private Long peekInteger() {
    int initial = array[position] & 0xff;
    if (initial >= 0x40) {
      return UNNAMED_NUMBER;
    }
    int at = position;
    long argument = argument();
    position = at;
    return argument < 0 ? UNNAMED_NUMBER : initial < 0x20 ? argument : ~argument;
  }

  /** 0x7f is the head of an indefinite-length text string. */
  private boolean isDefiniteText(int at) {
    int initial = array[at] & 0xff;
    return initial >>> 5 == 3 && initial != 0x7f;
  }

  /** Returns the definite-length text string at an index. */
  private String textAt(int at) {
    int after = position;
    position = at;
    int length = (int) argument();
    String text = new String(array, position, length, StandardCharsets.UTF_8);
    position = after;
    return text;
  }

  private EdnNode tag(int initial, Shape shape, int depth) throws DecodeException {
    int at = position;
    long tag = argument();
    String decimal = decimalBignum(at, tag);
    if (!decimal.isEmpty()) {
      return EdnNode.leaf(decimal);
    }
    Shape known = shape.tags.getOrDefault(tag, Shape.any());
    EdnNode content = item(known, depth + 1);
    String open = Long.toUnsignedString(tag) + indicator(initial, tag) + "(";
    return EdnNode.group(Layout.HUG, open, List.of(content), ")").commented(known.name, "");
  }

  /**
   * Reads a bignum in preferred serialization and returns its decimal digits. Returns an empty
   * string, and reads nothing, for any other item.
   */
  private String decimalBignum(int at, long tag) {
    int after = position;
    int initial = array[after] & 0xff;
    if (tag != 2 && tag != 3 || after - at != 1 || initial >>> 5 != 2 || initial == 0x5f) {
      return "";
    }
    long length = argument();
    if (length <= Long.BYTES
        || length > LONGEST_DECIMAL_BIGNUM
        || array[position] == 0
        || !indicator(initial, length).isEmpty()) {
      position = after;
      return "";
    }
    BigInteger magnitude = new BigInteger(1, array, position, (int) length);
    position += (int) length;
    return (tag == 2 ? magnitude : magnitude.not()).toString();
  }
}
