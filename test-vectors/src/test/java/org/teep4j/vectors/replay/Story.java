package org.teep4j.vectors.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.teep4j.codec.Bytes;

/** One scenario while it is written. What is said of a result belongs to the step before it. */
final class Story {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Map<String, String> DRAFTS =
      Map.of(
          "M", "draft-ietf-suit-manifest-37",
          "T", "draft-ietf-suit-trust-domains-12",
          "U", "draft-ietf-suit-update-management-14",
          "F", "draft-ietf-suit-firmware-encryption-24",
          "P", "draft-ietf-suit-report-21",
          "E", "draft-ietf-teep-protocol-26");

  private final Pack pack;
  private final ObjectNode json = JSON.objectNode();
  private final ObjectNode device = JSON.objectNode();
  private final ObjectNode fetchable = JSON.objectNode();
  private final List<String> trusted = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<String> components = new ArrayList<>();

  private static final class Step {
    private final ObjectNode json = JSON.objectNode();
    private final ObjectNode expect = JSON.objectNode();
    private final Map<String, ObjectNode> states = new LinkedHashMap<>();
    private boolean isAborted;
  }

  Story(Pack pack, String group, String name, String rules, String places, String what) {
    this.pack = pack;
    json.put("name", name);
    json.put("group", group);
    json.put("what", what);
    json.put("rule", rules);
    json.put("citation", citation(places));
    json.put("level", "must");
    device.putArray("components");
  }

  private static String citation(String places) {
    List<String> expanded = new ArrayList<>();
    for (String place : places.split("; ", -1)) {
      String[] parts = place.split(" ", 2);
      expanded.add(
          DRAFTS.getOrDefault(parts[0], parts[0]) + (parts.length > 1 ? " " + parts[1] : ""));
    }
    return String.join("; ", expanded);
  }

  // The scenario.

  Story should() {
    json.put("level", "should");
    return this;
  }

  Story note(String text) {
    json.put("note", text);
    return this;
  }

  Story has(String id, Bytes content) {
    component(id).put("content", content.toHex());
    return this;
  }

  Story has(String id, String content) {
    return has(id, Bytes.ofUtf8(content));
  }

  Story lacks(String... ids) {
    for (String id : ids) {
      component(id).putNull("content");
    }
    return this;
  }

  private ObjectNode component(String id) {
    components.add(id);
    ObjectNode component = ((ArrayNode) device.get("components")).addObject();
    component.set("id", id(id));
    component.put("name", id);
    return component;
  }

  /** A property of the component that was named last. */
  Story slot(long slot) {
    last().put("slot", slot);
    return this;
  }

  Story version(long... numbers) {
    ArrayNode version = last().putArray("version");
    for (long number : numbers) {
      version.add(number);
    }
    return this;
  }

  private ObjectNode last() {
    ArrayNode all = (ArrayNode) device.get("components");
    return (ObjectNode) all.get(all.size() - 1);
  }

  Story installed(String id, String sequenceNumber) {
    ObjectNode manifest =
        (device.has("installed")
                ? (ArrayNode) device.get("installed")
                : device.putArray("installed"))
            .addObject();
    manifest.set("manifest_component_id", id == null ? JSON.nullNode() : id(id));
    manifest.put("sequence_number", new java.math.BigInteger(sequenceNumber));
    return this;
  }

  /** Members of the device; of this step alone if a step was told already. */
  Story device(Consumer<ObjectNode> members) {
    if (steps.isEmpty()) {
      members.accept(device);
    } else {
      ObjectNode step = step().json;
      members.accept(
          step.has("device") ? (ObjectNode) step.get("device") : step.putObject("device"));
    }
    return this;
  }

  Story trusts(String... keys) {
    trusted.addAll(List.of(keys));
    return this;
  }

  Story permits(String key, String... prefixes) {
    ObjectNode acl = json.has("acl") ? (ObjectNode) json.get("acl") : json.putObject("acl");
    ArrayNode allowed = acl.putArray(key);
    for (String prefix : prefixes) {
      allowed.add(id(prefix));
    }
    return this;
  }

  Story serves(String uri, Bytes content) {
    fetchable.put(uri, pack.file(content));
    return this;
  }

  // Steps.

  Story update(Manifest manifest) {
    return step("update", manifest.envelope());
  }

  Story invoke(Manifest manifest) {
    return step("invoke", manifest.envelope());
  }

  Story uninstall(Manifest manifest) {
    return step("uninstall", manifest.envelope());
  }

  Story step(String procedure, Bytes envelope) {
    Step step = new Step();
    step.json.put("procedure", procedure);
    step.json.put("envelope", pack.file(envelope));
    steps.add(step);
    return this;
  }

  private Step step() {
    return steps.get(steps.size() - 1);
  }

  // What must come of the step.

  Story complete() {
    return result("complete");
  }

  /** Nothing changes: the device is in the new state or in the old one. */
  Story abort() {
    step().isAborted = true;
    return result("abort");
  }

  /** The section and the command that end it. */
  Story abort(long section, long command) {
    expect().put("section", section);
    expect().put("command", command);
    return abort();
  }

  Story result(String word) {
    expect().put("result", word);
    return this;
  }

  Story reasons(long... reasons) {
    ArrayNode all = expect().putArray("reasons");
    for (long reason : reasons) {
      all.add(reason);
    }
    return this;
  }

  Story then(String id, Bytes content) {
    state(id, "present")
        .put("sha256", Manifest.sha256(content).toHex())
        .put("size", content.length());
    return this;
  }

  Story then(String id, String content) {
    return then(id, Bytes.ofUtf8(content));
  }

  Story gone(String id) {
    state(id, "absent");
    return this;
  }

  Story same(String id) {
    state(id, "unchanged");
    return this;
  }

  Story any(String id) {
    state(id, "any");
    return this;
  }

  Story not(String id, Bytes content) {
    state(id, "not").putArray("sha256").add(Manifest.sha256(content).toHex());
    return this;
  }

  private ObjectNode state(String id, String state) {
    ObjectNode node = JSON.objectNode();
    node.set("id", id(id));
    node.put("name", id);
    node.put("state", state);
    step().states.put(id, node);
    return node;
  }

  /** Components with their arguments, which may be null. */
  Story invoked(String... componentsAndArguments) {
    ArrayNode all = expect().putArray("invoked");
    for (int i = 0; i < componentsAndArguments.length; i += 2) {
      ObjectNode call = all.addObject();
      call.set("id", id(componentsAndArguments[i]));
      String arguments = componentsAndArguments[i + 1];
      call.put("args", arguments == null ? null : Bytes.ofUtf8(arguments).toHex());
    }
    return this;
  }

  Story fetched(String... uris) {
    ArrayNode all = expect().putArray("fetched");
    for (String uri : uris) {
      all.add(uri);
    }
    return this;
  }

  Story notFetched(String... uris) {
    ArrayNode all = expect().putArray("not_fetched");
    for (String uri : uris) {
      all.add(uri);
    }
    return this;
  }

  Story sequenceAfter(String number) {
    expect().put("sequence_after", new java.math.BigInteger(number));
    return this;
  }

  Story record(long section, long offset, long component, long... path) {
    place(expect().putObject("record"), section, offset, component, path);
    return this;
  }

  /** One more record that the report has. */
  Story reported(long section, long offset, long component, long... path) {
    ArrayNode all =
        expect().has("records")
            ? (ArrayNode) expect().get("records")
            : expect().putArray("records");
    place(all.addObject(), section, offset, component, path);
    return this;
  }

  private static void place(
      ObjectNode node, long section, long offset, long component, long... path) {
    ArrayNode manifest = node.putArray("manifest_id");
    for (long each : path) {
      manifest.add(each);
    }
    node.put("section", section);
    node.put("offset", offset);
    node.put("component_index", component);
  }

  Story reference(String uri, Bytes digest) {
    expect().putObject("reference").put("uri", uri).put("digest", digest.toHex());
    return this;
  }

  private ObjectNode expect() {
    return step().expect;
  }

  // The encoding.

  static ArrayNode id(String path) {
    ArrayNode id = JSON.arrayNode();
    for (String segment : path.split("/", -1)) {
      id.add(Notation.segment(segment));
    }
    return id;
  }

  ObjectNode json() {
    if (trusted.isEmpty()) {
      trusted.add(Keys.AUTHOR);
    }
    json.set("device", device);
    ArrayNode keys = json.putArray("trusted");
    trusted.forEach(keys::add);
    if (!fetchable.isEmpty()) {
      json.set("fetchable", fetchable);
    }
    steps.forEach(this::finish);
    if (steps.size() == 1 && !steps.get(0).json.has("device")) {
      json.setAll(steps.get(0).json);
    } else {
      ArrayNode all = json.putArray("steps");
      steps.forEach(each -> all.add(each.json));
    }
    return json;
  }

  private void finish(Step step) {
    if (step.isAborted) {
      Map<String, ObjectNode> told = new TreeMap<>(step.states);
      components.stream()
          .filter(each -> !told.containsKey(each))
          .forEach(
              each -> {
                ObjectNode node = JSON.objectNode();
                node.set("id", id(each));
                node.put("name", each);
                node.put("state", "unchanged");
                step.states.put(each, node);
              });
    }
    if (!step.states.isEmpty()) {
      ArrayNode states = step.expect.putArray("components");
      step.states.values().forEach(states::add);
    }
    step.json.set("expect", step.expect);
  }
}
