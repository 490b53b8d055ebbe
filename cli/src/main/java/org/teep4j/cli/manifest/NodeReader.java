package org.teep4j.cli.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;

/** Reads descriptions into nodes, which know their lines. */
final class NodeReader {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final JsonFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Descriptions are shallow; whoever nests deeper wants to exhaust the stack. */
  private static final int DEEPEST = 64;

  private NodeReader() {}

  static Node json(String text) throws DescriptionException {
    return read(JSON, text, "JSON");
  }

  static Node yaml(String text) throws DescriptionException {
    return read(YAML, text, "YAML");
  }

  private static Node read(JsonFactory factory, String text, String name)
      throws DescriptionException {
    try (JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new DescriptionException("the description is empty");
      }
      Node node = read(parser, "", 0);
      if (parser.nextToken() != null) {
        throw new DescriptionException(line(parser), "", "nothing may follow the description");
      }
      return node;
    } catch (JsonProcessingException malformed) {
      int line = malformed.getLocation() == null ? 0 : malformed.getLocation().getLineNr();
      throw new DescriptionException(
          line, "", "not " + name + ": " + firstLine(malformed.getOriginalMessage()));
    } catch (IOException impossible) {
      throw new IllegalStateException("a text can be read", impossible);
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("malformed");
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static Node read(JsonParser parser, String path, int depth)
      throws IOException, DescriptionException {
    int line = line(parser);
    if (depth > DEEPEST) {
      throw new DescriptionException(line, path, "nested too deeply");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Node> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          int at = line(parser);
          parser.nextToken();
          Node field = read(parser, inside(path, name), depth + 1);
          fields.put(name, new Node(field.value(), at, field.path()));
        }
        yield new Node(fields, line, path);
      }
      case START_ARRAY -> {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser, path + "[" + items.size() + "]", depth + 1));
        }
        yield new Node(items, line, path);
      }
      case VALUE_STRING -> new Node(parser.getText(), line, path);
      case VALUE_NUMBER_INT -> new Node(parser.getBigIntegerValue(), line, path);
      case VALUE_TRUE -> new Node(true, line, path);
      case VALUE_FALSE -> new Node(false, line, path);
      case VALUE_NULL -> new Node(null, line, path);
      default -> throw new DescriptionException(line, path, "no number with a fraction is used");
    };
  }

  private static String inside(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Reads a description that was written in diagnostic notation; lines are not known. */
  static Node cbor(Bytes encoded) throws DescriptionException {
    try {
      CborReader reader = new CborReader(encoded);
      Node node = read(reader, "");
      reader.expectEnd();
      return node;
    } catch (DecodeException malformed) {
      throw new DescriptionException("not a description: " + malformed.getMessage());
    }
  }

  private static Node read(CborReader reader, String path)
      throws DecodeException, DescriptionException {
    CborType type = reader.peekType();
    switch (type) {
      case MAP -> {
        Map<String, Node> fields = new LinkedHashMap<>();
        reader.enterMap();
        while (reader.hasNext()) {
          String name = reader.readText();
          fields.put(name, read(reader, inside(path, name)));
        }
        reader.exitMap();
        return new Node(fields, 0, path);
      }
      case ARRAY -> {
        List<Node> items = new ArrayList<>();
        reader.enterArray();
        while (reader.hasNext()) {
          items.add(read(reader, path + "[" + items.size() + "]"));
        }
        reader.exitArray();
        return new Node(items, 0, path);
      }
      case TEXT_STRING -> {
        return new Node(reader.readText(), 0, path);
      }
      case BYTE_STRING -> {
        return new Node(reader.readBytes(), 0, path);
      }
      case BOOLEAN -> {
        return new Node(reader.readBoolean(), 0, path);
      }
      default -> {
        BigInteger number = reader.readInteger();
        return new Node(number, 0, path);
      }
    }
  }
}
