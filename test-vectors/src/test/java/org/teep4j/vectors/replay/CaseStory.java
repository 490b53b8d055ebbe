package org.teep4j.vectors.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.Dialect;

/** One behaviour case while it is written. JSON is written with single quotes. */
final class CaseStory {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final CaseMessages messages;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ObjectNode state;
  private final List<BiFunction<CaseMessages, Dialect, Bytes>> incoming = new ArrayList<>();
  private final ArrayNode also = JsonNodeFactory.instance.arrayNode();
  private List<Dialect> dialects = List.of(Dialect.values());

  CaseStory(
      CaseMessages messages, String role, String state, String name, String rule, String cite) {
    this.messages = messages;
    this.state = (ObjectNode) parse(state);
    json.put("name", name);
    json.put("role", role);
    json.put("level", "must");
    json.put("rule", rule);
    json.put("cite", cite);
  }

  /** JSON whose strings are in single quotes; an apostrophe between letters stays. */
  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text.replaceAll("(?<![a-zA-Z])'|'(?![a-zA-Z])", "\""));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  CaseStory what(String sentence) {
    json.put("what", sentence);
    return this;
  }

  CaseStory should() {
    json.put("level", "should");
    return this;
  }

  CaseStory in(Dialect... chosen) {
    dialects = List.of(chosen);
    return this;
  }

  /** A member of the state. */
  CaseStory with(String member, String value) {
    state.set(member, parse(value));
    return this;
  }

  CaseStory without(String member) {
    state.remove(member);
    return this;
  }

  /** Another member of the case. */
  CaseStory put(String member, String value) {
    json.set(member, parse(value));
    return this;
  }

  /** A message in notation, signed by a key, or by several with a plus between them. */
  CaseStory receives(String keys, String notation) {
    return receives((all, dialect) -> all.signed(keys, notation, dialect));
  }

  /** A message in notation that is changed after it was signed. */
  CaseStory receives(String keys, String notation, UnaryOperator<Bytes> change) {
    return receives((all, dialect) -> change.apply(all.signed(keys, notation, dialect)));
  }

  CaseStory receives(BiFunction<CaseMessages, Dialect, Bytes> message) {
    incoming.add(message);
    return this;
  }

  CaseStory expect(String value) {
    json.set("expect", parse(value));
    return this;
  }

  CaseStory also(String value) {
    also.add(parse(value));
    return this;
  }

  CaseStory after(String value) {
    json.set("after", parse(value));
    return this;
  }

  ObjectNode json() {
    ArrayNode names = json.putArray("dialects");
    dialects.forEach(each -> names.add(each.name()));
    json.set("state", state);
    if (!incoming.isEmpty()) {
      ObjectNode all = json.putObject("incoming");
      for (Dialect dialect : dialects) {
        ArrayNode list = all.putArray(dialect.name());
        incoming.forEach(each -> list.add(each.apply(messages, dialect).toHex()));
      }
    }
    if (!also.isEmpty()) {
      json.set("accept-also", also);
    }
    return json;
  }
}
