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
 * <p>What arrives is signed: {@link #verify} checks the signature and reads the message in one
 * step. {@link #decode} takes what was verified elsewhere.
 *
 * <p>A value holds what the CDDL admits and nothing else, so it can always be written. Rules that
 * the CDDL cannot express are checked by {@link #violations()}. Values are free of dialects: the
 * numbering is named when bytes are read or written. Byte strings are views into the bytes that the
 * message was read from, which therefore must not change.
 *
 * <p>Options that the tables do not know are kept and written back; an option that they know but
 * that the message must not have is refused, since it is the mark of a peer that speaks another
 * dialect. Options may come in any order and are written in deterministic order.
 */
public sealed interface TeepMessage
    permits QueryRequest, QueryResponse, Update, Success, TeepError {

  /** The media type of a signed message (Section "Media Type Registration"). */
  String MEDIA_TYPE = "application/teep+cbor";

  /** The profile of EATs in TEEP (Section 5); a placeholder until the RFC has its number. */
  String EAT_PROFILE = "urn:ietf:rfc:rfcXXXX";

  /** What an absent {@code attestation-payload-format} stands for (Section 4.2). */
  String DEFAULT_ATTESTATION_PAYLOAD_FORMAT = "application/eat+cwt; eat_profile=" + EAT_PROFILE;

  /**
   * A text that {@code msg} and {@code err-msg} can hold: as much of the given one as fits 128
   * bytes of UTF-8, without a part of a character, nor of one with combining marks. Controls become
   * spaces and unpaired surrogates question marks, so that the form of RFC 5198 is kept.
   *
   * @param text any text, perhaps of somebody else's making
   * @return 1 to 128 bytes of UTF-8; {@code "?"} if nothing of the text is left
   */
  static String diagnostics(String text) {
    return DiagnosticText.of(text);
  }

  /**
   * What an exception says, made to fit {@code msg} and {@code err-msg}.
   *
   * @param problem the exception; the name of its class stands for a message that it does not have
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
   * What matches a response to its request ({@code token}).
   *
   * @return 8 to 64 bytes, or empty
   */
  Optional<Bytes> token();

  /**
   * The options that the tables do not know, in the order in which they came.
   *
   * @return an unmodifiable map from label to encoded item
   */
  Map<Long, Bytes> unknownOptions();

  /**
   * The rules of the specification that this message breaks although the CDDL admits it.
   *
   * @return one element for each place that breaks a rule, but no more than 16 for each rule, in
   *     the order of {@link TeepRule}
   */
  List<RuleViolation> violations();

  /**
   * Writes this message as one item, in deterministic encoding.
   *
   * @param writer where to write to; large byte strings are referenced by it, not copied
   * @param dialect the numbering of the receiver
   * @throws IllegalArgumentException if the dialect has no number for something in this message, or
   *     gives a meaning to the label of an unknown option
   */
  void encodeTo(CborWriter writer, Dialect dialect);

  /**
   * The encoded message without protection: the payload of a COSE message.
   *
   * @param dialect the numbering of the receiver
   * @return the encoding, with large byte strings referenced from where they lie
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  default Segments encode(Dialect dialect) {
    CborWriter writer = MessageBase.writerFor(this);
    encodeTo(writer, dialect);
    return writer.toSegments();
  }

  /**
   * The encoded message without protection, in one run.
   *
   * @param dialect the numbering of the receiver
   * @return the encoding; large byte strings have been copied once
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
   * Signs this message: a tagged COSE_Sign1 (Section 4.1.1). What is used once a cipher suite has
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
   * Signs this message once for each signer: a tagged COSE_Sign. What a TAM uses for its first
   * QueryRequest to an Agent that it does not know, with a signer for each algorithm in its cipher
   * suites (Section 8.1).
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
   * Verifies a signed message and only then reads what it says (Section 4.1.2).
   *
   * @param signed one COSE_Sign1 or COSE_Sign, tagged or not
   * @param verifier the sender's key and algorithm; of a COSE_Sign, one signature must be its own
   * @param dialect the numbering of the sender
   * @return the message, referring to {@code signed}
   * @throws VerificationException if the verifier's key has not signed the message
   * @throws DecodeException if the bytes are no signed message, or it does not contain a TEEP
   *     message; offsets count from the start of {@code signed}
   */
  static TeepMessage verify(Bytes signed, CoseVerifier verifier, Dialect dialect)
      throws DecodeException, VerificationException {
    return verify(signed, verifier, dialect, DecodeOptions.defaults());
  }

  /**
   * Verifies a signed message and only then reads what it says, as {@link #verify(Bytes,
   * CoseVerifier, Dialect)} does.
   *
   * @param signed one COSE_Sign1 or COSE_Sign, tagged or not
   * @param verifier the sender's key and algorithm; of a COSE_Sign, one signature must be its own
   * @param dialect the numbering of the sender
   * @param options limits and strictness, for the COSE message and for what is in it
   * @return the message, referring to {@code signed}
   * @throws VerificationException if the verifier's key has not signed the message
   * @throws DecodeException if the bytes are no signed message, or it does not contain a TEEP
   *     message; offsets count from the start of {@code signed}
   */
  static TeepMessage verify(
      Bytes signed, CoseVerifier verifier, Dialect dialect, DecodeOptions options)
      throws DecodeException, VerificationException {
    VerifiedPayload payload = CoseSignedMessage.decode(signed, options).verify(verifier);
    return MessageBase.readSigned(signed, payload, dialect, options);
  }

  /**
   * Verifies a signed message of one of several senders, or of one that a certificate names, and
   * only then reads what it says (Section 4.1.2).
   *
   * @param signed one COSE_Sign1 or COSE_Sign, tagged or not
   * @param resolver finds the keys of senders; those of {@link CoseKeyResolver#of} are trusted as
   *     they are, a {@link org.teep4j.cose.CertificateTrust} validates certificates first
   * @param dialect the numbering of the sender
   * @return the message, referring to {@code signed}
   * @throws VerificationException if none of the keys has signed the message
   * @throws DecodeException if the bytes are no signed message, or it does not contain a TEEP
   *     message; offsets count from the start of {@code signed}
   */
  static TeepMessage verify(Bytes signed, CoseKeyResolver resolver, Dialect dialect)
      throws DecodeException, VerificationException {
    return verify(signed, resolver, dialect, DecodeOptions.defaults());
  }

  /**
   * Verifies a signed message of one of several senders, as {@link #verify(Bytes, CoseKeyResolver,
   * Dialect)} does.
   *
   * @param signed one COSE_Sign1 or COSE_Sign, tagged or not
   * @param resolver finds the keys of senders
   * @param dialect the numbering of the sender
   * @param options limits and strictness, for the COSE message and for what is in it
   * @return the message, referring to {@code signed}
   * @throws VerificationException if none of the keys has signed the message
   * @throws DecodeException if the bytes are no signed message, or it does not contain a TEEP
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
   * @throws DecodeException if the payload is no TEEP message; offsets count from its start
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
   * @throws DecodeException if the payload is no TEEP message; offsets count from its start
   */
  static TeepMessage decode(VerifiedPayload payload, Dialect dialect, DecodeOptions options)
      throws DecodeException {
    return decodeUnverified(payload.bytes(), dialect, options);
  }

  /**
   * Reads a message that nobody has verified. For inspectors, debuggers and tests: nothing in the
   * result may be trusted.
   *
   * @param payload one encoded message without protection
   * @param dialect the numbering of the sender
   * @return the message, referring to {@code payload}
   * @throws DecodeException if the bytes are not such a message
   */
  static TeepMessage decodeUnverified(Bytes payload, Dialect dialect) throws DecodeException {
    return decodeUnverified(payload, dialect, DecodeOptions.defaults());
  }

  /**
   * Reads a message that nobody has verified, as {@link #decodeUnverified(Bytes, Dialect)} does.
   *
   * @param payload one encoded message without protection
   * @param dialect the numbering of the sender
   * @param options limits and strictness
   * @return the message, referring to {@code payload}
   * @throws DecodeException if the bytes are not such a message
   */
  static TeepMessage decodeUnverified(Bytes payload, Dialect dialect, DecodeOptions options)
      throws DecodeException {
    CborReader reader = new CborReader(payload, options);
    TeepMessage message = MessageBase.read(reader, dialect);
    reader.expectEnd();
    return message;
  }
}
