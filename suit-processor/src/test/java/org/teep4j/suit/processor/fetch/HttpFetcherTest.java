package org.teep4j.suit.processor.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.CommandTarget;
import org.teep4j.suit.processor.PayloadFetcher.FetchRequest;
import org.teep4j.suit.processor.authoring.Requests;

class HttpFetcherTest {

  private static final SuitComponentIdentifier COMPONENT = SuitComponentIdentifier.ofText("a");
  private static final CommandTarget TARGET = Requests.target(COMPONENT);
  private static final byte[] CONTENT = new byte[200_000];

  static {
    new Random(3).nextBytes(CONTENT);
  }

  /** What the server does with the next request; the last one is repeated. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<Answer> answers = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Range")
                  + " "
                  + exchange.getRequestHeaders().getFirst("If-Range"));
          Answer answer = answers.size() > 1 ? answers.remove(0) : answers.get(0);
          try (exchange) {
            answer.to(exchange);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    ended.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private HttpFetcher.Builder builder() {
    return HttpFetcher.builder()
        .permitted(uri -> uri.getHost().equals("localhost"))
        .timeout(Duration.ofSeconds(10))
        .attempts(4, Duration.ofMillis(1));
  }

  private String uri(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  private byte[] fetch(HttpFetcher fetcher, String uri, long offset) throws IOException {
    try (InputStream in = fetcher.fetch(new FetchRequest(uri, TARGET, Optional.empty(), offset))) {
      return in.readAllBytes();
    }
  }

  private byte[] fetch(HttpFetcher.Builder builder) throws IOException {
    return fetch(builder.build(), uri("/x"), 0);
  }

  private String refusal(HttpFetcher.Builder builder) {
    return String.valueOf(assertThrows(IOException.class, () -> fetch(builder)).getMessage());
  }

  private static Answer status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  private static Answer redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().add("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** All of the content, or what is asked for. */
  private static Answer content(String tag, boolean ranges) {
    return part(tag, ranges, CONTENT.length);
  }

  /** The content up to a place, where the connection breaks. */
  private static Answer part(String tag, boolean ranges, int end) {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      String condition = exchange.getRequestHeaders().getFirst("If-Range");
      exchange.getResponseHeaders().add("ETag", tag);
      int from = 0;
      if (ranges && range != null && (condition == null || condition.equals(tag))) {
        from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        exchange
            .getResponseHeaders()
            .add(
                "Content-Range",
                "bytes " + from + "-" + (CONTENT.length - 1) + "/" + CONTENT.length);
      }
      exchange.sendResponseHeaders(from == 0 ? 200 : 206, CONTENT.length - from);
      exchange.getResponseBody().write(CONTENT, from, Math.max(0, end - from));
      exchange.getResponseBody().flush();
    };
  }

  @Test
  void contentArrives() throws IOException {
    answers.add(content("\"1\"", true));
    assertArrayEquals(CONTENT, fetch(builder()));
    assertEquals(List.of("/x null null"), requests);
  }

  @Test
  void brokenTransferGoesOnWhereItWas() throws IOException {
    answers.add(part("\"1\"", true, 90_000));
    answers.add(status(503));
    answers.add(part("\"1\"", true, 150_000));
    answers.add(content("\"1\"", true));
    assertArrayEquals(CONTENT, fetch(builder()));
    assertEquals(4, requests.size());
    assertTrue(requests.get(2).matches("/x bytes=\\d+- \"1\""), requests::toString);
    assertTrue(requests.get(3).matches("/x bytes=1[0-5]\\d{4}- \"1\""), requests::toString);
  }

  @Test
  void serverWithoutRangesSendsAllAgain() throws IOException {
    answers.add(part("\"1\"", false, 90_000));
    answers.add(content("\"1\"", false));
    assertArrayEquals(CONTENT, fetch(builder()));
  }

  @Test
  void otherContentIsNotMixedIn() {
    answers.add(part("\"1\"", true, 90_000));
    answers.add(content("\"2\"", true));
    assertTrue(refusal(builder()).contains("has changed"));
    assertEquals(2, requests.size());
  }

  @Test
  void weakTagsSayNothing() throws IOException {
    answers.add(part("W/\"1\"", true, 90_000));
    answers.add(content("W/\"1\"", true));
    assertArrayEquals(CONTENT, fetch(builder()));
    assertTrue(requests.get(1).endsWith("null"), requests::toString);
  }

  @Test
  void fetchBeginsAtAnOffset() throws IOException {
    answers.add(content("\"1\"", true));
    answers.add(content("\"1\"", false));
    answers.add(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Range", "bytes */" + CONTENT.length);
          exchange.sendResponseHeaders(416, -1);
        });
    HttpFetcher fetcher = builder().build();
    byte[] rest = Arrays.copyOfRange(CONTENT, 150_000, CONTENT.length);
    assertArrayEquals(rest, fetch(fetcher, uri("/x"), 150_000));
    assertArrayEquals(rest, fetch(fetcher, uri("/x"), 150_000));
    assertEquals(0, fetch(fetcher, uri("/x"), CONTENT.length).length);
    assertThrows(IOException.class, () -> fetch(fetcher, uri("/x"), CONTENT.length + 1));
    assertEquals("/x bytes=150000- null", requests.get(0));
  }

  @Test
  void otherRangeIsRefused() {
    answers.add(part("\"1\"", true, 90_000));
    answers.add(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Range", "bytes 5-9/10");
          exchange.getResponseHeaders().add("ETag", "\"1\"");
          exchange.sendResponseHeaders(206, 5);
          exchange.getResponseBody().write(new byte[5]);
        });
    assertTrue(refusal(builder()).contains("another range"));
  }

  @Test
  void attemptsAreLimited() {
    answers.add(status(503));
    assertTrue(refusal(builder()).contains("after 4 attempts"));
    assertEquals(4, requests.size());
    answers.set(0, part("\"1\"", true, 10));
    assertTrue(refusal(builder()).contains("after 4 attempts"));
    assertEquals(8, requests.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 400, 403, 404, 410})
  void refusalsAreFinal(int status) {
    answers.add(status(status));
    assertTrue(refusal(builder()).contains("" + status));
    assertEquals(1, requests.size());
  }

  @Test
  void redirectsAreFollowedWithinTheScheme() throws IOException {
    answers.add(redirect("/y?z"));
    answers.add(redirect(uri("/w")));
    answers.add(content("\"1\"", true));
    assertArrayEquals(CONTENT, fetch(builder()));
    assertEquals(List.of("/x null null", "/y?z null null", "/w null null"), requests);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost/x",
        "ftp://localhost/x",
        "file:///etc/passwd",
        "http://127.0.0.1/x",
        "http://a@localhost/x",
        "http:x",
        "::"
      })
  void otherRedirectsAreRefused(String location) {
    answers.add(redirect(location));
    assertTrue(refusal(builder()).contains("redirected"));
    assertEquals(1, requests.size());
  }

  @Test
  void endlessRedirectsEnd() {
    answers.add(redirect("/x"));
    assertTrue(refusal(builder()).contains("too often"));
    assertEquals(6, requests.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "/x", "file:/x", "ftp://localhost/", "http://other/", "http:///x", "a b"})
  void otherUrisAreRefused(String uri) {
    HttpFetcher fetcher = builder().build();
    assertThrows(IOException.class, () -> fetch(fetcher, uri, 0));
  }

  @Test
  void onlyHttpsUnlessToldOtherwise() {
    HttpFetcher fetcher = HttpFetcher.builder().build();
    IOException e = assertThrows(IOException.class, () -> fetch(fetcher, uri("/x"), 0));
    assertTrue(e.getMessage().contains("does not fetch"), e.getMessage());
  }

  @Test
  void largerContentIsRefused() {
    answers.add(content("\"1\"", true));
    assertTrue(refusal(builder().maxSize(CONTENT.length - 1)).contains("too much"));
    answers.set(
        0,
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // in chunks
          exchange.getResponseBody().write(CONTENT);
        });
    assertTrue(refusal(builder().maxSize(CONTENT.length - 1)).contains("more than"));
    assertEquals(2, requests.size());
  }

  @Test
  void encodedContentIsRefused() {
    answers.add(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, 1);
          exchange.getResponseBody().write(1);
        });
    assertTrue(refusal(builder()).contains("gzip"));
  }

  private Answer stalling() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write(new byte[10]);
      exchange.getResponseBody().flush();
      try {
        ended.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Test
  void stalledTransferEnds() {
    answers.add(stalling());
    String refusal =
        refusal(builder().timeout(Duration.ofMillis(200)).attempts(2, Duration.ofMillis(1)));
    assertTrue(refusal.contains("nothing arrived"), refusal);
    assertEquals(2, requests.size());
  }

  @Test
  void interruptionEndsTheTransfer() throws Exception {
    answers.add(stalling());
    Thread reader = Thread.currentThread();
    HttpFetcher fetcher = builder().build();
    try (InputStream in = fetcher.fetch(new FetchRequest(uri("/x"), TARGET, Optional.empty(), 0))) {
      assertEquals(10, in.readNBytes(10).length);
      threads.execute(reader::interrupt);
      assertThrows(InterruptedIOException.class, in::read);
    }
    assertTrue(Thread.interrupted());
    assertEquals(1, requests.size());
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> fetch(fetcher, uri("/x"), 0));
    assertTrue(Thread.interrupted());
  }

  @Test
  void reachability() {
    answers.add(content("\"1\"", true));
    FetchRequest request = new FetchRequest(uri("/x"), TARGET, Optional.empty(), 0);
    assertTrue(builder().build().isReachable(request));
    answers.set(0, status(404));
    assertFalse(builder().build().isReachable(request));
  }
}
