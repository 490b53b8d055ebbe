package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.Refused.edn;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseEncryptor;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyAgreement;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.DecryptOptions;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptionPurpose;
import org.teep4j.suit.report.SuitReference;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportOpener;
import org.teep4j.suit.report.SuitReportProtector;

/** SUIT_Report_Protected in all its forms. */
class ProtectedReportTest {

  private static final CoseKey SIGNING = key(CoseAlgorithm.ESP256);
  private static final CoseKey SHARED = key(CoseAlgorithm.HMAC_256);
  private static final CoseKey CONTENT = key(CoseAlgorithm.A128GCM);
  private static final CoseKey COUNTER = key(CoseAlgorithm.A128CTR);
  private static final CoseKey TAM = tam();

  private static final SuitCoseProfile GCM = SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM;
  private static final SuitCoseProfile CTR = SuitCoseProfile.SHA256_ESP256_ECDH_A128CTR;

  private static final SuitReport REPORT =
      new SuitReport(
          new SuitReference("https://example.com/m", digest()),
          Optional.of(Bytes.ofUtf8("a nonce")),
          List.of(),
          new SuitReport.Result.Success(),
          Optional.empty(),
          Map.of());

  private static SuitDigest digest() {
    return new SuitDigest(SuitDigestAlgorithm.SHA_256, Bytes.wrap(new byte[32]));
  }

  private static CoseKey key(CoseAlgorithm algorithm) {
    try {
      return CoseKeys.generate(algorithm);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static CoseKey tam() {
    try {
      return CoseKeys.generate(CoseCurve.P256).withKeyId(Bytes.ofUtf8("tam"));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static SuitReportProtector signing() throws GeneralSecurityException {
    return SuitReportProtector.signing(CoseSigner.of(SIGNING));
  }

  private static SuitReportOpener verifying() throws GeneralSecurityException {
    return SuitReportOpener.verifying(CoseVerifier.of(SIGNING));
  }

  private static Failure failure(Executable executable) {
    return assertThrows(VerificationException.class, executable).failure();
  }

  /** Both ends of a protection. */
  private record Ends(SuitReportProtector protector, SuitReportOpener opener) {}

  private static List<Ends> allForms() throws GeneralSecurityException {
    List<Ends> authenticated =
        List.of(
            new Ends(signing(), verifying()),
            new Ends(
                SuitReportProtector.authenticating(CoseMacCreator.of(SHARED)),
                SuitReportOpener.verifying(CoseMacVerifier.of(SHARED))));
    Ends plain = new Ends(SuitReportProtector.unauthenticated(), SuitReportOpener.unverified());
    List<Ends> forms = new ArrayList<>(authenticated);
    forms.add(plain);
    for (Ends ends : List.copyOf(forms)) {
      forms.add(
          new Ends(
              ends.protector().encrypting(CoseEncryptor.of(CONTENT)),
              ends.opener().decrypting(CoseDecryptor.of(CONTENT))));
      forms.add(
          new Ends(
              ends.protector().encrypting(GCM, TAM.toPublic()),
              ends.opener().decrypting(TAM, GCM)));
    }
    for (Ends ends : authenticated) {
      forms.add(
          new Ends(
              ends.protector().encrypting(CoseEncryptor.of(COUNTER)),
              ends.opener().decrypting(CoseDecryptor.of(COUNTER))));
      forms.add(
          new Ends(
              ends.protector().encrypting(CTR, TAM.toPublic()),
              ends.opener().decrypting(CoseKeyAgreement.of(TAM), GCM, CTR)));
    }
    return forms;
  }

  @Test
  void everyFormComesBack() throws Exception {
    List<Ends> forms = allForms();
    assertEquals(13, forms.size());
    for (Ends ends : forms) {
      assertEquals(REPORT, ends.opener().open(ends.protector().protect(REPORT)));
    }
  }

  @Test
  void aSignatureOfAReportComesLater() throws Exception {
    Deque<Runnable> requests = new ArrayDeque<>();
    CoseAsyncSigner service = CoseAsyncSigner.of(CoseSigner.of(SIGNING), requests::add);
    SuitReportProtector later = SuitReportProtector.signing(service);
    CompletableFuture<Bytes> signed = later.protectAsync(REPORT);
    CompletableFuture<Bytes> both = later.encrypting(GCM, TAM.toPublic()).protectAsync(REPORT);
    assertFalse(signed.isDone() || both.isDone());
    requests.forEach(Runnable::run);
    assertEquals(signing().protect(REPORT), signed.get()); // ECDSA here is deterministic
    assertEquals(REPORT, verifying().decrypting(TAM, GCM).open(both.get()));

    SuitReportProtector encrypting = later.encrypting(CoseEncryptor.of(CONTENT));
    for (SuitReportProtector waiting : List.of(later, encrypting)) {
      assertEquals(
          "the signer returns its signature later: call protectAsync",
          assertThrows(IllegalStateException.class, () -> waiting.protect(REPORT)).getMessage());
    }
    assertEquals(2, requests.size());
    assertEquals(signing().protect(REPORT), signing().protectAsync(REPORT).getNow(null));
  }

  @Property(tries = 50)
  void anyReportComesBack(@ForAll("reports") SuitReport report) throws Exception {
    Bytes message = signing().encrypting(GCM, TAM.toPublic()).protect(report);
    assertEquals(report, verifying().decrypting(TAM, GCM).open(message));
  }

  @Provide
  Arbitrary<SuitReport> reports() {
    return SuitArbitraries.report();
  }

  /** As the CDDL nests them: the report, or a COSE_Encrypt0 without tag, is the only payload. */
  @Test
  void theLayersAreThoseOfTheDocument() throws Exception {
    Bytes signed = signing().protect(REPORT);
    assertEquals("d2", signed.slice(0, 1).toHex());
    assertEquals(
        REPORT, SuitReport.decode(CoseSign1.decode(signed).verify(CoseVerifier.of(SIGNING))));
    Bytes both = signing().encrypting(CoseEncryptor.of(CONTENT)).protect(REPORT);
    CoseEncrypt0 inner =
        CoseEncrypt0.decode(CoseSign1.decode(both).verify(CoseVerifier.of(SIGNING)).bytes());
    assertFalse(inner.isTagged());
    assertEquals(REPORT.encode().toBytes(), inner.decrypt(CoseDecryptor.of(CONTENT)).bytes());
    Bytes mac = SuitReportProtector.authenticating(CoseMacCreator.of(SHARED)).protect(REPORT);
    assertEquals("d1", mac.slice(0, 1).toHex());
    assertEquals(
        REPORT.encode().toBytes(), CoseMac0.decode(mac).verify(CoseMacVerifier.of(SHARED)).bytes());
  }

  /** TEEP's form: for the key of the TAM, bound to being a report, and never detached. */
  @Test
  void reportsForATamAreBoundToBeingReports() throws Exception {
    Bytes message = signing().encrypting(GCM, TAM.toPublic()).protect(REPORT);
    CoseEncrypt inner =
        CoseEncrypt.decode(CoseSign1.decode(message).verify(CoseVerifier.of(SIGNING)).bytes());
    assertTrue(inner.isTagged());
    assertFalse(inner.isDetached());
    ContentKeyRecipient tam = ContentKeyRecipient.of(TAM, CoseAlgorithm.ECDH_ES_A128KW);
    assertEquals(
        REPORT.encode().toBytes(),
        inner.decrypt(tam.withKdfContext(SuitEncryptionPurpose.REPORT.kdfContext())).bytes());
    for (SuitEncryptionPurpose other :
        List.of(SuitEncryptionPurpose.PAYLOAD, SuitEncryptionPurpose.EAT)) {
      assertEquals(
          Failure.RECIPIENT, failure(() -> inner.decrypt(tam.withKdfContext(other.kdfContext()))));
    }
    CoseEncrypt payload =
        CoseEncrypt.builder()
            .plaintext(REPORT.encode())
            .recipient(GCM.keySender(TAM.toPublic(), SuitEncryptionPurpose.PAYLOAD))
            .encrypt(CoseAlgorithm.A128GCM);
    assertEquals(
        Failure.RECIPIENT,
        failure(
            () ->
                SuitReportOpener.unverified()
                    .decrypting(TAM, GCM)
                    .open(payload.encode().toBytes())));
  }

  @Test
  void aPlaintextMayHaveTheHeadOfAByteString() throws Exception {
    Bytes wrapped = new CborWriter().writeWrapped(REPORT).toBytes();
    CoseEncrypt0 message = CoseEncrypt0.encrypt(wrapped, CoseEncryptor.of(CONTENT));
    SuitReportOpener opener = SuitReportOpener.unverified().decrypting(CoseDecryptor.of(CONTENT));
    assertEquals(REPORT, opener.open(message.encode().toBytes()));
    Bytes trailing = new CborWriter().writeEncodedItem(wrapped).writeLong(1).toBytes();
    CoseEncrypt0 more = CoseEncrypt0.encrypt(trailing, CoseEncryptor.of(CONTENT));
    DecodeException e =
        assertThrows(DecodeException.class, () -> opener.open(more.encode().toBytes()));
    assertEquals(Reason.TRAILING_BYTES, e.reason());
  }

  @Test
  void untaggedMessagesAreOpenedAsWhatTheKeyIsFor() throws Exception {
    Bytes signed =
        CoseSign1.builder()
            .payload(REPORT.encode())
            .untagged()
            .sign(CoseSigner.of(SIGNING))
            .encode()
            .toBytes();
    assertEquals(REPORT, verifying().open(signed));
    Bytes mac =
        CoseMac0.builder()
            .payload(REPORT.encode())
            .untagged()
            .mac(CoseMacCreator.of(SHARED))
            .encode()
            .toBytes();
    assertEquals(REPORT, SuitReportOpener.verifying(CoseMacVerifier.of(SHARED)).open(mac));
    assertEquals(Failure.ALGORITHM, failure(() -> verifying().open(mac)));
    CoseEncrypt untagged =
        CoseEncrypt.builder()
            .plaintext(REPORT.encode())
            .untagged()
            .recipient(GCM.keySender(TAM.toPublic(), SuitEncryptionPurpose.REPORT))
            .encrypt(CoseAlgorithm.A128GCM);
    assertEquals(
        REPORT,
        SuitReportOpener.unverified().decrypting(TAM, GCM).open(untagged.encode().toBytes()));
  }

  // What is refused.

  @Test
  void otherKeysAreRefused() throws Exception {
    Bytes signed = signing().encrypting(GCM, TAM.toPublic()).protect(REPORT);
    SuitReportOpener stranger =
        SuitReportOpener.verifying(CoseVerifier.of(key(CoseAlgorithm.ESP256)));
    assertEquals(Failure.SIGNATURE, failure(() -> stranger.decrypting(TAM, GCM).open(signed)));
    assertEquals(Failure.NO_RECIPIENT, failure(() -> verifying().open(signed)));
    CoseKey other = CoseKeys.generate(CoseCurve.P256);
    assertEquals(Failure.RECIPIENT, failure(() -> verifying().decrypting(other, GCM).open(signed)));
    assertEquals(Failure.ALGORITHM, failure(() -> verifying().decrypting(TAM, CTR).open(signed)));
    Bytes zero = signing().encrypting(CoseEncryptor.of(CONTENT)).protect(REPORT);
    assertEquals(Failure.NO_RECIPIENT, failure(() -> verifying().open(zero)));
    assertEquals(
        Failure.DECRYPTION,
        failure(
            () -> verifying().decrypting(CoseDecryptor.of(key(CoseAlgorithm.A128GCM))).open(zero)));
  }

  /** Or it was a header that nothing protects and nothing depends on, such as a key identifier. */
  @Test
  void noChangedByteChangesTheReport() throws Exception {
    for (Ends ends : allForms()) {
      byte[] message = ends.protector().protect(REPORT).toByteArray();
      if (Bytes.wrap(message).equals(REPORT.encode().toBytes())) {
        continue; // nothing protects this one
      }
      for (int i = 0; i < message.length; i += 7) {
        message[i] ^= 1;
        Bytes changed = Bytes.copyOf(message);
        message[i] ^= 1;
        try {
          assertEquals(REPORT, ends.opener().open(changed));
        } catch (DecodeException | VerificationException refused) {
          // as it should be; any other exception fails the test
        }
      }
    }
  }

  @Test
  void aReportThatWasNotSignedIsNotOpenedByAVerifier() throws Exception {
    Bytes plain = REPORT.encode().toBytes();
    assertThrows(DecodeException.class, () -> verifying().open(plain));
    Bytes encrypted =
        SuitReportProtector.unauthenticated().encrypting(GCM, TAM.toPublic()).protect(REPORT);
    assertThrows(DecodeException.class, () -> verifying().decrypting(TAM, GCM).open(encrypted));
  }

  @Test
  void counterModeNeedsASignatureAroundIt() throws Exception {
    SuitReportProtector bare = SuitReportProtector.unauthenticated();
    assertThrows(InvalidKeyException.class, () -> bare.encrypting(CTR, TAM.toPublic()));
    assertThrows(InvalidKeyException.class, () -> bare.encrypting(CoseEncryptor.of(COUNTER)));
    Bytes signed = signing().encrypting(CTR, TAM.toPublic()).protect(REPORT);
    Bytes inner = CoseSign1.decode(signed).verify(CoseVerifier.of(SIGNING)).bytes();
    assertEquals(
        Failure.UNAUTHENTICATED_ENCRYPTION,
        failure(() -> SuitReportOpener.unverified().decrypting(TAM, CTR).open(inner)));
    Bytes zero =
        CoseSign1.decode(signing().encrypting(CoseEncryptor.of(COUNTER)).protect(REPORT))
            .verify(CoseVerifier.of(SIGNING))
            .bytes();
    assertEquals(
        Failure.UNAUTHENTICATED_ENCRYPTION,
        failure(
            () -> SuitReportOpener.unverified().decrypting(CoseDecryptor.of(COUNTER)).open(zero)));
    assertEquals(
        REPORT.encode().toBytes(),
        CoseEncrypt0.decode(zero)
            .decrypt(
                CoseDecryptor.of(COUNTER),
                DecryptOptions.defaults().withUnauthenticatedEncryption())
            .bytes());
  }

  @Test
  void aDetachedCiphertextIsRefused() throws Exception {
    CoseEncrypt detached =
        CoseEncrypt.builder()
            .plaintext(REPORT.encode())
            .recipient(GCM.keySender(TAM.toPublic(), SuitEncryptionPurpose.REPORT))
            .encrypt(CoseAlgorithm.A128GCM)
            .withoutCiphertext();
    Bytes message =
        CoseSign1.sign(detached.encode().toBytes(), CoseSigner.of(SIGNING)).encode().toBytes();
    assertEquals(Failure.NO_PAYLOAD, failure(() -> verifying().decrypting(TAM, GCM).open(message)));
  }

  @Test
  void whatIsNoReportIsRefused() throws Exception {
    Bytes message = CoseSign1.sign(edn("1"), CoseSigner.of(SIGNING)).encode().toBytes();
    assertThrows(DecodeException.class, () -> verifying().open(message));
    Bytes empty = CoseSign1.sign(Bytes.empty(), CoseSigner.of(SIGNING)).encode().toBytes();
    assertThrows(DecodeException.class, () -> verifying().open(empty));
    assertThrows(InvalidKeyException.class, () -> verifying().decrypting(TAM));
    assertThrows(InvalidKeyException.class, () -> signing().encrypting(GCM));
  }
}
