package org.teep4j.vectors.internal.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.Ec2Key;
import org.teep4j.cose.OkpKey;
import org.teep4j.cose.RsaKey;

/**
 * Public keys out of vector files: JWKs, and the COSE working group's objects, which are like JWKs
 * and have hexadecimal digits in members that end in {@code _hex}.
 */
final class JsonKeys {
  private static final Map<String, String> SEC_NAMES =
      Map.of("secp256r1", "P-256", "secp384r1", "P-384", "secp521r1", "P-521");

  private JsonKeys() {}

  static CoseKey publicKey(JsonNode key) throws CheckFailure, NotDone, GeneralSecurityException {
    String type = key.path("kty").asText();
    String curve = key.path("crv").asText();
    try {
      return switch (type) {
        case "EC", "EC2" ->
            Ec2Key.of(VectorKeys.curve(curve), coordinate(key, "x"), coordinate(key, "y"));
        case "OKP" -> OkpKey.of(VectorKeys.curve(curve), bytes(key, "x"));
        case "RSA" -> RsaKey.of(number(key, "n"), number(key, "e"));
        default -> throw new NotDone(type + " keys are not supported yet");
      };
    } catch (IllegalArgumentException malformed) {
      throw new CheckFailure("the key of the vector is malformed: " + malformed.getMessage());
    }
  }

  /** A key as Wycheproof writes it: the curve by its SEC name, and coordinates as numbers. */
  static CoseKey ofNumbers(JsonNode key) throws CheckFailure, GeneralSecurityException {
    String name = SEC_NAMES.getOrDefault(key.path("curve").asText(), "");
    CoseCurve curve = VectorKeys.curve(name);
    Bytes x = fixed(new BigInteger(key.path("wx").asText(), 16), curve.size());
    Bytes y = fixed(new BigInteger(key.path("wy").asText(), 16), curve.size());
    return Ec2Key.of(curve, x, y);
  }

  /** A coordinate, whose leading zeros some files drop. */
  private static Bytes coordinate(JsonNode key, String name) throws CheckFailure {
    CoseCurve curve = VectorKeys.curve(key.path("crv").asText());
    return fixed(number(key, name), curve.size());
  }

  private static Bytes fixed(BigInteger number, int size) throws CheckFailure {
    byte[] digits = number.toByteArray();
    int sign = digits.length > 1 && digits[0] == 0 ? 1 : 0;
    int length = digits.length - sign;
    CheckFailure.require(length <= size, "a coordinate is too long for its curve");
    byte[] whole = new byte[size];
    System.arraycopy(digits, sign, whole, size - length, length);
    return Bytes.wrap(whole);
  }

  private static BigInteger number(JsonNode key, String name) {
    return new BigInteger(1, bytes(key, name).toByteArray());
  }

  private static Bytes bytes(JsonNode key, String name) {
    JsonNode digits = key.path(name + "_hex");
    return digits.isTextual()
        ? Bytes.fromHex(digits.asText())
        : Bytes.wrap(Base64.getUrlDecoder().decode(key.path(name).asText()));
  }
}
