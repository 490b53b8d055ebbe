package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;

/**
 * An unverified message with a MAC whose key both sides know (RFC 9052, Section 6.2). Immutable;
 * holds views of the decoded input.
 *
 * <pre>{@code
 * COSE_Mac0_Tagged = #6.17(COSE_Mac0)
 * COSE_Mac0 = [
 *   Headers,
 *   payload : bstr / nil,
 *   tag : bstr
 * ]
 * }</pre>
 *
 * <p>The {@code verify…} methods return the payload, as an {@link AuthenticatedPayload}.
 */
public final class CoseMac0 extends CoseMacedMessage<CoseMacVerifier> {

  CoseMac0(MessageContent content, Bytes tag) {
    super(content, tag);
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Mac0, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is no COSE_Mac0, or headers break a rule of RFC 9052,
   *     Section 3
   */
  public static CoseMac0 decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Mac0, tagged or not, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseMac0 decode(Bytes input, DecodeOptions options) throws DecodeException {
    return MessageReader.decode(input, options, CoseMac0::read);
  }

  /**
   * Reads one message at the position of a reader.
   *
   * @param reader positioned at the message, tagged or not; positioned after it on return
   * @return the message, which references the reader's input
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseMac0 read(CborReader reader) throws DecodeException {
    return (CoseMac0) MessageReader.read(reader, CoseMessageType.MAC0);
  }

  /**
   * Authenticates a payload. The message is tagged, contains the payload, and has {@code alg} in
   * the protected header, and {@code kid} in the unprotected header if the key has one. Use {@link
   * #builder()} for other forms.
   *
   * @param payload the content to authenticate, referenced by the result
   * @param creator the key and its algorithm
   * @return the message
   * @throws GeneralSecurityException if the key cannot be used
   */
  public static CoseMac0 mac(Bytes payload, CoseMacCreator creator)
      throws GeneralSecurityException {
    return builder().payload(payload).mac(creator);
  }

  /** Starts a message. */
  public static CoseMac0Builder builder() {
    return new CoseMac0Builder();
  }

  @Override
  public CoseMessageType type() {
    return CoseMessageType.MAC0;
  }

  @Override
  String context() {
    return MacStructure.MAC0;
  }

  @Override
  CoseMacVerifier verifier(CoseMacVerifier key, VerifyOptions options)
      throws VerificationException {
    HeaderRules.checkCritical(headers(), options.understood());
    HeaderRules.checkAlgorithm(headers(), options, key.algorithm());
    return key;
  }

  @Override
  public CoseMac0 withCountersignature(CoseCountersignature countersignature) {
    return new CoseMac0(content().countersigned(countersignature), tag());
  }

  @Override
  List<?> rest() {
    return List.of(tag());
  }

  @Override
  void encodeRest(CborWriter writer) {
    writer.writeBytes(tag());
  }
}
