package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVersion;
import org.teep4j.vectors.format.Scenario;
import org.teep4j.vectors.format.ScenarioPack;
import org.teep4j.vectors.load.SkippedFile.Cause;

/**
 * Reads packs of scenarios for a SUIT manifest processor. A scenario that breaks the format does
 * not make the others unreadable.
 */
final class ScenarioReader {
  /** The value of the member {@code format}. */
  static final String FORMAT = "suit-processing-scenarios/1";

  /** All files of a pack together may be this many times as large as one. */
  private static final int LARGEST_FILES = 4;

  private static final int MOST_STEPS = 20;
  private static final int LONGEST_DEFAULTS = 4096;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

  private final Path file;
  private final JsonNode top;
  private final int limit;
  private final Map<String, Bytes> keys = new HashMap<>();
  private final Map<String, Bytes> inside = new HashMap<>();
  private long bytesLeft;

  private ScenarioReader(Path file, JsonNode top, int limit) {
    this.file = file;
    this.top = top;
    this.limit = limit;
    this.bytesLeft = (long) LARGEST_FILES * limit;
  }

  /**
   * Reads a pack and the files of its scenarios.
   *
   * @param json the tree of the pack
   * @param file the pack; the folders of scenarios lie beside it
   * @param limit the largest size of a file, in bytes
   * @return the scenarios
   * @throws VectorFormatException if the pack breaks the format or a limit
   */
  static ScenarioPack read(JsonNode json, Path file, int limit) throws VectorFormatException {
    return new ScenarioReader(file, json, limit).pack();
  }

  private ScenarioPack pack() throws VectorFormatException {
    Fields pack = Fields.of(file, "", top);
    if (top.path("device").toString().length() > LONGEST_DEFAULTS) {
      throw pack.error("\"device\" is longer than " + LONGEST_DEFAULTS + " characters");
    }
    readKeys(pack.object("keys"));
    List<Scenario> scenarios = new ArrayList<>();
    Map<String, String> unreadable = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (Fields fields : pack.objects("scenarios")) {
      String name = fields.text("name");
      // The names of folders, some of which do not tell the cases apart.
      if (!NAME.matcher(name).matches() || !names.add(name.toLowerCase(Locale.ROOT))) {
        throw fields.error("\"name\" is no name of a folder, or a second one");
      }
      try {
        scenarios.add(scenario(fields, name));
      } catch (VectorFormatException e) {
        if (e.kind() == Cause.LIMIT) {
          throw e;
        }
        unreadable.put(name, e.reason());
      } catch (IllegalArgumentException e) { // a component identifier or version of no form
        unreadable.put(name, String.valueOf(e.getMessage()));
      }
    }
    if (names.isEmpty()) {
      throw pack.error("\"scenarios\" is empty");
    }
    return new ScenarioPack(
        file, pack.optionalText("title").orElse("SUIT scenarios"), scenarios, unreadable);
  }

  private void readKeys(Fields fields) throws VectorFormatException {
    for (String name : fields.names()) {
      Fields key = fields.object(name);
      for (String member : key.names()) {
        if (member.startsWith("cose_key") && member.endsWith("_hex")) {
          keys.put(name, key.hex(member));
        }
      }
    }
  }

  private Scenario scenario(Fields fields, String name) throws VectorFormatException {
    JsonNode device = fields.object("device").node();
    if (top.path("device").isObject()) {
      device = merged(top.get("device"), device);
    }
    Fields before = Fields.of(file, name + ".device", device);
    List<Scenario.Step> steps = new ArrayList<>();
    if (fields.has("steps")) {
      List<Fields> all = fields.objects("steps");
      if (all.isEmpty() || all.size() > MOST_STEPS) {
        throw fields.error("\"steps\" has no element, or more than " + MOST_STEPS);
      }
      for (Fields step : all) {
        steps.add(step(fields, step, device, name));
      }
    } else {
      steps.add(step(fields, fields, device, name));
    }
    Map<String, Bytes> trusted = new LinkedHashMap<>();
    for (String key : fields.texts("trusted")) {
      if (!keys.containsKey(key)) {
        throw fields.error("no key \"" + key + "\"");
      }
      trusted.put(key, keys.get(key));
    }
    Scenario scenario =
        new Scenario(
            name,
            fields.text("what"),
            fields.text("rule"),
            isMust(fields),
            components(before, name),
            installed(before),
            trusted,
            fields.has("acl") ? Optional.of(access(fields.object("acl"))) : Optional.empty(),
            steps);
    for (String member : List.of("group", "citation", "note", "procedure")) {
      fields.optionalValue(member);
    }
    fields.noOthers();
    return scenario;
  }

  private static JsonNode merged(JsonNode under, JsonNode above) {
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    under.properties().forEach(each -> merged.set(each.getKey(), each.getValue()));
    above.properties().forEach(each -> merged.set(each.getKey(), each.getValue()));
    return merged;
  }

  private static boolean isMust(Fields fields) throws VectorFormatException {
    return switch (fields.text("level")) {
      case "must" -> true;
      case "should" -> false;
      default -> throw fields.error("\"level\" is neither \"must\" nor \"should\"");
    };
  }

  private Scenario.Step step(Fields scenario, Fields step, JsonNode device, String name)
      throws VectorFormatException {
    JsonNode now =
        step != scenario && step.has("device")
            ? merged(device, step.object("device").node())
            : device;
    Map<String, Bytes> fetchable = new LinkedHashMap<>();
    for (Fields source : step == scenario ? List.of(step) : List.of(scenario, step)) {
      if (source.has("fetchable")) {
        Fields files = source.object("fetchable");
        for (String uri : files.names()) {
          fetchable.put(uri, content(files, uri, name));
        }
      }
    }
    Scenario.Step read =
        new Scenario.Step(
            step.text("procedure"),
            content(step, "envelope", name),
            device(Fields.of(file, name + ".device", now)),
            fetchable,
            expected(step.object("expect")));
    if (step != scenario) {
      step.noOthers();
    }
    return read;
  }

  /** The bytes that a member names: a member of the pack's files, or a file beside the pack. */
  private Bytes content(Fields fields, String member, String folder) throws VectorFormatException {
    String name = fields.text(member);
    if (inside.containsKey(name)) {
      return inside.get(name);
    }
    if (top.path("files").has(name)) {
      inside.put(name, Fields.of(file, "files", top.get("files")).hex(name));
      return inside.get(name);
    }
    if (!NAME.matcher(name).matches()) {
      throw fields.error("\"" + member + "\" is no name of a file");
    }
    byte[] content =
        FileContent.bytes(
            file.resolveSibling(folder).resolve(name), (int) Math.min(limit, bytesLeft));
    bytesLeft -= content.length;
    return Bytes.wrap(content);
  }

  private static List<Scenario.Installed> installed(Fields device) throws VectorFormatException {
    List<Scenario.Installed> installed = new ArrayList<>();
    for (Fields each : device.optionalObjects("installed")) {
      installed.add(
          new Scenario.Installed(
              each.has("manifest_component_id")
                  ? Optional.of(id(each, each.value("manifest_component_id")))
                  : Optional.empty(),
              unsigned(each, "sequence_number")));
    }
    return installed;
  }

  private List<Scenario.Component> components(Fields device, String folder)
      throws VectorFormatException {
    List<Scenario.Component> components = new ArrayList<>();
    for (Fields each : device.objects("components")) {
      each.optionalText("name");
      Optional<Bytes> content =
          each.has("content_file")
              ? Optional.of(content(each, "content_file", folder))
              : each.optionalHex("content");
      components.add(
          new Scenario.Component(
              id(each, each.value("id")),
              content,
              each.has("slot") ? Optional.of(unsigned(each, "slot")) : Optional.empty(),
              each.has("version")
                  ? Optional.of(new SuitVersion(integers(each, "version")))
                  : Optional.empty()));
      each.noOthers();
    }
    return components;
  }

  private static Scenario.Device device(Fields fields) throws VectorFormatException {
    Map<Long, Boolean> commands = new HashMap<>();
    if (fields.has("custom_commands")) {
      for (Fields each : fields.objects("custom_commands")) {
        commands.put(each.longInteger("label"), each.text("outcome").equals("success"));
      }
    }
    Scenario.Device device =
        new Scenario.Device(
            digits(fields, "vendor_ids"),
            digits(fields, "class_ids"),
            fields.optionalHex("device_id"),
            fields.has("max_components")
                ? Optional.of(fields.integer("max_components"))
                : Optional.empty(),
            fields.has("time") ? fields.longInteger("time") : 0,
            fields.has("battery_mwh")
                ? Optional.of(unsigned(fields, "battery_mwh"))
                : Optional.empty(),
            fields.flag("authorised", false),
            fields.has("authorised_up_to_priority")
                ? Optional.of(fields.longInteger("authorised_up_to_priority"))
                : Optional.empty(),
            fields.optionalText("events").orElse("unsupported"),
            commands,
            decryptionKeys(fields));
    fields.optionalValue("components");
    fields.optionalValue("installed");
    fields.noOthers();
    return device;
  }

  private static List<Bytes> decryptionKeys(Fields device) throws VectorFormatException {
    List<Bytes> keys = new ArrayList<>();
    for (Fields each : device.optionalObjects("keks")) {
      Bytes secret = each.hex("k");
      keys.add(key(each, map -> map.writeLong(1).writeLong(4).writeLong(-1).writeBytes(secret)));
    }
    for (Fields each : device.optionalObjects("recipient_keys")) {
      if (!each.text("crv").equals("P-256")) {
        throw each.error("\"crv\" is not \"P-256\"");
      }
      Bytes x = each.hex("x");
      Bytes y = each.hex("y");
      Bytes d = each.hex("d");
      keys.add(
          key(
              each,
              map ->
                  map.writeLong(1)
                      .writeLong(2)
                      .writeLong(-1)
                      .writeLong(1)
                      .writeLong(-2)
                      .writeBytes(x)
                      .writeLong(-3)
                      .writeBytes(y)
                      .writeLong(-4)
                      .writeBytes(d)));
    }
    return keys;
  }

  private static Bytes key(Fields fields, Consumer<CborWriter> entries)
      throws VectorFormatException {
    CborWriter writer = new CborWriter();
    writer.beginMap();
    entries.accept(writer);
    Optional<Bytes> kid = fields.optionalHex("kid");
    kid.ifPresent(id -> writer.writeLong(2).writeBytes(id));
    return writer.endMap().toBytes();
  }

  private static Map<String, List<SuitComponentIdentifier>> access(Fields fields)
      throws VectorFormatException {
    Map<String, List<SuitComponentIdentifier>> access = new HashMap<>();
    for (String key : fields.names()) {
      List<SuitComponentIdentifier> prefixes = new ArrayList<>();
      for (JsonNode prefix : fields.value(key)) {
        prefixes.add(id(fields, prefix));
      }
      access.put(key, prefixes);
    }
    return access;
  }

  // What is expected.

  private static Scenario.Expected expected(Fields fields) throws VectorFormatException {
    Optional<List<String>> invoked = Optional.empty();
    if (fields.has("invoked")) {
      List<String> calls = new ArrayList<>();
      for (Fields each : fields.objects("invoked")) {
        calls.add(
            id(each, each.value("id"))
                + " "
                + each.optionalHex("args").map(Bytes::toHex).orElse("null"));
      }
      invoked = Optional.of(calls);
    }
    List<Scenario.Place> records = new ArrayList<>();
    if (fields.has("records")) {
      for (Fields each : fields.objects("records")) {
        records.add(place(each));
      }
    }
    Scenario.Expected expected =
        new Scenario.Expected(
            fields.text("result"),
            states(fields),
            invoked,
            fields.has("fetched") ? Optional.of(fields.texts("fetched")) : Optional.empty(),
            fields.texts("not_fetched"),
            anyOf(fields, "reasons"),
            anyOf(fields, "section"),
            anyOf(fields, "command"),
            anyOf(fields, "component_index"),
            fields.has("sequence_after")
                ? Optional.of(unsigned(fields, "sequence_after"))
                : Optional.empty(),
            fields.has("record") ? Optional.of(place(fields.object("record"))) : Optional.empty(),
            records,
            reference(fields));
    fields.noOthers();
    return expected;
  }

  private static Optional<Scenario.Reference> reference(Fields fields)
      throws VectorFormatException {
    Optional<JsonNode> value = fields.optionalValue("reference");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().isTextual()) {
      return Optional.of(
          new Scenario.Reference(Optional.of(value.get().textValue()), Optional.empty()));
    }
    Fields reference = fields.object("reference");
    return Optional.of(
        new Scenario.Reference(reference.optionalText("uri"), reference.optionalHex("digest")));
  }

  private static List<Scenario.State> states(Fields fields) throws VectorFormatException {
    List<Scenario.State> states = new ArrayList<>();
    for (Fields each : fields.optionalObjects("components")) {
      each.optionalText("name");
      Optional<JsonNode> digests = each.optionalValue("sha256");
      states.add(
          new Scenario.State(
              id(each, each.value("id")),
              each.text("state"),
              digests.isPresent() && digests.get().isArray()
                  ? each.texts("sha256")
                  : each.optionalText("sha256").map(List::of).orElse(List.of()),
              each.has("size") ? Optional.of(each.longInteger("size")) : Optional.empty()));
      each.noOthers();
    }
    return states;
  }

  private static Scenario.Place place(Fields fields) throws VectorFormatException {
    return new Scenario.Place(
        integers(fields, "manifest_id"),
        fields.longInteger("section"),
        fields.longInteger("offset"),
        fields.longInteger("component_index"));
  }

  // Values.

  private static SuitComponentIdentifier id(Fields fields, JsonNode segments)
      throws VectorFormatException {
    List<Bytes> read = new ArrayList<>();
    for (JsonNode segment : segments) {
      try {
        read.add(Bytes.fromHex(segment.asText()));
      } catch (IllegalArgumentException e) {
        throw fields.error("no component identifier: " + segments);
      }
    }
    return new SuitComponentIdentifier(read);
  }

  private static List<Bytes> digits(Fields fields, String name) throws VectorFormatException {
    List<Bytes> read = new ArrayList<>();
    for (String text : fields.texts(name)) {
      try {
        read.add(Bytes.fromHex(text));
      } catch (IllegalArgumentException e) {
        throw fields.error("\"" + name + "\" is not hexadecimal digits");
      }
    }
    return read;
  }

  private static Uint unsigned(Fields fields, String name) throws VectorFormatException {
    BigInteger value =
        fields.value(name).isIntegralNumber()
            ? fields.value(name).bigIntegerValue()
            : BigInteger.ONE.negate();
    if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
      throw fields.error("\"" + name + "\" is not an unsigned integer of 64 bits");
    }
    return Uint.ofBits(value.longValue());
  }

  private static List<Long> integers(Fields fields, String name) throws VectorFormatException {
    JsonNode value = fields.value(name);
    boolean integers =
        value.isArray()
            && StreamSupport.stream(value.spliterator(), false)
                .allMatch(each -> each.isIntegralNumber() && each.canConvertToLong());
    if (!integers) {
      throw fields.error("\"" + name + "\" is not an array of integers");
    }
    return StreamSupport.stream(value.spliterator(), false).map(JsonNode::longValue).toList();
  }

  /** One integer, or any of several; empty if the member is absent. */
  private static List<Long> anyOf(Fields fields, String name) throws VectorFormatException {
    Optional<JsonNode> value = fields.optionalValue(name);
    if (value.isEmpty()) {
      return List.of();
    }
    return value.get().isArray() ? integers(fields, name) : List.of(fields.longInteger(name));
  }
}
