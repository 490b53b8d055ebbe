package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.internal.KeyIdText;
import org.teep4j.cose.internal.Message;
import org.teep4j.cose.internal.RawMac;

/** Makes MACs with a key in memory or a key of a provider. */
final class KeyMacCreator implements CoseMacCreator {

  private final CoseAlgorithm algorithm;
  private final Optional<Bytes> keyId;
  private final RawMac raw;

  private KeyMacCreator(CoseAlgorithm algorithm, Optional<Bytes> keyId, RawMac raw) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.raw = raw;
  }

  static KeyMacCreator of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    SecretKey secret = SymmetricUse.check(key, algorithm, KeyOperation.MAC_CREATE);
    return new KeyMacCreator(algorithm, key.keyId(), SymmetricUse.mac(secret, algorithm, null));
  }

  static KeyMacCreator of(
      SecretKey key, CoseAlgorithm algorithm, Optional<Bytes> keyId, @Nullable Provider provider)
      throws GeneralSecurityException {
    SymmetricUse.check(key, algorithm);
    return new KeyMacCreator(algorithm, keyId, SymmetricUse.mac(key, algorithm, provider));
  }

  /** For a content key of a message that is received or sent. */
  static KeyMacCreator ofContentKey(byte[] key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    return of(SymmetricUse.secretKey(key, algorithm), algorithm, Optional.empty(), null);
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
  public byte[] mac(Segments toBeMaced) throws GeneralSecurityException {
    try {
      return raw.mac(Message.of(toBeMaced));
    } catch (IOException e) {
      throw new IllegalStateException(e); // cannot happen: the message is in memory
    }
  }

  @Override
  public byte[] mac(ContentSource toBeMaced) throws GeneralSecurityException, IOException {
    return raw.mac(new SourceMessage(toBeMaced));
  }

  @Override
  public String toString() {
    return "CoseMacCreator[" + algorithm + KeyIdText.of(keyId) + "]";
  }
}
