package org.teep4j.vectors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.teep4j.vectors.internal.FileReader;
import org.teep4j.vectors.internal.FolderWalk;

/**
 * Reads vector files: this project's own, and those of other projects as a clone of their
 * repository has them. JSON is told apart by what it holds, digits and notation by the name of the
 * file. Immutable, and so safe for any number of threads.
 */
public final class VectorLoader {
  private final LoadLimits limits;

  /** Makes a loader with {@link LoadLimits#DEFAULT}. */
  public VectorLoader() {
    this(LoadLimits.DEFAULT);
  }

  /**
   * Makes a loader.
   *
   * @param limits how much to read at most
   */
  public VectorLoader(LoadLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads one file. For digits or notation, the files that {@linkplain NotationPair belong to it}
   * are read as well.
   *
   * @param file the file, not a folder
   * @return the vectors
   * @throws VectorFormatException if the file cannot be read, is too large, is in none of the known
   *     formats or breaks the rules of its own
   */
  public VectorFile loadFile(Path file) throws VectorFormatException {
    return new FileReader(limits).read(file);
  }

  /**
   * Reads a file, or every file in a folder and the folders below. Links are followed, each folder
   * once. Folders whose name begins with a dot are passed over.
   *
   * <p>In a folder a bad file does not stop the walk: it is listed with what is wrong.
   *
   * @param path a file or a folder
   * @return what was read and what was passed over
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
