package org.teep4j.teep.session;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;

/**
 * The conceptual APIs of a TEEP Agent (RFC 9397, Section 6.2.1). The TEEP Broker of the device
 * calls them, one at a time. A session is named by the URI of its TAM.
 *
 * <p>Every method throws {@link IOException} if what the Agent has to remember cannot be stored;
 * the Broker then ends the session.
 */
public interface TeepAgentApi {

  /**
   * Where to send something.
   *
   * @param tam the URI of the TAM
   * @param message the message, or empty to ask for a session
   */
  record Outgoing(URI tam, Optional<Bytes> message) {}

  /**
   * An application needs a Trusted Component ({@code RequestTA}).
   *
   * @param component its component identifier
   * @param hint the TAM that the application names, or null; what the Agent has configured counts
   *     for more
   * @return whom to contact, or empty if the component is installed or no TAM is known for it
   * @throws IOException if the request cannot be stored
   */
  Optional<Outgoing> requestTa(SuitComponentIdentifier component, @Nullable URI hint)
      throws IOException;

  /**
   * No application needs a Trusted Component any more ({@code UnrequestTA}).
   *
   * @param component its component identifier
   * @return whom to contact, or empty if the component is not installed
   * @throws IOException if the request cannot be stored
   */
  Optional<Outgoing> unrequestTa(SuitComponentIdentifier component) throws IOException;

  /**
   * It is time to ask TAMs for changes ({@code RequestPolicyCheck}). The Broker calls this again
   * until there is nothing more to contact.
   *
   * @return the next TAM to contact, or empty
   * @throws IOException if the state cannot be stored
   */
  Optional<Outgoing> requestPolicyCheck() throws IOException;

  /**
   * What an interruption has left: an Update that was not answered is carried to its end, and an
   * answer that may not have been sent is handed out. To be called after a start, before anything
   * else, until it returns empty.
   *
   * @return what to send, or empty
   * @throws IOException if the state cannot be read or stored
   */
  Optional<Outgoing> resume() throws IOException;

  /**
   * A message has come from a TAM ({@code ProcessTeepMessage}).
   *
   * @param tam the URI that it came from
   * @param message any bytes; only read, and not kept
   * @return the message to send to the same URI, or empty for no data, which ends the session
   * @throws IOException if the state cannot be stored
   */
  Optional<Bytes> processTeepMessage(URI tam, Bytes message) throws IOException;

  /**
   * The TAM has ended the session: it had no data.
   *
   * @param tam the TAM
   * @throws IOException if the state cannot be stored
   */
  void processEnd(URI tam) throws IOException;

  /**
   * The transport has failed or the TAM refused ({@code ProcessError}). The session is over.
   *
   * @param tam the TAM
   * @throws IOException if the state cannot be stored
   */
  void processError(URI tam) throws IOException;
}
