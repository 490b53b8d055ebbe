package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifyOptions;

/** Tries keys on a message with a MAC. */
final class MacCheck extends MessageCheck {
  private final CoseHeaders headers;
  private final Attempts attempts;

  private MacCheck(CoseStructure structure, CoseHeaders headers, Attempts attempts) {
    super(structure);
    this.headers = headers;
    this.attempts = attempts;
  }

  /** All that a key could verify. */
  private interface Attempts {
    List<Attempt> of(KeyFile key) throws UsageException;
  }

  /**
   * Starts with a COSE_Mac0.
   *
   * @param content the payload if it is detached
   */
  static MacCheck mac0(Bytes encoded, @Nullable Bytes content, VerifyOptions options)
      throws DecodeException {
    CoseMac0 message = CoseMac0.decode(encoded);
    return new MacCheck(
        CoseStructure.COSE_MAC0,
        message.headers(),
        key -> {
          CoseMacVerifier verifier = key.macVerifier(message.headers());
          return List.of(
              () ->
                  content == null
                      ? message.verify(verifier, options)
                      : message.verifyDetached(content, verifier, options));
        });
  }

  /**
   * Starts with a COSE_Mac.
   *
   * @param content the payload if it is detached
   * @param method how recipients come by the key
   */
  static MacCheck mac(
      Bytes encoded, @Nullable Bytes content, VerifyOptions options, KeyMethodOption method)
      throws DecodeException {
    CoseMac message = CoseMac.decode(encoded);
    return new MacCheck(
        CoseStructure.COSE_MAC,
        message.headers(),
        key -> {
          List<Attempt> attempts = new ArrayList<>();
          for (ContentKeyRecipient recipient : method.receivers(key, message.recipients())) {
            attempts.add(
                () ->
                    content == null
                        ? message.verify(recipient, options)
                        : message.verifyDetached(content, recipient, options));
          }
          return attempts;
        });
  }

  @Override
  List<Attempt> attempts(KeyFile key) throws UsageException {
    return attempts.of(key);
  }

  @Override
  Failure nothing() {
    return Failure.NO_RECIPIENT;
  }

  @Override
  void tell(Fields fields) {
    verifiedKeys().forEach(fields::key);
    headers.algorithm().ifPresent(fields::algorithm);
  }
}
