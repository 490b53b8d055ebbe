package org.teep4j.cose.receipt;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.cose.internal.KeyIdText;

/**
 * A receipt whose proof and signature have been verified. Only {@link Receipt#verifyInclusion} and
 * {@link Receipt#verifyConsistency} create one. Immutable.
 *
 * <p>What is signed is the root of the tree and the protected header. The sizes and the index in
 * the proof are not: for some of them other numbers lead to the same root. Methods that return them
 * have {@code stated} in their names.
 */
public final class VerifiedReceipt {

  private final VerifiedPayload root;
  private final VerifiableProof proof;

  VerifiedReceipt(VerifiedPayload root, VerifiableProof proof) {
    this.root = root;
    this.proof = proof;
  }

  /**
   * The root of the tree, which the service has signed.
   *
   * @return a hash of 32 bytes
   */
  public Bytes root() {
    return root.bytes();
  }

  /**
   * The root with the size that the proof states. {@link Receipt#verifyConsistency} proves that a
   * later tree begins with the leaves of this one.
   *
   * @return the root, which is signed, and a size, which is not; empty if the proof states no size
   */
  public Optional<TreeHead> statedHead() {
    return proof instanceof MerkleProof merkle
        ? Optional.of(new TreeHead(merkle.treeSize(), root()))
        : Optional.empty();
  }

  /**
   * The proof that leads to the root.
   *
   * @return the proof, whose numbers are not signed
   */
  public VerifiableProof statedProof() {
    return proof;
  }

  /**
   * The protected header of the receipt. Claims of the service are there, such as its name and the
   * time.
   *
   * @return the protected bucket alone
   */
  public CoseHeaders headers() {
    return root.headers().onlyProtected();
  }

  /** The algorithm of the signature. */
  public CoseAlgorithm algorithm() {
    return root.algorithm();
  }

  /**
   * The identifier of the key that was used. It comes from the local key, not from the receipt.
   *
   * @return the key identifier, or empty if the key has none
   */
  public Optional<Bytes> keyId() {
    return root.keyId();
  }

  /**
   * The verifier that verified the signature, either the given one or one that the resolver found.
   *
   * @return the verifier; it has a {@linkplain CoseVerifier#certificatePath() certificate path} if
   *     a certificate was trusted
   */
  public CoseVerifier verifier() {
    return root.verifier();
  }

  /** The root, the algorithm and the key identifier. */
  @Override
  public String toString() {
    return "VerifiedReceipt[" + root() + ", " + algorithm() + KeyIdText.of(keyId()) + "]";
  }
}
