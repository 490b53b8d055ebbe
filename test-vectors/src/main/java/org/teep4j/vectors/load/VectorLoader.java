package org.teep4j.vectors.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.teep4j.vectors.VectorFile;

/**
 * Reads vector files: this project's own, and files of other projects as they are in their
 * repositories. The loader recognizes JSON formats by content, and digits and notation by file
 * name. Immutable and thread-safe.
 */
public final class VectorLoader {
  private final LoadLimits limits;

  /** Creates a loader with {@link LoadLimits#DEFAULT}. */
  public VectorLoader() {
    this(LoadLimits.DEFAULT);
  }

  /** Creates a loader. */
  public VectorLoader(LoadLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads one file. For digits or notation, the files that belong to it by name are also read.
   *
   * @param file the file, not a folder
   * @return the vectors
   * @throws VectorFormatException if the file cannot be read, is too large, has an unknown format,
   *     or breaks the rules of its format
   */
  public VectorFile loadFile(Path file) throws VectorFormatException {
    return new FileReader(limits).read(file);
  }

  /**
   * Reads a file, or every file in a folder and its subfolders. Links are followed, but each folder
   * is visited once. Folders whose names begin with a dot are skipped.
   *
   * <p>A bad file in a folder does not stop the walk; the result lists it with its error.
   *
   * @param path a file or a folder
   * @return the files that were read and the skipped files
   * @throws VectorFormatException if the path does not exist, or is a file that {@link #loadFile}
   *     refuses
   */
  public LoadedVectors load(Path path) throws VectorFormatException {
    if (Files.isDirectory(path)) {
      return new FolderWalk(path, limits).run();
    }
    return new LoadedVectors(path, List.of(loadFile(path)), List.of());
  }
}
