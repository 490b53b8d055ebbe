package org.teep4j.teep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepMessageType;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.SessionEvent.Kind;

/** What a TAM may do with messages: use each token once, and send what it may. */
final class TamModel {

  private final Server server;
  private final Archive archive;
  private final Map<Bytes, Issue> issued = new HashMap<>();
  private final Set<Bytes> used = new HashSet<>();

  /**
   * A token or challenge that was sent.
   *
   * @param message what it was sent in
   * @param receiver who may answer; empty if anybody may
   */
  private record Issue(
      TeepMessageType message, boolean isChallenge, Optional<Tee> receiver, Instant at) {}

  TamModel(Server server, Archive archive) {
    this.server = server;
    this.archive = archive;
  }

  /** Delivers something, and checks what comes of it. */
  Outcome deliver(Letter letter, Instant now) {
    Optional<Bytes> bytes = letter.content();
    Optional<Tee> sender = bytes.flatMap(this::sender);
    Optional<TeepMessage> message = sender.flatMap(tee -> archive.signedBy(tee, bytes.get()));
    Map<Tee, Optional<Server.Known>> before = known();
    Outcome outcome = server.receive(bytes);
    outcome.assertExplained();
    if (outcome.isBroken()) {
      Tally.count("broken off by TAM");
    }
    assertTrue(server.size() <= Server.MOST_REQUESTS, "too many outstanding requests");
    Optional<TeepMessage> reply =
        outcome
            .reply()
            .map(
                sent ->
                    archive.keep(
                        Letter.toTee(letter.tam(), letter.tee(), Optional.of(sent)), server.owner));
    if (bytes.isEmpty()) {
      assertTrue(outcome.isBroken() || reply.orElseThrow() instanceof QueryRequest);
    } else if (message.isEmpty()) {
      assertEquals(before, known(), "a message of nobody changes something");
      assertTrue(reply.isEmpty(), "a message of nobody is answered");
    } else {
      check(sender.get(), message.get(), outcome, reply, before, now);
    }
    reply.ifPresent(answer -> note(answer, bytes.isEmpty() ? Optional.empty() : sender, now));
    return outcome;
  }

  private Optional<Tee> sender(Bytes bytes) {
    return Arrays.stream(Tee.values())
        .filter(tee -> archive.signedBy(tee, bytes).isPresent())
        .findFirst();
  }

  private Map<Tee, Optional<Server.Known>> known() {
    Map<Tee, Optional<Server.Known>> known = new EnumMap<>(Tee.class);
    for (Tee tee : Tee.values()) {
      known.put(tee, server.known(tee));
    }
    return known;
  }

  private void check(
      Tee sender,
      TeepMessage message,
      Outcome outcome,
      Optional<TeepMessage> reply,
      Map<Tee, Optional<Server.Known>> before,
      Instant now) {
    Map<Tee, Optional<Server.Known>> expected = new EnumMap<>(before);
    expected.put(sender, server.known(sender));
    assertEquals(expected, known(), "a message changes what is known of another TEE");
    Optional<Bytes> id = id(message);
    if (outcome.isBroken()) {
      checkBroken(id, before);
    } else if (isUsed(sender, outcome, reply, before)) {
      use(sender, message, id, now);
      Tally.count(message.type() + " used by TAM");
    } else {
      Tally.count(message.type() + " not used by TAM");
    }
    if (reply.orElse(null) instanceof Update update) {
      checkUpdate(sender, message, update);
    }
  }

  private boolean isUsed(
      Tee sender,
      Outcome outcome,
      Optional<TeepMessage> reply,
      Map<Tee, Optional<Server.Known>> before) {
    return outcome.has(Kind.ACCEPTED, Kind.RECORDED, Kind.ATTESTED, Kind.NOT_ATTESTED)
        || changes(before.get(sender), server.known(sender))
        || reply
            .filter(answer -> answer instanceof Update && answer.token().isPresent())
            .isPresent();
  }

  /** Nothing has changed, unless the power has failed after everything had. */
  private void checkBroken(Optional<Bytes> id, Map<Tee, Optional<Server.Known>> before) {
    if (server.faults.isPowerOff() && id.isPresent() && server.hasConsumed(id.get())) {
      used.add(id.get());
    } else {
      assertEquals(before, known(), "a call that fails changes something");
    }
  }

  private static boolean changes(Optional<Server.Known> before, Optional<Server.Known> after) {
    return before.isPresent() && !before.equals(after);
  }

  /** The message counts: its token or challenge was the sender's to use, and is used now. */
  private void use(Tee sender, TeepMessage message, Optional<Bytes> id, Instant now) {
    assertTrue(id.isPresent(), "a message without token counts");
    Issue issue = issued.get(id.get());
    assertNotNull(issue, "a token counts that was never sent");
    assertTrue(used.add(id.get()), "a token or challenge is accepted twice");
    assertTrue(now.isBefore(issue.at.plus(Server.LIFETIME)), "an expired token counts");
    assertTrue(issue.receiver.filter(tee -> tee != sender).isEmpty(), "another TEE's token counts");
    boolean isQuery = issue.message == TeepMessageType.QUERY_REQUEST;
    assertEquals(message.token().isEmpty(), issue.isChallenge);
    assertTrue(
        isQuery ? !(message instanceof Success) : !(message instanceof QueryResponse),
        "a message answers what it cannot answer");
  }

  /** The token of a message, or the challenge that its Evidence answers. */
  private static Optional<Bytes> id(TeepMessage message) {
    return message.token().isEmpty() && message instanceof QueryResponse response
        ? response.attestationPayload().flatMap(Archive::nonce)
        : message.token();
  }

  /** An honest TAM sends the newest of what is wanted, and only to whom it may. */
  private void checkUpdate(Tee receiver, TeepMessage message, Update update) {
    if (update.manifestList().isEmpty() && update.unneededManifestList().isEmpty()) {
      return;
    }
    if (server.plot.isPresent()) {
      server.plot = Optional.empty();
      return;
    }
    assertTrue(
        server.owner != Owner.BLUE || !server.suspects.contains(receiver),
        "a TEE that does not attest gets something");
    QueryResponse response = (QueryResponse) message;
    Set<SuitComponentIdentifier> wanted = new HashSet<>();
    response.requestedTcList().stream().map(RequestedTcInfo::componentId).forEach(wanted::add);
    response.tcList().forEach(claims -> wanted.add(claims.componentId()));
    for (Bytes envelope : update.manifestList()) {
      Release release = Release.ofEnvelope(envelope);
      assertEquals(server.newest.get(release.component()), release, "not the newest is sent");
      assertTrue(server.grants(receiver, release.component()), "a TEE gets what it may not have");
      assertTrue(wanted.contains(release.component().id), "a TEE gets what it does not want");
    }
    List<SuitComponentIdentifier> unneeded = response.unneededManifestList();
    assertTrue(unneeded.containsAll(update.unneededManifestList()), "something needed is unlinked");
  }

  private void note(TeepMessage reply, Optional<Tee> receiver, Instant now) {
    Optional<Bytes> challenge =
        reply instanceof QueryRequest request ? request.challenge() : Optional.empty();
    Optional<Bytes> id = challenge.or(reply::token);
    if (id.isPresent()) {
      Issue issue = new Issue(reply.type(), challenge.isPresent(), receiver, now);
      assertEquals(null, issued.put(id.get(), issue), "a token is sent twice");
    }
    assertFalse(
        reply instanceof TeepError || reply instanceof Success || reply instanceof QueryResponse);
  }
}
