package org.teep4j.vectors.load;

/**
 * The limits of the loader.
 *
 * @param fileSize the maximum size of a file, in bytes
 * @param files the maximum number of files and folders in a walk
 * @param depth the maximum nesting of folders below the requested one
 */
public record LoadLimits(int fileSize, int files, int depth) {
  /** Files of at most 16 MiB, 100,000 files and folders, and folders nested 32 deep. */
  public static final LoadLimits DEFAULT = new LoadLimits(16 << 20, 100_000, 32);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if a limit is less than 1
   */
  public LoadLimits {
    if (fileSize < 1 || files < 1 || depth < 1) {
      throw new IllegalArgumentException("each limit is at least 1");
    }
  }
}
