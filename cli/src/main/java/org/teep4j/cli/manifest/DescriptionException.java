package org.teep4j.cli.manifest;

/** A description cannot be used. The message names the place: the path, and the line if known. */
public final class DescriptionException extends Exception {
  private static final long serialVersionUID = 1L;

  DescriptionException(String message) {
    super(message);
  }

  DescriptionException(int line, String path, String message) {
    super(place(line, path) + message);
  }

  private static String place(int line, String path) {
    String at = line > 0 ? "line " + line : "";
    String in = path.isEmpty() ? "" : (at.isEmpty() ? "" : ", ") + path;
    return at.isEmpty() && in.isEmpty() ? "" : at + in + ": ";
  }
}
