package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.internal.EcdsaSignature;

/** Signatures that come later: the same messages, the same checks. */
class AsyncSigningTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final Bytes KID = Bytes.ofUtf8("remote");

  /** A key management service: takes requests, and answers when the test says so. */
  private static final class Service implements CoseAsyncSigner {
    private final CoseSigner inside;
    private final List<Segments> requests = new ArrayList<>();
    private final List<CompletableFuture<byte[]>> answers = new ArrayList<>();

    Service(CoseKey key) throws GeneralSecurityException {
      inside = CoseSigner.of(key.withKeyId(KID));
    }

    @Override
    public CoseAlgorithm algorithm() {
      return inside.algorithm();
    }

    @Override
    public Optional<Bytes> keyId() {
      return inside.keyId();
    }

    @Override
    public CompletableFuture<byte[]> sign(Segments toBeSigned) {
      requests.add(toBeSigned);
      answers.add(new CompletableFuture<>());
      return answers.get(answers.size() - 1);
    }

    byte[] signature() throws GeneralSecurityException {
      return inside.sign(requests.get(0));
    }

    void answer(byte[] signature) {
      answers.get(0).complete(signature);
    }
  }

  @Test
  void aMessageIsThatOfTheSynchronousPath() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    Service service = new Service(key);
    CoseSign1Builder builder =
        CoseSign1.builder().payload(PAYLOAD).externalAad(KID).detached().untagged();
    CompletableFuture<CoseSign1> message = builder.signAsync(service);
    assertFalse(message.isDone());
    service.answer(service.signature());
    CoseSign1 signed = message.get();
    // ECDSA here is deterministic.
    assertEquals(builder.sign(CoseSigner.of(key.withKeyId(KID))), signed);
    assertEquals(
        PAYLOAD,
        signed
            .verifyDetached(
                PAYLOAD, CoseVerifier.of(key), VerifyOptions.defaults().withExternalAad(KID))
            .bytes());
    assertEquals(Optional.of(KID), signed.headers().keyId());
  }

  @Test
  void whatIsSetLaterDoesNotChangeTheMessage() throws Exception {
    CoseKey key = Keys.on(CoseCurve.ED25519);
    Service service = new Service(key);
    CoseSign1Builder builder = CoseSign1.builder().payload(PAYLOAD);
    CompletableFuture<CoseSign1> message = builder.signAsync(service);
    builder.payload(KID).headers(CoseHeaders.empty()).externalAad(KID).detached().untagged();
    service.answer(service.signature());
    CoseSign1 signed = message.get();
    assertTrue(signed.isTagged());
    assertEquals(PAYLOAD, signed.verify(CoseVerifier.of(key)).bytes());

    Service other = new Service(key);
    CoseSignBuilder several = CoseSign.builder().payload(PAYLOAD).signAsync(other);
    CompletableFuture<CoseSign> later = several.buildAsync();
    several.detached().untagged();
    several.sign(CoseSigner.of(Keys.on(CoseCurve.P256)));
    other.answer(other.signature());
    assertEquals(1, later.get().signatures().size());
    assertEquals(PAYLOAD, later.get().verify(CoseVerifier.of(key)).bytes());
    assertThrows(IllegalStateException.class, () -> several.payload(KID));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 65, 71})
  void aSignatureOfAnotherLengthIsRefused(int length) throws Exception {
    Service service = new Service(Keys.on(CoseCurve.P256));
    CompletableFuture<CoseSign1> message = CoseSign1.builder().payload(PAYLOAD).signAsync(service);
    service.answer(new byte[length]);
    assertEquals(
        "a signature of ESP256 takes 64 bytes, the signer returned " + length,
        refusal(message).getMessage());
  }

  @Test
  void derIsRefused() throws Exception {
    Service service = new Service(Keys.on(CoseCurve.P521));
    CompletableFuture<CoseSign> message =
        CoseSign.builder().payload(PAYLOAD).signAsync(service).buildAsync();
    byte[] der = EcdsaSignature.fromFixed(Bytes.wrap(service.signature())).toDer();
    service.answer(der);
    assertEquals(
        "a signature of ESP512 takes 132 bytes, the signer returned " + der.length,
        refusal(message).getMessage());
  }

  @Test
  void noSignatureIsRefused() throws Exception {
    for (byte[] nothing : new byte[][] {null, {}}) {
      Service service = new Service(Keys.RSA.withAlgorithm(CoseAlgorithm.PS256));
      CompletableFuture<CoseSign1> message =
          CoseSign1.builder().payload(PAYLOAD).signAsync(service);
      service.answer(nothing);
      assertEquals("the signer returned no signature", refusal(message).getMessage());
    }
  }

  private static SignatureException refusal(CompletableFuture<?> message) {
    ExecutionException failure = assertThrows(ExecutionException.class, message::get);
    return (SignatureException) failure.getCause();
  }

  @Test
  void aSignerThatFailsFailsTheMessage() throws Exception {
    IOException unreachable = new IOException("the service cannot be reached");
    Service service = new Service(Keys.on(CoseCurve.P256));
    CompletableFuture<CoseSign1> message = CoseSign1.builder().payload(PAYLOAD).signAsync(service);
    service.answers.get(0).completeExceptionally(unreachable);
    assertSame(unreachable, assertThrows(ExecutionException.class, message::get).getCause());

    Service good = new Service(Keys.on(CoseCurve.ED25519));
    Service bad = new Service(Keys.on(CoseCurve.P256));
    CoseSignBuilder builder = CoseSign.builder().payload(PAYLOAD).signAsync(bad).signAsync(good);
    CompletableFuture<CoseSign> several = builder.buildAsync();
    bad.answers.get(0).completeExceptionally(unreachable);
    good.answer(good.signature());
    assertSame(unreachable, assertThrows(ExecutionException.class, several::get).getCause());
    CompletionException built = assertThrows(CompletionException.class, builder::build);
    assertSame(unreachable, built.getCause());
  }

  /** A cancelled signature fails the message; a cancelled message leaves the signer alone. */
  @Test
  void cancellationGoesFromTheSignerToTheMessageOnly() throws Exception {
    Service service = new Service(Keys.on(CoseCurve.P256));
    CompletableFuture<CoseSign1> failed = CoseSign1.builder().payload(PAYLOAD).signAsync(service);
    service.answers.get(0).cancel(true);
    ExecutionException failure = assertThrows(ExecutionException.class, failed::get);
    assertInstanceOf(CancellationException.class, failure.getCause());
    assertFalse(failed.isCancelled());

    CompletableFuture<CoseSign1> message = CoseSign1.builder().payload(PAYLOAD).signAsync(service);
    message.cancel(true);
    assertFalse(service.answers.get(1).isDone());
    assertTrue(service.answers.get(1).complete(service.signature()));
    assertThrows(CancellationException.class, message::get);
  }

  @Test
  void signaturesStandInTheOrderOfTheCallsNotOfTheAnswers() throws Exception {
    CoseKey first = Keys.on(CoseCurve.P256);
    CoseKey second = Keys.on(CoseCurve.ED25519);
    CoseKey third = Keys.on(CoseCurve.P384);
    Service slow = new Service(first);
    Service fast = new Service(second);
    CoseSignBuilder builder =
        CoseSign.builder()
            .payload(PAYLOAD)
            .signAsync(slow)
            .signAsync(fast, CoseHeaders.builder().keyId(PAYLOAD).build())
            .sign(CoseSigner.of(third));
    CompletableFuture<CoseSign> message = builder.buildAsync();
    fast.answer(fast.signature());
    assertFalse(message.isDone());
    IllegalStateException early = assertThrows(IllegalStateException.class, builder::build);
    assertEquals("a signature has not come yet", early.getMessage());
    slow.answer(slow.signature());
    assertEquals(message.get(), builder.build());
    CoseSign decoded = CoseSign.decode(Bytes.wrap(message.get().toByteArray()));
    assertEquals(
        List.of(CoseAlgorithm.ESP256, CoseAlgorithm.ED25519, CoseAlgorithm.ESP384),
        decoded.signatures().stream().map(each -> each.headers().algorithm().get()).toList());
    for (CoseKey key : List.of(first, second, third)) {
      assertEquals(PAYLOAD, decoded.verify(CoseVerifier.of(key)).bytes());
    }
  }

  @Test
  void mistakesAreReportedAtOnce() throws Exception {
    Service service = new Service(Keys.on(CoseCurve.P256));
    assertThrows(IllegalStateException.class, () -> CoseSign1.builder().signAsync(service));
    assertThrows(IllegalStateException.class, () -> CoseSign.builder().signAsync(service));
    assertThrows(
        IllegalStateException.class, () -> CoseSign.builder().payload(PAYLOAD).buildAsync());
    CoseHeaders other = CoseHeaders.builder().algorithm(CoseAlgorithm.ES256).build();
    assertThrows(
        IllegalArgumentException.class,
        () -> CoseSign1.builder().payload(PAYLOAD).headers(other).signAsync(service));
    assertEquals(List.of(), service.requests);
  }

  @Test
  void aSynchronousSignerWorksOnAnotherThread() throws Exception {
    CoseKey key = Keys.on(CoseCurve.ED448);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      CoseAsyncSigner signer = CoseAsyncSigner.of(CoseSigner.of(key.withKeyId(KID)), executor);
      CoseSign1 signed = CoseSign1.builder().payload(PAYLOAD).signAsync(signer).get();
      assertEquals(PAYLOAD, signed.verify(CoseVerifier.of(key)).bytes());
      assertEquals(Optional.of(KID), signed.headers().keyId());
      assertEquals(Optional.of(key.thumbprint()), signer.thumbprint());
      CoseAsyncSigner broken = CoseAsyncSigner.of(new Broken(), executor);
      CompletableFuture<CoseSign1> message = CoseSign1.builder().payload(PAYLOAD).signAsync(broken);
      ExecutionException failure = assertThrows(ExecutionException.class, message::get);
      assertEquals("the token was taken out", failure.getCause().getMessage());
    } finally {
      executor.shutdownNow();
    }
  }

  private static final class Broken implements CoseSigner {
    @Override
    public CoseAlgorithm algorithm() {
      return CoseAlgorithm.ESP256;
    }

    @Override
    public Optional<Bytes> keyId() {
      return Optional.empty();
    }

    @Override
    public byte[] sign(Segments toBeSigned) throws GeneralSecurityException {
      throw new InvalidKeyException("the token was taken out");
    }
  }
}
