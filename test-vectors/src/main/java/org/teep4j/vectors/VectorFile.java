package org.teep4j.vectors;

import java.nio.file.Path;

/** A file of vectors that was read. {@code Replay} runs the vectors. */
public interface VectorFile {

  /**
   * The file that the vectors were read from.
   *
   * @return the path, which starts with the path that was passed to the loader
   */
  Path file();

  /**
   * The format of the file.
   *
   * @return the format that the loader recognized
   */
  VectorFormat format();

  /**
   * The number of vectors, as a report counts them.
   *
   * @return at least 1
   */
  int count();
}
