package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;
import org.teep4j.vectors.load.SkippedFile.Cause;

/** Reads one file that the caller has named. */
final class FileReader {
  private final LoadLimits limits;

  /** Makes a reader. */
  FileReader(LoadLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a file.
   *
   * @return its vectors
   * @throws VectorFormatException if it cannot be read
   */
  VectorFile read(Path file) throws VectorFormatException {
    if (PairName.of(PairReader.nameOf(file)).isPresent()) {
      return readPair(file);
    }
    byte[] content = FileContent.bytes(file, limits.fileSize());
    if (!looksLikeJson(content)) {
      throw unknown(file, "neither JSON nor, by its name, digits or notation");
    }
    return readJson(Json.parse(content, file), file, limits.fileSize());
  }

  static VectorFile readJson(JsonNode json, Path file, int limit) throws VectorFormatException {
    Optional<VectorFormat> format = JsonFormats.detect(json);
    if (format.isEmpty()) {
      throw unknown(file, "JSON, but in none of the known formats");
    }
    return JsonFormats.read(format.get(), json, file, limit);
  }

  private VectorFile readPair(Path file) throws VectorFormatException {
    // The given file is read first, so that the message names it if it is missing.
    FileContent.bytes(file, limits.fileSize());
    Path folder = file.getParent();
    List<Path> siblings = Folder.list(folder == null ? Path.of("") : folder, limits.files());
    PairReader.Group group = PairReader.group(siblings).get(file);
    if (group == null) {
      // More files in the folder than the limit: the file stands alone.
      group = PairReader.group(List.of(file)).values().iterator().next();
    }
    return PairReader.read(group, limits.fileSize());
  }

  private static boolean looksLikeJson(byte[] content) {
    for (byte b : content) {
      if (b == '{' || b == '[') {
        return true;
      }
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        return false;
      }
    }
    return false;
  }

  private static VectorFormatException unknown(Path file, String reason) {
    return new VectorFormatException(file, Cause.UNKNOWN_FORMAT, reason, null);
  }
}
