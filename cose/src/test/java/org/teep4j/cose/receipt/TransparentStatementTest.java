package org.teep4j.cose.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.Keys;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** Signed statements with receipts. */
class TransparentStatementTest {

  private static final CoseKey ISSUER = Keys.on(CoseCurve.ED25519);
  private static final CoseKey SERVICE = Keys.on(CoseCurve.P256);
  private static final CoseKey SECOND = Keys.generate(CoseCurve.P256);
  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");

  private static CoseVerifier trust(CoseKey key) throws Exception {
    return CoseVerifier.of(key);
  }

  private static TransparentStatement signed() throws Exception {
    CoseHeaders headers = CoseHeaders.builder().keyId(Bytes.ofUtf8("issuer")).build();
    return TransparentStatement.of(
        CoseSign1.builder().headers(headers).payload(PAYLOAD).sign(CoseSigner.of(ISSUER)));
  }

  private static Receipt register(Bytes entry, CoseKey service) throws Exception {
    MerkleTree tree = new MerkleTree();
    tree.append(Bytes.ofUtf8("another"));
    long index = tree.append(entry);
    tree.append(Bytes.ofUtf8("one more"));
    return Receipt.builder(tree.head())
        .add(tree.inclusionProof(index, tree.size()))
        .sign(CoseSigner.of(service));
  }

  @Test
  void theEntryHasNoUnprotectedHeader() throws Exception {
    TransparentStatement statement = signed();
    CoseSign1 entry = CoseSign1.decode(statement.entry());
    assertEquals(Map.of(), entry.unverifiedHeaders().unprotectedParameters());
    assertEquals(PAYLOAD, entry.verify(trust(ISSUER)).bytes());
    TransparentStatement registered = statement.withReceipt(register(statement.entry(), SERVICE));
    assertEquals(statement.entry(), registered.entry());
    assertEquals(
        "issuer",
        new String(
            registered.statement().unverifiedHeaders().keyId().orElseThrow().toByteArray(),
            java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void issuerAndServiceAreVerified() throws Exception {
    TransparentStatement statement = signed();
    TransparentStatement registered =
        statement
            .withReceipt(register(statement.entry(), SERVICE))
            .withReceipt(register(statement.entry(), SECOND));
    TransparentStatement received = TransparentStatement.decode(registered.encode().toBytes());
    assertEquals(registered, received);
    assertEquals(2, received.unverifiedReceipts().size());
    VerifiedStatement verified = received.verify(trust(ISSUER), trust(SERVICE));
    assertEquals(PAYLOAD, verified.payload().bytes());
    assertEquals(1, verified.receipts().size());
    assertEquals(
        "VerifiedStatement[" + verified.payload() + ", " + verified.receipts() + "]",
        verified.toString());
    assertEquals("TransparentStatement[" + received.statement() + "]", received.toString());
    assertEquals(2, received.verifyReceipts(CoseKeyResolver.of(List.of(SERVICE, SECOND))).size());
    refused(
        Failure.SIGNATURE,
        () -> received.verify(trust(ISSUER), trust(Keys.generate(CoseCurve.P256))));
    refused(Failure.ALGORITHM, () -> received.verify(trust(SERVICE), trust(SERVICE)));
    refused(Failure.ALGORITHM, () -> received.verify(trust(ISSUER), trust(ISSUER)));
    refused(Failure.NO_RECEIPT, () -> statement.verify(trust(ISSUER), trust(SERVICE)));
  }

  @Test
  void aReceiptOfAnotherStatementProvesNothing() throws Exception {
    TransparentStatement statement = signed();
    TransparentStatement other =
        TransparentStatement.of(CoseSign1.sign(Bytes.ofUtf8("other"), CoseSigner.of(ISSUER)));
    TransparentStatement mixed = statement.withReceipt(register(other.entry(), SERVICE));
    refused(Failure.SIGNATURE, () -> mixed.verifyReceipts(trust(SERVICE)));
  }

  @Test
  void whatIsMalformedIsIgnoredBesideAGoodReceipt() throws Exception {
    TransparentStatement statement = signed();
    Bytes good = register(statement.entry(), SERVICE).encode().toBytes();
    Bytes unknown = Edn.parse("18([<<{1: -7, 395: 77}>>, {396: {-1: [1]}}, null, h'00'])");
    Bytes bad = Bytes.fromHex("00");
    assertEquals(1, with(statement, bad, unknown, good).verifyReceipts(trust(SERVICE)).size());
    refused(Failure.NO_RECEIPT, () -> with(statement, bad).verifyReceipts(trust(SERVICE)));
    refused(
        Failure.DATA_STRUCTURE, () -> with(statement, bad, unknown).verifyReceipts(trust(SERVICE)));
    Bytes[] many = Collections.nCopies(17, bad).toArray(new Bytes[0]);
    many[15] = good;
    assertEquals(1, with(statement, many).verifyReceipts(trust(SERVICE)).size());
    many[15] = bad;
    many[16] = good;
    refused(Failure.NO_RECEIPT, () -> with(statement, many).verifyReceipts(trust(SERVICE)));
  }

  private static TransparentStatement with(TransparentStatement statement, Bytes... receipts) {
    CoseHeaders headers = CoseHeaders.builder().receipts(List.of(receipts)).build();
    return TransparentStatement.of(
        statement.statement().withUnprotected(headers.unprotectedParameters()));
  }

  @Test
  void theUnprotectedHeaderIsCheckedWhenItIsReplaced() throws Exception {
    CoseSign1 statement = signed().statement();
    CoseLabel receipts = CoseHeaderParameter.RECEIPTS.label();
    for (Map<CoseLabel, Bytes> each :
        List.of(
            Map.of(receipts, Edn.parse("1")),
            Map.of(receipts, Edn.parse("[1]")),
            Map.of(receipts, Edn.parse("[h'00'], 1")),
            Map.of(CoseHeaderParameter.ALG.label(), Edn.parse("-8")),
            Map.of(CoseHeaderParameter.TYP.label(), Edn.parse("1")))) {
      assertThrows(IllegalArgumentException.class, () -> statement.withUnprotected(each));
    }
    CoseSign1 replaced = statement.withUnprotected(Map.of(receipts, Edn.parse("[h'01']")));
    assertEquals(List.of(Bytes.fromHex("01")), replaced.unverifiedHeaders().receipts());
    assertEquals(statement.signature(), replaced.signature());
    assertThrows(
        IllegalArgumentException.class, () -> CoseHeaders.builder().receipts(List.of()).build());
  }

  @Test
  void protectedReceiptsAreReadAndNotAddedTo() throws Exception {
    Bytes receipt = register(signed().entry(), SERVICE).encode().toBytes();
    CoseHeaders headers =
        CoseHeaders.builder()
            .protect(
                CoseHeaderParameter.RECEIPTS.label(),
                writer -> writer.beginArray().writeBytes(receipt).endArray())
            .build();
    TransparentStatement statement =
        TransparentStatement.of(
            CoseSign1.builder().headers(headers).payload(PAYLOAD).sign(CoseSigner.of(ISSUER)));
    assertEquals(List.of(receipt), statement.unverifiedReceipts());
    assertThrows(
        IllegalArgumentException.class, () -> statement.withReceipt(Receipt.decode(receipt)));
  }

  /** No changed bit is accepted, except those that are neither signed nor in the way of a proof. */
  @Property(tries = 5)
  void everyChangedBitIsNoticed(@ForAll byte[] content) throws Exception {
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < 5; i++) {
      tree.append(Bytes.wrap(content));
    }
    tree.append(Bytes.ofUtf8("entry"));
    Receipt receipt =
        Receipt.builder(tree.head()).add(tree.inclusionProof(5, 6)).sign(CoseSigner.of(SERVICE));
    byte[] encoded = receipt.encode().toBytes().toByteArray();
    CoseVerifier verifier = trust(SERVICE);
    for (int i = 0; i < 8 * encoded.length; i += 7) {
      byte[] damaged = encoded.clone();
      damaged[i / 8] ^= (byte) (1 << i % 8);
      try {
        Receipt changed = Receipt.decode(Bytes.wrap(damaged));
        VerifiedReceipt verified = changed.verifyInclusion(Bytes.ofUtf8("entry"), verifier);
        assertEquals(tree.head().root(), verified.root());
      } catch (DecodeException | VerificationException e) {
        // refused
      }
    }
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
