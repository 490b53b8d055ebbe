package org.teep4j.cli.doctor;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.teep4j.cli.doctor.Finding.Level;
import org.teep4j.cli.doctor.Line.Request;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;

/**
 * Asks a TAM questions, right and wrong ones, and compares the answers with the text. It needs no
 * key: where a key is needed, it makes one that the TAM does not know.
 */
public final class Doctor {
  private final URI tam;
  private final Line line;
  private final Optional<CoseKeyResolver> tamKeys;
  private final Optional<CoseKey> agentKey;

  /**
   * A doctor for one TAM.
   *
   * @param tam its URL
   * @param tamKeys its keys, to verify with; empty if they are not known
   * @param agentKey the private key of an Agent that the TAM trusts, to see whether a token can be
   *     used twice; empty if there is none
   * @param time the longest time for one question
   * @param total the longest time for all questions
   */
  public Doctor(
      URI tam,
      Optional<CoseKeyResolver> tamKeys,
      Optional<CoseKey> agentKey,
      Duration time,
      Duration total) {
    this.tam = tam;
    this.line = new Line(tam, time, total);
    this.tamKeys = tamKeys;
    this.agentKey = agentKey;
  }

  /**
   * Examines the TAM.
   *
   * @return what was found
   */
  public Diagnosis examine() {
    Diagnosis found = new Diagnosis();
    Answer first = line.send(Request.connect());
    if (first.failure().isPresent()) {
      found.find(Level.MUST, "H 6.1", "no response: " + first);
      return found;
    }
    found.reached();
    found.expect(
        "https".equalsIgnoreCase(tam.getScheme()),
        Level.NOTE,
        "H 4",
        "HTTPS",
        "no HTTPS, which is recommended between machines");
    Opening opening = new Opening(found, tamKeys);
    Optional<Opening.Query> query = opening.examine(first);
    Heads heads = new Heads(line, found);
    heads.sessions(query);
    heads.refusals();
    Messages messages = new Messages(line, found);
    messages.invalid(query);
    query.ifPresent(asked -> messages.strangers(asked));
    if (agentKey.isPresent()) {
      messages.known(agentKey.get());
    }
    heads.sizes();
    Answer last = line.send(Request.connect());
    found.expect(
        last.status() == first.status() && last.hasContent() == first.hasContent(),
        Level.MUST,
        "H 6.1",
        "after all this it answers as before",
        "after all this a request for a session gets " + last);
    return found;
  }

  /** Content that is nothing. */
  static Bytes garbage(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 0xff);
    return Bytes.wrap(bytes);
  }
}
