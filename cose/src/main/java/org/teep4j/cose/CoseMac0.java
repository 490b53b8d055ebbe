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
 * A message with a MAC whose key is known to both sides, not verified: {@code COSE_Mac0} or {@code
 * COSE_Mac0_Tagged} (RFC 9052, Section 6.2). Immutable; holds views of what it was decoded from.
 *
 * <p>It hands out no payload; the payload comes out of {@code verify…}, as an {@link
 * AuthenticatedPayload}.
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
   * @throws DecodeException if it is none, or its headers break a rule of RFC 9052, Section 3
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
   * @throws DecodeException if it is none, or its headers break a rule of RFC 9052, Section 3
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
   * Reads one message from where a reader stands, for structures of other documents that contain
   * one.
   *
   * @param reader stands before the message, tagged or not; stands behind it afterwards
   * @return the message, referring to the reader's input
   * @throws DecodeException if something else comes next, or headers break a rule of RFC 9052,
   *     Section 3
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
   * Authenticates a payload: tagged, the payload in the message, {@code alg} in the protected
   * header, {@code kid} in the unprotected one if the key has one. See {@link #builder()} for all
   * else.
   *
   * @param payload what to authenticate, referenced by the result
   * @param creator makes the MAC
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
   * Whether the CBOR tag of the message is there.
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

  /** For verification, which checks them. */
  CoseHeaders headers() {
    return content.headers();
  }

  /**
   * Whether the payload travels elsewhere ({@code nil} in the message).
   *
   * @return true if {@code verifyDetached} is to be used
   */
  public boolean isDetached() {
    return content.bytes() == null;
  }

  /**
   * The payload, of which nothing is known: not who made it, nor that it is whole. For inspectors
   * and debuggers.
   *
   * @return a view of the payload
   * @throws IllegalStateException if the payload is detached
   */
  public Bytes unverifiedPayload() {
    return content.unverifiedPayload();
  }

  /**
   * The tag.
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
   * @throws VerificationException if the payload is detached, or the MAC is not the key's over it
   */
  public AuthenticatedPayload verify(CoseMacVerifier verifier) throws VerificationException {
    return verify(verifier, VerifyOptions.defaults());
  }

  /**
   * Verifies the MAC over the payload in the message.
   *
   * @param verifier the key and algorithm that are trusted
   * @param options external data, and what the application understands
   * @return the payload
   * @throws VerificationException if the payload is detached, or the MAC is not the key's over it
   */
  public AuthenticatedPayload verify(CoseMacVerifier verifier, VerifyOptions options)
      throws VerificationException {
    return verifyPayload(content.embedded(), verifier, options);
  }

  /**
   * Verifies the MAC over a detached payload, without external data.
   *
   * @param payload what should have been authenticated
   * @param verifier the key and algorithm that are trusted
   * @return {@code payload}
   * @throws VerificationException if the message carries a payload, or the MAC is not the key's
   *     over this one
   */
  public AuthenticatedPayload verifyDetached(Bytes payload, CoseMacVerifier verifier)
      throws VerificationException {
    return verifyDetached(payload, verifier, VerifyOptions.defaults());
  }

  /**
   * Verifies the MAC over a detached payload.
   *
   * @param payload what should have been authenticated
   * @param verifier the key and algorithm that are trusted
   * @param options external data, and what the application understands
   * @return {@code payload}
   * @throws VerificationException if the message carries a payload, or the MAC is not the key's
   *     over this one
   */
  public AuthenticatedPayload verifyDetached(
      Bytes payload, CoseMacVerifier verifier, VerifyOptions options) throws VerificationException {
    content.requireDetached();
    return verifyPayload(payload, verifier, options);
  }

  /**
   * Verifies the MAC over a detached payload that is read from its source, in constant memory where
   * the algorithm admits that.
   *
   * @param payload what should have been authenticated; read once
   * @param verifier the key and algorithm that are trusted
   * @param options external data, and what the application understands
   * @return what is known of the payload: nothing else has been done with it
   * @throws VerificationException if the message carries a payload, or the MAC is not the key's
   *     over this one
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
