package org.teep4j.vectors.load;

import java.nio.file.Path;

/**
 * A file or folder that the loader skipped, with the reason.
 *
 * @param file the file or folder
 * @param cause the category of the reason
 * @param reason the reason, in words
 */
public record SkippedFile(Path file, Cause cause, String reason) {

  /** The category of the reason for which a file or folder was skipped. */
  public enum Cause {
    /** According to its name, it does not contain vectors. */
    OTHER_FILE(false),
    /** It is JSON in an unknown format. */
    UNKNOWN_FORMAT(false),
    /** It is in a known format but breaks its rules, or cannot be read at all. */
    UNREADABLE(true),
    /** It is larger than the limit, or the number of files or folders exceeds the limits. */
    LIMIT(true),
    /** It is a folder that the walk has already visited by another path. */
    SEEN_BEFORE(false);

    private final boolean failure;

    Cause(boolean failure) {
      this.failure = failure;
    }

    /**
     * Whether a report should treat this as a failure.
     *
     * @return true if vectors may have been missed
     */
    public boolean isFailure() {
      return failure;
    }
  }
}
