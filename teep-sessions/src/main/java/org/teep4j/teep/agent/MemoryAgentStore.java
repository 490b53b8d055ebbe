package org.teep4j.teep.agent;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/** Keeps the state of an Agent in memory: for tests, and for devices that may forget it. */
public final class MemoryAgentStore implements AgentStore {

  private final ConcurrentHashMap<String, Bytes> values = new ConcurrentHashMap<>();

  /** Makes an empty store. */
  public MemoryAgentStore() {}

  @Override
  public Optional<Bytes> load(String name) {
    return Optional.ofNullable(values.get(name));
  }

  @Override
  public void save(String name, Segments value) {
    values.put(name, Bytes.wrap(value.toByteArray()));
  }

  @Override
  public void remove(String name) {
    values.remove(name);
  }
}
