package org.teep4j.teep.http;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.session.TeepAgentApi;
import org.teep4j.teep.session.TeepAgentApi.Outgoing;

/**
 * The TEEP Broker of a device (RFC 9397, Section 6): tells the Agent of each TEE what applications
 * need, and carries the messages between the Agents and their TAMs. It knows nothing of their
 * content and keeps nothing.
 *
 * <p>A TEE is busy with one thing at a time: a call waits until another one for the same TEE has
 * ended, sessions included. When a call returns, its sessions are over. When to call, and when
 * again, is up to the caller; {@link BackOff} says how long to wait after failures.
 *
 * <p>Every method throws {@link IOException} if the Agent could not read or store its state, and
 * {@link IllegalArgumentException} if there is no TEE of the name.
 */
public final class TeepBroker {

  private final TeepHttpClient client;
  private final Map<String, TeepAgentApi> agents;
  private final int maxSessions;

  private TeepBroker(Builder builder) {
    client = builder.client;
    agents = Map.copyOf(builder.agents);
    maxSessions = builder.maxSessions;
  }

  /**
   * Starts a Broker. Unless the builder is told otherwise, one call has 64 sessions at most.
   *
   * @param client how TAMs are reached
   * @return a builder
   */
  public static Builder builder(TeepHttpClient client) {
    return new Builder(client);
  }

  /** The names of the TEEs. */
  public Set<String> tees() {
    return agents.keySet();
  }

  /**
   * An application needs a Trusted Component ({@code RequestTA}). Which TEE suits it, the caller
   * knows.
   *
   * @param tee the name of the TEE
   * @param component the component identifier
   * @param hint the TAM that the application names, or null; the Agent decides which one it is
   * @return how the session ended, or empty if the Agent needed none
   * @throws IOException if the Agent failed
   */
  public Optional<SessionResult> requestTa(
      String tee, SuitComponentIdentifier component, @Nullable URI hint) throws IOException {
    return one(tee, agent -> agent.requestTa(component, hint));
  }

  /**
   * No application needs a Trusted Component any more ({@code UnrequestTA}).
   *
   * @param tee the name of the TEE
   * @param component the component identifier
   * @return how the session ended, or empty if the Agent needed none
   * @throws IOException if the Agent failed
   */
  public Optional<SessionResult> unrequestTa(String tee, SuitComponentIdentifier component)
      throws IOException {
    return one(tee, agent -> agent.unrequestTa(component));
  }

  /**
   * Asks all TAMs of a TEE for changes ({@code RequestPolicyCheck}, until the Agent names no more).
   * A TAM that cannot be reached does not keep others from being asked.
   *
   * @param tee the name of the TEE
   * @return how each session ended
   * @throws IOException if the Agent failed
   */
  public List<SessionResult> requestPolicyCheck(String tee) throws IOException {
    return all(tee, TeepAgentApi::requestPolicyCheck);
  }

  /**
   * Carries what an interruption has left to its end. To be called for each TEE after a start,
   * before anything else.
   *
   * @param tee the name of the TEE
   * @return how each session ended
   * @throws IOException if the Agent failed
   */
  public List<SessionResult> resume(String tee) throws IOException {
    return all(tee, TeepAgentApi::resume);
  }

  /** A call of an Agent that may want a session. */
  @FunctionalInterface
  private interface Call {
    Optional<Outgoing> of(TeepAgentApi agent) throws IOException;
  }

  private Optional<SessionResult> one(String tee, Call call) throws IOException {
    TeepAgentApi agent = agent(tee);
    synchronized (agent) {
      Optional<Outgoing> outgoing = call.of(agent);
      return outgoing.isEmpty() ? Optional.empty() : Optional.of(client.run(agent, outgoing.get()));
    }
  }

  private List<SessionResult> all(String tee, Call call) throws IOException {
    List<SessionResult> results = new ArrayList<>();
    TeepAgentApi agent = agent(tee);
    synchronized (agent) {
      while (results.size() < maxSessions) {
        Optional<Outgoing> outgoing = call.of(agent);
        if (outgoing.isEmpty()) {
          break;
        }
        results.add(client.run(agent, outgoing.get()));
      }
    }
    return results;
  }

  private TeepAgentApi agent(String tee) {
    TeepAgentApi agent = agents.get(tee);
    if (agent == null) {
      throw new IllegalArgumentException("no TEE of the name " + tee);
    }
    return agent;
  }

  /** Collects the TEEs of a Broker. */
  public static final class Builder {

    private final TeepHttpClient client;
    private final Map<String, TeepAgentApi> agents = new LinkedHashMap<>();
    private int maxSessions = 64;

    private Builder(TeepHttpClient client) {
      this.client = client;
    }

    /**
     * Adds a TEE.
     *
     * @param name how the caller names it
     * @param agent its Agent, which nobody else calls
     * @return this builder
     * @throws IllegalArgumentException if there is one of this name
     */
    public Builder tee(String name, TeepAgentApi agent) {
      if (agents.putIfAbsent(name, agent) != null) {
        throw new IllegalArgumentException("two TEEs of the name " + name);
      }
      return this;
    }

    /**
     * Sets how many sessions one call has at most, should an Agent never come to an end.
     *
     * @param sessions the number
     * @return this builder
     */
    public Builder maxSessions(int sessions) {
      maxSessions = sessions;
      return this;
    }

    /**
     * Makes the Broker.
     *
     * @return the Broker
     * @throws IllegalArgumentException if the number of sessions is not positive
     */
    public TeepBroker build() {
      Settings.requirePositive("maxSessions", maxSessions);
      return new TeepBroker(this);
    }
  }
}
