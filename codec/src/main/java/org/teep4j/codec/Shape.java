package org.teep4j.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes the structure of an item to {@link Edn#print(Bytes, Shape, EdnPrintOptions)}, so that
 * it can name elements, name values and print the content of byte strings that hold CBOR.
 * Immutable.
 *
 * <p>A shape has at most one form for each type of item, for example one for arrays and one for
 * maps; {@link #or} joins the forms of several shapes. An item whose type the shape does not
 * describe is printed without names, so a wrong shape does no harm.
 *
 * <p>{@link #named} gives an item its name. The name appears as a {@code / comment /} in the output
 * where an array, a map or a tag has the item, never as part of the data.
 */
public final class Shape {

  /**
   * The elements by position, then {@code rest}; or the array shapes by the value of the first
   * element; or pairs of label and argument.
   */
  record ArrayForm(
      List<Shape> positions,
      Shape rest,
      Map<Long, Shape> byFirst,
      @Nullable Map<Long, Shape> pairs) {

    Shape at(long position) {
      return position < positions.size() ? positions.get((int) position) : rest;
    }
  }

  /**
   * The values by key, then all other entries; or a function that chooses a shape from the content
   * of the map.
   */
  record MapForm(
      Map<Long, Shape> numbers,
      Map<String, Shape> texts,
      Shape otherKey,
      Shape otherValue,
      @Nullable CborType otherKeys,
      @Nullable Function<Bytes, Shape> choice) {}

  /** The fields of a shape being built. */
  private static final class Draft {
    private String name = "";
    private @Nullable ArrayForm array;
    private @Nullable MapForm map;
    private Map<Long, Shape> tags = Map.of();
    private @Nullable Shape wrapped;
    private boolean quoted;
    private Map<Long, String> integers = Map.of();
    private Map<Integer, String> bits = Map.of();
    private boolean secret;
    private @Nullable Predicate<Bytes> secretStrings;
    private @Nullable Supplier<Shape> reference;
    private @Nullable Function<Bytes, Shape> content;
    private @Nullable Function<Bytes, String> remark;

    private Draft() {}

    private Draft(Shape shape) {
      name = shape.name;
      array = shape.array;
      map = shape.map;
      tags = shape.tags;
      wrapped = shape.wrapped;
      quoted = shape.quoted;
      integers = shape.integers;
      bits = shape.bits;
      secret = shape.secret;
      secretStrings = shape.secretStrings;
      reference = shape.reference;
      content = shape.content;
      remark = shape.remark;
    }
  }

  private static final Shape ANY = new Shape(new Draft());
  static final ArrayForm UNKNOWN_ARRAY = new ArrayForm(List.of(), ANY, Map.of(), null);
  static final MapForm UNKNOWN_MAP = new MapForm(Map.of(), Map.of(), ANY, ANY, null, null);
  private static final int REFERENCES_FOLLOWED = 64;

  /** Shown as a comment; empty for no comment. */
  final String name;

  final @Nullable ArrayForm array;
  final @Nullable MapForm map;
  final Map<Long, Shape> tags;
  final @Nullable Shape wrapped;
  final boolean quoted;
  final Map<Long, String> integers;
  final Map<Integer, String> bits;
  final boolean secret;

  /** Selects strings that are secret because of their content; null if there are none. */
  final @Nullable Predicate<Bytes> secretStrings;

  /** Chooses the shape of a byte string from its content; null if there is no choice. */
  final @Nullable Function<Bytes, Shape> content;

  /** Says what a byte string is; null if there is nothing to say. */
  final @Nullable Function<Bytes, String> remark;

  private final @Nullable Supplier<Shape> reference;

  private Shape(Draft draft) {
    name = draft.name;
    array = draft.array;
    map = draft.map;
    tags = draft.tags;
    wrapped = draft.wrapped;
    quoted = draft.quoted;
    integers = draft.integers;
    bits = draft.bits;
    secret = draft.secret;
    secretStrings = draft.secretStrings;
    reference = draft.reference;
    content = draft.content;
    remark = draft.remark;
  }

  // Forms.

  /**
   * A shape that describes nothing.
   *
   * @return the shape of any item
   */
  public static Shape any() {
    return ANY;
  }

  /**
   * A shape that has a name and describes nothing else.
   *
   * @param name shown as a comment
   * @return the shape of any item
   */
  public static Shape any(String name) {
    return ANY.named(name);
  }

  /**
   * An array with described positions; further elements are not described.
   *
   * @param positions the elements from the first on
   * @return the shape
   */
  public static Shape array(Shape... positions) {
    return array(List.of(positions), ANY);
  }

  /**
   * An array with described positions; all further elements have the same shape.
   *
   * @param positions the elements from the first on
   * @param rest the shape of every further element
   * @return the shape
   */
  public static Shape array(List<Shape> positions, Shape rest) {
    return ofArray(new ArrayForm(List.copyOf(positions), rest, Map.of(), null));
  }

  /**
   * An array whose elements have the same shape.
   *
   * @param element the shape of each element
   * @return the shape
   */
  public static Shape arrayOf(Shape element) {
    return array(List.of(), element);
  }

  /**
   * An array whose first element, an integer, selects one of several array shapes.
   *
   * @param shapes array shapes by the value of the first element
   * @return the shape
   */
  public static Shape arrayByFirst(Map<Long, Shape> shapes) {
    return ofArray(new ArrayForm(List.of(), ANY, Map.copyOf(shapes), null));
  }

  /**
   * An array of alternating labels and arguments (a SUIT command sequence).
   *
   * @param arguments the arguments by label; the name of an argument is shown before its label
   * @return the shape
   */
  public static Shape pairs(Map<Long, Shape> arguments) {
    return ofArray(new ArrayForm(List.of(), ANY, Map.of(), Map.copyOf(arguments)));
  }

  /**
   * A map whose keys are integers; other entries are not described.
   *
   * @param values the values by key; the name of a value is shown before its key
   * @return the shape
   */
  public static Shape map(Map<Long, Shape> values) {
    return ofMap(new MapForm(Map.copyOf(values), Map.of(), ANY, ANY, null, null));
  }

  /**
   * A map whose keys are text strings, for example a JSON object; other entries are not described.
   *
   * @param values the values by key; the name of a value is shown before its key
   * @return the shape
   */
  public static Shape textMap(Map<String, Shape> values) {
    return ofMap(new MapForm(Map.of(), Map.copyOf(values), ANY, ANY, null, null));
  }

  /**
   * A map whose shape depends on its content.
   *
   * @param choice called while printing with bytes that start with the encoded, well-formed map;
   *     returns the shape of the map
   * @return the shape
   */
  public static Shape mapBy(Function<Bytes, Shape> choice) {
    return ofMap(new MapForm(Map.of(), Map.of(), ANY, ANY, null, choice));
  }

  /**
   * A byte string that holds encoded CBOR ({@code bstr .cbor} in CDDL), printed as {@code << >>}
   * unless it is empty or does not decode.
   *
   * @param content the shape of each item in the byte string
   * @return the shape
   */
  public static Shape wrapped(Shape content) {
    Draft draft = new Draft();
    draft.wrapped = content;
    return new Shape(draft);
  }

  /**
   * A byte string that is printed as {@code 'text'} if all its bytes are printable ASCII.
   *
   * @return the shape
   */
  public static Shape quoted() {
    Draft draft = new Draft();
    draft.quoted = true;
    return new Shape(draft);
  }

  /**
   * A byte string whose shape depends on its content. A string that {@link
   * EdnPrintOptions#hidingSecrets} hides because of its content is not asked about.
   *
   * @param choice called while printing with the content of the string; returns the shape of the
   *     string, for example {@link #wrapped} of another shape
   * @return the shape
   */
  public static Shape bytesBy(Function<Bytes, Shape> choice) {
    Draft draft = new Draft();
    draft.content = choice;
    return new Shape(draft);
  }

  /**
   * A byte string about which there is something to say in a comment behind it, for example whose
   * certificate it is. The bytes may come from anybody, and so may the text.
   *
   * @param remark called while printing with the content of the string; returns the comment, or an
   *     empty string for none
   * @return the shape
   */
  public static Shape described(Function<Bytes, String> remark) {
    Draft draft = new Draft();
    draft.remark = remark;
    return new Shape(draft);
  }

  /**
   * Byte and text strings that {@link EdnPrintOptions#hidingSecrets} hides if a predicate finds
   * their content secret. In {@link EdnPrintOptions#withUnknown} this shape applies to all strings,
   * also to strings with another shape, but not to byte strings that are printed as {@code << >>}.
   *
   * @param secret called while printing with the content of a string; returns true if it is secret
   * @return the shape
   */
  public static Shape secretStrings(Predicate<Bytes> secret) {
    Draft draft = new Draft();
    draft.secretStrings = secret;
    return new Shape(draft);
  }

  /**
   * A tag and its content.
   *
   * @param tag the tag number
   * @param content the shape of the content, whose name is shown before the tag
   * @return the shape
   */
  public static Shape tagged(long tag, Shape content) {
    Draft draft = new Draft();
    draft.tags = Map.of(tag, content);
    return new Shape(draft);
  }

  /**
   * An integer whose values have names.
   *
   * @param names the names by value; shown as a comment after the value
   * @return the shape
   */
  public static Shape integers(Map<Long, String> names) {
    Draft draft = new Draft();
    draft.integers = Map.copyOf(names);
    return new Shape(draft);
  }

  /**
   * An unsigned integer whose bits have names (CDDL {@code .bits}).
   *
   * @param names the names by bit number, where 0 is the least significant bit
   * @return the shape
   */
  public static Shape bits(Map<Integer, String> names) {
    Draft draft = new Draft();
    draft.bits = Map.copyOf(names);
    return new Shape(draft);
  }

  /**
   * A shape that is looked up during printing, so that a shape can contain itself.
   *
   * @param target returns the shape; called while printing for each item that has this shape
   * @return the shape
   */
  public static Shape reference(Supplier<Shape> target) {
    Draft draft = new Draft();
    draft.reference = target;
    return new Shape(draft);
  }

  // Derived shapes.

  /**
   * This shape with a name.
   *
   * @param newName shown as a comment before the item, in a map before its key; empty for no
   *     comment
   * @return the shape
   */
  public Shape named(String newName) {
    Draft draft = new Draft(this);
    draft.name = newName;
    return new Shape(draft);
  }

  /**
   * This map shape, in which all entries without a shape of their own have the same shapes.
   *
   * @param key the shape of every other key
   * @param value the shape of the value of every other key
   * @return the shape
   * @throws IllegalStateException if this is not the shape of a map
   */
  public Shape withOthers(Shape key, Shape value) {
    return withOtherKeys(null, key, value);
  }

  /**
   * This map shape, in which all entries without a shape of their own have the same shapes if their
   * keys have a certain type.
   *
   * @param keys the type of the other keys; an entry with a key of another type is not described
   * @param key the shape of every other key
   * @param value the shape of the value of every other key
   * @return the shape
   * @throws IllegalStateException if this is not the shape of a map
   */
  public Shape withOthers(CborType keys, Shape key, Shape value) {
    return withOtherKeys(keys, key, value);
  }

  private Shape withOtherKeys(@Nullable CborType keys, Shape key, Shape value) {
    if (map == null) {
      throw new IllegalStateException("only the shape of a map has other entries");
    }
    Draft draft = new Draft(this);
    draft.map = new MapForm(map.numbers, map.texts, key, value, keys, map.choice);
    return new Shape(draft);
  }

  /**
   * Joins the forms of two shapes, for an item that has one or the other. The result has the tags
   * and the names of integers and bits of both. If both have a name, or a form for arrays, maps or
   * byte strings, the result has that of this shape.
   *
   * @param other the other shape
   * @return the shape
   */
  public Shape or(Shape other) {
    String joinedName = name.isEmpty() ? other.name : name;
    if (reference != null || other.reference != null) {
      return reference(() -> resolved().or(other.resolved())).named(joinedName);
    }
    boolean hasBytes = wrapped != null || quoted || content != null || remark != null;
    Draft draft = new Draft(this);
    draft.name = joinedName;
    draft.array = array != null ? array : other.array;
    draft.map = map != null ? map : other.map;
    draft.tags = joined(other.tags, tags);
    draft.wrapped = hasBytes ? wrapped : other.wrapped;
    draft.quoted = hasBytes ? quoted : other.quoted;
    draft.content = hasBytes ? content : other.content;
    draft.remark = hasBytes ? remark : other.remark;
    draft.integers = joined(other.integers, integers);
    draft.bits = joined(other.bits, bits);
    draft.secret = secret || other.secret;
    draft.secretStrings = secretStrings != null ? secretStrings : other.secretStrings;
    return new Shape(draft);
  }

  /**
   * The tags of this shape alone, without its forms of items that have no tag.
   *
   * @return the shape
   */
  public Shape onlyTagged() {
    Shape shape = resolved();
    Draft draft = new Draft();
    draft.tags = shape.tags;
    return new Shape(draft);
  }

  /**
   * This shape for an item that {@link EdnPrintOptions#hidingSecrets} hides.
   *
   * @return the shape
   */
  public Shape secret() {
    if (reference != null) {
      return reference(() -> resolved().secret()).named(name);
    }
    Draft draft = new Draft(this);
    draft.secret = true;
    return new Shape(draft);
  }

  /** Whether this shape describes nothing; it may have a name. */
  boolean isAny() {
    return array == null
        && map == null
        && tags.isEmpty()
        && wrapped == null
        && !quoted
        && integers.isEmpty()
        && bits.isEmpty()
        && !secret
        && secretStrings == null
        && content == null
        && remark == null
        && reference == null;
  }

  /**
   * This shape, or the target if it is a reference; {@link #any()} if the references form a cycle.
   */
  Shape resolved() {
    Shape shape = this;
    for (int i = 0; i < REFERENCES_FOLLOWED; i++) {
      if (shape.reference == null) {
        return shape;
      }
      shape = shape.reference.get();
    }
    return ANY;
  }

  private static Shape ofMap(MapForm form) {
    Draft draft = new Draft();
    draft.map = form;
    return new Shape(draft);
  }

  private static Shape ofArray(ArrayForm form) {
    Draft draft = new Draft();
    draft.array = form;
    return new Shape(draft);
  }

  private static <K, V> Map<K, V> joined(Map<K, V> base, Map<K, V> overriding) {
    Map<K, V> all = new LinkedHashMap<>(base);
    all.putAll(overriding);
    return Map.copyOf(all);
  }
}
