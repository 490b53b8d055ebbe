package org.teep4j.teep.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends whatever bytes a test wants. */
final class RawConnection implements AutoCloseable {

  /** A response with the names of its fields in lower case. */
  record Answer(int status, Map<String, String> fields, String content) {}

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** A POST with the fields of a correct client. */
  static String post(String content) {
    return post("Content-Length: " + content.length(), content);
  }

  static String post(String fields, String content) {
    return "POST /tam HTTP/1.1\r\nHost: localhost\r\nAccept: application/teep+cbor\r\n"
        + "Content-Type: application/teep+cbor\r\n"
        + fields
        + "\r\n\r\n"
        + content;
  }

  /** Sends text and, for a short test, answers the one response. */
  static Answer exchange(int port, String request) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(request);
      return connection.answer();
    }
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Closes so that the other side sees a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  Answer answer() throws IOException {
    String[] start = line().split(" ", -1);
    if (start.length < 2) {
      throw new IOException("no response");
    }
    Map<String, String> fields = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] field = line.split(":", 2);
      fields.merge(
          field[0].toLowerCase(Locale.ROOT), field[1].strip(), (one, two) -> one + ", " + two);
    }
    int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
    String content = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    return new Answer(Integer.parseInt(start[1]), fields, content);
  }

  /** Whether the other side has nothing more to send and has closed or reset the connection. */
  boolean isClosed() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
      line.write(read);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
