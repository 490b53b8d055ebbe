package org.teep4j.vectors;

import java.nio.file.Path;

/**
 * A file or folder that the loader passed over, and why.
 *
 * @param file the file or folder
 * @param cause why, in kind
 * @param reason why, in words
 */
public record SkippedFile(Path file, Cause cause, String reason) {

  /** Why a file or folder was passed over. */
  public enum Cause {
    /** Its name says that it is something else than vectors. */
    OTHER_FILE(false),
    /** It is JSON, and in none of the known formats. */
    UNKNOWN_FORMAT(false),
    /** It is in a known format and breaks its rules, or cannot be read at all. */
    UNREADABLE(true),
    /** It is larger than the limit, or there are more files or folders than the limits admit. */
    LIMIT(true),
    /** It is a folder that was reached before, by a link. */
    SEEN_BEFORE(false);

    private final boolean failure;

    Cause(boolean failure) {
      this.failure = failure;
    }

    /**
     * Tells whether a report should call this a failure.
     *
     * @return true if vectors may have been missed
     */
    public boolean isFailure() {
      return failure;
    }
  }
}
