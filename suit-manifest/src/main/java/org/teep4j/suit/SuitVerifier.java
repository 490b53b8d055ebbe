package org.teep4j.suit;

import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/**
 * A trusted key of a manifest author, with the algorithm that verifies signatures or MACs. The kind
 * of key determines the authentication blocks that it is tried on.
 */
public sealed interface SuitVerifier {

  /**
   * A key whose signatures are trusted.
   *
   * @param verifier verifies COSE_Sign1 and COSE_Sign
   * @return the verifier
   */
  static SuitVerifier of(CoseVerifier verifier) {
    return new Signature(verifier);
  }

  /**
   * A shared key whose MACs are trusted. Every holder of the key can make manifests with it.
   *
   * @param verifier verifies COSE_Mac0
   * @return the verifier
   */
  static SuitVerifier of(CoseMacVerifier verifier) {
    return new Mac0(verifier);
  }

  /**
   * A recipient that recovers the MAC keys of trusted manifests. Everyone who can send such a key
   * can make manifests. With ECDH-ES or RSAES-OAEP that is everyone. Only a shared key
   * authenticates the sender.
   *
   * @param recipient recovers the key of a COSE_Mac
   * @param algorithm the only MAC algorithm to accept
   * @return the verifier
   */
  static SuitVerifier of(ContentKeyRecipient recipient, CoseAlgorithm algorithm) {
    return new Mac(recipient, algorithm);
  }

  /**
   * Verifies a block over the digest of a manifest.
   *
   * @param block the block
   * @param digest the encoded digest, which is the payload of all blocks
   * @return the digest, with the verified headers
   * @throws VerificationException if the key is for another kind of block, or the block does not
   *     verify with the key
   */
  CosePayload verify(SuitAuthenticationBlock block, Bytes digest) throws VerificationException;

  /**
   * For COSE_Sign1 and COSE_Sign.
   *
   * @param verifier a key and its algorithm
   */
  record Signature(CoseVerifier verifier) implements SuitVerifier {

    @Override
    public CosePayload verify(SuitAuthenticationBlock block, Bytes digest)
        throws VerificationException {
      if (block instanceof SuitAuthenticationBlock.Signed signed) {
        return signed.message().verifyDetached(digest, verifier);
      }
      throw new VerificationException(Failure.NO_SIGNATURE);
    }
  }

  /**
   * For COSE_Mac0.
   *
   * @param verifier a key and its algorithm
   */
  record Mac0(CoseMacVerifier verifier) implements SuitVerifier {

    @Override
    public CosePayload verify(SuitAuthenticationBlock block, Bytes digest)
        throws VerificationException {
      if (block instanceof SuitAuthenticationBlock.Mac0 mac) {
        return mac.message().verifyDetached(digest, verifier);
      }
      throw new VerificationException(Failure.NO_SIGNATURE);
    }
  }

  /**
   * For COSE_Mac.
   *
   * @param recipient recovers the MAC key
   * @param algorithm the only MAC algorithm to accept
   */
  record Mac(ContentKeyRecipient recipient, CoseAlgorithm algorithm) implements SuitVerifier {

    @Override
    public CosePayload verify(SuitAuthenticationBlock block, Bytes digest)
        throws VerificationException {
      if (block instanceof SuitAuthenticationBlock.Mac mac) {
        if (mac.message().unverifiedHeaders().algorithm().filter(algorithm::equals).isEmpty()) {
          throw new VerificationException(Failure.ALGORITHM);
        }
        return mac.message().verifyDetached(digest, recipient);
      }
      throw new VerificationException(Failure.NO_SIGNATURE);
    }
  }
}
