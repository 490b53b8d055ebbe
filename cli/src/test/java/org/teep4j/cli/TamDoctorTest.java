package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.cli.SessionFolder.Serving;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.load.BuiltInVectors;

/** The doctor sees what a TAM speaks, and what is wrong with it. */
@Timeout(120)
@Tag("once")
class TamDoctorTest {

  @TempDir private Path folder;
  private SessionFolder session;

  @BeforeEach
  void prepare() throws Exception {
    session = new SessionFolder(folder);
    session.publish("app", 1, "first");
  }

  private Serving serving(String... more) {
    return new Serving(
        session.serving(
            Samples.concat(
                new String[] {"--port", "0", "--agent", session.file("agent.pub")}, more)));
  }

  private static void assertHas(Run run, String... parts) {
    String flat = run.out.replaceAll("\\s+", " ");
    for (String part : parts) {
      assertTrue(flat.contains(part), part + " is missing in\n" + run);
    }
    if (!flat.startsWith("{")) {
      run.out.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }
  }

  @Test
  void ourOwnTamMeetsAllDemands() throws Exception {
    try (Serving tam = serving()) {
      Run run =
          Run.of(
              "tam",
              "doctor",
              "--tam-key",
              session.file("tam-p256.pub"),
              "--agent-key",
              session.file("agent"),
              tam.url());
      assertEquals(ExitCode.GOOD, run.code, run::toString);
      assertHas(
          run,
          "dialect RFC, ",
          "structure COSE_Sign, tagged",
          "signature ESP256, kid of 32 bytes",
          "signature Ed25519, kid of 32 bytes",
          "token 32 bytes",
          "unknown keys are dropped",
          "ok Content-Type: application/teep+cbor (H 4)",
          "ok the QueryRequest breaks no rule",
          "ok a signature verifies with a given key (T 4.1.2)",
          "ok each QueryRequest has another token or challenge (T 4.2)",
          "ok content of another media type is refused with 415 (H 6.1)",
          "ok a QueryResponse that is sent twice counts once (T 7.1)",
          "ok 4 MiB of content are refused: status 413",
          "ok after all this it answers as before",
          "SHOULD a request without Accept gets status 200",
          "0 demands and 1 recommendation not met");
    }
  }

  @Test
  void anotherDialectAndAttestationAreSeen() throws Exception {
    String[] attesting = {"--attester", session.file("attester.pub"), "--peer", "attestam"};
    try (Serving tam = serving(attesting)) {
      Run run = Run.of("tam", "doctor", "--json", tam.url());
      assertEquals(ExitCode.GOOD, run.code, run::toString);
      assertHas(
          run,
          "\"structure\" : [ \"COSE_Sign1, tagged\" ]",
          "\"asks for\" : [ \"attestation, trusted-components\" ]",
          "\"challenge\" : [ \"32 bytes\" ]",
          "\"sound\" : true");
    }
  }

  @Test
  void unknownAgentsThatAreAskedForAttestationAreSeen() throws Exception {
    Files.writeString(folder.resolve("policy.json"), "{\"attestation\": \"unknown-keys\"}");
    try (Serving tam =
        serving(
            "--attester", session.file("attester.pub"), "--policy", session.file("policy.json"))) {
      Run run = Run.of("tam", "doctor", tam.url());
      assertEquals(ExitCode.GOOD, run.code, run::toString);
      assertHas(run, "unknown keys are asked for attestation", "0 demands ");
    }
  }

  @Test
  void aWrongKeyOfTheTamIsSeen() throws Exception {
    try (Serving tam = serving()) {
      Run run = Run.of("tam", "doctor", "--tam-key", session.file("agent.pub"), tam.url());
      assertEquals(ExitCode.REJECTED, run.code, run::toString);
      assertHas(run, "MUST no signature verifies with a given key");
    }
  }

  /** A server that is no TAM, or a bad one. */
  private static final class Bad implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();

    Bad(Behaviour behaviour) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(executor);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              exchange.getRequestBody().readAllBytes();
              behaviour.answer(exchange);
            }
          });
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
      server.stop(0);
      executor.shutdownNow();
    }
  }

  @FunctionalInterface
  private interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  private static void send(HttpExchange exchange, int status, Bytes content) throws IOException {
    exchange.sendResponseHeaders(status, content.isEmpty() ? -1 : content.length());
    if (!content.isEmpty()) {
      content.writeTo(exchange.getResponseBody());
    }
  }

  @Test
  void aTamThatAlwaysSaysTheSameIsSeen() throws Exception {
    Bytes request =
        QueryRequest.builder()
            .token(Bytes.wrap(new byte[8]))
            .supportedTeepCipherSuites(List.of(TeepCipherSuite.SIGN1_ESP256))
            .supportedSuitCoseProfiles(Dialect.RFC.mandatorySuitCoseProfiles())
            .dataItemRequested(Set.of())
            .build()
            .sign(CoseSigner.of(CoseKeys.generate(CoseAlgorithm.ESP256)), Dialect.RFC)
            .encode()
            .toBytes();
    try (Bad tam =
        new Bad(
            exchange -> {
              exchange.getResponseHeaders().set("Cache-Control", "no-store");
              send(exchange, 200, request);
            })) {
      Run run = Run.of("tam", "doctor", tam.url());
      assertEquals(ExitCode.REJECTED, run.code, run::toString);
      assertHas(
          run,
          "MUST Content-Type is missing",
          "MUST mandatory cipher suites are missing: Ed25519",
          "MUST two QueryRequests have the same token or challenge",
          "SHOULD the first QueryRequest is a COSE_Sign1",
          "MUST Cache-Control: no-store (H 4)",
          "MUST content that is no CBOR gets a message back: QueryRequest",
          "MUST a QueryResponse of an unknown Agent gets a message back: QueryRequest",
          "SHOULD GET gets status 200");
    }
  }

  /** Whatever a TAM sends, the doctor comes to an end and names what it has seen. */
  @Test
  void strangeMessagesAreSurvived() throws Exception {
    CoseSigner signer = CoseSigner.of(CoseKeys.generate(CoseAlgorithm.ESP256));
    List<Bytes> answers = new ArrayList<>();
    for (String set : List.of("teep-26", "teep-25", "teep-16")) {
      TestVector vector =
          BuiltInVectors.load(set).vectors().stream()
              .filter(each -> each.kind() == VectorKind.TEEP_MESSAGE)
              .findFirst()
              .orElseThrow();
      answers.add(CoseSign1.sign(Bytes.wrap(vector.bytes()), signer).encode().toBytes());
    }
    // Suites of unknown algorithms, of a MAC and of a hash-based signature.
    for (String suites :
        List.of("[[[18, -65000]]]", "[[[17, 5]]]", "[[[18, -46]]]", "[[[99, 1]]]")) {
      String request =
          "[1, {19: h'0001020304050607'}, " + suites + ", [[-16, -9, -29, -65534]], 2]";
      answers.add(CoseSign1.sign(Edn.parse(request), signer).encode().toBytes());
    }
    AtomicReference<Bytes> next = new AtomicReference<>(Bytes.empty());
    try (Bad tam = new Bad(exchange -> send(exchange, 200, next.get()))) {
      for (Bytes answer : answers) {
        next.set(answer);
        Run run = Run.of("tam", "doctor", tam.url());
        assertEquals(ExitCode.REJECTED, run.code, run::toString);
        assertEquals("", run.err);
        assertHas(run, "of ", "as the text has it");
      }
    }
  }

  @Test
  void somethingElseIsNoTam() throws Exception {
    try (Bad server =
        new Bad(exchange -> send(exchange, 404, Bytes.ofUtf8("not \u001b[1m here")))) {
      Run run = Run.of("tam", "doctor", server.url());
      assertEquals(ExitCode.REJECTED, run.code, run::toString);
      assertHas(run, "MUST a request for a session gets status 404");
      assertFalse(run.out.contains("\u001b"), run.out);
    }
  }

  @Test
  void aTamThatNeverAnswersIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/tam";
      Run run = Run.of("tam", "doctor", "--timeout", "1", url);
      assertEquals(ExitCode.REJECTED, run.code, run::toString);
      assertHas(run, "MUST no response: no response within 1 s (H 6.1)");
    }
  }

  @Test
  void contentWithoutEndIsGivenUp() throws Exception {
    try (Bad server =
        new Bad(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] part = new byte[1 << 16];
              while (!Thread.currentThread().isInterrupted()) {
                exchange.getResponseBody().write(part);
              }
            })) {
      Run run = Run.of("tam", "doctor", "--timeout", "1", server.url());
      assertEquals(ExitCode.REJECTED, run.code, run::toString);
    }
  }

  @Test
  void whatIsNoUrlIsSaid() {
    for (String url :
        new String[] {
          "tam.example", "ftp://tam.example/", "http:///tam", "http://tam.example:65536/", "%"
        }) {
      Run run = Run.of("tam", "doctor", url);
      assertEquals(ExitCode.USAGE, run.code, run::toString);
      assertTrue(run.err.contains("no URL for http or https"), run.err);
    }
    assertEquals(ExitCode.USAGE, Run.of("tam", "doctor", "--timeout", "0", "http://a/").code);
  }
}
