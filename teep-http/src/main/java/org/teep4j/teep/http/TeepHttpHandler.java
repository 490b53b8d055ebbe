package org.teep4j.teep.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.session.TamApi;

/**
 * The TEEP/HTTP Server of a TAM (draft-ietf-teep-otrp-over-http-15, Section 6) without an HTTP
 * server: a request in, a response out. An adapter to any HTTP server is a few lines; {@link
 * TeepHttpServer} and {@link TeepServlet} are two.
 *
 * <p>A request without content asks for a session, any other is a message; both are handed to the
 * {@link TamApi}. Its message is answered with 200, no data with 204. A request that is none is
 * refused before its content is read: another method (405), content of another media type (415) or
 * one larger than permitted (413), an {@code Accept} that excludes TEEP (406). Content that takes
 * too long is given up (408). If the TAM cannot answer now, or answers too many requests already,
 * the status is 503 with {@code Retry-After}; a defect of the TAM is 500.
 *
 * <p>A handler may be used by several threads and keeps nothing between requests.
 */
public final class TeepHttpHandler {

  /** What makes the answer no active content for browsers (Section 4). */
  private static final Map<String, String> CONTENT_FIELDS =
      Map.of(
          "Content-Type", TeepMessage.MEDIA_TYPE,
          "X-Content-Type-Options", "nosniff",
          "Content-Security-Policy", "default-src 'none'",
          "Referrer-Policy", "no-referrer");

  private static final int PIECE = 8192;

  private final TamApi tam;
  private final int maxMessageSize;
  private final Duration readTime;
  private final Semaphore permits;
  private final String retryAfter;
  private final TeepHttpListener listener;

  private TeepHttpHandler(Builder builder) {
    tam = builder.tam;
    maxMessageSize = builder.maxMessageSize;
    readTime = builder.readTime;
    permits = new Semaphore(builder.maxConcurrent);
    retryAfter = Long.toString(Math.max(1, builder.retryAfter.toSeconds()));
    listener = builder.listener;
  }

  /**
   * Starts a handler. Unless the builder is told otherwise, messages have 256 KiB at most and are
   * read within 10 seconds, the TAM has 256 requests at the same time, and a client is told to come
   * again after 30 seconds.
   *
   * @param tam what answers
   * @return a builder
   */
  public static Builder builder(TamApi tam) {
    return new Builder(tam);
  }

  /**
   * Answers a request.
   *
   * @param request the request; its content is read at most up to the largest message
   * @return the response
   * @throws IOException if the content cannot be read, because the connection failed
   */
  public TeepHttpResponse handle(TeepHttpRequest request) throws IOException {
    Outcome outcome = outcome(request);
    listener.answered(outcome.response.status(), outcome.reason, outcome.cause);
    return outcome.response;
  }

  /** A response, and for the listener why it is this one. */
  private record Outcome(TeepHttpResponse response, String reason, @Nullable Throwable cause) {

    /** A response without content. */
    static Outcome of(
        int status, Map<String, String> fields, String reason, @Nullable Throwable cause) {
      return new Outcome(new TeepHttpResponse(status, fields, Bytes.empty()), reason, cause);
    }
  }

  private Outcome outcome(TeepHttpRequest request) throws IOException {
    Bytes message;
    try {
      checkHead(request);
      message = content(request);
    } catch (Refusal refusal) {
      Map<String, String> fields = refusal.status() == 405 ? Map.of("Allow", "POST") : Map.of();
      return Outcome.of(refusal.status(), fields, refusal.reason(), null);
    }
    if (!permits.tryAcquire()) {
      return unavailable("too many requests at the same time", null);
    }
    try {
      return answer(message);
    } finally {
      permits.release();
    }
  }

  private static void checkHead(TeepHttpRequest request) throws Refusal {
    if (!request.method().equals("POST")) {
      throw new Refusal(405, "a method other than POST");
    }
    if (!MediaTypes.accepts(request.fields("Accept"), TeepMessage.MEDIA_TYPE)) {
      throw new Refusal(406, "the client does not accept TEEP");
    }
    for (String coding : request.fields("Content-Encoding")) {
      if (!coding.equalsIgnoreCase("identity")) {
        throw new Refusal(415, "encoded content");
      }
    }
  }

  /** The content, which must be empty if it has another media type. */
  private Bytes content(TeepHttpRequest request) throws IOException, Refusal {
    List<String> types = request.fields("Content-Type");
    boolean teep = types.size() == 1 && MediaTypes.isType(types.get(0), TeepMessage.MEDIA_TYPE);
    int limit = teep ? maxMessageSize : 0;
    Refusal tooMuch =
        teep
            ? new Refusal(413, "more than " + maxMessageSize + " bytes")
            : new Refusal(415, "content of another media type");
    for (String length : request.fields("Content-Length")) {
      if (isMore(length, limit)) {
        throw tooMuch;
      }
    }
    return read(request.content(), limit, tooMuch);
  }

  /** Whether a length is announced that exceeds the limit. The HTTP server checks the syntax. */
  private static boolean isMore(String length, int limit) {
    try {
      return Long.parseLong(length.strip()) > limit;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private Bytes read(InputStream in, int limit, Refusal tooMuch) throws IOException, Refusal {
    long start = System.nanoTime();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] piece = new byte[Math.min(PIECE, limit + 1)];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      content.write(piece, 0, read);
      if (content.size() > limit) {
        throw tooMuch;
      }
      if (System.nanoTime() - start > readTime.toNanos()) {
        throw new Refusal(408, "the content took more than " + readTime.toMillis() + " ms");
      }
    }
    return Bytes.wrap(content.toByteArray());
  }

  private Outcome answer(Bytes message) {
    try {
      Optional<Bytes> answer =
          message.isEmpty() ? tam.processConnect() : tam.processTeepMessage(message);
      return answer.isEmpty() || answer.get().isEmpty()
          ? Outcome.of(204, Map.of(), "no data", null)
          : new Outcome(new TeepHttpResponse(200, CONTENT_FIELDS, answer.get()), "a message", null);
    } catch (IOException e) {
      return unavailable("the TAM cannot answer now", e);
    } catch (RuntimeException e) {
      return Outcome.of(500, Map.of(), "the TAM failed", e);
    }
  }

  private Outcome unavailable(String reason, @Nullable Throwable cause) {
    return Outcome.of(503, Map.of("Retry-After", retryAfter), reason, cause);
  }

  /** Collects the settings of a handler. */
  public static final class Builder {

    private final TamApi tam;
    private int maxMessageSize = 256 * 1024;
    private Duration readTime = Duration.ofSeconds(10);
    private int maxConcurrent = 256;
    private Duration retryAfter = Duration.ofSeconds(30);
    private TeepHttpListener listener = TeepHttpListener.NONE;

    private Builder(TamApi tam) {
      this.tam = tam;
    }

    /**
     * Sets the largest message that is read.
     *
     * @param bytes the number of bytes
     * @return this builder
     */
    public Builder maxMessageSize(int bytes) {
      maxMessageSize = bytes;
      return this;
    }

    /**
     * Sets how long the content of a request may take to arrive. It is looked at whenever some of
     * it has arrived; how long nothing may arrive is a setting of the HTTP server.
     *
     * @param value the time
     * @return this builder
     */
    public Builder readTime(Duration value) {
      readTime = value;
      return this;
    }

    /**
     * Sets how many requests the TAM has at the same time. Those beyond are answered with 503.
     *
     * @param requests the number
     * @return this builder
     */
    public Builder maxConcurrent(int requests) {
      maxConcurrent = requests;
      return this;
    }

    /**
     * Sets after which time a client is told to come again.
     *
     * @param value the time, in whole seconds and at least one
     * @return this builder
     */
    public Builder retryAfter(Duration value) {
      retryAfter = value;
      return this;
    }

    /**
     * Sets who is told of each response.
     *
     * @param value the listener
     * @return this builder
     */
    public Builder listener(TeepHttpListener value) {
      listener = value;
      return this;
    }

    /**
     * Makes the handler.
     *
     * @return the handler
     * @throws IllegalArgumentException if a size, number or time is not positive
     */
    public TeepHttpHandler build() {
      Settings.requirePositive("maxMessageSize", maxMessageSize);
      Settings.requirePositive("maxConcurrent", maxConcurrent);
      Settings.requirePositive("readTime", readTime);
      Settings.requirePositive("retryAfter", retryAfter);
      return new TeepHttpHandler(this);
    }
  }
}
