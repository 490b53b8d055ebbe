package org.teep4j.teep;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;
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
public abstract sealed class TeepMessage
    permits QueryRequest, QueryResponse, Update, Success, TeepError {

  /** The media type of a signed message (Section "Media Type Registration"). */
  public static final String MEDIA_TYPE = "application/teep+cbor";

  /** The default of {@code attestation-payload-format} if the option is absent (Section 4.2). */
  public static final String DEFAULT_ATTESTATION_PAYLOAD_FORMAT =
      Dialect.RFC.defaultAttestationPayloadFormat();

  /** Bytes reserved for the elements beside the options, such as two cipher suites and profiles. */
  private static final int BESIDE_OPTIONS = 64;

  private final TeepMessageType type;
  final TeepOptions options;

  TeepMessage(TeepMessageType type, TeepOptions options) {
    this.type = type;
    this.options = options;
  }

  /**
   * Makes a text fit {@code msg} and {@code err-msg}: cuts it to at most 128 bytes of UTF-8. The
   * cut never splits a character, nor a character from its combining marks, except where a single
   * such cluster is longer than that. Control characters become spaces and unpaired surrogates
   * become question marks, so that the result has the form of RFC 5198.
   *
   * @param text any text, which may be untrusted
   * @return 1 to 128 bytes of UTF-8; {@code "?"} if nothing of the text is left
   */
  public static String diagnostics(String text) {
    return DiagnosticText.of(text);
  }

  /** The kind of this message. */
  public TeepMessageType type() {
    return type;
  }

  /**
   * The token that matches a response to its request ({@code token}).
   *
   * @return 8 to 64 bytes, or empty
   */
  public Optional<Bytes> token() {
    return options.find(TeepOption.TOKEN);
  }

  /**
   * Whether this message has an option. A list without elements is present.
   *
   * @param option the label of the option
   * @return false if the option is absent, or the CDDL does not list it for this message
   */
  public boolean has(TeepLabel option) {
    TeepOption<?> admitted = type.option(option);
    return admitted != null && options.find(admitted).isPresent();
  }

  /**
   * The options whose labels are not in the tables, in the order in which they arrived.
   *
   * @return an unmodifiable map from label to encoded item
   */
  public Map<Long, Bytes> unknownOptions() {
    return options.unknown();
  }

  /**
   * The rules of the specification that this message breaks although the CDDL admits it. The types
   * of messages have methods of the same name that take what the receiver knows, such as the
   * request that is answered, and check more rules.
   *
   * @return one element for each violation, at most 16 for each rule, in the order of {@link
   *     TeepRule}
   */
  public List<RuleViolation> violations() {
    return new TeepRules().message(this, token()).found();
  }

  /**
   * The rules about the protection of a message that the COSE message around this one breaks
   * (Section 8.1). No signature is verified.
   *
   * @param signed the signed message that this one is the payload of
   * @param admitted the cipher suites that its sender may use: for a QueryRequest those that the
   *     Agent supports, for a QueryResponse those that the TAM offered, afterwards the one that the
   *     QueryResponse used. An Error with {@link TeepErrorCode#ERR_UNSUPPORTED_CIPHER_SUITES} may
   *     use the mandatory ones instead
   * @param dialect the numbering of the sender, which determines the mandatory cipher suites
   * @return one element for each violation, as for {@link #violations()}
   */
  public List<RuleViolation> protectionViolations(
      CoseSignedMessage signed, List<TeepCipherSuite> admitted, Dialect dialect) {
    return new TeepRules().protection(this, signed, admitted, dialect).found();
  }

  /** The {@code suit-reports}, whatever the type of this message is. */
  List<Bytes> reports() {
    List<Bytes> boot = options.list(TeepOption.BOOT_REPORTS);
    return boot.isEmpty() ? options.list(TeepOption.UPDATE_REPORTS) : boot;
  }

  /**
   * Writes this message as one CBOR item, in deterministic encoding.
   *
   * @param writer the writer, which references large byte strings instead of copying them
   * @param dialect the numbering of the receiver
   * @throws IllegalArgumentException if the dialect has no number for a value in this message, or
   *     assigns the label of an unknown option
   */
  public void encodeTo(CborWriter writer, Dialect dialect) {
    writer.beginArray().writeLong(type.number(dialect));
    options.encodeTo(writer, dialect);
    encodeElements(writer, dialect);
    writer.endArray();
  }

  /**
   * The encoded message without protection: the payload of a COSE message.
   *
   * @param dialect the numbering of the receiver
   * @return the encoding; it references large byte strings instead of copying them
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  public Segments encode(Dialect dialect) {
    return written(dialect).toSegments();
  }

  /**
   * The encoded message without protection, in contiguous memory.
   *
   * @param dialect the numbering of the receiver
   * @return the encoding; large byte strings are copied once
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  public Bytes toBytes(Dialect dialect) {
    return written(dialect).toBytes();
  }

  /**
   * The encoded message without protection, in a new array.
   *
   * @param dialect the numbering of the receiver
   * @return the encoding; belongs to the caller
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  public byte[] toByteArray(Dialect dialect) {
    CborEncodable numbered = writer -> encodeTo(writer, dialect);
    return numbered.toByteArray();
  }

  /**
   * Signs this message as a tagged COSE_Sign1 (Section 4.1.1). Use this once a cipher suite has
   * been agreed upon. The unprotected {@code kid} is the thumbprint of the sender's key (RFC 9679),
   * 32 bytes, as some receivers demand, or the signer's {@code kid} if it does not know its key.
   *
   * @param signer the sender's key and algorithm
   * @param dialect the numbering of the receiver
   * @return the message to send
   * @throws GeneralSecurityException if the signer cannot sign
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  public CoseSign1 sign(CoseSigner signer, Dialect dialect) throws GeneralSecurityException {
    return Signing.sign1(encode(dialect), signer);
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
  public CoseSign1 sign(CoseSigner signer, TeepCipherSuite suite, Dialect dialect)
      throws GeneralSecurityException {
    if (!suite.admits(signer)) {
      throw Signing.unfit();
    }
    return sign(signer, dialect);
  }

  /**
   * Signs this message as {@link #sign(CoseSigner, Dialect)} does, with a signer that returns the
   * signature later.
   *
   * @param signer the sender's key and algorithm
   * @param dialect the numbering of the receiver
   * @return completes with the message to send; completes exceptionally if the signer fails, or
   *     with a {@link java.security.SignatureException} if the form of its signature is wrong
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  public CompletableFuture<CoseSign1> signAsync(CoseAsyncSigner signer, Dialect dialect) {
    return Signing.sign1Async(encode(dialect), signer);
  }

  /**
   * Signs this message as {@link #sign(CoseSigner, TeepCipherSuite, Dialect)} does, with a signer
   * that returns the signature later.
   *
   * @param signer the sender's key and algorithm; not called if it does not fit the suite
   * @param suite the selected suite
   * @param dialect the numbering of the receiver
   * @return completes as that of {@link #signAsync(CoseAsyncSigner, Dialect)}, or exceptionally
   *     with an {@link InvalidKeyException} if the signer does not fit the suite
   * @throws IllegalArgumentException as for {@link #encodeTo}
   */
  public CompletableFuture<CoseSign1> signAsync(
      CoseAsyncSigner signer, TeepCipherSuite suite, Dialect dialect) {
    return suite.admits(signer)
        ? signAsync(signer, dialect)
        : CompletableFuture.failedFuture(Signing.unfit());
  }

  /**
   * Signs this message once per signer, as a tagged COSE_Sign. A TAM uses this for its first
   * QueryRequest to an unknown Agent, with a signer for each algorithm in its cipher suites
   * (Section 8.1). Each signature names its key as {@link #sign(CoseSigner, Dialect)} does.
   *
   * @param signers one or more keys and algorithms of the sender
   * @param dialect the numbering of the receiver
   * @return the message to send
   * @throws GeneralSecurityException if a signer cannot sign
   * @throws IllegalArgumentException if there is no signer, or as for {@link #encodeTo}
   */
  public CoseSign sign(List<? extends CoseSigner> signers, Dialect dialect)
      throws GeneralSecurityException {
    return Signing.sign(encode(dialect), signers);
  }

  /**
   * Signs this message as {@link #sign(List, Dialect)} does, with signers that return their
   * signatures later. They work at the same time. {@link CoseAsyncSigner#of} makes one of a signer
   * that need not be waited for.
   *
   * @param signers one or more keys and algorithms of the sender
   * @param dialect the numbering of the receiver
   * @return completes with the message to send when all signatures are there; completes
   *     exceptionally as that of {@link #signAsync(CoseAsyncSigner, Dialect)}
   * @throws IllegalArgumentException if there is no signer, or as for {@link #encodeTo}
   */
  public CompletableFuture<CoseSign> signAsync(
      List<? extends CoseAsyncSigner> signers, Dialect dialect) {
    return Signing.signAsync(encode(dialect), signers);
  }

  /**
   * Verifies a signed message and only then reads its content (Section 4.1.2). Of the signatures of
   * a COSE_Sign, one by a trusted key suffices. Any {@code kid} is accepted, and none.
   *
   * @param signed one COSE_Sign1 or COSE_Sign, tagged or not
   * @param resolver the trusted senders: a {@link org.teep4j.cose.CoseVerifier} with the key of
   *     one, {@link CoseKeyResolver#of} for several keys, or {@link
   *     org.teep4j.cose.certificate.CertificateTrust} for certificates
   * @param dialect the numbering of the sender
   * @return the message, referring to {@code signed}
   * @throws VerificationException if no trusted key has signed the message
   * @throws DecodeException if the bytes are not a signed message, or the payload is not a TEEP
   *     message; offsets count from the start of {@code signed}
   */
  public static TeepMessage verify(Bytes signed, CoseKeyResolver resolver, Dialect dialect)
      throws DecodeException, VerificationException {
    return verify(signed, resolver, dialect, DecodeOptions.defaults());
  }

  /**
   * Verifies a signed message and only then reads its content, as {@link #verify(Bytes,
   * CoseKeyResolver, Dialect)} does.
   *
   * @param signed one COSE_Sign1 or COSE_Sign, tagged or not
   * @param resolver the trusted senders
   * @param dialect the numbering of the sender
   * @param options limits and strictness, for the COSE message and for its payload
   * @return the message, referring to {@code signed}
   * @throws VerificationException if no trusted key has signed the message
   * @throws DecodeException if the bytes are not a signed message, or the payload is not a TEEP
   *     message; offsets count from the start of {@code signed}
   */
  public static TeepMessage verify(
      Bytes signed, CoseKeyResolver resolver, Dialect dialect, DecodeOptions options)
      throws DecodeException, VerificationException {
    VerifiedPayload payload = CoseSignedMessage.decode(signed, options).verify(resolver);
    return decodeSigned(signed, payload, dialect, options);
  }

  /**
   * Reads a message whose signature has been verified.
   *
   * @param payload the payload of the COSE message
   * @param dialect the numbering of the sender
   * @return the message, referring to the payload
   * @throws DecodeException if the payload is not a TEEP message; offsets count from its start
   */
  public static TeepMessage decode(VerifiedPayload payload, Dialect dialect)
      throws DecodeException {
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
  public static TeepMessage decode(VerifiedPayload payload, Dialect dialect, DecodeOptions options)
      throws DecodeException {
    return decodeAll(payload.bytes(), dialect, options);
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
  public static TeepMessage decodeUnverified(Bytes payload, Dialect dialect)
      throws DecodeException {
    return decodeAll(payload, dialect, DecodeOptions.defaults());
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
  public static TeepMessage decodeUnverified(Bytes payload, Dialect dialect, DecodeOptions options)
      throws DecodeException {
    return decodeAll(payload, dialect, options);
  }

  private static TeepMessage decodeAll(Bytes payload, Dialect dialect, DecodeOptions options)
      throws DecodeException {
    CborReader reader = new CborReader(payload, options);
    TeepMessage message = read(reader, dialect);
    reader.expectEnd();
    return message;
  }

  /** Reads a verified payload. Error offsets count from the start of the signed message. */
  private static TeepMessage decodeSigned(
      Bytes signed, VerifiedPayload payload, Dialect dialect, DecodeOptions options)
      throws DecodeException {
    try {
      return decode(payload, dialect, options);
    } catch (DecodeException e) {
      throw e.shifted(Math.max(0, signed.indexOfSlice(payload.bytes())));
    }
  }

  private static TeepMessage read(CborReader reader, Dialect dialect) throws DecodeException {
    reader.enterArray();
    long start = reader.offset();
    long number = reader.readUnsigned();
    TeepMessageType type = TeepMessageType.TABLE.row(number, dialect);
    if (type == null) {
      throw new DecodeException(
          Reason.VALUE_OUT_OF_RANGE, start, number + " is not a message type of " + dialect);
    }
    try {
      TeepOptions options = readOptions(reader, type, dialect);
      TeepMessage message =
          switch (type) {
            case QUERY_REQUEST -> QueryRequest.readElements(reader, options, dialect);
            case QUERY_RESPONSE -> new QueryResponse(options);
            case UPDATE -> new Update(options);
            case SUCCESS -> new Success(options);
            case ERROR -> TeepError.readElements(reader, options, dialect);
          };
      // teep-message-framework admits further elements, but each of the five messages is a closed
      // array.
      reader.exitArray();
      return message;
    } catch (DecodeException e) {
      throw e.in(type.messageName());
    }
  }

  private static TeepOptions readOptions(CborReader reader, TeepMessageType type, Dialect dialect)
      throws DecodeException {
    try {
      return TeepOptions.read(reader, type, dialect);
    } catch (DecodeException e) {
      throw e.path().isEmpty() ? e.in("options") : e;
    }
  }

  /** A writer that holds this message; its initial capacity fits most or all of it. */
  private CborWriter written(Dialect dialect) {
    CborWriter writer = new CborWriter(BESIDE_OPTIONS + options.room());
    encodeTo(writer, dialect);
    return writer;
  }

  /** Writes the elements after the option map. */
  void encodeElements(CborWriter writer, Dialect dialect) {}

  /** The elements after the option map by their CDDL names, for comparison and description. */
  Map<String, Object> elements() {
    return Map.of();
  }

  /** Whether the object is a message of the same type with the same values. */
  @Override
  public final boolean equals(@Nullable Object object) {
    return object instanceof TeepMessage other
        && type == other.type
        && options.equals(other.options)
        && elements().equals(other.elements());
  }

  @Override
  public final int hashCode() {
    return Objects.hash(type, options, elements());
  }

  /** The type and all values. */
  @Override
  public final String toString() {
    List<String> parts = new ArrayList<>();
    options.describe(parts);
    elements().forEach((name, value) -> parts.add(name + "=" + value));
    return type.messageName() + "{" + String.join(", ", parts) + "}";
  }
}
