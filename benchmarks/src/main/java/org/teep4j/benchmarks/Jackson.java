package org.teep4j.benchmarks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.util.Map;

/** jackson-dataformat-cbor: its token stream and its tree, with the settings it comes with. */
final class Jackson {

  static final CBORFactory FACTORY = new CBORFactory();
  static final ObjectMapper MAPPER = new CBORMapper(FACTORY);

  private Jackson() {}

  /** Reads all values of one item as tokens. */
  static long sum(byte[] input) throws IOException {
    try (JsonParser parser = FACTORY.createParser(input)) {
      long sum = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        sum += value(token, parser);
      }
      return sum;
    }
  }

  private static long value(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case START_ARRAY, START_OBJECT -> Values.CONTAINER;
      case END_ARRAY, END_OBJECT -> 0;
      case FIELD_NAME -> Values.name(parser.currentName());
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_EMBEDDED_OBJECT -> Values.string(parser.getBinaryValue());
      case VALUE_STRING ->
          Values.string(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      case VALUE_TRUE -> Values.TRUE;
      case VALUE_FALSE -> Values.FALSE;
      case VALUE_NULL -> Values.NULL;
      default -> throw new IllegalStateException("not in the inputs: " + token);
    };
  }

  /** Decodes one item to a tree. */
  static JsonNode tree(byte[] input) throws IOException {
    return MAPPER.readTree(input);
  }

  /** The sum over a tree; not timed. */
  static long sum(JsonNode node) throws IOException {
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
      case STRING -> sum = Values.string(node.textValue());
      case BOOLEAN -> sum = Values.bool(node.booleanValue());
      case NULL -> sum = Values.NULL;
      default -> throw new IllegalStateException("not in the inputs: " + node.getNodeType());
    }
    return sum;
  }
}
