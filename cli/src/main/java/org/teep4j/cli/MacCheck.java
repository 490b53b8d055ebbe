package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.Countersignable;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifyOptions;

/** Verifies a message with a MAC with each key. */
final class MacCheck extends MessageCheck {
  private final Countersignable message;
  private final Attempts attempts;

  private MacCheck(CoseStructure structure, Countersignable message, Attempts attempts) {
    super(structure);
    this.message = message;
    this.attempts = attempts;
  }

  /** The attempts for a key. */
  private interface Attempts {
    List<Attempt> of(KeyFile key) throws UnfitKeyException;
  }

  /**
   * A check of a COSE_Mac0.
   *
   * @param content the payload if it is detached
   */
  static MacCheck mac0(
      Bytes encoded, DecodeOptions limits, @Nullable Content content, VerifyOptions options)
      throws DecodeException {
    CoseMac0 message = CoseMac0.decode(encoded, limits);
    return new MacCheck(
        CoseStructure.COSE_MAC0,
        message,
        key -> {
          CoseMacVerifier verifier = key.macVerifier(message.unverifiedHeaders());
          return List.of(
              () -> {
                if (content == null) {
                  return Optional.of(message.verify(verifier, options));
                }
                message.verifyDetached(content.source(), verifier, options);
                return Optional.empty();
              });
        });
  }

  /**
   * A check of a COSE_Mac.
   *
   * @param content the payload if it is detached
   * @param method the options for recipient algorithms
   */
  static MacCheck mac(
      Bytes encoded,
      DecodeOptions limits,
      @Nullable Content content,
      VerifyOptions options,
      KeyMethodOption method)
      throws DecodeException {
    CoseMac message = CoseMac.decode(encoded, limits);
    return new MacCheck(
        CoseStructure.COSE_MAC,
        message,
        key -> {
          List<Attempt> attempts = new ArrayList<>();
          for (ContentKeyRecipient recipient : method.receivers(key, message.recipients())) {
            attempts.add(
                () -> {
                  if (content == null) {
                    return Optional.of(message.verify(recipient, options));
                  }
                  message.verifyDetached(content.source(), recipient, options);
                  return Optional.empty();
                });
          }
          return attempts;
        });
  }

  @Override
  List<Attempt> attempts(KeyFile key) throws UnfitKeyException {
    return attempts.of(key);
  }

  @Override
  Countersignable message() {
    return message;
  }

  @Override
  Failure nothing() {
    return Failure.NO_RECIPIENT;
  }

  @Override
  void tell(Fields fields) {
    verifiedKeys().forEach(fields::key);
    message.unverifiedHeaders().algorithm().ifPresent(fields::algorithm);
  }
}
