package org.teep4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.CoseMacedMessage;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifyOptions;

/**
 * Verifies a message with a MAC with each key.
 *
 * @param <K> the key that verifies such a message
 */
final class MacCheck<K> extends MessageCheck {
  private final CoseMacedMessage<K> message;
  private final @Nullable Content content;
  private final VerifyOptions options;
  private final Keys<K> keys;

  /** All keys from a file that could verify the message. */
  interface Keys<K> {
    List<K> of(KeyFile file) throws UnfitKeyException;
  }

  /**
   * A check of a COSE_Mac0 or COSE_Mac.
   *
   * @param content the payload if it is detached
   */
  MacCheck(
      CoseMacedMessage<K> message, @Nullable Content content, VerifyOptions options, Keys<K> keys) {
    super(message);
    this.message = message;
    this.content = content;
    this.options = options;
    this.keys = keys;
  }

  @Override
  List<Attempt> attempts(KeyFile file) throws UnfitKeyException {
    List<Attempt> attempts = new ArrayList<>();
    for (K key : keys.of(file)) {
      attempts.add(() -> verify(key));
    }
    return attempts;
  }

  private Optional<CosePayload> verify(K key) throws VerificationException, IOException {
    if (content == null) {
      return Optional.of(message.verify(key, options));
    }
    message.verifyDetached(content.source(), key, options);
    return Optional.empty();
  }

  @Override
  Failure nothing() {
    return Failure.NO_RECIPIENT;
  }

  @Override
  void tell(Findings findings) {
    for (KeyFile key : verifiedKeys()) {
      findings.onlySignature();
      findings.key(key);
      message
          .unverifiedHeaders()
          .algorithm()
          .or(options::definedAlgorithm)
          .ifPresent(findings::algorithm);
      message.unverifiedHeaders().keyId().ifPresent(findings::namedKey);
    }
  }
}
