package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;

/** A builder that is used for one key and then for another puts nothing of the first into both. */
class BuilderReuseTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final Bytes A = Bytes.ofUtf8("a");
  private static final Bytes B = Bytes.ofUtf8("b");

  private static CoseKey named(CoseKey key, Bytes keyId) {
    return key.withKeyId(keyId);
  }

  private static CoseSigner signer(CoseCurve curve, Bytes keyId) throws GeneralSecurityException {
    return CoseSigner.of(named(Keys.generate(curve), keyId));
  }

  private static void is(Bytes keyId, CoseAlgorithm algorithm, CoseHeaders headers) {
    assertEquals(Optional.of(keyId), headers.keyId());
    assertEquals(Optional.of(algorithm), headers.algorithm());
  }

  @Test
  void sign1() throws Exception {
    CoseSign1Builder builder = CoseSign1.builder().payload(PAYLOAD);
    is(A, CoseAlgorithm.ESP256, builder.sign(signer(CoseCurve.P256, A)).headers());
    is(B, CoseAlgorithm.ED25519, builder.sign(signer(CoseCurve.ED25519, B)).headers());
    CoseSigner late = signer(CoseCurve.P384, A);
    is(
        A,
        CoseAlgorithm.ESP384,
        builder.signAsync(CoseAsyncSigner.of(late, Runnable::run)).get().headers());
    is(B, CoseAlgorithm.ESP256, builder.sign(signer(CoseCurve.P256, B)).headers());
    CoseSign1Builder detached = CoseSign1.builder();
    ContentSource source = ContentSource.of(PAYLOAD);
    is(A, CoseAlgorithm.ESP256, detached.signDetached(source, signer(CoseCurve.P256, A)).headers());
    is(B, CoseAlgorithm.ESP384, detached.signDetached(source, signer(CoseCurve.P384, B)).headers());
  }

  @Test
  void sign() throws Exception {
    CoseSignBuilder builder = CoseSign.builder().payload(PAYLOAD);
    builder.sign(signer(CoseCurve.P256, A)).sign(signer(CoseCurve.ED25519, B));
    List<CoseSignature> signatures = builder.build().signatures();
    is(A, CoseAlgorithm.ESP256, signatures.get(0).headers());
    is(B, CoseAlgorithm.ED25519, signatures.get(1).headers());
  }

  @Test
  void mac0() throws Exception {
    CoseKey a = named(CoseKeys.generate(CoseAlgorithm.HMAC_256), A);
    CoseKey b = named(CoseKeys.generate(CoseAlgorithm.HMAC_512), B);
    CoseMac0Builder builder = CoseMac0.builder().payload(PAYLOAD);
    is(A, CoseAlgorithm.HMAC_256, builder.mac(CoseMacCreator.of(a)).headers());
    is(B, CoseAlgorithm.HMAC_512, builder.mac(CoseMacCreator.of(b)).headers());
    CoseMac0Builder detached = CoseMac0.builder();
    ContentSource source = ContentSource.of(PAYLOAD);
    is(A, CoseAlgorithm.HMAC_256, detached.macDetached(source, CoseMacCreator.of(a)).headers());
    is(B, CoseAlgorithm.HMAC_512, detached.macDetached(source, CoseMacCreator.of(b)).headers());
  }

  @Test
  void mac() throws Exception {
    CoseMacBuilder builder =
        CoseMac.builder()
            .payload(PAYLOAD)
            .recipient(ContentKeySender.of(Recipients.symmetric(16, 1), CoseAlgorithm.A128KW));
    assertEquals(
        Optional.of(CoseAlgorithm.HMAC_256),
        builder.mac(CoseAlgorithm.HMAC_256).headers().algorithm());
    assertEquals(
        Optional.of(CoseAlgorithm.HMAC_512),
        builder.mac(CoseAlgorithm.HMAC_512).headers().algorithm());
  }

  @Test
  void encrypt0() throws Exception {
    CoseKey a = named(CoseKeys.generate(CoseAlgorithm.A128GCM), A);
    CoseKey b = named(CoseKeys.generate(CoseAlgorithm.A256GCM), B);
    CoseEncrypt0Builder builder = CoseEncrypt0.builder().plaintext(PAYLOAD);
    CoseEncrypt0 first = builder.encrypt(CoseEncryptor.of(a));
    CoseEncrypt0 second = builder.encrypt(CoseEncryptor.of(b));
    is(A, CoseAlgorithm.A128GCM, first.headers());
    is(B, CoseAlgorithm.A256GCM, second.headers());
    assertEquals(
        2, List.of(first.headers().iv(), second.headers().iv()).stream().distinct().count());
    CoseEncrypt0Builder detached = CoseEncrypt0.builder();
    ContentSource source = ContentSource.of(PAYLOAD);
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    is(
        A,
        CoseAlgorithm.A128GCM,
        detached.encryptDetached(source, CoseEncryptor.of(a), sink).headers());
    is(
        B,
        CoseAlgorithm.A256GCM,
        detached.encryptDetached(source, CoseEncryptor.of(b), sink).headers());
  }

  @Test
  void encrypt() throws Exception {
    CoseEncryptBuilder builder =
        CoseEncrypt.builder()
            .plaintext(PAYLOAD)
            .recipient(
                ContentKeySender.of(
                    (SymmetricKey) named(Recipients.symmetric(16, 1), A), CoseAlgorithm.A128KW));
    assertEquals(
        Optional.of(CoseAlgorithm.A128GCM),
        builder.encrypt(CoseAlgorithm.A128GCM).headers().algorithm());
    builder.recipient(
        ContentKeySender.of(
            (SymmetricKey) named(Recipients.symmetric(32, 2), B), CoseAlgorithm.A256KW));
    CoseEncrypt second = builder.encrypt(CoseAlgorithm.A256GCM);
    assertEquals(Optional.of(CoseAlgorithm.A256GCM), second.headers().algorithm());
    is(A, CoseAlgorithm.A128KW, second.recipients().get(0).headers());
    is(B, CoseAlgorithm.A256KW, second.recipients().get(1).headers());
  }

  @Test
  void countersignature() throws Exception {
    CoseSign1 target = CoseSign1.sign(PAYLOAD, signer(CoseCurve.P256, A));
    CoseCountersignatureBuilder builder = CoseCountersignature.builder();
    is(A, CoseAlgorithm.ESP256, builder.sign(target, signer(CoseCurve.P256, A)).headers());
    is(B, CoseAlgorithm.ED25519, builder.sign(target, signer(CoseCurve.ED25519, B)).headers());
  }
}
