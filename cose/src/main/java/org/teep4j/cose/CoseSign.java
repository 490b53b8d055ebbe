package org.teep4j.cose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;

/**
 * A message with one or more signatures, not verified: {@code COSE_Sign} or {@code
 * COSE_Sign_Tagged} (RFC 9052, Section 4.1). Immutable; holds views of the input that it was
 * decoded from.
 *
 * <pre>{@code
 * COSE_Sign_Tagged = #6.98(COSE_Sign)
 *
 * COSE_Sign = [
 *   protected : bstr,              ; an encoded header_map, or no bytes
 *   unprotected : header_map,
 *   payload : bstr / nil,          ; nil if the payload is detached
 *   signatures : [+ COSE_Signature]
 * ]
 * }</pre>
 *
 * <p>A message is verified if one signature verifies with a trusted key. {@code kid} is only a
 * hint, so every signature that names the verifier's algorithm is a candidate. Candidates with the
 * verifier's {@code kid} are tried first. At most {@value #MOST_CANDIDATES} candidates are tried.
 */
public final class CoseSign extends CoseSignedMessage {

  /** The maximum number of signatures that are tried for one verifier. */
  public static final int MOST_CANDIDATES = Trials.MOST_TRIALS;

  private final List<CoseSignature> signatures;

  CoseSign(MessageContent content, List<CoseSignature> signatures) {
    super(content);
    this.signatures = List.copyOf(signatures);
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Sign, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is no COSE_Sign, or headers break a rule of RFC 9052,
   *     Section 3
   */
  public static CoseSign decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Sign, tagged or not, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseSign decode(Bytes input, DecodeOptions options) throws DecodeException {
    return MessageReader.decode(input, options, CoseSign::read);
  }

  /**
   * Reads one message at the position of a reader.
   *
   * @param reader positioned at the message, tagged or not; positioned after it on return
   * @return the message, which references the reader's input
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseSign read(CborReader reader) throws DecodeException {
    return (CoseSign) MessageReader.read(reader, CoseMessageType.SIGN);
  }

  static List<CoseSignature> readSignatures(CborReader reader) throws DecodeException {
    reader.enterArray();
    List<CoseSignature> signatures = List.of();
    while (reader.hasNext()) {
      try {
        signatures = CoseRecipient.with(signatures, CoseSignature.read(reader));
      } catch (DecodeException e) {
        throw e.in("signatures", signatures.size());
      }
    }
    if (signatures.isEmpty()) {
      reader.tolerate(
          reader
              .error(Reason.WRONG_LENGTH, "there must be at least one signature")
              .in("signatures"));
    }
    reader.exitArray();
    return signatures;
  }

  /** Starts a message. */
  public static CoseSignBuilder builder() {
    return new CoseSignBuilder();
  }

  /**
   * The signatures.
   *
   * @return one or more, in the order of the message
   */
  public List<CoseSignature> signatures() {
    return signatures;
  }

  /**
   * Verifies every signature over the payload in the message. Nothing is returned if one of them
   * does not verify with a trusted key. All signatures together may take {@value #MOST_CANDIDATES}
   * trials.
   *
   * @param resolver finds the trusted keys
   * @param options external data, and the header parameters that the application understands
   * @return the payload for each signature, in the order of the message, with the key that verified
   *     it; cannot be changed
   * @throws VerificationException if the payload is detached, there is no signature, or one of them
   *     was made by no trusted key
   */
  public List<VerifiedPayload> verifyAll(CoseKeyResolver resolver, VerifyOptions options)
      throws VerificationException {
    return verifyAll(content().embedded(), resolver, options);
  }

  /**
   * Verifies every signature over a detached payload, as {@link #verifyAll(CoseKeyResolver,
   * VerifyOptions)} does.
   *
   * @param payload the payload to verify
   * @param resolver finds the trusted keys
   * @param options external data, and the header parameters that the application understands
   * @return the payload for each signature, in the order of the message; cannot be changed
   * @throws VerificationException if the message contains a payload, there is no signature, or one
   *     of them was made by no trusted key
   */
  public List<VerifiedPayload> verifyAllDetached(
      Bytes payload, CoseKeyResolver resolver, VerifyOptions options) throws VerificationException {
    content().requireDetached();
    return verifyAll(payload, resolver, options);
  }

  private List<VerifiedPayload> verifyAll(
      Bytes payload, CoseKeyResolver resolver, VerifyOptions options) throws VerificationException {
    HeaderRules.checkCritical(headers(), options.understood());
    Trials trials = Trials.with(resolver, options);
    List<VerifiedPayload> verified = new ArrayList<>();
    for (CoseSignature signature : signatures) {
      VerifiedPayload one =
          trials.attempt(signature.headers(), signature.signature(), trial(payload, options));
      if (one == null) {
        throw trials.refusal();
      }
      verified.add(one);
    }
    if (verified.isEmpty()) {
      throw trials.refusal();
    }
    return List.copyOf(verified);
  }

  @Override
  <T, X extends Exception> @Nullable T attemptAll(
      Trials trials, CoseKeyResolver resolver, Trials.Trial<T, X> trial)
      throws VerificationException, X {
    for (CoseSignature signature : inOrderOfTrial(resolver)) {
      T verified = trials.attempt(signature.headers(), signature.signature(), trial);
      if (verified != null) {
        return verified;
      }
    }
    return null;
  }

  @Override
  Segments toBeSigned(CoseHeaders signature, Bytes externalAad, Segments payload) {
    return SigStructure.toBeSigned(headers(), signature, externalAad, payload);
  }

  /**
   * The signatures with a verifier's {@code kid} first, otherwise in the order of the message. A
   * resolver orders the keys instead.
   */
  private List<CoseSignature> inOrderOfTrial(CoseKeyResolver resolver) {
    if (!(resolver instanceof CoseVerifier verifier) || verifier.keyId().isEmpty()) {
      return signatures;
    }
    Bytes keyId = verifier.keyId().get();
    List<CoseSignature> ordered = new ArrayList<>(signatures.size());
    for (boolean named : new boolean[] {true, false}) {
      for (CoseSignature signature : signatures) {
        if (signature.headers().names(keyId) == named) {
          ordered.add(signature);
        }
      }
    }
    return ordered;
  }

  /**
   * This message with one signature replaced, for example by the same signature with a
   * countersignature.
   *
   * @param index the position of the signature, from 0
   * @param signature the replacement
   * @return the new message
   * @throws IndexOutOfBoundsException if there is no signature at the index
   */
  public CoseSign withSignature(int index, CoseSignature signature) {
    List<CoseSignature> changed = new ArrayList<>(signatures);
    changed.set(index, signature);
    return new CoseSign(content(), changed);
  }

  @Override
  public CoseSign withCountersignature(CoseCountersignature countersignature) {
    return new CoseSign(content().countersigned(countersignature), signatures);
  }

  @Override
  public CoseMessageType type() {
    return CoseMessageType.SIGN;
  }

  @Override
  List<?> rest() {
    return signatures;
  }

  @Override
  void encodeRest(CborWriter writer) {
    writer.beginArray();
    signatures.forEach(signature -> signature.encodeTo(writer));
    writer.endArray();
  }

  @Override
  String count() {
    return ", " + signatures.size() + " signatures";
  }
}
