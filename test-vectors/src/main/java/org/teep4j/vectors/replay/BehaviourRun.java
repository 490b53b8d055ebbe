package org.teep4j.vectors.replay;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.vectors.format.BehaviourCase;
import org.teep4j.vectors.format.BehaviourState;

/** Brings a TAM or an Agent into the state of a case, lets it happen, and judges. */
final class BehaviourRun {
  private final BehaviourCase behaviour;
  private final List<String> shown = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();

  BehaviourRun(BehaviourCase behaviour) {
    this.behaviour = behaviour;
  }

  /** What held. */
  List<String> shown() {
    return List.copyOf(shown);
  }

  /** What came out differently. */
  List<String> differences() {
    return List.copyOf(differences);
  }

  /** The words that are not known, and that nothing was judged by. */
  Set<String> unknown() {
    Set<String> unknown = new TreeSet<>();
    for (BehaviourCase.Delivery delivery : behaviour.deliveries()) {
      delivery.allowed().stream()
          .flatMap(expected -> expected.fields().values().stream())
          .flatMap(wish -> wish.anyOf().stream().flatMap(List::stream))
          .forEach(condition -> addUnknown(unknown, condition));
    }
    behaviour.after().forEach(statement -> addUnknown(unknown, statement));
    return unknown;
  }

  private static void addUnknown(Set<String> unknown, Object word) {
    if (word instanceof BehaviourCase.Unknown each) {
      unknown.add(each.text());
    }
  }

  /** Runs the case in each of its numberings. */
  void run(BehaviourManifests pack) throws IOException, GeneralSecurityException, DecodeException {
    for (BehaviourCase.Delivery each : behaviour.deliveries()) {
      run(each, new BehaviourMaterial(pack, each.dialect()));
    }
  }

  private void run(BehaviourCase.Delivery delivery, BehaviourMaterial material)
      throws IOException, GeneralSecurityException, DecodeException {
    List<Bytes> messages = delivery.incoming();
    BehaviourSubject subject =
        behaviour.state() instanceof BehaviourState.TamState state
            ? new BehaviourTam(state, material, messages)
            : new BehaviourAgent((BehaviourState.AgentState) behaviour.state(), material, messages);
    for (BehaviourCase.Call call : behaviour.before()) {
      subject.call(call);
    }
    BehaviourEnd end = act(subject, messages);
    Optional<BehaviourReply> reply = Optional.empty();
    if (end.reply().isPresent()) {
      reply = Optional.of(BehaviourReply.decode(end.reply().get(), material));
    }
    judge(delivery, judgeFor(subject, material, messages), end, reply);
    for (BehaviourCase.Statement each : behaviour.after()) {
      if (each instanceof BehaviourCase.Unknown) {
        continue;
      }
      Optional<String> difference = subject.difference(each, reply);
      note(delivery, "after", difference.map(List::of).orElse(List.of()));
    }
  }

  private BehaviourEnd act(BehaviourSubject subject, List<Bytes> messages) throws IOException {
    if (behaviour.action() instanceof BehaviourCase.Call call) {
      return subject.call(call);
    }
    if (!(behaviour.action() instanceof BehaviourCase.Messages)) {
      return subject.overHttp(behaviour.action(), messages);
    }
    BehaviourEnd end = BehaviourEnd.of(Optional.empty());
    for (Bytes message : messages) {
      end = subject.deliver(message);
    }
    return end;
  }

  private static BehaviourJudge judgeFor(
      BehaviourSubject subject, BehaviourMaterial material, List<Bytes> messages) {
    Set<Bytes> known = new HashSet<>(subject.known());
    Optional<BehaviourReply> last = Optional.empty();
    for (Bytes message : messages) {
      last = BehaviourReply.find(message, material);
      last.flatMap(each -> each.bytes("token")).ifPresent(known::add);
      last.flatMap(each -> each.bytes("challenge")).ifPresent(known::add);
    }
    return new BehaviourJudge(material, subject, last, known);
  }

  private void judge(
      BehaviourCase.Delivery delivery,
      BehaviourJudge judge,
      BehaviourEnd end,
      Optional<BehaviourReply> reply) {
    List<List<String>> all =
        delivery.allowed().stream().map(each -> judge.differences(each, end, reply)).toList();
    note(delivery, "reply", all.stream().anyMatch(List::isEmpty) ? List.of() : all.get(0));
  }

  private void note(BehaviourCase.Delivery delivery, String check, List<String> found) {
    if (found.isEmpty()) {
      shown.add(delivery.dialect() + " " + check);
    }
    found.forEach(each -> differences.add(delivery.dialect() + ": " + each));
  }
}
