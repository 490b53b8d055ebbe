package org.teep4j.teep.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * An HTTP request as a {@link TeepHttpHandler} needs it; an adapter to any HTTP server makes it.
 */
public interface TeepHttpRequest {

  /** The method, such as {@code POST}. */
  String method();

  /**
   * The lines of a header field.
   *
   * @param name the name of the field, in any case
   * @return their values in the order of the message; empty if there is none
   */
  List<String> fields(String name);

  /**
   * The content, with any transfer coding removed. The handler reads it once, up to a limit, and
   * does not close it.
   *
   * @return the content
   * @throws IOException if the connection failed
   */
  InputStream content() throws IOException;
}
