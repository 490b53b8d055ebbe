package org.teep4j.teep.agent;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepMessageType;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.AttestationPayload;
import org.teep4j.teep.session.SessionEvent.Kind;

/** Answers the messages of a TAM ({@code ProcessTeepMessage}). */
final class MessageHandler {

  private final AgentConfig config;
  private final StateKeeper keeper;
  private final Answers answers;
  private final Events events;
  private final QueryHandler queries;
  private final UpdateHandler updates;

  MessageHandler(
      AgentConfig config,
      StateKeeper keeper,
      Answers answers,
      Events events,
      QueryHandler queries,
      UpdateHandler updates) {
    this.config = config;
    this.keeper = keeper;
    this.answers = answers;
    this.events = events;
    this.queries = queries;
    this.updates = updates;
  }

  /**
   * A message that was verified, and in which session.
   *
   * @param tam who sent it
   * @param session the session, with this round
   * @param received the message
   */
  private record Turn(TrustedTam tam, TamState.Session session, Received received) {}

  /**
   * Answers a message.
   *
   * @param session the session, with this round
   * @return the signed answer, or empty to end the session
   */
  Optional<Bytes> answer(TrustedTam tam, TamState.Session session, Bytes message)
      throws IOException {
    Received received;
    try {
      received = Received.open(message, tam, config);
    } catch (Refused e) {
      // The sender is not known: nothing is changed, and nothing is said about the device.
      events.tell(Kind.REFUSED, null, e.code() + ": " + e.why());
      AgentKeys.Key key = config.keys().mandatory(tam.options().dialect());
      return Optional.of(
          answers.sign(
              answers.error(tam, e.code(), e.why(), Optional.empty(), Optional.empty(), List.of()),
              key,
              tam));
    }
    Turn turn = new Turn(tam, session, received);
    try {
      if (received.message() instanceof QueryRequest request) {
        return answer(turn, request);
      }
      if (received.message() instanceof Update update) {
        return answer(turn, update);
      }
      throw new Refused(
          TeepErrorCode.ERR_PERMANENT_ERROR,
          "a TAM sends no " + received.message().type().messageName());
    } catch (Refused e) {
      keeper.save(tam, state(tam).withSession(Optional.of(session)));
      return Optional.of(refuse(turn, e, Optional.empty()));
    }
  }

  private TamState state(TrustedTam tam) throws IOException {
    return keeper.state().tam(tam);
  }

  private Optional<Bytes> answer(Turn turn, QueryRequest request) throws IOException, Refused {
    TrustedTam tam = turn.tam();
    Optional<Bytes> challenge = state(tam).challenge();
    if (challenge.isPresent() && request.attestationPayload().isPresent()) {
      keeper.save(tam, state(tam).withChallenge(Optional.empty())); // it counts once
    }
    try {
      queries.check(request, tam, false);
      queries.checkAttestation(request, tam, challenge, turn.received().verifier());
    } catch (Refused e) {
      if (e.code() == TeepErrorCode.ERR_ATTESTATION_REQUIRED) {
        return demandAttestation(turn, e);
      }
      throw e;
    }
    queries.check(request, tam, true);
    AgentKeys.Key key = queries.select(request);
    QueryResponse response =
        queries.respond(
            new QueryHandler.Asked(tam, keeper.state()),
            key,
            request.dataItemRequested(),
            request.token(),
            request.challenge());
    Bytes signed = answers.sign(response, key, tam);
    TamState state = state(tam);
    TamState.LastQuery query =
        TamState.LastQuery.of(
            request.dataItemRequested(),
            key.signer().algorithm().id(),
            request.token().isEmpty() && request.challenge().isEmpty(),
            QueryHandler.expiry(turn.received().verifier()));
    keeper.save(
        tam,
        state
            .withSession(Optional.of(turn.session().answeredAt(config.now())))
            .withQuery(query)
            .withExchange(state.exchange().filter(each -> each.answer().isEmpty())));
    events.tell(
        Kind.SENT, TeepMessageType.QUERY_RESPONSE, turn.received().peer(), "a QueryRequest came");
    return Optional.of(signed);
  }

  private Optional<Bytes> demandAttestation(Turn turn, Refused refused) throws IOException {
    TamState.Session session = turn.session().nextAttestation();
    TamState state = state(turn.tam()).withSession(Optional.of(session));
    if (session.attestationRounds() > config.settings().maxAttestationRounds()) {
      keeper.save(turn.tam(), state);
      events.tell(
          Kind.ENDED,
          TeepMessageType.QUERY_REQUEST,
          turn.received().peer(),
          "the TAM was asked for attestation too often");
      return Optional.empty();
    }
    Bytes challenge = config.newChallenge();
    keeper.save(turn.tam(), state.withChallenge(Optional.of(challenge)));
    return Optional.of(refuse(turn, refused, Optional.of(challenge)));
  }

  private Optional<Bytes> answer(Turn turn, Update update) throws IOException, Refused {
    TrustedTam tam = turn.tam();
    Bytes digest = StateKeeper.digest(turn.received().payload());
    TamState state = state(tam);
    boolean actedOn = state.actedOn().contains(digest);
    Optional<Exchange> same = state.exchange().filter(each -> each.digest().equals(digest));
    if (actedOn && same.isPresent()) {
      // The message was sent twice, or comes while the Update waits.
      return same.get().answer().isPresent() ? same.get().answer() : updates.goOn(tam);
    }
    check(turn, update, actedOn);
    if (update.errCode().isPresent()) {
      events.tell(
          Kind.ACCEPTED,
          TeepMessageType.UPDATE,
          turn.received().peer(),
          "the TAM reports " + update.errCode().get() + ": " + update.errMsg().orElse(""));
    }
    if (state.exchange().filter(each -> each.answer().isEmpty()).isPresent()) {
      updates.discard(); // the newer Update counts
    }
    long algorithm =
        state
            .query()
            .map(TamState.LastQuery::algorithm)
            .orElse(config.keys().mandatory(tam.options().dialect()).signer().algorithm().id());
    keeper.saveUpdate(tam, turn.received().payload());
    keeper.save(
        tam,
        withResult(state, update)
            .withSession(Optional.of(turn.session()))
            .actingOn(digest, config.settings().rememberedUpdates())
            .withExchange(Optional.of(Exchange.begin(digest, algorithm))));
    return updates.carryOut(tam, update);
  }

  /** An Update is taken as an answer in a session, and once (Section 10 leaves replays open). */
  private void check(Turn turn, Update update, boolean actedOn) throws Refused {
    Instant oldest = config.now().minus(config.settings().sessionLifetime());
    if (turn.session().answered().orElse(Long.MIN_VALUE) < oldest.toEpochMilli()) {
      throw new Refused(
          TeepErrorCode.ERR_PERMANENT_ERROR, "no QueryResponse was sent in this session");
    }
    if (actedOn) {
      throw new Refused(TeepErrorCode.ERR_PERMANENT_ERROR, "this Update was carried out before");
    }
    int manifests = update.manifestList().size() + update.unneededManifestList().size();
    if (manifests > config.settings().maxManifests()) {
      throw new Refused(TeepErrorCode.ERR_PERMANENT_ERROR, manifests + " manifests are too many");
    }
  }

  private TamState withResult(TamState state, Update update) {
    String format =
        update.attestationPayloadFormat().orElse(TeepMessage.DEFAULT_ATTESTATION_PAYLOAD_FORMAT);
    return update
        .attestationPayload()
        .map(payload -> new AttestationPayload(format, payload))
        .map(
            payload ->
                state.withResult(new TamState.Passport(config.now().toEpochMilli(), payload)))
        .orElse(state);
  }

  private Bytes refuse(Turn turn, Refused refused, Optional<Bytes> challenge) throws IOException {
    events.tell(
        Kind.REFUSED,
        turn.received().message().type(),
        turn.received().peer(),
        refused.code() + ": " + refused.why());
    AgentKeys.Key mandatory = config.keys().mandatory(turn.tam().options().dialect());
    return answers.sign(
        answers.error(
            turn.tam(),
            refused.code(),
            refused.why(),
            turn.received().message().token(),
            challenge,
            List.of()),
        refused.code() == TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES
            ? mandatory
            : selected(turn).orElse(mandatory),
        turn.tam());
  }

  /** The key of the cipher suite that this session uses. */
  private Optional<AgentKeys.Key> selected(Turn turn) throws IOException {
    return turn.received().message() instanceof QueryRequest request
        ? config.keys().select(request.supportedTeepCipherSuites())
        : state(turn.tam()).query().flatMap(last -> config.keys().ofAlgorithm(last.algorithm()));
  }
}
