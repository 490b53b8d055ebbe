package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.DecryptedPayload;
import org.teep4j.eat.ClaimProblem;
import org.teep4j.eat.ClaimsValidator;
import org.teep4j.eat.Cwt;
import org.teep4j.eat.EatClaims;
import org.teep4j.vectors.load.BuiltInVectors;

/** The tokens of RFC 8392 as tokens: all five of the set give claims. */
class CwtVectorsTest {

  private static final VectorSet SET = BuiltInVectors.load("rfc8392");
  private static final Instant WHILE_VALID = Instant.ofEpochSecond(1443944944);

  private static Bytes bytes(String id) {
    return SET.vector(id).orElseThrow().hex().orElseThrow();
  }

  private static CoseKey key(String name) throws Exception {
    return CoseKey.decode(SET.keys().get(name).encoded().orElseThrow());
  }

  private static void assertIsTheExample(EatClaims claims) {
    assertEquals(Optional.of("coap://as.example.com"), claims.issuer());
    assertEquals(Optional.of("erikw"), claims.subject());
    assertEquals(List.of("coap://light.example.com"), claims.audience());
    assertEquals(Optional.of(Bytes.fromHex("0b71")), claims.tokenId());
    ClaimsValidator validator =
        ClaimsValidator.at(WHILE_VALID)
            .withIssuer("coap://as.example.com")
            .withAudience("coap://light.example.com");
    assertEquals(List.of(), validator.problems(claims));
    assertEquals(
        List.of(ClaimProblem.EXPIRED),
        ClaimsValidator.at(Instant.ofEpochSecond(1444064944)).problems(claims));
  }

  @Test
  void theSignedToken() throws Exception {
    assertEquals(5, SET.vectors().size());
    Cwt token = Cwt.decode(bytes("A.3"));
    assertIsTheExample(token.verify(CoseVerifier.of(key("A.2.3"))).claims());
  }

  @Test
  void theMacedTokenHasTheTagOfACwt() throws Exception {
    Cwt token = Cwt.decode(bytes("A.4"));
    assertTrue(token.isTagged());
    CoseKey key = key("A.2.2 without alg");
    CoseMacVerifier verifier = CoseMacVerifier.of(key, CoseAlgorithm.HMAC_256_64);
    assertIsTheExample(token.verifyMac(verifier).claims());
  }

  @Test
  void theEncryptedToken() throws Exception {
    assertIsTheExample(EatClaims.decode(decrypted("A.5")));
  }

  @Test
  void theTokenInsideAnEncryptedOne() throws Exception {
    Cwt nested = Cwt.decode(decrypted("A.6").bytes());
    assertIsTheExample(nested.verify(CoseVerifier.of(key("A.2.3"))).claims());
  }

  private static DecryptedPayload decrypted(String id) throws Exception {
    Cwt token = Cwt.decode(bytes(id));
    CoseEncrypt0 message = (CoseEncrypt0) token.message();
    return message.decrypt(CoseDecryptor.of(key("A.2.1")));
  }

  @Test
  void theClaimsWithAFloatingPointTime() throws Exception {
    EatClaims claims = EatClaims.decodeUnverified(bytes("A.7 claims set"));
    assertEquals(Instant.ofEpochSecond(1443944944, 500_000_000), claims.issuedAt().get().time());
    assertTrue(claims.issuedAt().get().isFloat());
  }
}
