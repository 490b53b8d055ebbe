package org.teep4j.cose;

import java.io.IOException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseMessageType.Family;

/**
 * A message with a MAC that has not been verified: COSE_Mac0 or COSE_Mac (RFC 9052, Section 6).
 *
 * <p>The {@code verify…} methods return the payload, as an {@link AuthenticatedPayload}. Before
 * that, {@link #unverifiedHeaders()} and {@link #unverifiedPayload()} return data that must not be
 * trusted.
 *
 * @param <K> the key that verifies: a {@link CoseMacVerifier} for COSE_Mac0, the {@link
 *     ContentKeyRecipient} that recovers the MAC key for COSE_Mac
 */
public abstract sealed class CoseMacedMessage<K> extends CoseMessage permits CoseMac0, CoseMac {

  private final Bytes tag;

  CoseMacedMessage(MessageContent content, Bytes tag) {
    super(content);
    this.tag = tag;
  }

  /**
   * Decodes a message of either type. Without a tag, the number of elements decides.
   *
   * @param input one encoded message, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is neither COSE_Mac0 nor COSE_Mac, or headers break a rule
   *     of RFC 9052, Section 3
   */
  public static CoseMacedMessage<?> decode(Bytes input) throws DecodeException {
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
  public static CoseMacedMessage<?> decode(Bytes input, DecodeOptions options)
      throws DecodeException {
    return MessageReader.decode(input, options, CoseMacedMessage::read);
  }

  /**
   * Reads one message of either type at the position of a reader, as {@link #decode(Bytes)} does.
   *
   * @param reader positioned at the message, tagged or not; positioned after it on return
   * @return the message, which references the reader's input
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseMacedMessage<?> read(CborReader reader) throws DecodeException {
    return (CoseMacedMessage<?>) MessageReader.read(reader, Family.MACED);
  }

  @Override
  public abstract CoseMacedMessage<K> withCountersignature(CoseCountersignature countersignature);

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
   * The authentication tag.
   *
   * @return a view of the tag as it was received
   */
  public final Bytes tag() {
    return tag;
  }

  /**
   * Verifies the MAC over the payload in the message, without external data.
   *
   * @param key the trusted key and its algorithm
   * @return the payload
   * @throws VerificationException if the payload is detached, or the MAC does not match key and
   *     payload
   */
  public final AuthenticatedPayload verify(K key) throws VerificationException {
    return verify(key, VerifyOptions.defaults());
  }

  /**
   * Verifies the MAC over the payload in the message.
   *
   * @param key the trusted key and its algorithm
   * @param options external data, and the header parameters that the application understands
   * @return the payload
   * @throws VerificationException if the payload is detached, or the MAC does not match key and
   *     payload
   */
  public final AuthenticatedPayload verify(K key, VerifyOptions options)
      throws VerificationException {
    return verifyPayload(content().embedded(), key, options);
  }

  /**
   * Verifies the MAC over a detached payload, without external data.
   *
   * @param payload the payload to verify
   * @param key the trusted key and its algorithm
   * @return the same bytes as an authenticated payload
   * @throws VerificationException if the message contains a payload, or the MAC does not match key
   *     and payload
   */
  public final AuthenticatedPayload verifyDetached(Bytes payload, K key)
      throws VerificationException {
    return verifyDetached(payload, key, VerifyOptions.defaults());
  }

  /**
   * Verifies the MAC over a detached payload.
   *
   * @param payload the payload to verify
   * @param key the trusted key and its algorithm
   * @param options external data, and the header parameters that the application understands
   * @return the same bytes as an authenticated payload
   * @throws VerificationException if the message contains a payload, or the MAC does not match key
   *     and payload
   */
  public final AuthenticatedPayload verifyDetached(Bytes payload, K key, VerifyOptions options)
      throws VerificationException {
    content().requireDetached();
    return verifyPayload(payload, key, options);
  }

  /**
   * Verifies the MAC over a detached payload that is streamed from a source. This takes constant
   * memory if the algorithm permits it.
   *
   * @param payload the payload to verify; read once
   * @param key the trusted key and its algorithm
   * @param options external data, and the header parameters that the application understands
   * @return the result of the verification, without the payload
   * @throws VerificationException if the message contains a payload, or the MAC does not match key
   *     and payload
   * @throws IOException if the payload cannot be read, does not have the length that its source
   *     states, or is too long for the algorithm
   */
  public final ContentReceipt verifyDetached(ContentSource payload, K key, VerifyOptions options)
      throws VerificationException, IOException {
    content().requireDetached();
    CoseMacVerifier verifier = verifier(key, options);
    verifier.verify(
        MacStructure.toBeMaced(context(), headers(), options.externalAad(), payload), tag);
    return new ContentReceipt(headers(), verifier.algorithm(), verifier.keyId());
  }

  private AuthenticatedPayload verifyPayload(Bytes payload, K key, VerifyOptions options)
      throws VerificationException {
    CoseMacVerifier verifier = verifier(key, options);
    verifier.verify(
        MacStructure.toBeMaced(context(), headers(), options.externalAad(), Segments.of(payload)),
        tag);
    return new AuthenticatedPayload(payload, headers(), verifier.algorithm(), verifier.keyId());
  }

  /** The first element of MAC_structure. */
  abstract String context();

  /** Checks the headers, and makes the verifier for the algorithm that they name. */
  abstract CoseMacVerifier verifier(K key, VerifyOptions options) throws VerificationException;
}
