package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Segments;

/**
 * A message with one signature, not verified: {@code COSE_Sign1} or {@code COSE_Sign1_Tagged} (RFC
 * 9052, Section 4.2). Immutable; holds views of the input that it was decoded from.
 *
 * <pre>{@code
 * COSE_Sign1_Tagged = #6.18(COSE_Sign1)
 *
 * COSE_Sign1 = [
 *   protected : bstr,              ; an encoded header_map, or no bytes
 *   unprotected : header_map,
 *   payload : bstr / nil,          ; nil if the payload is detached
 *   signature : bstr
 * ]
 * }</pre>
 */
public final class CoseSign1 implements CoseSignedMessage {

  /** The CBOR tag of COSE_Sign1. */
  public static final long TAG = 18;

  private final MessageContent content;
  private final Bytes signature;

  CoseSign1(MessageContent content, Bytes signature) {
    this.content = content;
    this.signature = signature;
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Sign1, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is no COSE_Sign1, or its headers break a rule of RFC 9052,
   *     Section 3
   */
  public static CoseSign1 decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Sign1, tagged or not, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException if the input is no COSE_Sign1, or its headers break a rule of RFC 9052,
   *     Section 3
   */
  public static CoseSign1 decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    CoseSign1 message = read(reader);
    try {
      reader.expectEnd();
      return message;
    } catch (DecodeException e) {
      throw e.in("COSE_Sign1");
    }
  }

  /**
   * Reads one message at the position of a reader, for other structures that contain a COSE_Sign1.
   *
   * @param reader positioned at the message, tagged or not; positioned after the message on return
   * @return the message, which references the reader's input
   * @throws DecodeException if the next item is no COSE_Sign1, or its headers break a rule of RFC
   *     9052, Section 3
   */
  public static CoseSign1 read(CborReader reader) throws DecodeException {
    try {
      MessageContent content = MessageContent.read(reader, TAG, 4, "payload");
      CoseSign1 message = new CoseSign1(content, readSignature(reader));
      reader.exitArray();
      return message;
    } catch (DecodeException e) {
      throw e.in("COSE_Sign1");
    }
  }

  static Bytes readSignature(CborReader reader) throws DecodeException {
    try {
      return reader.readBytes();
    } catch (DecodeException e) {
      throw e.in("signature");
    }
  }

  /**
   * Signs a payload. The message is tagged and contains the payload. {@code alg} goes into the
   * protected header, and {@code kid}, if the signer has one, into the unprotected header. For
   * other forms, use {@link #builder()}.
   *
   * @param payload the bytes to sign, referenced by the result
   * @param signer makes the signature
   * @return the message
   * @throws GeneralSecurityException if the signer cannot sign, or the form of its signature is
   *     wrong
   */
  public static CoseSign1 sign(Bytes payload, CoseSigner signer) throws GeneralSecurityException {
    return builder().payload(payload).sign(signer);
  }

  /**
   * Starts a message.
   *
   * @return a new builder
   */
  public static CoseSign1Builder builder() {
    return new CoseSign1Builder();
  }

  @Override
  public boolean isTagged() {
    return content.tagged();
  }

  @Override
  public CoseHeaders unverifiedHeaders() {
    return content.headers();
  }

  /** The headers, for verification, which checks them. */
  CoseHeaders headers() {
    return content.headers();
  }

  @Override
  public boolean isDetached() {
    return content.bytes() == null;
  }

  @Override
  public Bytes unverifiedPayload() {
    return content.unverifiedPayload();
  }

  /**
   * The signature.
   *
   * @return a view of the signature as COSE encodes it
   */
  public Bytes signature() {
    return signature;
  }

  @Override
  public VerifiedPayload verify(CoseVerifier verifier, VerifyOptions options)
      throws VerificationException {
    return verifyPayload(content.embedded(), verifier, options);
  }

  @Override
  public VerifiedPayload verifyDetached(Bytes payload, CoseVerifier verifier, VerifyOptions options)
      throws VerificationException {
    content.requireDetached();
    return verifyPayload(payload, verifier, options);
  }

  @Override
  public SignatureReceipt verifyDetached(
      ContentSource payload, CoseVerifier verifier, VerifyOptions options)
      throws VerificationException, IOException {
    content.requireDetached();
    CoseAlgorithm algorithm = check(verifier, options);
    Streaming.verify(
        verifier,
        SigStructure.toBeSigned(headers(), null, options.externalAad(), payload),
        signature);
    return new SignatureReceipt(headers(), headers(), algorithm, verifier);
  }

  private CoseAlgorithm check(CoseVerifier verifier, VerifyOptions options)
      throws VerificationException {
    MessageContent.checkCritical(headers(), options.understood());
    return MessageContent.checkAlgorithm(
        headers(), options.unprotectedAlgorithm(), verifier::accepts, verifier.algorithm());
  }

  private VerifiedPayload verifyPayload(Bytes payload, CoseVerifier verifier, VerifyOptions options)
      throws VerificationException {
    CoseHeaders headers = headers();
    CoseAlgorithm algorithm = check(verifier, options);
    verifier.verify(
        SigStructure.toBeSigned(headers, null, options.externalAad(), Segments.of(payload)),
        signature);
    return new VerifiedPayload(payload, headers, headers, algorithm, verifier);
  }

  @Override
  public VerifiedPayload verify(CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException {
    return verifyPayload(content.embedded(), resolver, options);
  }

  @Override
  public VerifiedPayload verifyDetached(
      Bytes payload, CoseKeyResolver resolver, VerifyOptions options) throws VerificationException {
    content.requireDetached();
    return verifyPayload(payload, resolver, options);
  }

  @Override
  public SignatureReceipt verifyDetached(
      ContentSource payload, CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException, IOException {
    content.requireDetached();
    return tryAll(
        resolver,
        options,
        (own, verifier, algorithm) -> verifyDetached(payload, verifier, options));
  }

  private VerifiedPayload verifyPayload(
      Bytes payload, CoseKeyResolver resolver, VerifyOptions options) throws VerificationException {
    return tryAll(
        resolver, options, (own, verifier, algorithm) -> verifyPayload(payload, verifier, options));
  }

  private <T, X extends Exception> T tryAll(
      CoseKeyResolver resolver, VerifyOptions options, Trials.Trial<Bytes, T, X> trial)
      throws VerificationException, X {
    Trials trials = Trials.with(resolver, options);
    T verified = trials.attempt(signature, headers(), trial);
    if (verified == null) {
      throw trials.refusal();
    }
    return verified;
  }

  MessageContent content() {
    return content;
  }

  @Override
  public CoseSign1 withCountersignature(CoseCountersignature countersignature) {
    return new CoseSign1(content.countersigned(countersignature), signature);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    content.encodeTo(writer, TAG);
    writer.writeBytes(signature).endArray();
  }

  /** Equal if tag, headers, payload and signature are equal. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseSign1 other
        && content.equals(other.content)
        && signature.equals(other.signature);
  }

  @Override
  public int hashCode() {
    return 31 * content.hashCode() + signature.hashCode();
  }

  /** The headers and the size of the payload. */
  @Override
  public String toString() {
    return "CoseSign1[" + content.describe() + "]";
  }
}
