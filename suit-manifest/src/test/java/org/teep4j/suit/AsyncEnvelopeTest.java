package org.teep4j.suit;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseMessageType;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** Signatures of envelopes that come later: the same envelopes, and the failures of the signers. */
class AsyncEnvelopeTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");

  private final CoseKey author = CoseKeys.generate(CoseAlgorithm.ESP256);
  private final CoseKey authority = CoseKeys.generate(CoseAlgorithm.ED25519);
  private final Service service = new Service(CoseSigner.of(author));

  AsyncEnvelopeTest() throws GeneralSecurityException {}

  /** A key management service: takes requests, and answers when the test says so. */
  private static final class Service implements CoseAsyncSigner {
    private final CoseSigner inside;
    private final List<Segments> requests = new ArrayList<>();
    private final List<CompletableFuture<byte[]>> answers = new ArrayList<>();

    Service(CoseSigner inside) {
      this.inside = inside;
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

    CompletableFuture<byte[]> last() {
      return answers.get(answers.size() - 1);
    }

    void answer() throws GeneralSecurityException {
      last().complete(inside.sign(requests.get(requests.size() - 1)));
    }
  }

  private static SuitEnvelopeBuilder builder() {
    SuitManifest manifest =
        SuitManifest.builder(7, SuitCommon.of(SuitComponentIdentifier.ofText("a")))
            .sequence(
                SuitManifestLabel.INSTALL,
                SuitCommandSequence.of(
                    SuitCommand.of(SuitCommandCode.CONDITION_ABORT, SuitRepPolicy.NONE)))
            .build();
    return SuitEnvelope.builder(manifest)
        .sever(SuitManifestLabel.INSTALL)
        .integratedPayload("#a", PAYLOAD);
  }

  private static Throwable failure(CompletableFuture<?> future) {
    assertTrue(future.isDone());
    return assertThrows(ExecutionException.class, future::get).getCause();
  }

  @Test
  void anEnvelopeIsThatOfTheSynchronousPath() throws Exception {
    CompletableFuture<SuitEnvelope> built = builder().signer(service).buildAsync();
    assertFalse(built.isDone());
    service.answer();
    // ECDSA here is deterministic.
    assertEquals(builder().signer(CoseSigner.of(author)).build(), built.get());

    CompletableFuture<SuitEnvelope> signed = builder().build().signAsync(service);
    assertFalse(signed.isDone());
    service.answer();
    assertEquals(built.get(), signed.get());
    SuitEnvelope decoded = SuitEnvelope.decode(signed.get().encode().toBytes());
    assertTrue(decoded.verify(CoseVerifier.of(author)).install().isPresent());
    assertSame(PAYLOAD, signed.get().unverifiedIntegratedPayloads().get("#a"));
  }

  /** An envelope that was built elsewhere, decoded, gets signatures one after the other. */
  @Test
  void aDecodedEnvelopeIsSignedTwice() throws Exception {
    SuitEnvelope unsigned = SuitEnvelope.decode(builder().build().encode().toBytes());
    CompletableFuture<SuitEnvelope> twice =
        unsigned
            .signAsync(service)
            .thenCompose(
                once -> once.signAsync(CoseAsyncSigner.of(signer(authority), Runnable::run)));
    service.answer();
    SuitEnvelope decoded = SuitEnvelope.decode(twice.get().encode().toBytes());
    assertEquals(
        2,
        decoded
            .verifyAll(
                List.of(
                    SuitVerifier.of(CoseVerifier.of(author)),
                    SuitVerifier.of(CoseVerifier.of(authority))))
            .authentications()
            .size());
    assertEquals(List.of(), unsigned.unverifiedAuthentication().blocks());
  }

  private static CoseSigner signer(CoseKey key) {
    try {
      return CoseSigner.of(key);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void blocksStandInTheOrderOfTheCallsNotOfTheAnswers() throws Exception {
    CoseKey shared = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    Service fast = new Service(CoseSigner.of(authority));
    CoseKey other = CoseKeys.generate(CoseAlgorithm.ESP384);
    CompletableFuture<SuitEnvelope> built =
        builder()
            .signer(service)
            .mac(CoseMacCreator.of(shared))
            .signer(fast)
            .signer(CoseSigner.of(other))
            .buildAsync();
    assertEquals(service.requests.size(), fast.requests.size()); // at the same time
    fast.answer();
    assertFalse(built.isDone());
    service.answer();
    SuitEnvelope envelope = SuitEnvelope.decode(built.get().encode().toBytes());
    List<SuitAuthenticationBlock> blocks = envelope.unverifiedAuthentication().blocks();
    assertEquals(
        List.of(
            CoseMessageType.SIGN1,
            CoseMessageType.MAC0,
            CoseMessageType.SIGN1,
            CoseMessageType.SIGN1),
        blocks.stream().map(block -> block.message().type()).toList());
    List<SuitVerifier> all =
        List.of(
            SuitVerifier.of(CoseVerifier.of(author)),
            SuitVerifier.of(CoseMacVerifier.of(shared)),
            SuitVerifier.of(CoseVerifier.of(authority)),
            SuitVerifier.of(CoseVerifier.of(other)));
    assertEquals(
        List.of(0, 1, 2, 3),
        envelope.verifyAll(all).authentications().stream().map(each -> each.block()).toList());
  }

  @Test
  void whatIsSetLaterDoesNotChangeTheEnvelope() throws Exception {
    SuitEnvelopeBuilder builder = builder().signer(service);
    CompletableFuture<SuitEnvelope> built = builder.buildAsync();
    builder.untagged().integratedPayload("#b", PAYLOAD).signer(CoseSigner.of(authority));
    service.answer();
    assertTrue(built.get().isTagged());
    assertEquals(Map.of("#a", PAYLOAD), built.get().unverifiedIntegratedPayloads());
    assertEquals(1, built.get().unverifiedAuthentication().blocks().size());
  }

  @Test
  void aBuilderThatMustWaitDoesNotBuild() {
    SuitEnvelopeBuilder builder = builder().signer(service);
    assertEquals(
        "a signer returns its signature later: call buildAsync",
        assertThrows(IllegalStateException.class, builder::build).getMessage());
    assertEquals(List.of(), service.requests);
  }

  @Test
  void anEnvelopeWithoutRemoteSignersIsBuiltAtOnce() throws Exception {
    assertEquals(builder().build(), builder().buildAsync().getNow(null));
    SuitEnvelope signed = builder().signer(CoseSigner.of(author)).build();
    CompletableFuture<SuitEnvelope> built = builder().signer(CoseSigner.of(author)).buildAsync();
    assertEquals(signed, built.getNow(null));
  }

  @Test
  void aSignerThatFailsFailsTheEnvelope() throws Exception {
    IOException unreachable = new IOException("the service cannot be reached");
    CompletableFuture<SuitEnvelope> signed = builder().build().signAsync(service);
    service.last().completeExceptionally(unreachable);
    assertSame(unreachable, failure(signed));

    Service good = new Service(CoseSigner.of(authority));
    CompletableFuture<SuitEnvelope> built = builder().signer(service).signer(good).buildAsync();
    service.last().completeExceptionally(unreachable);
    assertFalse(built.isDone()); // as a COSE_Sign, it waits for all
    good.answer();
    assertSame(unreachable, failure(built));
  }

  @Test
  void aSynchronousSignerThatFailsFailsTheEnvelope() {
    CoseSigner broken =
        new CoseSigner() {
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
        };
    Throwable failure = failure(builder().signer(service).signer(broken).buildAsync());
    assertEquals("the token was taken out", failure.getMessage());
  }

  @Test
  void aSignatureOfAnotherFormIsRefused() {
    CompletableFuture<SuitEnvelope> signed = builder().signer(service).buildAsync();
    service.last().complete(new byte[71]);
    assertEquals(
        "a signature of ESP256 takes 64 bytes, the signer returned 71",
        assertInstanceOf(SignatureException.class, failure(signed)).getMessage());
  }

  @Test
  void cancellationGoesFromTheSignerToTheEnvelopeOnly() throws Exception {
    CompletableFuture<SuitEnvelope> failed = builder().signer(service).buildAsync();
    service.last().cancel(true);
    assertInstanceOf(CancellationException.class, failure(failed));
    assertFalse(failed.isCancelled());
    CompletableFuture<SuitEnvelope> cancelled = builder().signer(service).buildAsync();
    cancelled.cancel(true);
    assertFalse(service.last().isDone());
    service.answer();
    assertThrows(CancellationException.class, cancelled::get);

    CompletableFuture<SuitEnvelope> signed = builder().build().signAsync(service);
    service.last().cancel(true);
    assertInstanceOf(CancellationException.class, failure(signed));
    assertFalse(signed.isCancelled());
  }

  /** A service must not sign the digest of something else. */
  @Test
  void anEnvelopeWithAWrongDigestIsNotSigned() throws Exception {
    SuitEnvelope envelope = builder().build();
    byte[] encoded = envelope.encode().toByteArray();
    Bytes digest = envelope.unverifiedAuthentication().digest().bytes();
    encoded[Bytes.wrap(encoded).toHex().indexOf(digest.toHex()) / 2] ^= 1;
    CompletableFuture<SuitEnvelope> signed =
        SuitEnvelope.decode(Bytes.wrap(encoded)).signAsync(service);
    VerificationException refusal = assertInstanceOf(VerificationException.class, failure(signed));
    assertEquals(Failure.DIGEST, refusal.failure());
    assertEquals(List.of(), service.requests);
  }
}
