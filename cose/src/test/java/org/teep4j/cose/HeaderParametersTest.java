package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.cose.VerificationException.Failure;

/** Header parameters beyond RFC 9052: their types, their buckets, and how they are put together. */
class HeaderParametersTest {

  private static final Bytes ONE = Bytes.fromHex("0102");
  private static final Bytes TWO = Bytes.fromHex("0304");

  private static CoseHeaders decode(String protectedMap, String unprotected)
      throws DecodeException {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeBytes(Edn.parse(protectedMap));
    writer.writeEncodedItem(Edn.parse(unprotected)).writeNull().writeBytes(ONE).endArray();
    return CoseSign1.decode(writer.toBytes()).headers();
  }

  private static void refused(Reason reason, String path, String protectedMap, String unprotected) {
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> decode(protectedMap, unprotected));
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    assertEquals("COSE_Sign1" + path, refusal.path());
  }

  @Test
  void everyParameterIsReadWithItsType() throws Exception {
    CoseHeaders headers =
        decode(
            "{15: {1: \"issuer\", \"own\": [1]}, 16: \"application/cwt\", 32: h'0102',"
                + " 33: [h'0102', h'0304'], 34: [-16, h'0304'], 35: 32(\"https://example.com\"),"
                + " 258: -16, 259: 50, 260: \"there\", 394: [h'0102', h'0304'], 395: 1, 396: {}}",
            "{10: h'0102'}");
    assertEquals(
        Optional.of(Edn.parse("\"issuer\"")),
        headers.cwtClaims().orElseThrow().claim(CoseLabel.of(1)));
    assertEquals(2, headers.cwtClaims().orElseThrow().claims().size());
    assertEquals(Optional.of(CoseLabel.of("application/cwt")), headers.typ());
    assertEquals(List.of(ONE), headers.x5bag());
    assertEquals(List.of(ONE, TWO), headers.x5chain());
    assertEquals(Optional.of(new CertificateHash(CoseLabel.of(-16), TWO)), headers.x5t());
    assertEquals(Optional.of("https://example.com"), headers.x5u());
    assertEquals(Optional.of(ONE), headers.keyIdContext());
    assertEquals(Optional.of(CoseAlgorithm.SHA_256.label()), headers.payloadHashAlgorithm());
    assertEquals(Optional.of(CoseLabel.of(50)), headers.preimageContentType());
    assertEquals(Optional.of("there"), headers.payloadLocation());
    assertEquals(List.of(ONE, TWO), headers.receipts());
    assertEquals(Optional.of(CoseLabel.of(1)), headers.verifiableDataStructure());
    CoseHeaders none = CoseHeaders.empty();
    assertEquals(Optional.empty(), none.cwtClaims());
    assertEquals(Optional.empty(), none.typ());
    assertEquals(List.of(), none.x5bag());
    assertEquals(Optional.empty(), none.x5t());
    assertEquals(Optional.empty(), none.x5u());
    assertEquals(Optional.empty(), none.keyIdContext());
    assertEquals(List.of(), none.receipts());
    assertEquals(Optional.empty(), none.verifiableDataStructure());
  }

  @Test
  void otherTypesAreRefused() {
    for (String[] each :
        new String[][] {
          {"10", "kid context", "\"text\""},
          {"15", "CWT Claims", "[]"},
          {"15", "CWT Claims", "{h'01': 1}"},
          {"16", "typ", "h'01'"},
          {"32", "x5bag", "{}"},
          {"32", "x5bag", "[1, 2]"},
          {"33", "x5chain", "\"text\""},
          {"34", "x5t", "h'01'"},
          {"34", "x5t", "[h'01', h'02']"},
          {"34", "x5t", "[-16, \"text\"]"},
          {"35", "x5u", "h'01'"},
          {"35", "x5u", "33(\"text\")"},
          {"258", "payload-hash-alg", "\"SHA-256\""},
          {"259", "preimage-content-type", "h'01'"},
          {"260", "payload-location", "1"},
          {"394", "receipts", "h'01'"},
          {"394", "receipts", "[{}]"},
          {"395", "vds", "\"RFC9162_SHA256\""},
          {"396", "vdp", "[]"},
        }) {
      String map = "{" + each[0] + ": " + each[2] + "}";
      refused(Reason.UNEXPECTED_TYPE, "/protected/" + each[1], map, "{}");
    }
    refused(Reason.VALUE_OUT_OF_RANGE, "/protected/typ", "{16: -1}", "{}");
    refused(Reason.VALUE_OUT_OF_RANGE, "/protected/preimage-content-type", "{259: -1}", "{}");
    refused(Reason.WRONG_LENGTH, "/protected/x5bag", "{32: [h'01']}", "{}");
    refused(Reason.WRONG_LENGTH, "/protected/x5t", "{34: [-16]}", "{}");
    refused(Reason.WRONG_LENGTH, "/protected/receipts", "{394: []}", "{}");
    refused(Reason.WRONG_LENGTH, "/protected/x5t", "{34: [-16, h'01', 1]}", "{}");
  }

  @Test
  void someParametersMustBeProtected() {
    refused(Reason.HEADER_BUCKET, "/unprotected/crit", "{1: -7}", "{2: [1]}");
    refused(Reason.HEADER_BUCKET, "/unprotected/typ", "{1: -7}", "{16: 61}");
    refused(Reason.HEADER_BUCKET, "/unprotected/payload-hash-alg", "{1: -7}", "{258: -16}");
    refused(Reason.HEADER_BUCKET, "/unprotected/preimage-content-type", "{1: -7}", "{259: 1}");
    refused(Reason.HEADER_BUCKET, "/unprotected/payload-location", "{1: -7}", "{260: \"\"}");
  }

  @Test
  void aHashEnvelopeHasNoContentType() throws Exception {
    refused(Reason.UNEXPECTED_ELEMENT, "", "{3: 0, 258: -16}", "{}");
    refused(Reason.UNEXPECTED_ELEMENT, "", "{258: -16}", "{3: 0}");
    decode("{258: -16, 259: 0}", "{}");
  }

  @Test
  void theBuilderPutsThemIntoTheRightBucket() throws Exception {
    CertificateHash hash = CertificateHash.of(CoseAlgorithm.SHA_256, ONE);
    CwtClaims claims = CwtClaims.decodeUnverified(Edn.parse("{2: \"subject\"}"));
    CoseHeaders headers =
        CoseHeaders.builder()
            .keyIdContext(TWO)
            .cwtClaims(claims)
            .typ(CoseLabel.of(61))
            .x5chain(List.of(ONE))
            .x5bag(List.of(ONE, TWO))
            .x5t(hash)
            .x5u("https://example.com")
            .build();
    assertEquals(
        Edn.parse(
            "{15: {2: \"subject\"}, 16: 61, 33: h'0102', 34: [-16, h'"
                + hash.value().toHex()
                + "'], 35: \"https://example.com\"}"),
        headers.protectedBytes());
    assertEquals(2, headers.unprotectedParameters().size());
    assertEquals(Optional.of(TWO), headers.keyIdContext());
    assertEquals(List.of(ONE, TWO), headers.x5bag());
    assertEquals(Optional.of(claims), headers.cwtClaims());
    CoseHeaders moved = headers.toBuilder().unprotectedX5chain(List.of(ONE, TWO)).build();
    assertFalse(moved.isProtected(CoseHeaderParameter.X5CHAIN.label()));
    assertEquals(List.of(ONE, TWO), moved.x5chain());
    assertThrows(IllegalArgumentException.class, () -> CoseHeaders.builder().x5chain(List.of()));
  }

  @Test
  void aCertificateHashMatchesItsCertificateAlone() throws Exception {
    for (CoseAlgorithm algorithm :
        List.of(CoseAlgorithm.SHA_256, CoseAlgorithm.SHA_256_64, CoseAlgorithm.SHAKE256)) {
      CertificateHash hash = CertificateHash.of(algorithm, ONE);
      assertEquals(Optional.of(algorithm), hash.algorithm());
      assertTrue(hash.matches(ONE));
      assertFalse(hash.matches(TWO));
      Bytes shorter = hash.value().slice(1);
      assertFalse(new CertificateHash(algorithm.label(), shorter).matches(ONE));
    }
    for (String other : List.of("-99999", "5", "\"SHA-256\"")) {
      CertificateHash hash = decode("{34: [" + other + ", h'']}", "{}").x5t().orElseThrow();
      assertFalse(hash.matches(ONE));
    }
  }

  @Test
  void claimsInHeaderAndPayloadMustBeTheSame() throws Exception {
    CwtClaims header = CwtClaims.decodeUnverified(Edn.parse("{1: \"a\", 6: 1}"));
    header.requireSameIn(CwtClaims.decodeUnverified(Edn.parse("{}")));
    header.requireSameIn(CwtClaims.decodeUnverified(Edn.parse("{2: \"b\"}")));
    header.requireSameIn(CwtClaims.decodeUnverified(Edn.parse("{6: 1, 2: \"b\", 1: \"a\"}")));
    for (String payload : List.of("{1: \"b\"}", "{6: 1, 1: h'61'}", "{1: \"a\", 6: 2}")) {
      VerificationException refusal =
          assertThrows(
              VerificationException.class,
              () -> header.requireSameIn(CwtClaims.decodeUnverified(Edn.parse(payload))));
      assertEquals(Failure.CLAIMS, refusal.failure());
    }
    for (String bad : List.of("a000", "a201010102", "a1010101", "80")) {
      assertThrows(
          DecodeException.class, () -> CwtClaims.decodeUnverified(Bytes.fromHex(bad)), bad);
    }
  }

  /** What is not protected is still anyone's after verification. */
  @Test
  void protectedHeadersOfAPayloadLeaveOutTheRest() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    Bytes claims = Edn.parse("{1: \"issuer\"}");
    CoseSign1 message =
        CoseSign1.builder()
            .headers(
                CoseHeaders.builder()
                    .protect(CoseHeaderParameter.CONTENT_TYPE.label(), Bytes.fromHex("183d"))
                    .unprotect(CoseHeaderParameter.CWT_CLAIMS.label(), claims)
                    .build())
            .payload(claims)
            .sign(CoseSigner.of(key.withKeyId(ONE)));
    VerifiedPayload verified =
        CoseSign1.decode(message.encode().toBytes()).verify(CoseVerifier.of(key));
    assertEquals(Optional.of(ONE), verified.headers().keyId());
    CoseHeaders protectedAlone = verified.protectedHeaders();
    assertEquals(Optional.of(CoseLabel.of(61)), protectedAlone.contentType());
    assertEquals(Optional.of(CoseAlgorithm.ESP256), protectedAlone.algorithm());
    assertEquals(Optional.empty(), protectedAlone.keyId());
    assertEquals(Optional.empty(), protectedAlone.cwtClaims());
    assertEquals(protectedAlone, protectedAlone.onlyProtected());
    assertEquals(CwtClaims.decodeUnverified(claims), verified.cwtClaims());
  }
}
