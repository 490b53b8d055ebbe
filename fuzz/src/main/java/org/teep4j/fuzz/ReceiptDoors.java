package org.teep4j.fuzz;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDigest;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.receipt.CcfInclusionProof;
import org.teep4j.cose.receipt.ConsistencyProof;
import org.teep4j.cose.receipt.InclusionProof;
import org.teep4j.cose.receipt.MerkleTree;
import org.teep4j.cose.receipt.Receipt;
import org.teep4j.cose.receipt.TransparentStatement;
import org.teep4j.cose.receipt.TreeHead;
import org.teep4j.cose.receipt.VerifiedReceipt;

/** Receipts of transparency services, and their proofs. */
final class ReceiptDoors {

  private static final Bytes ENTRY = Bytes.ofUtf8("entry");
  private static final MerkleTree TREE = tree();
  private static final CoseKeyResolver RESOLVER = CoseKeyResolver.of(FixedKeys.ring());

  private ReceiptDoors() {}

  static List<Door<?>> all() {
    return List.of(
        Door.decoding(
                "inclusion-proof",
                InclusionProof::decodeUnverified,
                "InclusionProof.decodeUnverified")
            .checking(ReceiptDoors::inclusion)
            .from(() -> List.of(encoded(TREE.inclusionProof(4, 7)))),
        Door.decoding(
                "consistency-proof",
                ConsistencyProof::decodeUnverified,
                "ConsistencyProof.decodeUnverified")
            .checking(ReceiptDoors::consistency)
            .from(() -> List.of(encoded(TREE.consistencyProof(3, 7)))),
        Door.decoding(
                "ccf-inclusion-proof",
                CcfInclusionProof::decodeUnverified,
                "CcfInclusionProof.decodeUnverified")
            .checking((proof, input) -> roundTrip(proof))
            .from(() -> List.of(encoded(ledger()))),
        Door.decoding("receipt", Receipt::decode, "Receipt.decode")
            .checking(ReceiptDoors::receipt)
            .from(ReceiptDoors::receiptSeeds),
        Door.decoding(
                "transparent-statement",
                TransparentStatement::decode,
                "TransparentStatement.decode")
            .checking(ReceiptDoors::statement)
            .from(ReceiptDoors::statementSeeds));
  }

  private static void inclusion(InclusionProof proof, Bytes input) {
    Require.roundTrip(proof, InclusionProof::decodeUnverified);
    Require.that(proof.computeRoot(ENTRY).length() == 32, "a root has 32 bytes");
  }

  private static void roundTrip(CcfInclusionProof proof) {
    Require.roundTrip(proof, CcfInclusionProof::decodeUnverified);
  }

  private static CcfInclusionProof ledger() throws GeneralSecurityException {
    Bytes dataHash = CoseDigest.compute(CoseAlgorithm.SHA_256, Segments.of(ENTRY));
    Bytes other = TREE.head().root();
    List<CcfInclusionProof.Sibling> path =
        List.of(
            new CcfInclusionProof.Sibling(true, other),
            new CcfInclusionProof.Sibling(false, dataHash));
    return new CcfInclusionProof(other, "ce:1.2:03", dataHash, path);
  }

  /** A receipt whose signature only those believe who believe everything. */
  private static byte[] ledgerReceipt() throws Exception {
    CcfInclusionProof proof = ledger();
    CoseHeaders headers =
        CoseHeaders.builder()
            .algorithm(CoseAlgorithm.ES256)
            .protect(CoseHeaderParameter.VDS.label(), CoseLabel.of(2))
            .unprotect(
                CoseHeaderParameter.VDP.label(),
                writer -> {
                  writer.beginMap().writeLong(-1).beginArray();
                  writer.writeWrapped(proof).endArray().endMap();
                })
            .build();
    return encoded(CoseSign1.builder().headers(headers).payload(ENTRY).detached().build(ENTRY));
  }

  private static void consistency(ConsistencyProof proof, Bytes input)
      throws VerificationException {
    Require.roundTrip(proof, ConsistencyProof::decodeUnverified);
    Bytes root = proof.computeRoot(TREE.head(3).root());
    Require.that(root.length() == 32, "a root has 32 bytes");
  }

  /** Whoever believes every signature gets the root of a proof, and nobody else gets anything. */
  private static void receipt(Receipt receipt, Bytes input) throws VerificationException {
    Require.roundTrip(receipt, Receipt::decode);
    VerifiedReceipt verified = receipt.verifyInclusion(ENTRY, new FixedKeys.Credulous());
    Require.that(
        receipt.unverifiedProofs().contains(verified.statedProof()), "a proof of the receipt");
    verified.statedHead().ifPresent(head -> Require.equal(head.root(), verified.root(), "root"));
    VerifiedReceipt signed = receipt.verifyInclusion(ENTRY, RESOLVER);
    Require.equal(TREE.head().root(), signed.root(), "the only root that was ever signed");
    receipt.verifyConsistency(new TreeHead(3, TREE.head(3).root()), RESOLVER);
  }

  private static void statement(TransparentStatement statement, Bytes input) throws Exception {
    Require.roundTrip(statement, TransparentStatement::decode);
    Bytes entry = statement.entry();
    Require.equal(entry, TransparentStatement.decode(entry).entry(), "the entry of the entry");
    statement.verify(new FixedKeys.Credulous(), new FixedKeys.Credulous());
    statement.verifyReceipts(RESOLVER);
  }

  private static MerkleTree tree() {
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < 7; i++) {
      tree.append(i == 4 ? ENTRY : Bytes.ofUtf8("entry " + i));
    }
    return tree;
  }

  private static byte[] encoded(CborEncodable value) {
    return value.encode().toBytes().toByteArray();
  }

  private static List<byte[]> receiptSeeds() throws Exception {
    CoseSigner signer = CoseSigner.of(FixedKeys.SIGNING);
    return List.of(
        ledgerReceipt(),
        encoded(
            Receipt.builder(TREE.head())
                .add(TREE.inclusionProof(4, 7))
                .add(TREE.consistencyProof(3, 7))
                .sign(signer)),
        encoded(Receipt.builder(TREE.head()).add(TREE.consistencyProof(4, 7)).sign(signer)));
  }

  private static List<byte[]> statementSeeds() throws Exception {
    CoseSigner signer = CoseSigner.of(FixedKeys.SIGNING);
    TransparentStatement statement =
        TransparentStatement.of(CoseSign1.sign(Bytes.ofUtf8("payload"), signer));
    MerkleTree log = new MerkleTree();
    log.append(ENTRY);
    long index = log.append(statement.entry());
    Receipt receipt =
        Receipt.builder(log.head()).add(log.inclusionProof(index, log.size())).sign(signer);
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(encoded(statement.withReceipt(receipt)));
    seeds.add(encoded(statement.withReceipt(receipt).withReceipt(receipt)));
    return seeds;
  }
}
