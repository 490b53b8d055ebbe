package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;

/** What is signed is verified, with every algorithm and in every form of message. */
class SigningTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("a payload");
  private static final Bytes AAD = Bytes.ofUtf8("external");
  private static final Bytes KID = Bytes.ofUtf8("kid-1");

  static Stream<CoseAlgorithm> supported() {
    return Arrays.stream(CoseAlgorithm.values())
        .filter(
            each -> each.kind() == CoseAlgorithm.Kind.SIGNATURE && each != CoseAlgorithm.HSS_LMS);
  }

  @ParameterizedTest
  @MethodSource("supported")
  void sign1WithEveryAlgorithm(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = Keys.forAlgorithm(algorithm).withKeyId(KID);
    CoseSign1 signed = CoseSign1.sign(PAYLOAD, CoseSigner.of(key, algorithm));
    CoseSign1 decoded = CoseSign1.decode(Bytes.wrap(signed.toByteArray()));
    assertEquals(signed, decoded);
    assertEquals(Optional.of(algorithm), decoded.headers().algorithm());
    assertEquals(Optional.of(KID), decoded.headers().keyId());
    VerifiedPayload verified = decoded.verify(CoseVerifier.of(key.toPublic(), algorithm));
    assertEquals(PAYLOAD, verified.bytes());
    assertEquals(algorithm, verified.algorithm());
    assertEquals(Optional.of(KID), verified.keyId());
  }

  @ParameterizedTest
  @MethodSource("supported")
  void signWithEveryAlgorithmDetachedAndUntagged(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = Keys.forAlgorithm(algorithm);
    CoseSign signed =
        CoseSign.builder()
            .headers(CoseHeaders.builder().contentType(CoseLabel.of("text/plain")).build())
            .payload(PAYLOAD)
            .externalAad(AAD)
            .detached()
            .untagged()
            .sign(CoseSigner.of(Keys.on(CoseCurve.P384)))
            .sign(CoseSigner.of(key, algorithm))
            .build();
    CoseSign decoded = CoseSign.decode(Bytes.wrap(signed.toByteArray()));
    assertEquals(signed, decoded);
    assertFalse(decoded.isTagged());
    assertTrue(decoded.isDetached());
    VerifiedPayload verified =
        decoded.verifyDetached(
            PAYLOAD,
            CoseVerifier.of(key, algorithm),
            VerifyOptions.defaults().withExternalAad(AAD));
    assertEquals(PAYLOAD, verified.bytes());
    assertEquals(Optional.of(algorithm), verified.signatureHeaders().algorithm());
    assertEquals(Optional.of(CoseLabel.of("text/plain")), verified.headers().contentType());
  }
}
