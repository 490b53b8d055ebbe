package org.teep4j.teep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.teep.agent.TeepAgent;

/** All TAMs and TEEs, and the network between them, which does with letters what it likes. */
final class Play {

  private static final Duration STEP = Duration.ofSeconds(10);
  private static final int RELEASES = 3;
  static final int LONGEST = 200;
  private static final int LONGEST_SESSION = 16;

  Instant now = Instant.parse("2026-12-01T00:00:00Z");
  final Archive archive = new Archive();
  final List<Letter> post = new ArrayList<>();
  final Map<Owner, Server> servers = new EnumMap<>(Owner.class);
  final Map<Tee, Device> devices = new EnumMap<>(Tee.class);

  /** Whether applications need a component or do not; absent if none has ever said so. */
  final Map<Tee, Map<Product, Boolean>> wishes = new EnumMap<>(Tee.class);

  private final Map<Owner, TamModel> tams = new EnumMap<>(Owner.class);
  private final Map<Tee, AgentModel> agents = new EnumMap<>(Tee.class);

  Play() {
    for (Owner owner : Owner.TAMS) {
      Server server = new Server(owner, () -> now);
      for (int i = 0; i < RELEASES; i++) {
        owner.offers().forEach(server::publish);
      }
      servers.put(owner, server);
      tams.put(owner, new TamModel(server, archive));
    }
    for (Tee tee : Tee.values()) {
      Device device = new Device(tee, () -> now);
      devices.put(tee, device);
      agents.put(tee, new AgentModel(tee, device, archive));
      wishes.put(tee, new EnumMap<>(Product.class));
    }
  }

  void take(Step step) {
    now = now.plus(STEP);
    step.in(this);
  }

  // What steps consist of.

  /** An application says whether it needs a component. */
  void want(Tee tee, Product product, boolean needed) {
    wishes.get(tee).put(product, needed);
    call(tee, agent -> needed ? agent.requestTa(product.id, null) : agent.unrequestTa(product.id));
  }

  void call(Tee tee, Device.Wish wish) {
    agents.get(tee).wish(wish).ifPresent(post::add);
    restartIfPowerFailed(tee);
  }

  void restart(Tee tee) {
    post.addAll(agents.get(tee).restart());
  }

  private void restartIfPowerFailed(Tee tee) {
    if (devices.get(tee).faults.isPowerOff()) {
      restart(tee);
    }
  }

  /** The letter at a place, counted from the oldest one in any number of rounds. */
  Optional<Letter> letter(int place) {
    return post.isEmpty() ? Optional.empty() : Optional.of(post.get(place % post.size()));
  }

  /** Takes letters to their receivers, the oldest first, with those that come of it. */
  void carry(int most) {
    for (int i = 0; i < most && !post.isEmpty(); i++) {
      deliver(post.remove(0));
    }
  }

  void deliver(Letter letter) {
    if (letter.toTam()) {
      toTam(letter);
    } else if (letter.content().isEmpty()) {
      agents.get(letter.tee()).end(letter);
      restartIfPowerFailed(letter.tee());
    } else {
      Outcome outcome = agents.get(letter.tee()).deliver(letter, now);
      restartIfPowerFailed(letter.tee());
      outcome
          .reply()
          .ifPresent(
              reply -> post.add(Letter.toTam(letter.tam(), letter.tee(), Optional.of(reply))));
    }
  }

  private void toTam(Letter letter) {
    Outcome outcome = tams.get(letter.tam()).deliver(letter, now);
    Server server = servers.get(letter.tam());
    if (server.faults.isPowerOff()) {
      server.restart();
    }
    post.add(
        outcome.isBroken()
            ? Letter.failure(letter.tam(), letter.tee())
            : Letter.toTee(letter.tam(), letter.tee(), outcome.reply()));
  }

  // The end.

  /** Whatever has happened, everything comes to an end, and then all works again. */
  void end() {
    servers.values().forEach(Server::restart);
    for (Tee tee : Tee.values()) {
      restart(tee);
    }
    carry(LONGEST);
    assertEquals(List.of(), post, "the play has no end");
    for (AgentModel agent : agents.values()) {
      agent.assertIdle();
    }
    pass(Server.LIFETIME);
    for (Letter letter : List.copyOf(archive.letters)) {
      if (!letter.toTam() && message(letter) instanceof Update) {
        deliver(letter); // no session is open any more
      }
    }
    post.clear();
    for (Server server : servers.values()) {
      server.purge();
      assertEquals(0, server.size(), "a request has no end");
    }
    settle();
  }

  private TeepMessage message(Letter letter) {
    return archive.signedBy(letter.tam(), letter.content().orElseThrow()).orElseThrow();
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }

  /** With an honest TAM and a network that works, each TEE gets what it wants and may have. */
  private void settle() {
    for (Server server : servers.values()) {
      server.plot = Optional.empty();
      server.suspects.clear();
    }
    pass(Duration.ofDays(60));
    for (Tee tee : Tee.values()) {
      Map<Product, Release> before = Map.copyOf(agents.get(tee).installed());
      Map<Product, Boolean> needed = wishes.get(tee);
      Map.copyOf(needed).forEach((product, need) -> want(tee, product, need));
      post.clear();
      for (int round = 0; round < 1; round++) {
        pass(Duration.ofHours(2));
        checkPolicies(tee);
      }
      for (Product product : Product.values()) {
        assertSettled(tee, product, Optional.ofNullable(before.get(product)));
      }
    }
  }

  private void checkPolicies(Tee tee) {
    for (int sessions = 0; sessions < Owner.TAMS.size(); sessions++) {
      call(tee, TeepAgent::requestPolicyCheck);
      assertFalse(post.isEmpty(), "a TAM is not contacted");
      carry(2 * LONGEST_SESSION);
      assertTrue(post.isEmpty(), "a session has no end");
    }
    call(tee, TeepAgent::requestPolicyCheck);
    assertEquals(List.of(), post);
  }

  private void assertSettled(Tee tee, Product place, Optional<Release> before) {
    Optional<Release> after = Optional.ofNullable(agents.get(tee).installed().get(place));
    Boolean need = wishes.get(tee).get(place);
    if (before.isPresent()) {
      Optional<Release> best = best(before.get().author(), tee, place);
      Optional<Release> expected =
          best.isEmpty() ? before : Boolean.FALSE.equals(need) ? Optional.empty() : best;
      assertEquals(expected, after, () -> tee + " has " + place + ", needed: " + need);
      return;
    }
    List<Release> candidates =
        Owner.TAMS.stream()
            .filter(tam -> tam.covers(place))
            .flatMap(tam -> best(tam, tee, place).stream())
            .toList();
    if (Boolean.TRUE.equals(need) && !candidates.isEmpty()) {
      assertTrue(
          after.filter(candidates::contains).isPresent(),
          () -> tee + " misses " + place + ": " + after);
    } else {
      assertEquals(Optional.empty(), after, () -> tee + " has what it did not want");
    }
  }

  private Optional<Release> best(Owner tam, Tee tee, Product place) {
    Server server = servers.get(tam);
    return Optional.ofNullable(server.newest.get(place))
        .filter(release -> server.grants(tee, place));
  }

  /** A letter with one bit changed. */
  static Letter damaged(Letter letter, int at) {
    if (letter.content().isEmpty()) {
      return letter;
    }
    byte[] bytes = letter.content().get().toByteArray();
    int bit = at % (bytes.length * 8);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return letter.with(Bytes.wrap(bytes));
  }
}
