package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;

/** Signed digests of content that is elsewhere (RFC 9995). */
class HashEnvelopeTest {

  private static final CoseKey KEY = Keys.on(CoseCurve.P256);
  private static final Bytes CONTENT = Bytes.ofUtf8("content");

  private static CoseSign1 signed(CoseAlgorithm algorithm, Bytes content) throws Exception {
    CoseSign1 made =
        HashEnvelope.builder(algorithm)
            .preimage(content)
            .preimageContentType(CoseLabel.of("application/spdx+json"))
            .payloadLocation("https://example.com/content")
            .sign(CoseSigner.of(KEY));
    return CoseSign1.decode(Bytes.wrap(made.toByteArray()));
  }

  private static HashEnvelope verified(CoseSign1 message) throws Exception {
    return HashEnvelope.of(message.verify(CoseVerifier.of(KEY)));
  }

  private static void refused(Failure failure, Verification verification) {
    VerificationException refusal = assertThrows(VerificationException.class, verification::run);
    assertEquals(failure, refusal.failure());
  }

  private interface Verification {
    void run() throws Exception;
  }

  @Test
  void headersAndDigest() throws Exception {
    CoseSign1 message = signed(CoseAlgorithm.SHA_384, CONTENT);
    assertEquals(
        Edn.parse(
            "{1: -9, 258: -43, 259: \"application/spdx+json\", 260: \"https://example.com/content\"}"),
        message.headers().protectedBytes());
    HashEnvelope envelope = verified(message);
    assertEquals(CoseAlgorithm.SHA_384, envelope.hashAlgorithm());
    assertEquals(
        Optional.of(CoseLabel.of("application/spdx+json")), envelope.preimageContentType());
    assertEquals(Optional.of("https://example.com/content"), envelope.payloadLocation());
    assertEquals(
        CoseDigest.compute(CoseAlgorithm.SHA_384, Segments.of(CONTENT)), envelope.digest());
    assertEquals(message.unverifiedPayload(), envelope.payload().bytes());
  }

  @Property(tries = 50)
  void theContentAndNoOtherIsMeant(@ForAll byte[] content, @ForAll byte[] other) throws Exception {
    for (CoseAlgorithm algorithm :
        List.of(
            CoseAlgorithm.SHA_256,
            CoseAlgorithm.SHA_512,
            CoseAlgorithm.SHA_512_256,
            CoseAlgorithm.SHAKE128,
            CoseAlgorithm.SHAKE256)) {
      Bytes bytes = Bytes.wrap(content);
      HashEnvelope envelope = verified(signed(algorithm, bytes));
      envelope.requirePreimage(bytes);
      envelope.requirePreimage(Segments.of(bytes, Bytes.empty()));
      envelope.requirePreimage(bytes.asInputStream());
      Bytes another = Bytes.wrap(other);
      if (!another.equals(bytes)) {
        refused(Failure.DIGEST, () -> envelope.requirePreimage(another));
        refused(Failure.DIGEST, () -> envelope.requirePreimage(another.asInputStream()));
      }
    }
  }

  @Test
  void theSameFromAStreamAndFromADigestMadeElsewhere() throws Exception {
    HashEnvelopeBuilder builder = HashEnvelope.builder(CoseAlgorithm.SHA_256);
    assertThrows(IllegalStateException.class, builder::digest);
    InputStream stream = CONTENT.asInputStream();
    Bytes digest = builder.preimage(stream).digest();
    assertEquals(CoseDigest.compute(CoseAlgorithm.SHA_256, Segments.of(CONTENT)), digest);
    HashEnvelope envelope =
        verified(
            HashEnvelope.builder(CoseAlgorithm.SHA_256).digest(digest).sign(CoseSigner.of(KEY)));
    envelope.requirePreimage(CONTENT);
    refused(Failure.DIGEST, () -> envelope.requirePreimage(Bytes.ofUtf8("other")));
    assertThrows(IllegalArgumentException.class, () -> builder.digest(digest.slice(1)));
  }

  @Test
  void otherMessagesCarryDigestsToo() throws Exception {
    HashEnvelopeBuilder builder = HashEnvelope.builder(CoseAlgorithm.SHA_256).preimage(CONTENT);
    CoseSign sign =
        CoseSign.builder()
            .headers(builder.headers())
            .payload(builder.digest())
            .sign(CoseSigner.of(KEY))
            .build();
    HashEnvelope.of(sign.verify(CoseVerifier.of(KEY))).requirePreimage(CONTENT);
    CoseKey macKey = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    CoseMac0 mac =
        CoseMac0.builder()
            .headers(builder.headers())
            .payload(builder.digest())
            .mac(CoseMacCreator.of(macKey));
    HashEnvelope.of(mac.verify(CoseMacVerifier.of(macKey))).requirePreimage(CONTENT);
  }

  @Test
  void whatIsNoHashEnvelope() throws Exception {
    CoseSign1 plain = CoseSign1.sign(Bytes.wrap(new byte[32]), CoseSigner.of(KEY));
    refused(Failure.NO_DIGEST, () -> verified(plain));
    CoseHeaders headers = HashEnvelope.builder(CoseAlgorithm.SHA_256).preimage(CONTENT).headers();
    for (int length : new int[] {0, 31, 33}) {
      CoseSign1 message =
          CoseSign1.builder()
              .headers(headers)
              .payload(Bytes.wrap(new byte[length]))
              .sign(CoseSigner.of(KEY));
      refused(Failure.NO_DIGEST, () -> verified(message));
    }
    for (CoseLabel algorithm :
        List.of(
            CoseLabel.of(-99999), CoseAlgorithm.ES256.label(), CoseAlgorithm.SHA_256_64.label())) {
      CoseSign1 message =
          CoseSign1.builder()
              .headers(
                  headers.toBuilder()
                      .protect(CoseHeaderParameter.PAYLOAD_HASH_ALG.label(), algorithm)
                      .build())
              .payload(Bytes.wrap(new byte[8]))
              .sign(CoseSigner.of(KEY));
      refused(Failure.DIGEST_ALGORITHM, () -> verified(message));
    }
  }

  @Test
  void whatCannotBeBuilt() throws Exception {
    for (CoseAlgorithm algorithm : List.of(CoseAlgorithm.SHA_256_64, CoseAlgorithm.ES256)) {
      assertThrows(NoSuchAlgorithmException.class, () -> HashEnvelope.builder(algorithm));
    }
    CoseHeaders withType = CoseHeaders.builder().contentType(CoseLabel.of(0)).build();
    HashEnvelopeBuilder builder =
        HashEnvelope.builder(CoseAlgorithm.SHA_256).preimage(CONTENT).headers(withType);
    assertThrows(IllegalArgumentException.class, () -> builder.sign(CoseSigner.of(KEY)));
  }

  @Test
  void theSignatureComesFirst() throws Exception {
    CoseSign1 message = signed(CoseAlgorithm.SHA_256, CONTENT);
    CoseKey other = Keys.generate(CoseCurve.P256);
    refused(Failure.SIGNATURE, () -> HashEnvelope.of(message.verify(CoseVerifier.of(other))));
  }
}
