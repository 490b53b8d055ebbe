package org.teep4j.codec;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Bytes were refused: where, in which element, and for which {@link Reason}.
 *
 * <p>This is the only exception that hostile input can cause in any decoder of this library. It has
 * no stack trace: whoever sends the input decides how often it is thrown, and to refuse a message
 * must not cost more than to decode one. Offset and path say where in the input, and what calls a
 * decoder must catch it anyway.
 */
public class DecodeException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  private final Reason reason;

  /** Where, in bytes (or characters) from the start of the input. */
  private long offset;

  /** In which element; null outside any. Joined when somebody asks. */
  private @Nullable Element path;

  /** What was wrong, for a person: pieces of a sentence, joined when somebody asks. */
  private final Serializable[] detail;

  /** The name of an element, the index in it or -1, and what is inside. */
  private record Element(String name, int index, @Nullable Element inner) implements Serializable {}

  /**
   * A refusal at an offset, outside any named element as yet.
   *
   * @param reason why
   * @param offset bytes from the start of the input that the decoder was given; for text input,
   *     characters
   * @param detail one sentence fragment for a person; shows no secret
   */
  public DecodeException(Reason reason, long offset, String detail) {
    this(reason, offset, "", detail, null);
  }

  /** A refusal whose detail is not put together unless somebody asks. */
  DecodeException(Reason reason, long offset, Serializable... detail) {
    super(null, null, true, false);
    this.reason = reason;
    this.offset = offset;
    this.detail = detail;
  }

  /**
   * A refusal inside a named element, or one that wraps another.
   *
   * @param reason why
   * @param offset bytes from the start of the input
   * @param path slash-separated names of the elements around, outermost first; may be empty
   * @param detail one sentence fragment for a person; shows no secret
   * @param cause what led here, or null
   */
  protected DecodeException(
      Reason reason, long offset, String path, String detail, @Nullable Throwable cause) {
    super(null, cause, true, false);
    this.reason = reason;
    this.offset = offset;
    this.path = path.isEmpty() ? null : new Element(path, -1, null);
    this.detail = new Serializable[] {detail};
  }

  /** Reason, offset, path and detail. */
  @Override
  public String getMessage() {
    String where = path == null ? "" : " in " + path();
    return reason + " at offset " + offset + where + ": " + detail();
  }

  /**
   * Puts the name of the element around the refused one in front of the path. The exception is not
   * copied.
   *
   * @param element the name of the element, as its specification writes it
   * @return this exception, whose path starts with {@code element} now
   */
  public DecodeException in(String element) {
    path = new Element(element, -1, path);
    return this;
  }

  /**
   * Puts the name of a list, and the index in it of the refused element, in front of the path, as
   * {@code name[index]}. The exception is not copied.
   *
   * @param list the name of the list, as its specification writes it; may be empty
   * @param index position in the list, from 0
   * @return this exception, whose path starts with that element now
   */
  public DecodeException in(String list, int index) {
    path = new Element(list, index, path);
    return this;
  }

  /**
   * Counts the offset from the start of bytes that lie around the decoded ones.
   *
   * @param bytesBefore how many bytes precede the decoded input
   * @return this exception, whose offset is larger by {@code bytesBefore} now
   */
  public DecodeException shifted(long bytesBefore) {
    offset += bytesBefore;
    return this;
  }

  /**
   * Why the bytes were refused.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * Where the bytes were refused.
   *
   * @return bytes from the start of the input that the decoder was given (characters, if the input
   *     was text)
   */
  public long offset() {
    return offset;
  }

  /**
   * Which element was refused, for example {@code Update/manifest-list[0]/manifest/install}.
   *
   * @return slash-separated names, outermost first; empty if the input as a whole was refused
   */
  public String path() {
    StringBuilder joined = new StringBuilder();
    for (Element element = path; element != null; element = element.inner) {
      joined.append(joined.isEmpty() ? "" : "/").append(element.name);
      if (element.index >= 0) {
        joined.append('[').append(element.index).append(']');
      }
    }
    return joined.toString();
  }

  /**
   * What was wrong, without place and reason.
   *
   * @return a sentence fragment for a person
   */
  public String detail() {
    StringBuilder joined = new StringBuilder();
    for (Serializable piece : detail) {
      joined.append(piece);
    }
    return joined.toString();
  }
}
