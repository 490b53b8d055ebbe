package org.teep4j.benchmarks;

import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** jackson-dataformat-cbor 3: its token stream and its tree, with the settings it comes with. */
final class Jackson3 {

  private static final ObjectMapper MAPPER = new CBORMapper();

  private Jackson3() {}

  /** Reads all values of one item as tokens. */
  static long sum(byte[] input) {
    try (JsonParser parser = MAPPER.createParser(input)) {
      long sum = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        sum += value(token, parser);
      }
      return sum;
    }
  }

  private static long value(JsonToken token, JsonParser parser) {
    return switch (token) {
      case START_ARRAY, START_OBJECT -> Values.CONTAINER;
      case END_ARRAY, END_OBJECT -> 0;
      case PROPERTY_NAME -> Values.name(parser.currentName());
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_EMBEDDED_OBJECT -> Values.string(parser.getBinaryValue());
      case VALUE_STRING ->
          Values.string(
              parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
      case VALUE_TRUE -> Values.TRUE;
      case VALUE_FALSE -> Values.FALSE;
      case VALUE_NULL -> Values.NULL;
      default -> throw new IllegalStateException("not in the inputs: " + token);
    };
  }

  /** Decodes one item to a tree. */
  static JsonNode tree(byte[] input) {
    return MAPPER.readTree(input);
  }

  /** The sum over a tree; not timed. */
  static long sum(JsonNode node) {
    long sum = 0;
    switch (node.getNodeType()) {
      case OBJECT -> {
        sum = Values.CONTAINER;
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
          sum += Values.name(entry.getKey()) + sum(entry.getValue());
        }
      }
      case ARRAY -> {
        sum = Values.CONTAINER;
        for (JsonNode element : node) {
          sum += sum(element);
        }
      }
      case NUMBER -> sum = node.longValue();
      case BINARY -> sum = Values.string(node.binaryValue());
      case STRING -> sum = Values.string(node.stringValue());
      case BOOLEAN -> sum = Values.bool(node.booleanValue());
      case NULL -> sum = Values.NULL;
      default -> throw new IllegalStateException("not in the inputs: " + node.getNodeType());
    }
    return sum;
  }
}
