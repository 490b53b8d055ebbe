package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyAgreement;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseRecipient;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptionPurpose;
import org.teep4j.suit.report.SuitReference;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SuitReportOpener;
import org.teep4j.suit.report.SuitReportProtector;

/** EATs that are encrypted for a TAM and decrypted by it, also by the plain JCA. */
class AttestationEncryptionTest {

  private static final SuitCoseProfile GCM = SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM;
  private static final SuitCoseProfile CTR = SuitCoseProfile.SHA256_ESP256_ECDH_A128CTR;

  private static final CoseKey TAM = p256();
  private static final CoseKey ATTESTER = p256();

  /** A token of one claim, signed. */
  private static final Bytes TOKEN = token();

  private static CoseKey p256() {
    try {
      return CoseKeys.generate(CoseCurve.P256).withKeyId(Bytes.ofUtf8("a key"));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes token() {
    try {
      return CoseSign1.sign(Bytes.fromHex("a10a48948f8860d13a463e"), CoseSigner.of(ATTESTER))
          .encode()
          .toBytes();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Failure failure(Executable executable) {
    return assertThrows(VerificationException.class, executable).failure();
  }

  static List<SuitCoseProfile> profiles() {
    return Dialect.RFC.mandatorySuitCoseProfiles();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void tokensComeBackByEveryMandatoryProfile(SuitCoseProfile profile) throws Exception {
    Bytes encrypted = AttestationEncryptor.of(profile, TAM.toPublic()).encrypt(TOKEN);
    assertTrue(AttestationDecryptor.isEncrypted(encrypted));
    assertFalse(AttestationDecryptor.isEncrypted(TOKEN));
    assertFalse(AttestationDecryptor.isEncrypted(Bytes.empty()));
    assertFalse(CoseEncrypt.decode(encrypted).isDetached());
    for (AttestationDecryptor decryptor :
        List.of(
            AttestationDecryptor.of(TAM, profiles().toArray(SuitCoseProfile[]::new)),
            AttestationDecryptor.of(CoseKeyAgreement.of(TAM), profile))) {
      Bytes decrypted = decryptor.decrypt(encrypted).bytes();
      assertEquals(TOKEN, decrypted);
      CoseSign1.decode(decrypted).verify(CoseVerifier.of(ATTESTER));
    }
  }

  @Test
  void aDecryptorShowsWhatItPermits() throws Exception {
    String shown = AttestationDecryptor.of(TAM, GCM).toString();
    assertTrue(shown.startsWith("AttestationDecryptor["), shown);
    assertTrue(shown.contains(GCM.contentAlgorithm().toString()), shown);
  }

  /** The way of a token through the messages. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void anEncryptedTokenTravelsInAQueryResponse(Dialect dialect) throws Exception {
    CoseSigner agent = CoseSigner.of(ATTESTER, CoseAlgorithm.ESP256);
    QueryResponse response =
        QueryResponse.builder()
            .attestationPayload(AttestationEncryptor.of(CTR, TAM.toPublic()).encrypt(TOKEN))
            .build();
    assertEquals(List.of(), response.violations());
    Bytes sent = response.sign(agent, TeepCipherSuite.SIGN1_ESP256, dialect).encode().toBytes();
    QueryResponse received =
        (QueryResponse)
            TeepMessage.verify(sent, CoseVerifier.of(ATTESTER, CoseAlgorithm.ESP256), dialect);
    assertEquals(
        TOKEN,
        AttestationDecryptor.of(TAM, CTR)
            .decrypt(received.attestationPayload().orElseThrow())
            .bytes());
  }

  /** ECDH, HKDF, AES key wrap and AES-GCM, each by the JCA, with the context written out here. */
  @Test
  void thePlainJcaDecryptsOurs() throws Exception {
    CoseEncrypt message =
        CoseEncrypt.decode(AttestationEncryptor.of(GCM, TAM.toPublic()).encrypt(TOKEN));
    CoseRecipient recipient = message.recipients().get(0);
    assertEquals("a101381c", recipient.unverifiedHeaders().protectedBytes().toHex());
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(CoseKeys.toPrivateKey(TAM));
    agreement.doPhase(ephemeral(recipient), true);
    String context = "842283f6f6f683f6f6f683188044a101381c" + "4e" + hex("EAT Encryption");
    byte[] kek = hkdf(agreement.generateSecret(), Bytes.fromHex(context).toByteArray());
    Cipher unwrap = Cipher.getInstance("AESWrap");
    unwrap.init(Cipher.UNWRAP_MODE, new SecretKeySpec(kek, "AES"));
    byte[] wrapped = recipient.ciphertext().orElseThrow().toByteArray();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        unwrap.unwrap(wrapped, "AES", Cipher.SECRET_KEY),
        new GCMParameterSpec(128, message.unverifiedHeaders().iv().orElseThrow().toByteArray()));
    cipher.updateAAD(
        new CborWriter()
            .beginArray()
            .writeText("Encrypt")
            .writeBytes(Bytes.fromHex("a10101"))
            .writeBytes(Bytes.empty())
            .endArray()
            .toBytes()
            .toByteArray());
    assertArrayEquals(
        TOKEN.toByteArray(), cipher.doFinal(message.ciphertext().orElseThrow().toByteArray()));
  }

  private static PublicKey ephemeral(CoseRecipient recipient) throws Exception {
    Bytes encoded = recipient.unverifiedHeaders().parameter(CoseLabel.of(-1)).orElseThrow();
    return CoseKeys.toPublicKey(CoseKey.decode(encoded));
  }

  private static String hex(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII)).toHex();
  }

  private static byte[] hkdf(byte[] secret, byte[] info) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    mac.init(new SecretKeySpec(mac.doFinal(secret), "HmacSHA256"));
    mac.update(info);
    return Arrays.copyOf(mac.doFinal(new byte[] {1}), 16);
  }

  /** The way of a report: signed and encrypted for the TAM, with the token as its nonce. */
  @Test
  void anEncryptedReportTravelsInASuccess() throws Exception {
    Bytes token = Bytes.ofUtf8("12345678");
    SuitReport report =
        new SuitReport(
            new SuitReference(
                "https://example.com/m",
                new SuitDigest(SuitDigestAlgorithm.SHA_256, Bytes.wrap(new byte[32]))),
            Optional.of(token),
            List.of(),
            new SuitReport.Result.Success(),
            Optional.empty(),
            Map.of());
    Bytes encrypted =
        SuitReportProtector.signing(CoseSigner.of(ATTESTER, CoseAlgorithm.ESP256))
            .encrypting(CTR, TAM.toPublic())
            .protect(report);
    Success success = Success.builder().token(token).suitReports(List.of(encrypted)).build();
    assertEquals(List.of(), success.violations());
    Success received =
        (Success) TeepMessage.decodeUnverified(success.toBytes(Dialect.RFC), Dialect.RFC);
    SuitReport opened =
        SuitReportOpener.verifying(CoseVerifier.of(ATTESTER, CoseAlgorithm.ESP256))
            .decrypting(TAM, CTR)
            .open(received.suitReports().get(0));
    assertEquals(report, opened);
    assertEquals(received.token(), opened.nonce());
  }

  // What is refused.

  @Test
  void whatWasEncryptedForSomethingElseIsRefused() throws Exception {
    for (SuitEncryptionPurpose other :
        List.of(SuitEncryptionPurpose.REPORT, SuitEncryptionPurpose.PAYLOAD)) {
      Bytes message =
          CoseEncrypt.builder()
              .plaintext(TOKEN)
              .recipient(GCM.keySender(TAM.toPublic(), other))
              .encrypt(CoseAlgorithm.A128GCM)
              .encode()
              .toBytes();
      assertEquals(
          Failure.RECIPIENT, failure(() -> AttestationDecryptor.of(TAM, GCM).decrypt(message)));
    }
  }

  @Test
  void aDetachedCiphertextIsRefused() throws Exception {
    Bytes message =
        CoseEncrypt.builder()
            .plaintext(TOKEN)
            .recipient(GCM.keySender(TAM.toPublic(), SuitEncryptionPurpose.EAT))
            .encrypt(CoseAlgorithm.A128GCM)
            .withoutCiphertext()
            .encode()
            .toBytes();
    assertEquals(
        Failure.NO_PAYLOAD, failure(() -> AttestationDecryptor.of(TAM, GCM).decrypt(message)));
  }

  @Test
  void otherKeysProfilesAndBytesAreRefused() throws Exception {
    Bytes encrypted = AttestationEncryptor.of(GCM, TAM.toPublic()).encrypt(TOKEN);
    assertEquals(
        Failure.RECIPIENT,
        failure(() -> AttestationDecryptor.of(ATTESTER, GCM).decrypt(encrypted)));
    assertEquals(
        Failure.ALGORITHM, failure(() -> AttestationDecryptor.of(TAM, CTR).decrypt(encrypted)));
    Bytes counter = AttestationEncryptor.of(CTR, TAM.toPublic()).encrypt(TOKEN);
    assertEquals(
        Failure.UNAUTHENTICATED_ENCRYPTION,
        failure(() -> AttestationDecryptor.of(TAM, GCM).decrypt(counter)));
    byte[] changed = encrypted.toByteArray();
    changed[encrypted.indexOfSlice(CoseEncrypt.decode(encrypted).ciphertext().orElseThrow())] ^= 1;
    assertEquals(
        Failure.DECRYPTION,
        failure(() -> AttestationDecryptor.of(TAM, GCM).decrypt(Bytes.wrap(changed))));
    assertThrows(DecodeException.class, () -> AttestationDecryptor.of(TAM, GCM).decrypt(TOKEN));
  }

  @Test
  void keysAndProfilesThatDoNotFitAreRefused() {
    assertThrows(InvalidKeyException.class, () -> AttestationEncryptor.of(GCM));
    assertThrows(InvalidKeyException.class, () -> AttestationDecryptor.of(TAM));
    assertThrows(
        InvalidKeyException.class,
        () -> AttestationDecryptor.of(TAM, GCM, SuitCoseProfile.SHA256_HMAC_A128KW_A128CTR));
    SuitCoseProfile none = new SuitCoseProfile(-16, -9, -29, 5);
    assertThrows(NoSuchAlgorithmException.class, () -> AttestationEncryptor.of(none, TAM));
    assertThrows(NoSuchAlgorithmException.class, () -> AttestationDecryptor.of(TAM, none));
  }

  @Test
  void theContextNamesItsPurpose() throws Exception {
    Bytes context =
        SuitEncryptionPurpose.EAT
            .kdfContext()
            .encode(CoseAlgorithm.A128KW.label(), 128, Bytes.fromHex("a101381c"));
    CborReader reader = new CborReader(context);
    reader.enterArray(4);
    assertEquals(-3, reader.readLong());
    reader.skip();
    reader.skip();
    reader.enterArray(3);
    assertEquals(128, reader.readLong());
    reader.skip();
    assertEquals(Bytes.ofUtf8("EAT Encryption"), reader.readBytes());
  }
}
