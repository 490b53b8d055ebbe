package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.vectors.Erratum;
import org.teep4j.vectors.Erratum.Severity;
import org.teep4j.vectors.Expectation;
import org.teep4j.vectors.Provenance;
import org.teep4j.vectors.SourceDocument;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKey;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.VectorSet;

/** Reads this project's own format, and refuses inconsistent sets. */
final class SetReader {
  /** The value of the member {@code format}. */
  static final String FORMAT = "teep4j-test-vectors";

  private static final int VERSION = 1;

  private final Fields top;
  private final Map<String, SourceDocument> sources = new LinkedHashMap<>();
  private final Map<String, VectorKey> keys = new LinkedHashMap<>();

  private SetReader(Fields top) {
    this.top = top;
  }

  /**
   * Reads a set.
   *
   * @param json the tree of the file
   * @param file the file, for messages
   * @return the set
   * @throws VectorFormatException if the tree breaks a rule of the format
   */
  static VectorSet read(JsonNode json, Path file) throws VectorFormatException {
    return new SetReader(Fields.of(file, "", json)).set();
  }

  private VectorSet set() throws VectorFormatException {
    if (!top.text("format").equals(FORMAT)) {
      throw top.error("\"format\" is not \"" + FORMAT + "\"");
    }
    if (top.integer("version") != VERSION) {
      throw top.error("version " + top.integer("version") + " is not known");
    }
    String name = top.text("set");
    String title = top.text("title");
    readSources(top.object("sources"));
    if (top.has("keys")) {
      readKeys(top.object("keys"));
    }
    List<TestVector> vectors = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<Fields> elements = top.objects("vectors");
    for (Fields element : elements) {
      if (!ids.add(element.text("id"))) {
        throw element.error("a second vector \"" + element.text("id") + "\"");
      }
    }
    for (Fields element : elements) {
      vectors.add(vector(element, ids));
    }
    if (top.integer("count") != vectors.size()) {
      throw top.error("\"count\" is not the number of vectors, " + vectors.size());
    }
    top.noOthers();
    return new VectorSet(name, title, List.copyOf(sources.values()), keys, vectors);
  }

  private void readSources(Fields fields) throws VectorFormatException {
    for (String name : fields.names()) {
      Fields source = fields.object(name);
      sources.put(
          name,
          new SourceDocument(
              source.text("document"),
              source.text("repository"),
              source.text("commit"),
              source.text("date")));
      source.noOthers();
    }
  }

  private void readKeys(Fields fields) throws VectorFormatException {
    for (String name : fields.names()) {
      Fields key = fields.object(name);
      keys.put(
          name,
          new VectorKey(
              name,
              key.text("kty"),
              key.optionalHex("kid"),
              key.optionalText("crv"),
              key.optionalHex("x"),
              key.optionalHex("y"),
              key.optionalHex("d"),
              key.optionalHex("k"),
              key.optionalHex("cose"),
              key.text("use")));
      key.noOthers();
    }
  }

  private TestVector vector(Fields fields, Set<String> ids) throws VectorFormatException {
    VectorKind kind = Words.kind(fields, "kind");
    Optional<String> dialect = fields.optionalText("dialect");
    if (dialect.isPresent() != kind.hasDialect()) {
      throw fields.error("a TEEP message, and nothing else, has a \"dialect\"");
    }
    if (fields.has("hex") != kind.hasBytes()) {
      throw fields.error("\"hex\" is there for every kind but \"edn\" and \"primitive\"");
    }
    List<Expectation> expectations = new ArrayList<>();
    ExpectationReader reader = new ExpectationReader(keys.keySet(), ids);
    for (Fields element : fields.objects("expect")) {
      expectations.add(reader.read(element));
    }
    if (expectations.isEmpty()) {
      throw fields.error("\"expect\" is empty");
    }
    List<Erratum> errata = new ArrayList<>();
    if (fields.has("errata")) {
      for (Fields element : fields.objects("errata")) {
        errata.add(erratum(element));
      }
    }
    checkErrata(fields, expectations, errata);
    TestVector vector =
        new TestVector(
            fields.text("id"),
            fields.text("title"),
            provenance(fields.object("source")),
            kind,
            dialect,
            fields.optionalHex("hex"),
            expectations,
            errata);
    fields.noOthers();
    return vector;
  }

  private Provenance provenance(Fields fields) throws VectorFormatException {
    SourceDocument document = sources.get(fields.text("document"));
    if (document == null) {
      throw fields.error("no source \"" + fields.text("document") + "\"");
    }
    Provenance provenance =
        new Provenance(
            document,
            fields.text("section"),
            fields.optionalText("file"),
            fields.flag("derived", false));
    fields.noOthers();
    return provenance;
  }

  private static Erratum erratum(Fields fields) throws VectorFormatException {
    String letter = fields.text("class");
    for (Severity severity : Severity.values()) {
      if (severity.letter().equals(letter)) {
        Erratum erratum =
            new Erratum(
                fields.text("id"), severity, fields.text("note"), fields.optionalText("unshown"));
        fields.noOthers();
        return erratum;
      }
    }
    throw fields.error("no class \"" + letter + "\"");
  }

  /** An erratum that makes a vector wrong is shown by an expectation, or says why it cannot be. */
  private static void checkErrata(
      Fields fields, List<Expectation> expectations, List<Erratum> errata)
      throws VectorFormatException {
    Set<String> shown = new HashSet<>();
    for (Expectation expectation : expectations) {
      shown.addAll(expectation.errata());
    }
    Set<String> listed = new HashSet<>();
    for (Erratum erratum : errata) {
      if (!listed.add(erratum.id())) {
        throw fields.error("a second erratum \"" + erratum.id() + "\"");
      }
      if (erratum.severity().concernsVector()
          && shown.contains(erratum.id()) == erratum.unshown().isPresent()) {
        throw fields.error(
            "erratum \""
                + erratum.id()
                + "\" is either shown by an expectation or has \"unshown\"");
      }
    }
    for (String id : shown) {
      if (!listed.contains(id)) {
        throw fields.error("no erratum \"" + id + "\"");
      }
    }
  }
}
