package org.teep4j.cose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.VerificationException.Failure;

/** Keys found by what a message says, and how little is believed of it. */
class CoseKeyResolverTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final Bytes ID = Bytes.ofUtf8("id");

  private static CoseKey key() {
    return Keys.generate(CoseCurve.P256);
  }

  private static CoseSign1 signed(CoseKey key) throws Exception {
    return CoseSign1.sign(PAYLOAD, CoseSigner.of(key));
  }

  private static void refused(
      Failure failure, CoseSignedMessage message, CoseKeyResolver resolver) {
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> message.verify(resolver));
    assertEquals(failure, refusal.failure());
  }

  @Test
  void allKeysWithTheSameIdentifierAreTried() throws Exception {
    CoseKey signer = key().withKeyId(ID);
    List<CoseKey> keys = List.of(key().withKeyId(ID), key().withKeyId(ID), signer.toPublic());
    VerifiedPayload verified = signed(signer).verify(CoseKeyResolver.of(keys));
    assertEquals(PAYLOAD, verified.bytes());
    assertEquals(ID, verified.keyId().orElseThrow());
    assertEquals(signer.toPublic(), verified.verifier().publicKey().orElseThrow());
    List<CoseVerifier> verifiers = new ArrayList<>();
    for (CoseKey each : keys) {
      verifiers.add(CoseVerifier.of(each));
    }
    verified = signed(signer).verify(CoseKeyResolver.ofVerifiers(verifiers));
    assertSame(verifiers.get(2), verified.verifier());
  }

  @Test
  void theIdentifierIsAHintAlone() throws Exception {
    CoseKey signer = key();
    CoseKeyResolver resolver =
        CoseKeyResolver.of(List.of(key().withKeyId(ID), signer.withKeyId(Bytes.ofUtf8("other"))));
    signed(signer).verify(resolver);
    signed(signer.withKeyId(ID)).verify(resolver);
    refused(Failure.SIGNATURE, signed(key().withKeyId(ID)), resolver);
    assertEquals(
        List.of("id", "none", "other"),
        order(signer.withKeyId(ID), Bytes.ofUtf8("other"), Bytes.empty(), ID));
  }

  /** In which order keys are tried, by their identifiers; the empty one stands for none. */
  private static List<String> order(CoseKey signer, Bytes... identifiers) throws Exception {
    List<CoseKey> keys = new ArrayList<>();
    for (Bytes id : identifiers) {
      keys.add(id.isEmpty() ? key() : key().withKeyId(id));
    }
    List<String> order = new ArrayList<>();
    for (CoseVerifier each : CoseKeyResolver.of(keys).resolve(signed(signer).headers())) {
      order.add(each.keyId().map(id -> new String(id.toByteArray(), UTF_8)).orElse("none"));
    }
    return order;
  }

  @Test
  void noMoreKeysAreTriedThanTheLimit() throws Exception {
    CoseKey signer = key();
    List<CoseKey> keys = new ArrayList<>();
    for (int i = 0; i < CoseSign.MOST_CANDIDATES; i++) {
      keys.add(key());
    }
    keys.set(CoseSign.MOST_CANDIDATES - 1, signer);
    signed(signer).verify(CoseKeyResolver.of(keys));
    keys.add(0, key());
    refused(Failure.TOO_MANY_SIGNATURES, signed(signer), CoseKeyResolver.of(keys));
    // Keys for other algorithms do not count, and kid brings the right one to the front.
    keys.add(Keys.on(CoseCurve.ED25519));
    keys.add(signer.withKeyId(ID));
    signed(signer.withKeyId(ID)).verify(CoseKeyResolver.of(keys));
    signed(Keys.on(CoseCurve.ED25519)).verify(CoseKeyResolver.of(keys));
  }

  @Test
  void signaturesAndKeysTogetherAreLimited() throws Exception {
    CoseKey signer = key();
    CoseSignBuilder builder = CoseSign.builder().payload(PAYLOAD);
    for (int i = 0; i < 5; i++) {
      builder.sign(CoseSigner.of(key()));
    }
    CoseSign message = builder.sign(CoseSigner.of(signer)).build();
    message.verify(CoseKeyResolver.of(List.of(key(), signer)));
    refused(
        Failure.TOO_MANY_SIGNATURES,
        message,
        CoseKeyResolver.of(List.of(key(), key(), key(), signer)));
  }

  @Test
  void byThumbprint() throws Exception {
    CoseKey signer = key();
    CoseKey named = signer.withKeyId(signer.thumbprint());
    CoseKeyResolver resolver = CoseKeyResolver.byThumbprint(List.of(key(), signer.withKeyId(ID)));
    assertEquals(signer.thumbprint(), signed(named).verify(resolver).keyId().orElseThrow());
    refused(Failure.NO_KEY, signed(signer), resolver);
    refused(Failure.NO_KEY, signed(signer.withKeyId(ID)), resolver);
    refused(Failure.SIGNATURE, signed(key().withKeyId(signer.thumbprint())), resolver);
  }

  @Test
  void whatCannotVerifyIsPassedOver() throws Exception {
    CoseKey signer = key();
    CoseKey forSigning = signer.withOperations(KeyOperation.SIGN);
    CoseKey other = signer.withAlgorithm(CoseAlgorithm.ES256);
    CoseKey agreement = Keys.on(CoseCurve.X25519);
    CoseKeyResolver none = CoseKeyResolver.of(List.of(forSigning, agreement));
    refused(Failure.NO_KEY, signed(signer), none);
    refused(Failure.ALGORITHM, signed(signer), CoseKeyResolver.of(List.of(other)));
    refused(Failure.NO_KEY, signed(signer), CoseKeyResolver.of(List.<CoseKey>of()));
    refused(Failure.NO_KEY, signed(signer), CoseKeyResolver.byThumbprint(List.of(agreement)));
  }

  @Test
  void oneResolverAfterTheOther() throws Exception {
    CoseKey signer = key();
    CoseKeyResolver right = CoseKeyResolver.of(List.of(signer));
    CoseKeyResolver wrong = CoseKeyResolver.of(List.of(key()));
    CoseKeyResolver refusing =
        headers -> {
          throw new VerificationException(Failure.CERTIFICATE_EXPIRED);
        };
    CoseKeyResolver none = headers -> List.of();
    signed(signer).verify(wrong.or(right));
    signed(signer).verify(right.or(wrong));
    signed(signer).verify(refusing.or(right));
    signed(signer).verify(none.or(right));
    refused(Failure.SIGNATURE, signed(signer), refusing.or(wrong));
    refused(Failure.CERTIFICATE_EXPIRED, signed(signer), refusing.or(none));
    refused(Failure.CERTIFICATE_EXPIRED, signed(signer), none.or(refusing));
    refused(Failure.NO_KEY, signed(signer), none.or(none));
  }

  @Test
  void aVerifierResolvesToItself() throws Exception {
    CoseKey signer = key();
    CoseVerifier right = CoseVerifier.of(signer);
    CoseVerifier wrong = CoseVerifier.of(key());
    assertEquals(List.of(right), right.resolve(signed(signer).headers()));
    assertSame(right, signed(signer).verify(wrong.or(right)).verifier());
    refused(Failure.SIGNATURE, signed(signer), wrong.or(wrong));
    refused(Failure.ALGORITHM, signed(signer), CoseVerifier.of(Keys.on(CoseCurve.ED25519)));
  }

  @Test
  void detachedAndWithOptions() throws Exception {
    CoseKey signer = key();
    CoseKeyResolver resolver = CoseKeyResolver.of(List.of(signer));
    Bytes aad = Bytes.ofUtf8("aad");
    VerifyOptions options = VerifyOptions.defaults().withExternalAad(aad);
    CoseSign1 one =
        CoseSign1.builder()
            .payload(PAYLOAD)
            .externalAad(aad)
            .detached()
            .sign(CoseSigner.of(signer));
    CoseSign many =
        CoseSign.builder()
            .payload(PAYLOAD)
            .externalAad(aad)
            .detached()
            .sign(CoseSigner.of(signer))
            .build();
    for (CoseSignedMessage message : List.of(one, many)) {
      assertEquals(PAYLOAD, message.verifyDetached(PAYLOAD, resolver, options).bytes());
      VerificationException refusal =
          assertThrows(
              VerificationException.class, () -> message.verifyDetached(PAYLOAD, resolver));
      assertEquals(Failure.SIGNATURE, refusal.failure());
      refused(Failure.NO_PAYLOAD, message, resolver);
    }
    CoseSign embedded = CoseSign.builder().payload(PAYLOAD).sign(CoseSigner.of(signer)).build();
    for (CoseSignedMessage message : List.of(signed(signer), embedded)) {
      VerificationException refusal =
          assertThrows(
              VerificationException.class, () -> message.verifyDetached(PAYLOAD, resolver));
      assertEquals(Failure.TWO_PAYLOADS, refusal.failure());
    }
  }

  @Test
  void criticalHeadersCountHereToo() throws Exception {
    CoseKey signer = key();
    CoseLabel own = CoseLabel.of("own");
    CoseHeaders headers =
        CoseHeaders.builder().protect(own, Bytes.fromHex("01")).critical(List.of(own)).build();
    CoseKeyResolver resolver = CoseKeyResolver.of(List.of(signer));
    CoseSign1 message =
        CoseSign1.builder().headers(headers).payload(PAYLOAD).sign(CoseSigner.of(signer));
    refused(Failure.CRITICAL_HEADER, message, resolver);
    message.verify(resolver, VerifyOptions.defaults().withUnderstood(own));
    CoseSign body =
        CoseSign.builder().headers(headers).payload(PAYLOAD).sign(CoseSigner.of(signer)).build();
    refused(Failure.CRITICAL_HEADER, body, resolver);
    CoseSign signature =
        CoseSign.builder().payload(PAYLOAD).sign(CoseSigner.of(signer), headers).build();
    refused(Failure.CRITICAL_HEADER, signature, resolver);
  }

  @Property(tries = 20)
  void theOrderOfKeysDoesNotMatter(@ForAll @IntRange(min = 0, max = 6) int position)
      throws Exception {
    CoseKey signer = key();
    List<CoseKey> keys = new ArrayList<>(Collections.nCopies(6, key().withKeyId(ID)));
    keys.add(position, signer.withKeyId(ID).toPublic());
    CoseKeyResolver resolver = CoseKeyResolver.of(CoseKeySet.of(keys).keys());
    assertEquals(PAYLOAD, signed(signer.withKeyId(ID)).verify(resolver).bytes());
  }
}
