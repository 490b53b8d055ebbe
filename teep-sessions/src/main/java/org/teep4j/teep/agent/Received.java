package org.teep4j.teep.agent;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;

/**
 * A message whose signature has been verified.
 *
 * @param message the message
 * @param payload its encoding, which the signature covers
 * @param verifier the key of the TAM that has signed it
 */
record Received(TeepMessage message, Bytes payload, CoseVerifier verifier) {

  /** The thumbprint of the TAM's key. */
  Optional<Bytes> peer() {
    return verifier.publicKey().map(CoseKey::thumbprint);
  }

  /**
   * Verifies a message, in the order that decides which error is reported: form, algorithm,
   * certificate, signature, content.
   *
   * @throws Refused if it is not acceptable; its sender is not known then
   */
  static Received open(Bytes message, TrustedTam tam, AgentConfig config) throws Refused {
    DecodeOptions options =
        DecodeOptions.defaults().withMaxInputSize(config.settings().maxMessageSize());
    try {
      CoseSignedMessage signed = CoseSignedMessage.decode(message, options);
      if (!config.keys().support(signed)) {
        throw new Refused(
            TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES, "no signature has a supported algorithm");
      }
      VerifiedPayload payload = signed.verify(config.keys().limited(tam.keys()));
      return new Received(
          TeepMessage.decode(payload, tam.options().dialect(), options),
          payload.bytes(),
          payload.verifier());
    } catch (DecodeException e) {
      throw new Refused(TeepErrorCode.ERR_PERMANENT_ERROR, e);
    } catch (VerificationException e) {
      throw new Refused(code(e), e);
    }
  }

  /** Reads a message that was verified before an interruption. */
  static TeepMessage reopen(Bytes payload, Dialect dialect) throws DecodeException {
    return TeepMessage.decodeUnverified(payload, dialect, DecodeOptions.largest());
  }

  private static TeepErrorCode code(VerificationException problem) {
    return switch (problem.failure()) {
      case CERTIFICATE, UNPROTECTED_CERTIFICATE -> TeepErrorCode.ERR_BAD_CERTIFICATE;
      case CERTIFICATE_EXPIRED -> TeepErrorCode.ERR_CERTIFICATE_EXPIRED;
      default -> TeepErrorCode.ERR_PERMANENT_ERROR;
    };
  }
}
