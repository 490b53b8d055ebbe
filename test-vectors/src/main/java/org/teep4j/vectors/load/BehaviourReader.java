package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.Dialect;
import org.teep4j.vectors.format.BehaviourCase;
import org.teep4j.vectors.format.BehaviourCase.Expected;
import org.teep4j.vectors.format.BehaviourCase.Wish;
import org.teep4j.vectors.format.BehaviourPack;
import org.teep4j.vectors.format.BehaviourState;

/**
 * Reads packs of behaviour cases for a TAM and a TEEP Agent. A case that breaks the format does not
 * make the others unreadable.
 */
final class BehaviourReader {
  /** The value of the member {@code format}. */
  static final String FORMAT = "teep-behaviour-cases/1";

  private static final String NOTE = "note";
  private static final Pattern CALL =
      Pattern.compile("([A-Z][A-Za-z]+)(?:\\(([^(),\\s]+)(?:, ([^(),\\s]+))?\\))?");
  private static final Set<String> CALLS =
      Set.of("ProcessConnect", "RequestTA", "UnrequestTA", "RequestPolicyCheck", "ProcessError");
  private static final Set<String> REPLIES =
      Set.of("query-request", "query-response", "update", "success", "error");
  private static final Set<String> FIELDS =
      Set.of(
          "token",
          "challenge",
          "items",
          "versions",
          "selected-version",
          "attestation-payload",
          "attestation-payload-format",
          "tc-list",
          "requested-tc-list",
          "unneeded-manifest-list",
          "ext-list",
          "manifest-list",
          "err-code",
          "err-msg",
          "suit-reports",
          "supported-teep-cipher-suites",
          "supported-suit-cose-profiles",
          "supported-freshness-mechanisms",
          "cose",
          "tam-uri",
          "http",
          "session",
          "requests",
          "event");

  private final BehaviourPack.Material pack;
  private final BehaviourStates states;

  private BehaviourReader(BehaviourPack.Material pack, long clock) {
    this.pack = pack;
    this.states = new BehaviourStates(pack, clock);
  }

  /** Whether JSON is such a pack. */
  static boolean isPack(JsonNode json) {
    return json.path("about").path("format").asText("").equals(FORMAT);
  }

  /**
   * Reads a pack.
   *
   * @param json the tree of the pack
   * @param file the pack
   * @return the cases
   * @throws VectorFormatException if the pack breaks the format
   */
  static BehaviourPack read(JsonNode json, Path file) throws VectorFormatException {
    Fields top = Fields.of(file, "", json);
    Fields about = top.object("about");
    BehaviourPack.Material material =
        new BehaviourPack.Material(
            keys(top), digits(top, "certificates"), manifests(top), texts(top, "values"));
    BehaviourReader reader = new BehaviourReader(material, about.longInteger("clock"));
    Map<String, BehaviourCase> cases = new LinkedHashMap<>();
    Map<String, String> unreadable = new LinkedHashMap<>();
    for (Fields fields : top.objects("cases")) {
      String name = fields.text("name");
      if (cases.containsKey(name) || unreadable.containsKey(name)) {
        throw fields.error("a second case of the name \"" + name + "\"");
      }
      try {
        cases.put(name, reader.read(fields, name));
      } catch (VectorFormatException e) {
        unreadable.put(name, e.reason());
      }
    }
    top.noOthers();
    if (cases.isEmpty() && unreadable.isEmpty()) {
      throw top.error("\"cases\" is empty");
    }
    return new BehaviourPack(
        file,
        about.optionalText("title").orElse("TEEP behaviour cases"),
        material,
        List.copyOf(cases.values()),
        unreadable);
  }

  private static Map<String, Bytes> keys(Fields top) throws VectorFormatException {
    Map<String, Bytes> keys = new LinkedHashMap<>();
    Fields all = top.object("keys");
    for (String name : all.names()) {
      Fields key = all.object(name);
      keys.put(name, key.hex(key.has("private") ? "private" : "public"));
    }
    return keys;
  }

  private static Map<String, BehaviourPack.Manifest> manifests(Fields top)
      throws VectorFormatException {
    Map<String, BehaviourPack.Manifest> manifests = new LinkedHashMap<>();
    Fields all = top.object("manifests");
    for (String name : all.names()) {
      Fields manifest = all.object(name);
      manifests.put(
          name, new BehaviourPack.Manifest(manifest.hex("hex"), manifest.text("component")));
      manifest.noOthers();
    }
    return manifests;
  }

  private static Map<String, Bytes> digits(Fields top, String name) throws VectorFormatException {
    Map<String, Bytes> values = new LinkedHashMap<>();
    Fields all = top.object(name);
    for (String each : all.names()) {
      values.put(each, all.hex(each));
    }
    return values;
  }

  private static Map<String, String> texts(Fields top, String name) throws VectorFormatException {
    Map<String, String> values = new LinkedHashMap<>();
    Fields all = top.object(name);
    for (String each : all.names()) {
      values.put(each, all.text(each));
    }
    return values;
  }

  private BehaviourCase read(Fields fields, String name) throws VectorFormatException {
    boolean must = isMust(fields);
    BehaviourState state = state(fields);
    BehaviourCase read =
        new BehaviourCase(
            name,
            fields.optionalText("what").orElse(fields.text("cite")),
            fields.optionalText("rule").orElse(""),
            must,
            state,
            before(fields),
            action(fields),
            deliveries(fields),
            BehaviourWords.after(fields.objectOrNone("after"), pack.values()));
    for (String forPeople : List.of("cite", "edn", "why", "settles", "accept-also")) {
      fields.optionalValue(forPeople);
    }
    fields.noOthers();
    return read;
  }

  private static boolean isMust(Fields fields) throws VectorFormatException {
    return switch (fields.text("level")) {
      case "must" -> true;
      case "should" -> false;
      default -> throw fields.error("\"level\" is neither \"must\" nor \"should\"");
    };
  }

  private BehaviourState state(Fields fields) throws VectorFormatException {
    return switch (fields.text("role")) {
      case "tam" ->
          states.tam(
              fields.object("state"),
              fields.has("verifier-says")
                  ? Optional.of(fields.object("verifier-says"))
                  : Optional.empty());
      case "agent" -> states.agent(fields.object("state"));
      default -> throw fields.error("\"role\" is neither \"tam\" nor \"agent\"");
    };
  }

  // What happens.

  private static List<BehaviourCase.Call> before(Fields fields) throws VectorFormatException {
    List<BehaviourCase.Call> calls = new ArrayList<>();
    for (String text : fields.texts("before")) {
      calls.add(call(fields, text));
    }
    return calls;
  }

  private BehaviourCase.Action action(Fields fields) throws VectorFormatException {
    if (fields.has("api")) {
      return call(fields, fields.text("api"));
    }
    if (!fields.has("http")) {
      return new BehaviourCase.Messages();
    }
    Fields http = fields.object("http");
    BehaviourCase.Action action = http.has("script") ? script(http) : request(http);
    http.noOthers();
    return action;
  }

  private static BehaviourCase.Call call(Fields fields, String text) throws VectorFormatException {
    Matcher call = CALL.matcher(text);
    if (!call.matches() || !CALLS.contains(call.group(1))) {
      throw fields.error("no conceptual API: \"" + text + "\"");
    }
    if (call.group(1).endsWith("TA") == (call.group(2) == null)) {
      throw fields.error("a component too many or too few: \"" + text + "\"");
    }
    return new BehaviourCase.Call(
        call.group(1),
        Optional.ofNullable(call.group(2)),
        call.group(3) == null ? Optional.empty() : Optional.of(uri(fields, call.group(3))));
  }

  private static URI uri(Fields fields, String text) throws VectorFormatException {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw fields.error("no URI: \"" + text + "\"");
    }
  }

  private static BehaviourCase.HttpRequest request(Fields http) throws VectorFormatException {
    Optional<String> size = http.optionalText("body-size");
    if (size.isPresent() && !size.get().equals("limit + 1")) {
      throw http.error("\"body-size\" does not know \"" + size.get() + "\"");
    }
    return new BehaviourCase.HttpRequest(
        http.text("method"),
        texts(http, "headers"),
        size.isPresent() ? OptionalInt.of(1) : OptionalInt.empty());
  }

  private static BehaviourCase.HttpScript script(Fields http) throws VectorFormatException {
    if (http.value("script").isTextual()) {
      if (!http.text("script").equals("QueryRequest for ever")) {
        throw http.error("\"script\" does not know \"" + http.text("script") + "\"");
      }
      return new BehaviourCase.HttpScript(List.of(), true);
    }
    List<BehaviourCase.HttpResponse> responses = new ArrayList<>();
    for (Fields each : http.objects("script")) {
      responses.add(
          new BehaviourCase.HttpResponse(
              each.integer("status"),
              each.has("headers") ? texts(each, "headers") : Map.of(),
              each.optionalInteger("message")));
      each.noOthers();
    }
    return new BehaviourCase.HttpScript(responses, false);
  }

  private List<BehaviourCase.Delivery> deliveries(Fields fields) throws VectorFormatException {
    Fields incoming = fields.objectOrNone("incoming");
    List<BehaviourCase.Delivery> deliveries = new ArrayList<>();
    for (String name : fields.texts("dialects")) {
      Dialect dialect = dialect(fields, name);
      List<Bytes> messages = new ArrayList<>();
      for (String message : incoming.texts(name)) {
        messages.add(digits(incoming, name, message));
      }
      deliveries.add(new BehaviourCase.Delivery(dialect, messages, allowed(fields, dialect)));
    }
    if (deliveries.isEmpty()) {
      throw fields.error("\"dialects\" is empty");
    }
    incoming.noOthers();
    boolean delivers = !fields.has("api") && !fields.has("http");
    if (delivers && deliveries.stream().anyMatch(each -> each.incoming().isEmpty())) {
      throw fields.error("\"incoming\" has no message for one of the \"dialects\"");
    }
    return deliveries;
  }

  private static Dialect dialect(Fields fields, String name) throws VectorFormatException {
    for (Dialect dialect : Dialect.values()) {
      if (dialect.name().equals(name)) {
        return dialect;
      }
    }
    throw fields.error("\"dialects\" does not know \"" + name + "\"");
  }

  // What must come.

  private List<Expected> allowed(Fields fields, Dialect dialect) throws VectorFormatException {
    List<Expected> allowed = new ArrayList<>();
    allowed.add(expected(fields.object("expect"), dialect));
    for (Fields each : fields.optionalObjects("accept-also")) {
      allowed.add(expected(each, dialect));
    }
    return allowed;
  }

  private Expected expected(Fields fields, Dialect dialect) throws VectorFormatException {
    Map<String, Wish> wishes = new LinkedHashMap<>();
    Optional<String> reply = reply(fields);
    for (String name : fields.names()) {
      if (FIELDS.contains(name)) {
        wishes.put(name, BehaviourWords.wish(fields, name, dialect, pack.keys().keySet()));
      }
    }
    Optional<String> note = fields.optionalText(NOTE);
    if (note.isPresent()) {
      if (reply.isEmpty() && note.get().startsWith("an Error")) {
        reply = Optional.of("error");
      }
      List<BehaviourCase.Condition> conditions = BehaviourWords.note(note.get());
      if (!conditions.isEmpty()) {
        wishes.put("session", new Wish(note.get(), List.of(conditions)));
      }
    }
    Map<String, Optional<String>> headers = headers(fields);
    fields.noOthers();
    if (reply.isEmpty() && wishes.isEmpty()) {
      throw fields.error("nothing here can be judged");
    }
    return new Expected(reply, wishes, headers);
  }

  /** Header fields with their values, or null for those that must be absent. */
  private static Map<String, Optional<String>> headers(Fields fields) throws VectorFormatException {
    Map<String, Optional<String>> headers = new LinkedHashMap<>();
    Fields wanted = fields.objectOrNone("headers");
    for (String name : wanted.names()) {
      headers.put(name, wanted.optionalText(name));
    }
    return headers;
  }

  private static Optional<String> reply(Fields fields) throws VectorFormatException {
    if (!fields.names().contains("reply")) {
      return Optional.empty();
    }
    Optional<String> reply = fields.optionalText("reply");
    if (reply.isPresent() && !REPLIES.contains(reply.get())) {
      throw fields.error("\"reply\" does not know \"" + reply.get() + "\"");
    }
    return Optional.of(reply.orElse(Expected.SILENCE));
  }

  /** The bytes that a text means. */
  static Bytes digits(Fields fields, String name, String text) throws VectorFormatException {
    try {
      return Bytes.fromHex(text);
    } catch (IllegalArgumentException e) {
      throw fields.error("\"" + name + "\" is not an even number of hexadecimal digits");
    }
  }
}
