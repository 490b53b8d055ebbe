package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.format.CwtExamples;
import org.teep4j.vectors.format.HpkeExamples;

/** Reads the vectors of COSE-HPKE and the examples of RFC 8392. */
final class CoseReaders {
  private CoseReaders() {}

  static HpkeExamples hpke(JsonNode json, Path file) throws VectorFormatException {
    Fields top = Fields.of(file, "", json);
    List<HpkeExamples.Group> groups = new ArrayList<>();
    for (Fields group : top.objects("groups")) {
      List<HpkeExamples.Message> messages = new ArrayList<>();
      for (Fields vector : group.objects("vectors")) {
        messages.add(
            new HpkeExamples.Message(
                utf8(vector, "external_aad"),
                utf8(vector, "info"),
                utf8(vector, "hpke_aad"),
                vector.hex("ciphertext_hex")));
      }
      groups.add(
          new HpkeExamples.Group(
              group.text("suite"), group.flag("psk"), group.hex("cose_key_hex"), messages));
    }
    HpkeExamples read =
        new HpkeExamples(
            file, utf8(top, "plaintext"), top.hex("psk_hex"), top.hex("psk_id_hex"), groups);
    if (read.count() == 0) {
      throw top.error("no messages");
    }
    return read;
  }

  private static Bytes utf8(Fields fields, String name) throws VectorFormatException {
    return Bytes.wrap(fields.text(name).getBytes(StandardCharsets.UTF_8));
  }

  static CwtExamples cwt(JsonNode json, Path file) throws VectorFormatException {
    Fields top = Fields.of(file, "", json);
    Fields keyFields = top.object("keys");
    Map<String, Bytes> keys = new LinkedHashMap<>();
    for (String section : keyFields.names()) {
      keys.put(section, keyFields.object(section).hex("cose_key_hex"));
    }
    Fields tokenFields = top.object("tokens");
    List<CwtExamples.Token> tokens = new ArrayList<>();
    for (String section : tokenFields.names()) {
      Fields token = tokenFields.object(section);
      List<String> names = token.has("key") ? List.of(token.text("key")) : token.texts("keys");
      if (!keys.keySet().containsAll(names)) {
        throw token.error("a key that is not among the keys");
      }
      List<Integer> tags = token.has("tags") ? token.integers("tags") : List.of();
      if (tags.isEmpty() != names.isEmpty()) {
        throw token.error("\"tags\" and keys go together");
      }
      tokens.add(new CwtExamples.Token(section, token.hex("hex"), tags, names));
    }
    if (tokens.isEmpty()) {
      throw top.error("no tokens");
    }
    return new CwtExamples(file, top.hex("claims_set_A1_hex"), keys, tokens);
  }
}
