package org.teep4j.teep.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.session.TamApi;

/** Slow clients do not stop others, and a busy TAM is not interrupted. */
class SlowClientsTest {

  private final List<RawConnection> connections = new ArrayList<>();
  private TeepHttpServer server;

  @AfterEach
  void stop() throws IOException {
    for (RawConnection connection : connections) {
      connection.close();
    }
    server.close();
  }

  private void start(TeepHttpHandler handler, int threads, Duration clientTime) throws IOException {
    server =
        TeepHttpServer.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .handle("/tam", handler)
            .threads(threads, 4096)
            .clientTime(clientTime)
            .start();
  }

  private static TeepHttpHandler handler(TamApi tam) {
    return TeepHttpHandler.builder(tam).readTime(Duration.ofMinutes(5)).build();
  }

  private RawConnection connect(String beginning) throws IOException {
    RawConnection connection = new RawConnection(server.address().getPort());
    connections.add(connection);
    connection.send(beginning);
    return connection;
  }

  private String exchange(String content) throws IOException {
    return RawConnection.exchange(server.address().getPort(), RawConnection.post(content))
        .content();
  }

  @Test
  void slowRequestsAreEnded() throws IOException {
    start(handler(new FakeTam()), 8, Duration.ofMillis(300));
    String request = RawConnection.post("slow");
    for (int end : new int[] {1, 40, request.length() - 4, request.length() - 1}) {
      assertTrue(connect(request.substring(0, end)).isClosed(), () -> "after " + end);
    }
    assertEquals("echo next", exchange("next"));
  }

  @Test
  void byteByByteIsEndedToo() throws Exception {
    start(handler(new FakeTam()), 8, Duration.ofMillis(500));
    RawConnection connection = connect("POST /tam HTTP/1.1\r\nX: ");
    CountDownLatch ended = new CountDownLatch(1);
    Thread sender =
        new Thread(
            () -> {
              try {
                while (!ended.await(10, TimeUnit.MILLISECONDS)) {
                  connection.send("x");
                }
              } catch (IOException | InterruptedException e) {
                return; // the server has closed
              }
            });
    sender.start();
    assertTrue(connection.isClosed());
    ended.countDown();
    sender.join();
  }

  @Test
  void othersAreServedWhileManyAreSlow() throws IOException {
    start(handler(new FakeTam()), 64, Duration.ofSeconds(20));
    String request = RawConnection.post("slow");
    for (int i = 0; i < 500; i++) {
      connect(request.substring(0, 1 + i % (request.length() - 1)));
    }
    for (int i = 0; i < 20; i++) {
      assertEquals("echo " + i, exchange("" + i));
    }
  }

  @Test
  void clientThatTakesNothingIsEnded() throws IOException {
    byte[] large = new byte[64 * 1024 * 1024];
    TamApi tam =
        new FakeTam() {
          @Override
          public Optional<Bytes> processConnect() {
            return Optional.of(Bytes.wrap(large));
          }
        };
    start(handler(tam), 2, Duration.ofMillis(300));
    for (int i = 0; i < 4; i++) {
      connect(RawConnection.post(""));
    }
    assertEquals("echo next", exchange("next"));
  }

  @Test
  void workOfTheTamTakesAsLongAsItTakes() throws Exception {
    CountDownLatch slowOnesAreGone = new CountDownLatch(1);
    TamApi tam =
        new FakeTam() {
          @Override
          public Optional<Bytes> processConnect() throws IOException {
            try {
              slowOnesAreGone.await();
            } catch (InterruptedException e) {
              throw new IOException("interrupted at work", e);
            }
            return super.processConnect();
          }
        };
    start(handler(tam), 2, Duration.ofMillis(200));
    RawConnection working = connect(RawConnection.post(""));
    for (int i = 0; i < 5; i++) {
      assertTrue(connect("POST /tam").isClosed());
    }
    slowOnesAreGone.countDown();
    assertEquals("hello", working.answer().content());
  }

  @Test
  void contentThatTakesTooLongIsRefused() throws IOException {
    TeepHttpHandler hasty =
        TeepHttpHandler.builder(new FakeTam()).readTime(Duration.ofNanos(1)).build();
    start(hasty, 8, Duration.ofMinutes(1));
    assertEquals(
        408,
        RawConnection.exchange(server.address().getPort(), RawConnection.post("one")).status());
  }

  @Test
  void moreThanTheTamTakesIsPutOff() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    TamApi tam =
        new FakeTam() {
          @Override
          public Optional<Bytes> processConnect() throws IOException {
            inside.incrementAndGet();
            full.countDown();
            try {
              go.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return super.processConnect();
          }
        };
    start(TeepHttpHandler.builder(tam).maxConcurrent(2).build(), 8, Duration.ofMinutes(1));
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<String>> first =
          List.of(threads.submit(() -> exchange("")), threads.submit(() -> exchange("")));
      full.await();
      RawConnection.Answer answer =
          RawConnection.exchange(server.address().getPort(), RawConnection.post(""));
      assertEquals(503, answer.status());
      assertEquals("30", answer.fields().get("retry-after"));
      go.countDown();
      for (Future<String> answered : first) {
        assertEquals("hello", answered.get());
      }
      assertEquals(2, inside.get());
      assertEquals("hello", exchange(""));
    } finally {
      threads.shutdownNow();
    }
  }
}
