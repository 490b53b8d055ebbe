package org.teep4j.cose;

import java.io.IOException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;

/**
 * A signed message that has not been verified: COSE_Sign1 or COSE_Sign (RFC 9052, Section 4).
 *
 * <p>To get the payload, call a {@code verify…} method, which returns a {@link VerifiedPayload}.
 * Before that, {@link #unverifiedHeaders()} and {@link #unverifiedPayload()} return data that must
 * not be trusted.
 */
public sealed interface CoseSignedMessage extends CborEncodable, Countersignable
    permits CoseSign1, CoseSign {

  /**
   * Decodes a message of either type. Without a tag, the type of the fourth element decides: an
   * array means COSE_Sign.
   *
   * @param input one encoded message, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is neither COSE_Sign1 nor COSE_Sign
   */
  static CoseSignedMessage decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a message of either type. Without a tag, the type of the fourth element decides: an
   * array means COSE_Sign.
   *
   * @param input one encoded message, tagged or not, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException if the input is neither COSE_Sign1 nor COSE_Sign
   */
  static CoseSignedMessage decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    if (reader.peekType() == CborType.TAG) {
      long tag = reader.readTag();
      if (tag != CoseSign1.TAG && tag != CoseSign.TAG) {
        throw new DecodeException(
            Reason.UNEXPECTED_TAG, 0, "expected tag 18 or 98, found " + Long.toUnsignedString(tag));
      }
      return tag == CoseSign1.TAG
          ? CoseSign1.decode(input, options)
          : CoseSign.decode(input, options);
    }
    reader.enterArray();
    for (int i = 0; i < 3 && reader.hasNext(); i++) {
      reader.skip();
    }
    return reader.hasNext() && reader.peekType() == CborType.ARRAY
        ? CoseSign.decode(input, options)
        : CoseSign1.decode(input, options);
  }

  /**
   * Whether the message has its CBOR tag.
   *
   * @return true for the tagged form
   */
  boolean isTagged();

  @Override
  CoseSignedMessage withCountersignature(CoseCountersignature countersignature);

  /**
   * Whether the payload is detached ({@code nil} in the message).
   *
   * @return true if the payload must be given to {@code verifyDetached}
   */
  boolean isDetached();

  /**
   * The payload without any verification: neither its origin nor its integrity is known. For
   * inspectors and debuggers only.
   *
   * @return a view of the payload
   * @throws IllegalStateException if the payload is detached
   */
  Bytes unverifiedPayload();

  /**
   * Verifies a signature over the payload in the message, without external data.
   *
   * @param verifier the trusted key and algorithm
   * @return the payload
   * @throws VerificationException if the payload is detached, or the key has not signed it
   */
  default VerifiedPayload verify(CoseVerifier verifier) throws VerificationException {
    return verify(verifier, VerifyOptions.defaults());
  }

  /**
   * Verifies a signature over the payload in the message.
   *
   * @param verifier the trusted key and algorithm
   * @param externalAad the externally supplied data, as the signer had it (RFC 9052, Section 4.3)
   * @return the payload
   * @throws VerificationException if the payload is detached, or the key has not signed it
   */
  default VerifiedPayload verify(CoseVerifier verifier, Bytes externalAad)
      throws VerificationException {
    return verify(verifier, VerifyOptions.defaults().withExternalAad(externalAad));
  }

  /**
   * Verifies a signature over the payload in the message.
   *
   * @param verifier the trusted key and algorithm
   * @param options external data, and the header parameters that the application understands
   * @return the payload
   * @throws VerificationException if the payload is detached, or the key has not signed it
   */
  VerifiedPayload verify(CoseVerifier verifier, VerifyOptions options) throws VerificationException;

  /**
   * Verifies a signature over a detached payload, without external data.
   *
   * @param payload the payload to verify
   * @param verifier the trusted key and algorithm
   * @return the same bytes as a verified payload
   * @throws VerificationException if the message contains a payload, or the key has not signed the
   *     given one
   */
  default VerifiedPayload verifyDetached(Bytes payload, CoseVerifier verifier)
      throws VerificationException {
    return verifyDetached(payload, verifier, VerifyOptions.defaults());
  }

  /**
   * Verifies a signature over a detached payload.
   *
   * @param payload the payload to verify
   * @param verifier the trusted key and algorithm
   * @param externalAad the externally supplied data, as the signer had it (RFC 9052, Section 4.3)
   * @return the same bytes as a verified payload
   * @throws VerificationException if the message contains a payload, or the key has not signed the
   *     given one
   */
  default VerifiedPayload verifyDetached(Bytes payload, CoseVerifier verifier, Bytes externalAad)
      throws VerificationException {
    return verifyDetached(payload, verifier, VerifyOptions.defaults().withExternalAad(externalAad));
  }

  /**
   * Verifies a signature over a detached payload.
   *
   * @param payload the payload to verify
   * @param verifier the trusted key and algorithm
   * @param options external data, and the header parameters that the application understands
   * @return the same bytes as a verified payload
   * @throws VerificationException if the message contains a payload, or the key has not signed the
   *     given one
   */
  VerifiedPayload verifyDetached(Bytes payload, CoseVerifier verifier, VerifyOptions options)
      throws VerificationException;

  /**
   * Verifies a signature over a detached payload that is streamed from a source. This takes
   * constant memory if the algorithm permits it.
   *
   * @param payload the payload to verify; read once, or for COSE_Sign once per signature that is
   *     tried
   * @param verifier the trusted key and algorithm
   * @param options external data, and the header parameters that the application understands
   * @return the result of the verification, without the payload
   * @throws VerificationException if the message contains a payload, or the key has not signed the
   *     given one
   * @throws IOException if the payload cannot be read, does not have the length that its source
   *     states, or is too long for the algorithm
   */
  SignatureReceipt verifyDetached(
      ContentSource payload, CoseVerifier verifier, VerifyOptions options)
      throws VerificationException, IOException;

  /**
   * Verifies a signature over the payload in the message with the keys of a resolver, without
   * external data.
   *
   * @param resolver finds trusted keys
   * @return the payload, with the key that verified it
   * @throws VerificationException if the payload is detached, or none of the keys has signed it
   */
  default VerifiedPayload verify(CoseKeyResolver resolver) throws VerificationException {
    return verify(resolver, VerifyOptions.defaults());
  }

  /**
   * Verifies a signature over the payload in the message with the keys of a resolver.
   *
   * @param resolver finds trusted keys
   * @param options external data, and the header parameters that the application understands
   * @return the payload, with the key that verified it
   * @throws VerificationException if the payload is detached, or none of the keys has signed it
   */
  VerifiedPayload verify(CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException;

  /**
   * Verifies a signature over a detached payload with the keys of a resolver, without external
   * data.
   *
   * @param payload the payload to verify
   * @param resolver finds trusted keys
   * @return the same bytes as a verified payload with the key that verified it
   * @throws VerificationException if the message contains a payload, or none of the keys has signed
   *     the given one
   */
  default VerifiedPayload verifyDetached(Bytes payload, CoseKeyResolver resolver)
      throws VerificationException {
    return verifyDetached(payload, resolver, VerifyOptions.defaults());
  }

  /**
   * Verifies a signature over a detached payload with the keys of a resolver.
   *
   * @param payload the payload to verify
   * @param resolver finds trusted keys
   * @param options external data, and the header parameters that the application understands
   * @return the same bytes as a verified payload with the key that verified it
   * @throws VerificationException if the message contains a payload, or none of the keys has signed
   *     the given one
   */
  VerifiedPayload verifyDetached(Bytes payload, CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException;

  /**
   * Verifies a signature over a detached payload that is streamed from a source. This takes
   * constant memory if the algorithm permits it.
   *
   * @param payload the payload to verify; read once per signature and key that are tried
   * @param resolver finds trusted keys
   * @param options external data, and the header parameters that the application understands
   * @return the result of the verification with the key, without the payload
   * @throws VerificationException if the message contains a payload, or none of the keys has signed
   *     the given one
   * @throws IOException if the payload cannot be read, does not have the length that its source
   *     states, or is too long for the algorithm
   */
  SignatureReceipt verifyDetached(
      ContentSource payload, CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException, IOException;
}
