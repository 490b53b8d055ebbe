package org.teep4j.teep.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.http.SessionResult.Ending;
import org.teep4j.teep.session.TeepAgentApi.Outgoing;

/** A Broker with two TEEs and a server with two TAMs. */
class TeepBrokerTest {

  private static final SuitComponentIdentifier COMPONENT = SuitComponentIdentifier.ofText("a");

  private final FakeAgent first = new FakeAgent();
  private final FakeAgent second = new FakeAgent();
  private final FakeTam one = new FakeTam();
  private final FakeTam two = new FakeTam();
  private TeepHttpServer server;
  private TeepBroker broker;

  @BeforeEach
  void start() throws IOException {
    server =
        TeepHttpServer.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .handle("/one", TeepHttpHandler.builder(one).build())
            .handle("/two", TeepHttpHandler.builder(two).build())
            .start();
    broker = broker().build();
  }

  private TeepBroker.Builder broker() {
    return TeepBroker.builder(TeepHttpClient.builder().build())
        .tee("first", first)
        .tee("second", second);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.address().getPort() + path);
  }

  private Outgoing connect(String path) {
    return new Outgoing(uri(path), Optional.empty());
  }

  @Test
  void requestRunsASession() throws IOException {
    first.outgoing.add(connect("/two"));
    first.answers.addAll(List.of("response", "end"));
    SessionResult result = broker.requestTa("first", COMPONENT, uri("/one")).orElseThrow();
    assertTrue(result.isComplete(), result.reason());
    assertEquals(uri("/two"), result.tam()); // not the hint
    assertEquals(
        List.of(
            "request " + COMPONENT + " " + uri("/one"),
            "message hello",
            "message echo response",
            "end"),
        first.calls);
    assertEquals(List.of(), second.calls);
    assertEquals(List.of(), one.messages);
    assertEquals(
        List.of(Bytes.empty(), Bytes.ofUtf8("response"), Bytes.ofUtf8("end")), two.messages);
  }

  @Test
  void nothingToDoIsNoSession() throws IOException {
    assertEquals(Optional.empty(), broker.requestTa("first", COMPONENT, null));
    assertEquals(Optional.empty(), broker.unrequestTa("second", COMPONENT));
    assertEquals(List.of(), broker.requestPolicyCheck("second"));
    assertEquals(List.of(), broker.resume("second"));
    assertEquals(List.of("unrequest " + COMPONENT, "check", "resume"), second.calls);
  }

  @Test
  void policyCheckAsksEveryTam() throws IOException {
    first.outgoing.addAll(List.of(connect("/one"), connect("/missing"), connect("/two")));
    List<SessionResult> results = broker.requestPolicyCheck("first");
    assertEquals(
        List.of(Ending.COMPLETE, Ending.REFUSED, Ending.COMPLETE),
        results.stream().map(SessionResult::ending).toList());
    assertEquals(
        List.of("check", "message hello", "check", "error", "check", "message hello", "check"),
        first.calls);
  }

  @Test
  void resumeSendsWhatWasLeft() throws IOException {
    first.outgoing.add(new Outgoing(uri("/one"), Optional.of(Bytes.ofUtf8("end"))));
    assertEquals(1, broker.resume("first").size());
    assertEquals(List.of("resume", "end", "resume"), first.calls);
    assertEquals(List.of(Bytes.ofUtf8("end")), one.messages);
  }

  @Test
  void sessionsOfACallAreLimited() throws IOException {
    IntStream.range(0, 10).forEach(i -> first.outgoing.add(connect("/one")));
    assertEquals(3, broker().maxSessions(3).build().requestPolicyCheck("first").size());
  }

  @Test
  void agentIsCalledByOneAtATime() throws Exception {
    AtomicInteger most = new AtomicInteger();
    FakeAgent agent =
        new FakeAgent() {
          @Override
          public Optional<Outgoing> unrequestTa(SuitComponentIdentifier component) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            return Optional.of(connect("/one"));
          }

          @Override
          public Optional<Bytes> processTeepMessage(URI tam, Bytes message) {
            inside.decrementAndGet();
            return Optional.empty();
          }
        };
    TeepBroker busy =
        TeepBroker.builder(TeepHttpClient.builder().build()).tee("one", agent).build();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Optional<SessionResult>>> results =
          IntStream.range(0, 40)
              .mapToObj(i -> threads.submit(() -> busy.unrequestTa("one", COMPONENT)))
              .toList();
      for (Future<Optional<SessionResult>> result : results) {
        assertTrue(result.get().orElseThrow().isComplete());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, most.get());
  }

  @Test
  void teesHaveNames() {
    assertEquals(Set.of("first", "second"), broker.tees());
    assertThrows(IllegalArgumentException.class, () -> broker.resume("third"));
    TeepBroker.Builder builder = broker();
    assertThrows(IllegalArgumentException.class, () -> builder.tee("first", second));
    assertThrows(IllegalArgumentException.class, () -> broker().maxSessions(0).build());
  }
}
