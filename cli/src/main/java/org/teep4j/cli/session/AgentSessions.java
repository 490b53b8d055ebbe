package org.teep4j.cli.session;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.http.BackOff;
import org.teep4j.teep.http.SessionResult;
import org.teep4j.teep.http.TeepHttpClient;
import org.teep4j.teep.session.SessionEvent;
import org.teep4j.teep.session.SessionEvent.Kind;
import org.teep4j.teep.session.SessionListener;
import org.teep4j.teep.session.TeepAgentApi;
import org.teep4j.teep.session.TeepAgentApi.Outgoing;

/** Runs the sessions of an Agent with its TAM, and begins one that failed again after a pause. */
public final class AgentSessions {
  private final TeepHttpClient client;
  private final Screen screen;
  private final BackOff pauses;
  private final int retries;
  private final SecureRandom random = new SecureRandom();
  private boolean refused;

  /**
   * Sessions.
   *
   * @param client sends the messages
   * @param screen where they are shown
   * @param pauses how long to wait after failures
   * @param retries how often a session is begun again
   */
  public AgentSessions(TeepHttpClient client, Screen screen, BackOff pauses, int retries) {
    this.client = client;
    this.screen = screen;
    this.pauses = pauses;
    this.retries = retries;
  }

  /**
   * What the Agent must tell its decisions to.
   *
   * @return shows them, and notes whether one is a refusal
   */
  public SessionListener listener() {
    Decisions decisions = Decisions.all(screen, "Agent");
    Set<Kind> refusals =
        EnumSet.of(Kind.DROPPED, Kind.REFUSED, Kind.NOT_ATTESTED, Kind.NOT_PROCESSED);
    return (SessionEvent event) -> {
      decisions.on(event);
      refused |= refusals.contains(event.kind());
    };
  }

  /**
   * Carries to its end what an interruption has left, asks for components and tells which are not
   * needed, or asks for changes if there are none of both.
   *
   * @param agent the Agent
   * @param wanted the components that applications need
   * @param unwanted the components that no application needs any more
   * @return whether the last session came to its end, and nothing was refused
   * @throws IOException if the Agent could not store what it has to remember
   */
  public boolean run(
      TeepAgentApi agent,
      List<SuitComponentIdentifier> wanted,
      List<SuitComponentIdentifier> unwanted)
      throws IOException {
    ShownAgent shown = new ShownAgent(agent, screen);
    for (Optional<Outgoing> left = agent.resume(); left.isPresent(); left = agent.resume()) {
      screen.note("Agent", true, "goes on with what an interruption has left");
      session(shown, left.get());
    }
    for (int failures = 1; ; failures++) {
      Optional<Outgoing> first = first(agent, wanted, unwanted);
      if (first.isEmpty()) {
        screen.note("Agent", true, "has nothing to ask the TAM for");
        return !refused;
      }
      SessionResult result = session(shown, first.get());
      if (result.isComplete()) {
        return !refused && !shown.isRefusedByTam();
      }
      if (failures > retries || !pause(failures, result)) {
        return false;
      }
    }
  }

  private static Optional<Outgoing> first(
      TeepAgentApi agent,
      List<SuitComponentIdentifier> wanted,
      List<SuitComponentIdentifier> unwanted)
      throws IOException {
    if (wanted.isEmpty() && unwanted.isEmpty()) {
      return agent.requestPolicyCheck();
    }
    Optional<Outgoing> last = Optional.empty();
    for (SuitComponentIdentifier component : wanted) {
      Optional<Outgoing> one = agent.requestTa(component, null);
      last = one.isPresent() ? one : last;
    }
    for (SuitComponentIdentifier component : unwanted) {
      Optional<Outgoing> one = agent.unrequestTa(component);
      last = one.isPresent() ? one : last;
    }
    return last;
  }

  private SessionResult session(ShownAgent agent, Outgoing first) throws IOException {
    agent.begin(first);
    SessionResult result = client.run(agent, first);
    if (!result.isComplete()) {
      screen.note("HTTP", false, result.reason());
    }
    return result;
  }

  /** Waits; false if that was interrupted. */
  private boolean pause(int failures, SessionResult result) {
    Duration pause = pauses.after(failures, result, random);
    screen.note("Agent", true, "tries again in " + Math.max(1, pause.toSeconds()) + " s");
    try {
      Thread.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
