package org.teep4j.cose.internal;

/** The bytes are not the expected DER structure. */
public final class DerException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int offset;

  DerException(int offset, String message) {
    super(message);
    this.offset = offset;
  }

  /**
   * The position of the error.
   *
   * @return the number of bytes from the start of the reader's input
   */
  public int offset() {
    return offset;
  }
}
