package org.teep4j.cose;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseMessageType.Family;

/**
 * A signed message that has not been verified: COSE_Sign1 or COSE_Sign (RFC 9052, Section 4).
 *
 * <p>To get the payload, call a {@code verify…} method, which returns a {@link VerifiedPayload}.
 * Its {@link CoseKeyResolver} says who may have made the message: a {@link CoseVerifier} with one
 * key, several keys, or {@link org.teep4j.cose.certificate.CertificateTrust}. Before that, {@link
 * #unverifiedHeaders()} and {@link #unverifiedPayload()} return data that must not be trusted.
 */
public abstract sealed class CoseSignedMessage extends CoseMessage permits CoseSign1, CoseSign {

  CoseSignedMessage(MessageContent content) {
    super(content);
  }

  /**
   * Decodes a message of either type. Without a tag, the type of the fourth element decides: an
   * array means COSE_Sign.
   *
   * @param input one encoded message, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is neither COSE_Sign1 nor COSE_Sign, or headers break a
   *     rule of RFC 9052, Section 3
   */
  public static CoseSignedMessage decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a message of either type, as {@link #decode(Bytes)} does.
   *
   * @param input one encoded message, tagged or not, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseSignedMessage decode(Bytes input, DecodeOptions options)
      throws DecodeException {
    return MessageReader.decode(input, options, CoseSignedMessage::read);
  }

  /**
   * Reads one message of either type at the position of a reader, as {@link #decode(Bytes)} does.
   *
   * @param reader positioned at the message, tagged or not; positioned after it on return
   * @return the message, which references the reader's input
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseSignedMessage read(CborReader reader) throws DecodeException {
    return (CoseSignedMessage) MessageReader.read(reader, Family.SIGNED);
  }

  @Override
  public abstract CoseSignedMessage withCountersignature(CoseCountersignature countersignature);

  /**
   * The payload without any verification: neither its origin nor its integrity is known. For
   * inspectors and debuggers only.
   *
   * @return a view of the payload
   * @throws IllegalStateException if the payload is detached
   */
  public final Bytes unverifiedPayload() {
    return content().unverifiedPayload();
  }

  /**
   * Verifies a signature over the payload in the message, without external data.
   *
   * @param resolver the trusted key, or finds the trusted keys
   * @return the payload, with the key that verified it
   * @throws VerificationException if the payload is detached, or no trusted key has signed it
   */
  public final VerifiedPayload verify(CoseKeyResolver resolver) throws VerificationException {
    return verify(resolver, VerifyOptions.defaults());
  }

  /**
   * Verifies a signature over the payload in the message.
   *
   * @param resolver the trusted key, or finds the trusted keys
   * @param options external data, and the header parameters that the application understands
   * @return the payload, with the key that verified it
   * @throws VerificationException if the payload is detached, or no trusted key has signed it
   */
  public final VerifiedPayload verify(CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException {
    return verifyPayload(content().embedded(), resolver, options);
  }

  /**
   * Verifies a signature over a detached payload, without external data.
   *
   * @param payload the payload to verify
   * @param resolver the trusted key, or finds the trusted keys
   * @return the same bytes as a verified payload, with the key that verified it
   * @throws VerificationException if the message contains a payload, or no trusted key has signed
   *     the given one
   */
  public final VerifiedPayload verifyDetached(Bytes payload, CoseKeyResolver resolver)
      throws VerificationException {
    return verifyDetached(payload, resolver, VerifyOptions.defaults());
  }

  /**
   * Verifies a signature over a detached payload.
   *
   * @param payload the payload to verify
   * @param resolver the trusted key, or finds the trusted keys
   * @param options external data, and the header parameters that the application understands
   * @return the same bytes as a verified payload, with the key that verified it
   * @throws VerificationException if the message contains a payload, or no trusted key has signed
   *     the given one
   */
  public final VerifiedPayload verifyDetached(
      Bytes payload, CoseKeyResolver resolver, VerifyOptions options) throws VerificationException {
    content().requireDetached();
    return verifyPayload(payload, resolver, options);
  }

  /**
   * Verifies a signature over a detached payload that is streamed from a source. This takes
   * constant memory if the algorithm permits it.
   *
   * @param payload the payload to verify; read once for each pair of a signature and a key that is
   *     tried
   * @param resolver the trusted key, or finds the trusted keys
   * @param options external data, and the header parameters that the application understands
   * @return the verified signature, with the key that verified it
   * @throws VerificationException if the message contains a payload, or no trusted key has signed
   *     the given one
   * @throws IOException if the payload cannot be read, does not have the length that its source
   *     states, or is too long for the algorithm
   */
  public final VerifiedSignature verifyDetached(
      ContentSource payload, CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException, IOException {
    content().requireDetached();
    return tryAll(
        resolver,
        options,
        (headers, signature, verifier, algorithm) -> {
          Segments none = Segments.of(Bytes.empty());
          Segments toBeSigned = toBeSigned(headers, options.externalAad(), none);
          verifier.verify(StreamedMessage.of(toBeSigned, payload), signature);
          return new VerifiedSignature(headers(), headers, algorithm, verifier);
        });
  }

  private VerifiedPayload verifyPayload(
      Bytes payload, CoseKeyResolver resolver, VerifyOptions options) throws VerificationException {
    return tryAll(resolver, options, trial(payload, options));
  }

  /** Verifies one signature over a payload. */
  final Trials.Trial<VerifiedPayload, VerificationException> trial(
      Bytes payload, VerifyOptions options) {
    return (headers, signature, verifier, algorithm) -> {
      verifier.verify(toBeSigned(headers, options.externalAad(), Segments.of(payload)), signature);
      return new VerifiedPayload(payload, headers(), headers, algorithm, verifier);
    };
  }

  private <T, X extends Exception> T tryAll(
      CoseKeyResolver resolver, VerifyOptions options, Trials.Trial<T, X> trial)
      throws VerificationException, X {
    HeaderRules.checkCritical(headers(), options.understood());
    Trials trials = Trials.with(resolver, options);
    T verified = attemptAll(trials, resolver, trial);
    if (verified == null) {
      throw trials.refusal();
    }
    return verified;
  }

  /**
   * Tries the signatures until one verifies.
   *
   * @return the result of the trial; null if no signature verified
   */
  abstract <T, X extends Exception> @Nullable T attemptAll(
      Trials trials, CoseKeyResolver resolver, Trials.Trial<T, X> trial)
      throws VerificationException, X;

  /**
   * The encoded Sig_structure for one signature.
   *
   * @param signature the headers of the signature
   */
  abstract Segments toBeSigned(CoseHeaders signature, Bytes externalAad, Segments payload);
}
