package org.teep4j.cose;

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
public final class CoseSign1 extends CoseSignedMessage {

  /** The CBOR tag of COSE_Sign1. */
  public static final long TAG = 18;

  private final Bytes signature;

  CoseSign1(MessageContent content, Bytes signature) {
    super(content);
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
      CoseSign1 message = new CoseSign1(content, HeaderReader.readSignature(reader));
      reader.exitArray();
      return message;
    } catch (DecodeException e) {
      throw e.in("COSE_Sign1");
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

  /**
   * The signature.
   *
   * @return a view of the signature as COSE encodes it
   */
  public Bytes signature() {
    return signature;
  }

  @Override
  <T, X extends Exception> @Nullable T attemptAll(
      Trials trials, CoseKeyResolver resolver, Trials.Trial<T, X> trial)
      throws VerificationException, X {
    return trials.attempt(headers(), signature, trial);
  }

  @Override
  Segments toBeSigned(CoseHeaders own, Bytes externalAad, Segments payload) {
    return SigStructure.toBeSigned(headers(), null, externalAad, payload);
  }

  @Override
  public CoseSign1 withCountersignature(CoseCountersignature countersignature) {
    return new CoseSign1(content().countersigned(countersignature), signature);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    content().encodeTo(writer, TAG);
    writer.writeBytes(signature).endArray();
  }

  /** Equal if tag, headers, payload and signature are equal. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseSign1 other
        && content().equals(other.content())
        && signature.equals(other.signature);
  }

  @Override
  public int hashCode() {
    return 31 * content().hashCode() + signature.hashCode();
  }

  /** The headers and the size of the payload. */
  @Override
  public String toString() {
    return "CoseSign1[" + content().describe() + "]";
  }
}
