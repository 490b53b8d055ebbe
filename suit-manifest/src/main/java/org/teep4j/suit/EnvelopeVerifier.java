package org.teep4j.suit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** Verifies an envelope step by step, and makes a {@link VerifiedManifest}. */
final class EnvelopeVerifier {

  /**
   * The maximum number of blocks. It exceeds practical needs and bounds the work that an envelope
   * can cause.
   */
  static final int MOST_BLOCKS = 16;

  private final SuitEnvelope envelope;

  EnvelopeVerifier(SuitEnvelope envelope) {
    this.envelope = envelope;
  }

  /**
   * Verifies the envelope.
   *
   * @param all whether each verifier must accept a block; otherwise one verifier is enough
   */
  VerifiedManifest verify(List<? extends SuitVerifier> verifiers, boolean all)
      throws VerificationException, DecodeException {
    List<VerifiedManifest.Authentication> authentications = verifyBlocks(verifiers, all);
    envelope.wrapper().digest().verify(envelope.manifestItem());
    SuitManifest manifest = envelope.readManifest();
    return new VerifiedManifest(envelope, manifest, complete(manifest), authentications);
  }

  private List<VerifiedManifest.Authentication> verifyBlocks(
      List<? extends SuitVerifier> verifiers, boolean all) throws VerificationException {
    if (envelope.wrapper().blocks().size() > MOST_BLOCKS) {
      throw new VerificationException(Failure.TOO_MANY_SIGNATURES);
    }
    List<VerifiedManifest.Authentication> authentications = new ArrayList<>();
    @Nullable VerificationException refusal = null;
    for (SuitVerifier verifier : verifiers) {
      try {
        authentications.add(verifyBlock(verifier));
      } catch (VerificationException e) {
        if (all) {
          throw e;
        }
        refusal = VerificationException.moreTelling(refusal, e);
      }
    }
    if (authentications.isEmpty()) {
      throw refusal != null ? refusal : new VerificationException(Failure.NO_SIGNATURE);
    }
    return authentications;
  }

  /**
   * Finds the first block that verifies with the verifier. One limit bounds the tried signatures
   * and recipients of all blocks together.
   */
  private VerifiedManifest.Authentication verifyBlock(SuitVerifier verifier)
      throws VerificationException {
    SuitAuthentication authentication = envelope.wrapper();
    SuitVerifier counting = verifier.forOneEnvelope();
    @Nullable VerificationException refusal = null;
    int tried = 0;
    for (int i = 0; i < authentication.blocks().size(); i++) {
      SuitAuthenticationBlock block = authentication.blocks().get(i);
      int trials = counting.trials(block);
      if (trials > 0 && tried >= CoseSign.MOST_CANDIDATES) {
        throw new VerificationException(Failure.TOO_MANY_SIGNATURES);
      }
      tried += trials;
      try {
        CosePayload digest = counting.verify(block, authentication.encodedDigest());
        return new VerifiedManifest.Authentication(i, verifier, digest);
      } catch (VerificationException e) {
        refusal = VerificationException.moreTelling(refusal, e);
      }
    }
    throw refusal != null ? refusal : new VerificationException(Failure.NO_SIGNATURE);
  }

  /** The manifest with the severed members that the envelope has. */
  private SuitManifest complete(SuitManifest manifest)
      throws VerificationException, DecodeException {
    SeveredReader reader = new SeveredReader(envelope, manifest);
    for (Map.Entry<SuitManifestLabel, Bytes> severed : envelope.severedItems().entrySet()) {
      SuitManifestLabel label = severed.getKey();
      Bytes item = severed.getValue();
      Optional<SuitDigest> digest = manifest.severedDigest(label);
      if (digest.isEmpty()) {
        DecodeException unnamed =
            new DecodeException(
                Reason.UNEXPECTED_ELEMENT,
                0,
                "the manifest has no digest of this member of the envelope");
        throw envelope.located(unnamed, item).in(label.shortName());
      }
      digest.get().verify(item);
      reader.read(label, item);
    }
    return reader.complete();
  }
}
