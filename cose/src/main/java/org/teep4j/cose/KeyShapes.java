package org.teep4j.cose;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Shape;

/** Shapes of keys for printing: the names of parameters, and which parameters are secret. */
final class KeyShapes {

  static final Shape KEY = Shape.mapBy(KeyShapes::ofMap);

  static final Shape POSSIBLE_KEY =
      Shape.mapBy(map -> Labels.of(map).isKey() ? ofMap(map) : Shape.any())
          .or(Shape.secretStrings(SecretSearch::holdsSecret));

  /** The JWK members of all key types that contain no secret (RFC 7517, Section 4). */
  private static final Set<String> JWK_METADATA =
      Set.of("kty", "use", "key_ops", "alg", "kid", "x5u", "x5c", "x5t", "x5t#S256");

  private KeyShapes() {}

  private static Shape ofMap(Bytes map) {
    Labels labels = Labels.of(map);
    return labels.isJwk() ? jwk(labels) : coseKey(labels);
  }

  private static Shape coseKey(Labels labels) {
    Map<Long, Shape> values = commonParameters();
    CoseKeyType type = labels.type;
    if (type != null) {
      for (CoseKeyType.Parameter parameter : type.parameters()) {
        Shape value = parameter.label() == -1 && hasCurve(type) ? CURVES : Shape.any();
        value = parameter.isSecret() ? value.secret() : value;
        values.put((long) parameter.label(), value.named(parameter.ianaName()));
      }
    }
    RegisteredNames.KEY_PARAMETERS
        .getOrDefault(labels.kty, Map.of())
        .forEach((label, name) -> values.put(label, others(labels).named(name)));
    return Shape.map(values).withOthers(Shape.any(), others(labels));
  }

  /** Unknown parameters are shown for a public key and hidden for other keys. */
  private static Shape others(Labels labels) {
    return labels.hidesOthers() ? Shape.any().secret() : Shape.any();
  }

  private static boolean hasCurve(CoseKeyType type) {
    return type == CoseKeyType.EC2 || type == CoseKeyType.OKP;
  }

  private static final Shape CURVES = Shape.integers(curveNames());

  /** The value of {@code alg} in a key or a header. */
  static final Shape ALGORITHM = Shape.integers(algorithmNames());

  private static Map<Long, String> algorithmNames() {
    Map<Long, String> names = new HashMap<>(RegisteredNames.ALGORITHMS);
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      names.put(algorithm.id(), algorithm.ianaName());
    }
    return names;
  }

  private static Map<Long, String> curveNames() {
    Map<Long, String> curves = new HashMap<>();
    for (CoseCurve curve : CoseCurve.values()) {
      curves.put((long) curve.id(), curve.ianaName());
    }
    return curves;
  }

  private static Map<Long, Shape> commonParameters() {
    Map<Long, String> types = new HashMap<>(RegisteredNames.KEY_TYPES);
    for (CoseKeyType each : CoseKeyType.values()) {
      types.put((long) each.id(), each.ianaName());
    }
    Map<Long, String> operations = new HashMap<>();
    for (KeyOperation operation : KeyOperation.values()) {
      operations.put((long) operation.id(), operation.coseName());
    }
    Map<Long, Shape> values = new HashMap<>();
    values.put((long) KeyAttributes.KTY, Shape.integers(types).named("kty"));
    values.put((long) KeyAttributes.KID, Shape.quoted().named("kid"));
    values.put((long) KeyAttributes.ALG, ALGORITHM.named("alg"));
    values.put(
        (long) KeyAttributes.KEY_OPS, Shape.arrayOf(Shape.integers(operations)).named("key_ops"));
    values.put((long) KeyAttributes.BASE_IV, Shape.any("Base IV"));
    return values;
  }

  private static Shape jwk(Labels labels) {
    Map<String, Shape> values = new HashMap<>();
    JWK_METADATA.forEach(name -> values.put(name, Shape.any()));
    if (labels.type != null) {
      for (CoseKeyType.Parameter parameter : labels.type.parameters()) {
        if (!parameter.isSecret()) {
          values.put(parameter.joseName(), Shape.any());
        }
      }
    }
    return Shape.textMap(values).withOthers(Shape.any(), others(labels));
  }

  /** The properties of a key that the labels of its map show, without reading the values. */
  static final class Labels {
    private @Nullable CoseKeyType type;
    private long kty;
    private boolean hasKty;
    private boolean hasTextKty;
    private boolean hasParameter;
    private boolean isStrange;
    private boolean hasSecret;
    private boolean isWhole;

    private Labels() {}

    /** Reads the labels of the map at the start of the bytes, as far as they can be read. */
    static Labels of(Bytes map) {
      Labels labels = new Labels();
      try {
        // The key type may come last, but it determines which labels are secret. So read it first.
        labels.readType(new CborReader(map, DecodeOptions.largest()));
        labels.readOthers(new CborReader(map, DecodeOptions.largest()));
        labels.isWhole = true;
      } catch (DecodeException cut) {
        // A truncated key is treated as a key.
      }
      return labels;
    }

    boolean isKey() {
      // A damaged key may look strange only because of the damage.
      return isJwk() || hasKty && hasParameter && !(isStrange && isWhole);
    }

    boolean isJwk() {
      return hasTextKty;
    }

    boolean hidesOthers() {
      return type == null || hasSecret || !isWhole;
    }

    private void readType(CborReader reader) throws DecodeException {
      if (reader.peekType() != CborType.MAP) {
        return;
      }
      reader.enterMap();
      while (reader.hasNext() && !hasKty && !hasTextKty) {
        if (reader.peekType() == CborType.TEXT_STRING) {
          boolean kty = reader.readText().equals("kty");
          hasTextKty = kty && reader.peekType() == CborType.TEXT_STRING;
        } else {
          CborType value = readLabel(reader) == KeyAttributes.KTY ? reader.peekType() : null;
          hasKty = value == CborType.TEXT_STRING || value != null && isInteger(value);
        }
        if (hasTextKty) {
          type = ofJoseName(reader.readText());
        } else if (hasKty && isInteger(reader.peekType())) {
          kty = readLabel(reader);
          type = CoseKeyType.fromId(kty).orElse(null);
        } else {
          reader.skip();
        }
      }
    }

    private static boolean isInteger(CborType type) {
      return type == CborType.UNSIGNED_INTEGER || type == CborType.NEGATIVE_INTEGER;
    }

    /** Reads an integer label. Returns 0, which is no label of a key, for any other item. */
    private static long readLabel(CborReader reader) throws DecodeException {
      if (!isInteger(reader.peekType())) {
        reader.skip();
        return 0;
      }
      BigInteger label = reader.readInteger();
      return label.bitLength() < Long.SIZE ? label.longValue() : 0;
    }

    private static @Nullable CoseKeyType ofJoseName(String name) {
      for (CoseKeyType each : CoseKeyType.values()) {
        if (!name.isEmpty() && each.joseName().equals(name)) {
          return each;
        }
      }
      return null;
    }

    private void readOthers(CborReader reader) throws DecodeException {
      if (!hasKty && !hasTextKty) {
        return;
      }
      reader.enterMap();
      while (reader.hasNext()) {
        boolean text = reader.peekType() == CborType.TEXT_STRING;
        if (hasTextKty) {
          hasSecret |= !text || isJwkSecret(reader.readText());
        } else if (text) {
          reader.skip();
        } else {
          readParameter(readLabel(reader), reader.peekType());
        }
        if (hasTextKty && !text) {
          reader.skip();
        }
        reader.skip();
      }
    }

    private boolean isJwkSecret(String name) {
      return type == null
          || type.parameters().stream()
              .anyMatch(each -> each.isSecret() && each.joseName().equals(name));
    }

    /** Marks the map as strange if a common key parameter has a value of the wrong type. */
    private void readParameter(long label, CborType value) {
      // Lower labels are private-use claims of a CWT.
      hasParameter |= label < 0 && label >= -65536;
      hasSecret |= type != null && type.isSecret(label);
      if (label == KeyAttributes.KID || label == KeyAttributes.BASE_IV) {
        isStrange |= value != CborType.BYTE_STRING;
      } else if (label == KeyAttributes.KEY_OPS) {
        isStrange |= value != CborType.ARRAY;
      }
    }
  }
}
