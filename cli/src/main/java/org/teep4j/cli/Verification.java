package org.teep4j.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cli.Findings.Step;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.cose.VerifyOptions;
import org.teep4j.cose.certificate.CertificateTrust;
import org.teep4j.teep.ContentKind;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;

/**
 * Verifies files, each with the same keys and in the same way.
 *
 * @param trusted whom the signatures and MACs may be by
 * @param demands what must hold beside that
 * @param content the payload, if it is detached
 * @param takesContent whether the payload is to be written to a file
 * @param terminal for the lines about what was verified
 */
record Verification(
    Trusted trusted,
    Demands demands,
    @Nullable Content content,
    boolean takesContent,
    Terminal terminal) {
  /**
   * Whom signatures and MACs may be by.
   *
   * @param keys one of which is enough
   * @param certificates trust in certificates, instead of a key
   * @param checksRevocation whether that looks for revoked certificates
   * @param countersigners each of whom must have countersigned
   * @param receipts of transparency services that must have registered the message
   * @param method of the recipients of MACs
   */
  record Trusted(
      List<KeyFile> keys,
      Optional<CertificateTrust> certificates,
      boolean checksRevocation,
      CountersignerOption countersigners,
      ReceiptOption receipts,
      KeyMethodOption method) {
    /** Whether signatures and MACs are left out, because there is nobody they may be by. */
    boolean isEmpty() {
      return keys.isEmpty() && certificates.isEmpty();
    }
  }

  /**
   * What must hold.
   *
   * @param algorithm the only algorithm that is accepted; null if the keys decide
   * @param everyKey whether every key must have verified
   * @param everySignature whether every signature of a COSE_Sign must verify
   * @param options of the verification
   * @param dialect of TEEP messages
   */
  record Demands(
      @Nullable CoseAlgorithm algorithm,
      boolean everyKey,
      boolean everySignature,
      VerifyOptions options,
      Dialect dialect) {}

  /**
   * Verifies a file.
   *
   * @param outer the number of bytes of tags before the message
   * @param decoding the options for the bytes behind these
   */
  Verdict verify(Input input, int outer, DecodeOptions decoding)
      throws UsageException, IOException {
    Findings findings = new Findings(terminal);
    try {
      Bytes message = input.bytes().slice(outer);
      return Verdict.verified(input, findings, verify(message, decoding, findings));
    } catch (VerificationException refused) {
      return Verdict.refused(input, findings, Refusal.of(refused));
    } catch (RejectedException refused) {
      return Verdict.refused(input, findings, Refusal.of(refused));
    } catch (DecodeException refused) {
      return Verdict.refused(input, findings, Refusal.of(refused.shifted(outer), input.bytes()));
    }
  }

  private Optional<Bytes> verify(Bytes bytes, DecodeOptions decoding, Findings findings)
      throws UsageException,
          RejectedException,
          VerificationException,
          DecodeException,
          IOException {
    return switch (ContentKind.of(bytes)) {
      case SUIT_ENVELOPE -> {
        findings.structure("SUIT_Envelope");
        envelope(bytes, decoding, findings);
        yield Optional.empty();
      }
      case TEEP_MESSAGE -> {
        findings.begin(Step.VERIFY);
        throw new VerificationException(Failure.NO_SIGNATURE);
      }
      case COSE_KEY, COSE_KEY_SET ->
          throw new RejectedException(
              "NO_MESSAGE", "this is a key, not a message: pass it with --key");
      default -> message(bytes, decoding, findings);
    };
  }

  private void envelope(Bytes bytes, DecodeOptions decoding, Findings findings)
      throws RejectedException, VerificationException, DecodeException {
    if (content != null || takesContent || !demands.options().externalAad().isEmpty()) {
      throw new RejectedException(
          "OPTION_DOES_NOT_FIT",
          "this is a SUIT envelope, and --detached, --aad and --out are for COSE messages");
    }
    if (trusted.keys().isEmpty()
        || !trusted.countersigners().isEmpty()
        || !trusted.receipts().isEmpty()) {
      throw new RejectedException(
          "OPTION_DOES_NOT_FIT",
          "this is a SUIT envelope, and certificates and countersigners are for COSE messages,"
              + " and so are receipts: give --key");
    }
    new EnvelopeCheck(trusted.keys()).verify(bytes, decoding, demands.everyKey(), findings);
  }

  private Optional<Bytes> message(Bytes bytes, DecodeOptions decoding, Findings findings)
      throws UsageException,
          RejectedException,
          VerificationException,
          DecodeException,
          IOException {
    CoseMessage message = CoseMessage.decodeByShape(bytes, decoding);
    findings.structure(message.type().cddlName());
    if (!trusted.receipts().isEmpty() && ReceiptOption.isReceipt(message)) {
      if (!trusted.isEmpty() || !trusted.countersigners().isEmpty() || content != null) {
        throw new RejectedException(
            "OPTION_DOES_NOT_FIT",
            "this is a receipt by itself, and other keys, certificates and content are for the"
                + " signed message");
      }
      trusted.receipts().verifyReceipt(bytes, decoding, findings);
      return Optional.empty();
    }
    Optional<CosePayload> payload = Optional.empty();
    if (trusted.isEmpty()) {
      findings.unverifiedSignature(message.type());
    } else {
      payload = signed(bytes, decoding, message, findings);
    }
    findings.begin(Step.COUNTERSIGNATURE);
    trusted.countersigners().verify(message, content, demands.options(), findings);
    if (!trusted.receipts().isEmpty()) {
      trusted.receipts().verify(message, findings);
    }
    return payload.map(CosePayload::bytes);
  }

  /** Verifies the signature or MAC; returns the payload, unless it is detached. */
  private Optional<CosePayload> signed(
      Bytes bytes, DecodeOptions decoding, CoseMessage message, Findings findings)
      throws RejectedException, VerificationException, DecodeException, IOException {
    MessageCheck check = check(message);
    findings.begin(Step.VERIFY);
    tryAll(check);
    Optional<CosePayload> payload = check.payload(demands.everyKey());
    findings.begin(Step.PAYLOAD);
    findings.headers(message.unverifiedHeaders().onlyProtected());
    if (content != null) {
      String size = Text.count(content.length(), "byte", "bytes");
      findings.what(message.type() + ", detached payload of " + size);
      findings.payload(content.length(), true);
      check.tell(findings);
    }
    if (payload.isPresent()) {
      tell(bytes, decoding, check, payload.get(), findings);
    }
    return payload;
  }

  private MessageCheck check(CoseMessage message) throws RejectedException {
    VerifyOptions options = completed(message);
    if (message instanceof CoseSignedMessage signed) {
      return new SignatureCheck(signed, content, options, demands.algorithm());
    }
    if (message instanceof CoseMac0 mac0) {
      return new MacCheck<>(
          mac0,
          content,
          options,
          key -> List.of(key.macVerifier(mac0.unverifiedHeaders(), demands.algorithm())));
    }
    if (message instanceof CoseMac mac) {
      return new MacCheck<>(
          mac, content, options, key -> trusted.method().receivers(key, mac.recipients()));
    }
    throw new RejectedException("ENCRYPTED", message.type() + " is encrypted: use teep4j decrypt");
  }

  /** The options for a message that does not name its algorithm, if the user does. */
  private VerifyOptions completed(CoseMessage message) {
    boolean named =
        message instanceof CoseSign several
            ? several.signatures().stream()
                .anyMatch(each -> each.unverifiedHeaders().algorithmId().isPresent())
            : message.unverifiedHeaders().algorithmId().isPresent();
    CoseAlgorithm given = demands.algorithm();
    return named || given == null
        ? demands.options()
        : demands.options().withImplicitAlgorithm(given);
  }

  private void tryAll(MessageCheck check) throws IOException {
    if (demands.everySignature()
        && check instanceof SignatureCheck signatures
        && check.message() instanceof CoseSign several) {
      signatures.verifyEvery(
          several, trusted.keys(), trusted.certificates(), trusted.checksRevocation());
      return;
    }
    for (KeyFile key : trusted.keys()) {
      check.verify(key);
    }
    if (trusted.certificates().isPresent()) {
      if (check instanceof SignatureCheck signatures) {
        signatures.verify(trusted.certificates().get(), trusted.checksRevocation());
      } else {
        check.misfit("certificates are for signatures: add --key");
      }
    }
  }

  private void tell(
      Bytes bytes,
      DecodeOptions decoding,
      MessageCheck check,
      CosePayload payload,
      Findings findings)
      throws DecodeException {
    findings.payload(payload.bytes().length(), false);
    if (payload instanceof VerifiedPayload signed
        && ContentKind.of(payload.bytes()) == ContentKind.TEEP_MESSAGE) {
      TeepMessage message = teep(bytes, signed, decoding);
      findings.teep(message.type().messageName(), demands.dialect(), check.message().type());
      check.tell(findings);
      message.violations().forEach(findings::violation);
    } else {
      String size = Text.count(payload.bytes().length(), "byte", "bytes");
      findings.what(check.message().type() + ", payload of " + size);
      check.tell(findings);
      if (TokenView.isToken(payload.bytes())) {
        findings.claims(payload.bytes());
      }
    }
  }

  private TeepMessage teep(Bytes bytes, VerifiedPayload payload, DecodeOptions decoding)
      throws DecodeException {
    try {
      return TeepMessage.decode(payload, demands.dialect(), decoding);
    } catch (DecodeException refused) {
      throw refused.shifted(Math.max(0, bytes.indexOfSlice(payload.bytes())));
    }
  }
}
