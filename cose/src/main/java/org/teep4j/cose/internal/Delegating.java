package org.teep4j.cose.internal;

/**
 * A handle that passes its work on to another one. If the other one takes content in pieces, the
 * content is handed to it directly.
 *
 * @param <T> the interface of both
 */
public interface Delegating<T> {

  /**
   * The handle that does the work.
   *
   * @return another handle
   */
  T delegate();
}
