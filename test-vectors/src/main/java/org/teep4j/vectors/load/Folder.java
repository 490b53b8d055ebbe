package org.teep4j.vectors.load;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.teep4j.vectors.load.SkippedFile.Cause;

/** Lists folders. */
final class Folder {
  private Folder() {}

  /**
   * The entries of a folder, sorted by name in the same way on every system.
   *
   * @param folder the folder; the empty path is the working folder
   * @param limit the maximum number of entries; the others are left out
   * @return the entries, each beginning with the path of the folder
   */
  static List<Path> list(Path folder, int limit) throws VectorFormatException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        if (entries.size() == limit) {
          break;
        }
        entries.add(entry);
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      throw new VectorFormatException(
          folder, Cause.UNREADABLE, "cannot be listed: " + unreadable, unreadable);
    }
    entries.sort(Comparator.comparing(PairReader::nameOf));
    return entries;
  }
}
