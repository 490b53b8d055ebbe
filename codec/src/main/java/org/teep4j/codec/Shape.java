package org.teep4j.codec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * <p>Names appear as {@code / comments /} in the output, never as part of the data.
 */
public final class Shape {

  /**
   * A named place in an array, a map or behind a tag.
   *
   * @param name shown as a comment; empty for no comment
   * @param shape the shape of the item in this place
   */
  public record Field(String name, Shape shape) {

    /**
     * This place with a remark about its item.
     *
     * @param text the remark, for example {@code not verified}
     * @return the place
     */
    public Field withNote(String text) {
      return new Field(name, shape.withNote(text));
    }
  }

  /** A labelled entry of a map, or of an array of label and argument pairs. Immutable. */
  public static final class Entry {
    final @Nullable Long number;
    final @Nullable String text;
    final Field field;

    private Entry(@Nullable Long number, @Nullable String text, Field field) {
      this.number = number;
      this.text = text;
      this.field = field;
    }
  }

  /**
   * The elements by position, then {@code rest}; or the array shapes by the value of the first
   * element; or pairs of label and argument.
   */
  record ArrayForm(
      List<Field> positions,
      Field rest,
      Map<Long, Shape> byFirst,
      @Nullable Map<Long, Field> pairs) {

    Field at(long position) {
      return position < positions.size() ? positions.get((int) position) : rest;
    }
  }

  /**
   * The values by key, then all other entries; or a function that chooses a shape from the content
   * of the map.
   */
  record MapForm(
      Map<Long, Field> numbers,
      Map<String, Field> texts,
      Shape otherKey,
      Field otherValue,
      @Nullable Function<Bytes, Shape> choice,
      @Nullable CborType otherKeys) {}

  private static final Shape ANY = new Shape(null, null, Map.of(), null, false, Map.of(), Map.of());
  static final Field UNNAMED = new Field("", ANY);
  static final ArrayForm UNKNOWN_ARRAY = new ArrayForm(List.of(), UNNAMED, Map.of(), null);
  static final MapForm UNKNOWN_MAP = new MapForm(Map.of(), Map.of(), ANY, UNNAMED, null, null);
  private static final int REFERENCES_FOLLOWED = 64;

  final @Nullable ArrayForm array;
  final @Nullable MapForm map;
  final Map<Long, Field> tags;
  final @Nullable Shape wrapped;
  final boolean quoted;
  final Map<Long, String> integers;
  final Map<Integer, String> bits;
  final String note;
  final boolean secret;

  /** Selects strings that are secret because of their content; null if there are none. */
  final @Nullable Predicate<Bytes> secretStrings;

  private final @Nullable Supplier<Shape> reference;

  private Shape(
      @Nullable ArrayForm array,
      @Nullable MapForm map,
      Map<Long, Field> tags,
      @Nullable Shape wrapped,
      boolean quoted,
      Map<Long, String> integers,
      Map<Integer, String> bits) {
    this(array, map, tags, wrapped, quoted, integers, bits, "", false, null, null);
  }

  private Shape(
      @Nullable ArrayForm array,
      @Nullable MapForm map,
      Map<Long, Field> tags,
      @Nullable Shape wrapped,
      boolean quoted,
      Map<Long, String> integers,
      Map<Integer, String> bits,
      String note,
      boolean secret,
      @Nullable Predicate<Bytes> secretStrings,
      @Nullable Supplier<Shape> reference) {
    this.array = array;
    this.map = map;
    this.tags = tags;
    this.wrapped = wrapped;
    this.quoted = quoted;
    this.integers = integers;
    this.bits = bits;
    this.note = note;
    this.secret = secret;
    this.secretStrings = secretStrings;
    this.reference = reference;
  }

  // Parts.

  /**
   * A named place.
   *
   * @param name shown as a comment; empty for no comment
   * @param shape the shape of the item in this place
   * @return the place
   */
  public static Field field(String name, Shape shape) {
    return new Field(name, shape);
  }

  /**
   * A named place of unknown shape.
   *
   * @param name shown as a comment
   * @return the place
   */
  public static Field field(String name) {
    return new Field(name, ANY);
  }

  /**
   * An entry whose key is an integer.
   *
   * @param label the key
   * @param name shown as a comment before the key; empty for no comment
   * @param shape the shape of the value
   * @return the entry
   */
  public static Entry entry(long label, String name, Shape shape) {
    return new Entry(label, null, new Field(name, shape));
  }

  /**
   * An entry whose key is an integer and whose value has an unknown shape.
   *
   * @param label the key
   * @param name shown as a comment before the key
   * @return the entry
   */
  public static Entry entry(long label, String name) {
    return entry(label, name, ANY);
  }

  /**
   * An entry whose key is a text string. The key serves as its name.
   *
   * @param label the key
   * @param shape the shape of the value
   * @return the entry
   */
  public static Entry entry(String label, Shape shape) {
    return new Entry(null, label, new Field("", shape));
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
   * An array with named positions; further elements have no name.
   *
   * @param positions the places from the first on
   * @return the shape
   */
  public static Shape array(Field... positions) {
    return array(Arrays.asList(positions), UNNAMED);
  }

  /**
   * An array with named positions; all further elements have the same shape.
   *
   * @param positions the places from the first on
   * @param rest the place of every further element
   * @return the shape
   */
  public static Shape array(List<Field> positions, Field rest) {
    return ofArray(new ArrayForm(List.copyOf(positions), rest, Map.of(), null));
  }

  /**
   * An array whose elements have the same shape.
   *
   * @param element the shape of each element
   * @return the shape
   */
  public static Shape arrayOf(Shape element) {
    return array(List.of(), new Field("", element));
  }

  /**
   * An array whose first element, an integer, selects one of several array shapes.
   *
   * @param shapes array shapes by the value of the first element
   * @return the shape
   */
  public static Shape arrayByFirst(Map<Long, Shape> shapes) {
    return ofArray(new ArrayForm(List.of(), UNNAMED, Map.copyOf(shapes), null));
  }

  /**
   * An array of alternating labels and arguments (a SUIT command sequence).
   *
   * @param entries known labels and the shapes of their arguments
   * @return the shape
   */
  public static Shape pairs(Entry... entries) {
    return pairs(Arrays.asList(entries));
  }

  /**
   * An array of alternating labels and arguments (a SUIT command sequence).
   *
   * @param entries known labels and the shapes of their arguments
   * @return the shape
   */
  public static Shape pairs(List<Entry> entries) {
    return ofArray(new ArrayForm(List.of(), UNNAMED, Map.of(), byNumber(entries)));
  }

  /**
   * A map with labelled entries; other entries have no name.
   *
   * @param entries known keys and the shapes of their values
   * @return the shape
   */
  public static Shape map(Entry... entries) {
    return map(Arrays.asList(entries));
  }

  /**
   * A map with labelled entries; other entries have no name.
   *
   * @param entries known keys and the shapes of their values
   * @return the shape
   */
  public static Shape map(List<Entry> entries) {
    return map(entries, ANY, ANY);
  }

  /**
   * A map with labelled entries; all other entries have the same shapes.
   *
   * @param entries known keys and the shapes of their values
   * @param otherKey the shape of every other key
   * @param otherValue the shape of the values of all other keys
   * @return the shape
   */
  public static Shape map(List<Entry> entries, Shape otherKey, Shape otherValue) {
    Map<String, Field> texts = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.text != null) {
        texts.put(entry.text, entry.field);
      }
    }
    MapForm form =
        new MapForm(
            byNumber(entries), Map.copyOf(texts), otherKey, new Field("", otherValue), null, null);
    return ofMap(form);
  }

  /**
   * A map with labelled entries; all other entries whose keys have a certain type have the same
   * shapes.
   *
   * @param entries known keys and the shapes of their values
   * @param otherKeys the type of the other keys; an entry with a key of another type is unknown
   * @param otherKey the shape of every other key
   * @param otherValue the shape of the values of all other keys
   * @return the shape
   */
  public static Shape map(
      List<Entry> entries, CborType otherKeys, Shape otherKey, Shape otherValue) {
    Shape all = map(entries, otherKey, otherValue);
    MapForm form = Objects.requireNonNull(all.map);
    return ofMap(
        new MapForm(
            form.numbers, form.texts, form.otherKey, form.otherValue, form.choice, otherKeys));
  }

  /**
   * A map whose entries have the same shapes if their keys have a certain type.
   *
   * @param keys the type of the keys; an entry with a key of another type is unknown
   * @param key the shape of each key
   * @param value the shape of each value
   * @return the shape
   */
  public static Shape mapOf(CborType keys, Shape key, Shape value) {
    return map(List.of(), keys, key, value);
  }

  /**
   * A map whose shape depends on its content.
   *
   * @param choice called while printing with bytes that start with the encoded, well-formed map;
   *     returns the shape of the map
   * @return the shape
   */
  public static Shape mapBy(Function<Bytes, Shape> choice) {
    return ofMap(new MapForm(Map.of(), Map.of(), ANY, UNNAMED, choice, null));
  }

  /**
   * A map whose entries have the same shapes.
   *
   * @param key the shape of each key
   * @param value the shape of each value
   * @return the shape
   */
  public static Shape mapOf(Shape key, Shape value) {
    return map(List.of(), key, value);
  }

  /**
   * A byte string that holds encoded CBOR ({@code bstr .cbor} in CDDL), printed as {@code << >>}
   * unless it is empty or does not decode.
   *
   * @param content the shape of each item in the byte string
   * @return the shape
   */
  public static Shape wrapped(Shape content) {
    return new Shape(null, null, Map.of(), content, false, Map.of(), Map.of());
  }

  /**
   * A byte string that is printed as {@code 'text'} if all its bytes are printable ASCII.
   *
   * @return the shape
   */
  public static Shape quoted() {
    return new Shape(null, null, Map.of(), null, true, Map.of(), Map.of());
  }

  /**
   * Byte and text strings that {@link EdnPrintOptions#hidingSecrets} hides if a predicate finds
   * their content secret. In {@link EdnPrintOptions#unknown} this shape applies to all strings,
   * also to strings with another shape, but not to byte strings that are printed as {@code << >>}.
   *
   * @param secret called while printing with the content of a string; returns true if it is secret
   * @return the shape
   */
  public static Shape secretStrings(Predicate<Bytes> secret) {
    return new Shape(
        null, null, Map.of(), null, false, Map.of(), Map.of(), "", false, secret, null);
  }

  /**
   * A tag and its content.
   *
   * @param tag the tag number
   * @param name shown as a comment before the tag; empty for no comment
   * @param content the shape of the content
   * @return the shape
   */
  public static Shape tagged(long tag, String name, Shape content) {
    return new Shape(
        null, null, Map.of(tag, new Field(name, content)), null, false, Map.of(), Map.of());
  }

  /**
   * An integer whose values have names.
   *
   * @param names the names by value; shown as a comment after the value
   * @return the shape
   */
  public static Shape integers(Map<Long, String> names) {
    return new Shape(null, null, Map.of(), null, false, Map.copyOf(names), Map.of());
  }

  /**
   * An unsigned integer whose bits have names (CDDL {@code .bits}).
   *
   * @param names the names by bit number, where 0 is the least significant bit
   * @return the shape
   */
  public static Shape bits(Map<Integer, String> names) {
    return new Shape(null, null, Map.of(), null, false, Map.of(), Map.copyOf(names));
  }

  /**
   * A shape that is looked up during printing, so that a shape can contain itself.
   *
   * @param target returns the shape; called while printing for each item that has this shape
   * @return the shape
   */
  public static Shape reference(Supplier<Shape> target) {
    return new Shape(
        null, null, Map.of(), null, false, Map.of(), Map.of(), "", false, null, target);
  }

  // Derived shapes.

  /**
   * Joins the forms of two shapes, for an item that has one or the other. The result has the tags
   * and the names of integers and bits of both. If both have a form for arrays, maps or byte
   * strings, the result has the form of this shape.
   *
   * @param other the other shape
   * @return the shape
   */
  public Shape or(Shape other) {
    if (reference != null || other.reference != null) {
      return reference(() -> resolved().or(other.resolved()));
    }
    boolean hasBytes = wrapped != null || quoted;
    return new Shape(
        array != null ? array : other.array,
        map != null ? map : other.map,
        joined(other.tags, tags),
        hasBytes ? wrapped : other.wrapped,
        hasBytes ? quoted : other.quoted,
        joined(other.integers, integers),
        joined(other.bits, bits),
        note.isEmpty() ? other.note : note,
        secret || other.secret,
        secretStrings != null ? secretStrings : other.secretStrings,
        null);
  }

  /**
   * This shape with a remark, shown as a comment after every item that has this shape.
   *
   * @param text the remark, for example {@code not verified}
   * @return the shape
   */
  public Shape withNote(String text) {
    if (reference != null) {
      return reference(() -> resolved().withNote(text));
    }
    return new Shape(
        array, map, tags, wrapped, quoted, integers, bits, text, secret, secretStrings, null);
  }

  /**
   * This shape for an item that {@link EdnPrintOptions#hidingSecrets} hides.
   *
   * @return the shape
   */
  public Shape secret() {
    if (reference != null) {
      return reference(() -> resolved().secret());
    }
    return new Shape(
        array, map, tags, wrapped, quoted, integers, bits, note, true, secretStrings, null);
  }

  boolean isAny() {
    return this == ANY;
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
    return new Shape(null, form, Map.of(), null, false, Map.of(), Map.of());
  }

  private static Shape ofArray(ArrayForm form) {
    return new Shape(form, null, Map.of(), null, false, Map.of(), Map.of());
  }

  private static Map<Long, Field> byNumber(List<Entry> entries) {
    Map<Long, Field> numbers = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.number != null) {
        numbers.put(entry.number, entry.field);
      }
    }
    return Map.copyOf(numbers);
  }

  private static <K, V> Map<K, V> joined(Map<K, V> base, Map<K, V> overriding) {
    Map<K, V> all = new LinkedHashMap<>(base);
    all.putAll(overriding);
    return Map.copyOf(all);
  }
}
