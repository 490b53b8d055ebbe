package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import COSE.AlgorithmID;
import COSE.Attribute;
import COSE.HeaderKeys;
import COSE.Message;
import COSE.MessageTag;
import COSE.OneKey;
import COSE.Sign1Message;
import COSE.SignMessage;
import COSE.Signer;
import com.upokecenter.cbor.CBORObject;
import java.security.Security;
import java.util.List;
import java.util.stream.Stream;
import net.i2p.crypto.eddsa.EdDSASecurityProvider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;

/** What this library signs, cose-java verifies, and the other way round. */
class CoseJavaTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("exchanged");
  private static final Bytes AAD = Bytes.ofUtf8("external");

  record Pairing(CoseAlgorithm ours, AlgorithmID theirs) {}

  static Stream<Pairing> algorithms() {
    return Stream.of(
        new Pairing(CoseAlgorithm.ES256, AlgorithmID.ECDSA_256),
        new Pairing(CoseAlgorithm.ES384, AlgorithmID.ECDSA_384),
        new Pairing(CoseAlgorithm.ES512, AlgorithmID.ECDSA_512),
        new Pairing(CoseAlgorithm.EDDSA, AlgorithmID.EDDSA),
        new Pairing(CoseAlgorithm.PS256, AlgorithmID.RSA_PSS_256),
        new Pairing(CoseAlgorithm.PS384, AlgorithmID.RSA_PSS_384),
        new Pairing(CoseAlgorithm.PS512, AlgorithmID.RSA_PSS_512));
  }

  /** It looks its algorithms up by name, in whatever is registered. */
  @BeforeAll
  static void registerItsProviders() {
    Security.addProvider(new EdDSASecurityProvider());
    Security.addProvider(new BouncyCastleProvider());
  }

  @AfterAll
  static void removeItsProviders() {
    Security.removeProvider(new EdDSASecurityProvider().getName());
    Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
  }

  private static OneKey theirs(CoseKey key) throws Exception {
    return new OneKey(CBORObject.DecodeFromBytes(key.toByteArray()));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void theyVerifyOurSign1(Pairing pairing) throws Exception {
    CoseKey key = Keys.forAlgorithm(pairing.ours());
    for (boolean detached : List.of(false, true)) {
      CoseSign1Builder builder = CoseSign1.builder().payload(PAYLOAD).externalAad(AAD);
      if (detached) {
        builder.detached();
      }
      byte[] encoded = builder.sign(CoseSigner.of(key, pairing.ours())).toByteArray();
      Sign1Message message = (Sign1Message) Message.DecodeFromBytes(encoded, MessageTag.Sign1);
      if (detached) {
        message.SetContent(PAYLOAD.toByteArray());
      }
      message.setExternal(AAD.toByteArray());
      assertTrue(message.validate(theirs(key.toPublic())));
      message.setExternal(new byte[0]);
      assertFalse(message.validate(theirs(key.toPublic())));
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void weVerifyTheirSign1(Pairing pairing) throws Exception {
    CoseKey key = Keys.forAlgorithm(pairing.ours());
    Sign1Message message = new Sign1Message();
    message.addAttribute(HeaderKeys.Algorithm, pairing.theirs().AsCBOR(), Attribute.PROTECTED);
    message.SetContent(PAYLOAD.toByteArray());
    message.setExternal(AAD.toByteArray());
    message.sign(theirs(key));
    CoseSign1 decoded = CoseSign1.decode(Bytes.wrap(message.EncodeToBytes()));
    VerifiedPayload verified =
        decoded.verify(
            CoseVerifier.of(key, pairing.ours()), VerifyOptions.defaults().withExternalAad(AAD));
    assertEquals(PAYLOAD, verified.bytes());
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void bothVerifyCoseSign(Pairing pairing) throws Exception {
    CoseKey key = Keys.forAlgorithm(pairing.ours());
    byte[] ours =
        CoseSign.builder()
            .payload(PAYLOAD)
            .sign(CoseSigner.of(key, pairing.ours()))
            .build()
            .toByteArray();
    SignMessage decodedByThem = (SignMessage) Message.DecodeFromBytes(ours, MessageTag.Sign);
    Signer signer = decodedByThem.getSigner(0);
    signer.setKey(theirs(key.toPublic()));
    assertTrue(decodedByThem.validate(signer));
    assertArrayEquals(PAYLOAD.toByteArray(), decodedByThem.GetContent());

    SignMessage theirMessage = new SignMessage();
    theirMessage.SetContent(PAYLOAD.toByteArray());
    Signer theirSigner = new Signer(theirs(key));
    theirSigner.addAttribute(HeaderKeys.Algorithm, pairing.theirs().AsCBOR(), Attribute.PROTECTED);
    theirMessage.AddSigner(theirSigner);
    CoseSign decodedByUs = CoseSign.decode(Bytes.wrap(theirMessage.EncodeToBytes()));
    assertEquals(PAYLOAD, decodedByUs.verify(CoseVerifier.of(key, pairing.ours())).bytes());
  }
}
