package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.format.CoseExample;
import org.teep4j.vectors.format.CoseExample.Structure;

/** Reads examples of the COSE working group. */
final class CoseExampleReader {
  private CoseExampleReader() {}

  static CoseExample read(JsonNode json, Path file) throws VectorFormatException {
    Fields top = Fields.of(file, "", json);
    Fields input = top.object("input");
    Structure structure = structure(input);
    Fields body = input.object(structure.word());
    Fields output = top.object("output");
    input.requireDigits();
    if (top.has("intermediates")) {
      top.object("intermediates").requireDigits();
    }
    return new CoseExample(
        file,
        top.text("title"),
        structure,
        plaintext(input),
        input.flag("detached", false),
        body.optionalHex("external").orElse(Bytes.empty()),
        body.node(),
        input.node(),
        top.objectOrEmpty("intermediates"),
        output.hex("cbor"),
        output.optionalText("cbor_diag"),
        top.flag("fail", false));
  }

  private static Structure structure(Fields input) throws VectorFormatException {
    Structure found = null;
    for (Structure structure : Structure.values()) {
      if (input.has(structure.word())) {
        if (found != null) {
          throw input.error("both \"" + found.word() + "\" and \"" + structure.word() + "\"");
        }
        found = structure;
      }
    }
    if (found == null) {
      throw input.error("no COSE structure that is known");
    }
    return found;
  }

  private static Bytes plaintext(Fields input) throws VectorFormatException {
    if (input.has("plaintext_hex")) {
      return input.hex("plaintext_hex");
    }
    return Bytes.wrap(input.text("plaintext").getBytes(StandardCharsets.UTF_8));
  }
}
