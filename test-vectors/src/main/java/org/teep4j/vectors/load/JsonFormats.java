package org.teep4j.vectors.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;
import org.teep4j.vectors.format.VectorSetFile;

/** Recognizes JSON formats by their content. */
final class JsonFormats {
  private JsonFormats() {}

  /** The format, recognized by members that no other format has; empty if it is unknown. */
  static Optional<VectorFormat> detect(JsonNode json) {
    if (json.isObject()) {
      return detectObject(json);
    }
    if (json.isArray() && json.has(0)) {
      JsonNode first = json.get(0);
      if (first.has("hex") && first.has("roundtrip")) {
        return Optional.of(VectorFormat.CBOR_APPENDIX_A);
      }
      if (first.has("hex") && first.has("kind")) {
        return Optional.of(VectorFormat.CBOR_APPENDIX_F);
      }
    }
    return Optional.empty();
  }

  private static Optional<VectorFormat> detectObject(JsonNode json) {
    if (json.path("format").asText("").equals(SetReader.FORMAT)) {
      return Optional.of(VectorFormat.TEEP4J);
    }
    if (json.path("format").asText("").equals(ScenarioReader.FORMAT)) {
      return Optional.of(VectorFormat.SUIT_SCENARIOS);
    }
    if (BehaviourReader.isPack(json)) {
      return Optional.of(VectorFormat.TEEP_CASES);
    }
    if (json.has("testGroups")) {
      return Optional.of(VectorFormat.WYCHEPROOF);
    }
    if (json.has("uuid") && GluecoseReader.operation(json).isPresent()) {
      return Optional.of(VectorFormat.GLUECOSE);
    }
    if (json.path("input").isObject() && json.path("output").isObject()) {
      return Optional.of(VectorFormat.COSE_WG_EXAMPLE);
    }
    if (json.path("groups").isArray() && json.has("psk_id_hex")) {
      return Optional.of(VectorFormat.COSE_HPKE);
    }
    if (json.path("tokens").isObject() && json.has("claims_set_A1_hex")) {
      return Optional.of(VectorFormat.RFC8392);
    }
    if (json.path("equivalent").isArray()) {
      return Optional.of(VectorFormat.EDN_EXAMPLES);
    }
    return Optional.empty();
  }

  static VectorFile read(VectorFormat format, JsonNode json, Path file, int limit)
      throws VectorFormatException {
    return switch (format) {
      case TEEP4J -> new VectorSetFile(file, SetReader.read(json, file));
      case COSE_WG_EXAMPLE -> CoseExampleReader.read(json, file);
      case GLUECOSE -> GluecoseReader.read(json, file);
      case COSE_HPKE -> CoseReaders.hpke(json, file);
      case RFC8392 -> CoseReaders.cwt(json, file);
      case CBOR_APPENDIX_A -> CborReaders.examples(json, file);
      case CBOR_APPENDIX_F -> CborReaders.malformed(json, file);
      case EDN_EXAMPLES -> CborReaders.notations(json, file);
      case SUIT_SCENARIOS -> ScenarioReader.read(json, file, limit);
      case TEEP_CASES -> BehaviourReader.read(json, file);
      case WYCHEPROOF -> WycheproofReader.read(json, file);
      case HEX_AND_NOTATION -> throw new IllegalArgumentException("not JSON: " + format);
    };
  }
}
