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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.codec.Reason;

/**
 * Reads and writes JSON Web Keys. JSON is read with the parser for CBOR diagnostic notation,
 * because it is a subset of that.
 */
final class Jwk {

  /** The maximum number of characters, which is many times the length of the longest key. */
  static final int LONGEST = 1 << 18;

  /** The members that restrict a key or make it private. They must not be ignored. */
  private static final Set<String> UNDERSTOOD =
      Set.of("use", "alg", "key_ops", "d", "p", "q", "dp", "dq", "qi", "oth", "priv");

  private final Map<String, String> texts = new HashMap<>();
  private @Nullable List<String> operations;
  private boolean isSet;

  private final DecodeOptions options;

  private Jwk(DecodeOptions options) {
    this.options = options;
  }

  // Reading.

  static CoseKey read(String json, DecodeOptions options) throws DecodeException {
    if (json.length() > LONGEST) {
      throw new DecodeException(
          Reason.FIXED_LIMIT, LONGEST, "a JWK has at most " + LONGEST + " characters");
    }
    Bytes cbor = Edn.parse(json, EdnParseOptions.defaults().withLimits(options));
    try {
      return readMembers(cbor, options).key();
    } catch (InvalidKeyException e) {
      throw refusal(Reason.INVALID_KEY, String.valueOf(e.getMessage()));
    } catch (DecodeException e) {
      // The offset in the exception is one in a CBOR encoding that the caller does not know.
      DecodeException relocated = refusal(e.reason(), e.detail());
      throw e.path().isEmpty() ? relocated : relocated.in(e.path());
    }
  }

  private static Jwk readMembers(Bytes cbor, DecodeOptions options) throws DecodeException {
    Jwk jwk = new Jwk(options);
    CborReader reader = new CborReader(cbor, DecodeOptions.largest());
    reader.enterMap();
    while (reader.hasNext()) {
      if (reader.peekType() != CborType.TEXT_STRING) {
        throw reader.error(Reason.UNEXPECTED_TYPE, "the name of a member must be a text string");
      }
      String name = reader.readText();
      jwk.isSet |= name.equals("keys");
      if (reader.peekType() == CborType.TEXT_STRING && !name.equals("key_ops")) {
        jwk.texts.put(name, reader.readText());
      } else if (reader.peekType() == CborType.NULL || !UNDERSTOOD.contains(name)) {
        reader.skip();
      } else if (name.equals("key_ops")) {
        jwk.operations = readTexts(reader);
      } else {
        throw reader
            .error(Reason.UNEXPECTED_TYPE, "the value has the wrong type for a JWK")
            .in(name);
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
      if (read.size() == KeyAttributes.MOST_OPERATIONS) {
        throw reader.error(Reason.FIXED_LIMIT, "key_ops has too many elements");
      }
      read.add(reader.readText());
    }
    reader.exitArray();
    return read;
  }

  private CoseKey key() throws DecodeException, InvalidKeyException {
    if (isSet && !texts.containsKey("kty")) {
      throw refusal(
          Reason.UNEXPECTED_TYPE, "this is a JWK Set, not a JWK: take the one that is meant");
    }
    String kty = text("kty");
    CoseKey key =
        switch (kty) {
          case "EC" -> ec(curve());
          case "OKP" -> okp(curve());
          case "RSA" -> rsa();
          case "AKP" -> akp();
          case "oct" -> SymmetricKey.checked(bytes("k"), KeyAttributes.NONE);
          default -> throw refusal(Reason.INVALID_KEY, "kty is not supported: " + kty).in("kty");
        };
    return key.with(attributes(key));
  }

  private CoseCurve curve() throws DecodeException {
    String name = text("crv");
    for (CoseCurve curve : CoseCurve.values()) {
      if (curve.joseName().filter(name::equals).isPresent()) {
        return curve;
      }
    }
    throw refusal(Reason.INVALID_KEY, "crv is not supported: " + name).in("crv");
  }

  private CoseKey ec(CoseCurve curve) throws DecodeException, InvalidKeyException {
    Bytes x = coordinate("x", curve, "6.2.1.2");
    Bytes y = coordinate("y", curve, "6.2.1.3");
    Bytes d = texts.containsKey("d") ? coordinate("d", curve, "6.2.2.1") : null;
    return Ec2Key.checked(curve, x, y, d, KeyAttributes.NONE);
  }

  /** Some writers leave out leading zero bytes, which has no other meaning. */
  private Bytes coordinate(String name, CoseCurve curve, String section) throws DecodeException {
    Bytes value = bytes(name);
    int missing = curve.size() - value.length();
    if (missing <= 0 || value.isEmpty() || curve.keyType() != CoseKeyType.EC2) {
      return value;
    }
    String detail =
        String.format(
            "%s has %d bytes, and on %s takes %d, leading zeros included (RFC 7518, Section %s)",
            name, value.length(), curve.ianaName(), curve.size(), section);
    new CborReader(Bytes.empty(), options).tolerate(refusal(Reason.WRONG_LENGTH, detail));
    byte[] padded = new byte[curve.size()];
    value.copyTo(padded, missing);
    return Bytes.wrap(padded);
  }

  private CoseKey okp(CoseCurve curve) throws DecodeException, InvalidKeyException {
    Bytes x = bytes("x");
    return OkpKey.checked(curve, x, bytesOrNull("d"), KeyAttributes.NONE);
  }

  private CoseKey rsa() throws DecodeException, InvalidKeyException {
    BigInteger n = number("n");
    BigInteger e = number("e");
    boolean hasFactors = Stream.of("p", "q", "dp", "dq", "qi").anyMatch(texts::containsKey);
    if (!texts.containsKey("d") && !hasFactors) {
      return RsaKey.of(n, e);
    }
    if (!hasFactors) {
      return RsaKey.of(n, e, number("d"));
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
        CoseAlgorithm.fromLabel(JoseNames.algorithm(name))
            .orElseThrow(
                () -> refusal(Reason.INVALID_KEY, "alg is not supported: " + name).in("alg"));
    Bytes pub = bytes("pub");
    return AkpKey.checked(algorithm, pub, bytesOrNull("priv"), KeyAttributes.NONE);
  }

  private KeyAttributes attributes(CoseKey key) throws DecodeException {
    KeyAttributes attributes = KeyAttributes.NONE;
    String kid = texts.get("kid");
    if (kid != null) {
      attributes = attributes.withKeyId(Bytes.ofUtf8(kid));
    }
    String alg = texts.get("alg");
    if (alg != null) {
      attributes = attributes.withAlgorithm(JoseNames.algorithm(alg));
    }
    List<CoseLabel> permitted = operations(key);
    return attributes.withOperations(
        permitted == null || key.isPrivate() ? permitted : ofPublic(permitted));
  }

  /** The operations of {@code key_ops}, or else those of {@code use}; null if both are absent. */
  private @Nullable List<CoseLabel> operations(CoseKey key) throws DecodeException {
    String use = texts.get("use");
    List<KeyOperation> used = use == null ? null : JoseNames.ofUse(use, key);
    if (use != null && used == null) {
      throw refusal(Reason.INVALID_KEY, "use is neither sig nor enc: " + use).in("use");
    }
    if (operations == null) {
      return used == null
          ? null
          : used.stream().map(KeyOperation::label).collect(Collectors.toUnmodifiableList());
    }
    boolean isSymmetric = key instanceof SymmetricKey;
    List<CoseLabel> listed =
        operations.stream()
            .map(name -> JoseNames.operation(name, isSymmetric))
            .collect(Collectors.toUnmodifiableList());
    boolean signs = listed.stream().anyMatch(SIGNATURES::contains);
    boolean others = listed.stream().anyMatch(each -> !each.isText() && !SIGNATURES.contains(each));
    if (use != null && (use.equals("sig") ? others : signs)) {
      throw refusal(Reason.INVALID_KEY, "use and key_ops contradict each other").in("key_ops");
    }
    return listed;
  }

  private static final Set<CoseLabel> SIGNATURES =
      Stream.of(
              KeyOperation.SIGN,
              KeyOperation.VERIFY,
              KeyOperation.MAC_CREATE,
              KeyOperation.MAC_VERIFY)
          .map(KeyOperation::label)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * The operations of a public key. {@code use} covers both keys of a pair, but in COSE public keys
   * have no operation for deriving (RFC 9053, Section 6.3.1).
   */
  private List<CoseLabel> ofPublic(List<CoseLabel> permitted) {
    Set<CoseLabel> derive =
        Set.of(KeyOperation.DERIVE_KEY.label(), KeyOperation.DERIVE_BITS.label());
    return operations == null
        ? KeyAttributes.publicOperations(permitted)
        : permitted.stream()
            .filter(each -> !derive.contains(each))
            .collect(Collectors.toUnmodifiableList());
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

  private @Nullable Bytes bytesOrNull(String name) throws DecodeException {
    return texts.containsKey(name) ? bytes(name) : null;
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

  /** The members that identify a public key, in the order and form of RFC 7638, Section 3. */
  static String required(CoseKey key) {
    Map<String, String> required = new TreeMap<>(members(key));
    if (key instanceof AkpKey akp) {
      required.put("alg", akp.algorithm().joseName().orElseThrow());
    }
    required.keySet().retainAll(Set.of("kty", "crv", "x", "y", "n", "e", "k", "alg", "pub"));
    return object(required, null);
  }

  static String write(CoseKey key) {
    Map<String, String> members = members(key);
    key.keyId().ifPresent(id -> members.put("kid", keyId(id)));
    key.algorithmId().flatMap(JoseNames::ofAlgorithm).ifPresent(name -> members.put("alg", name));
    return object(members, key.isRestricted() ? operationNames(key) : null);
  }

  /** The members of the key type. */
  private static Map<String, String> members(CoseKey key) {
    Map<String, String> members = new LinkedHashMap<>();
    if (key instanceof Ec2Key ec) {
      members.put("kty", "EC");
      members.put("crv", name(ec.curve()));
      members.put("x", base64(ec.x()));
      members.put("y", base64(ec.y()));
      ec.d().ifPresent(d -> members.put("d", base64(d)));
    } else if (key instanceof OkpKey okp) {
      members.put("kty", "OKP");
      members.put("crv", name(okp.curve()));
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
    return members;
  }

  private static String name(CoseCurve curve) {
    return curve
        .joseName()
        .orElseThrow(() -> new IllegalStateException("JOSE has no curve " + curve.ianaName()));
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

  /** The JOSE names of the operations; operations without one are left out. */
  private static List<String> operationNames(CoseKey key) {
    boolean isSymmetric = key instanceof SymmetricKey;
    List<String> names =
        key.operations().stream()
            .flatMap(id -> JoseNames.ofOperation(id, isSymmetric).stream())
            .collect(Collectors.toUnmodifiableList());
    if (names.isEmpty() && !key.operations().isEmpty()) {
      throw new IllegalStateException("JWK has no name for any of the operations of the key");
    }
    return names;
  }

  private static String base64(Bytes bytes) {
    ByteBuffer encoded = Base64.getUrlEncoder().withoutPadding().encode(bytes.asReadOnlyBuffer());
    return StandardCharsets.US_ASCII.decode(encoded).toString();
  }

  private static String object(Map<String, String> members, @Nullable List<String> operations) {
    StringBuilder json = new StringBuilder("{");
    members.forEach(
        (name, value) -> {
          json.append(json.length() > 1 ? "," : "");
          quote(json, name);
          quote(json.append(':'), value);
        });
    if (operations != null) {
      json.append(",\"key_ops\":[");
      for (int i = 0; i < operations.size(); i++) {
        quote(json.append(i > 0 ? "," : ""), operations.get(i));
      }
      json.append(']');
    }
    return json.append('}').toString();
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
              } else if (Edn.isPrintable(c)) {
                json.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  json.append(String.format("\\u%04x", (int) unit));
                }
              }
            });
    json.append('"');
  }
}
