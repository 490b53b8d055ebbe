package org.teep4j.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;

/**
 * A value in a description and its place.
 *
 * @param value a {@code Map<String, Node>}, {@code List<Node>}, String, BigInteger, Boolean or
 *     {@link Bytes}; null for null
 * @param line the line, from 1; 0 if it is not known
 * @param path the names and indexes that lead to it; empty for the whole description
 */
record Node(@Nullable Object value, int line, String path) {

  DescriptionException refused(String message) {
    return new DescriptionException(line, path, message);
  }

  // Objects.

  @SuppressWarnings("unchecked") // The reader makes maps of nodes alone.
  Map<String, Node> fields() throws DescriptionException {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Node>) map;
    }
    throw refused("an object is expected, and this is " + kind());
  }

  boolean isObject() {
    return value instanceof Map<?, ?>;
  }

  boolean has(String name) throws DescriptionException {
    return fields().containsKey(name);
  }

  Optional<Node> field(String name) throws DescriptionException {
    return Optional.ofNullable(fields().get(name));
  }

  Node required(String name) throws DescriptionException {
    Node field = fields().get(name);
    if (field == null) {
      throw refused("'" + name + "' is missing");
    }
    return field;
  }

  /** Refuses names other than these, so that nothing is left out because of a typing error. */
  void only(String... names) throws DescriptionException {
    List<String> known = Arrays.asList(names);
    for (Map.Entry<String, Node> field : fields().entrySet()) {
      if (!known.contains(field.getKey())) {
        throw field
            .getValue()
            .refused("'" + field.getKey() + "' is not known here; known are " + list(known));
      }
    }
  }

  private static String list(List<String> names) {
    return String.join(", ", names);
  }

  /** The one of several fields that is there. */
  Optional<Map.Entry<String, Node>> oneOf(String... names) throws DescriptionException {
    Map<String, Node> found = new LinkedHashMap<>(fields());
    found.keySet().retainAll(Arrays.asList(names));
    if (found.size() > 1) {
      throw refused("only one of these can be there: " + list(List.copyOf(found.keySet())));
    }
    return found.entrySet().stream().findFirst();
  }

  // Lists and scalars.

  @SuppressWarnings("unchecked") // as in fields
  List<Node> items() throws DescriptionException {
    if (value instanceof List<?> list) {
      return (List<Node>) list;
    }
    throw refused("a list is expected, and this is " + kind());
  }

  boolean isList() {
    return value instanceof List<?>;
  }

  String text() throws DescriptionException {
    if (value instanceof String text) {
      return text;
    }
    throw refused("a text is expected, and this is " + kind());
  }

  boolean isText() {
    return value instanceof String;
  }

  boolean flag() throws DescriptionException {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw refused("true or false is expected, and this is " + kind());
  }

  boolean isFlag() {
    return value instanceof Boolean;
  }

  Uint unsigned() throws DescriptionException {
    if (value instanceof BigInteger number && number.signum() >= 0 && number.bitLength() <= 64) {
      return Uint.ofBits(number.longValue());
    }
    throw refused("a whole number from 0 to 2^64 - 1 is expected, and this is " + kind());
  }

  long number() throws DescriptionException {
    if (value instanceof BigInteger number && number.bitLength() < 64) {
      return number.longValue();
    }
    throw refused("a whole number is expected, and this is " + kind());
  }

  Optional<Bytes> bytes() {
    return value instanceof Bytes bytes ? Optional.of(bytes) : Optional.empty();
  }

  /** The value as it was written in JSON. */
  JsonNode json() {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = factory.objectNode();
      map.forEach((name, field) -> object.set((String) name, ((Node) field).json()));
      return object;
    }
    if (value instanceof List<?> list) {
      ArrayNode array = factory.arrayNode();
      list.forEach(item -> array.add(((Node) item).json()));
      return array;
    }
    if (value instanceof BigInteger number) {
      return factory.numberNode(number);
    }
    if (value instanceof Boolean flag) {
      return factory.booleanNode(flag);
    }
    return value instanceof String text ? factory.textNode(text) : factory.nullNode();
  }

  private String kind() {
    if (value instanceof String text) {
      return "the text '" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
    }
    if (value instanceof BigInteger || value instanceof Boolean) {
      return value.toString();
    }
    return value instanceof Map<?, ?>
        ? "an object"
        : value instanceof List<?> ? "a list" : value instanceof Bytes ? "bytes" : "null";
  }
}
