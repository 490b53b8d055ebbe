package org.teep4j.cose.internal;

/** Bytes are not the DER structure that was expected. */
public final class DerException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int offset;

  DerException(int offset, String message) {
    super(message);
    this.offset = offset;
  }

  /**
   * Where.
   *
   * @return bytes from the start of the reader's input
   */
  public int offset() {
    return offset;
  }
}
