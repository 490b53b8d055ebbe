package org.teep4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** Verifies a COSE message with each key, and keeps the results. */
abstract sealed class MessageCheck permits SignatureCheck, MacCheck {
  private final CoseMessage message;
  private final List<KeyFile> verifiedKeys = new ArrayList<>();
  private final Map<KeyFile, String> refusedKeys = new LinkedHashMap<>();
  private final List<String> misfits = new ArrayList<>();
  private @Nullable VerificationException refusal;
  private boolean verified;
  private Optional<CosePayload> payload = Optional.empty();

  MessageCheck(CoseMessage message) {
    this.message = message;
  }

  /** One verification of the message: returns the payload, unless it is detached. */
  interface Attempt {
    Optional<CosePayload> verify() throws VerificationException, IOException;
  }

  /** The message, not verified. */
  CoseMessage message() {
    return message;
  }

  List<KeyFile> verifiedKeys() {
    return verifiedKeys;
  }

  /** Tries a key. A key for another kind of message is refused like a wrong key. */
  void verify(KeyFile key) throws IOException {
    try {
      Optional<VerificationException> refused = firstOf(attempts(key));
      if (refused.isEmpty()) {
        verifiedKeys.add(key);
      } else {
        refusedKeys.put(key, String.valueOf(refused.get().getMessage()));
      }
    } catch (UnfitKeyException unfit) {
      misfit(String.valueOf(unfit.getMessage()));
      refusedKeys.put(key, "it is not for a " + message.type());
    }
  }

  /** Adds the reason why a key is not for such a message. */
  void misfit(String reason) {
    misfits.add(reason);
  }

  /** The attempts for a key. */
  abstract List<Attempt> attempts(KeyFile key) throws UnfitKeyException;

  /**
   * Tries the attempts in order until one succeeds; otherwise returns the refusal that says most.
   */
  Optional<VerificationException> firstOf(List<Attempt> attempts) throws IOException {
    @Nullable VerificationException refused = null;
    for (Attempt attempt : attempts) {
      try {
        payload = attempt.verify();
        verified = true;
        return Optional.empty();
      } catch (VerificationException failed) {
        refused = VerificationException.moreTelling(refused, failed);
      }
    }
    if (refused == null) {
      return Optional.of(new VerificationException(nothing()));
    }
    refusal = VerificationException.moreTelling(refusal, refused);
    return Optional.of(refused);
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
        throw RejectedException.misfit(message.type().cddlName(), misfits);
      }
      throw new VerificationException(nothing());
    }
    if (all && !refusedKeys.isEmpty()) {
      throw RejectedException.notBy(refusedKeys);
    }
    return payload;
  }

  /** The failure if there was no attempt. */
  abstract Failure nothing();

  /** Reports which key verified what. */
  abstract void tell(Findings findings);
}
