package org.teep4j.cose.receipt;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.teep4j.codec.CborWriter;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSign1Builder;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.VerifiableDataStructure;

/**
 * Builds a receipt (RFC 9942) about one tree. The root is signed and detached. Setters return this
 * builder.
 */
public final class ReceiptBuilder {

  private final TreeHead head;
  private final List<MerkleProof> proofs = new ArrayList<>();
  private CoseHeaders headers = CoseHeaders.empty();

  ReceiptBuilder(TreeHead head) {
    this.head = head;
  }

  /**
   * Sets further headers, such as {@code kid} and the claims of the service. They are public
   * together with the receipt (RFC 9942, Section 6.2).
   *
   * @param value both buckets
   */
  public ReceiptBuilder headers(CoseHeaders value) {
    headers = value;
    return this;
  }

  /**
   * Adds a proof.
   *
   * @param proof a proof that leads to the root; not checked, because that takes the entry
   * @throws IllegalArgumentException if the proof is of a tree of another size
   * @throws IllegalStateException if there are {@value Receipt#MOST_PROOFS} already
   */
  public ReceiptBuilder add(MerkleProof proof) {
    if (proof.treeSize() != head.size()) {
      throw new IllegalArgumentException(
          "the tree has " + head.size() + " leaves, that of the proof " + proof.treeSize());
    }
    if (proofs.size() == Receipt.MOST_PROOFS) {
      throw new IllegalStateException("there are " + Receipt.MOST_PROOFS + " proofs already");
    }
    proofs.add(proof);
    return this;
  }

  /**
   * Signs the root.
   *
   * @param signer makes the signature
   * @return the receipt
   * @throws GeneralSecurityException if the signer cannot sign, or the form of its signature is
   *     wrong
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no proof
   */
  public Receipt sign(CoseSigner signer) throws GeneralSecurityException {
    List<MerkleProof> sorted = sorted();
    return Receipt.of(message(sorted).sign(signer), sorted);
  }

  /**
   * Signs the root with a signer that returns the signature later. Setters that are called after
   * this method do not change the receipt.
   *
   * @param signer makes the signature
   * @return completes with the receipt; completes exceptionally if the signer fails, or with a
   *     {@link java.security.SignatureException} if the form of its signature is wrong
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no proof
   */
  public CompletableFuture<Receipt> signAsync(CoseAsyncSigner signer) {
    List<MerkleProof> sorted = sorted();
    return message(sorted).signAsync(signer).thenApply(message -> Receipt.of(message, sorted));
  }

  /** The proofs in the order in which they are encoded and decoded. */
  private List<MerkleProof> sorted() {
    if (proofs.isEmpty()) {
      throw new IllegalStateException("there is no proof");
    }
    return proofs.stream()
        .sorted(Comparator.comparing(ConsistencyProof.class::isInstance))
        .collect(Collectors.toUnmodifiableList());
  }

  private CoseSign1Builder message(List<MerkleProof> sorted) {
    CoseHeaders completed =
        headers.toBuilder()
            .protect(Receipt.VDS, CoseLabel.of(VerifiableDataStructure.RFC9162_SHA256.id()))
            .unprotect(Receipt.VDP, writer -> encode(sorted, writer))
            .build();
    return CoseSign1.builder().headers(completed).payload(head.root()).detached();
  }

  private static void encode(List<MerkleProof> sorted, CborWriter writer) {
    writer.beginMap();
    encode(sorted, InclusionProof.class, VerifiableDataStructure.INCLUSION_PROOFS, writer);
    encode(sorted, ConsistencyProof.class, VerifiableDataStructure.CONSISTENCY_PROOFS, writer);
    writer.endMap();
  }

  private static void encode(
      List<MerkleProof> sorted, Class<?> type, long label, CborWriter writer) {
    List<MerkleProof> ofType =
        sorted.stream().filter(type::isInstance).collect(Collectors.toUnmodifiableList());
    if (!ofType.isEmpty()) {
      writer.writeLong(label).beginArray();
      ofType.forEach(writer::writeWrapped);
      writer.endArray();
    }
  }
}
