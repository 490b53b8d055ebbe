package org.teep4j.vectors.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;

/** A pack of behaviour cases while it is written. */
final class CasePack {
  private static final String TAM =
      "{'tam-keys': ['tam', 'tam-ed'], 'trusted-agents': ['agent', 'agent-ed'], 'offers': ['M5'],"
          + " 'agents-may-have': ['hello']}";
  private static final String AGENT =
      "{'agent-key': 'agent', 'trusted-tams': ['tam', 'tam-ed'], 'signers': ['signer'],"
          + " 'suites': {'RFC': [[[18, -9]]], 'DRAFT_25': [[[18, -9]]], 'DRAFT_16': [[[18, -7]]]},"
          + " 'mechanisms': [0], 'requested': ['hello']}";

  private final CaseMessages messages = new CaseMessages();
  private final Map<String, ObjectNode> manifests = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<CaseStory> stories = new ArrayList<>();

  CaseMessages messages() {
    return messages;
  }

  /** A token or challenge. */
  void value(String name, String digits) {
    values.put(name, digits);
    messages.value(name, "h'" + digits + "'");
  }

  void manifest(String name, String component, Bytes envelope) {
    manifests.put(
        name,
        JsonNodeFactory.instance
            .objectNode()
            .put("hex", envelope.toHex())
            .put("component", component));
    messages.value(name, "h'" + envelope.toHex() + "'");
  }

  CaseStory tam(String name, String rule, String cite) {
    return add(new CaseStory(messages, "tam", TAM, "tam-" + name, rule, cite));
  }

  CaseStory agent(String name, String rule, String cite) {
    return add(new CaseStory(messages, "agent", AGENT, "agent-" + name, rule, cite));
  }

  private CaseStory add(CaseStory story) {
    stories.add(story);
    return story;
  }

  /** One line for each case, so that a change can be read. */
  String json() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode about = JsonNodeFactory.instance.objectNode();
    about.put("format", "teep-behaviour-cases/1");
    about.put("title", "TEEP behaviour cases of this project");
    about.put("clock", CaseKeys.CLOCK);
    Map<String, ObjectNode> keys = new LinkedHashMap<>();
    CaseKeys.keys()
        .forEach(
            (name, key) ->
                keys.put(
                    name,
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("private", key.encode().toBytes().toHex())
                        .put("thumbprint", key.thumbprint().toHex())));
    List<String> cases = new ArrayList<>();
    for (CaseStory each : stories) {
      cases.add(mapper.writeValueAsString(each.json()));
    }
    return "{\n\"about\": "
        + mapper.writeValueAsString(about)
        + ",\n\"keys\": "
        + Pack.lines(mapper, keys)
        + ",\n\"certificates\": "
        + Pack.lines(mapper, CaseKeys.certificates())
        + ",\n\"manifests\": "
        + Pack.lines(mapper, manifests)
        + ",\n\"values\": "
        + Pack.lines(mapper, values)
        + ",\n\"cases\": [\n"
        + String.join(",\n", cases)
        + "\n]\n}\n";
  }
}
