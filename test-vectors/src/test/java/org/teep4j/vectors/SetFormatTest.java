package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Reason;
import org.teep4j.vectors.format.VectorSetFile;
import org.teep4j.vectors.load.SkippedFile;
import org.teep4j.vectors.load.VectorFormatException;
import org.teep4j.vectors.load.VectorLoader;

class SetFormatTest {
  static final String GOOD =
      """
      {"format": "teep4j-test-vectors", "version": 1, "set": "own", "title": "t",
       "sources": {"d": {"document": "D", "repository": "o/r", "commit": "c", "date": "2026-01-02"}},
       "count": 2,
       "keys": {"k": {"kty": "Symmetric", "k": "0102", "use": "u"}},
       "vectors": [
        {"id": "one", "title": "t", "source": {"document": "d", "section": "1"}, "kind": "cbor-item",
         "hex": "F818", "expect": [
          {"check": "refuse", "reason": "TRUNCATED", "alternatives": ["SYNTAX"], "offset": 1, "why": "w", "erratum": "B1"}],
         "errata": [{"id": "B1", "class": "V", "note": "n"}]},
        {"id": "two", "title": "t", "source": {"document": "d", "section": "2", "derived": true},
         "kind": "edn", "expect": [
          {"check": "refuse-notation", "edn": "x", "syntax": "edn", "uses": ["app-dt"],
           "reason": "SYNTAX", "why": "w"}]}]}
      """;

  @TempDir Path folder;

  private VectorFile load(String json) throws IOException, VectorFormatException {
    return new VectorLoader().loadFile(Files.writeString(folder.resolve("own.json"), json));
  }

  @Test
  void aSetIsReadFromAPath() throws Exception {
    VectorSetFile file = assertInstanceOf(VectorSetFile.class, load(GOOD));
    assertEquals(VectorFormat.TEEP4J, file.format());
    assertEquals(2, file.count());
    SourceDocument document = new SourceDocument("D", "o/r", "c", "2026-01-02");
    TestVector one =
        new TestVector(
            "one",
            "t",
            new Provenance(document, "1", Optional.empty(), false),
            VectorKind.CBOR_ITEM,
            Optional.empty(),
            Optional.of(Bytes.fromHex("f818")),
            List.of(
                new Expectation.Refuse(
                    Optional.empty(),
                    Optional.empty(),
                    Reason.TRUNCATED,
                    List.of(Reason.SYNTAX),
                    OptionalInt.of(1),
                    "w",
                    Optional.of("B1"))),
            List.of(new Erratum("B1", Erratum.Severity.BROKEN, "n", Optional.empty())));
    assertEquals(one, file.set().vectors().get(0));
    assertEquals(
        List.of(
            new Expectation.RefuseNotation(
                "x",
                NotationSyntax.EDN,
                List.of(NotationFeature.APP_DT),
                Reason.SYNTAX,
                "w",
                Optional.empty())),
        file.set().vectors().get(1).expectations());
  }

  /** Each row puts one mistake into the good set, and has what must be said about it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "version": 1,     | "version": 2,      | version 2 is not known
          "title": "t", "so | "name": "t", "so   | vectors[0]: "title" is missing
          "set": "own",     |                    | "set" is missing
          "count": 2        | "count": 3         | "count" is not the number of vectors, 2
          "count": 2        | "count": 2.5       | "count" is not an integer of 32 bits
          "count": 2,       | "count": 2, "x": 1,| unknown member "x"
          "F818"            | "F81"              | vectors[0]: "hex" is not an even number of hexadecimal digits
          "F818"            | 5                  | vectors[0]: "hex" is not a string
          "id": "two"       | "id": "one"        | vectors[1]: a second vector "one"
          "cbor-item"       | "cbor"             | vectors[0]: "kind" does not know "cbor"
          "cbor-item"       | "teep-message"     | vectors[0]: a TEEP message, and nothing else, has a "dialect"
          "cbor-item"       | "edn"              | vectors[0]: "hex" is there for every kind but "edn" and "primitive"
          "refuse",         | "reject",          | vectors[0].expect[0]: no check "reject"
          "refuse",         | "unverifiable", "key": "z", | vectors[0].expect[0]: no key "z"
          "refuse",         | "same-bytes", "vector": "z",| vectors[0].expect[0]: no vector "z"
          "refuse",         | "decode",          | vectors[0].expect[0]: unknown member "reason"
          "refuse",         | "item", "at": "x", "value": "00", | vectors[0].expect[0]: "at" is not a path: x
          "TRUNCATED"       | "cut off"          | vectors[0].expect[0]: no reason "cut off"
          ["SYNTAX"]        | ["X"]              | vectors[0].expect[0]: no reason "X"
          "offset": 1       | "offset": "1"      | vectors[0].expect[0]: "offset" is not an integer of 32 bits
          "class": "V"      | "class": "Q"       | vectors[0].errata[0]: no class "Q"
          "id": "B1"        | "id": "B2"         | vectors[0]: erratum "B2" is either shown by an expectation or has "unshown"
          "note": "n"       | "note": "n", "unshown": "u" | vectors[0]: erratum "B1" is either shown by an expectation or has "unshown"
          "section": "2"    | "document": "d"    | not JSON
          "derived": true   | "derived": 1       | vectors[1].source: "derived" is not true or false
          "app-dt"          | "app-xx"           | vectors[1].expect[0]: "uses" does not know "app-xx"
          ["app-dt"]        | "app-dt"           | vectors[1].expect[0]: "uses" is not an array
          "w"}]}]}          | "w"}]}]} {}        | not JSON
          "w"}]}]}          | "w"}]}]            | not JSON
          """)
  void aMistakeIsNamed(String part, String replacement, String reason) {
    String bad = GOOD.replace(part, replacement == null ? "" : replacement);
    VectorFormatException refused = assertThrows(VectorFormatException.class, () -> load(bad));
    assertEquals(folder.resolve("own.json"), refused.file());
    assertEquals(refused.file() + ": " + refused.reason(), refused.getMessage());
    assertEquals(
        reason,
        refused.reason().substring(0, Math.min(reason.length(), refused.reason().length())));
    assertEquals(SkippedFile.Cause.UNREADABLE, refused.kind());
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "{\"format\":" + "[".repeat(100_000);
    VectorFormatException refused = assertThrows(VectorFormatException.class, () -> load(deep));
    assertEquals("not JSON: ", refused.reason().substring(0, 10));
  }
}
