package org.teep4j.vectors.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;

/** A pack of scenarios while it is written. */
final class Pack {
  private final Map<String, String> files = new TreeMap<>();
  private final Map<String, ObjectNode> keys = new TreeMap<>();
  private final List<Story> stories = new ArrayList<>();

  Pack() {
    Keys.trusted().forEach(this::key);
  }

  void key(String name, CoseKey key) {
    keys.put(
        name,
        JsonNodeFactory.instance.objectNode().put("cose_key_hex", key.encode().toBytes().toHex()));
  }

  /** The name of a file with a content. */
  String file(Bytes content) {
    String name = "f" + Manifest.sha256(content).toHex().substring(0, 12);
    files.put(name, content.toHex());
    return name;
  }

  Story story(String group, String name, String rules, String places, String what) {
    Story story = new Story(this, group, name, rules, places, what);
    stories.add(story);
    return story;
  }

  /** One line for each scenario and each file, so that a change can be read. */
  String json() throws IOException {
    List<ObjectNode> scenarios = stories.stream().map(Story::json).toList();
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode device = JsonNodeFactory.instance.objectNode();
    device.putArray("vendor_ids").add(Notation.VENDOR);
    device.putArray("class_ids").add(Notation.CLASS);
    device.put("device_id", Notation.DEVICE);
    StringBuilder text = new StringBuilder("{\n");
    text.append("\"format\": \"suit-processing-scenarios/1\",\n");
    text.append("\"title\": \"SUIT scenarios of this project\",\n");
    text.append("\"keys\": ").append(lines(mapper, keys)).append(",\n");
    text.append("\"device\": ").append(mapper.writeValueAsString(device)).append(",\n");
    text.append("\"files\": ").append(lines(mapper, files)).append(",\n");
    text.append("\"scenarios\": [\n");
    List<String> written = new ArrayList<>();
    for (ObjectNode each : scenarios) {
      written.add(mapper.writeValueAsString(each));
    }
    return text.append(String.join(",\n", written)).append("\n]\n}\n").toString();
  }

  static String lines(ObjectMapper mapper, Map<String, ?> entries) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, ?> each : entries.entrySet()) {
      lines.add("\"" + each.getKey() + "\": " + mapper.writeValueAsString(each.getValue()));
    }
    return lines.stream().collect(Collectors.joining(",\n", "{\n", "\n}"));
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
