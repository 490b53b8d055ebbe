package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitEncryptionInfo;

/** What the tests of encrypted payloads share. */
final class EncryptionFixture {

  static final Bytes PAYLOAD = Bytes.ofUtf8("a payload of more than one block of AES");

  static final SuitCoseProfile GCM = SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM;
  static final SuitCoseProfile CTR = SuitCoseProfile.SHA256_ESP256_ECDH_A128CTR;
  static final SuitCoseProfile KW = SuitCoseProfile.SHA256_HMAC_A128KW_A128CTR;

  static final CoseKey STRANGER = newKey("EC");

  private EncryptionFixture() {}

  /** The profiles of suit-mti, and every other pair that the draft speaks of. */
  static Stream<SuitCoseProfile> profiles() {
    return Stream.concat(
            SuitCoseProfile.defined().stream(),
            Stream.of(-3L, -4L, -5L, -29L, -30L, -31L)
                .flatMap(
                    exchange ->
                        Stream.of(1L, 2L, 3L, 24L, -65534L, -65533L, -65532L)
                            .map(content -> new SuitCoseProfile(-16, -9, exchange, content))))
        .distinct();
  }

  static CoseKey newKey(String kind) {
    try {
      return switch (kind) {
        case "EC" -> CoseKeys.generate(CoseCurve.P256);
        case "A128KW" -> CoseKeys.generate(CoseAlgorithm.A128KW);
        case "A192KW" -> CoseKeys.generate(CoseAlgorithm.A192KW);
        default -> CoseKeys.generate(CoseAlgorithm.A256KW);
      };
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static CoseKey keyFor(SuitCoseProfile profile) {
    String name = profile.keyExchangeAlgorithm().orElseThrow().ianaName();
    return newKey(name.startsWith("ECDH") ? "EC" : name);
  }

  static SuitPayloadCheck check(SuitPayloadCheck.Subject subject, Bytes content)
      throws GeneralSecurityException {
    return new SuitPayloadCheck(
        subject,
        SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(content)),
        Optional.of(Uint.of(content.length())));
  }

  static SuitPayloadCheck plaintext(Bytes content) throws GeneralSecurityException {
    return check(SuitPayloadCheck.Subject.PLAINTEXT, content);
  }

  static void refused(Failure failure, Executable decryption) {
    assertEquals(failure, assertThrows(VerificationException.class, decryption).failure());
  }

  static SuitEncryptionInfo info(EncryptionByHand.Info info) throws DecodeException {
    return SuitEncryptionInfo.decode(EncryptionByHand.encode(info));
  }
}
