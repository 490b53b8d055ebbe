package org.teep4j.suit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifiedPayload;

/** The way from an envelope to a {@link VerifiedManifest}, each step after the one before. */
final class EnvelopeVerifier {

  /** More signatures than anybody needs; bounds the work that an envelope can ask for. */
  static final int MOST_SIGNATURES = 16;

  private final SuitEnvelope envelope;

  EnvelopeVerifier(SuitEnvelope envelope) {
    this.envelope = envelope;
  }

  VerifiedManifest verify(List<CoseVerifier> verifiers)
      throws VerificationException, DecodeException {
    List<VerifiedManifest.Signature> signatures = verifySignatures(verifiers);
    envelope.authentication().digest().verify(envelope.encodedManifest());
    SuitManifest manifest = envelope.unverifiedManifest();
    return new VerifiedManifest(envelope, manifest, readSevered(manifest), signatures);
  }

  private List<VerifiedManifest.Signature> verifySignatures(List<CoseVerifier> verifiers)
      throws VerificationException {
    List<SuitAuthenticationBlock> blocks = envelope.authentication().blocks();
    long signed = blocks.stream().filter(SuitAuthenticationBlock.Signed.class::isInstance).count();
    if (signed > MOST_SIGNATURES) {
      throw new VerificationException(Failure.TOO_MANY_SIGNATURES);
    }
    List<VerifiedManifest.Signature> signatures = new ArrayList<>();
    VerificationException failure = new VerificationException(Failure.NO_SIGNATURE);
    for (CoseVerifier verifier : verifiers) {
      for (int i = 0; i < blocks.size(); i++) {
        if (blocks.get(i) instanceof SuitAuthenticationBlock.Signed block) {
          try {
            VerifiedPayload digest =
                block.message().verifyDetached(envelope.authentication().encodedDigest(), verifier);
            signatures.add(new VerifiedManifest.Signature(i, verifier, digest));
            break;
          } catch (VerificationException e) {
            failure = moreTelling(failure, e);
          }
        }
      }
    }
    if (signatures.isEmpty()) {
      throw failure;
    }
    return signatures;
  }

  /** Of two failures the one that came further: that a signature is wrong says most. */
  private static VerificationException moreTelling(
      VerificationException first, VerificationException second) {
    boolean replaces =
        first.failure() == Failure.NO_SIGNATURE || first.failure() == Failure.ALGORITHM;
    return replaces ? second : first;
  }

  private Map<SuitManifestLabel, Object> readSevered(SuitManifest manifest)
      throws VerificationException, DecodeException {
    Map<SuitManifestLabel, Object> members = new EnumMap<>(SuitManifestLabel.class);
    @Nullable IndexCheck indexes = null;
    for (Map.Entry<SuitManifestLabel, Bytes> severed : envelope.severedMembers().entrySet()) {
      SuitManifestLabel label = severed.getKey();
      Bytes item = severed.getValue();
      try {
        SuitDigest digest =
            manifest
                .severedDigest(label)
                .orElseThrow(
                    () ->
                        new DecodeException(
                            Reason.UNEXPECTED_ELEMENT,
                            0,
                            "the manifest has no digest of this member of the envelope"));
        digest.verify(item);
        if (indexes == null) {
          indexes = IndexCheck.of(manifest.common());
        }
        CborReader reader = new CborReader(item, envelope.options().codec());
        members.put(label, ManifestReader.readContent(reader, label, indexes));
      } catch (DecodeException e) {
        throw envelope.located(e, item).in(label.shortName());
      }
    }
    return members;
  }
}
