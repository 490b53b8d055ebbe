package org.teep4j.teep;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignBuilder;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerifiedPayload;

/**
 * One of the five messages of the TEEP protocol ({@code teep-message}, Section 4 of
 * draft-ietf-teep-protocol-26). Immutable.
 *
 * <pre>{@code
 * teep-message-framework = [
 *   type: $teep-type / $teep-type-extension,
 *   options: { * teep-option },
 *   * any; further elements, e.g., for data-item-requested
 * ]
 *
 * teep-option = (uint => any)
 * }</pre>
 *
 * <p>Received messages are signed: {@link #verify} checks the signature and reads the message in
 * one step. {@link #decode} reads a payload whose signature was verified elsewhere.
 *
 * <p>A message object holds only values that the CDDL admits. {@link #violations()} checks the
 * rules that the CDDL cannot express. A message object has no dialect: callers name the numbering
 * when they read or write bytes. A dialect may lack a number for a value, and then writing fails
 * (see {@link #encodeTo}). Byte strings are views into the bytes that the message was read from.
 * These bytes must not change.
 *
 * <p>Options whose labels are not in the tables are kept and written back. A known option that does
 * not belong to this message type is refused, because it indicates a peer that uses another
 * dialect. Options may arrive in any order; they are written in deterministic order.
 */
public sealed interface TeepMessage
    permits QueryRequest, QueryResponse, Update, Success, TeepError {

  /** The media type of a signed message (Section "Media Type Registration"). */
  String MEDIA_TYPE = "application/teep+cbor";

  /** The profile of EATs in TEEP (Section 5); a placeholder until the RFC has its number. */
  String EAT_PROFILE = "urn:ietf:rfc:rfcXXXX";

  /** The default of {@code attestation-payload-format} if the option is absent (Section 4.2). */
  String DEFAULT_ATTESTATION_PAYLOAD_FORMAT = "application/eat+cwt; eat_profile=" + EAT_PROFILE;

  /**
   * Makes a text fit {@code msg} and {@code err-msg}: cuts it to at most 128 bytes of UTF-8. The
   * cut never splits a character, nor a character from its combining marks, except where a single
   * such cluster is longer than that. Control characters become spaces and unpaired surrogates
   * become question marks, so that the result has the form of RFC 5198.
   *
   * @param text any text, which may be untrusted
   * @return 1 to 128 bytes of UTF-8; {@code "?"} if nothing of the text is left
   */
  static String diagnostics(String text) {
    return DiagnosticText.of(text);
  }

  /**
   * Makes the message of an exception fit {@code msg} and {@code err-msg}.
   *
   * @param problem the exception; if it has no message, the name of its class is used
   * @return 1 to 128 bytes of UTF-8
   */
  static String diagnostics(Throwable problem) {
    String message = problem.getMessage();
    return DiagnosticText.of(
        message == null || message.isBlank() ? problem.getClass().getSimpleName() : message);
  }

  /**
   * The kind of this message.
   *
   * @return the type
   */
  TeepMessageType type();

  /**
   * The token that matches a response to its request ({@code token}).
   *
   * @return 8 to 64 bytes, or empty
   */
  Optional<Bytes> token();

  /**
   * The options whose labels are not in the tables, in the order in which they arrived.
   *
   * @return an unmodifiable map from label to encoded item
   */
  Map<Long, Bytes> unknownOptions();

  /**
   * The rules of the specification that this message breaks although the CDDL admits it.
   *
   * @return one element for each violation, at most 16 for each rule, in the order of {@link
   *     TeepRule}
   */
  List<RuleViolation> violations();

  /**
   * Writes this message as one CBOR item, in deterministic encoding.
   *
   * @param writer the writer, which references large byte strings instead of copying them
   * @param dialect the numbering of the receiver
   * @throws IllegalArgumentException if the dialect has no number for a value in this message, or
   *     assigns the label of an unknown option
   */
  void encodeTo(CborWriter writer, Dialect dialect);

  /**
   * The encoded message without protection: the payload of a COSE message.
   *
   * @param dialect the numbering of the receiver
   * @return the encoding; it references large byte strings instead of copying them
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  default Segments encode(Dialect dialect) {
    CborWriter writer = MessageBase.writerFor(this);
    encodeTo(writer, dialect);
    return writer.toSegments();
  }

  /**
   * The encoded message without protection, in contiguous memory.
   *
   * @param dialect the numbering of the receiver
   * @return the encoding; large byte strings are copied once
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  default Bytes toBytes(Dialect dialect) {
    CborWriter writer = MessageBase.writerFor(this);
    encodeTo(writer, dialect);
    return writer.toBytes();
  }

  /**
   * The encoded message without protection, in a new array.
   *
   * @param dialect the numbering of the receiver
   * @return the encoding; belongs to the caller
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  default byte[] toByteArray(Dialect dialect) {
    CborEncodable numbered = writer -> encodeTo(writer, dialect);
    return numbered.toByteArray();
  }

  /**
   * Signs this message as a tagged COSE_Sign1 (Section 4.1.1). Use this once a cipher suite has
   * been agreed upon.
   *
   * @param signer the sender's key and algorithm
   * @param dialect the numbering of the receiver
   * @return the message to send
   * @throws GeneralSecurityException if the signer cannot sign
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  default CoseSign1 sign(CoseSigner signer, Dialect dialect) throws GeneralSecurityException {
    return CoseSign1.builder().payload(encode(dialect)).sign(signer);
  }

  /**
   * Signs this message as an agreed cipher suite demands (Section 8.1).
   *
   * @param signer the sender's key and algorithm
   * @param suite the selected suite
   * @param dialect the numbering of the receiver
   * @return the message to send
   * @throws GeneralSecurityException if the signer does not fit the suite, or cannot sign
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  default CoseSign1 sign(CoseSigner signer, TeepCipherSuite suite, Dialect dialect)
      throws GeneralSecurityException {
    if (!suite.admits(signer)) {
      throw new InvalidKeyException("the signer does not fit the cipher suite");
    }
    return sign(signer, dialect);
  }

  /**
   * Signs this message once per signer, as a tagged COSE_Sign. A TAM uses this for its first
   * QueryRequest to an unknown Agent, with a signer for each algorithm in its cipher suites
   * (Section 8.1).
   *
   * @param signers one or more keys and algorithms of the sender
   * @param dialect the numbering of the receiver
   * @return the message to send
   * @throws GeneralSecurityException if a signer cannot sign
   * @throws IllegalArgumentException if there is no signer, or as for {@link #encodeTo}
   */
  default CoseSign sign(List<? extends CoseSigner> signers, Dialect dialect)
      throws GeneralSecurityException {
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("a message must have a signature");
    }
    CoseSignBuilder builder = CoseSign.builder().payload(encode(dialect));
    for (CoseSigner signer : signers) {
      builder.sign(signer);
    }
    return builder.build();
  }

  /**
   * Verifies a signed message and only then reads its content (Section 4.1.2).
   *
   * @param signed one COSE_Sign1 or COSE_Sign, tagged or not
   * @param verifier the sender's key and algorithm; a COSE_Sign must have a signature by that key
   * @param dialect the numbering of the sender
   * @return the message, referring to {@code signed}
   * @throws VerificationException if the verifier's key has not signed the message
   * @throws DecodeException if the bytes are not a signed message, or the payload is not a TEEP
   *     message; offsets count from the start of {@code signed}
   */
  static TeepMessage verify(Bytes signed, CoseVerifier verifier, Dialect dialect)
      throws DecodeException, VerificationException {
    return verify(signed, verifier, dialect, DecodeOptions.defaults());
  }

  /**
   * Verifies a signed message and only then reads its content, as {@link #verify(Bytes,
   * CoseVerifier, Dialect)} does.
   *
   * @param signed one COSE_Sign1 or COSE_Sign, tagged or not
   * @param verifier the sender's key and algorithm; a COSE_Sign must have a signature by that key
   * @param dialect the numbering of the sender
   * @param options limits and strictness, for the COSE message and for its payload
   * @return the message, referring to {@code signed}
   * @throws VerificationException if the verifier's key has not signed the message
   * @throws DecodeException if the bytes are not a signed message, or the payload is not a TEEP
   *     message; offsets count from the start of {@code signed}
   */
  static TeepMessage verify(
      Bytes signed, CoseVerifier verifier, Dialect dialect, DecodeOptions options)
      throws DecodeException, VerificationException {
    VerifiedPayload payload = CoseSignedMessage.decode(signed, options).verify(verifier);
    return MessageBase.readSigned(signed, payload, dialect, options);
  }

  /**
   * Verifies a signed message from one of several senders, or from a sender with a certificate, and
   * only then reads its content (Section 4.1.2).
   *
   * @param signed one COSE_Sign1 or COSE_Sign, tagged or not
   * @param resolver finds the keys of senders; {@link CoseKeyResolver#of} trusts the given keys
   *     without further checks, {@link org.teep4j.cose.certificate.CertificateTrust} validates
   *     certificates first
   * @param dialect the numbering of the sender
   * @return the message, referring to {@code signed}
   * @throws VerificationException if none of the keys has signed the message
   * @throws DecodeException if the bytes are not a signed message, or the payload is not a TEEP
   *     message; offsets count from the start of {@code signed}
   */
  static TeepMessage verify(Bytes signed, CoseKeyResolver resolver, Dialect dialect)
      throws DecodeException, VerificationException {
    return verify(signed, resolver, dialect, DecodeOptions.defaults());
  }

  /**
   * Verifies a signed message from one of several senders, as {@link #verify(Bytes,
   * CoseKeyResolver, Dialect)} does.
   *
   * @param signed one COSE_Sign1 or COSE_Sign, tagged or not
   * @param resolver finds the keys of senders
   * @param dialect the numbering of the sender
   * @param options limits and strictness, for the COSE message and for its payload
   * @return the message, referring to {@code signed}
   * @throws VerificationException if none of the keys has signed the message
   * @throws DecodeException if the bytes are not a signed message, or the payload is not a TEEP
   *     message; offsets count from the start of {@code signed}
   */
  static TeepMessage verify(
      Bytes signed, CoseKeyResolver resolver, Dialect dialect, DecodeOptions options)
      throws DecodeException, VerificationException {
    VerifiedPayload payload = CoseSignedMessage.decode(signed, options).verify(resolver);
    return MessageBase.readSigned(signed, payload, dialect, options);
  }

  /**
   * Reads a message whose signature has been verified.
   *
   * @param payload the payload of the COSE message
   * @param dialect the numbering of the sender
   * @return the message, referring to the payload
   * @throws DecodeException if the payload is not a TEEP message; offsets count from its start
   */
  static TeepMessage decode(VerifiedPayload payload, Dialect dialect) throws DecodeException {
    return decode(payload, dialect, DecodeOptions.defaults());
  }

  /**
   * Reads a message whose signature has been verified.
   *
   * @param payload the payload of the COSE message
   * @param dialect the numbering of the sender
   * @param options limits and strictness
   * @return the message, referring to the payload
   * @throws DecodeException if the payload is not a TEEP message; offsets count from its start
   */
  static TeepMessage decode(VerifiedPayload payload, Dialect dialect, DecodeOptions options)
      throws DecodeException {
    return decodeUnverified(payload.bytes(), dialect, options);
  }

  /**
   * Reads a message without verifying a signature. This is for inspectors, debuggers and tests:
   * callers must not trust anything in the result.
   *
   * @param payload one encoded message without protection
   * @param dialect the numbering of the sender
   * @return the message, referring to {@code payload}
   * @throws DecodeException if the bytes are not one encoded message
   */
  static TeepMessage decodeUnverified(Bytes payload, Dialect dialect) throws DecodeException {
    return decodeUnverified(payload, dialect, DecodeOptions.defaults());
  }

  /**
   * Reads a message without verifying a signature, as {@link #decodeUnverified(Bytes, Dialect)}
   * does.
   *
   * @param payload one encoded message without protection
   * @param dialect the numbering of the sender
   * @param options limits and strictness
   * @return the message, referring to {@code payload}
   * @throws DecodeException if the bytes are not one encoded message
   */
  static TeepMessage decodeUnverified(Bytes payload, Dialect dialect, DecodeOptions options)
      throws DecodeException {
    CborReader reader = new CborReader(payload, options);
    TeepMessage message = MessageBase.read(reader, dialect);
    reader.expectEnd();
    return message;
  }
}
