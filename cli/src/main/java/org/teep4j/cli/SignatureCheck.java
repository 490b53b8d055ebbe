package org.teep4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSignature;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.cose.VerifiedSignature;
import org.teep4j.cose.VerifyOptions;
import org.teep4j.cose.certificate.CertificateTrust;

/** Verifies a signed message with keys and certificates. */
final class SignatureCheck extends MessageCheck {
  private final CoseSignedMessage message;
  private final @Nullable Content content;
  private final VerifyOptions options;
  private final @Nullable CoseAlgorithm algorithm;

  /** The signer of each verified signature, by its headers. */
  private final IdentityHashMap<CoseHeaders, Consumer<Findings>> signers = new IdentityHashMap<>();

  /**
   * Prepares the check.
   *
   * @param content the payload if it is detached
   * @param algorithm the only algorithm that is accepted; null if the keys decide
   */
  SignatureCheck(
      CoseSignedMessage message,
      @Nullable Content content,
      VerifyOptions options,
      @Nullable CoseAlgorithm algorithm) {
    super(message);
    this.message = message;
    this.content = content;
    this.options = options;
    this.algorithm = algorithm;
  }

  @Override
  List<Attempt> attempts(KeyFile key) throws UnfitKeyException {
    List<Attempt> attempts = new ArrayList<>();
    for (CoseVerifier verifier : key.verifiers(algorithm)) {
      attempts.add(() -> verify(verifier, (findings, found) -> findings.key(key)));
    }
    return attempts;
  }

  /** Verifies with the certificates in the message. */
  void verify(CertificateTrust trust, boolean revocation) throws IOException {
    firstOf(List.of(() -> verify(trust, (findings, found) -> tell(found, revocation, findings))));
  }

  /** Verifies each signature of a COSE_Sign with one of the keys and certificates. */
  void verifyEvery(
      CoseSign several, List<KeyFile> keys, Optional<CertificateTrust> trust, boolean revocation)
      throws IOException {
    IdentityHashMap<CoseVerifier, KeyFile> owners = new IdentityHashMap<>();
    for (KeyFile key : keys) {
      try {
        key.verifiers(algorithm).forEach(verifier -> owners.put(verifier, key));
      } catch (UnfitKeyException unfit) {
        misfit(String.valueOf(unfit.getMessage()));
      }
    }
    CoseKeyResolver known = CoseKeyResolver.ofVerifiers(List.copyOf(owners.keySet()));
    CoseKeyResolver resolver = trust.<CoseKeyResolver>map(known::or).orElse(known);
    firstOf(
        List.of(
            () -> {
              List<VerifiedPayload> all =
                  content == null
                      ? several.verifyAll(resolver, options)
                      : several.verifyAllDetached(content.bytes(), resolver, options);
              for (VerifiedPayload each : all) {
                KeyFile owner = owners.get(each.verifier());
                signers.put(
                    each.signatureHeaders(),
                    findings -> {
                      if (owner == null) {
                        tell(each.verifier(), revocation, findings);
                      } else {
                        findings.key(owner);
                      }
                    });
              }
              return content == null ? Optional.of(all.get(0)) : Optional.empty();
            }));
  }

  private Optional<CosePayload> verify(
      CoseKeyResolver resolver, BiConsumer<Findings, CoseVerifier> signer)
      throws VerificationException, IOException {
    if (content == null) {
      VerifiedPayload payload = message.verify(resolver, options);
      signers.put(
          payload.signatureHeaders(), findings -> signer.accept(findings, payload.verifier()));
      return Optional.of(payload);
    }
    VerifiedSignature signature = message.verifyDetached(content.source(), resolver, options);
    signers.put(
        signature.signatureHeaders(), findings -> signer.accept(findings, signature.verifier()));
    return Optional.empty();
  }

  private static void tell(CoseVerifier found, boolean revocation, Findings findings) {
    findings.certificate(found.certificatePath().get(0), revocation);
  }

  @Override
  Failure nothing() {
    return Failure.NO_SIGNATURE;
  }

  @Override
  void tell(Findings findings) {
    if (!(message instanceof CoseSign several)) {
      findings.onlySignature();
      tell(message.unverifiedHeaders(), findings);
      return;
    }
    List<CoseSignature> signatures = several.signatures();
    for (int i = 0; i < signatures.size(); i++) {
      CoseHeaders headers = signatures.get(i).unverifiedHeaders();
      boolean isVerified = signers.containsKey(headers);
      findings.signature(i + 1, signatures.size(), isVerified);
      if (isVerified) {
        tell(headers, findings);
      }
    }
  }

  private void tell(CoseHeaders headers, Findings findings) {
    Consumer<Findings> signer = signers.get(headers);
    if (signer != null) {
      signer.accept(findings);
    }
    headers.algorithm().or(() -> Optional.ofNullable(algorithm)).ifPresent(findings::algorithm);
    headers.keyId().ifPresent(findings::namedKey);
  }
}
