package org.teep4j.teep.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.session.TeepAgentApi;

/** Keeps what it was told, and answers from lists. */
class FakeAgent implements TeepAgentApi {

  final List<String> calls = new ArrayList<>();
  final Deque<Outgoing> outgoing = new ArrayDeque<>();
  final Deque<String> answers = new ArrayDeque<>();
  final AtomicInteger inside = new AtomicInteger();

  private Optional<Outgoing> next(String call) {
    calls.add(call);
    return Optional.ofNullable(outgoing.poll());
  }

  @Override
  public Optional<Outgoing> requestTa(SuitComponentIdentifier component, @Nullable URI hint)
      throws IOException {
    return next("request " + component + " " + hint);
  }

  @Override
  public Optional<Outgoing> unrequestTa(SuitComponentIdentifier component) throws IOException {
    return next("unrequest " + component);
  }

  @Override
  public Optional<Outgoing> requestPolicyCheck() throws IOException {
    return next("check");
  }

  @Override
  public Optional<Outgoing> resume() throws IOException {
    return next("resume");
  }

  @Override
  public Optional<Bytes> processTeepMessage(URI tam, Bytes message) throws IOException {
    calls.add("message " + new String(message.toByteArray(), StandardCharsets.UTF_8));
    return Optional.ofNullable(answers.poll()).map(Bytes::ofUtf8);
  }

  @Override
  public void processEnd(URI tam) throws IOException {
    calls.add("end");
  }

  @Override
  public void processError(URI tam) throws IOException {
    calls.add("error");
  }
}
