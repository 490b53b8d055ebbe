package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.KeyIdText;
import org.teep4j.cose.internal.Message;
import org.teep4j.cose.internal.RawMac;

/** Verifies MACs with a key in memory or a key of a provider. */
final class KeyMacVerifier implements CoseMacVerifier {

  private final CoseAlgorithm algorithm;
  private final Optional<Bytes> keyId;
  private final RawMac raw;

  private KeyMacVerifier(CoseAlgorithm algorithm, Optional<Bytes> keyId, RawMac raw) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.raw = raw;
  }

  static KeyMacVerifier of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    SecretKey secret = SymmetricUse.check(key, algorithm, KeyOperation.MAC_VERIFY);
    return new KeyMacVerifier(algorithm, key.keyId(), SymmetricUse.mac(secret, algorithm, null));
  }

  static KeyMacVerifier of(
      SecretKey key, CoseAlgorithm algorithm, Optional<Bytes> keyId, @Nullable Provider provider)
      throws GeneralSecurityException {
    SymmetricUse.check(key, algorithm);
    return new KeyMacVerifier(algorithm, keyId, SymmetricUse.mac(key, algorithm, provider));
  }

  /** For a content key of a received message. */
  static KeyMacVerifier ofContentKey(byte[] key, CoseAlgorithm algorithm, Optional<Bytes> keyId)
      throws GeneralSecurityException {
    return of(SymmetricUse.secretKey(key, algorithm), algorithm, keyId, null);
  }

  @Override
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public Optional<Bytes> keyId() {
    return keyId;
  }

  @Override
  public void verify(Segments toBeMaced, Bytes tag) throws VerificationException {
    try {
      verify(Message.of(toBeMaced), tag);
    } catch (IOException e) {
      throw new IllegalStateException(e); // cannot happen: the message is in memory
    }
  }

  @Override
  public void verify(ContentSource toBeMaced, Bytes tag) throws VerificationException, IOException {
    verify(new SourceMessage(toBeMaced), tag);
  }

  private void verify(Message toBeMaced, Bytes tag) throws VerificationException, IOException {
    Bytes computed;
    try {
      computed = Bytes.wrap(raw.mac(toBeMaced));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new VerificationException(Failure.PROVIDER, e);
    }
    // Tags of different lengths are not equal: a truncated tag is refused.
    if (!computed.constantTimeEquals(tag)) {
      throw new VerificationException(Failure.MAC);
    }
  }

  @Override
  public String toString() {
    return "CoseMacVerifier[" + algorithm + KeyIdText.of(keyId) + "]";
  }
}
