package org.teep4j.eat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.SignatureException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseAsyncSigner;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.CwtClaims;
import org.teep4j.cose.EcdsaSignatures;
import org.teep4j.cose.HssLmsSigner;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.eat.Submodule.DetachedDigest;
import org.teep4j.eat.Submodule.NestedToken;

/** CWT, JWT and bundles: signed, verified, and refused when they are hostile. */
class TokensTest {

  private static final EatClaims CLAIMS =
      EatClaims.builder().issuer("verifier").nonce(Bytes.ofUtf8("12345678")).build();

  private static CoseSigner signer() throws GeneralSecurityException {
    return CoseSigner.of(TestKeys.ISSUER);
  }

  private static CoseVerifier verifier() throws GeneralSecurityException {
    return CoseVerifier.of(TestKeys.ISSUER);
  }

  private static Bytes encoded(Cwt token) {
    return Bytes.wrap(token.toByteArray());
  }

  @Test
  void tokensOfSignersThatAnswerLaterAreTheSame() throws Exception {
    Deque<Runnable> requests = new ArrayDeque<>();
    CoseAsyncSigner service = CoseAsyncSigner.of(signer(), requests::add);
    CompletableFuture<Cwt> cwt = Cwt.signAsync(CLAIMS, service);
    CompletableFuture<Jwt> jwt = Jwt.signAsync(CLAIMS, service);
    assertFalse(cwt.isDone() || jwt.isDone());
    requests.forEach(Runnable::run);
    // ECDSA here is deterministic.
    assertEquals(Cwt.sign(CLAIMS, signer()), cwt.get());
    assertEquals(Jwt.sign(CLAIMS, signer()), jwt.get());
  }

  /** As a key management service makes them, and as nobody verifies them. */
  @Test
  void signaturesInDerAreRefused() throws Exception {
    CoseSigner inDer =
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
            return EcdsaSignatures.toDer(Bytes.wrap(signer().sign(toBeSigned)), algorithm());
          }
        };
    assertThrows(SignatureException.class, () -> Cwt.sign(CLAIMS, inDer));
    assertThrows(SignatureException.class, () -> Jwt.sign(CLAIMS, inDer));
    CompletableFuture<Jwt> later = Jwt.signAsync(CLAIMS, CoseAsyncSigner.of(inDer, Runnable::run));
    ExecutionException failure = assertThrows(ExecutionException.class, later::get);
    assertInstanceOf(SignatureException.class, failure.getCause());
  }

  /** LMS has no name in JOSE, so that the key, which counts its signatures, is not used. */
  @Test
  void aSignerWhoseAlgorithmHasNoNameIsNotCalled() throws Exception {
    HssLmsSigner lms =
        HssLmsSigner.generate(List.of(new HssLmsSigner.Level(5, 8)), (used, state) -> {});
    long before = lms.remaining();
    CompletableFuture<Jwt> token = Jwt.signAsync(CLAIMS, CoseAsyncSigner.of(lms, Runnable::run));
    ExecutionException failure = assertThrows(ExecutionException.class, token::get);
    assertInstanceOf(NoSuchAlgorithmException.class, failure.getCause());
    assertEquals(before, lms.remaining());
  }

  @Test
  void verifiesACwtWithEitherTag() throws Exception {
    Cwt token = Cwt.sign(CLAIMS, signer());
    for (boolean tagged : new boolean[] {false, true}) {
      Bytes encoded = encoded(token.withTag(tagged));
      Cwt decoded = Cwt.decode(encoded);
      assertEquals(tagged, decoded.isTagged());
      assertEquals(encoded, encoded(decoded));
      assertEquals(token.withTag(tagged), decoded);
      VerifiedClaims verified = decoded.verify(verifier());
      assertEquals(CLAIMS, verified.claims());
      assertEquals(CLAIMS, decoded.unverifiedClaims());
      assertEquals(CoseAlgorithm.ESP256, verified.algorithm());
      assertEquals(
          TestKeys.ISSUER.thumbprint(), verified.verifier().get().publicKey().get().thumbprint());
      assertEquals(Bytes.wrap(CLAIMS.toByteArray()), verified.payload());
    }
    assertEquals(0xd2, encoded(token).unsignedByteAt(0), "COSE_Sign1_Tagged");
    Bytes untagged = encoded(token).slice(1);
    assertEquals(CLAIMS, Cwt.decode(untagged).verify(verifier()).claims());
  }

  @Test
  void opensSelfDescribedCborOutermostAlone() throws Exception {
    Cwt token = Cwt.sign(CLAIMS, signer());
    String message = encoded(token).toHex();
    for (String inside : List.of("d83d" + message, message, message.substring(2))) {
      Cwt decoded = Cwt.decode(Bytes.fromHex("d9d9f7" + inside));
      assertEquals(inside.startsWith("d83d"), decoded.isTagged());
      assertEquals(CLAIMS, decoded.verify(verifier()).claims());
      assertEquals(Cwt.decode(Bytes.fromHex(inside)), decoded);
    }
    for (String other : List.of("d9d9f7d9d9f7", "d83dd9d9f7", "d83dd83d")) {
      Bytes wrong = Bytes.fromHex(other + message);
      assertEquals(
          Reason.UNEXPECTED_TAG,
          assertThrows(DecodeException.class, () -> Cwt.decode(wrong), other).reason());
    }
  }

  @Test
  void refusesTag61AroundAnUntaggedMessage() throws Exception {
    Bytes untagged = encoded(Cwt.sign(CLAIMS, signer())).slice(1);
    Bytes tagged = Bytes.fromHex("d83d" + untagged.toHex());
    assertEquals(
        Reason.UNEXPECTED_TYPE,
        assertThrows(DecodeException.class, () -> Cwt.decode(tagged)).reason());
  }

  @Test
  void refusesAnotherKey() throws Exception {
    Cwt token = Cwt.sign(CLAIMS, CoseSigner.of(TestKeys.AGENT));
    Refused.with(Failure.SIGNATURE, () -> token.verify(verifier()));
  }

  @Test
  void refusesAPayloadThatIsNoClaimsSet() throws Exception {
    Cwt token = Cwt.of(CoseSign1.sign(Bytes.fromHex("80"), signer()));
    Refused.with(Reason.UNEXPECTED_TYPE, "", () -> token.verify(verifier()));
  }

  @Test
  void macIsNoSignature() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    CoseMac0 message = CoseMac0.mac(Bytes.wrap(CLAIMS.toByteArray()), CoseMacCreator.of(key));
    Cwt token = Cwt.decode(encoded(Cwt.of(message)));

    assertEquals(CLAIMS, token.verifyMac(CoseMacVerifier.of(key)).claims());
    assertEquals(Optional.empty(), token.verifyMac(CoseMacVerifier.of(key)).verifier());
    Refused.with(Failure.NO_SIGNATURE, () -> token.verify(verifier()));
    Cwt signed = Cwt.sign(CLAIMS, signer());
    Refused.with(Failure.MAC, () -> signed.verifyMac(CoseMacVerifier.of(key)));
  }

  @Test
  void comparesClaimsInHeadersWithThePayload() throws Exception {
    Cwt same = withHeaderClaims("{1: \"verifier\", 2: \"other\"}");
    assertEquals(CLAIMS, same.verify(verifier()).claims());
    Cwt different = withHeaderClaims("{1: \"somebody else\"}");
    Refused.with(Failure.CLAIMS, () -> different.verify(verifier()));
  }

  private static Cwt withHeaderClaims(String edn) throws Exception {
    CwtClaims claims = CwtClaims.decodeUnverified(Edn.parse(edn));
    return Cwt.of(
        CoseSign1.builder()
            .headers(CoseHeaders.builder().cwtClaims(claims).build())
            .payload(Bytes.wrap(CLAIMS.toByteArray()))
            .sign(signer()));
  }

  // JWT.

  @Test
  void verifiesAJwt() throws Exception {
    Jwt token = Jwt.decode(Jwt.sign(CLAIMS, signer()).text());
    assertEquals("ES256", token.unverifiedAlgorithm());
    VerifiedClaims verified = token.verify(verifier());
    assertEquals(CLAIMS, verified.claims());
    assertTrue(verified.isJson());
    assertEquals(token, Jwt.decode(token.text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "ESP256", "ES384", "EDDSA", "ED25519", "PS256", "RS512"})
  void verifiesEachNameOfJose(String name) throws Exception {
    CoseAlgorithm algorithm = CoseAlgorithm.valueOf(name);
    CoseKey key = CoseKeys.generate(algorithm).withKeyId(Bytes.ofUtf8("k1"));
    Jwt token = Jwt.decode(Jwt.sign(CLAIMS, CoseSigner.of(key, algorithm)).text());
    assertEquals(Optional.of("k1"), token.unverifiedKeyId());
    assertEquals(CLAIMS, token.verify(CoseVerifier.of(key, algorithm)).claims());
    CoseKeyResolver resolver =
        CoseKeyResolver.of(List.of(TestKeys.ISSUER, key.toPublic()), Set.of(algorithm));
    assertEquals(CLAIMS, token.verify(resolver).claims());
  }

  private static String jwt(String header, String payload, String signature) {
    return base64(header) + "." + base64(payload) + "." + signature;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(String header, String payload) throws Exception {
    String input = base64(header) + "." + base64(payload);
    byte[] signature = signer().sign(Segments.of(Bytes.ofUtf8(input)));
    return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"alg\":\"none\"}; ALGORITHM",
        "{\"alg\":\"None\"}; ALGORITHM",
        "{\"alg\":\"\"}; ALGORITHM",
        "{\"alg\":\"HS256\"}; ALGORITHM",
        "{\"alg\":\"ES384\"}; ALGORITHM",
        "{\"alg\":\"EdDSA\"}; ALGORITHM",
        "{\"alg\":\"A128GCM\"}; ALGORITHM",
        "{\"alg\":\"ESP256\"}; ALGORITHM",
        "{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":false}; CRITICAL_HEADER",
        "{\"alg\":\"ES256\",\"crit\":[]}; CRITICAL_HEADER",
      })
  void refusesHeadersThatWouldWeakenTheSignature(String header, String failure) throws Exception {
    Jwt token = Jwt.decode(signed(header, "{}"));
    Refused.with(Failure.valueOf(failure), () -> token.verify(verifier()));
  }

  @Test
  void refusesASignatureOfNothing() throws Exception {
    Jwt token = Jwt.decode(jwt("{\"alg\":\"ES256\"}", "{}", ""));
    Refused.with(Failure.SIGNATURE, () -> token.verify(verifier()));
    Jwt zeros = Jwt.decode(jwt("{\"alg\":\"ES256\"}", "{}", "A".repeat(86)));
    Refused.with(Failure.SIGNATURE, () -> zeros.verify(verifier()));
  }

  @Test
  void doesNotTakeAPublicKeyForTheKeyOfAMac() throws Exception {
    Bytes known = Bytes.wrap(TestKeys.ISSUER.toPublic().toByteArray());
    CoseKey mac = CoseKeys.fromJwk("{\"kty\":\"oct\",\"k\":\"" + Base64Url.encode(known) + "\"}");
    String input = base64("{\"alg\":\"HS256\"}") + "." + base64("{}");
    byte[] tag =
        CoseMacCreator.of(mac, CoseAlgorithm.HMAC_256).mac(Segments.of(Bytes.ofUtf8(input)));
    Jwt token = Jwt.decode(input + "." + Base64Url.encode(Bytes.wrap(tag)));
    Refused.with(Failure.ALGORITHM, () -> token.verify(verifier()));
    Refused.with(Failure.ALGORITHM, () -> token.verify(CoseKeyResolver.of(List.of(mac))));
  }

  @Test
  void refusesAChangedPart() throws Exception {
    String[] parts = Jwt.sign(CLAIMS, signer()).text().split("\\.", -1);
    Jwt otherClaims = Jwt.decode(parts[0] + "." + base64("{\"iss\":\"me\"}") + "." + parts[2]);
    Refused.with(Failure.SIGNATURE, () -> otherClaims.verify(verifier()));
    Jwt otherHeader = Jwt.decode(base64("{\"alg\":\"ES256\"}") + "." + parts[1] + "." + parts[2]);
    Refused.with(Failure.SIGNATURE, () -> otherHeader.verify(verifier()));
  }

  @Test
  void readsNoClaimsBeforeTheSignature() throws Exception {
    Jwt token = Jwt.decode(jwt("{\"alg\":\"ES256\"}", "no JSON", "AAAA"));
    Refused.with(Failure.SIGNATURE, () -> token.verify(verifier()));
    Refused.with(Reason.SYNTAX, "", token::unverifiedClaims);
    Jwt signed = Jwt.decode(signed("{\"alg\":\"ES256\"}", "{\"iss\":1}"));
    Refused.with(Reason.UNEXPECTED_TYPE, "iss", () -> signed.verify(verifier()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``; SYNTAX; ``",
        "a.b; SYNTAX; ``",
        "a.b.c.d; SYNTAX; ``",
        "!.e30.AA; SYNTAX; header",
        "e30=.e30.AA; SYNTAX; header",
        "e31.e30.AA; SYNTAX; header",
        "e30.e30.AA; MISSING_ELEMENT; header",
        "W10.e30.AA; UNEXPECTED_TYPE; header",
        "eyJhbGciOjF9.e30.AA; UNEXPECTED_TYPE; header",
        "eyJhbGciOiJFUzI1NiIsImFsZyI6Im5vbmUifQ.e30.AA; DUPLICATE_KEY; header",
        "gICA.e30.AA; INVALID_UTF8; header",
        "eyJhbGciOiJFUzI1NiJ9.e+0.AA; SYNTAX; payload",
        "eyJhbGciOiJFUzI1NiJ9.e30.AB; SYNTAX; signature",
      })
  void refusesWhatIsNoJwt(String text, String reason, String path) {
    Refused.with(Reason.valueOf(reason), path, () -> Jwt.decode(text));
  }

  @Test
  void limitsTheSize() {
    Refused.with(Reason.FIXED_LIMIT, "", () -> Jwt.decode("a".repeat(Jwt.LONGEST + 1)));
    String header = "{\"alg\":\"ES256\",\"x\":\"" + "a".repeat(1 << 16) + "\"}";
    Refused.with(Reason.FIXED_LIMIT, "header", () -> Jwt.decode(jwt(header, "{}", "")));
    String deep = "{\"alg\":\"ES256\",\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
    Refused.with(Reason.TOO_DEEP, "header", () -> Jwt.decode(jwt(deep, "{}", "")));
  }

  @Test
  void triesFewKeys() throws Exception {
    Jwt token = Jwt.sign(CLAIMS, CoseSigner.of(TestKeys.AGENT));
    CoseKeyResolver many = headers -> Collections.nCopies(1000, verifier0());
    Refused.with(Failure.TOO_MANY_SIGNATURES, () -> token.verify(many));
  }

  private static CoseVerifier verifier0() {
    try {
      return verifier();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  // Bundles.

  @Test
  void verifiesABundle() throws Exception {
    Bytes tee = Bytes.wrap(EatClaims.builder().subject("tee").build().toByteArray());
    EatClaims main =
        CLAIMS.toBuilder()
            .submodules(Map.of("TEE", DetachedDigest.of(CoseAlgorithm.SHA_256, tee)))
            .build();
    Bytes token = encoded(Cwt.sign(main, signer()));
    NestedToken nested = new NestedToken(NestedToken.CBOR, token);
    EatBundle bundle = new EatBundle(nested, Map.of("TEE", tee), true);

    Bytes encoded = Bytes.wrap(bundle.toByteArray());
    EatBundle decoded = EatBundle.decode(encoded);
    assertEquals(bundle, decoded);
    EatBundle.Verified verified = decoded.verify(verifier());
    assertEquals(main, verified.token().claims());
    assertEquals(Optional.of("tee"), verified.detached().get("TEE").subject());

    NestedToken jwt =
        new NestedToken(NestedToken.JWT, Bytes.ofUtf8(Jwt.sign(main, signer()).text()));
    EatBundle mixed =
        EatBundle.decode(Bytes.wrap(new EatBundle(jwt, Map.of("TEE", tee), false).toByteArray()));
    assertEquals(jwt, mixed.mainToken());
    assertEquals(main, mixed.verify(verifier()).token().claims());

    EatBundle changed = new EatBundle(nested, Map.of("TEE", Bytes.fromHex("a0")), true);
    Refused.with(Failure.DIGEST, () -> changed.verify(verifier()));
    EatBundle unknown = new EatBundle(nested, Map.of("REE", tee), true);
    Refused.with(Failure.NO_PAYLOAD_DIGEST, () -> unknown.verify(verifier()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "602([h'd28440a04040']); WRONG_LENGTH",
        "602([h'd28440a04040', {}]); WRONG_LENGTH",
        "602([h'd28440a04040', {\"a\": {}}]); UNEXPECTED_TYPE",
        "602([{}, {\"a\": h'a0'}]); UNEXPECTED_TYPE",
        "602([h'80', {\"a\": h'a0'}]); UNEXPECTED_TAG",
        "602({}); UNEXPECTED_TYPE",
        "601([h'd28440a04040', {\"a\": h'a0'}]); UNEXPECTED_TYPE",
      })
  void refusesWhatIsNoBundle(String edn, String reason) {
    Refused.with(Reason.valueOf(reason), "", () -> EatBundle.decode(Edn.parse(edn)));
  }
}
