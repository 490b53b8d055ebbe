package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** Tries keys on a COSE message, and keeps what they verified. */
abstract sealed class MessageCheck permits SignatureCheck, MacCheck {
  private final CoseStructure structure;
  private final List<CosePayload> payloads = new ArrayList<>();
  private final List<KeyFile> verifiedKeys = new ArrayList<>();
  private final List<KeyFile> refusedKeys = new ArrayList<>();
  private @Nullable VerificationException refusal;

  MessageCheck(CoseStructure structure) {
    this.structure = structure;
  }

  /** One way to verify the message. */
  interface Attempt {
    CosePayload verify() throws VerificationException;
  }

  CoseStructure structure() {
    return structure;
  }

  List<KeyFile> verifiedKeys() {
    return verifiedKeys;
  }

  /** Tries a key. */
  void verify(KeyFile key) throws UsageException {
    (anyOf(attempts(key)) ? verifiedKeys : refusedKeys).add(key);
  }

  /** All that a key could verify. */
  abstract List<Attempt> attempts(KeyFile key) throws UsageException;

  /** Tries one after the other, until one succeeds. */
  boolean anyOf(List<Attempt> attempts) {
    @Nullable VerificationException first = null;
    for (Attempt attempt : attempts) {
      try {
        payloads.add(attempt.verify());
        return true;
      } catch (VerificationException refused) {
        first = moreTelling(first, refused);
      }
    }
    refusal = first == null ? refusal : moreTelling(refusal, first);
    return false;
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
  CosePayload payload(boolean all) throws VerificationException, RejectedException {
    if (payloads.isEmpty()) {
      throw refusal == null ? new VerificationException(nothing()) : refusal;
    }
    if (all && !refusedKeys.isEmpty()) {
      throw RejectedException.notBy(refusedKeys);
    }
    return payloads.get(0);
  }

  /** What is wrong if there was nothing to try. */
  abstract Failure nothing();

  /** Tells which key verified what. */
  abstract void tell(Fields fields);
}
