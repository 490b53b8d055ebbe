package org.teep4j.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.cli.Findings.Step;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitDecodeOptions;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;

/** Verifies a SUIT envelope with keys, and reports what was verified. */
final class EnvelopeCheck {
  private final Map<SuitVerifier, KeyFile> verifiers = new LinkedHashMap<>();

  private final List<KeyFile> unfit = new ArrayList<>();

  /**
   * Prepares the keys.
   *
   * @throws RejectedException if none of the keys is for envelopes
   */
  EnvelopeCheck(List<KeyFile> keys) throws RejectedException {
    List<String> reasons = new ArrayList<>();
    for (KeyFile key : keys) {
      try {
        add(key);
      } catch (UnfitKeyException refused) {
        unfit.add(key);
        reasons.add(String.valueOf(refused.getMessage()));
      }
    }
    if (verifiers.isEmpty()) {
      throw RejectedException.misfit("SUIT envelope", reasons);
    }
  }

  private void add(KeyFile key) throws UnfitKeyException {
    if (key.key() instanceof SymmetricKey) {
      verifiers.put(SuitVerifier.of(key.macVerifier(CoseHeaders.empty())), key);
    } else {
      key.verifiers().forEach(verifier -> verifiers.put(SuitVerifier.of(verifier), key));
    }
  }

  /** The keys that are for envelopes, by their verifiers. */
  Map<SuitVerifier, KeyFile> keys() {
    return Collections.unmodifiableMap(verifiers);
  }

  /**
   * Verifies.
   *
   * @param limits of decoding
   * @param all whether every key must verify a signature
   * @param findings told what was verified
   */
  void verify(Bytes bytes, DecodeOptions limits, boolean all, Findings findings)
      throws VerificationException, RejectedException, DecodeException {
    SuitEnvelope envelope =
        SuitEnvelope.decode(bytes, SuitDecodeOptions.defaults().withCodec(limits));
    findings.begin(Step.VERIFY);
    VerifiedManifest verified = envelope.verifyAny(List.copyOf(verifiers.keySet()));
    if (all) {
      requireAll(envelope, verified);
    }
    findings.what("SUIT envelope, manifest with sequence number " + verified.sequenceNumber());
    for (VerifiedManifest.Authentication signature : verified.authentications()) {
      findings.block(signature.block());
      KeyFile key = verifiers.get(signature.verifier());
      if (key != null) {
        findings.key(key);
        findings.algorithm(signature.digest().algorithm());
      }
    }
    findings.begin(Step.PAYLOAD);
    tellDigests(verified, findings);
  }

  private void requireAll(SuitEnvelope envelope, VerifiedManifest verified)
      throws RejectedException, DecodeException {
    Map<KeyFile, String> missing = new LinkedHashMap<>();
    unfit.forEach(key -> missing.put(key, "it is not for a SUIT envelope"));
    for (Map.Entry<SuitVerifier, KeyFile> key : verifiers.entrySet()) {
      try {
        envelope.verifyAny(List.of(key.getKey()));
      } catch (VerificationException refused) {
        missing.put(key.getValue(), String.valueOf(refused.getMessage()));
      }
    }
    for (VerifiedManifest.Authentication signature : verified.authentications()) {
      missing.remove(verifiers.get(signature.verifier()));
    }
    if (!missing.isEmpty()) {
      throw RejectedException.notBy(missing);
    }
  }

  private static void tellDigests(VerifiedManifest verified, Findings findings)
      throws VerificationException {
    findings.manifest(verified.digest(), verified.sequenceNumber());
    for (SuitManifestLabel member : verified.labels()) {
      if (member.isSeverable() && verified.asSigned().severedDigest(member).isPresent()) {
        findings.severed(member.cddlName(), !verified.missing().contains(member));
      }
    }
    for (String uri : verified.envelope().unverifiedIntegratedPayloads().keySet()) {
      findings.integrated(uri, unchecked(verified, uri));
    }
  }

  /**
   * Why the digest of a payload cannot be compared; empty if it is right. A wrong one is refused.
   */
  private static String unchecked(VerifiedManifest verified, String uri)
      throws VerificationException {
    try {
      verified.payload(uri);
      return "";
    } catch (VerificationException e) {
      return switch (e.failure()) {
        case NO_PAYLOAD_DIGEST -> "the manifest names no digest of these bytes";
        case PLAINTEXT_DIGEST -> "the manifest has the digest of the plaintext";
        default -> throw e;
      };
    }
  }
}
