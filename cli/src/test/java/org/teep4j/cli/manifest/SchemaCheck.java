package org.teep4j.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares descriptions with the schema, as far as it uses JSON Schema. */
final class SchemaCheck {
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "$schema",
          "$id",
          "$defs",
          "$ref",
          "title",
          "description",
          "type",
          "properties",
          "format",
          "additionalProperties",
          "required",
          "oneOf",
          "anyOf",
          "items",
          "enum",
          "pattern",
          "minItems",
          "minLength",
          "minimum",
          "maximum",
          "minProperties",
          "maxProperties",
          "dependentRequired");

  private final JsonNode schema;
  private final List<String> faults = new ArrayList<>();

  SchemaCheck(String name) throws IOException {
    schema = new ObjectMapper().readTree(ManifestDescription.resource(name));
  }

  List<String> check(Node description) throws DescriptionException {
    check(description, schema);
    return faults;
  }

  private boolean holds(Node node, JsonNode rule) throws DescriptionException {
    int before = faults.size();
    check(node, rule);
    boolean holds = faults.size() == before;
    faults.subList(before, faults.size()).clear();
    return holds;
  }

  private void fault(Node node, String what) {
    faults.add(node.path() + ": " + what);
  }

  private void check(Node node, JsonNode rule) throws DescriptionException {
    if (rule.isBoolean()) {
      if (!rule.booleanValue()) {
        fault(node, "nothing is allowed here");
      }
      return;
    }
    for (Iterator<String> names = rule.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!UNDERSTOOD.contains(name)) {
        throw new AssertionError("the schema uses " + name);
      }
    }
    if (rule.has("$ref")) {
      check(node, schema.at(rule.get("$ref").textValue().substring(1)));
    }
    if (rule.has("type") && !isOf(node, rule.get("type").textValue())) {
      fault(node, "not of type " + rule.get("type"));
      return;
    }
    if (rule.has("enum") && !values(rule.get("enum")).contains(String.valueOf(node.value()))) {
      fault(node, "not in " + rule.get("enum"));
    }
    for (String several : List.of("oneOf", "anyOf")) {
      int holding = 0;
      for (JsonNode one : rule.path(several)) {
        holding += holds(node, one) ? 1 : 0;
      }
      if (rule.has(several) && (holding == 0 || holding > 1 && several.equals("oneOf"))) {
        fault(node, holding + " of " + several + " hold");
      }
    }
    if (node.isObject()) {
      object(node, rule);
    } else if (node.isList()) {
      if (node.items().size() < rule.path("minItems").asInt()) {
        fault(node, "too few items");
      }
      for (Node item : node.items()) {
        if (rule.has("items")) {
          check(item, rule.get("items"));
        }
      }
    } else if (node.value() instanceof BigInteger number) {
      boolean small = rule.has("minimum") && number.compareTo(big(rule, "minimum")) < 0;
      if (small || rule.has("maximum") && number.compareTo(big(rule, "maximum")) > 0) {
        fault(node, "out of range");
      }
    } else if (node.value() instanceof String text) {
      boolean matches = !rule.has("pattern") || text.matches(rule.get("pattern").textValue());
      if (!matches || text.length() < rule.path("minLength").asInt()) {
        fault(node, "does not match");
      }
    }
  }

  private static BigInteger big(JsonNode rule, String name) {
    return rule.get(name).bigIntegerValue();
  }

  private void object(Node node, JsonNode rule) throws DescriptionException {
    for (Map.Entry<String, Node> field : node.fields().entrySet()) {
      JsonNode known = rule.path("properties").path(field.getKey());
      if (!known.isMissingNode()) {
        check(field.getValue(), known);
      } else if (rule.has("additionalProperties")) {
        check(field.getValue(), rule.get("additionalProperties"));
      }
    }
    for (String name : values(rule.path("required"))) {
      if (!node.has(name)) {
        fault(node, name + " is missing");
      }
    }
    for (Map.Entry<String, JsonNode> entry : rule.path("dependentRequired").properties()) {
      for (String name : values(entry.getValue())) {
        if (node.has(entry.getKey()) && !node.has(name)) {
          fault(node, name + " is missing");
        }
      }
    }
    int size = node.fields().size();
    if (size < rule.path("minProperties").asInt()
        || rule.has("maxProperties") && size > rule.get("maxProperties").asInt()) {
      fault(node, "too few or too many members");
    }
  }

  private static List<String> values(JsonNode list) {
    List<String> values = new ArrayList<>();
    list.forEach(value -> values.add(value.asText()));
    return values;
  }

  private static boolean isOf(Node node, String type) {
    return switch (type) {
      case "object" -> node.isObject();
      case "array" -> node.isList();
      case "string" -> node.isText();
      case "boolean" -> node.isFlag();
      case "null" -> node.value() == null;
      default -> node.value() instanceof BigInteger;
    };
  }
}
