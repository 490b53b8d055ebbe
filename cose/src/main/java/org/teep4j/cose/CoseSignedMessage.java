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
 * A signed message that nobody has verified: COSE_Sign1 or COSE_Sign (RFC 9052, Section 4).
 *
 * <p>It hands out its headers, which are as little to be trusted, and no payload. The payload comes
 * out of {@code verify…}, as a {@link VerifiedPayload}.
 */
public sealed interface CoseSignedMessage extends CborEncodable, Countersignable
    permits CoseSign1, CoseSign {

  /**
   * Decodes a message of either kind. Where there is no tag, the fourth element tells them apart.
   *
   * @param input one encoded message, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if it is neither
   */
  static CoseSignedMessage decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a message of either kind. Where there is no tag, the fourth element tells them apart.
   *
   * @param input one encoded message, tagged or not, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException if it is neither
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
   * Whether the CBOR tag of the message is there.
   *
   * @return true for the tagged form
   */
  boolean isTagged();

  @Override
  CoseSignedMessage withCountersignature(CoseCountersignature countersignature);

  /**
   * Whether the payload travels elsewhere ({@code nil} in the message).
   *
   * @return true if {@code verifyDetached} is to be used
   */
  boolean isDetached();

  /**
   * The payload, of which nothing is known: not who made it, nor that it is whole. For inspectors
   * and debuggers.
   *
   * @return a view of the payload
   * @throws IllegalStateException if the payload is detached
   */
  Bytes unverifiedPayload();

  /**
   * Verifies a signature over the payload in the message, without external data.
   *
   * @param verifier the key and algorithm that are trusted
   * @return the payload
   * @throws VerificationException if the payload is detached, or not what the key has signed
   */
  default VerifiedPayload verify(CoseVerifier verifier) throws VerificationException {
    return verify(verifier, VerifyOptions.defaults());
  }

  /**
   * Verifies a signature over the payload in the message.
   *
   * @param verifier the key and algorithm that are trusted
   * @param externalAad the externally supplied data that the signer had (RFC 9052, Section 4.3)
   * @return the payload
   * @throws VerificationException if the payload is detached, or not what the key has signed
   */
  default VerifiedPayload verify(CoseVerifier verifier, Bytes externalAad)
      throws VerificationException {
    return verify(verifier, VerifyOptions.defaults().withExternalAad(externalAad));
  }

  /**
   * Verifies a signature over the payload in the message.
   *
   * @param verifier the key and algorithm that are trusted
   * @param options external data, and what the application understands
   * @return the payload
   * @throws VerificationException if the payload is detached, or not what the key has signed
   */
  VerifiedPayload verify(CoseVerifier verifier, VerifyOptions options) throws VerificationException;

  /**
   * Verifies a signature over a detached payload, without external data.
   *
   * @param payload what should have been signed
   * @param verifier the key and algorithm that are trusted
   * @return {@code payload}
   * @throws VerificationException if the message carries a payload, or the key has signed another
   */
  default VerifiedPayload verifyDetached(Bytes payload, CoseVerifier verifier)
      throws VerificationException {
    return verifyDetached(payload, verifier, VerifyOptions.defaults());
  }

  /**
   * Verifies a signature over a detached payload.
   *
   * @param payload what should have been signed
   * @param verifier the key and algorithm that are trusted
   * @param externalAad the externally supplied data that the signer had (RFC 9052, Section 4.3)
   * @return {@code payload}
   * @throws VerificationException if the message carries a payload, or the key has signed another
   */
  default VerifiedPayload verifyDetached(Bytes payload, CoseVerifier verifier, Bytes externalAad)
      throws VerificationException {
    return verifyDetached(payload, verifier, VerifyOptions.defaults().withExternalAad(externalAad));
  }

  /**
   * Verifies a signature over a detached payload.
   *
   * @param payload what should have been signed
   * @param verifier the key and algorithm that are trusted
   * @param options external data, and what the application understands
   * @return {@code payload}
   * @throws VerificationException if the message carries a payload, or the key has signed another
   */
  VerifiedPayload verifyDetached(Bytes payload, CoseVerifier verifier, VerifyOptions options)
      throws VerificationException;

  /**
   * Verifies a signature over a detached payload that is read from its source, in constant memory
   * where the algorithm admits that.
   *
   * @param payload what should have been signed; read once; with COSE_Sign, for each signature that
   *     could be the one
   * @param verifier the key and algorithm that are trusted
   * @param options external data, and what the application understands
   * @return what is known of the payload: nothing else has been done with it
   * @throws VerificationException if the message carries a payload, or the key has signed another
   * @throws IOException if the payload cannot be read, is longer or shorter than its source says,
   *     or too long for the algorithm
   */
  SignatureReceipt verifyDetached(
      ContentSource payload, CoseVerifier verifier, VerifyOptions options)
      throws VerificationException, IOException;

  /**
   * Verifies a signature over the payload in the message with one of the keys that a resolver
   * finds, without external data.
   *
   * @param resolver finds trusted keys
   * @return the payload, and which key it was
   * @throws VerificationException if the payload is detached, or not what one of the keys has
   *     signed
   */
  default VerifiedPayload verify(CoseKeyResolver resolver) throws VerificationException {
    return verify(resolver, VerifyOptions.defaults());
  }

  /**
   * Verifies a signature over the payload in the message with one of the keys that a resolver
   * finds.
   *
   * @param resolver finds trusted keys
   * @param options external data, and what the application understands
   * @return the payload, and which key it was
   * @throws VerificationException if the payload is detached, or not what one of the keys has
   *     signed
   */
  VerifiedPayload verify(CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException;

  /**
   * Verifies a signature over a detached payload with one of the keys that a resolver finds,
   * without external data.
   *
   * @param payload what should have been signed
   * @param resolver finds trusted keys
   * @return {@code payload}, and which key it was
   * @throws VerificationException if the message carries a payload, or none of the keys has signed
   *     this one
   */
  default VerifiedPayload verifyDetached(Bytes payload, CoseKeyResolver resolver)
      throws VerificationException {
    return verifyDetached(payload, resolver, VerifyOptions.defaults());
  }

  /**
   * Verifies a signature over a detached payload with one of the keys that a resolver finds.
   *
   * @param payload what should have been signed
   * @param resolver finds trusted keys
   * @param options external data, and what the application understands
   * @return {@code payload}, and which key it was
   * @throws VerificationException if the message carries a payload, or none of the keys has signed
   *     this one
   */
  VerifiedPayload verifyDetached(Bytes payload, CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException;

  /**
   * Verifies a signature over a detached payload that is read from its source, in constant memory
   * where the algorithm admits that.
   *
   * @param payload what should have been signed; read once for each signature and key that could be
   *     the ones
   * @param resolver finds trusted keys
   * @param options external data, and what the application understands
   * @return what is known of the payload, and which key it was
   * @throws VerificationException if the message carries a payload, or none of the keys has signed
   *     this one
   * @throws IOException if the payload cannot be read, is longer or shorter than its source says,
   *     or too long for the algorithm
   */
  SignatureReceipt verifyDetached(
      ContentSource payload, CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException, IOException;
}
