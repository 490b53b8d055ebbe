package org.teep4j.cli.session;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.TeepAgentApi;

/** An Agent whose messages are shown. */
public final class ShownAgent implements TeepAgentApi {
  private final TeepAgentApi agent;
  private final Screen screen;
  private boolean refusedByTam;

  /**
   * Shows an Agent.
   *
   * @param agent the Agent
   * @param screen where it is shown
   */
  public ShownAgent(TeepAgentApi agent, Screen screen) {
    this.agent = agent;
    this.screen = screen;
  }

  @Override
  public Optional<Outgoing> requestTa(SuitComponentIdentifier component, @Nullable URI hint)
      throws IOException {
    return agent.requestTa(component, hint);
  }

  @Override
  public Optional<Outgoing> unrequestTa(SuitComponentIdentifier component) throws IOException {
    return agent.unrequestTa(component);
  }

  @Override
  public Optional<Outgoing> requestPolicyCheck() throws IOException {
    return agent.requestPolicyCheck();
  }

  @Override
  public Optional<Outgoing> resume() throws IOException {
    return agent.resume();
  }

  /**
   * Shows what begins a session. It is known here alone that it is sent.
   *
   * @param first what the Agent has handed out
   */
  public void begin(Outgoing first) {
    screen.fromDevice(first.message().orElse(Bytes.empty()));
  }

  /**
   * Whether the TAM has sent an Update with an error code.
   *
   * @return true if one of its messages says so
   */
  public boolean isRefusedByTam() {
    return refusedByTam;
  }

  @Override
  public Optional<Bytes> processTeepMessage(URI tam, Bytes message) throws IOException {
    screen.fromTam(message);
    refusedByTam |= isRefusal(message);
    Optional<Bytes> answer = agent.processTeepMessage(tam, message);
    answer.ifPresent(screen::fromDevice);
    return answer;
  }

  @Override
  public void processEnd(URI tam) throws IOException {
    screen.fromTam(Bytes.empty());
    agent.processEnd(tam);
  }

  @Override
  public void processError(URI tam) throws IOException {
    agent.processError(tam);
  }

  private boolean isRefusal(Bytes message) {
    return MessageLine.read(message, screen.dialect())
        .filter(read -> read instanceof Update update && update.errCode().isPresent())
        .isPresent();
  }
}
