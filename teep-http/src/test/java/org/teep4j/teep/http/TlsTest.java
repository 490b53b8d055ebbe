package org.teep4j.teep.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.teep.http.SessionResult.Ending;
import org.teep4j.teep.session.TeepAgentApi.Outgoing;

/** HTTPS: who is trusted, and clients that are slow or speak no TLS. */
class TlsTest {

  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir static Path folder;

  private static SSLContext context;
  private static TeepHttpServer server;

  private final FakeAgent agent = new FakeAgent();

  @BeforeAll
  static void start() throws Exception {
    context = context(keyStore());
    server =
        TeepHttpServer.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sslContext(context)
            .clientTime(Duration.ofSeconds(2))
            .handle("/tam", TeepHttpHandler.builder(new FakeTam()).build())
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A key with a certificate of its own for localhost. */
  private static KeyStore keyStore() throws Exception {
    Path file = folder.resolve("keys.p12");
    List<String> keytool =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair -alias tam -keyalg EC -groupname secp256r1 -validity 3650",
            "-storetype PKCS12 -storepass password -dname CN=TAM -ext san=dns:localhost",
            "-keystore " + file);
    Process process =
        new ProcessBuilder(List.of(String.join(" ", keytool).split(" ", -1)))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private SessionResult run(TeepHttpClient.Builder builder, String host) throws IOException {
    URI uri = URI.create("https://" + host + ":" + server.address().getPort() + "/tam");
    return builder.build().run(agent, new Outgoing(uri, Optional.empty()));
  }

  private void assertServes() throws IOException {
    SessionResult result = run(TeepHttpClient.builder().sslContext(context), "localhost");
    assertTrue(result.isComplete(), result.reason());
  }

  @Test
  void sessionIsCarried() throws IOException {
    agent.answers.addAll(List.of("response", "end"));
    assertServes();
    assertEquals(List.of("message hello", "message echo response", "end"), agent.calls);
  }

  @Test
  void unknownCertificateIsRefused() throws IOException {
    SessionResult result = run(TeepHttpClient.builder(), "localhost");
    assertEquals(Ending.UNREACHABLE, result.ending());
    assertTrue(result.reason().contains("SSL"), result.reason());
    assertEquals(List.of("error"), agent.calls);
  }

  @Test
  void certificateForAnotherNameIsRefused() throws IOException {
    SessionResult result = run(TeepHttpClient.builder().sslContext(context), "127.0.0.1");
    assertEquals(Ending.UNREACHABLE, result.ending());
    assertTrue(result.reason().contains("SSL"), result.reason());
  }

  @Test
  void handshakesThatDoNotEndAreEnded() throws IOException {
    for (String beginning : List.of("\26", "\26\3\1\2\0\1\0\1\374\3\3", "POST /tam HTTP/1.1\r\n")) {
      try (RawConnection connection = new RawConnection(server.address().getPort())) {
        connection.send(beginning);
        while (!connection.isClosed()) {
          // an alert of TLS may come first
        }
      }
    }
    assertServes();
  }
}
