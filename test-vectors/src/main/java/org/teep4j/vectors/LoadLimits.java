package org.teep4j.vectors;

/**
 * How much the loader reads at most.
 *
 * @param fileSize the largest file that is opened, in bytes
 * @param files the largest number of files and folders that a walk looks at
 * @param depth how deep folders may be nested below the one that was asked for
 */
public record LoadLimits(int fileSize, int files, int depth) {
  /** Files of 16 MiB, 100,000 of them, in folders nested 32 deep. */
  public static final LoadLimits DEFAULT = new LoadLimits(16 << 20, 100_000, 32);

  /**
   * Checks the limits.
   *
   * @param fileSize the largest file that is opened, in bytes
   * @param files the largest number of files and folders that a walk looks at
   * @param depth how deep folders may be nested below the one that was asked for
   * @throws IllegalArgumentException if a limit is less than 1
   */
  public LoadLimits {
    if (fileSize < 1 || files < 1 || depth < 1) {
      throw new IllegalArgumentException("each limit is at least 1");
    }
  }
}
