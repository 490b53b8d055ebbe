package org.teep4j.teep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.report.SystemPropertyClaims;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.teep.agent.TeepAgent;
import org.teep4j.teep.session.SessionEvent.Kind;

/** What an Agent may do with messages: which contents its device has after each of them. */
final class AgentModel {

  private final Tee tee;
  private final Device device;
  private final Archive archive;

  private Map<Product, Release> installed = new EnumMap<>(Product.class);

  /** When the last QueryResponse of the open session was sent. */
  private final Map<Owner, Instant> answered = new EnumMap<>(Owner.class);

  /** Answers to Updates. An Update without token, which only says why, may come twice. */
  private final Map<Update, Bytes> finished = new HashMap<>();

  /** Updates that faults have interrupted, and that may go on. */
  private final Map<Owner, List<Update>> interrupted = new EnumMap<>(Owner.class);

  /** Answers to Updates that may not have arrived, and are sent again after a start. */
  private final Map<Owner, Bytes> owed = new EnumMap<>(Owner.class);

  /** Challenges for GREEN that were not used. */
  private final Set<Bytes> challenges = new HashSet<>();

  /** A write has failed since the Agent was made, so that what follows cannot be foretold. */
  private boolean isDisturbed;

  AgentModel(Tee tee, Device device, Archive archive) {
    this.tee = tee;
    this.device = device;
    this.archive = archive;
    for (Owner tam : Owner.TAMS) {
      interrupted.put(tam, new ArrayList<>());
    }
  }

  Map<Product, Release> installed() {
    return installed;
  }

  // Calls.

  /** Makes the Agent anew, and returns what it sends then. */
  List<Letter> restart() {
    device.restart();
    List<Letter> letters = new ArrayList<>();
    Optional<Letter> next = resume();
    while (next.isPresent()) {
      letters.add(next.get());
      assertTrue(letters.size() <= Owner.TAMS.size(), "resume has no end");
      next = resume();
    }
    assertJustified(device.installed());
    installed = device.installed();
    for (Bytes answer : owed.values()) {
      assertTrue(
          letters.stream().anyMatch(letter -> letter.content().equals(Optional.of(answer))),
          "the answer to an Update is lost");
    }
    isDisturbed = false;
    interrupted.values().forEach(List::clear);
    assertWhole();
    return letters;
  }

  /** Has the Agent go on, and checks what comes of it. */
  private Optional<Letter> resume() {
    Optional<Letter> letter = device.wish(TeepAgent::resume);
    if (letter.isPresent()) {
      TeepMessage message = archive.keep(letter.get(), tee);
      Map<Product, Release> actual = device.installed();
      assertJustified(actual);
      installed = actual;
      Optional<Update> update = message.token().map(token -> archive.update(token).orElseThrow());
      update.ifPresent(each -> finish(each, message, letter.get().content().orElseThrow()));
      Tally.count("resumed with " + message.type());
    }
    return letter;
  }

  Optional<Letter> wish(Device.Wish call) {
    Optional<Letter> letter = device.wish(call);
    isDisturbed |= device.faults.isPowerOff();
    letter.ifPresent(
        each -> {
          answered.remove(each.tam());
          each.content().ifPresent(content -> archive.keep(each, tee));
        });
    assertUnchanged();
    return letter;
  }

  void end(Letter letter) {
    Outcome outcome = device.end(letter.tam(), letter.isFailure());
    if (!outcome.isBroken()) {
      answered.remove(letter.tam());
    }
    if (!letter.isFailure()) {
      owed.remove(letter.tam());
    }
    isDisturbed |= outcome.disturbed();
    assertUnchanged();
  }

  // Messages.

  /** Delivers a message under the URI of a TAM, and checks what comes of it. */
  Outcome deliver(Letter letter, Instant now) {
    Owner tam = letter.tam();
    Bytes bytes = letter.content().orElseThrow();
    Optional<TeepMessage> message = archive.signedBy(tam, bytes);
    Map<String, Bytes> before = new TreeMap<>(device.values);
    Outcome outcome = device.receive(tam, bytes);
    outcome.assertExplained();
    isDisturbed |= outcome.disturbed();
    Optional<TeepMessage> reply =
        outcome.reply().map(sent -> archive.keep(Letter.toTam(tam, tee, Optional.of(sent)), tee));
    if (message.isEmpty()) {
      assertEquals(before, device.values, "a message of nobody changes something");
      reply.ifPresent(AgentModel::assertTellsNothing);
      assertUnchanged();
    } else if (message.get() instanceof QueryRequest request) {
      if (outcome.isBroken()) {
        answered.put(tam, now); // it may be kept that there was an answer
        owed.remove(tam);
      }
      checkAnswer(tam, request, reply, now);
      assertUnchanged();
    } else if (message.get() instanceof Update update) {
      check(tam, update, outcome, reply, now);
    } else {
      throw new AssertionError("a TAM sends " + message.get().type());
    }
    reply.ifPresent(this::noteChallenge);
    assertWhole();
    return outcome;
  }

  private static void assertTellsNothing(TeepMessage reply) {
    TeepError error = (TeepError) reply;
    assertTrue(error.token().isEmpty() && error.suitReports().isEmpty(), error::toString);
  }

  private void noteChallenge(TeepMessage reply) {
    if (reply instanceof TeepError error) {
      error.challenge().ifPresent(each -> assertTrue(challenges.add(each)));
    }
  }

  private void assertUnchanged() {
    assertEquals(installed, device.installed(), "the device has changed");
  }

  private void checkAnswer(
      Owner tam, QueryRequest request, Optional<TeepMessage> reply, Instant now) {
    if (!(reply.orElse(null) instanceof QueryResponse response)) {
      return;
    }
    answered.put(tam, now);
    owed.remove(tam);
    assertEquals(request.token(), response.token());
    if (tam == Owner.GREEN) {
      Bytes nonce = request.attestationPayload().flatMap(Archive::nonce).orElseThrow();
      assertTrue(challenges.remove(nonce), "Evidence of a TAM counts twice, or for another TEE");
    }
    for (RequestedTcInfo each : response.requestedTcList()) {
      assertTrue(tam.covers(product(each.componentId())), "a TAM hears of what is not its own");
    }
    Set<SuitComponentIdentifier> own = ownOf(tam);
    assertTrue(own.containsAll(response.unneededManifestList()));
    if (isCalm()) {
      List<SuitComponentIdentifier> listed =
          response.tcList().stream().map(SystemPropertyClaims::componentId).toList();
      assertEquals(own, new TreeSet<>(listed), "what a TAM sees");
      assertEquals(own.size(), listed.size());
    }
  }

  private static Product product(SuitComponentIdentifier id) {
    for (Product product : Product.values()) {
      if (product.id.equals(id)) {
        return product;
      }
    }
    throw new AssertionError("no component: " + id);
  }

  private Set<SuitComponentIdentifier> ownOf(Owner tam) {
    Set<SuitComponentIdentifier> own = new TreeSet<>();
    for (Release release : installed.values()) {
      if (release.author() == tam) {
        own.add(release.component().id);
        own.add(release.place().place);
      }
    }
    return own;
  }

  private void check(
      Owner tam, Update update, Outcome outcome, Optional<TeepMessage> reply, Instant now) {
    Map<Product, Release> actual = device.installed();
    if (reply.isPresent() && isEnd(reply.get())) {
      boolean again = finished.containsKey(update);
      if (!again) {
        boolean goesOn = interrupted.get(tam).contains(update);
        assertTrue(goesOn || isOpen(tam, now), "an Update is taken outside of a session");
        checkContents(tam, update, reply.get(), actual);
      }
      assertTrue(
          !again || (installed.equals(actual) && !outcome.has(Kind.PROCESSED)),
          "an Update is carried out twice");
      installed = actual;
      finish(update, reply.get(), outcome.reply().orElseThrow());
      interrupted.get(tam).clear();
      owed.put(tam, outcome.reply().orElseThrow());
      Tally.count((again ? "repeated " : "") + reply.get().type() + " after an Update");
    } else if (outcome.disturbed()) {
      if (isOpen(tam, now)) {
        interrupted.get(tam).add(update);
        owed.remove(tam);
      }
      assertJustified(actual);
      installed = actual;
      Tally.count("interrupted Update");
    } else {
      assertUnchanged();
      Tally.count("refused Update");
    }
  }

  private void checkContents(
      Owner tam, Update update, TeepMessage reply, Map<Product, Release> actual) {
    if (isCalm() && !isTemporary(reply)) {
      Plan plan = plan(tam, update);
      assertEquals(plan.after, actual, "an Update has another effect");
      assertEquals(plan.works, reply instanceof Success, reply::toString);
    } else {
      interrupted.get(tam).add(update);
      assertJustified(actual);
    }
  }

  /** Whether a reply says how an Update has ended. */
  private static boolean isEnd(TeepMessage reply) {
    return reply instanceof Success
        || (reply instanceof TeepError error
            && (error.errCode() == TeepErrorCode.ERR_MANIFEST_PROCESSING_FAILED
                || isTemporary(error)));
  }

  private static boolean isTemporary(TeepMessage reply) {
    return reply instanceof TeepError error && error.errCode() == TeepErrorCode.ERR_TEMPORARY_ERROR;
  }

  private boolean isOpen(Owner tam, Instant now) {
    Instant at = answered.get(tam);
    return at != null && !now.isAfter(at.plus(Device.SESSION));
  }

  private boolean isCalm() {
    return !isDisturbed && interrupted.values().stream().allMatch(List::isEmpty);
  }

  /** An Update has one end, and after a Success everything in it is there. */
  private void finish(Update update, TeepMessage reply, Bytes answer) {
    assertEquals(update.token(), reply.token());
    if (reply instanceof Success success) {
      assertEquals(
          update.unneededManifestList().size() + update.manifestList().size(),
          success.suitReports().size(),
          "the number of reports");
      Map<Product, Release> last = new EnumMap<>(Product.class);
      update
          .unneededManifestList()
          .forEach(place -> last.put(Product.at(place).orElseThrow(), null));
      for (Bytes envelope : update.manifestList()) {
        Release release = Release.ofEnvelope(envelope);
        last.put(release.place(), release);
      }
      if (!finished.containsKey(update)) {
        last.forEach((place, release) -> assertEquals(release, installed.get(place)));
      }
    }
    if (!isTemporary(reply)) {
      Bytes earlier = finished.putIfAbsent(update, answer);
      assertTrue(earlier == null || earlier.equals(answer), "an Update has two ends");
    }
  }

  // What a device permits.

  private record Plan(Map<Product, Release> after, boolean works) {}

  /** What an Update does: each step until one is not permitted. */
  private Plan plan(Owner tam, Update update) {
    Map<Product, Release> after = new EnumMap<>(Product.class);
    after.putAll(installed);
    for (SuitComponentIdentifier place : update.unneededManifestList()) {
      Product product = Product.at(place).orElseThrow();
      if (!mayUnlink(tam, product, after)) {
        return new Plan(after, false);
      }
      after.remove(product);
    }
    for (Bytes envelope : update.manifestList()) {
      Release release = Release.ofEnvelope(envelope);
      if (!mayInstall(tam, release, after)) {
        return new Plan(after, false);
      }
      after.put(release.place(), release);
    }
    return new Plan(after, true);
  }

  private static boolean mayUnlink(Owner tam, Product place, Map<Product, Release> device) {
    return device.containsKey(place) && device.get(place).author() == tam;
  }

  private static boolean mayInstall(Owner tam, Release release, Map<Product, Release> device) {
    Set<Product> touched = touched(release);
    for (Release other : device.values()) {
      if (other.author() != tam && touched(other).stream().anyMatch(touched::contains)) {
        return false;
      }
    }
    Release old = device.get(release.place());
    return release.author() == tam
        && touched.stream().allMatch(tam::covers)
        && (old == null || old.sequence() <= release.sequence());
  }

  private static Set<Product> touched(Release release) {
    return new HashSet<>(List.of(release.place(), release.component()));
  }

  /** Each difference is a step of an Update that was interrupted. */
  private void assertJustified(Map<Product, Release> actual) {
    for (Product place : Product.values()) {
      Release before = installed.get(place);
      Release after = actual.get(place);
      if (!Objects.equals(before, after)) {
        assertTrue(
            Owner.TAMS.stream().anyMatch(tam -> justifies(tam, place, after)),
            () -> "without reason there is " + after + " instead of " + before);
      }
    }
  }

  private boolean justifies(Owner tam, Product place, Release after) {
    return interrupted.get(tam).stream()
        .anyMatch(
            update ->
                after == null
                    ? update.unneededManifestList().contains(place.place)
                        && mayUnlink(tam, place, installed)
                    : update.manifestList().stream()
                            .map(Release::ofEnvelope)
                            .anyMatch(after::equals)
                        && mayInstall(tam, after, installed));
  }

  /** Nothing is half installed. */
  private void assertWhole() {
    if (!isCalm()) {
      return;
    }
    for (Product product : Product.values()) {
      Optional<Bytes> content =
          installed.values().stream()
              .filter(release -> release.component() == product)
              .map(Release::content)
              .findFirst();
      assertEquals(content, device.content(product), () -> "the content of " + product);
      assertEquals(installed.containsKey(product), device.hasManifest(product));
    }
  }

  /** No Update is under way. */
  void assertIdle() {
    assertFalse(
        device.values.keySet().stream().anyMatch(name -> name.startsWith("update")),
        "an Update has no end");
  }
}
