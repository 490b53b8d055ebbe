package org.teep4j.vectors.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.teep4j.vectors.SkippedFile.Cause;
import org.teep4j.vectors.VectorFormatException;

/** JSON, strictly: one value, no duplicate names, numbers without loss. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  // Jackson names its input there, which is a byte array and of no use to a reader.
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
  public static JsonNode parse(byte[] content, Path file) throws VectorFormatException {
    try {
      return MAPPER.readTree(content);
    } catch (JsonProcessingException notJson) {
      // Without the snippet of the input that Jackson adds: a file may be megabytes on one line.
      var at = notJson.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      String message = START_MARKER.matcher(notJson.getOriginalMessage()).replaceFirst("");
      throw new VectorFormatException(
          file, Cause.UNREADABLE, "not JSON: " + message + where, notJson);
    } catch (IOException unreadable) {
      throw new VectorFormatException(
          file, Cause.UNREADABLE, "not JSON: " + unreadable.getMessage(), unreadable);
    }
  }
}
