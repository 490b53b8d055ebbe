package org.teep4j.teep.tam;

import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;

/**
 * A store in memory, for tests and small TAMs. It is bounded: a new request displaces the oldest
 * one of the same Agent if that Agent has too many, and the oldest one that is bound to no Agent if
 * there are too many altogether. An Agent that was not seen for the longest time is forgotten if
 * there are too many of them.
 */
public final class MemoryTamStore implements TamStore {

  private static final int MOST_REQUESTS = 100_000;
  private static final int MOST_PER_AGENT = 8;
  private static final int MOST_AGENTS = 100_000;

  private final int mostRequests;
  private final int mostPerAgent;
  private final int mostAgents;

  /** All requests, the oldest first. */
  private final Map<Bytes, OutstandingRequest> requests = new LinkedHashMap<>();

  /** The ids of the requests that are bound to no Agent, the oldest first. */
  private final Set<Bytes> unbound = new LinkedHashSet<>();

  /** The ids of the requests of each Agent, the oldest first. */
  private final Map<Bytes, Set<Bytes>> bound = new HashMap<>();

  /** All Agents, the one that was not seen for the longest time first. */
  private final Map<Bytes, AgentRecord> agents = new LinkedHashMap<>();

  /** A store for 100,000 requests, 8 of each Agent, and 100,000 Agents. */
  public MemoryTamStore() {
    this(MOST_REQUESTS, MOST_PER_AGENT, MOST_AGENTS);
  }

  /**
   * A store with the caller's bounds.
   *
   * @param mostRequests how many requests may be outstanding
   * @param mostPerAgent how many of them may be bound to the same Agent
   * @param mostAgents how many Agents are remembered
   * @throws IllegalArgumentException if a bound is less than 1
   */
  public MemoryTamStore(int mostRequests, int mostPerAgent, int mostAgents) {
    if (mostRequests < 1 || mostPerAgent < 1 || mostAgents < 1) {
      throw new IllegalArgumentException("a bound must be positive");
    }
    this.mostRequests = mostRequests;
    this.mostPerAgent = mostPerAgent;
    this.mostAgents = mostAgents;
  }

  /** The number of outstanding requests, expired ones included. */
  public synchronized int size() {
    return requests.size();
  }

  @Override
  public synchronized Optional<OutstandingRequest> find(Bytes id) {
    return Optional.ofNullable(requests.get(id));
  }

  @Override
  public synchronized Optional<AgentRecord> agent(Bytes thumbprint) {
    return Optional.ofNullable(agents.get(thumbprint));
  }

  @Override
  public synchronized boolean apply(TamChange change) {
    if (!permits(change)) {
      return false;
    }
    change.consumed().ifPresent(this::remove);
    change.opened().forEach(this::open);
    change.agent().ifPresent(this::save);
    return true;
  }

  @Override
  public synchronized int purge(Instant now) {
    int removed = 0;
    for (Iterator<OutstandingRequest> all = requests.values().iterator(); all.hasNext(); ) {
      OutstandingRequest request = all.next();
      if (!request.isOpen(now)) {
        all.remove();
        unindex(request);
        removed++;
      }
    }
    return removed;
  }

  /**
   * Whether a change can be made: what it consumes is outstanding.
   *
   * @throws IllegalArgumentException if what it opens is outstanding already
   */
  synchronized boolean permits(TamChange change) {
    requireNew(change);
    return change.consumed().isEmpty() || requests.containsKey(change.consumed().get());
  }

  /** All requests, the oldest first. */
  synchronized List<OutstandingRequest> requests() {
    return List.copyOf(requests.values());
  }

  /** All Agents, the one that was not seen for the longest time first. */
  synchronized List<AgentRecord> agents() {
    return List.copyOf(agents.values());
  }

  private void requireNew(TamChange change) {
    for (OutstandingRequest request : change.opened()) {
      boolean isReplaced = change.consumed().equals(Optional.of(request.id()));
      if (requests.containsKey(request.id()) && !isReplaced) {
        throw new IllegalArgumentException("a token or challenge is used twice");
      }
    }
  }

  private void open(OutstandingRequest request) {
    requests.put(request.id(), request);
    Set<Bytes> same = request.agent().map(this::idsOf).orElse(unbound);
    same.add(request.id());
    if (request.agent().isPresent() && same.size() > mostPerAgent) {
      remove(same.iterator().next());
    }
    while (requests.size() > mostRequests) {
      Set<Bytes> first = unbound.isEmpty() ? requests.keySet() : unbound;
      remove(first.iterator().next());
    }
  }

  private Set<Bytes> idsOf(Bytes agent) {
    return bound.computeIfAbsent(agent, key -> new LinkedHashSet<>());
  }

  private void remove(Bytes id) {
    OutstandingRequest request = requests.remove(id);
    if (request != null) {
      unindex(request);
    }
  }

  private void unindex(OutstandingRequest request) {
    unbound.remove(request.id());
    if (request.agent().isPresent()) {
      Set<Bytes> same = idsOf(request.agent().get());
      same.remove(request.id());
      if (same.isEmpty()) {
        bound.remove(request.agent().get());
      }
    }
  }

  private void save(AgentRecord agent) {
    agents.remove(agent.thumbprint());
    agents.put(agent.thumbprint(), agent);
    if (agents.size() > mostAgents) {
      agents.remove(agents.keySet().iterator().next());
    }
  }
}
