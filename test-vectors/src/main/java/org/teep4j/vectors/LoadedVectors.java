package org.teep4j.vectors;

import java.nio.file.Path;
import java.util.List;

/**
 * What the loader found under one path.
 *
 * @param root the path
 * @param files what was read, in the order of the walk: by name, folder after folder
 * @param skipped what was passed over, in the same order; nothing is left out of both lists
 */
public record LoadedVectors(Path root, List<VectorFile> files, List<SkippedFile> skipped) {
  /**
   * Takes unmodifiable copies of the lists.
   *
   * @param root as the component
   * @param files as the component
   * @param skipped as the component
   */
  public LoadedVectors {
    files = List.copyOf(files);
    skipped = List.copyOf(skipped);
  }

  /**
   * The number of vectors in all files.
   *
   * @return the sum of their counts
   */
  public int count() {
    return files.stream().mapToInt(VectorFile::count).sum();
  }
}
