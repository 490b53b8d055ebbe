package org.teep4j.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDigest;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerifiableDataStructure;
import org.teep4j.cose.receipt.CcfInclusionProof;
import org.teep4j.cose.receipt.CcfInclusionProof.Sibling;
import org.teep4j.cose.receipt.MerkleTree;
import org.teep4j.cose.receipt.Receipt;

/** Which proofs of receipts the code can really use: each is tried. */
final class SupportedReceipts {

  private static final Bytes ENTRY = Bytes.ofUtf8("entry");

  private SupportedReceipts() {}

  /** By heading, the rows of the table: cells from left to right. */
  static Map<String, List<List<String>>> tables() throws Exception {
    List<List<String>> rows = new ArrayList<>();
    for (VerifiableDataStructure structure : VerifiableDataStructure.values()) {
      List<String> row = new ArrayList<>(List.of(structure.name(), "" + structure.id()));
      switch (structure) {
        case RFC9162_SHA256 -> row.addAll(List.of("yes", "yes", merkleTree()));
        case CCF_LEDGER_SHA256 -> row.addAll(List.of("yes", "yes", ledger()));
      }
      rows.add(row);
    }
    Map<String, List<List<String>>> tables = new LinkedHashMap<>();
    tables.put("Receipts", rows);
    return tables;
  }

  /** The kinds of proofs that are verified after they were encoded and decoded. */
  private static String merkleTree() throws Exception {
    CoseKey key = ExampleKeys.p256();
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < 5; i++) {
      tree.append(ENTRY);
    }
    Receipt made =
        Receipt.builder(tree.head())
            .add(tree.inclusionProof(3, 5))
            .add(tree.consistencyProof(3, 5))
            .sign(CoseSigner.of(key));
    Receipt receipt = Receipt.decode(made.encode().toBytes());
    receipt.verifyInclusion(ENTRY, CoseVerifier.of(key));
    receipt.verifyConsistency(tree.head(3), CoseVerifier.of(key));
    return "inclusion, consistency";
  }

  private static String ledger() throws Exception {
    CoseKey key = ExampleKeys.p256();
    Bytes hash = sha256(ENTRY);
    List<Sibling> path = List.of(new Sibling(false, hash));
    CcfInclusionProof proof = new CcfInclusionProof(hash, "ce", hash, path);
    Bytes leaf = sha256(hash, sha256(Bytes.ofUtf8("ce")), hash);
    String wrapped = "h'" + proof.encode().toBytes().toHex() + "'";
    CoseHeaders both =
        CoseHeaders.builder()
            .protect(CoseHeaderParameter.VDS.label(), Edn.parse("2"))
            .unprotect(CoseHeaderParameter.VDP.label(), Edn.parse("{-1: [" + wrapped + "]}"))
            .build();
    CoseSign1 message =
        CoseSign1.builder()
            .headers(both)
            .payload(sha256(leaf, hash))
            .detached()
            .sign(CoseSigner.of(key));
    Receipt.decode(message.encode().toBytes()).verifyInclusion(ENTRY, CoseVerifier.of(key));
    return "inclusion";
  }

  private static Bytes sha256(Bytes... parts) throws Exception {
    return CoseDigest.compute(CoseAlgorithm.SHA_256, Segments.of(parts));
  }
}
