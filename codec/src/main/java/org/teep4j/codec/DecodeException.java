package org.teep4j.codec;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a decoder refuses its input. It tells the offset, the element and the {@link Reason}.
 *
 * <p>This is the only exception that hostile input can cause in any decoder of this library. It has
 * no stack trace: the sender of the input decides how often it is thrown, and refusing a message
 * must not cost more than decoding one. The offset and the path tell the place in the input;
 * callers of a decoder must catch the exception in any case.
 */
public final class DecodeException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The reason. */
  private final Reason reason;

  /** The place, in bytes (characters for text input) from the start of the input. */
  private long offset;

  /** The refused element, or null outside any element. {@link #path()} joins the names. */
  private @Nullable Element path;

  /** The description for people: pieces of a sentence, which {@link #detail()} joins. */
  private final Serializable[] detail;

  /** One step of the path: name, index (-1 for none), next step. */
  private record Element(String name, int index, @Nullable Element inner) implements Serializable {}

  /**
   * Creates an exception for an offset. {@link #in(String)} adds the element later.
   *
   * @param offset bytes from the start of the input that the decoder was given; for text input,
   *     characters
   * @param detail a sentence fragment for people; must not contain secrets
   */
  public DecodeException(Reason reason, long offset, String detail) {
    this(reason, offset, new Serializable[] {detail});
  }

  /** Creates an exception whose detail is joined only when {@link #detail()} is called. */
  DecodeException(Reason reason, long offset, Serializable... detail) {
    super(null, null, true, false);
    this.reason = reason;
    this.offset = offset;
    this.detail = detail;
  }

  /** Reason, offset, path and detail. */
  @Override
  public String getMessage() {
    String where = path == null ? "" : " in " + path();
    return reason + " at offset " + offset + where + ": " + detail();
  }

  /**
   * Prepends the name of the enclosing element to the path. The exception is not copied.
   *
   * @param element the name of the element as the specification writes it
   * @return this exception, whose path now starts with {@code element}
   */
  public DecodeException in(String element) {
    path = new Element(element, -1, path);
    return this;
  }

  /**
   * Prepends the name of a list and the index of the refused element to the path, as {@code
   * name[index]}. The exception is not copied.
   *
   * @param list the name of the list as the specification writes it; may be empty
   * @param index position in the list, from 0
   * @return this exception, whose path now starts with that element
   */
  public DecodeException in(String list, int index) {
    path = new Element(list, index, path);
    return this;
  }

  /**
   * Changes the offset to count from the start of an enclosing input.
   *
   * @param bytesBefore number of bytes that precede the decoded input
   * @return this exception, whose offset is now larger by {@code bytesBefore}
   */
  public DecodeException shifted(long bytesBefore) {
    offset += bytesBefore;
    return this;
  }

  /** The reason for the refusal. */
  public Reason reason() {
    return reason;
  }

  /**
   * The place of the refusal.
   *
   * @return bytes from the start of the input that the decoder was given (characters, if the input
   *     was text)
   */
  public long offset() {
    return offset;
  }

  /**
   * The refused element, for example {@code Update/manifest-list[0]/manifest/install}.
   *
   * @return slash-separated names, outermost first; empty if the input as a whole was refused
   */
  public String path() {
    StringBuilder joined = new StringBuilder();
    for (Element element = path; element != null; element = element.inner) {
      joined.append(joined.length() == 0 ? "" : "/").append(element.name);
      if (element.index >= 0) {
        joined.append('[').append(element.index).append(']');
      }
    }
    return joined.toString();
  }

  /**
   * The description, without place and reason.
   *
   * @return a sentence fragment for people
   */
  public String detail() {
    StringBuilder joined = new StringBuilder();
    for (Serializable piece : detail) {
      joined.append(piece);
    }
    return joined.toString();
  }
}
