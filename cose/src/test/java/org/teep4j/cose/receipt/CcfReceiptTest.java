package org.teep4j.cose.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseShapes;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSign1Builder;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.Keys;
import org.teep4j.cose.VerifiableDataStructure;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.receipt.CcfInclusionProof.Sibling;

/** Receipts of CCF ledgers (draft-ietf-scitt-receipts-ccf-profile), made by hand. */
class CcfReceiptTest {

  private static final CoseKey KEY = Keys.on(CoseCurve.P384);
  private static final Bytes ENTRY = Bytes.ofUtf8("entry");
  private static final String EVIDENCE = "ce:2.17:00";
  private static final Bytes TRANSACTION = hash("transaction");
  private static final Bytes LEFT = hash("left");
  private static final Bytes RIGHT = hash("right");

  private static Bytes hash(String text) {
    return NaiveTree.sha256(Bytes.ofUtf8(text));
  }

  private static CcfInclusionProof proof(Bytes entry, Sibling... path) {
    return new CcfInclusionProof(TRANSACTION, EVIDENCE, NaiveTree.sha256(entry), List.of(path));
  }

  private static CcfInclusionProof proof() {
    return proof(ENTRY, new Sibling(true, LEFT), new Sibling(false, RIGHT));
  }

  /** {@code compute_root} of Section 3.2, for the proof above. */
  private static Bytes root() {
    Bytes leaf = NaiveTree.sha256(TRANSACTION, hash(EVIDENCE), NaiveTree.sha256(ENTRY));
    return NaiveTree.sha256(NaiveTree.sha256(LEFT, leaf), RIGHT);
  }

  private static CoseSign1Builder message(VerifiableProof... proofs) {
    CoseHeaders headers =
        CoseHeaders.builder()
            .protect(Receipt.VDS, CoseLabel.of(2))
            .unprotect(
                Receipt.VDP,
                writer -> {
                  writer.beginMap().writeLong(-1).beginArray();
                  for (VerifiableProof each : proofs) {
                    writer.writeWrapped(each);
                  }
                  writer.endArray().endMap();
                })
            .build();
    return CoseSign1.builder().headers(headers).payload(root());
  }

  private static Receipt receipt(VerifiableProof... proofs) throws Exception {
    return Receipt.decode(message(proofs).detached().sign(CoseSigner.of(KEY)).encode().toBytes());
  }

  @Test
  void inclusionIsVerified() throws Exception {
    Receipt receipt = receipt(proof());
    assertEquals(
        Optional.of(VerifiableDataStructure.CCF_LEDGER_SHA256), receipt.statedDataStructure());
    VerifiedReceipt verified = receipt.verifyInclusion(ENTRY, CoseVerifier.of(KEY));
    assertEquals(root(), verified.root());
    assertEquals(proof(), verified.statedProof());
    assertEquals(Optional.empty(), verified.statedHead());
    refused(
        Failure.SIGNATURE,
        () -> receipt.verifyInclusion(ENTRY, CoseVerifier.of(Keys.generate(CoseCurve.P384))));
    refused(
        Failure.NO_PROOF,
        () -> receipt.verifyConsistency(new TreeHead(1, LEFT), CoseVerifier.of(KEY)));
  }

  /** The hash of the entry is in the proof, so that another entry is found before the signature. */
  @Test
  void anotherEntryIsRefused() throws Exception {
    Receipt receipt = receipt(proof());
    refused(
        Failure.PROOF, () -> receipt.verifyInclusion(Bytes.ofUtf8("other"), CoseVerifier.of(KEY)));
    Receipt forged =
        receipt(proof(Bytes.ofUtf8("other"), new Sibling(true, LEFT), new Sibling(false, RIGHT)));
    refused(
        Failure.SIGNATURE,
        () -> forged.verifyInclusion(Bytes.ofUtf8("other"), CoseVerifier.of(KEY)));
  }

  @Test
  void everyProofMustLeadToTheSameRoot() throws Exception {
    receipt(proof(), proof()).verifyInclusion(ENTRY, CoseVerifier.of(KEY));
    Receipt two = receipt(proof(), proof(ENTRY, new Sibling(true, LEFT)));
    refused(Failure.PROOF, () -> two.verifyInclusion(ENTRY, CoseVerifier.of(KEY)));
  }

  /** A proof of the other data structure would lead to a root in another way. */
  @Test
  void proofsOfTheOtherDataStructureAreRefused() throws Exception {
    MerkleTree tree = new MerkleTree();
    tree.append(ENTRY);
    tree.append(ENTRY);
    Bytes encoded =
        message(tree.inclusionProof(0, 2)).detached().sign(CoseSigner.of(KEY)).encode().toBytes();
    DecodeException e = assertThrows(DecodeException.class, () -> Receipt.decode(encoded));
    assertEquals(Reason.UNEXPECTED_TYPE, e.reason());
    malformed(Reason.UNEXPECTED_ELEMENT, "18([<<{1: -35, 395: 2}>>, {396: {-2: []}}, null, h''])");
  }

  @Test
  void thePayloadMustBeDetached() throws Exception {
    Bytes attached = message(proof()).sign(CoseSigner.of(KEY)).encode().toBytes();
    DecodeException e = assertThrows(DecodeException.class, () -> Receipt.decode(attached));
    assertEquals(Reason.UNEXPECTED_ELEMENT, e.reason());
  }

  @Test
  void proofsAreDecodedAndEncoded() throws Exception {
    CcfInclusionProof proof = proof();
    assertEquals(proof, CcfInclusionProof.decodeUnverified(proof.encode().toBytes()));
    String hash = "h'" + "00".repeat(32) + "'";
    String leaf = "1: [" + hash + ", \"e\", " + hash + "]";
    String path = "2: [[true, " + hash + "]]";
    CcfInclusionProof.decodeUnverified(Edn.parse("{" + leaf + ", " + path + "}"));
    CcfInclusionProof.decodeUnverified(Edn.parse("{" + path + ", " + leaf + "}"));
    for (String[] each :
        new String[][] {
          {"MISSING_ELEMENT", "{" + leaf + "}"},
          {"MISSING_ELEMENT", "{" + path + "}"},
          {"WRONG_LENGTH", "{" + leaf + ", 2: []}"},
          {"WRONG_LENGTH", "{" + leaf + ", 2: [[true, h'00']]}"},
          {"WRONG_LENGTH", "{" + leaf + ", 2: [[true]]}"},
          {"UNEXPECTED_TYPE", "{" + leaf + ", 2: [[1, " + hash + "]]}"},
          {"UNEXPECTED_ELEMENT", "{" + leaf + ", " + path + ", 3: 1}"},
          {"WRONG_LENGTH", "{1: [" + hash + ", \"\", " + hash + "], " + path + "}"},
          {
            "WRONG_LENGTH",
            "{1: [" + hash + ", \"" + "e".repeat(1025) + "\", " + hash + "], " + path + "}"
          },
          {
            "FIXED_LIMIT",
            "{" + leaf + ", 2: [" + ("[true, " + hash + "], ").repeat(64) + "[true, " + hash + "]]}"
          },
        }) {
      Bytes encoded = Edn.parse(each[1]);
      DecodeException e =
          assertThrows(
              DecodeException.class, () -> CcfInclusionProof.decodeUnverified(encoded), each[1]);
      assertEquals(Reason.valueOf(each[0]), e.reason(), each[1] + ": " + e.getMessage());
    }
  }

  @Test
  void aSecondLeafIsRefused() throws Exception {
    String map = proof().encode().toBytes().slice(1).toHex();
    String leaf = map.substring(0, map.indexOf("0282"));
    Bytes encoded = Bytes.fromHex("a3" + leaf + map);
    DecodeException e =
        assertThrows(DecodeException.class, () -> CcfInclusionProof.decodeUnverified(encoded));
    assertEquals(Reason.DUPLICATE_KEY, e.reason());
  }

  @Test
  void whatIsMadeIsChecked() {
    List<Sibling> one = List.of(new Sibling(true, LEFT));
    assertThrows(IllegalArgumentException.class, () -> new Sibling(true, Bytes.empty()));
    assertThrows(IllegalArgumentException.class, () -> proof(ENTRY));
    List<Sibling> many = new ArrayList<>(Collections.nCopies(65, one.get(0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CcfInclusionProof(TRANSACTION, EVIDENCE, LEFT, many));
    assertThrows(
        IllegalArgumentException.class, () -> new CcfInclusionProof(TRANSACTION, "", LEFT, one));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CcfInclusionProof(Bytes.empty(), EVIDENCE, LEFT, one));
  }

  @Test
  void notationNamesTheParts() throws Exception {
    Bytes encoded = message(proof()).detached().sign(CoseSigner.of(KEY)).encode().toBytes();
    String text = Edn.print(encoded, CoseShapes.receipt(), EdnPrintOptions.pretty());
    for (String part :
        List.of("395: 2 / CCF_LEDGER_SHA256 /", "/ inclusion / -1:", "/ leaf / 1:", "/ left /")) {
      assertTrue(text.contains(part), text);
    }
  }

  private static void malformed(Reason reason, String edn) throws DecodeException {
    Bytes encoded = Edn.parse(edn);
    DecodeException e = assertThrows(DecodeException.class, () -> Receipt.decode(encoded));
    assertEquals(reason, e.reason(), e.getMessage());
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
