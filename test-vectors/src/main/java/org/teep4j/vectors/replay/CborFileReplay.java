package org.teep4j.vectors.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.codec.Strictness;
import org.teep4j.vectors.format.CborExamples;
import org.teep4j.vectors.format.MalformedCbor;
import org.teep4j.vectors.format.NotationExamples;

/** Replays the lists of CBOR items and of notations. */
final class CborFileReplay {
  private CborFileReplay() {}

  static List<Run> examples(CborExamples file) {
    List<Run> runs = new ArrayList<>();
    for (CborExamples.Item item : file.items()) {
      Run run = new Run("h'" + item.bytes().toHex() + "'");
      Bytes bytes = item.bytes();
      run.check(Run.DECODE, () -> wellFormed(bytes));
      run.check("encode", () -> roundtrip(item, bytes));
      item.decoded().ifPresent(json -> run.check("value", () -> value(json, bytes)));
      item.diagnostic().ifPresent(edn -> run.check("notation", () -> means(edn, bytes)));
      runs.add(run);
    }
    return runs;
  }

  static String wellFormed(Bytes bytes) throws DecodeException {
    CborCopy.readAll(bytes, Strictness.WELL_FORMED);
    return "well-formed and valid";
  }

  private static String roundtrip(CborExamples.Item item, Bytes bytes)
      throws CheckFailure, DecodeException {
    Bytes encoded = CborCopy.deterministic(bytes);
    if (item.roundtrip()) {
      CheckFailure.requireEqual(bytes, encoded, "encoding again");
      return "encoded again to the same bytes";
    }
    CheckFailure.require(!bytes.equals(encoded), "these bytes should not be what an encoder gives");
    return "encoded again in another form";
  }

  private static String means(String edn, Bytes bytes) throws CheckFailure, DecodeException {
    Bytes parsed = Edn.parse(edn, EdnParseOptions.defaults().withImplicitConcatenation(true));
    CheckFailure.requireEqual(
        CborCopy.deterministic(bytes), CborCopy.deterministic(parsed), "the notation " + edn);
    return "notation " + CborChecks.shortened(edn);
  }

  private static String value(JsonNode json, Bytes bytes) throws CheckFailure, DecodeException {
    CborReader reader = new CborReader(bytes);
    requireValue(json, reader);
    reader.expectEnd();
    return "the value in JSON";
  }

  private static void requireValue(JsonNode json, CborReader reader)
      throws CheckFailure, DecodeException {
    if (json.isArray()) {
      reader.enterArray();
      for (JsonNode element : json) {
        requireValue(element, reader);
      }
      reader.exitArray();
    } else if (json.isObject()) {
      reader.enterMap();
      for (Map.Entry<String, JsonNode> entry : json.properties()) {
        CheckFailure.requireEqual(entry.getKey(), reader.readText(), "a key");
        requireValue(entry.getValue(), reader);
      }
      reader.exitMap();
    } else if (json.isTextual()) {
      CheckFailure.requireEqual(json.asText(), reader.readText(), "the text");
    } else if (json.isBoolean()) {
      CheckFailure.requireEqual(json.asBoolean(), reader.readBoolean(), "the value");
    } else if (json.isNull()) {
      reader.readNull();
    } else {
      boolean number = reader.peekType() == CborType.FLOAT;
      double found = number ? reader.readDouble() : reader.readInteger().doubleValue();
      CheckFailure.requireEqual(json.asDouble(), found, "the number");
    }
  }

  static List<Run> malformed(MalformedCbor file) {
    List<Run> runs = new ArrayList<>();
    for (MalformedCbor.Item item : file.items()) {
      Run run = new Run("h'" + item.bytes().toHex() + "'");
      run.check("refuse", () -> refused(item.bytes()));
      runs.add(run);
    }
    return runs;
  }

  private static String refused(Bytes hex) throws CheckFailure {
    try {
      CborCopy.readAll(hex, Strictness.WELL_FORMED);
    } catch (DecodeException refused) {
      requireNoLimit(refused);
      return "refused: " + refused.reason() + " at offset " + refused.offset();
    }
    throw new CheckFailure("bytes that are not well-formed were accepted");
  }

  static List<Run> notations(NotationExamples file) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < file.groups().size(); i++) {
      NotationExamples.Group group = file.groups().get(i);
      Run run = new Run("group " + (i + 1) + " " + group.name());
      for (String notation : group.notations()) {
        run.check("notation", () -> same(group, notation));
      }
      runs.add(run);
    }
    for (NotationExamples.Invalid invalid : file.invalid()) {
      Run run = new Run("invalid " + CborChecks.shortened(invalid.notation()));
      run.check("refuse-notation", () -> refusedNotation(invalid.notation()));
      runs.add(run);
    }
    return runs;
  }

  private static String same(NotationExamples.Group group, String notation)
      throws CheckFailure, DecodeException {
    // Elisions are replaced by the tags that the document defines for them.
    EdnParseOptions options = EdnParseOptions.defaults().withStandIns(true);
    Bytes expected =
        group.bytes().isPresent()
            ? group.bytes().get()
            : Edn.parse(group.notations().get(0), options);
    CheckFailure.requireEqual(
        expected, Edn.parse(notation, options), "the notation " + CborChecks.shortened(notation));
    return "notation " + CborChecks.shortened(notation);
  }

  private static String refusedNotation(String notation) throws CheckFailure {
    try {
      Edn.parse(notation);
    } catch (DecodeException refused) {
      requireNoLimit(refused);
      return "refused: " + refused.reason();
    }
    throw new CheckFailure("notation that means nothing was accepted");
  }

  /** Exceeding a limit does not show that the input is wrong. */
  private static void requireNoLimit(DecodeException refused) throws CheckFailure {
    CheckFailure.require(
        !refused.reason().isLimit(), "not read to its end: " + refused.getMessage());
  }
}
