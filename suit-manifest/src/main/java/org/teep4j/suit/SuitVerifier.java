package org.teep4j.suit;

import java.util.List;
import java.util.function.Predicate;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CosePayload;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.Countersignable;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/**
 * Whom a recipient trusts to make manifests: keys, with the algorithms that verify their signatures
 * or MACs. The kind of key determines the authentication blocks that it is tried on.
 */
public abstract sealed class SuitVerifier {

  private SuitVerifier() {}

  /**
   * Keys whose signatures are trusted. They are tried on COSE_Sign1 and COSE_Sign.
   *
   * @param authors one key, or a resolver that finds keys
   * @return the verifier
   */
  public static SuitVerifier of(CoseKeyResolver authors) {
    return authors instanceof CoseVerifier author ? new OfKey(author) : new OfKeys(authors);
  }

  /**
   * A shared key whose MACs are trusted. It is tried on COSE_Mac0. Every holder of the key can make
   * manifests with it.
   *
   * @param verifier a key and its algorithm
   * @return the verifier
   */
  public static SuitVerifier of(CoseMacVerifier verifier) {
    return new OfMac0(verifier);
  }

  /**
   * A recipient that recovers the MAC keys of trusted manifests. It is tried on COSE_Mac. Everyone
   * who can send such a key can make manifests. With ECDH-ES or RSAES-OAEP that is everyone. Only a
   * shared key authenticates the sender.
   *
   * @param recipient recovers the key of a COSE_Mac
   * @param algorithm the only MAC algorithm to accept
   * @return the verifier
   */
  public static SuitVerifier of(ContentKeyRecipient recipient, CoseAlgorithm algorithm) {
    return new OfMac(recipient, algorithm);
  }

  /** This verifier for one envelope: what it counts, it counts for all blocks together. */
  SuitVerifier forOneEnvelope() {
    return this;
  }

  /**
   * The number of trials that a block would take; the limit of an envelope is compared with the sum
   * for the blocks before it.
   */
  abstract int trials(SuitAuthenticationBlock block);

  /**
   * Verifies a block over the digest of a manifest.
   *
   * @param digest the encoded digest, which is the payload of all blocks
   * @return the digest, with the verified headers
   * @throws VerificationException if the key is for another kind of block, or the block does not
   *     verify with the key
   */
  abstract CosePayload verify(SuitAuthenticationBlock block, Bytes digest)
      throws VerificationException;

  private static CosePayload verifySigned(
      SuitAuthenticationBlock block, Bytes digest, CoseKeyResolver keys)
      throws VerificationException {
    if (block.message() instanceof CoseSignedMessage message) {
      return message.verifyDetached(digest, keys);
    }
    throw new VerificationException(Failure.NO_SIGNATURE);
  }

  private static int count(List<? extends Countersignable> all, Predicate<CoseAlgorithm> accepts) {
    int count = 0;
    for (Countersignable each : all) {
      if (each.statedAlgorithm().flatMap(CoseAlgorithm::fromLabel).filter(accepts).isPresent()) {
        count++;
      }
    }
    return count;
  }

  private static final class OfKey extends SuitVerifier {

    private final CoseVerifier author;

    OfKey(CoseVerifier author) {
      this.author = author;
    }

    @Override
    int trials(SuitAuthenticationBlock block) {
      if (block.message() instanceof CoseSign message) {
        return count(message.signatures(), author::accepts);
      }
      return block.message() instanceof CoseSign1 ? 1 : 0;
    }

    @Override
    CosePayload verify(SuitAuthenticationBlock block, Bytes digest) throws VerificationException {
      return verifySigned(block, digest, author);
    }
  }

  private static final class OfKeys extends SuitVerifier {

    private final CoseKeyResolver authors;

    OfKeys(CoseKeyResolver authors) {
      this.authors = authors;
    }

    @Override
    SuitVerifier forOneEnvelope() {
      return new OfKeys(new CountingResolver(authors.forOneMessage()));
    }

    @Override
    int trials(SuitAuthenticationBlock block) {
      return 0; // The resolver counts, because it knows how many keys it finds.
    }

    @Override
    CosePayload verify(SuitAuthenticationBlock block, Bytes digest) throws VerificationException {
      return verifySigned(block, digest, authors);
    }
  }

  /** Bounds the pairs of a signature and a key that are tried for all blocks of an envelope. */
  private static final class CountingResolver implements CoseKeyResolver {

    private final CoseKeyResolver resolver;
    private int trialsLeft = CoseSign.MOST_CANDIDATES;

    CountingResolver(CoseKeyResolver resolver) {
      this.resolver = resolver;
    }

    @Override
    public List<CoseVerifier> resolve(CoseHeaders headers) throws VerificationException {
      if (trialsLeft <= 0) {
        throw new VerificationException(Failure.TOO_MANY_SIGNATURES);
      }
      List<CoseVerifier> found = resolver.resolve(headers);
      for (CoseVerifier verifier : found) {
        if (headers.algorithm().filter(verifier::accepts).isPresent()) {
          trialsLeft--;
        }
      }
      return found;
    }
  }

  private static final class OfMac0 extends SuitVerifier {

    private final CoseMacVerifier verifier;

    OfMac0(CoseMacVerifier verifier) {
      this.verifier = verifier;
    }

    @Override
    int trials(SuitAuthenticationBlock block) {
      return block.message() instanceof CoseMac0 ? 1 : 0;
    }

    @Override
    CosePayload verify(SuitAuthenticationBlock block, Bytes digest) throws VerificationException {
      if (block.message() instanceof CoseMac0 message) {
        return message.verifyDetached(digest, verifier);
      }
      throw new VerificationException(Failure.NO_SIGNATURE);
    }
  }

  private static final class OfMac extends SuitVerifier {

    private final ContentKeyRecipient recipient;
    private final CoseAlgorithm algorithm;

    OfMac(ContentKeyRecipient recipient, CoseAlgorithm algorithm) {
      this.recipient = recipient;
      this.algorithm = algorithm;
    }

    @Override
    int trials(SuitAuthenticationBlock block) {
      return block.message() instanceof CoseMac message
          ? count(message.recipients(), recipient::accepts)
          : 0;
    }

    @Override
    CosePayload verify(SuitAuthenticationBlock block, Bytes digest) throws VerificationException {
      if (block.message() instanceof CoseMac message) {
        if (message.statedAlgorithm().filter(algorithm.label()::equals).isEmpty()) {
          throw new VerificationException(Failure.ALGORITHM);
        }
        return message.verifyDetached(digest, recipient);
      }
      throw new VerificationException(Failure.NO_SIGNATURE);
    }
  }
}
