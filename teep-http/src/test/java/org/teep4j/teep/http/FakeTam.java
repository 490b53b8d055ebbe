package org.teep4j.teep.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.session.TamApi;

/** Keeps what it was asked, and answers "hello" and "echo" and the message. */
class FakeTam implements TamApi {

  final List<Bytes> messages = new CopyOnWriteArrayList<>();

  @Override
  public Optional<Bytes> processConnect() throws IOException {
    messages.add(Bytes.empty());
    return Optional.of(Bytes.ofUtf8("hello"));
  }

  @Override
  public Optional<Bytes> processTeepMessage(Bytes message) throws IOException {
    messages.add(Bytes.copyOf(message.toByteArray()));
    String text = new String(message.toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    return switch (text) {
      case "end" -> Optional.empty();
      case "store" -> throw new IOException("the store is down");
      case "defect" -> throw new IllegalStateException("a defect");
      default -> Optional.of(Bytes.ofUtf8("echo " + text));
    };
  }
}
