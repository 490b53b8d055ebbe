package org.teep4j.vectors.load;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file cannot be read as vectors. The message names the file and the reason. */
public final class VectorFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The path of the file. */
  private final String file;

  /** The category under which a walk lists the file. */
  private final SkippedFile.Cause kind;

  /** The error. */
  private final String reason;

  /** For a file that breaks the rules of its format. */
  VectorFormatException(Path file, String reason) {
    this(file, SkippedFile.Cause.UNREADABLE, reason, null);
  }

  /**
   * Creates an exception for a refused file.
   *
   * @param kind the category under which a walk lists the file
   * @param reason the error in the file, and its place
   * @param cause the underlying exception, if any
   */
  public VectorFormatException(
      Path file, SkippedFile.Cause kind, String reason, @Nullable Throwable cause) {
    super(file + ": " + reason, cause);
    this.file = file.toString();
    this.kind = kind;
    this.reason = reason;
  }

  /**
   * The file.
   *
   * @return the path as requested
   */
  public Path file() {
    return Path.of(file);
  }

  /**
   * The category of the reason for refusal.
   *
   * @return the category under which a walk lists the file
   */
  public SkippedFile.Cause kind() {
    return kind;
  }

  /**
   * The error, without the name of the file.
   *
   * @return the reason, in words
   */
  public String reason() {
    return reason;
  }
}
