package org.teep4j.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.teep4j.codec.Bytes;

/**
 * Writes sets in this project's own format: one line for each key and each vector. The members of
 * an expectation are the components of its record.
 */
final class SetWriter {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final VectorSet set;
  private final StringBuilder text = new StringBuilder();

  private SetWriter(VectorSet set) {
    this.set = set;
  }

  static byte[] write(VectorSet set) throws Exception {
    return new SetWriter(set).run().getBytes(StandardCharsets.UTF_8);
  }

  /** Compresses so that the same content gives the same bytes: without name and time. */
  static byte[] compress(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private String run() throws Exception {
    line("{");
    member("format", "teep4j-test-vectors", ",");
    line("\"version\": 1,");
    member("set", set.name(), ",");
    member("title", set.title(), ",");
    line("\"sources\": {");
    String separator = "";
    for (SourceDocument source : set.sources()) {
      text.append(separator).append(json(name(source))).append(": ").append(json(source));
      separator = ",\n";
    }
    line("\n},");
    line("\"count\": " + set.vectors().size() + ",");
    keys();
    line("\"vectors\": [");
    separator = "";
    for (TestVector vector : set.vectors()) {
      text.append(separator).append(MAPPER.writeValueAsString(vector(vector)));
      separator = ",\n";
    }
    line("\n]");
    line("}");
    return text.toString();
  }

  private void keys() throws JsonProcessingException {
    if (set.keys().isEmpty()) {
      return;
    }
    line("\"keys\": {");
    String separator = "";
    for (VectorKey key : set.keys().values()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("kty", key.keyType());
      json.put("cose", key.encoded().orElseThrow().toHex());
      json.put("use", key.use());
      text.append(separator).append(json(key.name())).append(": ").append(json(json));
      separator = ",\n";
    }
    line("\n},");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void member(String name, String value, String end) throws JsonProcessingException {
    line(json(name) + ": " + json(value) + end);
  }

  private static String json(Object value) throws JsonProcessingException {
    return MAPPER.writeValueAsString(value);
  }

  /** The name of a document in the file: a number is as good as any. */
  private String name(SourceDocument source) {
    return "source-" + (set.sources().indexOf(source) + 1);
  }

  private ObjectNode vector(TestVector vector) throws Exception {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", vector.id());
    json.put("title", vector.title());
    ObjectNode source = json.putObject("source");
    source.put("document", name(vector.source().document()));
    source.put("section", vector.source().section());
    vector.source().file().ifPresent(file -> source.put("file", file));
    if (vector.source().derived()) {
      source.put("derived", true);
    }
    json.put("kind", vector.kind().word());
    vector.hex().ifPresent(hex -> json.put("hex", hex.toHex()));
    for (Expectation expectation : vector.expectations()) {
      ObjectNode check = json.withArray("expect").addObject();
      check.put("check", checkName(expectation));
      fill(check, expectation);
    }
    for (Erratum erratum : vector.errata()) {
      ObjectNode finding = json.withArray("errata").addObject();
      finding.put("id", erratum.id());
      finding.put("class", erratum.severity().letter());
      finding.put("note", erratum.note());
      erratum.unshown().ifPresent(why -> finding.put("unshown", why));
    }
    return json;
  }

  private static String checkName(Expectation expectation) {
    return expectation
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  private static void fill(ObjectNode json, Object value) throws Exception {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      put(json, component.getName(), component.getAccessor().invoke(value));
    }
  }

  private static void put(ObjectNode json, String name, Object value) throws Exception {
    if (value instanceof Optional<?> optional) {
      if (optional.isPresent()) {
        put(json, name, optional.get());
      }
    } else if (value instanceof OptionalInt optional) {
      optional.ifPresent(number -> json.put(name, number));
    } else if (value instanceof Integer number) {
      json.put(name, number);
    } else if (value instanceof Boolean flag) {
      if (flag) {
        json.put(name, true);
      }
    } else if (value instanceof Collection<?> list) {
      for (Object element : list) {
        if (element instanceof Integer number) {
          json.withArray(name).add(number);
        } else {
          json.withArray(name).add(word(element));
        }
      }
    } else if (value instanceof Record record && !isText(value)) {
      fill(json.putObject(name), record);
    } else if (!value.equals(CborPath.ROOT)) {
      json.put(name, word(value));
    }
  }

  private static boolean isText(Object value) {
    return List.of(Bytes.class, CborPath.class).contains(value.getClass());
  }

  private static String word(Object value) {
    if (value instanceof VectorKind kind) {
      return kind.word();
    } else if (value instanceof CoseExpectation.Admission admission) {
      return admission.word();
    }
    return value.toString();
  }
}
