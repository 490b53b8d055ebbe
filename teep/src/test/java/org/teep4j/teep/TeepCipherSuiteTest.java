package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.encryption.SuitCoseProfile;

/** Which signers and verifiers serve a cipher suite. */
class TeepCipherSuiteTest {

  private final CoseKey p256 = CoseKeys.generate(CoseCurve.P256);
  private final CoseSigner esp256 = CoseSigner.of(p256, CoseAlgorithm.ESP256);
  private final CoseSigner es256 = CoseSigner.of(p256, CoseAlgorithm.ES256);
  private final CoseKey okp = CoseKeys.generate(CoseAlgorithm.ED25519);
  private final CoseSigner ed25519 = CoseSigner.of(okp);

  TeepCipherSuiteTest() throws Exception {}

  private static TeepCipherSuite suite(long... numbers) {
    List<TeepCipherSuite.Operation> operations = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 2) {
      operations.add(new TeepCipherSuite.Operation(numbers[i], numbers[i + 1]));
    }
    return new TeepCipherSuite(operations);
  }

  @Test
  void signersAndVerifiersServeTheSuiteOfTheirAlgorithm() throws Exception {
    TeepCipherSuite suite = TeepCipherSuite.SIGN1_ESP256;
    assertTrue(suite.admits(esp256));
    assertFalse(suite.admits(es256));
    assertFalse(suite.admits(ed25519));
    assertTrue(suite.admits(CoseVerifier.of(p256, CoseAlgorithm.ESP256)));
    assertFalse(suite.admits(CoseVerifier.of(okp)));
    assertTrue(TeepCipherSuite.SIGN1_ED25519.admits(ed25519));
    assertEquals(suite, TeepCipherSuite.sign1(esp256.algorithm()));
    assertEquals(Optional.of(CoseAlgorithm.ESP256), suite.operations().get(0).coseAlgorithm());
    assertEquals(Optional.empty(), suite(18, -12345).operations().get(0).coseAlgorithm());
  }

  @Test
  void suitesOfOtherFormsAreServedByNoSignerAlone() throws Exception {
    CoseVerifier verifier = CoseVerifier.of(p256, CoseAlgorithm.ESP256);
    CoseSign1 message = CoseSign1.sign(Bytes.empty(), esp256);
    for (TeepCipherSuite other :
        List.of(suite(98, -9), suite(18, -9, 16, 1), suite(17, 5), suite(18, -12345))) {
      assertFalse(other.admits(esp256), other::toString);
      assertFalse(other.admits(verifier), other::toString);
      assertFalse(other.admits(message), other::toString);
    }
  }

  @Test
  void messagesAreOfTheSuiteThatTheyName() throws Exception {
    assertTrue(TeepCipherSuite.SIGN1_ESP256.admits(CoseSign1.sign(Bytes.empty(), esp256)));
    assertFalse(TeepCipherSuite.SIGN1_ESP256.admits(CoseSign1.sign(Bytes.empty(), es256)));
    CoseHeaders sameAlgorithm = CoseHeaders.builder().algorithm(CoseAlgorithm.ESP256).build();
    CoseSign several =
        CoseSign.builder().headers(sameAlgorithm).payload(Bytes.empty()).sign(esp256).build();
    assertFalse(TeepCipherSuite.SIGN1_ESP256.admits(several));
  }

  @Test
  void aSignerThatDoesNotFitTheAgreedSuiteIsRefused() throws Exception {
    TeepMessage message = PublishedMessages.expected(TeepMessageType.SUCCESS);
    CoseSign1 signed = message.sign(esp256, TeepCipherSuite.SIGN1_ESP256, Dialect.RFC);
    assertTrue(TeepCipherSuite.SIGN1_ESP256.admits(signed));
    for (CoseSigner other : List.of(es256, ed25519)) {
      assertThrows(
          InvalidKeyException.class,
          () -> message.sign(other, TeepCipherSuite.SIGN1_ESP256, Dialect.RFC));
    }
  }

  @Test
  void theFirstQueryRequestIsSignedForEverySuiteThatItOffers() throws Exception {
    QueryRequest request =
        QueryRequest.builder()
            .supportedTeepCipherSuites(Dialect.RFC.mandatoryCipherSuites())
            .supportedSuitCoseProfiles(Dialect.RFC.mandatorySuitCoseProfiles())
            .dataItemRequested(Set.of(DataItem.TRUSTED_COMPONENTS))
            .token(Bytes.ofUtf8("12345678"))
            .build();
    Bytes sent = request.signForAnyAgent(List.of(esp256, ed25519), Dialect.RFC).encode().toBytes();
    for (CoseVerifier agent :
        List.of(CoseVerifier.of(p256, CoseAlgorithm.ESP256), CoseVerifier.of(okp))) {
      assertEquals(request, TeepMessage.verify(sent, agent, Dialect.RFC));
    }
    for (List<CoseSigner> wrong :
        List.of(
            List.of(esp256),
            List.<CoseSigner>of(),
            List.of(esp256, ed25519, esp256),
            List.of(esp256, es256),
            List.of(esp256, ed25519, es256))) {
      assertThrows(InvalidKeyException.class, () -> request.signForAnyAgent(wrong, Dialect.RFC));
    }
  }

  @Test
  void mandatoryProfilesAreThoseOfTheDocument() {
    assertEquals(
        List.of(
            "suit-sha256-esp256-ecdh-a128ctr",
            "suit-sha256-ed25519-ecdh-a128ctr",
            "suit-sha256-esp256-ecdh-a128gcm",
            "suit-sha256-ed25519-ecdh-chacha-poly"),
        Dialect.RFC.mandatorySuitCoseProfiles().stream()
            .map(SuitCoseProfile::cddlName)
            .map(Optional::orElseThrow)
            .toList());
    assertEquals(List.of(suite(18, -19), suite(18, -9)), Dialect.RFC.mandatoryCipherSuites());
  }
}
