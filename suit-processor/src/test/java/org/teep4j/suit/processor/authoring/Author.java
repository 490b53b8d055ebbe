package org.teep4j.suit.processor.authoring;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitEnvelopeBuilder;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;

/** Signs manifests with a key of its own. */
public final class Author {

  private final CoseSigner signer;
  private final CoseVerifier verifier;

  /** An author with a new key. */
  public Author() {
    this(newKey());
  }

  /**
   * An author.
   *
   * @param key a private key for signatures
   */
  public Author(CoseKey key) {
    try {
      signer = CoseSigner.of(key);
      verifier = CoseVerifier.of(key);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A new key for signatures. */
  public static CoseKey newKey() {
    try {
      return CoseKeys.generate(CoseAlgorithm.ESP256);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Who verifies what this author has signed. */
  public List<SuitVerifier> verifiers() {
    return List.of(SuitVerifier.of(verifier));
  }

  /** An encoded envelope. */
  public Bytes envelope(SuitManifest manifest, Map<String, Bytes> payloads) {
    SuitEnvelopeBuilder builder = SuitEnvelope.builder(manifest).signer(signer);
    payloads.forEach(builder::integratedPayload);
    try {
      return builder.build().encode().toBytes();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A verified manifest from an encoded envelope. */
  public VerifiedManifest verify(Bytes envelope) {
    try {
      return SuitEnvelope.decode(envelope).verify(verifier);
    } catch (GeneralSecurityException | DecodeException e) {
      throw new AssertionError(e);
    }
  }

  /** A verified manifest. */
  public VerifiedManifest sign(SuitManifest manifest, Map<String, Bytes> payloads) {
    return verify(envelope(manifest, payloads));
  }

  /** A verified manifest that names one component and does nothing with it. */
  public VerifiedManifest anything(SuitComponentIdentifier component) {
    return sign(
        SuitManifest.builder(1, SuitCommon.of(component))
            .sequence(
                SuitManifestLabel.VALIDATE,
                SequenceBuilder.sequence()
                    .add(SuitCommandCode.CONDITION_ABORT, SuitRepPolicy.NONE)
                    .build())
            .build(),
        Map.of());
  }

  /** The SHA-256 of content. */
  public static SuitDigest digest(Bytes content) {
    try {
      return SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(content));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
