package org.teep4j.vectors.load;

import java.nio.file.Path;
import java.util.List;
import org.teep4j.vectors.VectorFile;

/**
 * The files that the loader found under one path.
 *
 * @param root the path
 * @param files the files that were read, in the order of the walk: by name, folder after folder
 * @param skipped the files that were skipped, in the same order; every file is in one of the two
 *     lists
 */
public record LoadedVectors(Path root, List<VectorFile> files, List<SkippedFile> skipped) {
  /** Takes unmodifiable copies of the lists. */
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
