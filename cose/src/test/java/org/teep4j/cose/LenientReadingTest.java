package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.cose.VerificationException.Failure;

/** What a lenient decoder reads with a remark, and a strict one refuses. */
class LenientReadingTest {

  private final List<DecodeException> remarks = new ArrayList<>();
  private final DecodeOptions lenient = DecodeOptions.defaults().withRemarks(remarks::add);

  private static Bytes sign1(String protectedMap, String unprotectedMap) throws DecodeException {
    return Edn.parse("[<<" + protectedMap + ">>, " + unprotectedMap + ", h'41', h'41']");
  }

  /** What one remark says of a message that strict decoding refuses for the same reason. */
  private CoseHeaders read(Reason reason, String detail, String protectedMap, String unprotected)
      throws DecodeException {
    Bytes encoded = sign1(protectedMap, unprotected);
    DecodeException refusal = assertThrows(DecodeException.class, () -> CoseSign1.decode(encoded));
    assertEquals(reason, refusal.reason());
    remarks.clear();
    CoseSign1 message = CoseSign1.decode(encoded, lenient);
    assertEquals(1, remarks.size(), remarks.toString());
    assertEquals(reason, remarks.get(0).reason());
    assertEquals(refusal.offset(), remarks.get(0).offset());
    assertTrue(remarks.get(0).getMessage().contains(detail), remarks.get(0).getMessage());
    assertEquals(encoded, message.encode().toBytes());
    return message.headers();
  }

  @Test
  void oneCertificateOrNoneMayStandInAnArray() throws Exception {
    Bytes one = Bytes.fromHex("01");
    String certificates = "certificate must be a byte string";
    assertEquals(
        List.of(one),
        read(Reason.WRONG_LENGTH, certificates, "{1: -7}", "{33: [h'01']}").x5chain());
    assertEquals(
        List.of(one), read(Reason.WRONG_LENGTH, certificates, "{32: [h'01']}", "{}").x5bag());
    assertEquals(
        List.of(), read(Reason.WRONG_LENGTH, certificates, "{1: -7}", "{33: []}").x5chain());
    assertEquals(List.of(), read(Reason.WRONG_LENGTH, certificates, "{32: []}", "{}").x5bag());
  }

  @Test
  void ofOneLabelInBothBucketsTheProtectedCounts() throws Exception {
    CoseHeaders headers = read(Reason.HEADER_BUCKET, "both header buckets", "{1: -7}", "{1: -8}");
    assertEquals(Optional.of(CoseAlgorithm.ES256), headers.algorithm());
    assertTrue(headers.unprotectedParameters().isEmpty());
    headers = read(Reason.HEADER_BUCKET, "both header buckets", "{4: h'01'}", "{4: 1, 99: 2}");
    assertEquals(Optional.of(Bytes.fromHex("01")), headers.keyId());
    assertEquals(1, headers.unprotectedParameters().size());
    assertEquals(headers.keyId(), headers.toBuilder().build().keyId());
  }

  @Test
  void aListOfNothingSaysNothing() throws Exception {
    assertEquals(
        List.of(), read(Reason.CRITICAL_HEADER, "crit", "{1: -7, 2: []}", "{}").critical());
    assertEquals(
        List.of(),
        CoseCountersignature.in(read(Reason.WRONG_LENGTH, "countersignature", "{}", "{11: []}")));
    assertEquals(
        List.of(),
        CoseCountersignature.in(read(Reason.WRONG_LENGTH, "countersignature", "{}", "{7: []}")));
  }

  /** Anyone on the way could have removed what is not protected. */
  @Test
  void whatIsMalformedAndUnprotectedIsLeftOut() throws Exception {
    assertEquals(Optional.empty(), read(Reason.UNEXPECTED_TYPE, "kid", "{}", "{4: 1}").keyId());
    assertEquals(Optional.empty(), read(Reason.HEADER_BUCKET, "typ", "{}", "{16: 1}").typ());
    assertEquals(List.of(), read(Reason.HEADER_BUCKET, "crit", "{1: -7}", "{2: [1]}").critical());
    assertEquals(
        List.of(),
        CoseCountersignature.in(
            read(Reason.UNEXPECTED_TYPE, "Countersignature version 2", "{}", "{11: [1, 2, 3]}")));
    assertEquals(Optional.empty(), read(Reason.UNEXPECTED_TYPE, "x5t", "{}", "{34: h'01'}").x5t());
  }

  @Test
  void whatCouldChangeTheMeaningIsRefusedAllTheSame() throws Exception {
    for (String[] each :
        new String[][] {
          {"{1: -7, 2: [99]}", "{}"},
          {"{1: -7, 2: [99]}", "{99: 1}"},
          {"{4: 1}", "{}"},
          {"{11: []}", "{}"},
          {"{5: h'01'}", "{6: h'01'}"},
          {"{258: -16}", "{3: 0}"},
        }) {
      Bytes encoded = sign1(each[0], each[1]);
      assertThrows(DecodeException.class, () -> CoseSign1.decode(encoded, lenient), each[0]);
    }
    // The same label twice in one bucket; a value that is not well-formed.
    for (String hex :
        List.of("8445a201260126a0f64141", "8440a20441010441 01f64141", "8440a104f81ff64141")) {
      Bytes encoded = Bytes.fromHex(hex.replace(" ", ""));
      assertThrows(DecodeException.class, () -> CoseSign1.decode(encoded, lenient), hex);
    }
    assertTrue(remarks.isEmpty(), remarks.toString());
  }

  @Test
  void messagesWithoutSignaturesOrRecipientsCanBeSeenAndNotVerified() throws Exception {
    Bytes encoded = Edn.parse("['', {}, h'41', []]");
    assertThrows(DecodeException.class, () -> CoseSignedMessage.decode(encoded));
    CoseSignedMessage message = CoseSignedMessage.decode(encoded, lenient);
    assertEquals(1, remarks.size());
    CoseVerifier verifier = CoseVerifier.of(Keys.on(CoseCurve.P256));
    assertEquals(
        Failure.NO_SIGNATURE,
        assertThrows(VerificationException.class, () -> message.verify(verifier)).failure());

    CoseKey key = Recipients.symmetric(16, 1);
    ContentKeyRecipient recipient = ContentKeyRecipient.of(key, CoseAlgorithm.A128KW);
    Bytes mac = Edn.parse("[<<{1: 5}>>, {}, h'41', h'41', []]");
    assertThrows(DecodeException.class, () -> CoseMac.decode(mac));
    assertEquals(
        Failure.NO_RECIPIENT,
        assertThrows(
                VerificationException.class, () -> CoseMac.decode(mac, lenient).verify(recipient))
            .failure());
    Bytes encrypt = Edn.parse("[<<{1: 1}>>, {5: h'000000000000000000000000'}, h'41', []]");
    assertThrows(DecodeException.class, () -> CoseEncrypt.decode(encrypt));
    assertEquals(
        Failure.NO_RECIPIENT,
        assertThrows(
                VerificationException.class,
                () -> CoseEncrypt.decode(encrypt, lenient).decrypt(recipient))
            .failure());
    Bytes nested = Edn.parse("[<<{1: 5}>>, {}, h'41', h'41', [['', {1: -3}, h'41', []]]]");
    assertThrows(DecodeException.class, () -> CoseMac.decode(nested));
    CoseMac decoded = CoseMac.decode(nested, lenient);
    assertEquals(List.of(), decoded.recipients().get(0).recipients());
  }

  @Test
  void aLenientlyReadMessageVerifiesAndTakesACountersignature() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    CoseSign1 made = CoseSign1.sign(Bytes.ofUtf8("payload"), CoseSigner.of(key));
    CborReader reader = new CborReader(made.encode().toBytes());
    reader.readTag();
    reader.enterArray();
    Bytes encoded =
        Edn.parse(
            "[h'"
                + reader.readBytes().toHex()
                + "', {1: 5, 33: [h'01']}, 'payload', h'"
                + made.signature().toHex()
                + "']");
    CoseSign1 message = CoseSign1.decode(encoded, lenient);
    assertEquals(2, remarks.size());
    CoseVerifier verifier = CoseVerifier.of(key);
    assertEquals(Bytes.ofUtf8("payload"), message.verify(verifier).bytes());
    CoseCountersignature countersignature = CoseCountersignature.sign(message, CoseSigner.of(key));
    CoseSign1 countersigned = message.withCountersignature(countersignature);
    assertEquals(1, countersigned.countersignatures().size());
    countersignature.verify(countersigned, verifier);
  }

  /** The offset of a remark is that in the whole input, however deep it was found. */
  @Test
  void remarksInsideHeadersAreLocated() throws Exception {
    Bytes encoded = Edn.parse("['', {11: ['', {33: [h'99']}, h'41']}, null, h'41']");
    CoseSign1 message = CoseSign1.decode(encoded, lenient);
    assertEquals(1, message.countersignatures().size());
    assertEquals(1, remarks.size());
    // Behind the certificate, where the array is found to end.
    assertEquals(encoded.toHex().indexOf("4199") / 2 + 2, remarks.get(0).offset());
    assertFalse(DecodeOptions.defaults().isLenient());
    assertTrue(lenient.isLenient());
  }
}
