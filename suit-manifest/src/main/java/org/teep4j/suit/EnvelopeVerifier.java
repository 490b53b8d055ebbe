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
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** The way from an envelope to a {@link VerifiedManifest}, each step after the one before. */
final class EnvelopeVerifier {

  /** More blocks than anybody needs; bounds the work that an envelope can ask for. */
  static final int MOST_BLOCKS = 16;

  private final SuitEnvelope envelope;

  EnvelopeVerifier(SuitEnvelope envelope) {
    this.envelope = envelope;
  }

  /**
   * Verifies.
   *
   * @param all whether each verifier must verify a block, or one of them suffices
   */
  VerifiedManifest verify(List<? extends SuitVerifier> verifiers, boolean all)
      throws VerificationException, DecodeException {
    List<VerifiedManifest.Authentication> authentications = verifyBlocks(verifiers, all);
    envelope.authentication().digest().verify(envelope.encodedManifest());
    SuitManifest manifest = envelope.unverifiedManifest();
    return new VerifiedManifest(envelope, manifest, readSevered(manifest), authentications);
  }

  private List<VerifiedManifest.Authentication> verifyBlocks(
      List<? extends SuitVerifier> verifiers, boolean all) throws VerificationException {
    if (envelope.authentication().blocks().size() > MOST_BLOCKS) {
      throw new VerificationException(Failure.TOO_MANY_SIGNATURES);
    }
    List<VerifiedManifest.Authentication> authentications = new ArrayList<>();
    VerificationException failure = new VerificationException(Failure.NO_SIGNATURE);
    for (SuitVerifier verifier : verifiers) {
      try {
        authentications.add(verifyBlock(verifier));
      } catch (VerificationException e) {
        if (all) {
          throw e;
        }
        failure = moreTelling(failure, e);
      }
    }
    if (authentications.isEmpty()) {
      throw failure;
    }
    return authentications;
  }

  /** The first block that is the verifier's. */
  private VerifiedManifest.Authentication verifyBlock(SuitVerifier verifier)
      throws VerificationException {
    SuitAuthentication authentication = envelope.authentication();
    VerificationException failure = new VerificationException(Failure.NO_SIGNATURE);
    for (int i = 0; i < authentication.blocks().size(); i++) {
      try {
        CosePayload digest =
            verifier.verify(authentication.blocks().get(i), authentication.encodedDigest());
        return new VerifiedManifest.Authentication(i, verifier, digest);
      } catch (VerificationException e) {
        failure = moreTelling(failure, e);
      }
    }
    throw failure;
  }

  /** Of two failures the one that came further: that a signature is wrong says most. */
  private static VerificationException moreTelling(
      VerificationException first, VerificationException second) {
    return second.failure() != Failure.NO_SIGNATURE && cameNotFar(first) ? second : first;
  }

  private static boolean cameNotFar(VerificationException e) {
    return switch (e.failure()) {
      case NO_SIGNATURE, ALGORITHM, NO_RECIPIENT -> true;
      default -> false;
    };
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
        members.put(
            label,
            ManifestReader.readContent(reader, label, new CommandReader(reader, indexes, false)));
      } catch (DecodeException e) {
        throw envelope.located(e, item).in(label.shortName());
      }
    }
    return members;
  }
}
