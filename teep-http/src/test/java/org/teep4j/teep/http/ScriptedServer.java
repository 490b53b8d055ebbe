package org.teep4j.teep.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A server that sends whatever bytes a test wants. */
final class ScriptedServer implements AutoCloseable {

  /** Sends a response. */
  interface Script {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  final BlockingQueue<Script> scripts = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();

  ScriptedServer() throws IOException {
    threads.execute(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/tam");
  }

  /** A response with one content. */
  static Script content(String fields, String content) {
    return raw(
        "HTTP/1.1 200 OK\r\nContent-Length: "
            + content.length()
            + "\r\n"
            + fields
            + "\r\n\r\n"
            + content);
  }

  static Script message(String content) {
    return content("Content-Type: application/teep+cbor", content);
  }

  static Script raw(String text) {
    return out -> {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    };
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (String request = request(in); !request.isEmpty(); request = request(in)) {
        requests.add(request);
        Script script = scripts.poll();
        if (script == null) {
          return; // closes without a response
        }
        script.answer(socket.getOutputStream());
      }
    } catch (IOException | InterruptedException e) {
      return; // the client has gone, or the test has ended
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int read = in.read();
      if (read < 0) {
        return "";
      }
      head.write(read);
      text = head.toString(StandardCharsets.ISO_8859_1);
    }
    String length =
        text.toLowerCase(Locale.ROOT).replaceAll("(?s).*content-length: (\\d+).*", "$1");
    int size = length.matches("\\d+") ? Integer.parseInt(length) : 0;
    return text + new String(in.readNBytes(size), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
