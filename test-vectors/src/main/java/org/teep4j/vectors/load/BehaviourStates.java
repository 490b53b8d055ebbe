package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.Dialect;
import org.teep4j.vectors.format.BehaviourPack;
import org.teep4j.vectors.format.BehaviourState;
import org.teep4j.vectors.format.BehaviourState.Answer;

/** Reads the states of TAMs and Agents in behaviour cases. */
final class BehaviourStates {
  private final BehaviourPack.Material pack;
  private final long clock;

  BehaviourStates(BehaviourPack.Material pack, long clock) {
    this.pack = pack;
    this.clock = clock;
  }

  BehaviourState.TamState tam(Fields state, Optional<Fields> verifier)
      throws VectorFormatException {
    BehaviourState.TamState read =
        new BehaviourState.TamState(
            state.has("clock") ? state.longInteger("clock") : clock,
            peer(state),
            keys(state, "tam-keys"),
            keys(state, "trusted-agents"),
            keys(state, "verifiers"),
            verifier.isEmpty() ? Optional.empty() : Optional.of(verdict(verifier.get())),
            manifests(state, "offers"),
            state.texts("agents-may-have"),
            outstanding(state),
            devices(state),
            policy(state),
            evidence(state),
            word(state, "store", "fails"));
    state.noOthers();
    return read;
  }

  private BehaviourState.Verdict verdict(Fields fields) throws VectorFormatException {
    String text = fields.text("answer");
    for (Answer answer : Answer.values()) {
      if (answer.text().equals(text)) {
        Optional<String> key = fields.optionalText("key");
        if (key.isPresent()) {
          known(fields, "key", key.get(), pack.keys().keySet());
        }
        fields.noOthers();
        return new BehaviourState.Verdict(answer, key);
      }
    }
    throw fields.error("\"answer\" does not know \"" + text + "\"");
  }

  private List<BehaviourState.Outstanding> outstanding(Fields state) throws VectorFormatException {
    List<BehaviourState.Outstanding> outstanding = new ArrayList<>();
    for (Fields each : state.optionalObjects("outstanding")) {
      String message = each.text("message");
      if (!message.equals("query-request") && !message.equals("update")) {
        throw each.error("\"message\" is neither \"query-request\" nor \"update\"");
      }
      boolean challenge = each.has("challenge");
      Optional<String> to = each.optionalText("to");
      if (to.isPresent()) {
        known(each, "to", to.get(), pack.keys().keySet());
      }
      outstanding.add(
          new BehaviourState.Outstanding(
              message,
              each.hex(challenge ? "challenge" : "token"),
              challenge,
              each.has("items") ? each.longInteger("items") : 0,
              each.longInteger("age-seconds"),
              manifests(each, "manifests"),
              to));
      each.noOthers();
    }
    return outstanding;
  }

  private List<BehaviourState.Device> devices(Fields state) throws VectorFormatException {
    List<BehaviourState.Device> devices = new ArrayList<>();
    for (Fields each : state.optionalObjects("devices")) {
      devices.add(
          new BehaviourState.Device(
              known(each, "key", each.text("key"), pack.keys().keySet()),
              manifests(each, "installed"),
              optionalLong(each, "attested-until")));
      each.noOthers();
    }
    return devices;
  }

  private static BehaviourState.Policy policy(Fields state) throws VectorFormatException {
    Fields policy = state.objectOrNone("policy");
    Optional<String> model = policy.optionalText("model");
    if (model.isPresent()) {
      known(policy, "model", model.get(), Set.of("none", "background check", "passport"));
    }
    Optional<String> attestation = policy.optionalText("attestation");
    if (attestation.isPresent()) {
      known(policy, "attestation", attestation.get(), Set.of("required", "not required"));
    }
    BehaviourState.Policy read =
        new BehaviourState.Policy(
            optionalLong(policy, "items"),
            model,
            attestation.equals(Optional.of("required")),
            policy.flag("attest-unknown-keys", false),
            optionalLong(policy, "token-lifetime-seconds"),
            policy.texts("required"),
            policy.texts("remedies"),
            policy.flag("pass-result", false));
    policy.noOthers();
    return read;
  }

  BehaviourState.AgentState agent(Fields state) throws VectorFormatException {
    boolean attested = state.flag("require-tam-attestation", false);
    List<String> tamVerifiers = keys(state, "tam-verifiers");
    if (attested == tamVerifiers.isEmpty()) {
      throw state.error("\"require-tam-attestation\" does not go with \"tam-verifiers\"");
    }
    BehaviourState.AgentState read =
        new BehaviourState.AgentState(
            state.has("clock") ? state.longInteger("clock") : clock,
            peer(state),
            agentKeys(state),
            suites(state),
            keys(state, "trusted-tams"),
            names(state, "anchors", pack.certificates().keySet()),
            keys(state, "signers"),
            state.optionalText("prefix"),
            state.has("mechanisms")
                ? state.integers("mechanisms").stream().map(Long::valueOf).toList()
                : List.of(0L),
            evidence(state),
            tamVerifiers,
            state.optionalHex("challenge-sent"),
            installed(state),
            state.texts("requested"),
            state.texts("unneeded"),
            fetchable(state),
            session(state));
    state.noOthers();
    return read;
  }

  private static boolean evidence(Fields state) throws VectorFormatException {
    return word(state, "evidence", "eat");
  }

  /** Whether a member is there, whose only word is this one. */
  private static boolean word(Fields state, String name, String only) throws VectorFormatException {
    Optional<String> word = state.optionalText(name);
    if (word.isPresent()) {
      known(state, name, word.get(), Set.of(only));
    }
    return word.isPresent();
  }

  private List<String> agentKeys(Fields state) throws VectorFormatException {
    return state.value("agent-key").isTextual()
        ? List.of(known(state, "agent-key", state.text("agent-key"), pack.keys().keySet()))
        : keys(state, "agent-key");
  }

  /** A list for all numberings, or an object with one for each. */
  private static Map<Dialect, List<List<List<Long>>>> suites(Fields state)
      throws VectorFormatException {
    Map<Dialect, List<List<List<Long>>>> suites = new EnumMap<>(Dialect.class);
    JsonNode value = state.value("suites");
    for (Dialect dialect : Dialect.values()) {
      suites.put(dialect, suites(state, value.isObject() ? value.path(dialect.name()) : value));
    }
    return suites;
  }

  private static List<List<List<Long>>> suites(Fields state, JsonNode value)
      throws VectorFormatException {
    List<List<List<Long>>> suites = new ArrayList<>();
    for (JsonNode suite : value) {
      List<List<Long>> operations = new ArrayList<>();
      for (JsonNode operation : suite) {
        if (operation.size() != 2 || !operation.get(0).isInt() || !operation.get(1).isInt()) {
          throw state.error("\"suites\" has an operation that is not two integers");
        }
        operations.add(List.of(operation.get(0).longValue(), operation.get(1).longValue()));
      }
      suites.add(operations);
    }
    return suites;
  }

  private static List<BehaviourState.Installed> installed(Fields state)
      throws VectorFormatException {
    List<BehaviourState.Installed> installed = new ArrayList<>();
    for (Fields each : state.optionalObjects("installed")) {
      each.optionalText("manifest");
      installed.add(
          new BehaviourState.Installed(
              each.text("component"),
              each.longInteger("sequence"),
              each.optionalHex("payload-digest")));
      each.noOthers();
    }
    return installed;
  }

  private static Map<String, Bytes> fetchable(Fields state) throws VectorFormatException {
    Map<String, Bytes> fetchable = new HashMap<>();
    if (state.has("fetchable")) {
      Fields contents = state.object("fetchable");
      for (String uri : contents.names()) {
        fetchable.put(uri, contents.hex(uri));
      }
    }
    return fetchable;
  }

  private static BehaviourState.Session session(Fields state) throws VectorFormatException {
    Optional<String> session = state.optionalText("session");
    if (session.isPresent()) {
      known(state, "session", session.get(), Set.of("open", "none"));
    }
    Optional<String> last = state.optionalText("last-query-request");
    if (last.isPresent()) {
      for (String word : last.get().split(", ", -1)) {
        known(
            state,
            "last-query-request",
            word,
            Set.of("attestation bit", "no challenge", "challenge", "token", "no token"));
      }
    }
    return new BehaviourState.Session(
        !session.equals(Optional.of("none")), last, word(state, "process-error", "since then"));
  }

  private static BehaviourState.Peer peer(Fields state) throws VectorFormatException {
    Fields peer = state.objectOrNone("peer");
    BehaviourState.Peer read =
        new BehaviourState.Peer(
            peer.flag("single-signature", false),
            peer.flag("evidence-without-format", false),
            peer.flag("report-nonce-required", true));
    peer.noOthers();
    return read;
  }

  // Names.

  private List<String> keys(Fields fields, String name) throws VectorFormatException {
    return names(fields, name, pack.keys().keySet());
  }

  private List<String> manifests(Fields fields, String name) throws VectorFormatException {
    return names(fields, name, pack.manifests().keySet());
  }

  private static List<String> names(Fields fields, String name, Set<String> all)
      throws VectorFormatException {
    List<String> names = fields.texts(name);
    for (String each : names) {
      known(fields, name, each, all);
    }
    return names;
  }

  private static String known(Fields fields, String name, String word, Set<String> all)
      throws VectorFormatException {
    if (!all.contains(word)) {
      throw fields.error("\"" + name + "\" does not know \"" + word + "\"");
    }
    return word;
  }

  private static OptionalLong optionalLong(Fields fields, String name)
      throws VectorFormatException {
    return fields.has(name) ? OptionalLong.of(fields.longInteger(name)) : OptionalLong.empty();
  }
}
