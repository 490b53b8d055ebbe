package org.teep4j.teep.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.http.SessionResult.Ending;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.TeepAgentApi.Outgoing;

class TeepHttpClientTest {

  private final FakeAgent agent = new FakeAgent();
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private static TeepHttpClient.Builder builder() {
    return TeepHttpClient.builder().exchangeTime(Duration.ofSeconds(30));
  }

  private SessionResult run(TeepHttpClient.Builder builder, URI uri) throws IOException {
    return builder.build().run(agent, new Outgoing(uri, Optional.empty()));
  }

  private SessionResult run() throws IOException {
    return run(builder(), server.uri());
  }

  private void assertFailed(Ending ending, String reason, SessionResult result) {
    assertEquals(ending, result.ending(), result.reason());
    assertTrue(result.reason().contains(reason), result.reason());
    assertFalse(result.isComplete());
    assertEquals("error", agent.calls.get(agent.calls.size() - 1));
    assertEquals(1, agent.calls.stream().filter("error"::equals).count());
  }

  @Test
  void sessionGoesOnUntilTheTamHasNoData() throws IOException {
    agent.answers.add("response");
    agent.answers.add("success");
    server.scripts.add(ScriptedServer.message("query"));
    server.scripts.add(ScriptedServer.message("update"));
    server.scripts.add(ScriptedServer.raw("HTTP/1.1 204 No Content\r\n\r\n"));
    SessionResult result = run();
    assertTrue(result.isComplete(), result.reason());
    assertEquals(3, result.requests());
    assertEquals(List.of("message query", "message update", "end"), agent.calls);
    assertTrue(server.requests.get(1).endsWith("\r\n\r\nresponse"));
    assertTrue(server.requests.get(2).endsWith("\r\n\r\nsuccess"));
  }

  @Test
  void sessionEndsWhenTheAgentHasNoData() throws IOException {
    server.scripts.add(ScriptedServer.message("query"));
    assertTrue(run().isComplete());
    assertEquals(List.of("message query"), agent.calls);
  }

  @Test
  void firstRequestMayCarryAMessage() throws IOException {
    server.scripts.add(ScriptedServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    SessionResult result =
        builder()
            .build()
            .run(agent, new Outgoing(server.uri(), Optional.of(Bytes.ofUtf8("unsolicited"))));
    assertTrue(result.isComplete());
    assertTrue(server.requests.get(0).endsWith("unsolicited"));
    assertEquals(List.of("end"), agent.calls);
  }

  @Test
  void everyRequestHasItsFields() throws IOException {
    agent.answers.add("response");
    server.scripts.add(ScriptedServer.message("query"));
    server.scripts.add(ScriptedServer.raw("HTTP/1.1 204 No Content\r\n\r\n"));
    run();
    for (int i = 0; i < 2; i++) {
      String request = server.requests.get(i).toLowerCase(Locale.ROOT);
      assertTrue(request.startsWith("post /tam http/1.1\r\n"), request);
      assertTrue(request.contains("\r\naccept: application/teep+cbor\r\n"), request);
      assertTrue(request.contains("\r\ncontent-type: application/teep+cbor\r\n"), request);
      assertTrue(request.contains("\r\ncontent-length: " + (i == 0 ? 0 : 8) + "\r\n"), request);
      for (String absent : List.of("cache-control", "cookie", "upgrade", "transfer-encoding")) {
        assertFalse(request.contains(absent), request);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 406, 413, 415, 429, 500, 503})
  void errorStatusIsProcessError(int status) throws IOException {
    server.scripts.add(
        ScriptedServer.raw("HTTP/1.1 " + status + " No\r\nContent-Length: 4\r\n\r\nbody"));
    assertFailed(Ending.REFUSED, "HTTP status " + status, run());
    assertEquals(1, server.requests.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsNotFollowed(int status) throws IOException {
    server.scripts.add(
        ScriptedServer.raw(
            "HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\nLocation: /other\r\n\r\n"));
    assertFailed(Ending.REFUSED, "HTTP status " + status, run());
    assertEquals(1, server.requests.size());
  }

  @Test
  void cookiesAreNotSentBack() throws IOException {
    agent.answers.add("response");
    server.scripts.add(
        ScriptedServer.content(
            "Content-Type: application/teep+cbor\r\nSet-Cookie: a=b; Path=/", "query"));
    server.scripts.add(ScriptedServer.raw("HTTP/1.1 204 No Content\r\n\r\n"));
    run();
    assertFalse(server.requests.get(1).toLowerCase(Locale.ROOT).contains("cookie"));
  }

  @Test
  void retryAfterIsHandedOn() throws IOException {
    String refused = "HTTP/1.1 503 No\r\nContent-Length: 0\r\nRetry-After: ";
    server.scripts.add(ScriptedServer.raw(refused + "120\r\n\r\n"));
    assertEquals(Optional.of(Duration.ofMinutes(2)), run().retryAfter());
    server.scripts.add(ScriptedServer.raw(refused + "-5\r\n\r\n"));
    assertEquals(Optional.empty(), run().retryAfter());
    server.scripts.add(ScriptedServer.raw(refused + "99999999999999999999\r\n\r\n"));
    assertEquals(Optional.empty(), run().retryAfter());
  }

  @Test
  void mediaTypeOfTheAnswerIsChecked() throws IOException {
    server.scripts.add(ScriptedServer.content("Content-Type: Application/TEEP+CBOR;x=y", "query"));
    assertTrue(run().isComplete());
    agent.calls.clear();
    server.scripts.add(ScriptedServer.content("Content-Type: text/html", "query"));
    assertFailed(Ending.UNUSABLE, "text/html", run());
    agent.calls.clear();
    server.scripts.add(ScriptedServer.content("X: y", "query"));
    assertFailed(Ending.UNUSABLE, "media type", run());
    agent.calls.clear();
    server.scripts.add(
        ScriptedServer.content(
            "Content-Type: application/teep+cbor\r\nContent-Encoding: gzip", "query"));
    assertFailed(Ending.UNUSABLE, "encoded", run());
  }

  @Test
  void otherMediaTypeIsAcceptedFromPeersThatHaveIt() throws IOException {
    PeerOptions peer =
        new PeerOptions(
            Dialect.RFC, false, PeerOptions.Confirmation.KID, false, true, "application/teep+cose");
    String type = "Content-Type: application/teep+cose";
    server.scripts.add(ScriptedServer.content(type, "query"));
    assertTrue(run(builder().peerOptions(tam -> peer), server.uri()).isComplete());
    agent.calls.clear();
    server.scripts.add(ScriptedServer.content(type, "query"));
    assertFailed(Ending.UNUSABLE, "teep+cose", run());
  }

  @Test
  void largestMessageIsTaken() throws IOException {
    server.scripts.add(ScriptedServer.message("x".repeat(1000)));
    assertTrue(run(builder().maxMessageSize(1000), server.uri()).isComplete());
    assertEquals(List.of("message " + "x".repeat(1000)), agent.calls);
    server.scripts.add(ScriptedServer.message("x".repeat(1001)));
    assertFailed(
        Ending.UNUSABLE, "more than 1000 bytes", run(builder().maxMessageSize(1000), server.uri()));
  }

  /** A beginning, and zeros for as long as somebody takes them. */
  private static ScriptedServer.Script endless(String beginning, CountDownLatch broken) {
    return out -> {
      try {
        ScriptedServer.raw(beginning).answer(out);
        for (byte[] piece = new byte[10_000]; ; ) {
          out.write(piece);
        }
      } finally {
        broken.countDown();
      }
    };
  }

  @Test
  void endlessContentIsBrokenOff() throws Exception {
    CountDownLatch broken = new CountDownLatch(1);
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/teep+cbor\r\n\r\n";
    server.scripts.add(endless(head, broken));
    assertFailed(
        Ending.UNUSABLE, "more than", run(builder().maxMessageSize(100_000), server.uri()));
    broken.await();
  }

  @Test
  void endlessErrorPageIsNotRead() throws Exception {
    CountDownLatch broken = new CountDownLatch(1);
    server.scripts.add(endless("HTTP/1.1 500 No\r\n\r\n", broken));
    assertFailed(Ending.REFUSED, "500", run());
    broken.await();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense\r\n\r\n",
        "\0\1\2\3",
        "HTTP/1.1",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: application/teep+cbor\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"
      })
  void brokenAnswersAreProcessError(String text) throws IOException {
    server.scripts.add(
        out -> {
          ScriptedServer.raw(text).answer(out);
          out.close();
        });
    assertFailed(Ending.UNREACHABLE, "", run());
    assertEquals(1, server.requests.size());
    assertEquals(List.of("error"), agent.calls);
  }

  @Test
  void floodOfHeadersIsProcessError() throws IOException {
    server.scripts.add(
        out -> {
          ScriptedServer.raw("HTTP/1.1 200 OK\r\n").answer(out);
          for (int i = 0; ; i++) {
            ScriptedServer.raw("X-Flood-" + i + ": 0123456789abcdef\r\n").answer(out);
          }
        });
    assertFailed(
        Ending.UNREACHABLE, "", run(builder().exchangeTime(Duration.ofSeconds(5)), server.uri()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Type",
        "HTTP/1.1 200 OK\r\nContent-Type: application/teep+cbor\r\nContent-Length: 9\r\n\r\nab"
      })
  void slowAnswersAreProcessError(String beginning) throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    server.scripts.add(
        out -> {
          ScriptedServer.raw(beginning).answer(out);
          ended.await();
        });
    assertFailed(
        Ending.UNREACHABLE,
        "no whole response",
        run(builder().exchangeTime(Duration.ofMillis(500)), server.uri()));
    ended.countDown();
  }

  @Test
  void nobodyListens() throws IOException {
    URI uri = server.uri();
    server.close();
    assertFailed(Ending.UNREACHABLE, "Connect", run(builder(), uri));
  }

  @Test
  void endlessSessionEnds() throws IOException {
    for (int i = 0; i < 10; i++) {
      server.scripts.add(ScriptedServer.message("query"));
      agent.answers.add("response");
    }
    assertFailed(
        Ending.ENDLESS, "more than 5 requests", run(builder().maxRequests(5), server.uri()));
    assertEquals(5, server.requests.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/tam",
        "http://localhost.example.com/tam",
        "http://127.0.0.1.example.com/tam",
        "ftp://127.0.0.1/tam",
        "https://user@127.0.0.1/tam",
        "https:tam",
        "/tam",
        "tam"
      })
  void otherUrisAreNotContacted(String uri) throws IOException {
    assertFailed(Ending.NOT_PERMITTED, "https", run(builder(), URI.create(uri)));
    assertEquals(0, server.requests.size());
  }

  @Test
  void plainHttpIsPermittedOnRequest() throws IOException {
    // another name of the loopback interface, which the client does not know as such
    URI uri = URI.create("http://[::ffff:127.0.0.1]:" + server.uri().getPort() + "/tam");
    assertFailed(Ending.NOT_PERMITTED, "https", run(builder(), uri));
    server.scripts.add(ScriptedServer.message("query"));
    assertTrue(run(builder().permitPlainHttp(), uri).isComplete());
  }

  @Test
  void interruptEndsTheSession() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    server.scripts.add(
        out -> {
          asked.countDown();
          ended.await();
        });
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Thread[] runner = new Thread[1];
      Future<Boolean> interrupted =
          threads.submit(
              () -> {
                runner[0] = Thread.currentThread();
                assertFailed(Ending.UNREACHABLE, "interrupted", run());
                return Thread.interrupted();
              });
      asked.await();
      runner[0].interrupt();
      assertTrue(interrupted.get());
    } finally {
      ended.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  void agentThatCannotStoreEndsTheSession() throws IOException {
    FakeAgent broken =
        new FakeAgent() {
          @Override
          public Optional<Bytes> processTeepMessage(URI tam, Bytes message) throws IOException {
            throw new IOException("storage is full");
          }
        };
    server.scripts.add(ScriptedServer.message("query"));
    TeepHttpClient client = builder().build();
    Outgoing outgoing = new Outgoing(server.uri(), Optional.empty());
    IOException e = assertThrows(IOException.class, () -> client.run(broken, outgoing));
    assertEquals("storage is full", e.getMessage());
    assertEquals(List.of(), broken.calls);
  }

  @Test
  void clientsThatFollowOrRememberAreRefused() throws Exception {
    HttpClient follows =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    HttpClient remembers = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    assertRefused("redirects", builder().httpClient(follows));
    assertRefused("cookies", builder().httpClient(remembers));
    assertRefused(
        "SSL",
        builder().httpClient(HttpClient.newHttpClient()).sslContext(SSLContext.getDefault()));
    assertRefused("exchangeTime", builder().exchangeTime(Duration.ZERO));
    assertRefused("maxMessageSize", builder().maxMessageSize(0));
    assertRefused("maxRequests", builder().maxRequests(-1));
  }

  private static void assertRefused(String reason, TeepHttpClient.Builder builder) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }
}
