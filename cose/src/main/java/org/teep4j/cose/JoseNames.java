package org.teep4j.cose;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JOSE names of COSE algorithms and operations. {@link CoseAlgorithm} has the names of
 * algorithms; key agreement has none, because JOSE derives keys in another way. The names of
 * operations are rows of the IANA registry "JSON Web Key Operations".
 */
final class JoseNames {

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

  /**
   * The algorithm with a name in JOSE, or else in COSE, because some writers use COSE names. Any
   * other name binds the key to an algorithm that is not supported.
   */
  static CoseLabel algorithm(String name) {
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.joseName().filter(name::equals).isPresent()) {
        return algorithm.label();
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
    return CoseAlgorithm.fromId(id.number()).flatMap(CoseAlgorithm::joseName);
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
