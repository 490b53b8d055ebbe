package org.teep4j.vectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKeyType;

/**
 * A key from a vector file: a JWK, or one of the COSE working group's objects, which are like JWKs
 * and have hexadecimal digits in members that end in {@code _hex}. Encoding it as a COSE_Key checks
 * nothing, so that wrong keys reach the library unchanged.
 */
final class JsonKey {
  private static final Map<String, String> SEC_NAMES =
      Map.of("secp256r1", "P-256", "secp384r1", "P-384", "secp521r1", "P-521");

  /** The members of an RSA key, in the order of the labels of COSE. */
  private static final List<String> RSA_MEMBERS =
      List.of("n", "e", "d", "p", "q", "dp", "dq", "qi");

  private final JsonNode json;
  private final CborWriter writer = new CborWriter();

  private JsonKey(JsonNode json) {
    this.json = json;
  }

  /** The COSE key type, by its name in the registry. */
  static String type(JsonNode json) {
    return switch (json.path("kty").asText()) {
      case "EC", "EC2" -> "EC2";
      case "oct" -> "Symmetric";
      default -> json.path("kty").asText();
    };
  }

  /** The key as a COSE_Key, without its identifier. */
  static Bytes encode(JsonNode json) {
    return new JsonKey(json).encode(Optional.empty());
  }

  /** The key as a COSE_Key, with an identifier. */
  static Bytes encode(JsonNode json, Bytes keyId) {
    return new JsonKey(json).encode(Optional.of(keyId));
  }

  /** The curve by its SEC name, which Wycheproof uses. */
  static CoseCurve secCurve(String name) {
    return curve(SEC_NAMES.getOrDefault(name, name));
  }

  static CoseCurve curve(String name) {
    return Arrays.stream(CoseCurve.values())
        .filter(curve -> curve.ianaName().equals(name))
        .findFirst()
        .orElseThrow(() -> new UnknownNameException("no curve has the name " + name));
  }

  /** A public key whose coordinates are numbers, as Wycheproof writes it. */
  static Bytes encodePoint(JsonNode key) {
    CoseCurve curve = secCurve(key.path("curve").asText());
    return encodeCurveKey(
        CoseKeyType.EC2,
        curve,
        fixed(number(key, "wx"), curve.size()),
        Optional.of(fixed(number(key, "wy"), curve.size())),
        Optional.empty());
  }

  /** A key on a curve. */
  static Bytes encodeCurveKey(
      CoseKeyType type, CoseCurve curve, Bytes x, Optional<Bytes> y, Optional<Bytes> d) {
    CborWriter writer = new CborWriter().beginMap();
    writer.writeLong(1).writeLong(type.id());
    writer.writeLong(-1).writeLong(curve.id());
    writer.writeLong(-2).writeBytes(x);
    y.ifPresent(value -> writer.writeLong(-3).writeBytes(value));
    d.ifPresent(value -> writer.writeLong(-4).writeBytes(value));
    return writer.endMap().toBytes();
  }

  private Bytes encode(Optional<Bytes> keyId) {
    writer.beginMap();
    CoseKeyType type =
        Arrays.stream(CoseKeyType.values())
            .filter(each -> each.ianaName().equals(type(json)))
            .findFirst()
            .orElseThrow(() -> new UnknownNameException("no key type has the name " + type(json)));
    writer.writeLong(1).writeLong(type.id());
    keyId.ifPresent(id -> writer.writeLong(2).writeBytes(id));
    switch (type) {
      case EC2, OKP -> {
        CoseCurve curve = curve(json.path("crv").asText());
        writer.writeLong(-1).writeLong(curve.id());
        coordinate(-2, "x", curve);
        coordinate(-3, "y", curve);
        coordinate(-4, "d", curve);
      }
      case RSA -> {
        for (int i = 0; i < RSA_MEMBERS.size(); i++) {
          bytes(-1 - i, RSA_MEMBERS.get(i));
        }
      }
      case SYMMETRIC -> bytes(-1, "k");
      case HSS_LMS -> writer.writeLong(-1).writeBytes(Digits.hex(json.path("public"), "public"));
      default -> throw new UnknownNameException("no key type " + type);
    }
    return writer.endMap().toBytes();
  }

  private void bytes(int label, String name) {
    member(name).ifPresent(value -> writer.writeLong(label).writeBytes(value));
  }

  /** A coordinate; some files omit its leading zeros. */
  private void coordinate(int label, String name, CoseCurve curve) {
    member(name).ifPresent(value -> writer.writeLong(label).writeBytes(fixed(value, curve.size())));
  }

  private Optional<Bytes> member(String name) {
    // The examples of the COSE working group have dP and dQ.
    String capital =
        name.length() == 2 && name.startsWith("d")
            ? "d" + name.substring(1).toUpperCase(Locale.ROOT)
            : name;
    JsonNode digits = json.path(capital + "_hex");
    JsonNode text = json.path(name);
    if (digits.isTextual()) {
      return Optional.of(Digits.hex(digits, capital + "_hex"));
    }
    return text.isTextual() ? Optional.of(base64(text.asText(), name)) : Optional.empty();
  }

  private static Bytes base64(String text, String name) {
    try {
      return Bytes.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException("\"" + name + "\" of a key is not base64url", refused);
    }
  }

  /** A number padded to its required length; a longer number is unchanged. */
  static Bytes fixed(Bytes number, int size) {
    int zeros = 0;
    while (number.length() - zeros > size && number.unsignedByteAt(zeros) == 0) {
      zeros++;
    }
    Bytes digits = number.slice(zeros, number.length());
    if (digits.length() >= size) {
      return digits;
    }
    byte[] whole = new byte[size];
    byte[] right = digits.toByteArray();
    System.arraycopy(right, 0, whole, size - right.length, right.length);
    return Bytes.wrap(whole);
  }

  /** A number in hexadecimal digits, possibly an odd number of digits. */
  private static Bytes number(JsonNode key, String name) {
    String digits = key.path(name).asText();
    return Digits.hex(digits.length() % 2 == 0 ? digits : "0" + digits, name);
  }
}
