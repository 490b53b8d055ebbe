package org.teep4j.teep.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * TAMs in the HTTP server of the JDK, each under a path of its own.
 *
 * <p>The server of the JDK takes a thread from the first byte of a request to its last. This class
 * gives it threads that wait for a client only so long: at the end of its time, and sooner if other
 * requests wait for a thread, the connection of a client is closed. So clients that send or take a
 * byte a second delay others and do not stop them. What only properties of the JVM limit: {@code
 * jdk.httpserver.maxConnections} the connections altogether (without it, the file descriptors of
 * the process are the limit), {@code sun.net.httpserver.maxIdleConnections} (200) and {@code
 * sun.net.httpserver.idleInterval} (30 seconds) those between requests, {@code
 * sun.net.httpserver.maxReqHeaders} (200) and {@code sun.net.httpserver.maxReqHeaderSize} the
 * header fields. {@code sun.net.httpserver.nodelay=true} is worth setting: without it the content
 * of a response is sent when the client has confirmed its head, which takes 40 ms on Linux.
 */
public final class TeepHttpServer implements AutoCloseable {

  private final HttpServer server;
  private final WatchedExecutor executor;
  private final Duration clientTime;

  private TeepHttpServer(HttpServer server, WatchedExecutor executor, Duration clientTime) {
    this.server = server;
    this.executor = executor;
    this.clientTime = clientTime;
  }

  /**
   * Starts a server. Unless the builder is told otherwise, it speaks HTTP without TLS, has 256
   * threads for which 4096 requests may wait, and gives a client 20 seconds for its request and 20
   * for the response.
   *
   * @param address where to listen; port 0 for any free one
   * @return a builder
   */
  public static Builder builder(InetSocketAddress address) {
    return new Builder(address);
  }

  /**
   * A handler for an {@code HttpServer} of one's own. It answers requests to the path of its
   * context alone, and 404 to those below. The limits of time of this class are not in it: they are
   * in the threads.
   *
   * @param handler what answers
   * @return the handler for one context
   */
  public static HttpHandler httpHandler(TeepHttpHandler handler) {
    return exchange -> {
      try (exchange) {
        if (exchange.getHttpContext().getPath().equals(exchange.getRequestURI().getPath())) {
          send(handler.handle(new Request(exchange)), exchange);
        } else {
          WatchedExecutor.responseBegins();
          exchange.sendResponseHeaders(404, -1);
        }
      }
    };
  }

  private static void send(TeepHttpResponse answer, HttpExchange exchange) throws IOException {
    WatchedExecutor.responseBegins();
    answer.fields().forEach(exchange.getResponseHeaders()::set);
    int length = answer.content().length();
    exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
    try (OutputStream out = exchange.getResponseBody()) {
      answer.content().writeTo(out);
    }
  }

  /** Where the server listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /**
   * Stops listening and closes all connections. If a TAM is at work, that happens when it has
   * answered, or after the time of a client. An Agent whose session is broken off begins a new one.
   */
  @Override
  public void close() {
    server.stop(executor.isWorking() ? (int) Math.min(60, clientTime.toSeconds() + 1) : 0);
    executor.close();
  }

  private record Request(HttpExchange exchange) implements TeepHttpRequest {

    @Override
    public String method() {
      return exchange.getRequestMethod();
    }

    @Override
    public List<String> fields(String name) {
      return exchange.getRequestHeaders().getOrDefault(name, List.of());
    }

    @Override
    public InputStream content() {
      return new Content(exchange.getRequestBody());
    }
  }

  /** Notices that the whole request has come. */
  private static final class Content extends FilterInputStream {

    Content(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      if (read < 0) {
        WatchedExecutor.requestHasCome();
      }
      return read;
    }
  }

  /** Collects the settings of a server. */
  public static final class Builder {

    private final InetSocketAddress address;
    private final Map<String, TeepHttpHandler> handlers = new LinkedHashMap<>();
    private @Nullable SSLContext sslContext;
    private int threads = 256;
    private int waiting = 4096;
    private Duration clientTime = Duration.ofSeconds(20);
    private ThreadFactory threadFactory = Builder::thread;

    private Builder(InetSocketAddress address) {
      this.address = address;
    }

    private static Thread thread(Runnable work) {
      Thread thread = new Thread(work, "teep-http");
      thread.setDaemon(true);
      return thread;
    }

    /**
     * Adds a TAM.
     *
     * @param path the path of its URI, such as {@code /tam}
     * @param handler what answers
     * @return this builder
     * @throws IllegalArgumentException if the path does not begin with a slash or has a TAM already
     */
    public Builder handle(String path, TeepHttpHandler handler) {
      if (!path.startsWith("/") || handlers.putIfAbsent(path, handler) != null) {
        throw new IllegalArgumentException("not a path, or one that has a TAM: " + path);
      }
      return this;
    }

    /**
     * Makes this an HTTPS server.
     *
     * @param value has the key and certificates of the server
     * @return this builder
     */
    public Builder sslContext(SSLContext value) {
      sslContext = value;
      return this;
    }

    /**
     * Sets how many requests are worked on at the same time, and how many may wait. The connection
     * of one beyond them is closed.
     *
     * @param number threads at most
     * @param queue requests that may wait for a thread
     * @return this builder
     */
    public Builder threads(int number, int queue) {
      threads = number;
      waiting = queue;
      return this;
    }

    /**
     * Sets what makes the threads. With that of virtual threads (Java 21) many more can be had.
     *
     * @param value the factory
     * @return this builder
     */
    public Builder threadFactory(ThreadFactory value) {
      threadFactory = value;
      return this;
    }

    /**
     * Sets how long a client may take for its request, from the first byte to the last, and again
     * for taking the response. TLS handshakes count as a part of the first request.
     *
     * @param value the time
     * @return this builder
     */
    public Builder clientTime(Duration value) {
      clientTime = value;
      return this;
    }

    /**
     * Listens and answers from now on, until the server is closed.
     *
     * @return the server
     * @throws IOException if the address cannot be had
     * @throws IllegalArgumentException if a number or time is not positive
     * @throws IllegalStateException if there is no TAM
     */
    public TeepHttpServer start() throws IOException {
      Settings.requirePositive("threads", threads);
      Settings.requirePositive("waiting", waiting);
      Settings.requirePositive("clientTime", clientTime);
      if (handlers.isEmpty()) {
        throw new IllegalStateException("no TAM to serve");
      }
      HttpServer server = listen();
      WatchedExecutor executor = new WatchedExecutor(threads, waiting, clientTime, threadFactory);
      server.setExecutor(executor);
      handlers.forEach((path, handler) -> server.createContext(path, httpHandler(handler)));
      server.start();
      return new TeepHttpServer(server, executor, clientTime);
    }

    private HttpServer listen() throws IOException {
      int backlog = Math.min(waiting, 1024);
      if (sslContext == null) {
        return HttpServer.create(address, backlog);
      }
      HttpsServer server = HttpsServer.create(address, backlog);
      server.setHttpsConfigurator(new HttpsConfigurator(sslContext));
      return server;
    }
  }
}
