package org.teep4j.suit;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacBuilder;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacedMessage;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;

/**
 * {@code SUIT_Authentication_Block} (draft-ietf-suit-manifest, Section 8.3): a tagged COSE object,
 * not verified. Its detached payload is the digest of the manifest.
 *
 * <pre>{@code
 * SUIT_Authentication_Block /= COSE_Mac_Tagged
 * SUIT_Authentication_Block /= COSE_Sign_Tagged
 * SUIT_Authentication_Block /= COSE_Mac0_Tagged
 * SUIT_Authentication_Block /= COSE_Sign1_Tagged
 * }</pre>
 *
 * @param message a signed message or one with a MAC, tagged and detached
 * @param encoded the message, tag included, as it was received
 */
public record SuitAuthenticationBlock(CoseMessage message, Bytes encoded) {

  /**
   * Checks the message.
   *
   * @throws IllegalArgumentException if the message is encrypted, has no tag or contains its
   *     payload
   */
  public SuitAuthenticationBlock {
    if (!isAuthenticated(message) || !message.isTagged() || !message.isDetached()) {
      throw new IllegalArgumentException(
          "a block is signed or has a MAC, is tagged, and its payload is detached");
    }
  }

  /** A signature over the encoded digest of a manifest, in a COSE_Sign1. */
  static SuitAuthenticationBlock sign(Bytes digest, CoseSigner signer)
      throws GeneralSecurityException {
    return of(CoseSign1.builder().payload(digest).detached().sign(signer));
  }

  /** A signature that comes later, in a COSE_Sign1. */
  static CompletableFuture<SuitAuthenticationBlock> signAsync(
      Bytes digest, CoseAsyncSigner signer) {
    return CoseSign1.builder()
        .payload(digest)
        .detached()
        .signAsync(signer)
        .thenApply(SuitAuthenticationBlock::of);
  }

  /** A MAC over the encoded digest of a manifest, in a COSE_Mac0. */
  static SuitAuthenticationBlock mac(Bytes digest, CoseMacCreator creator)
      throws GeneralSecurityException {
    return of(CoseMac0.builder().payload(digest).detached().mac(creator));
  }

  /** A MAC over the encoded digest of a manifest, in a COSE_Mac. */
  static SuitAuthenticationBlock mac(
      Bytes digest, CoseAlgorithm algorithm, List<ContentKeySender> recipients)
      throws GeneralSecurityException {
    CoseMacBuilder builder = CoseMac.builder().payload(digest).detached();
    recipients.forEach(builder::recipient);
    return of(builder.mac(algorithm));
  }

  private static SuitAuthenticationBlock of(CoseMessage message) {
    return new SuitAuthenticationBlock(message, message.encode().toBytes());
  }

  private static boolean isAuthenticated(CoseMessage message) {
    return message instanceof CoseSignedMessage || message instanceof CoseMacedMessage<?>;
  }

  /** Reads the byte string that contains a block. */
  static SuitAuthenticationBlock read(CborReader reader) throws DecodeException {
    reader.enterWrapped();
    long at = reader.offset();
    Bytes encoded = reader.unread();
    CoseMessage message = CoseMessage.read(reader);
    reader.exitWrapped();
    if (!isAuthenticated(message)) {
      throw new DecodeException(
          Reason.UNEXPECTED_TAG,
          at,
          "expected COSE_Sign1, COSE_Sign, COSE_Mac0 or COSE_Mac, found " + message.type());
    }
    if (!message.isDetached()) {
      throw new DecodeException(
          Reason.UNEXPECTED_ELEMENT, at, "the payload of an authentication block must be detached");
    }
    return new SuitAuthenticationBlock(message, encoded);
  }
}
