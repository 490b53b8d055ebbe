package org.teep4j.cli;

import java.io.IOException;
import java.security.cert.X509Certificate;
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
  private final IdentityHashMap<CoseHeaders, Consumer<Fields>> signers = new IdentityHashMap<>();

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
      attempts.add(() -> verify(verifier, (fields, found) -> fields.key(key)));
    }
    return attempts;
  }

  /** Verifies with the certificates in the message. */
  void verify(CertificateTrust trust, boolean revocation) throws IOException {
    firstOf(List.of(() -> verify(trust, (fields, found) -> tell(found, revocation, fields))));
  }

  /** Verifies each signature of a COSE_Sign with one of the keys and certificates. */
  void verifyEvery(CoseSign several, List<KeyFile> keys, Optional<CertificateTrust> trust)
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
                    fields -> {
                      if (owner == null) {
                        tell(each.verifier(), false, fields);
                      } else {
                        fields.key(owner);
                      }
                    });
              }
              return content == null ? Optional.of(all.get(0)) : Optional.empty();
            }));
  }

  private Optional<CosePayload> verify(
      CoseKeyResolver resolver, BiConsumer<Fields, CoseVerifier> signer)
      throws VerificationException, IOException {
    if (content == null) {
      VerifiedPayload payload = message.verify(resolver, options);
      signers.put(payload.signatureHeaders(), fields -> signer.accept(fields, payload.verifier()));
      return Optional.of(payload);
    }
    VerifiedSignature signature = message.verifyDetached(content.source(), resolver, options);
    signers.put(
        signature.signatureHeaders(), fields -> signer.accept(fields, signature.verifier()));
    return Optional.empty();
  }

  private static void tell(CoseVerifier found, boolean revocation, Fields fields) {
    X509Certificate certificate = found.certificatePath().get(0);
    fields.add("certificate", certificate.getSubjectX500Principal().getName());
    fields.add("issuer", certificate.getIssuerX500Principal().getName());
    fields.add("valid to", certificate.getNotAfter().toInstant().toString());
    fields.add("revocation", revocation ? "checked" : "not checked, there is no --crl");
  }

  @Override
  Failure nothing() {
    return Failure.NO_SIGNATURE;
  }

  @Override
  void tell(Fields fields) {
    if (!(message instanceof CoseSign several)) {
      tell(message.unverifiedHeaders(), fields);
      return;
    }
    List<CoseSignature> signatures = several.signatures();
    for (int i = 0; i < signatures.size(); i++) {
      CoseHeaders headers = signatures.get(i).unverifiedHeaders();
      String position = i + 1 + " of " + signatures.size();
      if (signers.containsKey(headers)) {
        fields.add("signature", position);
        tell(headers, fields);
      } else {
        fields.add("signature", position + ", not verified with any of the keys");
      }
    }
  }

  private void tell(CoseHeaders headers, Fields fields) {
    Consumer<Fields> signer = signers.get(headers);
    if (signer != null) {
      signer.accept(fields);
    }
    headers.algorithm().or(() -> Optional.ofNullable(algorithm)).ifPresent(fields::algorithm);
  }
}
