package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.KeyIdText;
import org.teep4j.cose.internal.Message;
import org.teep4j.cose.internal.RawVerifier;

/** A verifier with one key: a COSE key, or a key of a provider. */
final class KeyVerifier implements CoseVerifier {

  private final KeyUse use;
  private final boolean acceptsOtherName;
  private final Optional<CoseKey> key;
  final RawVerifier raw;

  private KeyVerifier(
      KeyUse use, boolean acceptsOtherName, Optional<CoseKey> key, RawVerifier raw) {
    this.use = use;
    this.acceptsOtherName = acceptsOtherName;
    this.key = key.map(CoseKey::toPublic);
    this.raw = raw;
  }

  static KeyVerifier of(CoseKey key) throws GeneralSecurityException {
    KeyUse use = KeyUse.check(key, KeyUse.algorithmOf(key), KeyOperation.VERIFY, false);
    return new KeyVerifier(
        use, key.algorithmId().isEmpty(), Optional.of(key), SignatureEngines.verifier(key, use));
  }

  static KeyVerifier of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    KeyUse use = KeyUse.check(key, algorithm, KeyOperation.VERIFY, false);
    return new KeyVerifier(use, false, Optional.of(key), SignatureEngines.verifier(key, use));
  }

  static List<CoseVerifier> allOf(CoseKey key, Set<CoseAlgorithm> permitted)
      throws GeneralSecurityException {
    List<CoseVerifier> verifiers = new ArrayList<>();
    GeneralSecurityException refusal = new InvalidKeyException("no algorithm is permitted");
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (permitted.contains(algorithm)) {
        try {
          verifiers.add(of(key, algorithm));
        } catch (GeneralSecurityException e) {
          refusal = e;
        }
      }
    }
    if (verifiers.isEmpty()) {
      throw refusal;
    }
    return List.copyOf(verifiers);
  }

  static KeyVerifier ofAnyCurve(CoseKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    boolean hasOneCurve =
        algorithm.scheme() != SignatureScheme.ECDSA || algorithm.fullySpecified(null) == algorithm;
    if (hasOneCurve) {
      throw new InvalidKeyException(algorithm.ianaName() + " has one curve");
    }
    if (key.curveOrNull() == CoseCurve.SECP256K1) { // for ES256K alone (RFC 8812, Section 3.2)
      throw KeyMismatch.of(key, algorithm);
    }
    KeyUse use = KeyUse.check(key, algorithm, KeyOperation.VERIFY, true);
    return new KeyVerifier(use, false, Optional.of(key), SignatureEngines.verifier(key, use));
  }

  static KeyVerifier of(PublicKey key, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    KeyUse use = KeyUse.check(key, algorithm);
    return new KeyVerifier(
        use, false, Optional.empty(), SignatureEngines.verifier(key, use, provider));
  }

  @Override
  public CoseAlgorithm algorithm() {
    return use.algorithm();
  }

  @Override
  public boolean accepts(CoseAlgorithm stated) {
    return stated == use.algorithm()
        || (acceptsOtherName && stated.fullySpecified(use.curve()) == use.algorithm());
  }

  @Override
  public Optional<Bytes> keyId() {
    return key.flatMap(CoseKey::keyId);
  }

  @Override
  public Optional<CoseKey> publicKey() {
    return key;
  }

  @Override
  public void verify(Segments toBeSigned, Bytes signature) throws VerificationException {
    try {
      verify(Message.of(toBeSigned), signature);
    } catch (IOException e) {
      throw new IllegalStateException(e); // cannot happen: the message is in memory
    }
  }

  @Override
  public void verify(ContentSource toBeSigned, Bytes signature)
      throws VerificationException, IOException {
    verify(new SourceMessage(toBeSigned), signature);
  }

  private void verify(Message toBeSigned, Bytes signature)
      throws VerificationException, IOException {
    boolean good;
    try {
      boolean sizeFits = use.signatureSize() == 0 || use.signatureSize() == signature.length();
      good = sizeFits && raw.verify(toBeSigned, signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Providers also throw unchecked exceptions, and untrusted input can trigger them.
      throw new VerificationException(Failure.PROVIDER, e);
    }
    if (!good) {
      throw new VerificationException(Failure.SIGNATURE);
    }
  }

  @Override
  public String toString() {
    return "CoseVerifier[" + use.algorithm() + KeyIdText.of(keyId()) + "]";
  }
}
