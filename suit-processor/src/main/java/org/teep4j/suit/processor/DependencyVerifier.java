package org.teep4j.suit.processor;

import java.util.List;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;

/** Decides whose dependencies are trusted ({@code suit-condition-dependency-integrity}). */
@FunctionalInterface
public interface DependencyVerifier {

  /**
   * Trusts the given signers alike for all dependencies.
   *
   * @param signers verifiers of the trusted signers
   * @return the verifier
   */
  static DependencyVerifier of(List<? extends SuitVerifier> signers) {
    List<SuitVerifier> all = List.copyOf(signers);
    return (envelope, dependency) -> envelope.verifyAny(all);
  }

  /**
   * Verifies a dependency.
   *
   * @param envelope the dependency
   * @param dependency the component that contains it, in the manifest that depends on it
   * @return the verified manifest
   * @throws VerificationException if no trusted signer has signed it
   * @throws DecodeException if its manifest is malformed
   */
  VerifiedManifest verify(SuitEnvelope envelope, CommandTarget dependency)
      throws VerificationException, DecodeException;
}
