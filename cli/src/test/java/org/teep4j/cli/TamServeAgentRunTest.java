package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.cli.SessionFolder.Serving;
import org.teep4j.codec.Bytes;

/** {@code tam serve} and {@code agent run} talk to each other, and say what they decide. */
@Timeout(120)
class TamServeAgentRunTest {

  @TempDir private Path folder;
  private SessionFolder session;

  @BeforeEach
  void prepare() throws Exception {
    session = new SessionFolder(folder);
    session.publish("app", 1, "first");
  }

  private String[] serving(String... more) {
    return session.serving(Samples.concat(new String[] {"--port", "0"}, more));
  }

  private String[] trusting(String... more) {
    return serving(Samples.concat(new String[] {"--agent", session.file("agent.pub")}, more));
  }

  private Run run(Serving tam, String... more) throws Exception {
    Run run = Run.of(session.running(tam.url(), more));
    run.out.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    return run;
  }

  private static void assertParts(String text, String... parts) {
    int at = 0;
    for (String part : parts) {
      int found = text.indexOf(part, at);
      assertTrue(found >= 0, part + " is missing in\n" + text.substring(at));
      at = found + part.length();
    }
  }

  @Test
  void aComponentIsInstalledUpdatedAndUninstalled() throws Exception {
    String[] both = {session.file("tam.record"), session.file("agent.record")};
    try (Serving tam = new Serving(trusting("--record", both[0]))) {
      Run installed = run(tam, "--install", "/app", "--record", both[1]);
      for (String each : both) {
        // The message itself, between notes.
        String record = Files.readString(Path.of(each), StandardCharsets.ISO_8859_1);
        assertParts(record, " bytes", "app", "first");
        if (Path.of(each).getFileSystem().supportedFileAttributeViews().contains("posix")) {
          assertEquals(
              "rw-------",
              PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(each))));
        }
      }
      Run overwriting = run(tam, "--record", both[1]);
      assertEquals(ExitCode.USAGE, overwriting.code, overwriting::toString);
      assertTrue(overwriting.err.contains("there is such a file already"), overwriting.err);
      assertEquals(ExitCode.GOOD, installed.code, installed::toString);
      assertParts(
          installed.out,
          "QueryRequest: asks for trusted components",
          "QueryResponse: wants /app",
          "Update: install /app 1",
          "wrote /app",
          "Success: 1 report",
          "installed, 5 bytes");
      assertParts(tam.out(), "offered       /app 1, app-1.suit", "the Update was carried out");
      session.publish("app", 2, "second");
      tam.await("/app 2, app-2.suit");
      assertParts(tam.out(), "not offered   app-1.suit: /app 1: there is a newer one");
      Run updated = run(tam);
      assertEquals(ExitCode.GOOD, updated.code, updated::toString);
      assertEquals("second", session.content("app"));
      Run again = run(tam, "--install", "app");
      assertEquals(ExitCode.GOOD, again.code, again::toString);
      assertTrue(again.out.contains("has nothing to ask the TAM for"), again.out);
      Run uninstalled = run(tam, "--uninstall", "/app");
      assertEquals(ExitCode.GOOD, uninstalled.code, uninstalled::toString);
      assertParts(uninstalled.out, "unlink /app/manifest", "not installed");
      assertEquals("", session.content("app"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"attestam", "attestam-draft-25", "tamproto", "libteep"})
  void bothSpeakAsOthersDo(String peer) throws Exception {
    session.keys().pair("tam-of-any", "--curve", "P-256");
    session.keys().pair("tam-eddsa", "--alg", "EdDSA");
    session.keys().pair("agent-of-any", "--curve", "P-256");
    String[] old =
        peer.startsWith("attestam")
            ? new String[0]
            : new String[] {
              "--key", session.file("tam-of-any"), "--key", session.file("tam-eddsa")
            };
    try (Serving tam =
        new Serving(
            Samples.concat(
                trusting("--peer", peer, "--agent", session.file("agent-of-any.pub")), old))) {
      Run run =
          run(
              tam,
              "--peer",
              peer,
              "--install",
              "app",
              "--tam-key",
              session.file("tam-of-any.pub"),
              "--key",
              session.file("agent-of-any"));
      assertEquals(ExitCode.GOOD, run.code, run::toString);
      assertEquals("first", session.content("app"));
    }
  }

  @Test
  void anAttestedAgentIsKnownAfterARestart() throws Exception {
    Files.writeString(
        folder.resolve("policy.json"),
        """
        {"attestation": "unknown-keys",
         "groups": [
           {"name": "others", "device": {"hwmodel": "b3RoZXI"}, "must_have": ["/app"]},
           {"name": "demo", "device": {"hwmodel": "ZGVtbw"}, "may_have": ["/app"]}]}
        """);
    String[] args =
        serving(
            "--attester",
            session.file("attester.pub"),
            "--policy",
            session.file("policy.json"),
            "--state",
            session.file("state"));
    String[] attesting = {"--attestation-key", session.file("attester"), "--cnf", "cose_key"};
    Files.writeString(folder.resolve("claims.json"), "{\"hwmodel\": \"ZGVtbw\"}");
    try (Serving tam = new Serving(args)) {
      Run run =
          run(
              tam,
              Samples.concat(
                  attesting, "--claims", session.file("claims.json"), "--install", "app"));
      assertEquals(ExitCode.GOOD, run.code, run::toString);
      assertParts(
          run.out, "asks for trusted components", "asks for attestation", "Evidence, wants /app");
      assertTrue(tam.out().contains("a Verifier affirms the key"), tam.out());
    }
    session.publish("app", 2, "second");
    try (Serving tam = new Serving(args)) {
      Run run = run(tam);
      assertEquals(ExitCode.GOOD, run.code, run::toString);
      assertFalse(run.out.contains("attestation"), run.out);
      assertEquals("second", session.content("app"));
    }
  }

  @Test
  void groupsGetWhatThePolicySays() throws Exception {
    session.publish("tool", 1, "tool");
    String thumbprint =
        KeyFolder.good("key", "thumbprint", session.file("agent.pub"))
            .out
            .replaceAll("(?s).*?([0-9a-f]{64}).*", "$1");
    Files.writeString(
        folder.resolve("policy.json"),
        """
        {"groups": [
          {"name": "others", "agents": [], "may_have": ["/"]},
          {"name": "mine", "agents": ["%s"], "may_have": ["/app"], "must_have": ["/app"]},
          {"name": "all", "may_have": ["/"]}]}
        """
            .formatted(thumbprint));
    try (Serving tam = new Serving(trusting("--policy", session.file("policy.json")))) {
      Run forced = run(tam);
      assertEquals(ExitCode.GOOD, forced.code, forced::toString);
      assertEquals("first", session.content("app"));
      Run refused = run(tam, "--install", "tool");
      assertEquals(ExitCode.REJECTED, refused.code, refused::toString);
      assertParts(refused.out, "wants /tool", "/tool         not installed");
    }
  }

  @Test
  void whatIsRefusedIsSaid() throws Exception {
    session.keys().pair("stranger", "--alg", "ESP256");
    session.publish("alien", 1, "alien", "stranger");
    Files.writeString(session.manifests().resolve("notes.txt"), "no manifest");
    try (Serving tam = new Serving(serving("--agent", session.file("stranger.pub")))) {
      tam.await("not offered   notes.txt");
      assertParts(
          tam.out(), "not offered   alien-1.suit: ", "not offered   notes.txt: no SUIT envelope");
      Run unknown = run(tam, "--install", "app", "--retries", "0");
      assertEquals(ExitCode.REJECTED, unknown.code, unknown::toString);
      assertTrue(tam.out().contains("no trusted key has signed the message"), tam.out());
    }
    try (Serving tam = new Serving(trusting())) {
      Run foreign = Run.of(distrusting(tam.url()));
      assertEquals(ExitCode.REJECTED, foreign.code, foreign::toString);
      assertParts(foreign.out, "the signature does not verify", "Error: ");
      assertEquals("", session.content("app"));
    }
  }

  /** An Agent that trusts another TAM. */
  private String[] distrusting(String url) {
    String[] args = session.running(url, "--install", "app");
    for (int i = 0; i < args.length; i++) {
      args[i] =
          args[i].equals(session.file("tam-p256.pub")) ? session.file("stranger.pub") : args[i];
    }
    return args;
  }

  @Test
  void theWrongDialectIsNamed() throws Exception {
    try (Serving tam = new Serving(trusting())) {
      Run run = run(tam, "--peer", "attestam-draft-25", "--retries", "0", "--install", "app");
      assertEquals(ExitCode.REJECTED, run.code, run::toString);
      assertParts(run.out, "no TEEP message", "but one in RFC");
    }
  }

  @Test
  void hostileRequestsAreSurvived() throws Exception {
    try (Serving tam = new Serving(trusting())) {
      URI uri = URI.create(tam.url());
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri).header("Content-Type", "application/teep+cbor");
      assertEquals(405, client.send(request.GET().build(), BodyHandlers.discarding()).statusCode());
      // garbage; a COSE_Sign1 without payload; a SUIT envelope
      for (String hex : List.of("ff", "d28443a10126a0f640", "d86ba0")) {
        request.POST(BodyPublishers.ofByteArray(Bytes.fromHex(hex).toByteArray()));
        assertEquals(204, client.send(request.build(), BodyHandlers.discarding()).statusCode());
      }
      assertParts(tam.out(), "405: a method other than POST", "no TEEP message");
      assertEquals(ExitCode.GOOD, run(tam, "--install", "app").code);
    }
  }

  @Test
  void aTamThatIsNotThereIsTriedAgain() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port + "/tam";
    Run run = Run.of(session.running(url, "--install", "app", "--retries", "1"));
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertParts(run.out, "ConnectException", "tries again in 1 s", "ConnectException");
    Run far = Run.of(session.running("http://tam.example/", "--retries", "0"));
    assertEquals(ExitCode.REJECTED, far.code, far::toString);
    assertTrue(far.out.contains("neither https nor permitted"), far.out);
  }

  @Test
  void aPortOrFolderThatIsInUseIsRefused() throws Exception {
    String[] state = {"--state", session.file("state")};
    try (Serving tam = new Serving(trusting(state))) {
      int port = URI.create(tam.url()).getPort();
      Run samePort =
          Run.of(session.serving("--agent", session.file("agent.pub"), "--port", "" + port));
      assertEquals(ExitCode.USAGE, samePort.code, samePort::toString);
      assertTrue(samePort.err.contains("cannot listen at port " + port), samePort.err);
      Run sameState = Run.of(trusting(state));
      assertEquals(ExitCode.USAGE, sameState.code, sameState::toString);
      assertTrue(sameState.err.contains("--state: the store is in use"), sameState.err);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', no Agent is trusted: add --agent",
    "'--agent AGENT --port 70000', '--port: 70000 is no number from 0 to 65535'",
    "'--agent AGENT --path tam', '--path: not a path'",
    "'--agent AGENT --host nowhere.invalid', 'nowhere.invalid is not known'",
    "'--agent AGENT --key TWICE', two keys are for the same algorithm",
    "'--agent AGENT --policy POLICY', the policy asks for attestation",
    "'--agent AGENT --policy DEVICES', no device can be in group 'a'",
    "'--agent AGENT --policy TWICE', 'tam-p256: not a text'",
    "'--agent AGENT --peer nobody', 'is none of specification'",
    "'--agent AGENT --peer tamproto', 'a TAM must have a key for '",
  })
  void whatCannotBeServedIsSaid(String more, String reason) throws Exception {
    Files.writeString(folder.resolve("policy.json"), "{\"attestation\": \"always\"}");
    Files.writeString(
        folder.resolve("devices.json"),
        "{\"groups\": [{\"name\": \"a\", \"lowest_tier\": \"warning\"}]}");
    String[] words =
        more.replace("AGENT", session.file("agent.pub"))
            .replace("TWICE", session.file("tam-p256"))
            .replace("DEVICES", session.file("devices.json"))
            .replace("POLICY", session.file("policy.json"))
            .split(" ", -1);
    Run run = Run.of(more.isEmpty() ? session.serving() : session.serving(words));
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.contains(reason), run.err);
    assertEquals(1, run.err.lines().count(), run.err);
  }

  @Test
  void anyPathIsShownAsAUrl() throws Exception {
    try (Serving tam = new Serving(trusting("--path", "/a b?c#d"))) {
      assertTrue(tam.url().endsWith("/a%20b%3Fc%23d"), tam.url());
      Run run = run(tam, "--install", "/app");
      assertEquals(ExitCode.GOOD, run.code, run::toString);
    }
  }

  @Test
  void theExampleIsAPolicy() throws Exception {
    Run example = KeyFolder.good("tam", "serve", "--example");
    Files.writeString(folder.resolve("policy.json"), example.out);
    try (Serving tam =
        new Serving(
            serving(
                "--attester",
                session.file("attester.pub"),
                "--policy",
                session.file("policy.json")))) {
      assertTrue(tam.url().startsWith("http://127.0.0.1:"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'--install /app//data', ' is no component'",
    "'--claims CLAIMS', 'add --attestation-key'",
    "'--trust-anchor X', 'X: no such file'",
    "'--cnf nothing', '--cnf'",
    "'--tam-key none', 'none: no such file'",
  })
  void whatCannotBeRunIsSaid(String more, String reason) {
    Run run = Run.of(session.running("https://tam.example/tam", more.split(" ", -1)));
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.contains(reason), run.err);
  }
}
