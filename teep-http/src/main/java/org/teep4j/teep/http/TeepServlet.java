package org.teep4j.teep.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A {@link TeepHttpHandler} as a servlet, for Jakarta Servlet 6. It needs the API of the container
 * ({@code jakarta.servlet}), which this module does not bring along.
 *
 * <p>Connections, header fields and the time without any byte are limited by the container; the
 * content and its time by the handler. A thread of the container is taken while content is read, so
 * give it more threads than the clients that may be slow at the same time.
 */
@SuppressWarnings("exports") // only users of the servlet have its module
public class TeepServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient TeepHttpHandler handler;

  /**
   * Makes a servlet, to be registered by code. For a container that makes servlets itself, write a
   * subclass with a constructor without parameters.
   *
   * @param handler what answers
   */
  public TeepServlet(TeepHttpHandler handler) {
    this.handler = handler;
  }

  /** Answers all methods. */
  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    TeepHttpResponse answer = handler.handle(new Request(request));
    response.setStatus(answer.status());
    for (Map.Entry<String, String> field : answer.fields().entrySet()) {
      response.setHeader(field.getKey(), field.getValue());
    }
    if (answer.status() != 204) {
      response.setContentLength(answer.content().length());
      answer.content().writeTo(response.getOutputStream());
    }
  }

  private record Request(HttpServletRequest servlet) implements TeepHttpRequest {

    @Override
    public String method() {
      return servlet.getMethod();
    }

    @Override
    public List<String> fields(String name) {
      return Collections.list(servlet.getHeaders(name));
    }

    @Override
    public InputStream content() throws IOException {
      return servlet.getInputStream();
    }
  }
}
