package org.teep4j.cli.demo;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.author.Component;
import org.teep4j.suit.author.Image;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.author.Source;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptor;

/** Makes and signs the manifests of the demonstration. */
final class DemoAuthor {
  /** Who makes the devices of the demonstration. */
  static final UUID VENDOR = UUID.fromString("6f2b3c1e-8d47-5a90-9c55-0a1f6f6e2d10");

  /** The class of these devices. */
  static final UUID DEVICE_CLASS = UUID.fromString("1d0ff6a2-52b7-5c3e-8d11-7f5f0e8a9b42");

  private final CoseKey key;

  DemoAuthor() throws GeneralSecurityException {
    key = CoseKeys.generate(CoseAlgorithm.ESP256);
  }

  SuitVerifier verifier() throws GeneralSecurityException {
    return SuitVerifier.of(CoseVerifier.of(key.toPublic()));
  }

  /** A component whose content is in the envelope. */
  VerifiedManifest integrated(SuitComponentIdentifier component, long sequenceNumber, Bytes content)
      throws GeneralSecurityException, DecodeException, VerificationException {
    return manifest(component, sequenceNumber, Source.integrated("#tc", content));
  }

  /** Personalization data, which one device alone can read. */
  VerifiedManifest encrypted(
      SuitComponentIdentifier component, long sequenceNumber, Bytes content, CoseKey device)
      throws GeneralSecurityException, DecodeException, VerificationException {
    SuitEncryptor encryptor = SuitEncryptor.of(SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM, device);
    return manifest(
        component, sequenceNumber, Source.written(Image.of(content), encryptor.encrypt(content)));
  }

  private VerifiedManifest manifest(
      SuitComponentIdentifier component, long sequenceNumber, Source source)
      throws GeneralSecurityException, DecodeException, VerificationException {
    SuitEnvelope envelope =
        ManifestAuthor.ofSequenceNumber(sequenceNumber)
            .component(Component.of(component, source).compatibleWith(VENDOR, DEVICE_CLASS))
            .manifestComponentId(manifestOf(component))
            .uninstallable()
            .envelope()
            .signer(CoseSigner.of(key))
            .build();
    return envelope.verify(CoseVerifier.of(key.toPublic()));
  }

  /** Where the manifest of a component is stored. */
  static SuitComponentIdentifier manifestOf(SuitComponentIdentifier component) {
    List<Bytes> segments = new ArrayList<>(component.segments());
    segments.add(Bytes.ofUtf8("manifest"));
    return new SuitComponentIdentifier(segments);
  }
}
