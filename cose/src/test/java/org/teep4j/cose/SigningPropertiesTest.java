package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException.Failure;

/** What holds for all headers, payloads and keys. */
class SigningPropertiesTest {

  @Provide
  Arbitrary<CoseAlgorithm> algorithms() {
    return Arbitraries.of(
        Arrays.stream(CoseAlgorithm.values())
            .filter(
                each ->
                    each.kind() == CoseAlgorithm.Kind.SIGNATURE && each != CoseAlgorithm.HSS_LMS)
            .toList());
  }

  @Provide
  Arbitrary<Bytes> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(100).map(Bytes::wrap);
  }

  private Arbitrary<CoseLabel> labels() {
    return Arbitraries.oneOf(
        Arbitraries.longs()
            .map(CoseLabel::of)
            .filter(label -> CoseHeaderParameter.fromLabel(label).isEmpty()),
        Arbitraries.strings().alpha().ofMaxLength(8).map(CoseLabel::of));
  }

  private Arbitrary<Bytes> values() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(n -> new CborWriter().writeLong(n).toBytes()),
        bytes().map(b -> new CborWriter().writeBytes(b).toBytes()),
        Arbitraries.strings().alpha().map(t -> new CborWriter().writeText(t).toBytes()),
        bytes()
            .map(
                b ->
                    new CborWriter()
                        .beginMap()
                        .writeLong(1)
                        .writeBytes(b)
                        .writeText("a")
                        .writeNull()
                        .endMap()
                        .toBytes()));
  }

  @Provide
  Arbitrary<CoseHeaders> headers() {
    return Combinators.combine(
            Arbitraries.maps(labels(), values()).ofMaxSize(4),
            Arbitraries.maps(labels(), values()).ofMaxSize(4),
            bytes().optional())
        .as(
            (protectedOnes, unprotectedOnes, keyId) -> {
              CoseHeadersBuilder builder = CoseHeaders.builder();
              protectedOnes.forEach(builder::protect);
              unprotectedOnes.forEach(builder::unprotect);
              keyId.ifPresent(builder::keyId);
              return builder.build();
            });
  }

  @Property(tries = 100)
  void whatIsSignedIsVerifiedAndDecodedToTheSame(
      @ForAll("algorithms") CoseAlgorithm algorithm,
      @ForAll("headers") CoseHeaders headers,
      @ForAll("bytes") Bytes payload,
      @ForAll("bytes") Bytes aad,
      @ForAll boolean tagged,
      @ForAll boolean detached)
      throws Exception {
    CoseKey key = Keys.forAlgorithm(algorithm);
    CoseSign1Builder builder =
        CoseSign1.builder().headers(headers).payload(payload).externalAad(aad);
    if (!tagged) {
      builder.untagged();
    }
    if (detached) {
      builder.detached();
    }
    CoseSign1 signed = builder.sign(CoseSigner.of(key, algorithm));
    Bytes encoded = Bytes.wrap(signed.toByteArray());
    CoseSign1 decoded = CoseSign1.decode(encoded);
    assertEquals(signed, decoded);
    assertEquals(signed, CoseSignedMessage.decode(encoded));
    assertEquals(encoded, Bytes.wrap(decoded.toByteArray()));
    assertEquals(tagged, decoded.isTagged());
    headers
        .protectedParameters()
        .forEach(
            (label, value) ->
                assertEquals(value, decoded.headers().protectedParameters().get(label)));
    assertEquals(headers.unprotectedParameters(), decoded.headers().unprotectedParameters());
    CoseVerifier verifier = CoseVerifier.of(key, algorithm);
    VerifyOptions options = VerifyOptions.defaults().withExternalAad(aad);
    VerifiedPayload verified =
        detached
            ? decoded.verifyDetached(payload, verifier, options)
            : decoded.verify(verifier, options);
    assertEquals(payload, verified.bytes());
  }

  @Property(tries = 20)
  void everyFlippedBitFails(
      @ForAll("headers") CoseHeaders headers,
      @ForAll("bytes") Bytes payload,
      @ForAll("bytes") Bytes aad)
      throws Exception {
    CoseKey key = Keys.on(CoseCurve.ED25519);
    CoseSign1 signed =
        CoseSign1.builder()
            .headers(headers)
            .payload(payload)
            .externalAad(aad)
            .sign(CoseSigner.of(key));
    CoseVerifier verifier = CoseVerifier.of(key);
    byte[] encoded = signed.toByteArray();
    for (int bit = 0; bit < 8 * encoded.length; bit += 3) {
      byte[] damaged = encoded.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      failsOrProtectsTheSame(signed, damaged, verifier, aad);
    }
  }

  /** Unprotected parameters, the tag and lengths may change; what is protected may not. */
  private static void failsOrProtectsTheSame(
      CoseSign1 signed, byte[] damaged, CoseVerifier verifier, Bytes aad) {
    try {
      CoseSign1 decoded = CoseSign1.decode(Bytes.wrap(damaged));
      VerifiedPayload verified =
          decoded.verify(verifier, VerifyOptions.defaults().withExternalAad(aad));
      assertEquals(signed.unverifiedPayload(), verified.bytes());
      assertEquals(signed.signature(), decoded.signature());
      assertEquals(
          signed.headers().protectedParameters(), verified.headers().protectedParameters());
      assertNotEquals(signed, decoded);
    } catch (DecodeException | VerificationException e) {
      // Refused, as it should be.
    }
  }

  @Property(tries = 50)
  void anotherKeyAadPayloadOrAlgorithmFails(
      @ForAll("algorithms") CoseAlgorithm algorithm,
      @ForAll("bytes") Bytes payload,
      @ForAll("bytes") Bytes aad,
      @ForAll("bytes") Bytes other)
      throws Exception {
    CoseKey key = Keys.forAlgorithm(algorithm);
    CoseSign1 signed =
        CoseSign1.builder()
            .payload(payload)
            .externalAad(aad)
            .detached()
            .sign(CoseSigner.of(key, algorithm));
    CoseVerifier verifier = CoseVerifier.of(key, algorithm);
    VerifyOptions options = VerifyOptions.defaults().withExternalAad(aad);
    if (!other.equals(aad)) {
      VerifyOptions otherAad = VerifyOptions.defaults().withExternalAad(other);
      fails(Failure.SIGNATURE, () -> signed.verifyDetached(payload, verifier, otherAad));
    }
    if (!other.equals(payload)) {
      fails(Failure.SIGNATURE, () -> signed.verifyDetached(other, verifier, options));
    }
    CoseKey otherKey =
        key instanceof RsaKey
            ? OTHER_RSA
            : key.curveOrNull() == null
                ? Keys.generate(algorithm)
                : Keys.generate(key.curveOrNull());
    CoseVerifier otherVerifier = CoseVerifier.of(otherKey, algorithm);
    fails(Failure.SIGNATURE, () -> signed.verifyDetached(payload, otherVerifier, options));
    for (CoseAlgorithm each : algorithms().allValues().orElseThrow().toList()) {
      if (each != algorithm && fits(key, each)) {
        CoseVerifier bound = CoseVerifier.of(key, each);
        fails(Failure.ALGORITHM, () -> signed.verifyDetached(payload, bound, options));
      }
    }
  }

  private static final CoseKey OTHER_RSA = Keys.rsa(2048);

  private static boolean fits(CoseKey key, CoseAlgorithm algorithm) {
    return algorithm.keyType().map(type -> key.keyType().is(type.id())).orElse(false)
        && key.algorithmId().map(algorithm.label()::equals).orElse(true)
        && algorithm.curve().map(curve -> curve == key.curveOrNull()).orElse(true);
  }

  private interface Verification {
    VerifiedPayload run() throws VerificationException;
  }

  private static void fails(Failure expected, Verification verification) {
    VerificationException refusal = assertThrows(VerificationException.class, verification::run);
    assertEquals(expected, refusal.failure());
  }

  @Property(tries = 100)
  void everySignatureOfAMessageIsVerifiedByItsKeyAlone(
      @ForAll("headers") CoseHeaders headers, @ForAll("bytes") Bytes payload) throws Exception {
    List<CoseKey> keys =
        List.of(
            Keys.on(CoseCurve.P256).withKeyId(Bytes.ofUtf8("a")),
            Keys.on(CoseCurve.ED25519).withKeyId(Bytes.ofUtf8("b")),
            Keys.on(CoseCurve.ED448));
    CoseSignBuilder builder = CoseSign.builder().headers(headers).payload(payload);
    for (CoseKey key : keys) {
      builder.sign(CoseSigner.of(key));
    }
    CoseSign signed = builder.build();
    Bytes encoded = Bytes.wrap(signed.toByteArray());
    CoseSign decoded = CoseSign.decode(encoded);
    assertEquals(signed, decoded);
    assertEquals(signed, CoseSignedMessage.decode(encoded));
    List<Optional<CoseAlgorithm>> seen = new ArrayList<>();
    for (CoseKey key : keys) {
      VerifiedPayload verified = decoded.verify(CoseVerifier.of(key));
      assertEquals(payload, verified.bytes());
      assertEquals(headers, verified.headers());
      seen.add(verified.signatureHeaders().algorithm());
    }
    assertEquals(
        List.of(
            Optional.of(CoseAlgorithm.ESP256),
            Optional.of(CoseAlgorithm.ED25519),
            Optional.of(CoseAlgorithm.ED448)),
        seen);
    CoseVerifier stranger = CoseVerifier.of(Keys.on(CoseCurve.P384));
    fails(Failure.ALGORITHM, () -> decoded.verify(stranger));
    CoseVerifier other = CoseVerifier.of(Keys.generate(CoseCurve.P256));
    fails(Failure.SIGNATURE, () -> decoded.verify(other));
  }

  @Property
  void randomBytesAreRefusedOrDecoded(@ForAll("bytes") Bytes input) {
    refusedOrDecoded(input);
  }

  @Property(tries = 10)
  void damagedMessagesAndKeysAreRefusedOrDecoded(@ForAll("headers") CoseHeaders headers)
      throws Exception {
    CoseSign message =
        CoseSign.builder()
            .headers(headers)
            .payload(Bytes.fromHex("00"))
            .sign(CoseSigner.of(Keys.on(CoseCurve.ED25519)))
            .build();
    CoseSign1 sign1 =
        CoseSign1.builder()
            .headers(headers)
            .payload(Bytes.fromHex("00"))
            .sign(CoseSigner.of(Keys.on(CoseCurve.ED25519)));
    for (byte[] encoded :
        List.of(
            message.toByteArray(),
            sign1.toByteArray(),
            Keys.on(CoseCurve.P256).toPublic().withKeyId(Bytes.ofUtf8("k")).toByteArray())) {
      for (int i = 0; i < encoded.length; i++) {
        refusedOrDecoded(Bytes.copyOf(Arrays.copyOf(encoded, i)));
        for (int change : new int[] {1, 0x20, 0x40, 0x80, 0xff}) {
          byte[] damaged = encoded.clone();
          damaged[i] ^= (byte) change;
          refusedOrDecoded(Bytes.wrap(damaged));
        }
      }
    }
  }

  private interface Decoding {
    void run() throws DecodeException;
  }

  private static void refusedOrDecoded(Bytes input) {
    List<Decoding> all =
        List.of(
            () -> CoseSign1.decode(input).toByteArray(),
            () -> CoseSign.decode(input).toByteArray(),
            () -> CoseSignedMessage.decode(input).toByteArray(),
            () -> CoseKey.decode(input).toByteArray());
    for (Decoding each : all) {
      try {
        each.run();
      } catch (DecodeException e) {
        assertNotEquals("", e.detail());
      }
    }
  }
}
