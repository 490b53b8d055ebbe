package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.AlgorithmTraits.Distributing;

/** The content key is derived from a shared secret (RFC 9053, Section 6.1.2). */
record DirectHkdf(SymmetricKey shared, DerivedKey derivation) implements KeySending, KeyReceiving {

  static DirectHkdf of(SymmetricKey shared, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    Distributing traits = Distributing.of(algorithm);
    boolean byAes = traits.scheme() == RecipientScheme.DIRECT_HKDF_AES;
    if (!byAes && traits.scheme() != RecipientScheme.DIRECT_HKDF) {
      throw new InvalidKeyException("the key does not fit " + algorithm.ianaName());
    }
    KeyRestrictions.checkAlgorithm(shared, algorithm);
    KeyRestrictions.checkOperation(shared, KeyOperation.DERIVE_KEY, KeyOperation.DERIVE_BITS);
    if (byAes) {
      KeyRestrictions.checkLength(shared, algorithm, traits.keyBits());
    }
    return new DirectHkdf(shared, new DerivedKey(algorithm));
  }

  @Override
  public ContentKey send(
      CoseHeaders headers, byte @Nullable [] key, ContentKeyUse use, RecipientContext context)
      throws GeneralSecurityException {
    byte[] secret = shared.k().toByteArray();
    try {
      return derivation.send(
          secret, derivation.withFreshNonce(headers, context.kdf()), key, use, context.kdf());
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  @Override
  public byte[] receive(
      CoseRecipient recipient,
      ContentKeyUse use,
      RecipientContext context,
      VerifyOptions options,
      RecipientTrials trials)
      throws GeneralSecurityException {
    byte[] secret = shared.k().toByteArray();
    try {
      return derivation.receive(secret, recipient, use, context.kdf());
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
