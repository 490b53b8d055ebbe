package org.teep4j.vectors.load;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.teep4j.vectors.load.SkippedFile.Cause;

/** JSON, strictly: one value, no duplicate names, numbers without loss. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  // Jackson adds a description of its input, here a byte array, which helps nobody.
  private static final Pattern START_MARKER = Pattern.compile(" \\(start marker at .*\\)");

  private Json() {}

  /**
   * Reads a file's content.
   *
   * @param content all of the file
   * @param file the file, for the message of a failure
   * @return the tree
   * @throws VectorFormatException if the content is no JSON
   */
  static JsonNode parse(byte[] content, Path file) throws VectorFormatException {
    try (JsonParser parser = MAPPER.createParser(content)) {
      return tree(parser, file);
    } catch (JsonProcessingException notJson) {
      // Without the snippet of the input that Jackson adds: a file may be megabytes on one line.
      String message = START_MARKER.matcher(notJson.getOriginalMessage()).replaceFirst("");
      throw notJson(file, message, notJson.getLocation(), notJson);
    } catch (IOException unreadable) {
      throw notJson(file, unreadable.getMessage(), null, unreadable);
    }
  }

  private static JsonNode tree(JsonParser parser, Path file)
      throws IOException, VectorFormatException {
    try {
      JsonNode tree = MAPPER.readTree(parser);
      if (tree == null) {
        throw notJson(file, "nothing in it", null, null);
      }
      if (parser.nextToken() != null) {
        throw notJson(file, "a second value", parser.currentTokenLocation(), null);
      }
      return tree;
    } catch (NumberFormatException tooLarge) {
      // An exponent that BigDecimal does not have. Jackson passes the exception through.
      String message = "a number with an exponent out of range";
      throw notJson(file, message, parser.currentTokenLocation(), tooLarge);
    }
  }

  private static VectorFormatException notJson(
      Path file, @Nullable String message, @Nullable JsonLocation at, @Nullable Exception cause) {
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new VectorFormatException(file, Cause.UNREADABLE, "not JSON: " + message + where, cause);
  }
}
