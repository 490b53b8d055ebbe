package org.teep4j.suit.processor.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.processor.PayloadFetcher;
import org.teep4j.suit.processor.fetch.HttpFetcher;

class HttpFetcherContractTest extends PayloadFetcherContract {

  private final Map<String, Bytes> contents = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Bytes content = contents.get(exchange.getRequestURI().getPath());
      String range = exchange.getRequestHeaders().getFirst("Range");
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      if (range != null && from >= content.length()) {
        exchange.getResponseHeaders().add("Content-Range", "bytes */" + content.length());
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      exchange.getResponseHeaders().add("ETag", "\"" + contents.size() + "\"");
      if (range != null) {
        exchange
            .getResponseHeaders()
            .add(
                "Content-Range",
                "bytes " + from + "-" + (content.length() - 1) + "/" + content.length());
      }
      int length = content.length() - from;
      exchange.sendResponseHeaders(range == null ? 200 : 206, length == 0 ? -1 : length);
      content.slice(from).writeTo(exchange.getResponseBody());
    }
  }

  @Override
  protected PayloadFetcher fetcher() {
    return HttpFetcher.builder()
        .permitted(uri -> uri.getHost().equals("localhost"))
        .attempts(2, Duration.ofMillis(1))
        .build();
  }

  private String uri(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  @Override
  protected String offer(Bytes content) {
    String path = "/" + contents.size();
    contents.put(path, content);
    return uri(path);
  }

  @Override
  protected String nothing() {
    return uri("/nothing");
  }
}
