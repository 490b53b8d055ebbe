package org.teep4j.vectors.format;

/** A file uses a name that this version does not know, so its vectors are skipped. */
public final class UnknownNameException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnknownNameException(String message) {
    super(message);
  }
}
