package org.teep4j.teep.session;

import java.io.IOException;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * The conceptual APIs of a TAM (RFC 9397, Section 6.2.1). A transport calls them, for several
 * Agents at the same time.
 */
public interface TamApi {

  /**
   * A TEEP Agent wants a session ({@code ProcessConnect}).
   *
   * @return the message to send, or empty for no data
   * @throws IOException if the TAM cannot answer now, for example because its store failed; nothing
   *     has changed, and the Agent may try again
   */
  Optional<Bytes> processConnect() throws IOException;

  /**
   * A message has come ({@code ProcessTeepMessage}).
   *
   * @param message any bytes; only read, and not kept
   * @return the message to send, or empty for no data, which ends the session
   * @throws IOException if the TAM cannot answer now; nothing has changed, and the message was not
   *     used
   */
  Optional<Bytes> processTeepMessage(Bytes message) throws IOException;
}
