package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;

/** The members of one JSON object, with the file and the place in it for messages. */
final class Fields {
  private final Path file;
  private final String place;
  private final JsonNode node;
  private final Set<String> known = new HashSet<>();

  private Fields(Path file, String place, JsonNode node) throws VectorFormatException {
    this.file = file;
    this.place = place;
    this.node = node;
    if (!node.isObject()) {
      throw error("not an object");
    }
  }

  /** The members of a JSON value. */
  static Fields of(Path file, String place, JsonNode node) throws VectorFormatException {
    return new Fields(file, place, node);
  }

  /** One {@code Fields} for each element of an array. */
  static List<Fields> elements(Path file, String place, JsonNode array)
      throws VectorFormatException {
    List<Fields> elements = new ArrayList<>();
    for (JsonNode element : array) {
      elements.add(new Fields(file, place + "[" + elements.size() + "]", element));
    }
    return elements;
  }

  Path file() {
    return file;
  }

  JsonNode node() {
    return node;
  }

  VectorFormatException error(String reason) {
    return new VectorFormatException(file, place.isEmpty() ? reason : place + ": " + reason);
  }

  /** The names of all members, in the order of the file. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  private @Nullable JsonNode find(String name) {
    known.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private VectorFormatException wrong(String name, String wanted) {
    return error("\"" + name + "\" is not " + wanted);
  }

  JsonNode value(String name) throws VectorFormatException {
    JsonNode value = find(name);
    if (value == null) {
      throw error("\"" + name + "\" is missing");
    }
    return value;
  }

  Optional<JsonNode> optionalValue(String name) {
    return Optional.ofNullable(find(name));
  }

  String text(String name) throws VectorFormatException {
    JsonNode value = value(name);
    if (!value.isTextual()) {
      throw wrong(name, "a string");
    }
    return value.textValue();
  }

  Optional<String> optionalText(String name) throws VectorFormatException {
    return find(name) == null ? Optional.empty() : Optional.of(text(name));
  }

  Bytes hex(String name) throws VectorFormatException {
    String digits = text(name);
    try {
      return Bytes.fromHex(digits);
    } catch (IllegalArgumentException other) {
      throw wrong(name, "an even number of hexadecimal digits");
    }
  }

  Optional<Bytes> optionalHex(String name) throws VectorFormatException {
    return find(name) == null ? Optional.empty() : Optional.of(hex(name));
  }

  int integer(String name) throws VectorFormatException {
    JsonNode value = value(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(name, "an integer of 32 bits");
    }
    return value.intValue();
  }

  long longInteger(String name) throws VectorFormatException {
    JsonNode value = value(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, "an integer of 64 bits");
    }
    return value.longValue();
  }

  OptionalInt optionalInteger(String name) throws VectorFormatException {
    return find(name) == null ? OptionalInt.empty() : OptionalInt.of(integer(name));
  }

  boolean flag(String name) throws VectorFormatException {
    JsonNode value = value(name);
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  boolean flag(String name, boolean ifAbsent) throws VectorFormatException {
    return find(name) == null ? ifAbsent : flag(name);
  }

  Fields object(String name) throws VectorFormatException {
    return new Fields(file, below(name), value(name));
  }

  /** The member, or an object of no members. */
  Fields objectOrNone(String name) throws VectorFormatException {
    JsonNode value = find(name);
    return value == null
        ? new Fields(file, below(name), JsonNodeFactory.instance.objectNode())
        : object(name);
  }

  /** The member, or an object of no members. */
  JsonNode objectOrEmpty(String name) throws VectorFormatException {
    return objectOrNone(name).node();
  }

  List<Fields> objects(String name) throws VectorFormatException {
    return elements(file, below(name), array(name));
  }

  /** The objects of an array; empty if the member is absent. */
  List<Fields> optionalObjects(String name) throws VectorFormatException {
    return find(name) == null ? List.of() : objects(name);
  }

  /** The strings of an array; empty if the member is absent. */
  List<String> texts(String name) throws VectorFormatException {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : find(name) == null ? List.<JsonNode>of() : array(name)) {
      if (!element.isTextual()) {
        throw wrong(name, "an array of strings");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  List<Integer> integers(String name) throws VectorFormatException {
    List<Integer> integers = new ArrayList<>();
    for (JsonNode element : array(name)) {
      if (!element.isIntegralNumber() || !element.canConvertToInt()) {
        throw wrong(name, "an array of integers of 32 bits");
      }
      integers.add(element.intValue());
    }
    return integers;
  }

  /**
   * Refuses members that were not read, so that a misspelt name is not taken for an absent member.
   */
  void noOthers() throws VectorFormatException {
    for (String name : names()) {
      if (!known.contains(name)) {
        throw error("unknown member \"" + name + "\"");
      }
    }
  }

  /**
   * Refuses members at any depth whose names say that they are hexadecimal digits and whose texts
   * are not.
   */
  void requireDigits() throws VectorFormatException {
    for (String name : names()) {
      JsonNode value = node.get(name);
      if (value.isTextual() && (name.endsWith("_hex") || name.equals("external"))) {
        hex(name);
      } else if (value.isObject()) {
        object(name).requireDigits();
      } else if (value.isArray()) {
        requireDigits(below(name), value);
      }
    }
  }

  private void requireDigits(String below, JsonNode array) throws VectorFormatException {
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i).isObject()) {
        new Fields(file, below + "[" + i + "]", array.get(i)).requireDigits();
      }
    }
  }

  private JsonNode array(String name) throws VectorFormatException {
    JsonNode value = value(name);
    if (!value.isArray()) {
      throw wrong(name, "an array");
    }
    return value;
  }

  private String below(String name) {
    return place.isEmpty() ? name : place + "." + name;
  }
}
