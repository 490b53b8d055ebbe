package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.format.CborExamples;
import org.teep4j.vectors.format.MalformedCbor;
import org.teep4j.vectors.format.NotationExamples;

/** Reads the lists of CBOR items and of notations. */
final class CborReaders {
  private CborReaders() {}

  static CborExamples examples(JsonNode json, Path file) throws VectorFormatException {
    List<CborExamples.Item> items = new ArrayList<>();
    for (Fields element : Fields.elements(file, "", json)) {
      Bytes bytes = element.hex("hex");
      // "decoded": null is a value here, not an absence.
      boolean decoded = element.node().has("decoded");
      if (decoded == element.has("diagnostic")) {
        throw element.error("\"decoded\" or \"diagnostic\", and not both, belongs to an item");
      }
      items.add(
          new CborExamples.Item(
              bytes,
              element.flag("roundtrip"),
              Optional.ofNullable(element.node().get("decoded")),
              element.optionalText("diagnostic")));
    }
    return new CborExamples(file, items);
  }

  static MalformedCbor malformed(JsonNode json, Path file) throws VectorFormatException {
    List<MalformedCbor.Item> items = new ArrayList<>();
    for (Fields element : Fields.elements(file, "", json)) {
      items.add(
          new MalformedCbor.Item(
              element.hex("hex"),
              element.text("kind"),
              element.optionalInteger("subkind"),
              element.optionalText("category").orElse("")));
    }
    return new MalformedCbor(file, items);
  }

  static NotationExamples notations(JsonNode json, Path file) throws VectorFormatException {
    Fields top = Fields.of(file, "", json);
    List<NotationExamples.Group> groups = new ArrayList<>();
    for (Fields element : top.objects("equivalent")) {
      List<String> notations = element.texts("edn");
      if (notations.isEmpty()) {
        throw element.error("\"edn\" has no notation");
      }
      groups.add(
          new NotationExamples.Group(
              element.text("section"),
              element.text("group"),
              notations,
              element.optionalHex("cbor_hex")));
    }
    List<NotationExamples.Invalid> invalid = new ArrayList<>();
    if (top.has("errors")) {
      for (Fields element : top.objects("errors")) {
        invalid.add(
            new NotationExamples.Invalid(
                element.text("section"), element.text("edn"), element.text("why")));
      }
    }
    if (groups.isEmpty() && invalid.isEmpty()) {
      throw top.error("no notations");
    }
    return new NotationExamples(file, top.optionalText("document").orElse(""), groups, invalid);
  }
}
