package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
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
   * @throws DecodeException if the input is no COSE_Sign1, or headers break a rule of RFC 9052,
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
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseSign1 decode(Bytes input, DecodeOptions options) throws DecodeException {
    return MessageReader.decode(input, options, CoseSign1::read);
  }

  /**
   * Reads one message at the position of a reader.
   *
   * @param reader positioned at the message, tagged or not; positioned after it on return
   * @return the message, which references the reader's input
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseSign1 read(CborReader reader) throws DecodeException {
    return (CoseSign1) MessageReader.read(reader, CoseMessageType.SIGN1);
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

  /** Starts a message. */
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

  /**
   * This message with another unprotected header. All other bytes stay the same, so that the
   * signature remains valid.
   *
   * @param parameters labels and encoded values of all unprotected parameters; may be empty
   * @return the new message
   * @throws IllegalArgumentException if a parameter is protected already or must be, or its value
   *     does not have the type of the parameter
   */
  public CoseSign1 withUnprotected(Map<CoseLabel, Bytes> parameters) {
    return new CoseSign1(content().withHeaders(headers().withUnprotected(parameters)), signature);
  }

  @Override
  public CoseMessageType type() {
    return CoseMessageType.SIGN1;
  }

  @Override
  List<?> rest() {
    return List.of(signature);
  }

  @Override
  void encodeRest(CborWriter writer) {
    writer.writeBytes(signature);
  }
}
