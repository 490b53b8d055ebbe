package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm.Kind;
import org.teep4j.cose.VerificationException.Failure;

/**
 * An unverified message with a MAC and with recipients: each recipient structure delivers the MAC
 * key, or tells how to derive it (RFC 9052, Section 6.1). Immutable; holds views of the decoded
 * input.
 *
 * <pre>{@code
 * COSE_Mac_Tagged = #6.97(COSE_Mac)
 * COSE_Mac = [
 *   Headers,
 *   payload : bstr / nil,
 *   tag : bstr,
 *   recipients : [+ COSE_recipient]
 * ]
 * }</pre>
 *
 * <p>The {@code verify…} methods return the payload, as an {@link AuthenticatedPayload}. Every
 * recipient could have made the MAC.
 */
public final class CoseMac implements CborEncodable, Countersignable {

  /** The CBOR tag of COSE_Mac. */
  public static final long TAG = 97;

  private final MessageContent content;
  private final Bytes tag;
  private final List<CoseRecipient> recipients;

  CoseMac(MessageContent content, Bytes tag, List<CoseRecipient> recipients) {
    this.content = content;
    this.tag = tag;
    this.recipients = List.copyOf(recipients);
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Mac, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is no such structure, or its headers break a rule of RFC
   *     9052, Section 3
   */
  public static CoseMac decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Mac, tagged or not, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException if the input is no such structure, or its headers break a rule of RFC
   *     9052, Section 3
   */
  public static CoseMac decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    CoseMac message = read(reader);
    try {
      reader.expectEnd();
      return message;
    } catch (DecodeException e) {
      throw e.in("COSE_Mac");
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
  public static CoseMac read(CborReader reader) throws DecodeException {
    try {
      MessageContent content = MessageContent.read(reader, TAG, 5, "payload");
      Bytes tag = CoseMac0.readTag(reader);
      CoseMac message = new CoseMac(content, tag, CoseRecipient.readList(reader));
      reader.exitArray();
      return message;
    } catch (DecodeException e) {
      throw e.in("COSE_Mac");
    }
  }

  /**
   * Starts a message.
   *
   * @return a new builder
   */
  public static CoseMacBuilder builder() {
    return new CoseMacBuilder();
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
   * The recipient structures, which deliver the key.
   *
   * @return one or more, in the order of the message
   */
  public List<CoseRecipient> recipients() {
    return recipients;
  }

  /**
   * Verifies the MAC over the payload in the message, without external data.
   *
   * @param recipient the key of a recipient, and its algorithm
   * @return the payload
   * @throws VerificationException if the payload is detached, or the MAC does not match key and
   *     payload
   */
  public AuthenticatedPayload verify(ContentKeyRecipient recipient) throws VerificationException {
    return verify(recipient, VerifyOptions.defaults());
  }

  /**
   * Verifies the MAC over the payload in the message.
   *
   * @param recipient the key of a recipient, and its algorithm
   * @param options external data, and the header parameters that the application understands
   * @return the payload
   * @throws VerificationException if the payload is detached, or the MAC does not match key and
   *     payload
   */
  public AuthenticatedPayload verify(ContentKeyRecipient recipient, VerifyOptions options)
      throws VerificationException {
    return verifyPayload(content.embedded(), recipient, options);
  }

  /**
   * Verifies the MAC over a detached payload, without external data.
   *
   * @param payload the content that the MAC should cover
   * @param recipient the key of a recipient, and its algorithm
   * @return {@code payload}
   * @throws VerificationException if the message carries a payload, or the MAC does not match key
   *     and payload
   */
  public AuthenticatedPayload verifyDetached(Bytes payload, ContentKeyRecipient recipient)
      throws VerificationException {
    return verifyDetached(payload, recipient, VerifyOptions.defaults());
  }

  /**
   * Verifies the MAC over a detached payload.
   *
   * @param payload the content that the MAC should cover
   * @param recipient the key of a recipient, and its algorithm
   * @param options external data, and the header parameters that the application understands
   * @return {@code payload}
   * @throws VerificationException if the message carries a payload, or the MAC does not match key
   *     and payload
   */
  public AuthenticatedPayload verifyDetached(
      Bytes payload, ContentKeyRecipient recipient, VerifyOptions options)
      throws VerificationException {
    content.requireDetached();
    return verifyPayload(payload, recipient, options);
  }

  /**
   * Verifies the MAC over a detached payload from a source, in constant memory if the algorithm
   * permits that.
   *
   * @param payload the content that the MAC should cover; read once
   * @param recipient the key of a recipient, and its algorithm
   * @param options external data, and the header parameters that the application understands
   * @return the receipt for the payload: headers, algorithm and key identifier
   * @throws VerificationException if the message carries a payload, or the MAC does not match key
   *     and payload
   * @throws IOException if the payload cannot be read, is longer or shorter than its source says,
   *     or too long for the algorithm
   */
  public ContentReceipt verifyDetached(
      ContentSource payload, ContentKeyRecipient recipient, VerifyOptions options)
      throws VerificationException, IOException {
    content.requireDetached();
    KeyMacVerifier verifier = verifier(recipient, options);
    verifier.verify(
        MacStructure.toBeMaced(MacStructure.MAC, headers(), options.externalAad(), payload), tag);
    return new ContentReceipt(headers(), verifier.algorithm(), verifier.keyId());
  }

  private AuthenticatedPayload verifyPayload(
      Bytes payload, ContentKeyRecipient recipient, VerifyOptions options)
      throws VerificationException {
    KeyMacVerifier verifier = verifier(recipient, options);
    verifier.verify(
        MacStructure.toBeMaced(
            MacStructure.MAC, headers(), options.externalAad(), Segments.of(payload)),
        tag);
    return new AuthenticatedPayload(payload, headers(), verifier.algorithm(), verifier.keyId());
  }

  private KeyMacVerifier verifier(ContentKeyRecipient recipient, VerifyOptions options)
      throws VerificationException {
    MessageContent.checkCritical(headers(), options.understood());
    CoseAlgorithm algorithm =
        MessageContent.checkAlgorithm(
            headers(),
            options.unprotectedAlgorithm(),
            stated -> stated.kind() == Kind.MAC,
            "one for MACs");
    byte[] key = {};
    try {
      key = recipient.contentKey(recipients, ContentKeyUse.of(algorithm), options);
      return KeyMacVerifier.ofContentKey(key, algorithm, recipient.keyId());
    } catch (VerificationException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new VerificationException(Failure.RECIPIENT);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Returns this message with one recipient replaced, for example by its countersigned form.
   *
   * @param index the index of the recipient, from 0
   * @param recipient the new recipient
   * @return the new message
   * @throws IndexOutOfBoundsException if there is no recipient at the index
   */
  public CoseMac withRecipient(int index, CoseRecipient recipient) {
    return new CoseMac(content, tag, CoseRecipient.replaced(recipients, index, recipient));
  }

  MessageContent content() {
    return content;
  }

  @Override
  public CoseMac withCountersignature(CoseCountersignature countersignature) {
    return new CoseMac(content.countersigned(countersignature), tag, recipients);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    content.encodeTo(writer, TAG);
    writer.writeBytes(tag);
    CoseRecipient.encodeList(writer, recipients);
    writer.endArray();
  }

  /** Equal if tag, headers, payload, MAC and recipients are. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseMac other
        && content.equals(other.content)
        && tag.equals(other.tag)
        && recipients.equals(other.recipients);
  }

  @Override
  public int hashCode() {
    return 31 * content.hashCode() + tag.hashCode();
  }

  /** The headers, the size of the payload and the number of recipients. */
  @Override
  public String toString() {
    return "CoseMac[" + content.describe() + ", " + recipients.size() + " recipients]";
  }
}
