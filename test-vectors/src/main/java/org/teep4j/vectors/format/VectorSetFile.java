package org.teep4j.vectors.format;

import java.nio.file.Path;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;
import org.teep4j.vectors.VectorSet;

/**
 * A file in this project's own format.
 *
 * @param set the vectors in the file
 */
public record VectorSetFile(Path file, VectorSet set) implements VectorFile {
  @Override
  public VectorFormat format() {
    return VectorFormat.TEEP4J;
  }

  @Override
  public int count() {
    return set.vectors().size();
  }
}
