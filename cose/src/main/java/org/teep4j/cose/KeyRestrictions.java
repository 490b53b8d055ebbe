package org.teep4j.cose;

import java.security.InvalidKeyException;
import java.util.stream.Stream;

/** Enforces {@code alg} and {@code key_ops} of a key (RFC 9052, Section 7.1). */
final class KeyRestrictions {

  private KeyRestrictions() {}

  static void checkAlgorithm(CoseKey key, CoseAlgorithm... admitted) throws InvalidKeyException {
    if (key.algorithmId().isPresent()
        && Stream.of(admitted)
            .map(CoseAlgorithm::label)
            .noneMatch(key.algorithmId().get()::equals)) {
      CoseLabel bound = key.algorithmId().get();
      throw new InvalidKeyException(
          "the key is bound to alg "
              + bound
              + CoseAlgorithm.nameOf(bound).map(name -> " (" + name + ")").orElse("")
              + ", not to "
              + admitted[admitted.length - 1].ianaName());
    }
    if (key instanceof RsaKey rsa
        && rsa.isForPssAlone()
        && Stream.of(admitted).noneMatch(each -> each.scheme() == SignatureScheme.RSA_PSS)) {
      throw new InvalidKeyException("the key is for RSASSA-PSS alone");
    }
  }

  /** Checks that the key permits at least one of several operations. */
  static void checkOperation(CoseKey key, KeyOperation... sufficient) throws InvalidKeyException {
    if (key.isRestricted()
        && Stream.of(sufficient).map(KeyOperation::label).noneMatch(key.operations()::contains)) {
      throw new InvalidKeyException("key_ops does not include " + sufficient[0].coseName());
    }
  }

  static void checkLength(SymmetricKey key, CoseAlgorithm algorithm, int bits)
      throws InvalidKeyException {
    if (key.k().length() * 8 != bits) {
      throw new InvalidKeyException(
          "a key of " + algorithm.ianaName() + " takes " + bits + " bits");
    }
  }
}
