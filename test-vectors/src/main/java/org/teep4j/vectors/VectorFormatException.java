package org.teep4j.vectors;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file cannot be read as vectors. The message names the file and the reason. */
public final class VectorFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The path of the file. */
  private final String file;

  /** What a walk lists the file under. */
  private final SkippedFile.Cause kind;

  /** What is wrong. */
  private final String reason;

  /**
   * Tells that a file breaks the rules of its format.
   *
   * @param file the file
   * @param reason what is wrong with it, and where
   */
  public VectorFormatException(Path file, String reason) {
    this(file, SkippedFile.Cause.UNREADABLE, reason, null);
  }

  /**
   * Tells why a file is refused.
   *
   * @param file the file
   * @param kind what a walk lists the file under
   * @param reason what is wrong with it, and where
   * @param cause what found it out, if that was another exception
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
   * @return the path as it was asked for
   */
  public Path file() {
    return Path.of(file);
  }

  /**
   * Why the file is refused, in kind.
   *
   * @return what a walk lists the file under
   */
  public SkippedFile.Cause kind() {
    return kind;
  }

  /**
   * What is wrong, without the name of the file.
   *
   * @return the reason, in words
   */
  public String reason() {
    return reason;
  }
}
