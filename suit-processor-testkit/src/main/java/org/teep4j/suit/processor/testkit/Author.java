package org.teep4j.suit.processor.testkit;

import java.security.GeneralSecurityException;
import java.util.List;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitCommand;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.CommandTarget;

/** Signs the manifests of the contracts with a key that nobody else has. */
final class Author {

  private static final CoseKey KEY = newKey();

  private Author() {}

  private static CoseKey newKey() {
    try {
      return CoseKeys.generate(CoseAlgorithm.ESP256);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("no keys can be made", e);
    }
  }

  static VerifiedManifest sign(SuitManifest manifest) {
    try {
      return SuitEnvelope.decode(
              SuitEnvelope.builder(manifest).signer(CoseSigner.of(KEY)).build().encode().toBytes())
          .verify(CoseVerifier.of(KEY));
    } catch (GeneralSecurityException | DecodeException e) {
      throw new AssertionError("a manifest of the contracts is no good", e);
    }
  }

  /** A component in a manifest that does nothing with it. */
  static CommandTarget target(SuitComponentIdentifier component) {
    SuitManifest manifest =
        SuitManifest.builder(1, SuitCommon.of(component))
            .sequence(
                SuitManifestLabel.VALIDATE,
                SuitCommandSequence.of(
                    SuitCommand.of(SuitCommandCode.CONDITION_ABORT, SuitRepPolicy.NONE)))
            .build();
    return new CommandTarget(sign(manifest), List.of(), 0, component);
  }
}
