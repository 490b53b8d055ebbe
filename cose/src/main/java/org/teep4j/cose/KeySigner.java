package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.internal.KeyIdText;
import org.teep4j.cose.internal.Message;
import org.teep4j.cose.internal.RawSigner;

/** A signer with a key in memory or a key of a provider. */
final class KeySigner implements CoseSigner {

  private final CoseAlgorithm algorithm;
  private final Optional<Bytes> keyId;
  private final Optional<Bytes> thumbprint;
  final RawSigner raw;

  private KeySigner(
      CoseAlgorithm algorithm, Optional<Bytes> keyId, Optional<Bytes> thumbprint, RawSigner raw) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.thumbprint = thumbprint;
    this.raw = raw;
  }

  static KeySigner of(CoseKey key) throws GeneralSecurityException {
    return of(key, KeyUse.algorithmOf(key));
  }

  static KeySigner of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    KeyUse use = KeyUse.check(key, algorithm, KeyOperation.SIGN, false);
    return new KeySigner(
        algorithm, key.keyId(), Optional.of(key.thumbprint()), SignatureEngines.signer(key, use));
  }

  static KeySigner of(
      PrivateKey key, CoseAlgorithm algorithm, Optional<Bytes> keyId, @Nullable Provider provider)
      throws GeneralSecurityException {
    KeyUse use = KeyUse.check(key, algorithm);
    return new KeySigner(
        algorithm, keyId, Optional.empty(), SignatureEngines.signer(key, use, provider));
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
  public Optional<Bytes> thumbprint() {
    return thumbprint;
  }

  @Override
  public byte[] sign(Segments toBeSigned) throws GeneralSecurityException {
    try {
      return raw.sign(Message.of(toBeSigned));
    } catch (IOException e) {
      throw new IllegalStateException(e); // cannot happen: the message is in memory
    }
  }

  @Override
  public byte[] sign(ContentSource toBeSigned) throws GeneralSecurityException, IOException {
    return raw.sign(new SourceMessage(toBeSigned));
  }

  @Override
  public String toString() {
    return "CoseSigner[" + algorithm + KeyIdText.of(keyId) + "]";
  }
}
