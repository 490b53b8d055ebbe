package org.teep4j.cli.doctor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.TeepMessage;

/** Sends requests to a TAM, right ones and wrong ones, each within a limit of time. */
final class Line {
  private static final int LARGEST = 1 << 20;

  private final URI tam;
  private final Duration time;
  private final long end;
  private final HttpClient client;

  /**
   * A line to a TAM.
   *
   * @param time the longest time for one request
   * @param total the longest time for all
   */
  Line(URI tam, Duration time, Duration total) {
    this.tam = tam;
    this.time = time;
    this.end = System.nanoTime() + total.toNanos();
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(time)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** A request that can be made wrong. */
  static final class Request {
    private final List<String> fields = new ArrayList<>();
    private String method = "POST";
    private BodyPublisher content = BodyPublishers.noBody();

    /** A request without content that asks for a session. */
    static Request bare() {
      return new Request();
    }

    /** A request for a session, as an Agent sends it. */
    static Request connect() {
      return bare().accepting(TeepMessage.MEDIA_TYPE).typed(TeepMessage.MEDIA_TYPE);
    }

    /** A message, as an Agent sends it. */
    static Request message(Bytes message) {
      return connect().with(message);
    }

    Request accepting(String types) {
      return field("Accept", types);
    }

    Request typed(String type) {
      return field("Content-Type", type);
    }

    private Request field(String name, String value) {
      fields.add(name);
      fields.add(value);
      return this;
    }

    Request with(Bytes message) {
      content = BodyPublishers.ofByteArray(message.toByteArray());
      return this;
    }

    /** Content of which the length is not told. */
    Request chunked(Bytes message) {
      byte[] bytes = message.toByteArray();
      content = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
      return this;
    }

    Request by(String other) {
      method = other;
      return this;
    }
  }

  /** Sends a request and returns what came back. */
  Answer send(Request request) {
    long left = Math.min(time.toNanos(), end - System.nanoTime());
    if (left <= 0) {
      return Answer.none("not asked: the time for all questions is over");
    }
    HttpRequest.Builder http = HttpRequest.newBuilder(tam).method(request.method, request.content);
    if (!request.fields.isEmpty()) {
      http.headers(request.fields.toArray(String[]::new));
    }
    CompletableFuture<HttpResponse<Bytes>> response =
        client.sendAsync(http.build(), info -> Limited.subscriber());
    try {
      HttpResponse<Bytes> came = response.get(left, TimeUnit.NANOSECONDS);
      return new Answer(came.statusCode(), came.headers().map(), came.body(), Optional.empty());
    } catch (TimeoutException e) {
      return Answer.none("no response within " + Math.max(1, left / 1_000_000_000) + " s");
    } catch (ExecutionException e) {
      return Answer.none(reason(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.none("interrupted");
    } finally {
      response.cancel(true);
    }
  }

  private static String reason(@Nullable Throwable cause) {
    if (cause == null) {
      return "no response";
    }
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }

  /** Takes content up to a limit; what is beyond is read and forgotten until the time is over. */
  private static final class Limited implements Consumer<Optional<byte[]>> {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    static HttpResponse.BodySubscriber<Bytes> subscriber() {
      Limited content = new Limited();
      return BodySubscribers.mapping(
          BodySubscribers.ofByteArrayConsumer(content),
          end -> Bytes.wrap(content.taken.toByteArray()));
    }

    @Override
    public void accept(Optional<byte[]> part) {
      part.ifPresent(
          bytes -> taken.write(bytes, 0, Math.min(bytes.length, LARGEST - taken.size())));
    }
  }
}
