package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;

/**
 * Whatever Agents, strangers and brokers send in whatever order: no token counts twice, no Agent
 * gets what it may not have, and the store stays bounded.
 */
class TamPropertiesTest {

  private static final int MOST_REQUESTS = 12;
  private static final Duration LIFETIME = Duration.ofHours(5);
  private static final List<CoseKey> SENDERS =
      List.of(TamWorld.AGENT, TamWorld.AGENT_ED, TamWorld.STRANGER);
  private static final VerifiedManifest HELLO = TamWorld.hello(5);
  private static final VerifiedManifest OTHER =
      TamWorld.manifest(TamWorld.OTHER, SuitComponentIdentifier.ofText("other.suit"), 3);

  private enum Action {
    CONNECT,
    RESPOND,
    RESPOND_WITHOUT_LIST,
    SUCCEED,
    FAIL,
    WANT_ATTESTATION,
    DAMAGE,
    REPLAY,
    WAIT,
    PURGE
  }

  /**
   * A step.
   *
   * @param token which of the tokens that were ever seen, counted from the newest
   */
  private record Step(Action action, int sender, int token) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Action.CONNECT)),
                Tuple.of(5, Arbitraries.of(Action.values()))),
            Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(2, 1), Tuple.of(1, 2)),
            Arbitraries.integers().between(0, 6))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }

  @Property(tries = 150)
  void noInterleavingBreaksTheRules(@ForAll("steps") List<Step> steps) throws Exception {
    Run run = new Run();
    for (Step step : steps) {
      run.take(step);
    }
  }

  /** One TAM, and what a careful observer knows of it. */
  private static final class Run {

    private final TamWorld world = new TamWorld();
    private final MemoryTamStore store = new MemoryTamStore(MOST_REQUESTS, 3, 2);
    private final Tam tam;
    private final List<Bytes> tokens = new ArrayList<>();
    private final Map<Bytes, Instant> sent = new HashMap<>();
    private final Map<Bytes, CoseKey> boundTo = new HashMap<>();
    private final Set<Bytes> used = new HashSet<>();
    private final List<Bytes> messages = new ArrayList<>();

    Run() {
      world.store = store;
      world.catalogue.add(HELLO);
      world.catalogue.add(OTHER);
      NewestManifestPolicy policy =
          NewestManifestPolicy.builder(world.catalogue, Run::mayHave).build();
      tam =
          world.tam(
              policy,
              settings ->
                  settings
                      .requestLifetime(LIFETIME)
                      .attester((challenge, key) -> FakeVerifier.evidence(Bytes.empty(), key)));
    }

    /** The second Agent may not have the other component. */
    private static boolean mayHave(AgentState agent, VerifiedManifest manifest) {
      return manifest.equals(HELLO)
          || agent.agent().thumbprint().equals(TamWorld.AGENT.thumbprint());
    }

    void take(Step step) throws IOException {
      CoseKey sender = SENDERS.get(step.sender());
      Bytes token = token(step.token());
      switch (step.action()) {
        case CONNECT -> note(world.connect(tam), null);
        case RESPOND -> send(response(token).build(), sender);
        case RESPOND_WITHOUT_LIST -> send(QueryResponse.builder().token(token).build(), sender);
        case SUCCEED -> send(Success.builder().token(token).build(), sender);
        case FAIL ->
            send(TeepError.builder(TeepErrorCode.ERR_TEMPORARY_ERROR).token(token).build(), sender);
        case WANT_ATTESTATION ->
            send(
                TeepError.builder(TeepErrorCode.ERR_ATTESTATION_REQUIRED).token(token).build(),
                sender);
        case DAMAGE -> damage(world.signed(response(token).build(), sender), step.token());
        case REPLAY -> replay(step.token());
        case WAIT -> world.pass(Duration.ofHours(1));
        case PURGE -> store.purge(world.now);
      }
      assertTrue(store.size() <= MOST_REQUESTS, () -> store.size() + " requests");
    }

    private Bytes token(int fromNewest) {
      return fromNewest < tokens.size()
          ? tokens.get(tokens.size() - 1 - fromNewest)
          : Bytes.wrap(new byte[32]);
    }

    private static QueryResponse.Builder response(Bytes token) {
      return TamWorld.requesting(token, TamWorld.HELLO)
          .requestedTcList(
              List.of(RequestedTcInfo.of(TamWorld.HELLO), RequestedTcInfo.of(TamWorld.OTHER)));
    }

    private void send(TeepMessage message, CoseKey sender) throws IOException {
      Bytes signed = world.signed(message, sender);
      messages.add(signed);
      Optional<AgentRecord> before = store.agent(sender.thumbprint());
      Optional<TeepMessage> reply = tam.processTeepMessage(signed).map(world::read);
      boolean hasEffect = reply.isPresent() || !before.equals(store.agent(sender.thumbprint()));
      if (hasEffect) {
        count(message.token().orElseThrow(), sender);
      }
      reply.ifPresent(answer -> note(answer, sender));
    }

    /** A message had an effect: its token was the sender's to use, and this is the only time. */
    private void count(Bytes token, CoseKey sender) {
      Instant when = sent.get(token);
      assertNotNull(when, "a token that was never sent");
      assertTrue(used.add(token), "a token counts twice");
      assertTrue(world.now.isBefore(when.plus(LIFETIME)), "an expired token counts");
      assertFalse(sender.equals(TamWorld.STRANGER), "a stranger's message counts");
      CoseKey owner = boundTo.getOrDefault(token, sender);
      assertEquals(owner, sender, "another Agent's token counts");
    }

    private void note(TeepMessage message, CoseKey receiver) {
      Bytes token = message.token().orElseThrow();
      assertEquals(null, sent.put(token, world.now), "a token is sent twice");
      tokens.add(token);
      if (receiver != null) {
        boundTo.put(token, receiver);
      }
      if (message instanceof Update update && TamWorld.AGENT_ED.equals(receiver)) {
        assertFalse(
            update.manifestList().contains(OTHER.envelope().withTag(false).encode().toBytes()),
            "an Agent gets what it may not have");
        assertTrue(update.manifestList().size() <= 1);
      }
      assertTrue(message instanceof Update || message instanceof QueryRequest);
    }

    private void damage(Bytes signed, int at) throws IOException {
      byte[] bytes = signed.toByteArray();
      bytes[bytes.length - 1 - at] ^= 1;
      assertEquals(Optional.empty(), tam.processTeepMessage(Bytes.wrap(bytes)));
    }

    private void replay(int fromNewest) throws IOException {
      if (fromNewest >= messages.size()) {
        return;
      }
      Bytes message = messages.get(messages.size() - 1 - fromNewest);
      int before = used.size();
      Optional<Bytes> reply = tam.processTeepMessage(message);
      // A message that was dropped because its token was bound elsewhere stays without effect.
      assertEquals(Optional.empty(), reply, "a replayed message is answered");
      assertEquals(before, used.size());
    }
  }
}
