package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.testsupport.Allocation;

/** Signatures of messages that come later: the same messages, and the failures of the signers. */
class TeepAsyncSigningTest {

  private final CoseKey p256 = CoseKeys.generate(CoseAlgorithm.ESP256).withKeyId(Bytes.ofUtf8("k"));
  private final CoseKey okp = CoseKeys.generate(CoseAlgorithm.ED25519);
  private final CoseSigner esp256 = CoseSigner.of(p256);
  private final CoseSigner ed25519 = CoseSigner.of(okp);
  private final Service service = new Service(esp256, Optional.of(p256.thumbprint()));
  private final TeepMessage message = PublishedMessages.expected(TeepMessageType.QUERY_REQUEST);

  TeepAsyncSigningTest() throws GeneralSecurityException {}

  /** A key management service: takes requests, and answers when the test says so. */
  private static final class Service implements CoseAsyncSigner {
    private final CoseSigner inside;
    private final Optional<Bytes> thumbprint;
    private final List<Segments> requests = new ArrayList<>();
    private CompletableFuture<byte[]> answer = new CompletableFuture<>();

    Service(CoseSigner inside, Optional<Bytes> thumbprint) {
      this.inside = inside;
      this.thumbprint = thumbprint;
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
    public Optional<Bytes> thumbprint() {
      return thumbprint;
    }

    @Override
    public CompletableFuture<byte[]> sign(Segments toBeSigned) {
      requests.add(toBeSigned);
      answer = new CompletableFuture<>();
      return answer;
    }

    void answer() throws GeneralSecurityException {
      answer.complete(inside.sign(requests.get(requests.size() - 1)));
    }
  }

  private static Throwable failure(CompletableFuture<?> future) {
    assertTrue(future.isDone());
    return assertThrows(ExecutionException.class, future::get).getCause();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aMessageIsThatOfTheSynchronousPath(Dialect dialect) throws Exception {
    CompletableFuture<CoseSign1> signed = message.signAsync(service, dialect);
    assertFalse(signed.isDone());
    service.answer();
    // ECDSA here is deterministic.
    assertEquals(message.sign(esp256, dialect), signed.get());
    Bytes sent = signed.get().encode().toBytes();
    assertEquals(message, TeepMessage.verify(sent, CoseVerifier.of(p256), dialect));
  }

  /** The kid is the thumbprint; a service that does not know its public key has its own name. */
  @Test
  void signaturesNameTheKeyByItsThumbprint() throws Exception {
    CompletableFuture<CoseSign1> known = message.signAsync(service, Dialect.RFC);
    service.answer();
    assertEquals(Optional.of(p256.thumbprint()), known.get().unverifiedHeaders().keyId());
    Service other = new Service(esp256, Optional.empty());
    CompletableFuture<CoseSign1> unknown = message.signAsync(other, Dialect.RFC);
    other.answer();
    assertEquals(Optional.of(Bytes.ofUtf8("k")), unknown.get().unverifiedHeaders().keyId());
  }

  @Test
  void signersThatComeLaterAndAtOnceAreInOneMessage() throws Exception {
    CoseKey other = CoseKeys.generate(CoseCurve.P256);
    Service slow = new Service(CoseSigner.of(other, CoseAlgorithm.ES256), Optional.empty());
    CompletableFuture<CoseSign> signed =
        message.signAsync(
            List.of(slow, CoseAsyncSigner.of(ed25519, Runnable::run), service), Dialect.RFC);
    service.answer();
    assertFalse(signed.isDone());
    slow.answer();
    CoseSign several = signed.get();
    assertEquals(
        List.of(CoseAlgorithm.ES256, CoseAlgorithm.ED25519, CoseAlgorithm.ESP256),
        several.signatures().stream()
            .map(each -> each.unverifiedHeaders().algorithm().orElseThrow())
            .toList());
    assertEquals(
        Optional.of(okp.thumbprint()), several.signatures().get(1).unverifiedHeaders().keyId());
    Bytes sent = several.encode().toBytes();
    for (CoseVerifier each :
        List.of(
            CoseVerifier.of(other, CoseAlgorithm.ES256),
            CoseVerifier.of(okp),
            CoseVerifier.of(p256))) {
      assertEquals(message, TeepMessage.verify(sent, each, Dialect.RFC));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> message.signAsync(List.<CoseAsyncSigner>of(), Dialect.RFC));
  }

  @Test
  void aSignerThatDoesNotFitTheAgreedSuiteIsNotAsked() throws Exception {
    CompletableFuture<CoseSign1> fitting =
        message.signAsync(service, TeepCipherSuite.SIGN1_ESP256, Dialect.RFC);
    service.answer();
    assertTrue(TeepCipherSuite.SIGN1_ESP256.admits(fitting.get()));
    CompletableFuture<CoseSign1> unfit =
        message.signAsync(service, TeepCipherSuite.SIGN1_ED25519, Dialect.RFC);
    assertInstanceOf(InvalidKeyException.class, failure(unfit));
    assertEquals(1, service.requests.size());
    assertTrue(TeepCipherSuite.SIGN1_ESP256.admits(service));
    assertFalse(TeepCipherSuite.SIGN1_ES256.admits(service));
  }

  @Test
  void aSignerThatFailsFailsTheMessage() {
    IOException unreachable = new IOException("the service cannot be reached");
    CompletableFuture<CoseSign1> one = message.signAsync(service, Dialect.RFC);
    service.answer.completeExceptionally(unreachable);
    assertSame(unreachable, failure(one));
    CompletableFuture<CoseSign> several =
        message.signAsync(
            List.of(CoseAsyncSigner.of(ed25519, Runnable::run), service), Dialect.RFC);
    service.answer.completeExceptionally(unreachable);
    assertSame(unreachable, failure(several));
    CompletableFuture<CoseSign1> short1 = message.signAsync(service, Dialect.RFC);
    service.answer.complete(new byte[63]);
    assertInstanceOf(SignatureException.class, failure(short1));
  }

  @Test
  void cancellationGoesFromTheSignerToTheMessageOnly() throws Exception {
    CompletableFuture<CoseSign1> failed = message.signAsync(service, Dialect.RFC);
    service.answer.cancel(true);
    assertInstanceOf(CancellationException.class, failure(failed));
    assertFalse(failed.isCancelled());
    CompletableFuture<CoseSign> cancelled = message.signAsync(List.of(service), Dialect.RFC);
    cancelled.cancel(true);
    assertFalse(service.answer.isDone());
    service.answer();
    assertThrows(CancellationException.class, cancelled::get);
  }

  /** What the service gets and what is sent refers to the manifest where it lies. */
  @Test
  void aLargeManifestIsNotCopied() throws Exception {
    SuitManifest manifest =
        SuitManifest.builder(1, SuitCommon.of(SuitComponentIdentifier.ofText("ta"))).build();
    SuitEnvelope envelope =
        SuitEnvelope.builder(manifest)
            .integratedPayload("#ta", Bytes.wrap(new byte[64 << 20]))
            .build();
    Update update = Update.builder().manifests(List.of(envelope)).build();
    byte[] signature = new byte[64];
    long allocated =
        Allocation.ofOneRun(
            () -> {
              CompletableFuture<CoseSign1> signed = update.signAsync(service, Dialect.RFC);
              service.answer.complete(signature);
              signed.get().encode().writeTo(OutputStream.nullOutputStream());
            });
    assertTrue(allocated < 8 << 10, allocated + " bytes");
  }
}
