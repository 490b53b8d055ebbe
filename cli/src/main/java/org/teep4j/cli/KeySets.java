package org.teep4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;

/**
 * Files of several keys: a JWK Set (RFC 7517, Section 5) or a COSE_KeySet (RFC 9052, Section 7).
 */
final class KeySets {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private KeySets() {}

  static boolean isSet(Input input) {
    return jwks(input).isPresent() || coseKeys(input).isPresent();
  }

  /** Refuses a set where a single key is needed. */
  static void refuse(Input input) throws UsageException {
    boolean jwk = jwks(input).isPresent();
    if (jwk || coseKeys(input).isPresent()) {
      throw new UsageException(
          input.name()
              + ": a "
              + (jwk ? "JWK Set" : "COSE_KeySet")
              + ", and one key is needed here: give a file with the one that is meant");
    }
  }

  /** The keys of a set; unreadable keys are reported. */
  static List<KeyFile> read(Input input, Console console) throws UsageException {
    List<KeyFile> keys = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    Optional<JsonNode> jwks = jwks(input);
    List<Bytes> encoded = jwks.isPresent() ? List.of() : coseKeys(input).orElse(List.of());
    int size = jwks.isPresent() ? jwks.get().size() : encoded.size();
    for (int i = 0; i < size; i++) {
      String name = input.name() + ", key " + (i + 1) + " of " + size;
      try {
        keys.add(
            new KeyFile(
                name,
                jwks.isPresent()
                    ? CoseKeys.fromJwk(jwks.get().get(i).toString())
                    : CoseKey.decode(encoded.get(i))));
      } catch (DecodeException refused) {
        reasons.add(name + ": not a key: " + refused.getMessage());
      }
    }
    if (keys.isEmpty()) {
      throw new UsageException(
          reasons.isEmpty() ? input.name() + ": a set of no keys" : String.join("; ", reasons));
    }
    reasons.forEach(reason -> console.error("note: not used: " + reason));
    return keys;
  }

  private static Optional<JsonNode> jwks(Input input) {
    String text = new String(input.bytes().toByteArray(), StandardCharsets.UTF_8);
    if (!text.stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      JsonNode keys = JSON.readTree(text).path("keys");
      return Optional.of(keys).filter(JsonNode::isArray);
    } catch (JsonProcessingException | NumberFormatException noJson) {
      return Optional.empty();
    }
  }

  private static Optional<List<Bytes>> coseKeys(Input input) {
    return elements(input.bytes()).or(() -> notation(input.bytes()).flatMap(KeySets::elements));
  }

  private static Optional<Bytes> notation(Bytes bytes) {
    String text = new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    try {
      return text.stripLeading().startsWith("[") ? Optional.of(Edn.parse(text)) : Optional.empty();
    } catch (DecodeException noNotation) {
      return Optional.empty();
    }
  }

  /** The elements of an encoded array; empty if the bytes are not an array. */
  private static Optional<List<Bytes>> elements(Bytes bytes) {
    try {
      CborReader reader = new CborReader(bytes);
      if (reader.peekType() != CborType.ARRAY) {
        return Optional.empty();
      }
      List<Bytes> elements = new ArrayList<>();
      reader.enterArray();
      while (reader.hasNext()) {
        elements.add(reader.readEncodedItem());
      }
      reader.exitArray();
      reader.expectEnd();
      return Optional.of(elements);
    } catch (DecodeException noArray) {
      return Optional.empty();
    }
  }
}
