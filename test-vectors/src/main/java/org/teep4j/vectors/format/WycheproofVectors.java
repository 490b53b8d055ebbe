package org.teep4j.vectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.vectors.CoseExpectation.Admission;
import org.teep4j.vectors.PrimitiveExpectation;
import org.teep4j.vectors.PrimitiveExpectation.KeyAgreement;
import org.teep4j.vectors.PrimitiveExpectation.KeyDerivation;
import org.teep4j.vectors.PrimitiveExpectation.KeyWrap;
import org.teep4j.vectors.PrimitiveExpectation.RawEncryption;
import org.teep4j.vectors.PrimitiveExpectation.RawMac;
import org.teep4j.vectors.PrimitiveExpectation.RawSignature;
import org.teep4j.vectors.Provenance;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.format.WycheproofFile.Group;
import org.teep4j.vectors.format.WycheproofFile.Result;
import org.teep4j.vectors.format.WycheproofFile.Test;

/**
 * Converts the tests of Wycheproof. A valid test that COSE does not permit, for example because of
 * the length of its nonce, is expected to be refused.
 */
public final class WycheproofVectors {
  private static final Map<String, CoseAlgorithm> ECDSA =
      Map.of(
          "SHA-256", CoseAlgorithm.ES256,
          "SHA-384", CoseAlgorithm.ES384,
          "SHA-512", CoseAlgorithm.ES512);
  private static final Map<String, CoseAlgorithm> RSA_PSS =
      Map.of(
          "SHA-256/MGF1/SHA-256/32", CoseAlgorithm.PS256,
          "SHA-384/MGF1/SHA-384/48", CoseAlgorithm.PS384,
          "SHA-512/MGF1/SHA-512/64", CoseAlgorithm.PS512);
  private static final Map<String, CoseAlgorithm> HMAC =
      Map.of(
          "HMACSHA256", CoseAlgorithm.HMAC_256,
          "HMACSHA384", CoseAlgorithm.HMAC_384,
          "HMACSHA512", CoseAlgorithm.HMAC_512);

  private final WycheproofFile file;
  private final Provenance source;
  private final KeyRing keys;

  private WycheproofVectors(WycheproofFile file, Provenance source, KeyRing keys) {
    this.file = file;
    this.source = source;
    this.keys = keys;
  }

  /**
   * Converts the tests.
   *
   * @param file the tests
   * @param source their source
   * @param keys receives the keys of groups
   * @return one vector for each test, in the order of the file
   * @throws UnknownNameException if COSE does not have the operation
   * @throws IllegalArgumentException if a test is malformed
   */
  public static List<TestVector> of(WycheproofFile file, Provenance source, KeyRing keys) {
    WycheproofVectors maker = new WycheproofVectors(file, source, keys);
    List<TestVector> vectors = new ArrayList<>();
    for (Group group : file.groups()) {
      for (Test test : group.tests()) {
        vectors.add(maker.placed(group, test));
      }
    }
    return vectors;
  }

  private TestVector placed(Group group, Test test) {
    try {
      return vector(group, test);
    } catch (UnknownNameException unknown) {
      throw unknown;
    } catch (IllegalArgumentException damaged) {
      throw new IllegalArgumentException(
          "tcId " + test.id() + ": " + damaged.getMessage(), damaged);
    }
  }

  private TestVector vector(Group group, Test test) {
    PrimitiveExpectation expectation =
        switch (group.type()) {
          case "EcdsaP1363Verify", "EddsaVerify", "RsassaPssVerify", "MlDsaVerify" ->
              signature(group, test);
          case "MacTest" -> mac(group, test);
          case "AeadTest" -> encryption(group, test);
          case "KeywrapTest" -> keyWrap(group, test);
          case "EcdhTest", "EcdhEcpointTest", "XdhComp" -> agreement(group, test);
          case "HkdfTest" -> derivation(test);
          default -> throw new UnknownNameException("no tests of type " + group.type());
        };
    return new TestVector(
        "tcId " + test.id(),
        test.flags().isEmpty() ? test.result().name() : String.join(", ", test.flags()),
        source,
        VectorKind.PRIMITIVE,
        Optional.empty(),
        Optional.empty(),
        List.of(expectation),
        List.of());
  }

  private static Bytes hex(Test test, String name) {
    return Digits.hex(test.fields().path(name).asText(), name);
  }

  private static Bytes hex(Bytes bytes) {
    return Bytes.fromHex(bytes.toHex());
  }

  /** The step that fails if the test is invalid; weak and old forms are decided by the caller. */
  private static Optional<String> unless(Test test, String step) {
    return test.result() == Result.INVALID ? Optional.of(step) : Optional.empty();
  }

  // Signatures.

  private PrimitiveExpectation signature(Group group, Test test) {
    CoseAlgorithm algorithm = signatureAlgorithm(group);
    boolean unusual =
        group.type().equals("EcdsaP1363Verify")
            && JsonKey.secCurve(curve(group)) != algorithm.curve().orElseThrow();
    Optional<String> refused = unless(test, "SIGNATURE");
    if (test.flags().contains("IncorrectPublicKeyLength")) {
      refused = Optional.of("KEY");
    } else if (!test.fields().path("ctx").asText().isEmpty()) {
      // ML-DSA in COSE has no context.
      refused = Optional.of("SIGNATURE");
    }
    return new RawSignature(
        publicKey(group),
        (int) algorithm.id(),
        unusual ? List.of(Admission.ANY_CURVE) : List.of(),
        hex(test, "msg"),
        hex(test, "sig"),
        refused);
  }

  private CoseAlgorithm signatureAlgorithm(Group group) {
    String hash = group.fields().path("sha").asText();
    return switch (group.type()) {
      case "EcdsaP1363Verify" ->
          onCurve(JsonKey.secCurve(curve(group)), hash).orElseGet(() -> known(ECDSA, hash));
      case "EddsaVerify" -> CoseAlgorithm.EDDSA;
      case "MlDsaVerify" -> CoseAlgorithm.ML_DSA_44;
      default ->
          known(
              RSA_PSS,
              String.join(
                  "/",
                  hash,
                  group.fields().path("mgf").asText(),
                  group.fields().path("mgfSha").asText(),
                  group.fields().path("sLen").asText()));
    };
  }

  private static String curve(Group group) {
    return group.fields().path("publicKey").path("curve").asText();
  }

  /** The algorithm that COSE has for a curve with this hash function. */
  private static Optional<CoseAlgorithm> onCurve(CoseCurve curve, String hash) {
    return Stream.of(CoseAlgorithm.values())
        .filter(each -> each.curve().equals(Optional.of(curve)))
        .filter(each -> each.hashName().equals(Optional.of(hash)))
        .findFirst();
  }

  private CoseAlgorithm known(Map<String, CoseAlgorithm> algorithms, String name) {
    CoseAlgorithm algorithm = algorithms.get(name);
    if (algorithm == null) {
      throw new UnknownNameException(file.algorithm() + " with " + name + " is no COSE algorithm");
    }
    return algorithm;
  }

  /** The key of a group; some have a JWK, some numbers, some bytes. */
  private String publicKey(Group group) {
    JsonNode jwk = group.fields().path("publicKeyJwk");
    JsonNode numbers = group.fields().path("publicKey");
    if (numbers.isTextual()) {
      CborWriter key = new CborWriter().beginMap();
      key.writeLong(1).writeLong(AKP).writeLong(3).writeLong(CoseAlgorithm.ML_DSA_44.id());
      key.writeLong(-1).writeBytes(Digits.hex(numbers, "publicKey"));
      return keys.add("AKP", key.endMap().toBytes(), "key", "signer");
    }
    return jwk.isObject()
        ? keys.add(JsonKey.type(jwk), JsonKey.encode(jwk), "key", "signer")
        : keys.add("EC2", JsonKey.encodePoint(numbers), "key", "signer");
  }

  /** The key type of ML-DSA (RFC 9964). */
  private static final int AKP = 7;

  // MACs.

  private PrimitiveExpectation mac(Group group, Test test) {
    CoseAlgorithm algorithm = known(HMAC, file.algorithm());
    int hashBits = Integer.parseInt(file.algorithm().substring("HMACSHA".length()));
    int keyBits = group.fields().path("keySize").asInt();
    boolean prefix = group.fields().path("tagSize").asInt() != hashBits;
    Optional<String> refused = unless(test, "MAC");
    if (keyBits < hashBits) {
      refused = Optional.of("KEY");
    } else if (prefix) {
      refused = Optional.of("MAC");
    }
    return new RawMac(
        hex(test, "key"),
        (int) algorithm.id(),
        hex(test, "msg"),
        hex(test, "tag"),
        prefix && test.result() == Result.VALID && keyBits >= hashBits,
        refused);
  }

  // Content encryption.

  private PrimitiveExpectation encryption(Group group, Test test) {
    int keyBits = group.fields().path("keySize").asInt();
    int ivBits = group.fields().path("ivSize").asInt();
    int tagBits = group.fields().path("tagSize").asInt();
    CoseAlgorithm algorithm = encryptionAlgorithm(keyBits, ivBits, tagBits);
    boolean hasKey = !(file.algorithm().equals("AES-CCM") && keyBits == 192);
    boolean hasNonce =
        file.algorithm().equals("AES-CCM") ? ivBits == 104 || ivBits == 56 : ivBits == 96;
    Optional<String> refused = unless(test, "DECRYPTION");
    if (!hasKey) {
      refused = Optional.of("KEY");
    } else if (!hasNonce) {
      refused = Optional.of("IV");
    }
    return new RawEncryption(
        hex(test, "key"),
        (int) algorithm.id(),
        hex(test, "iv"),
        hex(test, "aad"),
        hex(test, "msg"),
        Bytes.fromHex(hex(test, "ct").toHex() + hex(test, "tag").toHex()),
        refused);
  }

  private CoseAlgorithm encryptionAlgorithm(int keyBits, int ivBits, int tagBits) {
    return switch (file.algorithm()) {
      case "AES-GCM" -> named("A" + keyBits + "GCM");
      case "CHACHA20-POLY1305" -> CoseAlgorithm.CHACHA20_POLY1305;
      case "AES-CCM" -> {
        String name =
            "AES-CCM-"
                + (ivBits == 56 ? 64 : 16)
                + (tagBits == 64 ? "-64-" : "-128-")
                + (keyBits == 128 ? 128 : 256);
        yield named(name);
      }
      default -> throw new UnknownNameException(file.algorithm() + " is no COSE algorithm");
    };
  }

  private static CoseAlgorithm named(String name) {
    return CoseAlgorithm.fromId(AlgorithmNames.id(name)).orElseThrow();
  }

  // Keys.

  private static PrimitiveExpectation keyWrap(Group group, Test test) {
    CoseAlgorithm algorithm = named("A" + group.fields().path("keySize").asInt() + "KW");
    // The weak tests wrap 8 bytes, which RFC 3394 does not permit.
    boolean wraps = test.result() == Result.VALID;
    return new KeyWrap(
        hex(test, "key"),
        (int) algorithm.id(),
        hex(test, "msg"),
        hex(test, "ct"),
        wraps ? Optional.empty() : Optional.of("RECIPIENT"));
  }

  private static PrimitiveExpectation agreement(Group group, Test test) {
    String encoding =
        switch (group.type()) {
          case "EcdhTest" -> "spki";
          case "EcdhEcpointTest" -> "point";
          default -> "raw";
        };
    CoseCurve curve =
        switch (group.fields().path("curve").asText()) {
          case "curve25519" -> CoseCurve.X25519;
          case "curve448" -> CoseCurve.X448;
          default -> JsonKey.secCurve(group.fields().path("curve").asText());
        };
    Bytes privateKey = hex(test, "private");
    return new KeyAgreement(
        curve.ianaName(),
        hex(JsonKey.fixed(privateKey, curve.size())),
        hex(test, "public"),
        encoding,
        hex(test, "shared"),
        agreementRefused(test, encoding));
  }

  /** Acceptable tests with malformed input are expected to be refused. */
  private static Optional<String> agreementRefused(Test test, String encoding) {
    if (test.flags().contains("ZeroSharedSecret")) {
      return Optional.of("RECIPIENT");
    }
    boolean weak = test.flags().contains("InvalidAsn") || test.flags().contains("UnnamedCurve");
    if (test.result() == Result.VALID || test.result() == Result.ACCEPTABLE && !weak) {
      return Optional.empty();
    }
    // A key in a message, also one on another curve, is checked when the message is opened.
    boolean isKey = !encoding.equals("spki") || isOnKnownCurve(hex(test, "public").toHex());
    return Optional.of(isKey ? "RECIPIENT_FORM" : "KEY");
  }

  /**
   * Whether a key in X.509 is one on secp256k1, P-384, P-521 or a curve of RFC 5639. A coordinate
   * that is the prime of secp256k1 is that of no point.
   */
  private static boolean isOnKnownCurve(String spki) {
    return Stream.of(
                "06052b8104000a03420004",
                "06052b8104002203620004",
                "06052b810400230381860004",
                "06092b240303020801010703420004",
                "06092b240303020801010903520004",
                "06092b240303020801010b03620004",
                "06092b240303020801010d0381820004")
            .anyMatch(spki::contains)
        && !spki.contains("fffffffefffffc2f");
  }

  private PrimitiveExpectation derivation(Test test) {
    CoseAlgorithm algorithm =
        file.algorithm().equals("HKDF-SHA-256")
            ? CoseAlgorithm.DIRECT_HKDF_SHA_256
            : CoseAlgorithm.DIRECT_HKDF_SHA_512;
    boolean valid = test.result() == Result.VALID;
    return new KeyDerivation(
        (int) algorithm.id(),
        hex(test, "ikm"),
        hex(test, "salt"),
        hex(test, "info"),
        test.fields().path("size").asInt(),
        valid ? Optional.of(hex(test, "okm")) : Optional.empty(),
        valid ? Optional.empty() : Optional.of("KEY"));
  }
}
