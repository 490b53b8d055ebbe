package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.Refused.edn;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.codec.Uint;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.report.SystemPropertyClaims;

/** Sequence numbers, sizes and times keep all their 64 bits. */
class UnsignedNumbersTest {

  private static final String LARGEST = "18446744073709551615";

  @Test
  void sequenceNumbersAreComparedUnsigned() throws DecodeException {
    Bytes encoded = edn("{1: 1, 2: " + LARGEST + ", 3: << {} >>}");
    SuitManifest manifest = SuitManifest.decodeUnverified(encoded);
    assertEquals(Uint.MAX_VALUE, manifest.sequenceNumber());
    assertEquals(encoded, manifest.encode().toBytes());
    assertTrue(manifest.sequenceNumber().compareTo(Uint.of(Long.MAX_VALUE)) > 0);
    assertTrue(manifest.toString().contains("sequenceNumber=" + LARGEST));
    assertEquals(manifest, SuitManifest.builder(Uint.MAX_VALUE, manifest.common()).build());
    SuitCommon common = manifest.common();
    assertThrows(IllegalArgumentException.class, () -> SuitManifest.builder(-1, common));
  }

  @Test
  void parametersKeepAllBits() throws DecodeException {
    String metadata = "<< {1: L, 2: {\"u\": L}, 6: 1(L), 7: 1(L)} >>";
    String parameters = "4: L, 5: L, 14: L, 26: L, 29: << {1: -1, 5: L, 6: L, 9: L} >>, ";
    Bytes encoded =
        edn(("{0: ['a'], " + parameters + "30: " + metadata + "}").replace("L", LARGEST));
    SystemPropertyClaims claims = SystemPropertyClaims.decodeUnverified(encoded);
    assertEquals(encoded, claims.encode().toBytes());
    assertEquals(Optional.of(Uint.MAX_VALUE), claims.value(SuitParameter.IMAGE_SIZE));
    assertEquals(Optional.of(Uint.MAX_VALUE), claims.value(SuitParameter.USE_BEFORE));
    assertEquals(
        Optional.of(Uint.MAX_VALUE),
        claims.value(SuitParameter.COMPONENT_METADATA).orElseThrow().creationTime());
    assertEquals(
        Uint.MAX_VALUE,
        claims.value(SuitParameter.WAIT_INFO).orElseThrow().times().get(SuitWaitInfo.Event.TIME));
  }

  /** Nothing that Java can hold is as large as that. */
  @Test
  void sizesAboveWhatJavaHoldsNeverMatch() throws Exception {
    Bytes content = Bytes.ofUtf8("content");
    SuitDigest digest = SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(content));
    SuitPayloadCheck check =
        new SuitPayloadCheck(SuitPayloadCheck.Subject.FETCHED, digest, Optional.of(Uint.MAX_VALUE));
    assertThrows(VerificationException.class, () -> check.check(content));
    assertThrows(VerificationException.class, () -> check.checkSize(-1));
  }
}
