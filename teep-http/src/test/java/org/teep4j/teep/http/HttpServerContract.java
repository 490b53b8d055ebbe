package org.teep4j.teep.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.http.RawConnection.Answer;

/** What each server must do, over sockets, with clients that are right, wrong and hostile. */
abstract class HttpServerContract {

  private static final int LIMIT = 1000;

  final FakeTam tam = new FakeTam();
  private final List<String> told = new CopyOnWriteArrayList<>();
  int port;

  /** Starts a server with the handler at {@code /tam} and returns its port. */
  abstract int start(TeepHttpHandler handler) throws Exception;

  abstract void stop() throws Exception;

  @BeforeEach
  void startServer() throws Exception {
    port =
        start(
            TeepHttpHandler.builder(tam)
                .maxMessageSize(LIMIT)
                .readTime(Duration.ofSeconds(60))
                .retryAfter(Duration.ofSeconds(7))
                .listener((status, reason, cause) -> told.add(status + " " + reason + " " + cause))
                .build());
  }

  @AfterEach
  void stopServer() throws Exception {
    stop();
  }

  Answer exchange(String request) throws IOException {
    return RawConnection.exchange(port, request);
  }

  private void assertStillServes() throws IOException {
    assertEquals("echo still", exchange(RawConnection.post("still")).content());
  }

  @Test
  void sessionGoesOnUntilThereIsNoData() throws IOException {
    Answer hello = exchange(RawConnection.post(""));
    assertEquals(200, hello.status());
    assertEquals("hello", hello.content());
    Answer echo = exchange(RawConnection.post("one"));
    assertEquals("echo one", echo.content());
    Answer end = exchange(RawConnection.post("end"));
    assertEquals(204, end.status());
    assertNull(end.fields().get("content-type"));
    assertNull(end.fields().get("content-length"));
    assertEquals(List.of(Bytes.empty(), Bytes.ofUtf8("one"), Bytes.ofUtf8("end")), tam.messages);
  }

  @Test
  void contentIsNotActive() throws IOException {
    Answer answer = exchange(RawConnection.post(""));
    assertEquals("application/teep+cbor", answer.fields().get("content-type"));
    assertEquals("nosniff", answer.fields().get("x-content-type-options"));
    assertEquals("default-src 'none'", answer.fields().get("content-security-policy"));
    assertEquals("no-referrer", answer.fields().get("referrer-policy"));
    assertEquals("5", answer.fields().get("content-length"));
    assertNull(answer.fields().get("cache-control"));
    assertNull(answer.fields().get("set-cookie"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "post"})
  void otherMethodsAreRefused(String method) throws IOException {
    Answer answer = exchange(method + " /tam HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertEquals(405, answer.status());
    assertEquals("POST", answer.fields().get("allow"));
    assertEquals(List.of(), tam.messages);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/*;q=0.5, text/html | Application/TEEP+CBOR; x=y | 200",
        "*/*                            | application/teep+cbor;a=\";\" | 200",
        "text/html                      | application/teep+cbor      | 406",
        "*/*, application/teep+cbor;q=0 | application/teep+cbor      | 406",
        "text/html;a=\", */*, \\\" */*\"   | application/teep+cbor      | 406",
        "application/teep+cbor          | application/teep+cose      | 415",
        "application/teep+cbor          | application/x-www-form-urlencoded | 415",
        "application/teep+cbor          | application/teep+cbor2     | 415",
      })
  void mediaTypesAreCompared(String accept, String type, int status) throws IOException {
    String request =
        "POST /tam HTTP/1.1\r\nHost: localhost\r\nAccept: "
            + accept
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: 3\r\n\r\none";
    assertEquals(status, exchange(request).status());
    assertEquals(status == 200 ? 1 : 0, tam.messages.size());
    assertStillServes();
  }

  @Test
  void missingFieldsAreTolerated() throws IOException {
    String bare = "POST /tam HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
    assertEquals(200, exchange(bare + "0\r\n\r\n").status());
    assertEquals(415, exchange(bare + "3\r\n\r\none").status());
    String typed = bare.replace("Content-Length", "Content-Type: application/teep+cbor\r\n$0");
    assertEquals(200, exchange(typed.replace("$0", "Content-Length") + "3\r\n\r\none").status());
  }

  @Test
  void encodedContentIsRefused() throws IOException {
    String encoded = "Content-Encoding: gzip\r\nContent-Length: 3";
    assertEquals(415, exchange(RawConnection.post(encoded, "one")).status());
    assertEquals(List.of(), tam.messages);
    assertStillServes();
  }

  @Test
  void listenerIsToldWhatAndWhy() throws IOException {
    exchange(RawConnection.post(""));
    exchange(RawConnection.post("end"));
    exchange(RawConnection.post("store"));
    exchange(RawConnection.post("Content-Length: 1001", ""));
    assertEquals(
        List.of(
            "200 a message null",
            "204 no data null",
            "503 the TAM cannot answer now java.io.IOException: the store is down",
            "413 more than 1000 bytes null"),
        told);
  }

  @Test
  void othersAreServedWhileSomeAreSlow() throws IOException {
    List<RawConnection> slow = new ArrayList<>();
    String request = RawConnection.post("slow");
    for (int i = 0; i < 100; i++) {
      RawConnection connection = new RawConnection(port);
      slow.add(connection);
      connection.send(request.substring(0, 1 + i * (request.length() - 2) / 99));
    }
    assertStillServes();
    for (RawConnection connection : slow) {
      connection.reset();
    }
    assertStillServes();
  }

  @Test
  void chunksAreJoined() throws IOException {
    String chunked = "Transfer-Encoding: chunked";
    assertEquals(
        "echo onetwo",
        exchange(RawConnection.post(chunked, "3\r\none\r\n3;x=y\r\ntwo\r\n0\r\n\r\n")).content());
    assertEquals("hello", exchange(RawConnection.post(chunked, "0\r\n\r\n")).content());
  }

  @Test
  void largestMessageIsTaken() throws IOException {
    assertEquals(
        "echo " + "x".repeat(LIMIT), exchange(RawConnection.post("x".repeat(LIMIT))).content());
    assertEquals(413, exchange(RawConnection.post("x".repeat(LIMIT + 1))).status());
    assertStillServes();
  }

  @Test
  void tooLargeContentIsRefusedBeforeItComes() throws IOException {
    assertEquals(413, exchange(RawConnection.post("Content-Length: 1000000000000", "")).status());
    assertStillServes();
  }

  @Test
  void tooLargeChunksAreRefused() throws IOException {
    String chunk = "1f4\r\n" + "x".repeat(500) + "\r\n";
    String request =
        RawConnection.post("Transfer-Encoding: chunked", chunk.repeat(3) + "0\r\n\r\n");
    assertEquals(413, exchange(request).status());
    assertEquals(List.of(), tam.messages);
    assertStillServes();
  }

  @Test
  void failuresOfTheTamAreStatuses() throws IOException {
    Answer unavailable = exchange(RawConnection.post("store"));
    assertEquals(503, unavailable.status());
    assertEquals("7", unavailable.fields().get("retry-after"));
    Answer defect = exchange(RawConnection.post("defect"));
    assertEquals(500, defect.status());
    assertEquals("", defect.content());
    assertStillServes();
  }

  @Test
  void connectionIsUsedAgain() throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      for (int i = 0; i < 20; i++) {
        connection.send(RawConnection.post("m" + i));
        assertEquals("echo m" + i, connection.answer().content());
      }
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(
          RawConnection.post("one") + RawConnection.post("end") + RawConnection.post("two"));
      assertEquals("echo one", connection.answer().content());
      assertEquals(204, connection.answer().status());
      assertEquals("echo two", connection.answer().content());
    }
  }

  @Test
  void repeatedRequestIsHandedOnEachTime() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertEquals("echo same", exchange(RawConnection.post("same")).content());
    }
    assertEquals(3, tam.messages.size());
  }

  @Test
  void halfClosedClientIsAnswered() throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(RawConnection.post("one"));
      connection.shutdownOutput();
      assertEquals("echo one", connection.answer().content());
    }
  }

  @Test
  void brokenOffContentIsNoMessage() throws IOException {
    for (String length : List.of("Content-Length: 10", "Transfer-Encoding: chunked")) {
      try (RawConnection connection = new RawConnection(port)) {
        connection.send(RawConnection.post(length, "5\r\non"));
        connection.shutdownOutput();
        assertFalse(isSuccess(connection));
      }
    }
    assertEquals(List.of(), tam.messages);
    assertStillServes();
  }

  /** Whether a 2xx response comes before the end of the connection. */
  private static boolean isSuccess(RawConnection connection) {
    try {
      return connection.answer().status() / 100 == 2;
    } catch (IOException | NumberFormatException e) {
      return false; // closed, or an answer older than HTTP/1.0
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n\r\n\r\n",
        "nonsense\r\n\r\n",
        "\0\1\2\3\377\376\r\n\r\n",
        "POST\r\n\r\n",
        "POST /tam\r\n\r\n",
        "POST http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /tam HTTP/1.1\r\nHost localhost\r\n\r\n",
        "POST /tam HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\none",
        "POST /tam HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\none",
        "POST /tam HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\none",
        "POST /tam HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /tam HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\none",
        "POST /tam HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: whatever\r\n\r\none",
        "\26\3\1\2\0\1\0\1\374\3\3"
      })
  void garbageDisturbsNobody(String garbage) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(garbage);
      connection.shutdownOutput();
      assertFalse(isSuccess(connection), () -> "answered with success");
    }
    assertEquals(List.of(), tam.messages);
    assertStillServes();
  }

  @Test
  void floodOfHeadersIsRefused() throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send("POST /tam HTTP/1.1\r\nHost: localhost\r\n");
      String fields = "X-Flood: 0123456789abcdef\r\n".repeat(1000);
      boolean broken = false;
      for (int i = 0; i < 100 && !broken; i++) {
        try {
          connection.send(fields);
        } catch (IOException e) {
          broken = true; // before the end of the flood
        }
      }
      assertTrue(broken || !isSuccess(connection));
    }
    assertEquals(List.of(), tam.messages);
    assertStillServes();
  }

  @Test
  void disconnectsDisturbNobody() throws IOException {
    for (int i = 0; i < 50; i++) {
      RawConnection connection = new RawConnection(port);
      String request = RawConnection.post("gone");
      connection.send(request.substring(0, request.length() * i / 49));
      connection.reset();
    }
    assertStillServes();
  }

  @Test
  void requestsAreAnsweredAtTheSameTime() throws Exception {
    int clients = 16;
    CountDownLatch ready = new CountDownLatch(clients);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<String>> answers =
          java.util.stream.IntStream.range(0, clients)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            ready.countDown();
                            ready.await();
                            return exchange(RawConnection.post("c" + i)).content();
                          }))
              .toList();
      for (int i = 0; i < clients; i++) {
        assertEquals("echo c" + i, answers.get(i).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
