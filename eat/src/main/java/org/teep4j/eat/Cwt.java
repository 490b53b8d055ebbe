package org.teep4j.eat;

import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseMacedMessage;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/**
 * A CBOR Web Token, not verified (RFC 8392): a set of claims in a COSE message. An EAT in CBOR, as
 * Evidence or Attestation Result, is one. Immutable.
 *
 * <pre>{@code
 * CWT-Tagged-Message   = #6.61(COSE_Tagged_Message)
 * CWT-Untagged-Message = COSE_Messages
 * }</pre>
 *
 * <p>An encrypted token ({@link #message()} is a COSE_Encrypt or COSE_Encrypt0) is decrypted first;
 * what comes out is the encoded claims, or a nested CWT.
 */
public final class Cwt implements CborEncodable {

  /** The tag of a CWT. Most EATs have none. */
  public static final long TAG = 61;

  private final CoseMessage message;
  private final boolean isTagged;

  private Cwt(CoseMessage message, boolean isTagged) {
    this.message = message;
    this.isTagged = isTagged;
  }

  /**
   * A token without the tag of a CWT.
   *
   * @param message the COSE message
   * @return the token
   */
  public static Cwt of(CoseMessage message) {
    return new Cwt(message, false);
  }

  /**
   * Decodes a token. The message inside tag 61 has a tag of its own. Without tag 61 it may have
   * none, and is then a COSE_Sign1 or COSE_Sign. Tag 55799 around all of it says that this is CBOR
   * (RFC 8949, Section 3.4.6); it is not kept.
   *
   * @param input one encoded token, referenced by the result
   * @return the token, whose claims have not been read
   * @throws DecodeException if the input is no COSE message, or headers break a rule of RFC 9052,
   *     Section 3
   */
  public static Cwt decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a token, as {@link #decode(Bytes)} does.
   *
   * @param input one encoded token, referenced by the result
   * @param options limits and strictness
   * @return the token, whose claims have not been read
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static Cwt decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    reader.tryReadTag(CborReader.SELF_DESCRIBED);
    boolean isTagged = reader.tryReadTag(TAG);
    boolean hasType = isTagged || reader.peekType() == CborType.TAG;
    CoseMessage message = hasType ? CoseMessage.read(reader) : CoseSignedMessage.read(reader);
    reader.expectEnd();
    return new Cwt(message, isTagged);
  }

  /**
   * Signs claims. The message is a COSE_Sign1 with its tag, and without the tag of a CWT. {@code
   * alg} is protected, and {@code kid}, if the signer has one, is not. For other forms, make the
   * message with {@link CoseSign1#builder()}.
   *
   * @param claims the claims
   * @param signer makes the signature
   * @return the token
   * @throws GeneralSecurityException if the signer cannot sign
   */
  public static Cwt sign(EatClaims claims, CoseSigner signer) throws GeneralSecurityException {
    return of(CoseSign1.sign(claims.encode().toBytes(), signer));
  }

  /**
   * Signs claims as {@link #sign} does, with a signer that returns the signature later.
   *
   * @param claims the claims
   * @param signer makes the signature
   * @return completes with the token; completes exceptionally if the signer fails, or with a {@link
   *     java.security.SignatureException} if the form of its signature is wrong
   */
  public static CompletableFuture<Cwt> signAsync(EatClaims claims, CoseAsyncSigner signer) {
    return CoseSign1.builder()
        .payload(claims.encode().toBytes())
        .signAsync(signer)
        .thenApply(Cwt::of);
  }

  /** The COSE message, not verified. */
  public CoseMessage message() {
    return message;
  }

  /** Whether the token has tag 61. */
  public boolean isTagged() {
    return isTagged;
  }

  /**
   * This token with or without tag 61.
   *
   * @param tagged whether the encoding has the tag
   * @return the token
   */
  public Cwt withTag(boolean tagged) {
    return new Cwt(message, tagged);
  }

  /**
   * Verifies the signature and reads the claims. Claims that also stand in the protected headers
   * (RFC 9597) must have the same values there.
   *
   * @param issuer the trusted key, or finds the trusted keys
   * @return the claims
   * @throws VerificationException if the token is not signed by a trusted key, or headers and
   *     payload contradict each other
   * @throws DecodeException if the payload is no set of claims; the offset counts from its start
   */
  public VerifiedClaims verify(CoseKeyResolver issuer)
      throws VerificationException, DecodeException {
    if (message instanceof CoseSignedMessage signed) {
      return VerifiedClaims.of(signed.verify(issuer));
    }
    throw new VerificationException(Failure.NO_SIGNATURE);
  }

  /**
   * Verifies the MAC of a COSE_Mac0 and reads the claims, as {@link #verify} does. Whoever can
   * verify such a token can also make one.
   *
   * @param key the shared key
   * @return the claims
   * @throws VerificationException if the token has no MAC of that key, or headers and payload
   *     contradict each other
   * @throws DecodeException if the payload is no set of claims; the offset counts from its start
   */
  public VerifiedClaims verifyMac(CoseMacVerifier key)
      throws VerificationException, DecodeException {
    if (message instanceof CoseMac0 maced) {
      return VerifiedClaims.of(maced.verify(key));
    }
    throw new VerificationException(Failure.MAC);
  }

  /**
   * The claims without any verification: neither their origin nor their integrity is known. For
   * inspectors, and for finding the Verifier that appraises Evidence.
   *
   * @return the claims
   * @throws DecodeException if the payload is no set of claims
   * @throws IllegalStateException if the payload is detached or encrypted
   */
  public EatClaims unverifiedClaims() throws DecodeException {
    if (message instanceof CoseSignedMessage signed) {
      return EatClaims.decodeUnverified(signed.unverifiedPayload());
    }
    if (message instanceof CoseMacedMessage<?> maced) {
      return EatClaims.decodeUnverified(maced.unverifiedPayload());
    }
    throw new IllegalStateException("the claims are encrypted");
  }

  @Override
  public void encodeTo(CborWriter writer) {
    if (isTagged) {
      writer.writeTag(TAG);
    }
    writer.write(message);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Cwt other
        && isTagged == other.isTagged
        && message.equals(other.message);
  }

  @Override
  public int hashCode() {
    return Objects.hash(message, isTagged);
  }

  /** The type of the message; nothing of the claims. */
  @Override
  public String toString() {
    return "Cwt[" + message.type() + "]";
  }
}
