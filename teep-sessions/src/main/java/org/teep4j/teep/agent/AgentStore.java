package org.teep4j.teep.agent;

import java.io.IOException;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * The secure storage of a TEEP Agent: values under names. Who can change it can make the Agent
 * forget what it has refused, so it belongs to the TEE. The values are no secrets of the Agent, but
 * say what is requested and installed.
 */
public interface AgentStore {

  /**
   * Reads a value.
   *
   * @param name lower-case letters, digits and hyphens
   * @return the value that was saved last; empty if there is none
   * @throws IOException if the storage cannot be read
   */
  Optional<Bytes> load(String name) throws IOException;

  /**
   * Replaces a value, entirely or not at all. When this returns, the value survives a crash.
   *
   * @param name lower-case letters, digits and hyphens
   * @param value the value; the bytes of a message, up to its largest size, or a few kilobytes
   * @throws IOException if the storage cannot be written
   */
  void save(String name, Segments value) throws IOException;

  /**
   * Removes a value, if there is one.
   *
   * @param name lower-case letters, digits and hyphens
   * @throws IOException if the storage cannot be written
   */
  void remove(String name) throws IOException;
}
