package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A TAM and an Agent are processes, and either is killed by SIGKILL at a message. After a restart
 * the device has the update, and never half of one.
 *
 * <p>{@code -Dteep4j.kills=200} kills at so many random moments.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
@Tag("once")
class KilledProcessesTest {

  /** Who is killed. */
  private enum Victim {
    TAM,
    AGENT
  }

  /**
   * When a process is killed.
   *
   * @param request the request of the Agent, from 1: for a session, the QueryResponse, the Success
   * @param delivered whether the TAM got the request and answered
   * @param later how long after that, in milliseconds; the answer is on its way then
   */
  private record Kill(Victim victim, int request, boolean delivered, int later) {}

  private static final int LATEST = 400;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private SessionFolder session;
  private int port;
  private Process tam;
  private Process agent;
  private HttpServer relay;
  private volatile Kill next;
  private final AtomicInteger requests = new AtomicInteger();

  @BeforeEach
  void start() throws Exception {
    session = new SessionFolder(folder);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    startTam();
    relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    relay.setExecutor(executor);
    relay.createContext("/tam", this::relayed);
    relay.start();
  }

  @AfterEach
  void stop() {
    relay.stop(0);
    executor.shutdownNow();
    tam.destroyForcibly();
    if (agent != null) {
      agent.destroyForcibly();
    }
  }

  private Process process(String name, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(name).toFile()))
        .start();
  }

  private void startTam() throws Exception {
    Path out = folder.resolve("tam.out");
    Files.deleteIfExists(out);
    tam =
        process(
            "tam.out",
            session.serving(
                "--agent",
                session.file("agent.pub"),
                "--port",
                String.valueOf(port),
                "--state",
                session.file("state")));
    while (!Files.exists(out) || !Files.readString(out).contains("offered ")) {
      assertTrue(tam.isAlive(), () -> read("tam.out"));
      Thread.sleep(20);
    }
  }

  private void startAgent() throws IOException {
    String url = "http://127.0.0.1:" + relay.getAddress().getPort() + "/tam";
    agent = process("agent.out", session.running(url, "--retries", "5"));
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      return e.toString();
    }
  }

  // What is between the two.

  private void relayed(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] content = exchange.getRequestBody().readAllBytes();
      Kill kill = next;
      boolean isNow = kill != null && requests.incrementAndGet() == kill.request();
      if (isNow) {
        next = null;
      }
      Process victim = kill != null && kill.victim() == Victim.TAM ? tam : agent;
      if (isNow && !kill.delivered()) {
        kill(victim);
      }
      HttpResponse<byte[]> answer = forward(content);
      if (isNow && kill.delivered()) {
        if (kill.later() == 0) {
          kill(victim);
          return;
        }
        executor.execute(() -> killLater(victim, kill.later()));
      }
      send(exchange, answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(byte[] content) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tam"))
            .header("Accept", "application/teep+cbor")
            .header("Content-Type", "application/teep+cbor")
            .POST(BodyPublishers.ofByteArray(content))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static void send(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/teep+cbor");
    int length = answer.body().length;
    exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(answer.body());
    }
  }

  private void killLater(Process victim, int later) {
    try {
      Thread.sleep(later);
      kill(victim);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill(Process victim) throws InterruptedException {
    victim.destroyForcibly().waitFor();
  }

  // The test.

  private List<Kill> kills() {
    int count = Integer.getInteger("teep4j.kills", 0);
    if (count == 0) {
      return List.of(
          new Kill(Victim.TAM, 2, true, 0), // The Update is lost.
          new Kill(Victim.AGENT, 2, true, 60)); // It is being carried out, perhaps.
    }
    Random random = new Random(Long.getLong("teep4j.seed", 1));
    List<Kill> kills = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      kills.add(
          new Kill(
              Victim.values()[random.nextInt(2)],
              1 + random.nextInt(3),
              random.nextBoolean(),
              random.nextInt(4) == 0 ? 0 : random.nextInt(LATEST)));
    }
    return kills;
  }

  /** Long enough that half of it would be seen. */
  private static String content(int sequenceNumber) {
    return ("version " + sequenceNumber + ", ").repeat(5000).strip();
  }

  @Test
  void afterARestartTheDeviceHasTheUpdate() throws Exception {
    publish(1);
    String url = "http://127.0.0.1:" + port + "/tam";
    Run first = Run.of(session.running(url, "--install", "app"));
    assertEquals(ExitCode.GOOD, first.code, first::toString);
    int sequenceNumber = 1;
    for (Kill kill : kills()) {
      publish(++sequenceNumber);
      Files.deleteIfExists(folder.resolve("agent.out"));
      requests.set(0);
      next = kill;
      startAgent();
      if (kill.victim() == Victim.TAM) {
        tam.waitFor(); // The Agent may be done before that.
        startTam();
      } else {
        agent.waitFor();
        String content = session.content("app");
        assertTrue(
            content.equals(content(sequenceNumber)) || content.equals(content(sequenceNumber - 1)),
            () -> kill + " left " + content.length() + " bytes");
        startAgent();
      }
      int code = agent.waitFor();
      String explained = kill + "\n" + read("agent.out") + read("tam.out");
      assertEquals(ExitCode.GOOD, code, explained);
      assertEquals(content(sequenceNumber), session.content("app"), explained);
    }
  }

  /** Publishes a version, and waits until the TAM offers it. */
  private void publish(int sequenceNumber) throws Exception {
    session.publish("app", sequenceNumber, content(sequenceNumber));
    while (!read("tam.out").contains("/app " + sequenceNumber + ", app-")) {
      assertTrue(tam.isAlive(), () -> read("tam.out"));
      Thread.sleep(20);
    }
  }
}
