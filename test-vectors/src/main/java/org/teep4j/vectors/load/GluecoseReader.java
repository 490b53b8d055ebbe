package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.format.GluecoseExample;
import org.teep4j.vectors.format.GluecoseExample.Operation;

/** Reads gluecose test cases. */
final class GluecoseReader {
  private static final String SIGN = "sign1::sign";
  private static final String VERIFY = "sign1::verify";

  private GluecoseReader() {}

  /** The name of the member that describes the operation; it contains two colons. */
  static Optional<String> operation(JsonNode json) {
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (name.contains("::")) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  static GluecoseExample read(JsonNode json, Path file) throws VectorFormatException {
    Fields top = Fields.of(file, "", json);
    return new GluecoseExample(
        file,
        top.text("uuid"),
        top.text("title"),
        top.text("description"),
        top.object("key").node(),
        top.text("alg"),
        operation(top));
  }

  private static Operation operation(Fields top) throws VectorFormatException {
    String name = operation(top.node()).orElse("");
    return switch (name) {
      case SIGN -> sign(top.object(SIGN));
      case VERIFY -> verify(top.object(VERIFY));
      default -> throw top.error("no operation \"" + name + "\" that is known");
    };
  }

  private static Operation sign(Fields fields) throws VectorFormatException {
    Bytes output = fields.object("expectedOutput").hex("cborHex");
    int fixed = fields.integer("fixedOutputLength");
    if (fixed < 0 || fixed > output.length()) {
      throw fields.error("\"fixedOutputLength\" is not from 0 to " + output.length());
    }
    return new GluecoseExample.Sign1Sign(
        fields.hex("payload"),
        headers(fields, "protectedHeaders"),
        headers(fields, "unprotectedHeaders"),
        fields.optionalHex("external").orElse(Bytes.empty()),
        fields.flag("detached", false),
        fields.object("tbsHex").hex("cborHex"),
        output,
        fixed);
  }

  private static Operation verify(Fields fields) throws VectorFormatException {
    return new GluecoseExample.Sign1Verify(
        fields.object("taggedCOSESign1").hex("cborHex"),
        fields.optionalHex("external").orElse(Bytes.empty()),
        fields.optionalHex("detachedPayload"),
        fields.flag("shouldVerify"));
  }

  private static Bytes headers(Fields fields, String name) throws VectorFormatException {
    // Left out means a header map without entries.
    return fields.has(name) ? fields.object(name).hex("cborHex") : Bytes.fromHex("a0");
  }
}
