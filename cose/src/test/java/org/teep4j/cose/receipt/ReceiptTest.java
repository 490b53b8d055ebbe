package org.teep4j.cose.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseShapes;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.Keys;
import org.teep4j.cose.VerifiableDataStructure;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** Receipts of RFC9162_SHA256 (RFC 9942). */
class ReceiptTest {

  /** The examples of the working group's repository, with the same log and another signature. */
  private static final String PROTECTED =
      "a40126044a746573742d6b65792d3119018b010fa101782868747470733a2f2f7472616e73706172656e6379"
          + "2d736572766963652e6578616d706c652e636f6d";

  private static final Bytes INCLUSION_EXAMPLE =
      Bytes.fromHex(
          "d2845840"
              + PROTECTED
              + "a119018ca12081586a8305038358203d06455dd33da4e9bbd8090677a2d0955e6dffe4b92069605a4689"
              + "20d1198095582033a5211719e06238a191c7244a7633187da2c9aaa5bc6dec54e2cbb4982554345820"
              + "4d75742d9ea02f7767dcd554a7878ff22cdb208be9f3d35f7aa7700b57e741c0f6584034e81008fb0e"
              + "4e5216576687454"
              + "50df608d0e5c015dffc5d607dd78236c2908f4e2b643817d9191d0abd7c074aff2b1bfda519ab3fab"
              + "210ff2e0a1de275de6a7");

  private static final Bytes CONSISTENCY_EXAMPLE =
      Bytes.fromHex(
          "d2845840"
              + PROTECTED
              + "a119018ca12181588c8303058458203d06455dd33da4e9bbd8090677a2d0955e6dffe4b92069605a4689"
              + "20d11980955820987ba8093cabe31046a77bbe9aa4b5f62675d943386c7fbbe249cbaca5da242d5820"
              + "33a5211719e06238a191c7244a7633187da2c9aaa5bc6dec54e2cbb49825543458204d75742d9ea02f"
              + "7767dcd554a7878ff22cdb208be9f3d35f7aa7700b57e741c0f65840a1373d8ba837eedb7680692e7b"
              + "da76569acd2f92259ad482c7076f201c8657910f5623b1ecaa40d845a5d1a49f3f5bd8927096384cfc"
              + "cea52933f448523fe685");

  private static final CoseKey KEY = Keys.on(CoseCurve.P256).withKeyId(Bytes.ofUtf8("service"));
  private static final CoseKey OTHER = Keys.generate(CoseCurve.P256);

  private final MerkleTree tree = new MerkleTree();

  ReceiptTest() {
    // The log of the examples of RFC 9942: 26 entries, again and again.
    for (int i = 0; i < 104; i++) {
      tree.append(entry(i));
    }
  }

  private static Bytes entry(int index) {
    return Bytes.ofUtf8("entry-" + index % 26);
  }

  private static CoseVerifier verifier(CoseKey key) throws Exception {
    return CoseVerifier.of(key);
  }

  private Receipt inclusion(int leaf, int size) throws Exception {
    return Receipt.builder(tree.head(size))
        .add(tree.inclusionProof(leaf, size))
        .sign(CoseSigner.of(KEY));
  }

  /** The examples of RFC 9942 show the ends of their hashes, and no key. */
  @Test
  void thePathsOfTheExamplesOfRfc9942() {
    assertEquals(
        List.of("fc9f050f...221c92cb", "bd0136ad...6b28cf21", "d68af9d6...93b1632b"),
        elided(tree.inclusionProof(17, 20))); // Figure 6
    assertEquals(
        List.of(
            "e5b3e764...c4a813bc",
            "87e8a084...4f529f69",
            "f712f76d...92a0ff36",
            "d68af9d6...93b1632b",
            "249efab6...b7614ccd",
            "85dd6293...38914dc1"),
        elided(tree.consistencyProof(20, 104))); // Figure 9
  }

  private static List<String> elided(MerkleProof proof) {
    return proof.path().stream()
        .map(hash -> hash.slice(0, 4).toHex() + "..." + hash.slice(28).toHex())
        .toList();
  }

  /** Both receipts are of the same log: each has the leaf that the other one is about. */
  @Test
  void theReceiptsOfTheWorkingGroup() throws Exception {
    Receipt receipt = Receipt.decode(INCLUSION_EXAMPLE);
    assertEquals(INCLUSION_EXAMPLE, receipt.encode().toBytes());
    assertEquals(
        Optional.of(VerifiableDataStructure.RFC9162_SHA256), receipt.statedDataStructure());
    InclusionProof inclusion = (InclusionProof) receipt.unverifiedProofs().get(0);
    assertEquals(5, inclusion.treeSize());
    assertEquals(3, inclusion.leafIndex());
    ConsistencyProof consistency =
        (ConsistencyProof) Receipt.decode(CONSISTENCY_EXAMPLE).unverifiedProofs().get(0);
    assertEquals(3, consistency.olderSize());
    assertEquals(5, consistency.treeSize());
    List<Bytes> path = consistency.path();
    Bytes olderRoot = NaiveTree.node(path.get(2), path.get(0));
    assertEquals(consistency.computeRoot(olderRoot), inclusion.root(path.get(1), new MerkleHash()));
  }

  @Test
  void inclusionIsVerified() throws Exception {
    Receipt receipt = inclusion(17, 20);
    Receipt received = Receipt.decode(receipt.encode().toBytes());
    assertEquals(receipt, received);
    assertEquals(receipt.hashCode(), received.hashCode());
    assertEquals(
        "Receipt[" + received.unverifiedHeaders() + ", " + received.unverifiedProofs() + "]",
        received.toString());
    VerifiedReceipt verified = received.verifyInclusion(entry(17), verifier(KEY));
    assertEquals(tree.head(20).root(), verified.root());
    assertEquals(
        "VerifiedReceipt["
            + verified.root()
            + ", "
            + verified.algorithm()
            + ", kid=h'73657276696365']",
        verified.toString());
    assertEquals(Optional.of(tree.head(20)), verified.statedHead());
    assertEquals(tree.inclusionProof(17, 20), verified.statedProof());
    assertEquals(KEY.keyId(), verified.keyId());
    assertEquals(Optional.empty(), verified.headers().parameter(Receipt.VDP));
    refused(Failure.SIGNATURE, () -> received.verifyInclusion(entry(18), verifier(KEY)));
    refused(Failure.SIGNATURE, () -> received.verifyInclusion(entry(17), verifier(OTHER)));
    refused(Failure.NO_PROOF, () -> received.verifyConsistency(tree.head(3), verifier(KEY)));
  }

  @Test
  void consistencyIsVerified() throws Exception {
    TreeHead older =
        inclusion(17, 20).verifyInclusion(entry(17), verifier(KEY)).statedHead().orElseThrow();
    Receipt receipt =
        Receipt.builder(tree.head())
            .add(tree.consistencyProof(7, 104))
            .add(tree.consistencyProof(20, 104))
            .sign(CoseSigner.of(KEY));
    Receipt received = Receipt.decode(receipt.encode().toBytes());
    VerifiedReceipt verified = received.verifyConsistency(older, verifier(KEY));
    assertEquals(Optional.of(tree.head()), verified.statedHead());
    refused(Failure.PROOF, () -> received.verifyConsistency(other(20), verifier(KEY)));
    refused(Failure.NO_PROOF, () -> received.verifyConsistency(tree.head(21), verifier(KEY)));
    refused(Failure.SIGNATURE, () -> received.verifyConsistency(older, verifier(OTHER)));
    refused(Failure.NO_PROOF, () -> received.verifyInclusion(entry(17), verifier(KEY)));
  }

  private static TreeHead other(long size) {
    return new TreeHead(size, NaiveTree.sha256());
  }

  @Test
  void oneOfSeveralProofsMustDo() throws Exception {
    Receipt receipt =
        Receipt.builder(tree.head(30))
            .add(tree.consistencyProof(20, 30))
            .add(tree.inclusionProof(2, 30))
            .add(tree.inclusionProof(29, 30))
            .sign(CoseSigner.of(KEY));
    assertEquals(receipt.unverifiedProofs(), decoded(receipt).unverifiedProofs());
    VerifiedReceipt verified = decoded(receipt).verifyInclusion(entry(29), verifier(KEY));
    assertEquals(tree.inclusionProof(29, 30), verified.statedProof());
    decoded(receipt).verifyConsistency(tree.head(20), verifier(KEY));
    refused(Failure.SIGNATURE, () -> receipt.verifyInclusion(entry(4), verifier(KEY)));
  }

  private static Receipt decoded(Receipt receipt) throws DecodeException {
    return Receipt.decode(receipt.encode().toBytes());
  }

  /** RFC 9942 permits the root in the receipt. It is compared with the one that is computed. */
  @Test
  void anAttachedRootIsComparedFirst() throws Exception {
    CoseHeaders headers = headers(inclusion(17, 20));
    Receipt right =
        Receipt.decode(
            CoseSign1.builder()
                .headers(headers)
                .payload(tree.head(20).root())
                .sign(CoseSigner.of(KEY))
                .encode()
                .toBytes());
    right.verifyInclusion(entry(17), verifier(KEY));
    refused(Failure.PROOF, () -> right.verifyInclusion(entry(16), verifier(KEY)));
    refused(Failure.SIGNATURE, () -> right.verifyInclusion(entry(17), verifier(OTHER)));
    Receipt wrong =
        Receipt.decode(
            CoseSign1.builder()
                .headers(headers)
                .payload(tree.head(21).root())
                .sign(CoseSigner.of(KEY))
                .encode()
                .toBytes());
    refused(Failure.PROOF, () -> wrong.verifyInclusion(entry(17), verifier(KEY)));
  }

  private static CoseHeaders headers(Receipt receipt) {
    return receipt.unverifiedHeaders();
  }

  @Test
  void vdsMayBeCritical() throws Exception {
    CoseHeaders critical =
        CoseHeaders.builder()
            .protect(Receipt.VDS, CoseLabel.of(1))
            .critical(List.of(Receipt.VDS))
            .build();
    Receipt receipt =
        Receipt.builder(tree.head(20))
            .headers(critical)
            .add(tree.inclusionProof(17, 20))
            .sign(CoseSigner.of(KEY));
    decoded(receipt).verifyInclusion(entry(17), verifier(KEY));
  }

  @Test
  void aSignerMayAnswerLater() throws Exception {
    Receipt receipt =
        Receipt.builder(tree.head(20))
            .add(tree.inclusionProof(17, 20))
            .signAsync(CoseAsyncSigner.of(CoseSigner.of(KEY), Runnable::run))
            .get();
    decoded(receipt).verifyInclusion(entry(17), verifier(KEY));
  }

  @Test
  void theBuilderRefusesWhatDoesNotFit() {
    ReceiptBuilder builder = Receipt.builder(tree.head(20));
    assertThrows(IllegalStateException.class, () -> builder.sign(CoseSigner.of(KEY)));
    assertThrows(IllegalArgumentException.class, () -> builder.add(tree.inclusionProof(17, 21)));
    for (int i = 0; i < Receipt.MOST_PROOFS; i++) {
      builder.add(tree.inclusionProof(i, 20));
    }
    assertThrows(IllegalStateException.class, () -> builder.add(tree.inclusionProof(17, 20)));
  }

  @Test
  void anUnknownDataStructureIsNeverVerified() throws Exception {
    Receipt receipt =
        Receipt.decode(
            Edn.parse("18([<<{1: -7, 395: 77}>>, {396: {-1: [\"anything\"]}}, null, h'00'])"));
    assertEquals(Optional.empty(), receipt.statedDataStructure());
    assertEquals(List.of(), receipt.unverifiedProofs());
    refused(Failure.DATA_STRUCTURE, () -> receipt.verifyInclusion(entry(0), verifier(KEY)));
    refused(Failure.DATA_STRUCTURE, () -> receipt.verifyConsistency(tree.head(1), verifier(KEY)));
  }

  @Test
  void malformedReceiptsAreRefused() throws Exception {
    String proof = "<<[1, 0, []]>>";
    Receipt.decode(Edn.parse(receipt("{396: {-1: [" + proof + "]}}")));
    malformed(
        Reason.UNEXPECTED_TAG, "COSE_Sign1", receipt("{396: {-1: [" + proof + "]}}").substring(2));
    malformed(
        Reason.MISSING_ELEMENT,
        "COSE_Sign1",
        "18([<<{1: -7}>>, {395: 1, 396: {-1: [" + proof + "]}}, null, h''])");
    malformed(
        Reason.MISSING_ELEMENT,
        "COSE_Sign1",
        "18([<<{1: -7, 395: 1, 396: {-1: [" + proof + "]}}>>, {}, null, h''])");
    malformed(Reason.MISSING_ELEMENT, "COSE_Sign1/unprotected/vdp", receipt("{396: {}}"));
    malformed(Reason.UNEXPECTED_TYPE, "COSE_Sign1/unprotected/vdp", receipt("{396: []}"));
    malformed(
        Reason.UNEXPECTED_ELEMENT,
        "COSE_Sign1/unprotected/vdp",
        receipt("{396: {-3: [" + proof + "]}}"));
    malformed(
        Reason.WRONG_LENGTH,
        "COSE_Sign1/unprotected/vdp/inclusion-proof",
        receipt("{396: {-1: []}}"));
    malformed(
        Reason.UNEXPECTED_TYPE,
        "COSE_Sign1/unprotected/vdp",
        receipt("{396: {-1: " + proof + "}}"));
    malformed(
        Reason.UNEXPECTED_TYPE,
        "COSE_Sign1/unprotected/vdp/inclusion-proof[0]",
        receipt("{396: {-1: [1]}}"));
    malformed(
        Reason.TRAILING_BYTES,
        "COSE_Sign1/unprotected/vdp/inclusion-proof[1]",
        receipt("{396: {-1: [" + proof + ", <<[1, 0, []], 0>>]}}"));
    malformed(
        Reason.VALUE_OUT_OF_RANGE,
        "COSE_Sign1/unprotected/vdp/consistency-proof[0]",
        receipt("{396: {-2: [<<[2, 2, []]>>]}}"));
    String many =
        java.util.stream.Stream.generate(() -> proof).limit(17).collect(Collectors.joining(", "));
    malformed(
        Reason.FIXED_LIMIT, "COSE_Sign1/unprotected/vdp", receipt("{396: {-1: [" + many + "]}}"));
  }

  private static String receipt(String unprotected) {
    return "18([<<{1: -7, 395: 1}>>, " + unprotected + ", null, h''])";
  }

  private static void malformed(Reason reason, String path, String edn) throws DecodeException {
    Bytes encoded = Edn.parse(edn.startsWith("18") ? edn : edn.substring(1, edn.length() - 1));
    DecodeException e = assertThrows(DecodeException.class, () -> Receipt.decode(encoded));
    assertEquals(reason, e.reason(), e.getMessage());
    assertEquals(path, e.path(), e.getMessage());
  }

  /** The offset counts from the start of the receipt, at the place of the fault. */
  @Test
  void offsetsAreThoseOfTheReceipt() throws Exception {
    Bytes encoded = Edn.parse(receipt("{396: {-1: [<<[1, 0, [h'00']]>>]}}"));
    DecodeException e = assertThrows(DecodeException.class, () -> Receipt.decode(encoded));
    assertEquals(encoded.toHex().indexOf("8301008141") / 2 + 3, e.offset(), e.getMessage());
  }

  @Test
  void notationNamesTheParts() throws Exception {
    String text = Edn.print(CONSISTENCY_EXAMPLE, CoseShapes.receipt(), EdnPrintOptions.pretty());
    for (String part :
        List.of(
            "/ vds / 395: 1 / RFC9162_SHA256 /",
            "/ vdp / 396:",
            "/ consistency / -2:",
            "/ tree-size-1 / 3",
            "/ tree-size-2 / 5",
            "/ consistency-path /")) {
      assertTrue(text.contains(part), text);
    }
    Bytes statement = Edn.parse("18([h'', {394: [h'" + INCLUSION_EXAMPLE.toHex() + "']}, '', ''])");
    String inside = Edn.print(statement, CoseShapes.receipt(), EdnPrintOptions.pretty());
    assertTrue(inside.contains("/ receipts / 394:"), inside);
    assertTrue(inside.contains("/ leaf-index / 3"), inside);
  }

  @FunctionalInterface
  private interface Verification {
    void run() throws Exception;
  }

  private static void refused(Failure failure, Verification verification) {
    VerificationException e = assertThrows(VerificationException.class, verification::run);
    assertEquals(failure, e.failure(), e.getMessage());
  }
}
