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
 * What {@link Edn#print(Bytes, Shape, EdnPrintOptions)} is told of the structure of an item, so
 * that it can name elements, name values and descend into byte strings that hold CBOR. Immutable.
 *
 * <p>A shape has one form for each type of item: an array may be told apart from a map or a byte
 * string, and {@link #or} joins the forms of several shapes. An item of a type that the shape says
 * nothing about is printed as it is, so a shape may be wrong without harm.
 *
 * <p>Names become {@code / comments /} in the output, never part of the data.
 */
public final class Shape {

  /**
   * A named place in an array, a map or behind a tag.
   *
   * @param name shown as a comment; empty for no comment
   * @param shape of what stands there
   */
  public record Field(String name, Shape shape) {

    /**
     * This place with a remark about what stands there.
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

  /** Elements by position, then {@code rest}; or by the first element; or in pairs. */
  record ArrayForm(
      List<Field> positions,
      Field rest,
      Map<Long, Shape> byFirst,
      @Nullable Map<Long, Field> pairs) {

    Field at(long position) {
      return position < positions.size() ? positions.get((int) position) : rest;
    }
  }

  /** Values by their key, and what is left; or by what the map says. */
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

  /** Which strings are secret for what they hold; null if none is. */
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
   * @param shape of what stands there
   * @return the place
   */
  public static Field field(String name, Shape shape) {
    return new Field(name, shape);
  }

  /**
   * A named place of which no more is known.
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
   * @param shape of the value
   * @return the entry
   */
  public static Entry entry(long label, String name, Shape shape) {
    return new Entry(label, null, new Field(name, shape));
  }

  /**
   * An entry whose key is an integer, and of whose value no more is known.
   *
   * @param label the key
   * @param name shown as a comment before the key
   * @return the entry
   */
  public static Entry entry(long label, String name) {
    return entry(label, name, ANY);
  }

  /**
   * An entry whose key is a text string, which needs no other name.
   *
   * @param label the key
   * @param shape of the value
   * @return the entry
   */
  public static Entry entry(String label, Shape shape) {
    return new Entry(null, label, new Field("", shape));
  }

  // Forms.

  /**
   * Nothing is known.
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
   * An array with named positions and further elements that are alike.
   *
   * @param positions the places from the first on
   * @param rest every place after them
   * @return the shape
   */
  public static Shape array(List<Field> positions, Field rest) {
    return ofArray(new ArrayForm(List.copyOf(positions), rest, Map.of(), null));
  }

  /**
   * An array of elements that are alike.
   *
   * @param element the shape of each
   * @return the shape
   */
  public static Shape arrayOf(Shape element) {
    return array(List.of(), new Field("", element));
  }

  /**
   * An array whose first element, an integer, tells which of several arrays it is.
   *
   * @param shapes array shapes by the value of the first element
   * @return the shape
   */
  public static Shape arrayByFirst(Map<Long, Shape> shapes) {
    return ofArray(new ArrayForm(List.of(), UNNAMED, Map.copyOf(shapes), null));
  }

  /**
   * An array of labels and arguments in turn (a SUIT command sequence).
   *
   * @param entries what is known of labels and their arguments
   * @return the shape
   */
  public static Shape pairs(Entry... entries) {
    return pairs(Arrays.asList(entries));
  }

  /**
   * An array of labels and arguments in turn (a SUIT command sequence).
   *
   * @param entries what is known of labels and their arguments
   * @return the shape
   */
  public static Shape pairs(List<Entry> entries) {
    return ofArray(new ArrayForm(List.of(), UNNAMED, Map.of(), byNumber(entries)));
  }

  /**
   * A map with labelled entries; other entries have no name.
   *
   * @param entries what is known of keys and values
   * @return the shape
   */
  public static Shape map(Entry... entries) {
    return map(Arrays.asList(entries));
  }

  /**
   * A map with labelled entries; other entries have no name.
   *
   * @param entries what is known of keys and values
   * @return the shape
   */
  public static Shape map(List<Entry> entries) {
    return map(entries, ANY, ANY);
  }

  /**
   * A map with labelled entries, and other entries that are alike.
   *
   * @param entries what is known of certain keys and their values
   * @param otherKey the shape of every other key
   * @param otherValue the shape of the values of these
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
   * A map with labelled entries, and other entries that are alike if their keys are of one type.
   *
   * @param entries what is known of certain keys and their values
   * @param otherKeys the type of the other keys; an entry with a key of another type is unknown
   * @param otherKey the shape of every other key
   * @param otherValue the shape of the values of these
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
   * A map of entries that are alike, with keys of one type.
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
   * A map whose entries mean something else, depending on what the map says.
   *
   * @param choice gives the shape of a map; is given bytes that start with the encoded map, which
   *     is well-formed, and called while printing
   * @return the shape
   */
  public static Shape mapBy(Function<Bytes, Shape> choice) {
    return ofMap(new MapForm(Map.of(), Map.of(), ANY, UNNAMED, choice, null));
  }

  /**
   * A map of entries that are alike.
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
   * Byte and text strings that {@link EdnPrintOptions#hidingSecrets} leaves out if they hold a
   * secret. In {@link EdnPrintOptions#unknown} this counts for all strings, whatever is known of
   * them, other than those that are printed as {@code << >>}.
   *
   * @param secret says so of the content of a string; called while printing
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
   * @param names shown as a comment after the value
   * @return the shape
   */
  public static Shape integers(Map<Long, String> names) {
    return new Shape(null, null, Map.of(), null, false, Map.copyOf(names), Map.of());
  }

  /**
   * An unsigned integer whose bits have names (CDDL {@code .bits}).
   *
   * @param names by the number of the bit, where 0 is the least significant
   * @return the shape
   */
  public static Shape bits(Map<Integer, String> names) {
    return new Shape(null, null, Map.of(), null, false, Map.of(), Map.copyOf(names));
  }

  /**
   * A shape that is looked up when it is needed, so that a shape can contain itself.
   *
   * @param target gives the shape; called while printing, as often as it is met
   * @return the shape
   */
  public static Shape reference(Supplier<Shape> target) {
    return new Shape(
        null, null, Map.of(), null, false, Map.of(), Map.of(), "", false, null, target);
  }

  // Derived shapes.

  /**
   * Joins the forms of two shapes, for an item that is one or the other. Tags, and names of
   * integers and bits, add up; where both have a form for arrays, maps or byte strings, this
   * shape's is used.
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
   * This shape, of something that {@link EdnPrintOptions#hidingSecrets} leaves out.
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

  /** This shape, or the one that it refers to; {@link #any()} if that leads in a circle. */
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
