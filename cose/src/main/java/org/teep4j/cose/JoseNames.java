package org.teep4j.cose;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JOSE names of COSE algorithms and operations: the rows of the IANA registries "JSON Web
 * Signature and Encryption Algorithms" and "JSON Web Key Operations" with the same meaning. Key
 * agreement has no such rows, because JOSE derives keys in another way.
 */
final class JoseNames {

  private static final Map<CoseAlgorithm, String> ALGORITHMS = algorithms();

  /** JOSE uses the same operation for MACs and signatures. */
  private static final String SIGN = "sign";

  private static final String VERIFY = "verify";

  /** RFC 7517, Section 4.3. */
  private static final Map<KeyOperation, String> OPERATIONS =
      Map.of(
          KeyOperation.ENCRYPT, "encrypt",
          KeyOperation.DECRYPT, "decrypt",
          KeyOperation.WRAP_KEY, "wrapKey",
          KeyOperation.UNWRAP_KEY, "unwrapKey",
          KeyOperation.DERIVE_KEY, "deriveKey",
          KeyOperation.DERIVE_BITS, "deriveBits");

  private static final Map<KeyOperation, String> OF_SYMMETRIC = operationsOf(true);

  private static final Map<KeyOperation, String> OF_OTHERS = operationsOf(false);

  private JoseNames() {}

  private static Map<CoseAlgorithm, String> algorithms() {
    Map<CoseAlgorithm, String> names = new EnumMap<>(CoseAlgorithm.class);
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      switch (algorithm) {
        case ES256, ES384, ES512, ES256K, EDDSA, ED25519, ED448 ->
            names.put(algorithm, algorithm.ianaName());
        case PS256, PS384, PS512, RS256, RS384, RS512, ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
            names.put(algorithm, algorithm.ianaName());
        case A128GCM, A192GCM, A256GCM, A128KW, A192KW, A256KW ->
            names.put(algorithm, algorithm.ianaName());
        case A128CTR, A192CTR, A256CTR, A128CBC, A192CBC, A256CBC ->
            names.put(algorithm, algorithm.ianaName());
        case HMAC_256 -> names.put(algorithm, "HS256");
        case HMAC_384 -> names.put(algorithm, "HS384");
        case HMAC_512 -> names.put(algorithm, "HS512");
        case RSAES_OAEP -> names.put(algorithm, "RSA-OAEP");
        case RSAES_OAEP_SHA_256 -> names.put(algorithm, "RSA-OAEP-256");
        case RSAES_OAEP_SHA_512 -> names.put(algorithm, "RSA-OAEP-512");
        case DIRECT -> names.put(algorithm, "dir");
        default -> {} // JOSE has no such algorithm
      }
    }
    return names;
  }

  /**
   * The algorithm with a name in JOSE, or else in COSE, because some writers use COSE names. Any
   * other name binds the key to an algorithm that is not supported.
   */
  static CoseLabel algorithm(String name) {
    for (Map.Entry<CoseAlgorithm, String> entry : ALGORITHMS.entrySet()) {
      if (entry.getValue().equals(name)) {
        return entry.getKey().label();
      }
    }
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.ianaName().equals(name)) {
        return algorithm.label();
      }
    }
    return CoseLabel.of(name);
  }

  /** The JOSE name of an algorithm; empty if JOSE has none. */
  static Optional<String> ofAlgorithm(CoseLabel id) {
    if (id.isText()) {
      return Optional.of(id.text()).filter(name -> algorithm(name).equals(id));
    }
    return CoseAlgorithm.fromId(id.number()).map(ALGORITHMS::get);
  }

  /** The operation that a JOSE name stands for, for a symmetric or asymmetric key. */
  static CoseLabel operation(String name, boolean isSymmetric) {
    for (Map.Entry<KeyOperation, String> entry : operations(isSymmetric).entrySet()) {
      if (entry.getValue().equals(name)) {
        return entry.getKey().label();
      }
    }
    return CoseLabel.of(name);
  }

  /** The JOSE name of an operation; empty if JOSE has none. */
  static Optional<String> ofOperation(CoseLabel id, boolean isSymmetric) {
    if (id.isText()) {
      return Optional.of(id.text()).filter(name -> operation(name, isSymmetric).equals(id));
    }
    return KeyOperation.fromId(id.number()).map(operations(isSymmetric)::get);
  }

  private static Map<KeyOperation, String> operations(boolean isSymmetric) {
    return isSymmetric ? OF_SYMMETRIC : OF_OTHERS;
  }

  /**
   * The operation names for symmetric or asymmetric keys. Operations of the other kind of key get
   * their name from RFC 9052 if it is free, so that they do not turn into operations of this kind.
   */
  private static Map<KeyOperation, String> operationsOf(boolean isSymmetric) {
    Map<KeyOperation, String> names = new EnumMap<>(OPERATIONS);
    if (isSymmetric) {
      names.put(KeyOperation.MAC_CREATE, SIGN);
      names.put(KeyOperation.MAC_VERIFY, VERIFY);
    } else {
      names.put(KeyOperation.SIGN, SIGN);
      names.put(KeyOperation.VERIFY, VERIFY);
      names.put(KeyOperation.MAC_CREATE, KeyOperation.MAC_CREATE.coseName());
      names.put(KeyOperation.MAC_VERIFY, KeyOperation.MAC_VERIFY.coseName());
    }
    return names;
  }

  /**
   * The operations that {@code use} permits (RFC 7517, Section 4.2).
   *
   * @return null for a value that is not registered
   */
  static @Nullable List<KeyOperation> ofUse(String use, CoseKey key) {
    boolean isSymmetric = key instanceof SymmetricKey;
    return switch (use) {
      case "sig" ->
          isSymmetric
              ? List.of(KeyOperation.MAC_CREATE, KeyOperation.MAC_VERIFY)
              : List.of(KeyOperation.SIGN, KeyOperation.VERIFY);
      case "enc" -> {
        if (key instanceof Ec2Key || key instanceof OkpKey) {
          // Both ECDH and HPKE accept this.
          yield List.of(KeyOperation.DERIVE_BITS);
        }
        List<KeyOperation> transport =
            List.of(
                KeyOperation.ENCRYPT,
                KeyOperation.DECRYPT,
                KeyOperation.WRAP_KEY,
                KeyOperation.UNWRAP_KEY);
        yield isSymmetric
            ? List.of(
                KeyOperation.ENCRYPT,
                KeyOperation.DECRYPT,
                KeyOperation.WRAP_KEY,
                KeyOperation.UNWRAP_KEY,
                KeyOperation.DERIVE_KEY,
                KeyOperation.DERIVE_BITS)
            : transport;
      }
      default -> null;
    };
  }
}
