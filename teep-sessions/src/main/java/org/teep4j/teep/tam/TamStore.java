package org.teep4j.teep.tam;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * What a TAM remembers: outstanding requests and Agents. Several TAMs, also in different processes,
 * may share one store. Implementations are thread-safe.
 *
 * <p>Every method throws {@link IOException} if the store cannot be used now. The TAM then answers
 * nothing, and the Agent can try again.
 */
public interface TamStore {

  /**
   * Finds an outstanding request.
   *
   * @param id a token or a challenge from a message, any bytes
   * @return the request, which may have expired; empty if none is outstanding under the id
   * @throws IOException if the store cannot be read
   */
  Optional<OutstandingRequest> find(Bytes id) throws IOException;

  /**
   * Finds what is known of an Agent.
   *
   * @param thumbprint the thumbprint of its key
   * @return the record, or empty
   * @throws IOException if the store cannot be read
   */
  Optional<AgentRecord> agent(Bytes thumbprint) throws IOException;

  /**
   * Makes a change in one transaction: all of it or nothing. If two callers consume the same
   * request, exactly one of them succeeds. Of two records of the same Agent the later one stays.
   *
   * <p>The store is bounded. A request that is opened may displace the oldest one of the same
   * Agent, or the oldest one that is bound to no Agent.
   *
   * @param change what to consume, to open and to save, in this order
   * @return false, and nothing has changed, if the request to be consumed is not outstanding
   * @throws IOException if the change was not made
   */
  boolean apply(TamChange change) throws IOException;

  /**
   * Removes the requests whose deadline has come. To be called now and then.
   *
   * @param now the present
   * @return the number of removed requests
   * @throws IOException if the store cannot be used
   */
  int purge(Instant now) throws IOException;
}
