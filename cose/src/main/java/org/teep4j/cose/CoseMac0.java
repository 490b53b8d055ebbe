package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Segments;

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
public final class CoseMac0 implements CborEncodable, Countersignable {

  /** The CBOR tag of COSE_Mac0. */
  public static final long TAG = 17;

  private final MessageContent content;
  private final Bytes tag;

  CoseMac0(MessageContent content, Bytes tag) {
    this.content = content;
    this.tag = tag;
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Mac0, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is no such structure, or its headers break a rule of RFC
   *     9052, Section 3
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
   * @throws DecodeException if the input is no such structure, or its headers break a rule of RFC
   *     9052, Section 3
   */
  public static CoseMac0 decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    CoseMac0 message = read(reader);
    try {
      reader.expectEnd();
      return message;
    } catch (DecodeException e) {
      throw e.in("COSE_Mac0");
    }
  }

  /**
   * Reads one message at the position of a reader, for structures of other specifications that
   * contain a message.
   *
   * @param reader a reader positioned before the message, tagged or not; afterwards it is
   *     positioned behind the message
   * @return the message; references the reader's input
   * @throws DecodeException if the next item is no such message, or headers break a rule of RFC
   *     9052, Section 3
   */
  public static CoseMac0 read(CborReader reader) throws DecodeException {
    try {
      MessageContent content = MessageContent.read(reader, TAG, 4, "payload");
      CoseMac0 message = new CoseMac0(content, readTag(reader));
      reader.exitArray();
      return message;
    } catch (DecodeException e) {
      throw e.in("COSE_Mac0");
    }
  }

  static Bytes readTag(CborReader reader) throws DecodeException {
    try {
      return reader.readBytes();
    } catch (DecodeException e) {
      throw e.in("tag");
    }
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

  /**
   * Starts a message.
   *
   * @return a new builder
   */
  public static CoseMac0Builder builder() {
    return new CoseMac0Builder();
  }

  /**
   * Whether the message has its CBOR tag.
   *
   * @return true for the tagged form
   */
  public boolean isTagged() {
    return content.tagged();
  }

  @Override
  public CoseHeaders unverifiedHeaders() {
    return content.headers();
  }

  /** The unverified headers, for verification. */
  CoseHeaders headers() {
    return content.headers();
  }

  /**
   * Whether the payload is detached ({@code nil} in the message).
   *
   * @return true if {@code verifyDetached} must be used
   */
  public boolean isDetached() {
    return content.bytes() == null;
  }

  /**
   * The unverified payload: its origin and integrity are not checked. For inspectors and debuggers.
   *
   * @return a view of the payload
   * @throws IllegalStateException if the payload is detached
   */
  public Bytes unverifiedPayload() {
    return content.unverifiedPayload();
  }

  /**
   * The authentication tag.
   *
   * @return a view of the tag as it was received
   */
  public Bytes tag() {
    return tag;
  }

  /**
   * Verifies the MAC over the payload in the message, without external data.
   *
   * @param verifier the key and algorithm that are trusted
   * @return the payload
   * @throws VerificationException if the payload is detached, or the MAC does not match key and
   *     payload
   */
  public AuthenticatedPayload verify(CoseMacVerifier verifier) throws VerificationException {
    return verify(verifier, VerifyOptions.defaults());
  }

  /**
   * Verifies the MAC over the payload in the message.
   *
   * @param verifier the key and algorithm that are trusted
   * @param options external data, and the header parameters that the application understands
   * @return the payload
   * @throws VerificationException if the payload is detached, or the MAC does not match key and
   *     payload
   */
  public AuthenticatedPayload verify(CoseMacVerifier verifier, VerifyOptions options)
      throws VerificationException {
    return verifyPayload(content.embedded(), verifier, options);
  }

  /**
   * Verifies the MAC over a detached payload, without external data.
   *
   * @param payload the content that the MAC should cover
   * @param verifier the key and algorithm that are trusted
   * @return {@code payload}
   * @throws VerificationException if the message carries a payload, or the MAC does not match key
   *     and payload
   */
  public AuthenticatedPayload verifyDetached(Bytes payload, CoseMacVerifier verifier)
      throws VerificationException {
    return verifyDetached(payload, verifier, VerifyOptions.defaults());
  }

  /**
   * Verifies the MAC over a detached payload.
   *
   * @param payload the content that the MAC should cover
   * @param verifier the key and algorithm that are trusted
   * @param options external data, and the header parameters that the application understands
   * @return {@code payload}
   * @throws VerificationException if the message carries a payload, or the MAC does not match key
   *     and payload
   */
  public AuthenticatedPayload verifyDetached(
      Bytes payload, CoseMacVerifier verifier, VerifyOptions options) throws VerificationException {
    content.requireDetached();
    return verifyPayload(payload, verifier, options);
  }

  /**
   * Verifies the MAC over a detached payload from a source, in constant memory if the algorithm
   * permits that.
   *
   * @param payload the content that the MAC should cover; read once
   * @param verifier the key and algorithm that are trusted
   * @param options external data, and the header parameters that the application understands
   * @return the receipt for the payload: headers, algorithm and key identifier
   * @throws VerificationException if the message carries a payload, or the MAC does not match key
   *     and payload
   * @throws IOException if the payload cannot be read, is longer or shorter than its source says,
   *     or too long for the algorithm
   */
  public ContentReceipt verifyDetached(
      ContentSource payload, CoseMacVerifier verifier, VerifyOptions options)
      throws VerificationException, IOException {
    content.requireDetached();
    CoseAlgorithm algorithm = check(verifier, options);
    Streaming.verify(
        verifier,
        MacStructure.toBeMaced(MacStructure.MAC0, headers(), options.externalAad(), payload),
        tag);
    return new ContentReceipt(headers(), algorithm, verifier.keyId());
  }

  private CoseAlgorithm check(CoseMacVerifier verifier, VerifyOptions options)
      throws VerificationException {
    MessageContent.checkCritical(headers(), options.understood());
    return MessageContent.checkAlgorithm(
        headers(),
        options.unprotectedAlgorithm(),
        verifier.algorithm()::equals,
        verifier.algorithm());
  }

  private AuthenticatedPayload verifyPayload(
      Bytes payload, CoseMacVerifier verifier, VerifyOptions options) throws VerificationException {
    CoseHeaders headers = headers();
    CoseAlgorithm algorithm = check(verifier, options);
    verifier.verify(
        MacStructure.toBeMaced(
            MacStructure.MAC0, headers, options.externalAad(), Segments.of(payload)),
        tag);
    return new AuthenticatedPayload(payload, headers, algorithm, verifier.keyId());
  }

  MessageContent content() {
    return content;
  }

  @Override
  public CoseMac0 withCountersignature(CoseCountersignature countersignature) {
    return new CoseMac0(content.countersigned(countersignature), tag);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    content.encodeTo(writer, TAG);
    writer.writeBytes(tag).endArray();
  }

  /** Equal if tag, headers, payload and MAC are. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseMac0 other
        && content.equals(other.content)
        && tag.equals(other.tag);
  }

  @Override
  public int hashCode() {
    return 31 * content.hashCode() + tag.hashCode();
  }

  /** The headers and the size of the payload. */
  @Override
  public String toString() {
    return "CoseMac0[" + content.describe() + "]";
  }
}
