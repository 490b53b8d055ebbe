package org.teep4j.cli;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSignature;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.cose.VerifyOptions;

/** Tries keys on a signed message, and keeps what they verified. */
final class SignatureCheck {
  private final CoseSignedMessage message;
  private final @Nullable Bytes content;
  private final VerifyOptions options;

  /** Which of the signatures of the message each key verified. */
  private final IdentityHashMap<CoseHeaders, KeyFile> verified = new IdentityHashMap<>();

  private final List<VerifiedPayload> payloads = new ArrayList<>();
  private final List<KeyFile> refusedKeys = new ArrayList<>();
  private @Nullable VerificationException refusal;

  /**
   * Starts.
   *
   * @param content the payload if it is detached
   */
  SignatureCheck(CoseSignedMessage message, @Nullable Bytes content, VerifyOptions options) {
    this.message = message;
    this.content = content;
    this.options = options;
  }

  String structure() {
    return message instanceof CoseSign ? "COSE_Sign" : "COSE_Sign1";
  }

  /** Tries a key. */
  void verify(KeyFile key) throws UsageException {
    @Nullable VerificationException first = null;
    for (CoseVerifier verifier : key.verifiers()) {
      try {
        VerifiedPayload payload =
            content == null
                ? message.verify(verifier, options)
                : message.verifyDetached(content, verifier, options);
        payloads.add(payload);
        verified.put(payload.signatureHeaders(), key);
        return;
      } catch (VerificationException refused) {
        first = moreTelling(first, refused);
      }
    }
    refusedKeys.add(key);
    refusal = first == null ? refusal : moreTelling(refusal, first);
  }

  /** A wrong algorithm says less than a wrong signature. */
  private static VerificationException moreTelling(
      @Nullable VerificationException first, VerificationException second) {
    return first == null || first.failure() == Failure.ALGORITHM ? second : first;
  }

  /**
   * The payload.
   *
   * @param all whether every key must have verified it
   */
  VerifiedPayload payload(boolean all) throws VerificationException, RejectedException {
    if (payloads.isEmpty()) {
      throw refusal == null ? new VerificationException(Failure.NO_SIGNATURE) : refusal;
    }
    if (all && !refusedKeys.isEmpty()) {
      throw RejectedException.notBy(refusedKeys);
    }
    return payloads.get(0);
  }

  /** Tells of each signature who made it. */
  void tell(Fields fields) {
    if (!(message instanceof CoseSign several)) {
      tell(fields, message.headers());
      return;
    }
    List<CoseSignature> signatures = several.signatures();
    for (int i = 0; i < signatures.size(); i++) {
      CoseHeaders headers = signatures.get(i).headers();
      String position = i + 1 + " of " + signatures.size();
      if (verified.containsKey(headers)) {
        fields.add("signature", position);
        tell(fields, headers);
      } else {
        fields.add("signature", position + ", not verified with any of the keys");
      }
    }
  }

  private void tell(Fields fields, CoseHeaders headers) {
    Optional.ofNullable(verified.get(headers)).ifPresent(fields::key);
    headers.algorithm().ifPresent(fields::algorithm);
  }
}
