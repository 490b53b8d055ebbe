package org.teep4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.Countersignable;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** Tries keys on a COSE message, and keeps what they verified. */
abstract sealed class MessageCheck permits SignatureCheck, MacCheck {
  private final CoseStructure structure;
  private final List<KeyFile> verifiedKeys = new ArrayList<>();
  private final List<KeyFile> refusedKeys = new ArrayList<>();
  private final List<String> misfits = new ArrayList<>();
  private @Nullable VerificationException refusal;
  private boolean verified;
  private Optional<CosePayload> payload = Optional.empty();

  MessageCheck(CoseStructure structure) {
    this.structure = structure;
  }

  /** One way to verify the message: tells the payload, unless that is detached. */
  interface Attempt {
    Optional<CosePayload> verify() throws VerificationException, IOException;
  }

  CoseStructure structure() {
    return structure;
  }

  List<KeyFile> verifiedKeys() {
    return verifiedKeys;
  }

  /** Tries a key. One that is not for such a message is refused like one that is wrong. */
  void verify(KeyFile key) throws IOException {
    try {
      (anyOf(attempts(key)) ? verifiedKeys : refusedKeys).add(key);
    } catch (UnfitKeyException unfit) {
      misfit(String.valueOf(unfit.getMessage()));
      refusedKeys.add(key);
    }
  }

  /** Notes why something is not for such a message. */
  void misfit(String reason) {
    misfits.add(reason);
  }

  /** All that a key could verify. */
  abstract List<Attempt> attempts(KeyFile key) throws UnfitKeyException;

  /** Tries one after the other, until one succeeds. */
  boolean anyOf(List<Attempt> attempts) throws IOException {
    @Nullable VerificationException first = null;
    for (Attempt attempt : attempts) {
      try {
        payload = attempt.verify();
        verified = true;
        return true;
      } catch (VerificationException refused) {
        first = VerificationException.moreTelling(first, refused);
      }
    }
    refusal = first == null ? refusal : VerificationException.moreTelling(refusal, first);
    return false;
  }

  /**
   * The payload; empty if it is detached.
   *
   * @param all whether every key must have verified it
   */
  Optional<CosePayload> payload(boolean all) throws VerificationException, RejectedException {
    if (!verified) {
      if (refusal != null) {
        throw refusal;
      }
      if (!misfits.isEmpty()) {
        throw RejectedException.misfit(structure.toString(), misfits);
      }
      throw new VerificationException(nothing());
    }
    if (all && !refusedKeys.isEmpty()) {
      throw RejectedException.notBy(refusedKeys);
    }
    return payload;
  }

  /** The message, not verified. */
  abstract Countersignable message();

  /** What is wrong if there was nothing to try. */
  abstract Failure nothing();

  /** Tells which key verified what. */
  abstract void tell(Fields fields);
}
