package org.teep4j.cose;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;

/**
 * JSON Web Keys: their members, taken apart and put together. JSON is read as the part of CBOR
 * diagnostic notation that it is.
 */
final class Jwk {

  /** The names of JWK for the values of {@code key_ops} (RFC 7517, Section 4.3). */
  private static final Map<KeyOperation, String> OPERATIONS =
      Map.of(
          KeyOperation.SIGN, "sign",
          KeyOperation.VERIFY, "verify",
          KeyOperation.ENCRYPT, "encrypt",
          KeyOperation.DECRYPT, "decrypt",
          KeyOperation.WRAP_KEY, "wrapKey",
          KeyOperation.UNWRAP_KEY, "unwrapKey",
          KeyOperation.DERIVE_KEY, "deriveKey",
          KeyOperation.DERIVE_BITS, "deriveBits");

  /** JWK makes no difference between MACs and signatures. */
  private static final Map<KeyOperation, String> MAC_OPERATIONS =
      Map.of(KeyOperation.MAC_CREATE, "sign", KeyOperation.MAC_VERIFY, "verify");

  /** What RFC 7518 calls an algorithm that COSE has by another name. */
  private static final Map<CoseAlgorithm, String> JOSE_NAMES =
      Map.of(
          CoseAlgorithm.HMAC_256, "HS256",
          CoseAlgorithm.HMAC_384, "HS384",
          CoseAlgorithm.HMAC_512, "HS512",
          CoseAlgorithm.RSAES_OAEP, "RSA-OAEP",
          CoseAlgorithm.RSAES_OAEP_SHA_256, "RSA-OAEP-256",
          CoseAlgorithm.RSAES_OAEP_SHA_512, "RSA-OAEP-512");

  private final Map<String, String> texts = new HashMap<>();
  private List<String> operations = List.of();

  private Jwk() {}

  // Reading.

  static CoseKey read(String json) throws DecodeException {
    Bytes cbor = Edn.parse(json);
    try {
      return readMembers(cbor).key();
    } catch (InvalidKeyException e) {
      throw refusal(Reason.INVALID_KEY, String.valueOf(e.getMessage()));
    } catch (DecodeException e) {
      // Its offset counts bytes of an encoding that the caller does not know.
      DecodeException relocated = refusal(e.reason(), e.detail());
      throw e.path().isEmpty() ? relocated : relocated.in(e.path());
    }
  }

  private static Jwk readMembers(Bytes cbor) throws DecodeException {
    Jwk jwk = new Jwk();
    CborReader reader = new CborReader(cbor, DecodeOptions.largest());
    reader.enterMap();
    while (reader.hasNext()) {
      if (reader.peekType() != CborType.TEXT_STRING) {
        throw reader.error(Reason.UNEXPECTED_TYPE, "the names of members are texts");
      }
      String name = reader.readText();
      if (name.equals("key_ops")) {
        jwk.operations = readTexts(reader);
      } else if (reader.peekType() == CborType.TEXT_STRING) {
        jwk.texts.put(name, reader.readText());
      } else {
        reader.skip();
      }
    }
    reader.exitMap();
    reader.expectEnd();
    return jwk;
  }

  private static List<String> readTexts(CborReader reader) throws DecodeException {
    List<String> read = new ArrayList<>();
    reader.enterArray();
    while (reader.hasNext()) {
      read.add(reader.readText());
    }
    reader.exitArray();
    return read;
  }

  private CoseKey key() throws DecodeException, InvalidKeyException {
    String kty = text("kty");
    CoseKey key =
        switch (kty) {
          case "EC" -> ec(curve());
          case "OKP" -> okp(curve());
          case "RSA" -> rsa();
          case "AKP" -> akp();
          case "oct" -> SymmetricKey.of(bytes("k"));
          default -> throw refusal(Reason.INVALID_KEY, "kty is not supported: " + kty).in("kty");
        };
    return key.with(attributes(key));
  }

  private CoseCurve curve() throws DecodeException {
    String name = text("crv");
    for (CoseCurve curve : CoseCurve.values()) {
      if (curve.ianaName().equals(name)) {
        return curve;
      }
    }
    throw refusal(Reason.INVALID_KEY, "crv is not supported: " + name).in("crv");
  }

  private CoseKey ec(CoseCurve curve) throws DecodeException, InvalidKeyException {
    Bytes x = bytes("x");
    Bytes y = bytes("y");
    return texts.containsKey("d") ? Ec2Key.of(curve, x, y, bytes("d")) : Ec2Key.of(curve, x, y);
  }

  private CoseKey okp(CoseCurve curve) throws DecodeException, InvalidKeyException {
    Bytes x = bytes("x");
    return texts.containsKey("d") ? OkpKey.of(curve, x, bytes("d")) : OkpKey.of(curve, x);
  }

  private CoseKey rsa() throws DecodeException, InvalidKeyException {
    BigInteger n = number("n");
    BigInteger e = number("e");
    if (!texts.containsKey("d")) {
      return RsaKey.of(n, e);
    }
    return RsaKey.of(
        n,
        e,
        new RsaKey.Secrets(
            number("d"), number("p"), number("q"), number("dp"), number("dq"), number("qi")));
  }

  private CoseKey akp() throws DecodeException, InvalidKeyException {
    String name = text("alg");
    CoseAlgorithm algorithm =
        CoseAlgorithm.fromLabel(algorithm(name))
            .orElseThrow(
                () -> refusal(Reason.INVALID_KEY, "alg is not supported: " + name).in("alg"));
    Bytes pub = bytes("pub");
    return texts.containsKey("priv")
        ? AkpKey.of(algorithm, pub, bytes("priv"))
        : AkpKey.of(algorithm, pub);
  }

  private KeyAttributes attributes(CoseKey key) {
    KeyAttributes attributes = KeyAttributes.NONE;
    String kid = texts.get("kid");
    if (kid != null) {
      attributes = attributes.withKeyId(Bytes.ofUtf8(kid));
    }
    String alg = texts.get("alg");
    if (alg != null) {
      attributes = attributes.withAlgorithm(algorithm(alg));
    }
    List<CoseLabel> permitted = new ArrayList<>();
    boolean isSymmetric = key instanceof SymmetricKey;
    operations.forEach(name -> permitted.add(operation(name, isSymmetric)));
    if (permitted.isEmpty() && "sig".equals(texts.get("use"))) {
      permitted.addAll(List.of(operation("sign", isSymmetric), operation("verify", isSymmetric)));
    }
    if (permitted.isEmpty() && "enc".equals(texts.get("use"))) {
      permitted.addAll(List.of(KeyOperation.ENCRYPT.label(), KeyOperation.DECRYPT.label()));
      permitted.addAll(List.of(KeyOperation.WRAP_KEY.label(), KeyOperation.UNWRAP_KEY.label()));
      permitted.addAll(List.of(KeyOperation.DERIVE_KEY.label(), KeyOperation.DERIVE_BITS.label()));
    }
    return attributes.withOperations(permitted);
  }

  /** A name that COSE does not have binds the key to an algorithm that does not exist. */
  private static CoseLabel algorithm(String name) {
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (joseName(algorithm).equals(name)) {
        return algorithm.label();
      }
    }
    return CoseLabel.of(name);
  }

  private static String joseName(CoseAlgorithm algorithm) {
    return JOSE_NAMES.getOrDefault(algorithm, algorithm.ianaName());
  }

  private static CoseLabel operation(String name, boolean isSymmetric) {
    for (Map<KeyOperation, String> names :
        isSymmetric ? List.of(MAC_OPERATIONS, OPERATIONS) : List.of(OPERATIONS)) {
      for (Map.Entry<KeyOperation, String> entry : names.entrySet()) {
        if (entry.getValue().equals(name)) {
          return entry.getKey().label();
        }
      }
    }
    return CoseLabel.of(name);
  }

  private String text(String name) throws DecodeException {
    String value = texts.get(name);
    if (value == null) {
      throw refusal(Reason.MISSING_ELEMENT, "the key has no " + name);
    }
    return value;
  }

  private Bytes bytes(String name) throws DecodeException {
    try {
      return Bytes.wrap(Base64.getUrlDecoder().decode(text(name)));
    } catch (IllegalArgumentException e) {
      throw refusal(Reason.SYNTAX, "not base64url").in(name);
    }
  }

  private BigInteger number(String name) throws DecodeException {
    Bytes bytes = bytes(name);
    if (bytes.isEmpty() || bytes.length() > RsaKey.MOST_BITS / 8) {
      throw refusal(Reason.WRONG_LENGTH, bytes.length() + " bytes").in(name);
    }
    return new BigInteger(1, bytes.toByteArray());
  }

  private static DecodeException refusal(Reason reason, String detail) {
    return new DecodeException(reason, 0, detail);
  }

  // Writing.

  static String write(CoseKey key) {
    Map<String, String> members = new LinkedHashMap<>();
    if (key instanceof Ec2Key ec) {
      members.put("kty", "EC");
      members.put("crv", ec.curve().ianaName());
      members.put("x", base64(ec.x()));
      members.put("y", base64(ec.y()));
      ec.d().ifPresent(d -> members.put("d", base64(d)));
    } else if (key instanceof OkpKey okp) {
      members.put("kty", "OKP");
      members.put("crv", okp.curve().ianaName());
      members.put("x", base64(okp.x()));
      okp.d().ifPresent(d -> members.put("d", base64(d)));
    } else if (key instanceof RsaKey rsa) {
      members.put("kty", "RSA");
      members.put("n", base64(RsaKey.toUnsigned(rsa.n())));
      members.put("e", base64(RsaKey.toUnsigned(rsa.e())));
      rsa.secrets().ifPresent(secrets -> putSecrets(members, secrets));
    } else if (key instanceof AkpKey akp) {
      members.put("kty", "AKP");
      members.put("pub", base64(akp.pub()));
      akp.priv().ifPresent(priv -> members.put("priv", base64(priv)));
    } else if (key instanceof SymmetricKey symmetric) {
      members.put("kty", "oct");
      members.put("k", base64(symmetric.k()));
    } else {
      throw new IllegalStateException("this key type has no JWK form");
    }
    key.keyId().ifPresent(id -> members.put("kid", keyId(id)));
    key.algorithmId().ifPresent(id -> members.put("alg", algorithmName(id)));
    return object(members, key.operations());
  }

  private static void putSecrets(Map<String, String> members, RsaKey.Secrets secrets) {
    members.put("d", base64(RsaKey.toUnsigned(secrets.d())));
    members.put("p", base64(RsaKey.toUnsigned(secrets.p())));
    members.put("q", base64(RsaKey.toUnsigned(secrets.q())));
    members.put("dp", base64(RsaKey.toUnsigned(secrets.dP())));
    members.put("dq", base64(RsaKey.toUnsigned(secrets.dQ())));
    members.put("qi", base64(RsaKey.toUnsigned(secrets.qInv())));
  }

  private static String keyId(Bytes id) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(id.asReadOnlyBuffer()).toString();
    } catch (CharacterCodingException e) {
      return base64(id);
    }
  }

  private static String algorithmName(CoseLabel id) {
    return CoseAlgorithm.fromLabel(id)
        .map(Jwk::joseName)
        .orElseGet(() -> id.isText() ? id.text() : Long.toString(id.number()));
  }

  private static String operationName(CoseLabel id) {
    @Nullable String name =
        id.isText()
            ? null
            : KeyOperation.fromId(id.number())
                .map(each -> OPERATIONS.getOrDefault(each, MAC_OPERATIONS.get(each)))
                .orElse(null);
    return name != null ? name : id.isText() ? id.text() : Long.toString(id.number());
  }

  private static String base64(Bytes bytes) {
    ByteBuffer encoded = Base64.getUrlEncoder().withoutPadding().encode(bytes.asReadOnlyBuffer());
    return StandardCharsets.US_ASCII.decode(encoded).toString();
  }

  private static String object(Map<String, String> members, List<CoseLabel> operations) {
    StringBuilder json = new StringBuilder("{");
    members.forEach(
        (name, value) -> {
          json.append(json.length() > 1 ? "," : "");
          quote(json, name);
          quote(json.append(':'), value);
        });
    if (!operations.isEmpty()) {
      json.append(",\"key_ops\":[");
      for (int i = 0; i < operations.size(); i++) {
        quote(json.append(i > 0 ? "," : ""), operationName(operations.get(i)));
      }
      json.append(']');
    }
    return json.append('}').toString();
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
