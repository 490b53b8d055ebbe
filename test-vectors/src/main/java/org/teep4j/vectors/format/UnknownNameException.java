package org.teep4j.vectors.format;

/** A file is for something that this version does not know, so that nothing can be said of it. */
public final class UnknownNameException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnknownNameException(String message) {
    super(message);
  }
}
