package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;

/**
 * Messages without {@code alg}, as EDHOC has them: the application defines the algorithm (RFC 9052,
 * Appendix A). And messages of which every signature counts.
 */
class ImplicitAlgorithmTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final CoseKey KEY = Keys.on(CoseCurve.P256);
  private static final VerifyOptions IMPLICIT = VerifyOptions.defaults().withImplicitAlgorithm();

  /** A message of four elements, protected by whatever a test makes of the structure. */
  private interface Protection {
    byte[] of(Segments structure) throws Exception;
  }

  private static Bytes message(String context, String inProtected, String open, Protection how)
      throws Exception {
    Bytes content = inProtected.isEmpty() ? Bytes.empty() : Edn.parse(inProtected);
    CborWriter structure = new CborWriter();
    structure.beginArray().writeText(context).writeBytes(content);
    structure.writeBytes(Bytes.empty()).writeBytes(PAYLOAD).endArray();
    CborWriter message = new CborWriter();
    message.beginArray().writeBytes(content).writeEncodedItem(Edn.parse(open));
    message.writeBytes(PAYLOAD).writeBytes(Bytes.wrap(how.of(structure.toSegments()))).endArray();
    return message.toBytes();
  }

  private static CoseSign1 sign1(String inProtected, String open) throws Exception {
    return CoseSign1.decode(message("Signature1", inProtected, open, CoseSigner.of(KEY)::sign));
  }

  private static VerificationException refused(
      CoseSignedMessage message, CoseKeyResolver keys, VerifyOptions options) {
    return assertThrows(VerificationException.class, () -> message.verify(keys, options));
  }

  @Test
  void theVerifierGivesTheAlgorithm() throws Exception {
    CoseVerifier verifier = CoseVerifier.of(KEY, CoseAlgorithm.ESP256);
    CoseKeyResolver several = CoseKeyResolver.of(List.of(Keys.on(CoseCurve.P384), KEY));
    for (String inProtected : List.of("", "{3: 0}")) {
      CoseSign1 message = sign1(inProtected, "{}");
      assertEquals(CoseAlgorithm.ESP256, message.verify(verifier, IMPLICIT).algorithm());
      assertEquals(PAYLOAD, message.verify(several, IMPLICIT).bytes());
      assertEquals(
          Failure.NO_PROTECTED_ALGORITHM,
          refused(message, verifier, VerifyOptions.defaults()).failure());
      assertEquals(
          Failure.SIGNATURE,
          refused(
                  message,
                  CoseVerifier.of(KEY, CoseAlgorithm.ES256),
                  IMPLICIT.withExternalAad(PAYLOAD))
              .failure());
    }
  }

  /** Appendix A: even if it is protected, and even if it is the same. */
  @Test
  void anAlgorithmThatIsNamedIsRefused() throws Exception {
    CoseVerifier verifier = CoseVerifier.of(KEY, CoseAlgorithm.ESP256);
    for (CoseSign1 message :
        List.of(sign1("{1: -9}", "{}"), sign1("", "{1: -9}"), sign1("", "{1: -7}"))) {
      VerificationException refusal = refused(message, verifier, IMPLICIT);
      assertEquals(Failure.ALGORITHM, refusal.failure());
      assertTrue(refusal.getMessage().contains("expected none"), refusal.getMessage());
    }
  }

  @Test
  void aMacHasTheAlgorithmOfItsKey() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    CoseMacCreator creator = CoseMacCreator.of(key);
    CoseMacVerifier verifier = CoseMacVerifier.of(key);
    CoseMac0 message = CoseMac0.decode(message("MAC0", "", "{}", creator::mac));
    assertEquals(PAYLOAD, message.verify(verifier, IMPLICIT).bytes());
    assertThrows(VerificationException.class, () -> message.verify(verifier));
    CoseMac0 named = CoseMac0.decode(message("MAC0", "{1: 5}", "{}", creator::mac));
    assertEquals(PAYLOAD, named.verify(verifier).bytes());
    assertEquals(
        Failure.ALGORITHM,
        assertThrows(VerificationException.class, () -> named.verify(verifier, IMPLICIT))
            .failure());
  }

  // Every signature.

  @Test
  void everySignatureIsVerified() throws Exception {
    CoseKey other = Keys.on(CoseCurve.ED25519);
    CoseSign message =
        CoseSign.builder()
            .payload(PAYLOAD)
            .sign(CoseSigner.of(KEY))
            .sign(CoseSigner.of(other))
            .build();
    VerifyOptions options = VerifyOptions.defaults();
    List<VerifiedPayload> all = message.verifyAll(CoseKeyResolver.of(List.of(other, KEY)), options);
    assertEquals(
        List.of(CoseAlgorithm.ESP256, CoseAlgorithm.ED25519),
        all.stream().map(VerifiedPayload::algorithm).toList());
    assertEquals(PAYLOAD, all.get(1).bytes());
    message.verify(CoseKeyResolver.of(List.of(KEY)));
    VerificationException refusal =
        assertThrows(
            VerificationException.class,
            () -> message.verifyAll(CoseKeyResolver.of(List.of(KEY)), options));
    assertEquals(Failure.ALGORITHM, refusal.failure());
    assertThrows(
        VerificationException.class,
        () -> message.verifyAllDetached(PAYLOAD, CoseKeyResolver.of(List.of(KEY, other)), options));

    CoseSign detached =
        CoseSign.builder()
            .signDetached(ContentSource.of(PAYLOAD), CoseSigner.of(KEY), CoseHeaders.empty())
            .signDetached(ContentSource.of(PAYLOAD), CoseSigner.of(other), CoseHeaders.empty())
            .build();
    assertEquals(
        2,
        detached
            .verifyAllDetached(PAYLOAD, CoseKeyResolver.of(List.of(KEY, other)), options)
            .size());
    assertThrows(
        VerificationException.class,
        () -> detached.verifyAll(CoseKeyResolver.of(List.of(KEY, other)), options));
  }

  @Test
  void theTrialsOfAllSignaturesAreCountedTogether() throws Exception {
    CoseSignBuilder builder = CoseSign.builder().payload(PAYLOAD);
    for (int i = 0; i < CoseSign.MOST_CANDIDATES + 1; i++) {
      builder.sign(CoseSigner.of(KEY));
    }
    VerificationException refusal =
        assertThrows(
            VerificationException.class,
            () -> builder.build().verifyAll(CoseVerifier.of(KEY), VerifyOptions.defaults()));
    assertEquals(Failure.TOO_MANY_SIGNATURES, refusal.failure());
  }
}
