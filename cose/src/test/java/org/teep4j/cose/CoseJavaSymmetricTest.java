package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import COSE.AlgorithmID;
import COSE.Attribute;
import COSE.CoseException;
import COSE.CounterSign;
import COSE.CounterSign1;
import COSE.Encrypt0Message;
import COSE.EncryptMessage;
import COSE.HeaderKeys;
import COSE.MAC0Message;
import COSE.MACMessage;
import COSE.Message;
import COSE.MessageTag;
import COSE.OneKey;
import COSE.Recipient;
import com.upokecenter.cbor.CBORObject;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm.Kind;

/**
 * What this library authenticates and encrypts, cose-java reads, and the other way round: all that
 * both know, message by message and recipient by recipient.
 */
class CoseJavaSymmetricTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("exchanged");
  private static final Bytes AAD = Bytes.ofUtf8("external");
  private static final Bytes SALT = Bytes.ofUtf8("a salt that both sides have");

  /** It looks its algorithms up by name, in whatever is registered. */
  @BeforeAll
  static void registerItsProvider() {
    Security.addProvider(new BouncyCastleProvider());
  }

  @AfterAll
  static void removeItsProvider() {
    Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
  }

  // What both know.

  private static Stream<CoseAlgorithm> shared(Kind kind) {
    return Arrays.stream(CoseAlgorithm.values())
        .filter(each -> each.kind() == kind && theirs(each).isPresent());
  }

  private static Optional<AlgorithmID> theirs(CoseAlgorithm algorithm) {
    try {
      return Optional.of(AlgorithmID.FromCBOR(CBORObject.FromObject(algorithm.id())));
    } catch (CoseException e) {
      return Optional.empty();
    }
  }

  private static CBORObject id(CoseAlgorithm algorithm) {
    return CBORObject.FromObject(algorithm.id());
  }

  private static OneKey theirs(CoseKey key) throws Exception {
    return new OneKey(CBORObject.DecodeFromBytes(key.toByteArray()));
  }

  static Stream<CoseAlgorithm> macs() {
    return shared(Kind.MAC);
  }

  static Stream<CoseAlgorithm> ciphers() {
    return shared(Kind.CONTENT_ENCRYPTION);
  }

  /**
   * A way to a recipient.
   *
   * @param sender the sender's own key, for static-static agreement
   * @param recipient what the recipient has
   */
  record Way(CoseAlgorithm algorithm, @Nullable CoseKey sender, CoseKey recipient) {

    RecipientScheme scheme() {
      return ((AlgorithmTraits.Distributing) algorithm.traits()).scheme();
    }

    /** Its protected header is empty for these. */
    int bucket() {
      boolean empty = scheme() == RecipientScheme.DIRECT || scheme() == RecipientScheme.AES_KW;
      return empty ? Attribute.UNPROTECTED : Attribute.PROTECTED;
    }

    ContentKeySender ours() throws GeneralSecurityException {
      return switch (scheme()) {
        case DIRECT_HKDF -> ContentKeySender.of((SymmetricKey) recipient, algorithm).withSalt(SALT);
        case AES_KW -> ContentKeySender.of((SymmetricKey) recipient, algorithm);
        case ECDH_ES -> ContentKeySender.of(recipient.toPublic(), algorithm);
        case ECDH_SS ->
            ContentKeySender.ecdhSs(
                CoseKeyAgreement.of(requireSender()), recipient.toPublic(), algorithm);
        default -> throw new IllegalStateException(algorithm.ianaName());
      };
    }

    ContentKeyRecipient oursAsRecipient() throws GeneralSecurityException {
      return scheme() == RecipientScheme.ECDH_SS
          ? ContentKeyRecipient.ecdhSs(
              CoseKeyAgreement.of(recipient), requireSender().toPublic(), algorithm)
          : ContentKeyRecipient.of(recipient, algorithm);
    }

    Recipient theirs() throws Exception {
      Recipient made = new Recipient();
      made.addAttribute(HeaderKeys.Algorithm, id(algorithm), bucket());
      switch (scheme()) {
        case ECDH_ES -> made.SetKey(CoseJavaSymmetricTest.theirs(recipient.toPublic()));
        case ECDH_SS -> {
          made.SetKey(CoseJavaSymmetricTest.theirs(recipient.toPublic()));
          made.SetSenderKey(CoseJavaSymmetricTest.theirs(requireSender()));
          made.addAttribute(
              HeaderKeys.HKDF_Context_PartyU_nonce, SALT.toByteArray(), Attribute.UNPROTECTED);
        }
        case AES_KW -> made.SetKey(CoseJavaSymmetricTest.theirs(recipient));
        default -> {
          made.SetKey(CoseJavaSymmetricTest.theirs(recipient));
          made.addAttribute(HeaderKeys.HKDF_Salt, SALT.toByteArray(), Attribute.UNPROTECTED);
        }
      }
      return made;
    }

    void readyToReceive(Recipient received) throws Exception {
      // The sender's static key it takes from the message.
      received.SetKey(CoseJavaSymmetricTest.theirs(recipient));
    }

    private CoseKey requireSender() {
      if (sender == null) {
        throw new IllegalStateException("no sender");
      }
      return sender;
    }

    @Override
    public String toString() {
      return algorithm.ianaName() + ", " + recipient;
    }
  }

  /** Its curves for agreement; it names X25519 and X448 and cannot agree on them. */
  private static final List<CoseCurve> CURVES =
      List.of(CoseCurve.P256, CoseCurve.P384, CoseCurve.P521);

  static List<Way> ways() throws GeneralSecurityException {
    List<Way> ways = new ArrayList<>();
    for (CoseAlgorithm algorithm : shared(Kind.KEY_DISTRIBUTION).toList()) {
      switch (AlgorithmTraits.Distributing.of(algorithm).scheme()) {
        case ECDH_ES -> {
          for (CoseCurve curve : CURVES) {
            ways.add(new Way(algorithm, null, CoseKeys.generate(curve)));
          }
        }
        case ECDH_SS -> {
          for (CoseCurve curve : CURVES) {
            ways.add(new Way(algorithm, CoseKeys.generate(curve), CoseKeys.generate(curve)));
          }
        }
        case DIRECT, DIRECT_HKDF_AES -> {
          // The key of the former is that of the content: see the methods with "Direct" in their
          // names. The latter cose-java has names for, and refuses as unsupported.
        }
        default -> ways.add(new Way(algorithm, null, unbound(algorithm)));
      }
    }
    return ways;
  }

  /** A key that does not say what it is for: cose-java takes what it says for that of content. */
  private static CoseKey unbound(CoseAlgorithm algorithm) throws GeneralSecurityException {
    return SymmetricKey.of(CoseKeys.generate(algorithm, SymmetricKey.class).k());
  }

  @Test
  void theseAreTheAlgorithmsThatBothKnow() throws Exception {
    assertEquals(8, macs().count());
    assertEquals(11, ciphers().count());
    assertEquals(18, shared(Kind.KEY_DISTRIBUTION).count());
    assertEquals(35, ways().size());
  }

  // MACs.

  @ParameterizedTest
  @MethodSource("macs")
  void bothReadMac0(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey key = CoseKeys.generate(algorithm, SymmetricKey.class);
    CoseMac0 ours =
        CoseMac0.builder().payload(PAYLOAD).externalAad(AAD).mac(CoseMacCreator.of(key, algorithm));
    MAC0Message read = (MAC0Message) Message.DecodeFromBytes(ours.toByteArray(), MessageTag.MAC0);
    read.setExternal(AAD.toByteArray());
    assertTrue(read.Validate(key.k().toByteArray()));

    MAC0Message theirs = new MAC0Message();
    theirs.addAttribute(HeaderKeys.Algorithm, id(algorithm), Attribute.PROTECTED);
    theirs.SetContent(PAYLOAD.toByteArray());
    theirs.setExternal(AAD.toByteArray());
    theirs.Create(key.k().toByteArray());
    AuthenticatedPayload verified =
        CoseMac0.decode(Bytes.wrap(theirs.EncodeToBytes()))
            .verify(
                CoseMacVerifier.of(key, algorithm), VerifyOptions.defaults().withExternalAad(AAD));
    assertEquals(PAYLOAD, verified.bytes());
    assertEquals(algorithm, verified.algorithm());
  }

  @ParameterizedTest
  @MethodSource("macs")
  void bothReadMacDirect(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey key = (SymmetricKey) unbound(algorithm);
    bothReadMac(
        algorithm,
        ContentKeySender.of(key, CoseAlgorithm.DIRECT),
        ContentKeyRecipient.of(key, CoseAlgorithm.DIRECT),
        direct(key),
        received -> received.SetKey(theirs(key)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void bothReadMacForRecipient(Way way) throws Exception {
    bothReadMac(
        CoseAlgorithm.HMAC_256,
        way.ours(),
        way.oursAsRecipient(),
        way.theirs(),
        way::readyToReceive);
  }

  private interface Receiving {
    void prepare(Recipient received) throws Exception;
  }

  private static Recipient direct(SymmetricKey key) throws Exception {
    Recipient made = new Recipient();
    made.addAttribute(HeaderKeys.Algorithm, id(CoseAlgorithm.DIRECT), Attribute.UNPROTECTED);
    made.SetKey(theirs(key));
    return made;
  }

  private static void bothReadMac(
      CoseAlgorithm algorithm,
      ContentKeySender sender,
      ContentKeyRecipient recipient,
      Recipient theirRecipient,
      Receiving receiving)
      throws Exception {
    CoseMac ours =
        CoseMac.builder().payload(PAYLOAD).externalAad(AAD).recipient(sender).mac(algorithm);
    MACMessage read = (MACMessage) Message.DecodeFromBytes(ours.toByteArray(), MessageTag.MAC);
    read.setExternal(AAD.toByteArray());
    receiving.prepare(read.getRecipient(0));
    assertTrue(read.Validate(read.getRecipient(0)));

    MACMessage theirs = new MACMessage();
    theirs.addAttribute(HeaderKeys.Algorithm, id(algorithm), Attribute.PROTECTED);
    theirs.SetContent(PAYLOAD.toByteArray());
    theirs.setExternal(AAD.toByteArray());
    theirs.addRecipient(theirRecipient);
    theirs.Create();
    AuthenticatedPayload verified =
        CoseMac.decode(Bytes.wrap(theirs.EncodeToBytes()))
            .verify(recipient, VerifyOptions.defaults().withExternalAad(AAD));
    assertEquals(PAYLOAD, verified.bytes());
  }

  // Encryption.

  private static final DecryptOptions DECRYPTING = DecryptOptions.defaults().withExternalAad(AAD);

  @ParameterizedTest
  @MethodSource("ciphers")
  void bothReadEncrypt0(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey key = CoseKeys.generate(algorithm, SymmetricKey.class);
    CoseEncrypt0 ours =
        CoseEncrypt0.builder()
            .plaintext(PAYLOAD)
            .externalAad(AAD)
            .encrypt(CoseEncryptor.of(key, algorithm));
    Encrypt0Message read =
        (Encrypt0Message) Message.DecodeFromBytes(ours.toByteArray(), MessageTag.Encrypt0);
    read.setExternal(AAD.toByteArray());
    assertArrayEquals(PAYLOAD.toByteArray(), read.decrypt(key.k().toByteArray()));

    Encrypt0Message theirs = new Encrypt0Message();
    theirs.addAttribute(HeaderKeys.Algorithm, id(algorithm), Attribute.PROTECTED);
    theirs.SetContent(PAYLOAD.toByteArray());
    theirs.setExternal(AAD.toByteArray());
    theirs.encrypt(key.k().toByteArray());
    DecryptedPayload decrypted =
        CoseEncrypt0.decode(Bytes.wrap(theirs.EncodeToBytes()))
            .decrypt(CoseDecryptor.of(key, algorithm), DECRYPTING);
    assertEquals(PAYLOAD, decrypted.bytes());
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void bothReadEncryptDirect(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey key = (SymmetricKey) unbound(algorithm);
    bothReadEncrypt(
        algorithm,
        ContentKeySender.of(key, CoseAlgorithm.DIRECT),
        ContentKeyRecipient.of(key, CoseAlgorithm.DIRECT),
        direct(key),
        received -> received.SetKey(theirs(key)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void bothReadEncryptForRecipient(Way way) throws Exception {
    for (CoseAlgorithm algorithm :
        List.of(CoseAlgorithm.A128GCM, CoseAlgorithm.A256GCM, CoseAlgorithm.AES_CCM_16_64_128)) {
      bothReadEncrypt(
          algorithm, way.ours(), way.oursAsRecipient(), way.theirs(), way::readyToReceive);
    }
  }

  private static void bothReadEncrypt(
      CoseAlgorithm algorithm,
      ContentKeySender sender,
      ContentKeyRecipient recipient,
      Recipient theirRecipient,
      Receiving receiving)
      throws Exception {
    CoseEncrypt ours =
        CoseEncrypt.builder()
            .plaintext(PAYLOAD)
            .externalAad(AAD)
            .recipient(sender)
            .encrypt(algorithm);
    EncryptMessage read =
        (EncryptMessage) Message.DecodeFromBytes(ours.toByteArray(), MessageTag.Encrypt);
    read.setExternal(AAD.toByteArray());
    receiving.prepare(read.getRecipient(0));
    assertArrayEquals(PAYLOAD.toByteArray(), read.decrypt(read.getRecipient(0)));

    EncryptMessage theirs = new EncryptMessage();
    theirs.addAttribute(HeaderKeys.Algorithm, id(algorithm), Attribute.PROTECTED);
    theirs.SetContent(PAYLOAD.toByteArray());
    theirs.setExternal(AAD.toByteArray());
    theirs.addRecipient(theirRecipient);
    theirs.encrypt();
    DecryptedPayload decrypted =
        CoseEncrypt.decode(Bytes.wrap(theirs.EncodeToBytes())).decrypt(recipient, DECRYPTING);
    assertEquals(PAYLOAD, decrypted.bytes());
  }

  // Countersignatures, of which cose-java has the deprecated ones.

  @Test
  void weVerifyTheirCountersignatures() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.ES256);
    SymmetricKey mac = CoseKeys.generate(CoseAlgorithm.HMAC_256, SymmetricKey.class);
    MAC0Message theirs = new MAC0Message();
    theirs.addAttribute(HeaderKeys.Algorithm, id(CoseAlgorithm.HMAC_256), Attribute.PROTECTED);
    theirs.SetContent(PAYLOAD.toByteArray());
    CounterSign full = new CounterSign();
    full.setKey(theirs(key));
    full.addAttribute(HeaderKeys.Algorithm, id(CoseAlgorithm.ES256), Attribute.PROTECTED);
    theirs.addCountersignature(full);
    CounterSign1 abbreviated = new CounterSign1();
    abbreviated.setKey(theirs(key));
    abbreviated.addAttribute(HeaderKeys.Algorithm, id(CoseAlgorithm.ES256), Attribute.DO_NOT_SEND);
    theirs.setCountersign1(abbreviated);
    theirs.Create(mac.k().toByteArray());

    CoseMac0 message = CoseMac0.decode(Bytes.wrap(theirs.EncodeToBytes()));
    CoseVerifier verifier = CoseVerifier.of(key.toPublic(), CoseAlgorithm.ES256);
    List<CoseHeaderParameter> verified = new ArrayList<>();
    for (CoseCountersignature each : message.countersignatures()) {
      each.verify(message, verifier);
      verified.add(each.parameter());
    }
    assertEquals(
        List.of(CoseHeaderParameter.COUNTER_SIGNATURE, CoseHeaderParameter.COUNTER_SIGNATURE0),
        verified);
  }
}
