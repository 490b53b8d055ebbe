package org.teep4j.teep.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.session.AttestationPayload;

/**
 * What an Agent remembers of a TAM.
 *
 * <pre>{@code
 * tam = [
 *   session / nil,
 *   query / nil,
 *   contact,
 *   challenge : bstr / nil,
 *   acted-on : [ * bstr ],
 *   result / nil,
 *   exchange / nil
 * ]
 * }</pre>
 *
 * @param session the session that is open
 * @param query the last QueryRequest
 * @param contact when the TAM was contacted
 * @param challenge the nonce that the TAM's attestation payload must have, once
 * @param actedOn digests of the Updates that were carried out, the newest last
 * @param result the Attestation Result that the TAM has passed back
 * @param exchange the Update that is being carried out, or whose answer may not have arrived
 */
record TamState(
    Optional<Session> session,
    Optional<LastQuery> query,
    Contact contact,
    Optional<Bytes> challenge,
    List<Bytes> actedOn,
    Optional<Passport> result,
    Optional<Exchange> exchange)
    implements CborEncodable {

  static final TamState NEW =
      new TamState(
          Optional.empty(),
          Optional.empty(),
          new Contact(0, 0),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty());

  TamState {
    actedOn = List.copyOf(actedOn);
  }

  /**
   * A session: {@code [ begun : int, rounds : uint, attestation-rounds : uint, answered : int / nil
   * ]}.
   *
   * @param begun when it began, in milliseconds since 1970
   * @param rounds the messages that were answered
   * @param attestationRounds how often the TAM was asked for attestation
   * @param answered when the last QueryResponse was sent; empty before that
   */
  record Session(long begun, int rounds, int attestationRounds, Optional<Long> answered) {

    static Session begin(Instant now) {
      return new Session(now.toEpochMilli(), 0, 0, Optional.empty());
    }

    Session nextRound() {
      return new Session(begun, rounds + 1, attestationRounds, answered);
    }

    Session nextAttestation() {
      return new Session(begun, rounds, attestationRounds + 1, answered);
    }

    Session answeredAt(Instant now) {
      return new Session(begun, rounds, attestationRounds, Optional.of(now.toEpochMilli()));
    }
  }

  /**
   * The last QueryRequest: {@code [ data-items : uint, algorithm : int, repeatable : bool,
   * key-expires : int / nil ]}.
   *
   * @param dataItems a bit for each {@link DataItem}
   * @param algorithm the algorithm of the selected cipher suite
   * @param repeatable whether it had neither token nor challenge, and no error came since: an
   *     unsolicited QueryResponse may answer it again
   * @param keyExpires when the certificate of the TAM expires, in milliseconds since 1970
   */
  record LastQuery(long dataItems, long algorithm, boolean repeatable, Optional<Long> keyExpires) {

    static LastQuery of(
        Set<DataItem> items, long algorithm, boolean repeatable, Optional<Long> keyExpires) {
      long bits = 0;
      for (DataItem item : items) {
        bits |= 1L << item.number(Dialect.RFC);
      }
      return new LastQuery(bits, algorithm, repeatable, keyExpires);
    }

    Set<DataItem> items() {
      EnumSet<DataItem> items = EnumSet.allOf(DataItem.class);
      items.removeIf(item -> (dataItems >> item.number(Dialect.RFC) & 1) == 0);
      return items;
    }

    LastQuery notRepeatable() {
      return new LastQuery(dataItems, algorithm, false, keyExpires);
    }
  }

  /**
   * When a TAM was contacted: {@code [ last : int, failures : uint ]}.
   *
   * @param last in milliseconds since 1970
   * @param failures how many contacts in a row have failed
   */
  record Contact(long last, int failures) {}

  /**
   * An Attestation Result of the Agent: {@code [ received : int, media-type : tstr, bstr ]}.
   *
   * @param received when it came, in milliseconds since 1970
   * @param payload the result
   */
  record Passport(long received, AttestationPayload payload) {}

  TamState withSession(Optional<Session> value) {
    return new TamState(value, query, contact, challenge, actedOn, result, exchange);
  }

  TamState withQuery(LastQuery value) {
    return new TamState(session, Optional.of(value), contact, challenge, actedOn, result, exchange);
  }

  TamState withContact(Contact value) {
    return new TamState(session, query, value, challenge, actedOn, result, exchange);
  }

  TamState withChallenge(Optional<Bytes> value) {
    return new TamState(session, query, contact, value, actedOn, result, exchange);
  }

  TamState withResult(Passport value) {
    return new TamState(session, query, contact, challenge, actedOn, Optional.of(value), exchange);
  }

  TamState withExchange(Optional<Exchange> value) {
    return new TamState(session, query, contact, challenge, actedOn, result, value);
  }

  /** Remembers an Update, and forgets the oldest one if there are too many. */
  TamState actingOn(Bytes digest, int most) {
    List<Bytes> all = new ArrayList<>(actedOn);
    all.add(digest);
    List<Bytes> newest = all.subList(Math.max(0, all.size() - most), all.size());
    return new TamState(session, query, contact, challenge, newest, result, exchange);
  }

  /** Forgets an Update, so that it may be carried out again. */
  TamState forgetting(Bytes digest) {
    List<Bytes> others = actedOn.stream().filter(each -> !each.equals(digest)).toList();
    return new TamState(session, query, contact, challenge, others, result, exchange);
  }

  /** The transport has failed: what depends on an undisturbed session is forgotten. */
  TamState failed() {
    return new TamState(
        Optional.empty(),
        query.map(LastQuery::notRepeatable),
        new Contact(contact.last(), contact.failures() + 1),
        Optional.empty(),
        actedOn,
        result,
        exchange);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray();
    if (session.isPresent()) {
      Session open = session.get();
      writer.beginArray().writeLong(open.begun()).writeLong(open.rounds());
      writer.writeLong(open.attestationRounds());
      writeTime(writer, open.answered());
      writer.endArray();
    } else {
      writer.writeNull();
    }
    if (query.isPresent()) {
      LastQuery last = query.get();
      writer.beginArray().writeLong(last.dataItems()).writeLong(last.algorithm());
      writer.writeBoolean(last.repeatable());
      writeTime(writer, last.keyExpires());
      writer.endArray();
    } else {
      writer.writeNull();
    }
    writer.beginArray().writeLong(contact.last()).writeLong(contact.failures()).endArray();
    writeBytes(writer, challenge);
    AgentState.writeBytes(writer, actedOn);
    if (result.isPresent()) {
      AttestationPayload payload = result.get().payload();
      writer.beginArray().writeLong(result.get().received());
      writer.writeText(payload.mediaType()).writeBytes(payload.bytes()).endArray();
    } else {
      writer.writeNull();
    }
    if (exchange.isPresent()) {
      writer.write(exchange.get());
    } else {
      writer.writeNull();
    }
    writer.endArray();
  }

  static TamState read(CborReader reader) throws DecodeException {
    reader.enterArray(7);
    Optional<Session> session =
        reader.tryReadNull() ? Optional.empty() : Optional.of(readSession(reader));
    Optional<LastQuery> query =
        reader.tryReadNull() ? Optional.empty() : Optional.of(readQuery(reader));
    reader.enterArray(2);
    Contact contact = new Contact(reader.readLong(), (int) reader.readLong());
    reader.exitArray();
    Optional<Bytes> challenge = readBytes(reader);
    List<Bytes> actedOn = AgentState.readBytes(reader);
    Optional<Passport> result =
        reader.tryReadNull() ? Optional.empty() : Optional.of(readPassport(reader));
    Optional<Exchange> exchange =
        reader.tryReadNull() ? Optional.empty() : Optional.of(Exchange.read(reader));
    reader.exitArray();
    return new TamState(session, query, contact, challenge, actedOn, result, exchange);
  }

  private static Session readSession(CborReader reader) throws DecodeException {
    reader.enterArray(4);
    Session session =
        new Session(
            reader.readLong(), (int) reader.readLong(), (int) reader.readLong(), readTime(reader));
    reader.exitArray();
    return session;
  }

  private static LastQuery readQuery(CborReader reader) throws DecodeException {
    reader.enterArray(4);
    LastQuery query =
        new LastQuery(reader.readLong(), reader.readLong(), reader.readBoolean(), readTime(reader));
    reader.exitArray();
    return query;
  }

  private static Passport readPassport(CborReader reader) throws DecodeException {
    reader.enterArray(3);
    Passport passport =
        new Passport(
            reader.readLong(), new AttestationPayload(reader.readText(), reader.readBytes()));
    reader.exitArray();
    return passport;
  }

  private static void writeTime(CborWriter writer, Optional<Long> time) {
    if (time.isPresent()) {
      writer.writeLong(time.get());
    } else {
      writer.writeNull();
    }
  }

  private static Optional<Long> readTime(CborReader reader) throws DecodeException {
    return reader.tryReadNull() ? Optional.empty() : Optional.of(reader.readLong());
  }

  static void writeBytes(CborWriter writer, Optional<Bytes> value) {
    if (value.isPresent()) {
      writer.writeBytes(value.get());
    } else {
      writer.writeNull();
    }
  }

  static Optional<Bytes> readBytes(CborReader reader) throws DecodeException {
    return reader.tryReadNull() ? Optional.empty() : Optional.of(reader.readBytes());
  }
}
