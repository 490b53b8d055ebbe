package org.teep4j.teep.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.http.SessionResult.Ending;
import org.teep4j.teep.session.PeerOptions;

/** One POST after the other, each within its limits. */
final class HttpExchanges {

  private final HttpClient http;
  private final Function<? super URI, PeerOptions> peers;
  private final Duration time;
  private final int limit;

  HttpExchanges(
      HttpClient http, Function<? super URI, PeerOptions> peers, Duration time, int limit) {
    this.http = http;
    this.peers = peers;
    this.time = time;
    this.limit = limit;
  }

  /** Sends a message, or nothing, and returns the message that comes back, or nothing. */
  Bytes post(URI tam, Bytes message) throws ExchangeFailure {
    HttpResponse<Bytes> response = send(request(tam, message));
    int status = response.statusCode();
    if (status / 100 != 2) {
      throw new ExchangeFailure(Ending.REFUSED, "HTTP status " + status, retryAfter(response));
    }
    if (!response.body().isEmpty()) {
      checkContent(response, peers.apply(tam).mediaType());
    }
    return response.body();
  }

  private HttpRequest request(URI tam, Bytes message) throws ExchangeFailure {
    try {
      return HttpRequest.newBuilder(tam)
          .version(HttpClient.Version.HTTP_1_1) // HTTP/2 may leave out the length
          .header("Accept", TeepMessage.MEDIA_TYPE)
          .header("Content-Type", TeepMessage.MEDIA_TYPE)
          .POST(BodyPublishers.ofByteArray(message.toByteArray()))
          .build();
    } catch (IllegalArgumentException e) {
      throw new ExchangeFailure(Ending.NOT_PERMITTED, "not a URI for HTTP: " + e.getMessage());
    }
  }

  /** The time counts until the last byte, which the time-out of a request does not. */
  private HttpResponse<Bytes> send(HttpRequest request) throws ExchangeFailure {
    CompletableFuture<HttpResponse<Bytes>> response =
        http.sendAsync(request, LimitedContent.upTo(limit));
    try {
      return response.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new ExchangeFailure(Ending.UNREACHABLE, "no whole response in " + time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExchangeFailure(Ending.UNREACHABLE, "interrupted");
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      response.cancel(true); // ends an exchange that is still going on
    }
  }

  private static ExchangeFailure failure(@Nullable Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof LimitedContent.TooMuch) {
        return new ExchangeFailure(Ending.UNUSABLE, String.valueOf(at.getMessage()));
      }
    }
    return new ExchangeFailure(Ending.UNREACHABLE, String.valueOf(cause));
  }

  private static void checkContent(HttpResponse<?> response, String mediaType)
      throws ExchangeFailure {
    List<String> types = response.headers().allValues("Content-Type");
    if (types.size() != 1
        || !MediaTypes.isType(types.get(0), TeepMessage.MEDIA_TYPE)
            && !MediaTypes.isType(types.get(0), mediaType)) {
      throw new ExchangeFailure(Ending.UNUSABLE, "the media type of the content is " + types);
    }
    List<String> codings = response.headers().allValues("Content-Encoding");
    if (!codings.stream().allMatch("identity"::equalsIgnoreCase)) {
      throw new ExchangeFailure(Ending.UNUSABLE, "the content is encoded: " + codings);
    }
  }

  /** A number of seconds. A date would need a clock that the device may not have. */
  private static @Nullable Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,9}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(null);
  }
}
