package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Security;
import java.security.Signature;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.WeierstrassCurve;

/**
 * What other libraries fell into: one test for each trap, here for what all structures have in
 * common and for signatures.
 *
 * <p>The others: {@link SymmetricTrapsTest} for MACs and encryption; {@link KeyAgreementTest} for
 * points off the curve and of small order; {@link RecipientTest} and {@link CountersignatureTest}
 * for nesting without end and for the deprecated countersignatures; {@link CertificateTrustTest}
 * for chains without anchors; {@link RsaSignatureTest} for forged padding and short keys; {@link
 * AllocationTest} for claimed lengths.
 */
class CoseTrapsTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final CoseKey KEY = Keys.on(CoseCurve.P256);

  /** Signs whatever headers, given in diagnostic notation, without the checks of the builder. */
  private static Bytes signed(String protectedContent, String unprotected) throws Exception {
    return signed(protectedContent, protectedContent, unprotected);
  }

  private static Bytes signed(String sent, String inStructure, String unprotected)
      throws Exception {
    CborWriter structure = new CborWriter();
    structure.beginArray().writeText("Signature1").writeBytes(item(inStructure));
    structure.writeBytes(Bytes.empty()).writeBytes(PAYLOAD).endArray();
    byte[] signature = CoseSigner.of(KEY).sign(structure.toSegments());
    CborWriter message = new CborWriter();
    message.beginArray().writeBytes(item(sent)).writeEncodedItem(item(unprotected));
    message.writeBytes(PAYLOAD).writeBytes(Bytes.wrap(signature)).endArray();
    return message.toBytes();
  }

  /** Diagnostic notation, or bytes that it could not express. */
  private static Bytes item(String notation) throws DecodeException {
    return notation.startsWith("0x") ? Bytes.fromHex(notation.substring(2)) : Edn.parse(notation);
  }

  private static void refusedAtDecode(Reason reason, String path, Bytes message) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> CoseSign1.decode(message));
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    assertEquals("COSE_Sign1" + path, refusal.path());
  }

  private static void refusedAtVerification(Failure failure, Bytes message) throws Exception {
    CoseSign1 decoded = CoseSign1.decode(message);
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> decoded.verify(CoseVerifier.of(KEY)));
    assertEquals(failure, refusal.failure());
  }

  @Test
  void algFromTheUnprotectedHeader() throws Exception {
    CoseSign1.decode(signed("{1: -7}", "{}")).verify(CoseVerifier.of(KEY));
    refusedAtVerification(Failure.NO_PROTECTED_ALGORITHM, signed("{}", "{1: -7}"));
    refusedAtVerification(Failure.NO_PROTECTED_ALGORITHM, signed("{}", "{}"));
  }

  @Test
  void sameLabelInBothBuckets() throws Exception {
    refusedAtDecode(Reason.HEADER_BUCKET, "/unprotected", signed("{1: -7}", "{1: -7}"));
    refusedAtDecode(
        Reason.HEADER_BUCKET, "/unprotected", signed("{1: -7, \"a\": 1}", "{\"a\": 2}"));
  }

  @Test
  void sameLabelTwiceInOneBucket() throws Exception {
    refusedAtDecode(Reason.DUPLICATE_KEY, "/protected", signed("0xa201260126", "{}"));
    refusedAtDecode(Reason.DUPLICATE_KEY, "/unprotected", signed("{1: -7}", "0xa204400440"));
    refusedAtDecode(Reason.DUPLICATE_KEY, "/protected", signed("0xa20126180126", "{}"));
  }

  @Test
  void critIgnored() throws Exception {
    refusedAtVerification(Failure.CRITICAL_HEADER, signed("{1: -7, 2: [99], 99: 1}", "{}"));
    refusedAtVerification(Failure.CRITICAL_HEADER, signed("{1: -7, 2: [\"x\"], \"x\": 1}", "{}"));
    // A number and the text that looks like it are two labels.
    CoseSign1 decoded = CoseSign1.decode(signed("{1: -7, 2: [99], 99: 1}", "{}"));
    CoseVerifier verifier = CoseVerifier.of(KEY);
    assertThrows(
        VerificationException.class,
        () ->
            decoded.verify(verifier, VerifyOptions.defaults().withUnderstood(CoseLabel.of("99"))));
    decoded.verify(verifier, VerifyOptions.defaults().withUnderstood(CoseLabel.of(99)));
    // What RFC 9052 defines is understood.
    CoseSign1.decode(signed("{1: -7, 2: [1, 4], 4: ''}", "{}")).verify(verifier);
  }

  @Test
  void critThatIsEmptyUnprotectedOrListsWhatIsNotProtected() throws Exception {
    refusedAtDecode(Reason.CRITICAL_HEADER, "/protected/crit", signed("{1: -7, 2: []}", "{}"));
    refusedAtDecode(Reason.HEADER_BUCKET, "/unprotected/crit", signed("{1: -7}", "{2: [1]}"));
    refusedAtDecode(Reason.CRITICAL_HEADER, "/protected", signed("{1: -7, 2: [99]}", "{}"));
    refusedAtDecode(Reason.CRITICAL_HEADER, "/protected", signed("{1: -7, 2: [99]}", "{99: 1}"));
    refusedAtDecode(Reason.UNEXPECTED_TYPE, "/protected/crit", signed("{1: -7, 2: 1}", "{}"));
    refusedAtDecode(Reason.UNEXPECTED_TYPE, "/protected/crit", signed("{1: -7, 2: [h'']}", "{}"));
  }

  @Test
  void emptyProtectedHeaderIsAcceptedInBothFormsAndSignedAsNoBytes() throws Exception {
    VerifyOptions options = VerifyOptions.defaults().withUnprotectedAlgorithm();
    Bytes asNoBytes = signedWithEmptyProtected("");
    Bytes asEmptyMap = signedWithEmptyProtected("a0");
    Bytes asOtherEmptyMap = signedWithEmptyProtected("bfff");
    for (Bytes message : List.of(asNoBytes, asEmptyMap, asOtherEmptyMap)) {
      CoseSign1.decode(message).verify(CoseVerifier.of(KEY), options);
    }
    // And not as the map that was sent.
    refusedWithOptions(signed("{}", "{}", "{1: -7}"), options);
  }

  private static Bytes signedWithEmptyProtected(String sent) throws Exception {
    CborWriter structure = new CborWriter();
    structure.beginArray().writeText("Signature1").writeBytes(Bytes.empty());
    structure.writeBytes(Bytes.empty()).writeBytes(PAYLOAD).endArray();
    byte[] signature = CoseSigner.of(KEY).sign(structure.toSegments());
    CborWriter message = new CborWriter();
    message.beginArray().writeBytes(Bytes.fromHex(sent)).writeEncodedItem(Edn.parse("{1: -7}"));
    message.writeBytes(PAYLOAD).writeBytes(Bytes.wrap(signature)).endArray();
    return message.toBytes();
  }

  private static void refusedWithOptions(Bytes message, VerifyOptions options) throws Exception {
    CoseSign1 decoded = CoseSign1.decode(message);
    VerificationException refusal =
        assertThrows(
            VerificationException.class, () -> decoded.verify(CoseVerifier.of(KEY), options));
    assertEquals(Failure.SIGNATURE, refusal.failure());
  }

  @Test
  void protectedHeaderIsSignedAsReceivedWithTheShortestHead() throws Exception {
    // Keys out of order, a long head, an indefinite length: as they are.
    for (String header : List.of("{4: 'k', 1: -7}", "{1_1: -7_0}", "{_ 1: -7}")) {
      CoseSign1.decode(signed(header, "{}")).verify(CoseVerifier.of(KEY));
    }
    // The head of the byte string around it is not part of what was protected.
    Bytes plain = signed("{1: -7}", "{}");
    String longHead = plain.toHex().replaceFirst("^8443", "84590003");
    CoseSign1.decode(Bytes.fromHex(longHead)).verify(CoseVerifier.of(KEY));
    String chunks = plain.toHex().replaceFirst("^8443a10126", "845f41a1420126ff");
    CoseSign1.decode(Bytes.fromHex(chunks)).verify(CoseVerifier.of(KEY));
  }

  @Test
  void trailingBytes() throws Exception {
    Bytes message = signed("{1: -7}", "{}");
    refusedAtDecode(Reason.TRAILING_BYTES, "", Bytes.fromHex(message.toHex() + "00"));
    String afterHeader = message.toHex().replaceFirst("^8443a10126", "8444a1012600");
    refusedAtDecode(Reason.TRAILING_BYTES, "/protected", Bytes.fromHex(afterHeader));
  }

  @Test
  void nilPayloadIsNotAnEmptyPayload() throws Exception {
    CoseSign1 empty = CoseSign1.sign(Bytes.empty(), CoseSigner.of(KEY));
    CoseSign1 detached =
        CoseSign1.builder().payload(Bytes.empty()).detached().sign(CoseSigner.of(KEY));
    CoseVerifier verifier = CoseVerifier.of(KEY);
    assertEquals(Bytes.empty(), empty.verify(verifier).bytes());
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> detached.verify(verifier));
    assertEquals(Failure.NO_PAYLOAD, refusal.failure());
    assertThrows(IllegalStateException.class, detached::unverifiedPayload);
    assertEquals(Bytes.empty(), detached.verifyDetached(Bytes.empty(), verifier).bytes());
  }

  @Test
  void embeddedAndDetachedPayload() throws Exception {
    CoseSign1 embedded = CoseSign1.sign(PAYLOAD, CoseSigner.of(KEY));
    VerificationException refusal =
        assertThrows(
            VerificationException.class,
            () -> embedded.verifyDetached(PAYLOAD, CoseVerifier.of(KEY)));
    assertEquals(Failure.TWO_PAYLOADS, refusal.failure());
  }

  @Test
  void oneCertificateIsNotAnArray() throws Exception {
    refusedAtDecode(
        Reason.WRONG_LENGTH, "/unprotected/x5chain", signed("{1: -7}", "{33: [h'01']}"));
    refusedAtDecode(Reason.WRONG_LENGTH, "/unprotected/x5chain", signed("{1: -7}", "{33: []}"));
    CoseSign1 one = CoseSign1.decode(signed("{1: -7}", "{33: h'01'}"));
    assertEquals(List.of(Bytes.fromHex("01")), one.headers().x5chain());
    CoseSign1 two = CoseSign1.decode(signed("{1: -7}", "{33: [h'01', h'02']}"));
    assertEquals(List.of(Bytes.fromHex("01"), Bytes.fromHex("02")), two.headers().x5chain());
  }

  @Test
  void aCertificateInTheMessageIsNoReasonToTrustIt() throws Exception {
    // Nothing takes a key from a message: it is the verifier's key that counts.
    CoseKey other = Keys.generate(CoseCurve.P256);
    CoseSign1 message = CoseSign1.decode(signed("{1: -7}", "{33: h'30'}"));
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> message.verify(CoseVerifier.of(other)));
    assertEquals(Failure.SIGNATURE, refusal.failure());
  }

  @Test
  void ecdsaNumbersOutOfRange() throws Exception {
    Segments message = Segments.of(PAYLOAD);
    for (CoseCurve curve : Keys.curvesOfEc2()) {
      CoseKey key = Keys.on(curve);
      Bytes good = Bytes.wrap(CoseSigner.of(key).sign(message));
      CoseVerifier verifier = CoseVerifier.of(key);
      verifier.verify(message, good);
      int size = curve.size();
      Bytes zero = Bytes.wrap(new byte[size]);
      BigInteger n = WeierstrassCurve.of(curve.jcaName()).order();
      Bytes order = Bytes.wrap(WeierstrassCurve.toBytes(n, size));
      BigInteger s = WeierstrassCurve.toNumber(good.slice(size));
      for (Bytes bad :
          List.of(
              joined(zero, zero),
              joined(zero, good.slice(size)),
              joined(good.slice(0, size), zero),
              joined(order, good.slice(size)),
              joined(good.slice(0, size), order),
              joined(good, zero),
              joined(good, Bytes.wrap(new byte[1])),
              good.slice(1),
              good.slice(0, good.length() - 1),
              Bytes.empty())) {
        refused(verifier, message, bad);
      }
      if (s.add(n).bitLength() <= 8 * size) {
        Bytes moved = Bytes.wrap(WeierstrassCurve.toBytes(s.add(n), size));
        refused(verifier, message, joined(good.slice(0, size), moved));
      }
    }
  }

  private static Bytes joined(Bytes... parts) {
    return Segments.of(parts).toBytes();
  }

  private static void refused(CoseVerifier verifier, Segments message, Bytes signature) {
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> verifier.verify(message, signature));
    assertEquals(Failure.SIGNATURE, refusal.failure());
  }

  @Test
  void derSignatureInsteadOfTwoNumbers() throws Exception {
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(CoseKeys.toPrivateKey(KEY));
    PAYLOAD.update(signer);
    refused(CoseVerifier.of(KEY), Segments.of(PAYLOAD), Bytes.wrap(signer.sign()));
  }

  @Test
  void aKeyOnAnotherCurveThanTheAlgorithms() {
    CoseKey p384 = Keys.on(CoseCurve.P384);
    for (CoseAlgorithm algorithm :
        List.of(
            CoseAlgorithm.ES256,
            CoseAlgorithm.ESP256,
            CoseAlgorithm.ES512,
            CoseAlgorithm.ES256K,
            CoseAlgorithm.ESB384,
            CoseAlgorithm.EDDSA,
            CoseAlgorithm.PS256)) {
      InvalidKeyException refusal =
          assertThrows(InvalidKeyException.class, () -> CoseVerifier.of(p384, algorithm));
      assertTrue(
          refusal.getMessage().startsWith("the key does not fit " + algorithm.ianaName() + ": "),
          refusal.getMessage());
      assertThrows(InvalidKeyException.class, () -> CoseSigner.of(p384, algorithm));
    }
    CoseKey ed448 = Keys.on(CoseCurve.ED448);
    assertThrows(InvalidKeyException.class, () -> CoseVerifier.of(ed448, CoseAlgorithm.ED25519));
  }

  @Test
  void ed25519SignatureWithAnUnreducedScalar() throws Exception {
    CoseKey key = Keys.on(CoseCurve.ED25519);
    Segments message = Segments.of(PAYLOAD);
    Bytes good = Bytes.wrap(CoseSigner.of(key).sign(message));
    BigInteger order =
        BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] scalar = good.slice(32).toByteArray();
    BigInteger moved = new BigInteger(1, reversed(scalar)).add(order);
    Bytes bad =
        joined(good.slice(0, 32), Bytes.wrap(reversed(WeierstrassCurve.toBytes(moved, 32))));
    CoseVerifier.of(key).verify(message, good);
    refused(CoseVerifier.of(key), message, bad);
    CoseVerifier jdk =
        CoseVerifier.of(
            CoseKeys.toPublicKey(key), CoseAlgorithm.ED25519, Security.getProvider("SunEC"));
    jdk.verify(message, good);
    refused(jdk, message, bad);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @Test
  void anUnknownAlgorithmIsDecodedAndNotVerified() throws Exception {
    for (String alg : List.of("-99999", "\"private\"", "-46", "5")) {
      Bytes message = signed("{1: " + alg + "}", "{}");
      assertTrue(CoseSign1.decode(message).headers().algorithmId().isPresent());
      refusedAtVerification(Failure.ALGORITHM, message);
    }
    assertEquals(
        Optional.empty(), CoseSign1.decode(signed("{1: -99999}", "{}")).headers().algorithm());
  }

  @Test
  void aMessageMayNotChooseItsAlgorithm() throws Exception {
    Bytes named7 = signed("{1: -7}", "{}");
    Bytes named9 = signed("{1: -9}", "{}");
    // The curve decides what is done; the key permits both names of it.
    CoseSign1.decode(named7).verify(CoseVerifier.of(KEY));
    CoseSign1.decode(named9).verify(CoseVerifier.of(KEY));
    // A key that is bound to one name permits that one alone.
    for (CoseVerifier bound :
        List.of(
            CoseVerifier.of(KEY, CoseAlgorithm.ESP256),
            CoseVerifier.of(KEY.withAlgorithm(CoseAlgorithm.ESP256)))) {
      CoseSign1.decode(named9).verify(bound);
      VerificationException refusal =
          assertThrows(VerificationException.class, () -> CoseSign1.decode(named7).verify(bound));
      assertEquals(Failure.ALGORITHM, refusal.failure());
    }
    refusedAtVerification(Failure.ALGORITHM, signed("{1: -35}", "{}"));
  }

  @Test
  void ivAndPartialIvTogether() throws Exception {
    refusedAtDecode(Reason.UNEXPECTED_ELEMENT, "", signed("{1: -7, 5: h'00'}", "{6: h'00'}"));
  }

  @Test
  void valuesOfTheWrongType() throws Exception {
    refusedAtDecode(Reason.UNEXPECTED_TYPE, "/protected/alg", signed("{1: h''}", "{}"));
    refusedAtDecode(Reason.UNEXPECTED_TYPE, "/unprotected/kid", signed("{1: -7}", "{4: \"\"}"));
    refusedAtDecode(
        Reason.VALUE_OUT_OF_RANGE, "/unprotected/content type", signed("{1: -7}", "{3: -1}"));
    refusedAtDecode(Reason.UNEXPECTED_TYPE, "/protected", signed("{h'': 1}", "{}"));
    refusedAtDecode(Reason.UNEXPECTED_TYPE, "/protected", signed("[]", "{}"));
    refusedAtDecode(Reason.UNEXPECTED_TYPE, "/unprotected", signed("{1: -7}", "[]"));
  }

  @Test
  void wrongShapesOfTheMessage() throws Exception {
    CborEncodable sign1 = CoseSign1.sign(PAYLOAD, CoseSigner.of(KEY));
    String hex = Bytes.wrap(sign1.toByteArray()).toHex();
    refusedAtDecode(Reason.UNEXPECTED_TAG, "", Bytes.fromHex("d1" + hex.substring(2)));
    refusedAtDecode(Reason.UNEXPECTED_TAG, "", Bytes.fromHex("d2" + hex));
    refusedAtDecode(Reason.WRONG_LENGTH, "", Edn.parse("18(['', {}, ''])"));
    refusedAtDecode(Reason.WRONG_LENGTH, "", Edn.parse("18(['', {}, '', '', ''])"));
    refusedAtDecode(Reason.UNEXPECTED_TYPE, "/payload", Edn.parse("['', {}, false, '']"));
    refusedAtDecode(Reason.UNEXPECTED_TYPE, "/signature", Edn.parse("['', {}, null, []]"));
    DecodeException noSignature =
        assertThrows(DecodeException.class, () -> CoseSign.decode(Edn.parse("['', {}, null, []]")));
    assertEquals(Reason.WRONG_LENGTH, noSignature.reason());
    assertEquals("COSE_Sign/signatures", noSignature.path());
  }
}
