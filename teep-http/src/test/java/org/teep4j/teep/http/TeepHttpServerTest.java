package org.teep4j.teep.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server of the JDK. */
class TeepHttpServerTest extends HttpServerContract {

  private TeepHttpServer server;

  @Override
  int start(TeepHttpHandler handler) throws IOException {
    server =
        TeepHttpServer.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .handle("/tam", handler)
            .clientTime(Duration.ofSeconds(60))
            .start();
    return server.address().getPort();
  }

  @Override
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tam/", "/tamper", "/tam/x", "/"})
  void otherPathsAreNotFound(String path) throws IOException {
    assertEquals(404, exchange(RawConnection.post("one").replace("/tam", path)).status());
    assertEquals(List.of(), tam.messages);
  }
}
