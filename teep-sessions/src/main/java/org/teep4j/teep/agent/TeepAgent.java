package org.teep4j.teep.agent;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.Platform;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.TeepMessageType;
import org.teep4j.teep.session.SessionEvent.Kind;
import org.teep4j.teep.session.TeepAgentApi;

/**
 * A TEEP Agent (draft-ietf-teep-protocol-26, Section 7.2): answers the messages of the TAMs that it
 * trusts, and has a manifest processor carry out their Updates. It does no I/O of its own but
 * through its {@link AgentStore} and its {@link Platform}, starts no threads, and has its clock
 * from outside.
 *
 * <p>Every answer is stored before it is handed out, and every step of an Update before and after
 * it. An Agent that was interrupted at any moment is made again on the same store and platform, and
 * {@link #resume} goes on. That needs a platform with a {@link org.teep4j.suit.processor.Journal}.
 *
 * <p>Methods may be called from any thread; one runs at a time.
 */
public final class TeepAgent implements TeepAgentApi {

  private static final int MOST_DOUBLINGS = 10;

  private final AgentConfig config;
  private final StateKeeper keeper;
  private final Answers answers;
  private final Events events;
  private final QueryHandler queries;
  private final UpdateHandler updates;
  private final MessageHandler messages;

  /** Whose answer to an Update this object has handed out. */
  private final Set<TrustedTam> handedOut = new HashSet<>();

  TeepAgent(AgentStore store, AgentConfig config) {
    this.config = config;
    this.keeper = new StateKeeper(store);
    this.answers = new Answers(config);
    this.events = new Events(config);
    this.queries = new QueryHandler(config, answers);
    this.updates = new UpdateHandler(config, keeper, answers, events);
    this.messages = new MessageHandler(config, keeper, answers, events, queries, updates);
  }

  /**
   * Starts with an Agent that has no keys and trusts no TAM.
   *
   * @param store where the Agent keeps what it must remember
   * @param platform the device; whose dependencies are trusted is replaced by the authors of each
   *     TAM
   * @return a builder
   */
  public static TeepAgentBuilder builder(AgentStore store, Platform platform) {
    return new TeepAgentBuilder(store, platform);
  }

  @Override
  public synchronized Optional<Outgoing> requestTa(
      SuitComponentIdentifier component, @Nullable URI hint) throws IOException {
    Optional<TrustedTam> tam = tamFor(component, hint);
    if (tam.isEmpty()) {
      return Optional.empty();
    }
    AgentState state = keeper.state();
    Set<SuitComponentIdentifier> unneeded = new LinkedHashSet<>(state.unneeded());
    unneeded.remove(component);
    if (TrustDomain.of(config, tam.get()).isInstalled(component)) {
      keeper.save(state.withUnneeded(unneeded));
      return Optional.empty();
    }
    keeper.save(state.withRequested(added(state.requested(), component)).withUnneeded(unneeded));
    return Optional.of(contact(tam.get()));
  }

  @Override
  public synchronized Optional<Outgoing> unrequestTa(SuitComponentIdentifier component)
      throws IOException {
    AgentState state = keeper.state();
    Set<SuitComponentIdentifier> requested = new LinkedHashSet<>(state.requested());
    requested.remove(component);
    for (TrustedTam tam : config.tams()) {
      TrustDomain domain = TrustDomain.of(config, tam);
      if (domain.admits(component) && !domain.referringTo(component).isEmpty()) {
        keeper.save(
            state.withRequested(requested).withUnneeded(added(state.unneeded(), component)));
        return Optional.of(contact(tam));
      }
    }
    keeper.save(state.withRequested(requested));
    return Optional.empty();
  }

  private Set<SuitComponentIdentifier> added(
      Set<SuitComponentIdentifier> components, SuitComponentIdentifier component)
      throws IOException {
    Set<SuitComponentIdentifier> all = new LinkedHashSet<>(components);
    if (all.add(component) && all.size() > config.settings().maxRequested()) {
      throw new IOException("too many components are requested or unneeded");
    }
    return all;
  }

  /** The TAM for a component: one that may change it; the hint chooses among several. */
  private Optional<TrustedTam> tamFor(SuitComponentIdentifier component, @Nullable URI hint)
      throws IOException {
    TrustedTam found = null;
    for (TrustedTam tam : config.tams()) {
      if (TrustDomain.of(config, tam).admits(component)
          && (found == null || tam.uri().equals(hint))) {
        found = tam;
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * Begins a session: with a QueryResponse if the TAM's last QueryRequest can be answered again.
   */
  private Outgoing contact(TrustedTam tam) throws IOException {
    TamState state = keeper.state().tam(tam);
    Instant now = config.now();
    TamState begun =
        state
            .withSession(Optional.empty())
            .withContact(new TamState.Contact(now.toEpochMilli(), state.contact().failures()));
    Optional<Bytes> unsolicited = unsolicited(tam, state, now);
    if (unsolicited.isPresent()) {
      begun =
          begun.withSession(Optional.of(TamState.Session.begin(now).nextRound().answeredAt(now)));
    }
    keeper.save(tam, begun);
    return new Outgoing(tam.uri(), unsolicited);
  }

  private Optional<Bytes> unsolicited(TrustedTam tam, TamState state, Instant now)
      throws IOException {
    Optional<TamState.LastQuery> query =
        state
            .query()
            .filter(TamState.LastQuery::repeatable)
            .filter(last -> last.keyExpires().orElse(Long.MAX_VALUE) > now.toEpochMilli());
    Optional<AgentKeys.Key> key =
        query.flatMap(last -> config.keys().ofAlgorithm(last.algorithm()));
    if (key.isEmpty() || !tam.verifiers().isEmpty()) {
      return Optional.empty();
    }
    try {
      QueryResponse response =
          queries.respond(
              new QueryHandler.Asked(tam, keeper.state()),
              key.get(),
              query.get().items(),
              Optional.empty(),
              Optional.empty());
      events.tell(Kind.SENT, TeepMessageType.QUERY_RESPONSE, "unsolicited");
      return Optional.of(answers.sign(response, key.get(), tam));
    } catch (Refused e) {
      return Optional.empty(); // without Evidence the TAM must be asked again
    }
  }

  @Override
  public synchronized Optional<Outgoing> requestPolicyCheck() throws IOException {
    for (TrustedTam tam : config.tams()) {
      TamState.Contact contact = keeper.state().tam(tam).contact();
      Duration pause =
          config
              .settings()
              .policyCheckInterval()
              .multipliedBy(1L << Math.min(contact.failures(), MOST_DOUBLINGS));
      Instant last = Instant.ofEpochMilli(contact.last());
      if (contact.last() == 0
          || last.plus(pause).isBefore(config.now())
          || last.isAfter(config.now())) {
        return Optional.of(contact(tam));
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized Optional<Outgoing> resume() throws IOException {
    for (TrustedTam tam : config.tams()) {
      Optional<Exchange> exchange = keeper.state().tam(tam).exchange();
      if (exchange.filter(each -> each.answer().isEmpty()).isEmpty()) {
        keeper.removeUpdate(tam); // the interruption came before or after its exchange
      }
      if (exchange.isPresent() && !handedOut.contains(tam)) {
        Optional<Bytes> answer =
            exchange.get().answer().isPresent() ? exchange.get().answer() : updates.goOn(tam);
        if (answer.isPresent()) {
          handedOut.add(tam);
          return Optional.of(new Outgoing(tam.uri(), answer));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized Optional<Bytes> processTeepMessage(URI uri, Bytes message)
      throws IOException {
    Optional<TrustedTam> tam = tam(uri);
    if (tam.isEmpty()) {
      events.tell(Kind.DROPPED, null, "no TAM is trusted under this URI");
      return Optional.empty();
    }
    TamState.Session session = session(tam.get()).nextRound();
    if (session.rounds() > config.settings().maxRounds()) {
      events.tell(Kind.DROPPED, null, "the session has too many rounds");
      return Optional.empty();
    }
    Optional<Bytes> answer = messages.answer(tam.get(), session, message);
    if (answer.isPresent() && keeper.state().tam(tam.get()).exchange().isPresent()) {
      handedOut.add(tam.get());
    }
    return answer;
  }

  private Optional<TrustedTam> tam(URI uri) {
    return config.tams().stream().filter(each -> each.uri().equals(uri)).findFirst();
  }

  /** The open session, or a new one. */
  private TamState.Session session(TrustedTam tam) throws IOException {
    Instant now = config.now();
    Instant oldest = now.minus(config.settings().sessionLifetime());
    return keeper
        .state()
        .tam(tam)
        .session()
        .filter(open -> open.begun() >= oldest.toEpochMilli() && open.begun() <= now.toEpochMilli())
        .orElseGet(() -> TamState.Session.begin(now));
  }

  @Override
  public synchronized void processEnd(URI uri) throws IOException {
    Optional<TrustedTam> tam = tam(uri);
    if (tam.isPresent()) {
      TamState state = keeper.state().tam(tam.get());
      keeper.save(
          tam.get(),
          state
              .withSession(Optional.empty())
              .withContact(new TamState.Contact(state.contact().last(), 0))
              .withExchange(state.exchange().filter(each -> each.answer().isEmpty())));
      events.tell(Kind.ENDED, null, "the TAM had no data");
    }
  }

  @Override
  public synchronized void processError(URI uri) throws IOException {
    Optional<TrustedTam> tam = tam(uri);
    if (tam.isPresent()) {
      keeper.save(tam.get(), keeper.state().tam(tam.get()).failed());
      events.tell(Kind.ENDED, null, "the transport failed");
    }
  }
}
