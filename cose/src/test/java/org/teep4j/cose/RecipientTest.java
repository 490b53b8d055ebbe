package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.AlgorithmTraits.Distributing;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.AesKeyWrap;

/** Recipients as such, and the methods with a key that both sides share. */
class RecipientTest {

  private static final VerifyOptions DEFAULTS = VerifyOptions.defaults();
  private static final CoseLabel UNKNOWN = CoseLabel.of(99);

  static SymmetricKey symmetric(int bytes) throws GeneralSecurityException {
    return Recipients.symmetric(bytes, 0);
  }

  private static ContentKeyUse use() throws GeneralSecurityException {
    return ContentKeyUse.of(CoseAlgorithm.A128GCM);
  }

  private static byte[] receive(ContentKeyRecipient recipient, List<CoseRecipient> recipients)
      throws GeneralSecurityException {
    return recipient.contentKey(recipients, use(), DEFAULTS);
  }

  static void assertFailure(Failure failure, Executable refused) {
    assertEquals(failure, assertThrows(VerificationException.class, refused).failure());
  }

  private static void assertInvalidKey(String reason, Executable refused) {
    assertEquals(reason, assertThrows(InvalidKeyException.class, refused).getMessage());
  }

  // Decoding.

  @Test
  void nestingIsAsDeepAsOptionsAdmit() throws Exception {
    DecodeOptions deepest = DecodeOptions.defaults().withMaxDepth(DecodeOptions.LARGEST_MAX_DEPTH);
    int levels = DecodeOptions.LARGEST_MAX_DEPTH / 2 - 1;
    List<CoseRecipient> read = Recipients.decode(nested(levels), deepest);
    assertEquals(nested(levels), Recipients.encode(read));
    assertTrue(read.hashCode() == Recipients.decode(nested(levels), deepest).hashCode());
    assertFalse(read.toString().isEmpty());

    DecodeException tooDeep =
        assertThrows(
            DecodeException.class,
            () -> Recipients.decode(nested(levels), DecodeOptions.defaults()));
    assertEquals(Reason.TOO_DEEP, tooDeep.reason());
    assertTrue(tooDeep.path().startsWith("recipients[0]/recipients[0]"), tooDeep.path());
  }

  private static Bytes nested(int levels) {
    String open = "8183" + "40a040";
    String level = "8184" + "40a040";
    return Bytes.fromHex(String.join("", Collections.nCopies(levels - 1, level)) + open);
  }

  @Test
  void decodingRefusesOtherShapes() throws Exception {
    assertDecodeFailure(Reason.WRONG_LENGTH, "[]");
    assertDecodeFailure(Reason.UNEXPECTED_TYPE, "{}");
    assertDecodeFailure(Reason.UNEXPECTED_TYPE, "[[h'', {}, 'text', 1]]");
    assertDecodeFailure(Reason.UNEXPECTED_TYPE, "[[h'', {}, \"text\"]]");
    assertDecodeFailure(Reason.WRONG_LENGTH, "[[h'', {}]]");
    assertDecodeFailure(Reason.WRONG_LENGTH, "[[h'', {}, h'', []]]");
    assertDecodeFailure(Reason.WRONG_LENGTH, "[[h'', {}, h'', [[h'', {}, h'']], h'']]");
    assertDecodeFailure(Reason.HEADER_BUCKET, "[[<<{1: -3}>>, {1: -3}, h'']]");
    assertEquals(
        Optional.empty(),
        Recipients.decode(Edn.parse("[[h'', {1: -6}, null]]"), DecodeOptions.defaults())
            .get(0)
            .ciphertext());
  }

  private static void assertDecodeFailure(Reason reason, String edn) throws DecodeException {
    Bytes encoded = Edn.parse(edn);
    assertEquals(
        reason,
        assertThrows(
                DecodeException.class,
                () -> Recipients.decode(encoded, DecodeOptions.defaults()),
                edn)
            .reason());
  }

  @Test
  void recipientsAreShownWithTheNamesOfTheirParameters() throws Exception {
    ContentKeySender sender =
        ContentKeySender.of(Keys.on(CoseCurve.X25519).toPublic(), CoseAlgorithm.ECDH_ES_HKDF_256)
            .withSalt(Bytes.ofUtf8("salt"));
    ContentKey key = ContentKeySender.send(List.of(sender), use(), null);
    Bytes encoded = Recipients.encode(key.recipients());
    Bytes one = new CborReader(encoded.slice(1)).readEncodedItem();
    String shown = Edn.print(one, CoseShapes.recipient(), EdnPrintOptions.pretty());
    for (String name : List.of("ephemeral key", "salt", "crv", "X25519", "ECDH-ES + HKDF-256")) {
      assertTrue(shown.contains(name), () -> name + " in " + shown);
    }
    Bytes context = KdfContext.empty().encode(CoseLabel.of(-3), 128, Bytes.empty());
    String shownContext = Edn.print(context, CoseShapes.kdfContext(), EdnPrintOptions.pretty());
    for (String name : List.of("AlgorithmID", "A128KW", "PartyVInfo", "keyDataLength")) {
      assertTrue(shownContext.contains(name), () -> name + " in " + shownContext);
    }
  }

  // Direct keys.

  @Test
  void directKeysAreTheContentKey() throws Exception {
    SymmetricKey shared = symmetric(16);
    ContentKey key =
        ContentKeySender.send(
            List.of(ContentKeySender.of(shared, CoseAlgorithm.DIRECT)), use(), null);
    ContentKeyRecipient recipient = ContentKeyRecipient.of(shared, CoseAlgorithm.DIRECT);
    assertArrayEquals(
        shared.k().toByteArray(), receive(recipient, Recipients.sent(key.recipients())));
    // nil is what RFC 9052, Section 5.1 demands, no bytes what Section 8.5.1 demands.
    assertArrayEquals(
        shared.k().toByteArray(), receive(recipient, parse("[[h'', {1: -6}, null]]")));

    assertFailure(
        Failure.RECIPIENT_FORM, () -> receive(recipient, parse("[[h'', {1: -6}, h'00']]")));
    assertFailure(
        Failure.RECIPIENT_FORM,
        () -> receive(recipient, parse("[[h'', {1: -6}, h'', [[h'', {1: -6}, h'']]]]")));
    assertFailure(
        Failure.RECIPIENT_FORM, () -> receive(recipient, parse("[[<<{1: -6}>>, {}, h'']]")));
  }

  private static List<CoseRecipient> parse(String edn) throws DecodeException {
    return Recipients.decode(Edn.parse(edn), DecodeOptions.defaults());
  }

  @Test
  void directMethodsAreAlone() throws Exception {
    SymmetricKey shared = symmetric(16);
    ContentKeySender direct = ContentKeySender.of(shared, CoseAlgorithm.DIRECT);
    ContentKeySender wrap = ContentKeySender.of(Recipients.symmetric(16, 1), CoseAlgorithm.A128KW);
    for (List<ContentKeySender> senders :
        List.of(List.of(direct, direct), List.of(direct, wrap), List.of(wrap, direct))) {
      assertThrows(IllegalStateException.class, () -> ContentKeySender.send(senders, use(), null));
    }
    assertThrows(
        IllegalStateException.class,
        () -> ContentKeySender.send(List.of(direct), use(), shared.k()));
    assertThrows(IllegalStateException.class, () -> ContentKeySender.send(List.of(), use(), null));

    ContentKeyRecipient recipient = ContentKeyRecipient.of(shared, CoseAlgorithm.DIRECT);
    assertFailure(
        Failure.DIRECT_RECIPIENT,
        () -> receive(recipient, parse("[[h'', {1: -6}, h''], [h'', {1: -6}, h'']]")));
    assertFailure(
        Failure.DIRECT_RECIPIENT,
        () -> receive(recipient, parse("[[h'', {1: -3}, h'00'], [h'', {1: -6}, h'']]")));
  }

  /** Whichever of the recipients is ours, and at whichever level the two are side by side. */
  @Test
  void noMethodIsAcceptedBesideOneThatDeterminesTheKey() throws Exception {
    ContentKeySender wrap = ContentKeySender.of(Recipients.symmetric(16, 1), CoseAlgorithm.A128KW);
    ContentKeyRecipient recipient =
        ContentKeyRecipient.of(Recipients.symmetric(16, 1), CoseAlgorithm.A128KW);
    List<CoseRecipient> wrapped = ContentKeySender.send(List.of(wrap), use(), null).recipients();
    assertEquals(16, receive(recipient, wrapped).length);
    int determining = 0;
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.traits() instanceof Distributing traits && traits.determinesKey()) {
        determining++;
        for (String other :
            List.of(
                "[h'', {1: " + algorithm.id() + "}, h'']",
                "[<<{1: " + algorithm.id() + "}>>, {}, null]")) {
          CoseRecipient beside = parse("[" + other + "]").get(0);
          refusesBoth(recipient, List.of(wrapped.get(0), beside));
          refusesBoth(recipient, List.of(beside, wrapped.get(0)));
        }
      }
    }
    assertEquals(9, determining);
  }

  private static void refusesBoth(ContentKeyRecipient recipient, List<CoseRecipient> both)
      throws Exception {
    assertFailure(Failure.DIRECT_RECIPIENT, () -> receive(recipient, both));
    CoseRecipient outer =
        new CoseRecipient(
            parse("[[h'', {1: -3}, h'']]").get(0).headers(),
            Optional.of(Bytes.wrap(new byte[24])),
            both);
    assertFailure(
        Failure.DIRECT_RECIPIENT,
        () ->
            receive(ContentKeyRecipient.keyWrap(CoseAlgorithm.A128KW, recipient), List.of(outer)));
  }

  @Test
  void directKeysAreRestrictedAsTheContentIs() throws Exception {
    CoseKey bound = symmetric(16).withAlgorithm(CoseAlgorithm.A128GCM);
    List<CoseRecipient> recipients = parse("[[h'', {1: -6}, h'']]");
    assertEquals(CoseAlgorithm.DIRECT, ContentKeyRecipient.of(bound).algorithm());
    assertEquals(16, receive(ContentKeyRecipient.of(bound), recipients).length);

    CoseKey other = symmetric(16).withAlgorithm(CoseAlgorithm.AES_CCM_16_64_128);
    assertFailure(Failure.RECIPIENT, () -> receive(ContentKeyRecipient.of(other), recipients));
    CoseKey encrypting = bound.withOperations(KeyOperation.ENCRYPT);
    assertFailure(Failure.RECIPIENT, () -> receive(ContentKeyRecipient.of(encrypting), recipients));
    CoseKey shorter = symmetric(24);
    ContentKeyRecipient tooLong = ContentKeyRecipient.of(shorter, CoseAlgorithm.DIRECT);
    assertFailure(Failure.RECIPIENT, () -> receive(tooLong, recipients));

    SymmetricKey decrypting = symmetric(16).withOperations(KeyOperation.DECRYPT);
    assertInvalidKey(
        "key_ops does not include encrypt",
        () ->
            ContentKeySender.send(
                List.of(ContentKeySender.of(decrypting, CoseAlgorithm.DIRECT)), use(), null));
    assertInvalidKey(
        "a key of A128GCM takes 128 bits",
        () ->
            ContentKeySender.send(
                List.of(ContentKeySender.of(symmetric(24), CoseAlgorithm.DIRECT)), use(), null));
  }

  // Key wrap.

  @Test
  void keysOfKeyWrapHaveTheLengthOfTheAlgorithm() throws Exception {
    assertEquals(
        CoseAlgorithm.A192KW, ContentKeySender.of(symmetric(24), CoseAlgorithm.A192KW).algorithm());
    assertInvalidKey(
        "a key of A128KW takes 128 bits",
        () -> ContentKeySender.of(symmetric(20), CoseAlgorithm.A128KW));
    assertInvalidKey(
        "a key of A256KW takes 256 bits",
        () -> ContentKeyRecipient.of(symmetric(16), CoseAlgorithm.A256KW));
  }

  @Test
  void wrappedKeysMustHaveTheLengthThatTheContentDemands() throws Exception {
    SymmetricKey kek = symmetric(16);
    SecretKey aes = AesKeyWrap.key(kek.k().toByteArray());
    ContentKeyRecipient recipient = ContentKeyRecipient.of(kek, CoseAlgorithm.A128KW);
    for (int length : new int[] {16, 24, 32}) {
      Bytes wrapped = Bytes.wrap(AesKeyWrap.wrap(aes, new byte[length], null));
      List<CoseRecipient> recipients = parse("[[h'', {1: -3}, h'" + wrapped.toHex() + "']]");
      if (length == 16) {
        assertEquals(16, receive(recipient, recipients).length);
      } else {
        assertFailure(Failure.RECIPIENT, () -> receive(recipient, recipients));
      }
    }
    for (String ciphertext : List.of("h''", "h'00'", "h'0102030405060708'")) {
      assertFailure(
          Failure.RECIPIENT,
          () -> receive(recipient, parse("[[h'', {1: -3}, " + ciphertext + "]]")));
    }
    assertFailure(
        Failure.RECIPIENT_FORM, () -> receive(recipient, parse("[[h'', {1: -3}, null]]")));
  }

  @Test
  void keyWrapProtectsNoHeader() throws Exception {
    SymmetricKey kek = symmetric(16);
    ContentKeySender sender = ContentKeySender.of(kek, CoseAlgorithm.A128KW);
    CoseHeaders protectedOne =
        CoseHeaders.builder().protect(UNKNOWN, writer -> writer.writeLong(1)).build();
    assertThrows(IllegalArgumentException.class, () -> sender.withHeaders(protectedOne));
    CoseRecipient good = ContentKeySender.send(List.of(sender), use(), null).recipients().get(0);
    CoseHeaders added =
        good.headers().toBuilder().protect(UNKNOWN, writer -> writer.writeLong(1)).build();
    List<CoseRecipient> recipients =
        List.of(new CoseRecipient(added, good.ciphertext(), List.of()));
    assertFailure(
        Failure.RECIPIENT_FORM,
        () -> receive(ContentKeyRecipient.of(kek, CoseAlgorithm.A128KW), recipients));
  }

  @Test
  void restrictionsOfKeysHold() throws Exception {
    SymmetricKey kek = symmetric(16);
    SymmetricKey wrapping = kek.withOperations(KeyOperation.WRAP_KEY);
    SymmetricKey encrypting = kek.withOperations(KeyOperation.ENCRYPT);
    SymmetricKey bound = kek.withAlgorithm(CoseAlgorithm.A128GCM);
    ContentKeySender.of(wrapping, CoseAlgorithm.A128KW);
    ContentKeySender.of(encrypting, CoseAlgorithm.A128KW);
    assertInvalidKey(
        "key_ops does not include unwrap key",
        () -> ContentKeyRecipient.of(wrapping, CoseAlgorithm.A128KW));
    assertInvalidKey(
        "the key is bound to alg 1 (A128GCM), not to A128KW",
        () -> ContentKeySender.of(bound, CoseAlgorithm.A128KW));
    assertInvalidKey(
        "key_ops does not include derive key",
        () -> ContentKeySender.of(wrapping, CoseAlgorithm.DIRECT_HKDF_SHA_256));
    assertInvalidKey(
        "a key of direct+HKDF-AES-256 takes 256 bits",
        () -> ContentKeySender.of(kek, CoseAlgorithm.DIRECT_HKDF_AES_256));
    assertInvalidKey(
        "the key does not say which recipient algorithm it is for: it is a symmetric key of 128 bits,"
            + " for MACs, encryption or key wrap",
        () -> ContentKeyRecipient.of(kek));
    assertThrows(
        NoSuchAlgorithmException.class, () -> ContentKeyRecipient.of(kek, CoseAlgorithm.A128GCM));
    assertThrows(NoSuchAlgorithmException.class, () -> ContentKeyUse.of(CoseAlgorithm.ESP256));
  }

  @Test
  void keysFitTheirAlgorithm() throws Exception {
    List<CoseKey> keys =
        List.of(
            symmetric(16),
            Keys.RSA,
            Keys.on(CoseCurve.P256),
            Keys.on(CoseCurve.SECP256K1),
            Keys.on(CoseCurve.ED25519),
            Keys.on(CoseCurve.X448));
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.traits() instanceof AlgorithmTraits.Distributing traits) {
        for (CoseKey key : keys) {
          boolean fits =
              switch (traits.scheme()) {
                case DIRECT, DIRECT_HKDF -> key instanceof SymmetricKey;
                case DIRECT_HKDF_AES, AES_KW ->
                    key instanceof SymmetricKey && traits.keyBits() == 128;
                case RSAES_OAEP -> key instanceof RsaKey;
                case ECDH_ES ->
                    key.curveOrNull() == CoseCurve.P256 || key.curveOrNull() == CoseCurve.X448;
                case ECDH_SS -> false; // takes two keys
                case HPKE -> traits.suite() != null && key.curveOrNull() == traits.suite().curve();
              };
          if (fits) {
            assertEquals(algorithm, ContentKeyRecipient.of(key, algorithm).algorithm());
          } else {
            assertThrows(
                InvalidKeyException.class,
                () -> ContentKeyRecipient.of(key, algorithm),
                () -> algorithm + " " + key);
          }
        }
      }
    }
  }

  // Choosing among recipients.

  @Test
  void theRightRecipientIsFoundAmongOthers() throws Exception {
    SymmetricKey first = Recipients.symmetric(16, 1);
    SymmetricKey second = Recipients.symmetric(16, 2);
    SymmetricKey third = Recipients.symmetric(32, 3).withKeyId(Bytes.ofUtf8("third"));
    List<ContentKeySender> senders =
        List.of(
            ContentKeySender.of(first, CoseAlgorithm.A128KW),
            ContentKeySender.of(second, CoseAlgorithm.A128KW),
            ContentKeySender.of(third, CoseAlgorithm.A256KW),
            ContentKeySender.of(Keys.on(CoseCurve.P256).toPublic(), CoseAlgorithm.ECDH_ES_A128KW));
    ContentKey key = ContentKeySender.send(senders, use(), null);
    List<CoseRecipient> recipients = Recipients.sent(key.recipients());
    for (SymmetricKey each : List.of(first, second, third)) {
      CoseAlgorithm algorithm =
          each.k().length() == 32 ? CoseAlgorithm.A256KW : CoseAlgorithm.A128KW;
      assertArrayEquals(key.key(), receive(ContentKeyRecipient.of(each, algorithm), recipients));
    }
    assertArrayEquals(
        key.key(),
        receive(
            ContentKeyRecipient.of(Keys.on(CoseCurve.P256), CoseAlgorithm.ECDH_ES_A128KW),
            recipients));
    ContentKeyRecipient nobody = ContentKeyRecipient.of(symmetric(24), CoseAlgorithm.A192KW);
    assertFailure(Failure.NO_RECIPIENT, () -> receive(nobody, recipients));
    key.close();
    assertArrayEquals(new byte[16], key.key());
  }

  @Test
  void theRecipientWithTheIdentifierComesBeforeAllOthers() throws Exception {
    SymmetricKey kek = Recipients.symmetric(16, 1);
    CoseRecipient good =
        ContentKeySender.send(List.of(ContentKeySender.of(kek, CoseAlgorithm.A128KW)), use(), null)
            .recipients()
            .get(0);
    CoseRecipient bad = parse("[[h'', {1: -3}, h'00']]").get(0);
    List<CoseRecipient> recipients =
        new ArrayList<>(Collections.nCopies(ContentKeyRecipient.MOST_CANDIDATES, bad));
    recipients.add(good);
    assertEquals(16, receive(ContentKeyRecipient.of(kek, CoseAlgorithm.A128KW), recipients).length);
    CoseKey unnamed = SymmetricKey.of(kek.k());
    assertFailure(
        Failure.TOO_MANY_RECIPIENTS,
        () -> receive(ContentKeyRecipient.of(unnamed, CoseAlgorithm.A128KW), recipients));
    recipients.remove(0);
    assertEquals(
        16, receive(ContentKeyRecipient.of(unnamed, CoseAlgorithm.A128KW), recipients).length);
  }

  @Test
  void headersCannotNameAnotherAlgorithm() throws Exception {
    ContentKeySender sender =
        ContentKeySender.of(Recipients.symmetric(16, 1), CoseAlgorithm.A128KW);
    CoseHeaders other =
        CoseHeaders.builder()
            .unprotect(CoseHeaderParameter.ALG.label(), CoseAlgorithm.A192KW.label())
            .build();
    assertThrows(IllegalArgumentException.class, () -> sender.withHeaders(other));
  }

  @Test
  void criticalParametersMustBeUnderstood() throws Exception {
    SymmetricKey shared = Recipients.symmetric(32, 1);
    CoseAlgorithm algorithm = CoseAlgorithm.DIRECT_HKDF_SHA_256;
    CoseHeaders unknown =
        CoseHeaders.builder()
            .critical(List.of(UNKNOWN))
            .protect(UNKNOWN, writer -> writer.writeLong(1))
            .build();
    CoseLabel salt = RecipientParameter.SALT.label();
    CoseHeaders known =
        CoseHeaders.builder()
            .critical(List.of(salt))
            .protect(salt, writer -> writer.writeBytes(Bytes.ofUtf8("salt")))
            .build();
    ContentKeySender sender = ContentKeySender.of(shared, algorithm);
    ContentKeyRecipient recipient = ContentKeyRecipient.of(shared, algorithm);
    ContentKey refused = ContentKeySender.send(List.of(sender.withHeaders(unknown)), use(), null);
    assertFailure(Failure.CRITICAL_HEADER, () -> receive(recipient, refused.recipients()));
    assertArrayEquals(
        refused.key(),
        recipient.contentKey(refused.recipients(), use(), DEFAULTS.withUnderstood(UNKNOWN)));
    ContentKey accepted = ContentKeySender.send(List.of(sender.withHeaders(known)), use(), null);
    assertArrayEquals(accepted.key(), receive(recipient, accepted.recipients()));

    // HKDF with AES does not process a salt.
    SymmetricKey aes = Recipients.symmetric(16, 1);
    CoseAlgorithm byAes = CoseAlgorithm.DIRECT_HKDF_AES_128;
    ContentKeySender aesSender = ContentKeySender.of(aes, byAes);
    ContentKey unused = ContentKeySender.send(List.of(aesSender.withHeaders(known)), use(), null);
    assertFailure(
        Failure.CRITICAL_HEADER,
        () -> receive(ContentKeyRecipient.of(aes, byAes), unused.recipients()));
    assertThrows(IllegalStateException.class, () -> aesSender.withSalt(Bytes.empty()));
  }

  @Test
  void theAlgorithmIsProtectedWhereTheMethodProtectsAnything() throws Exception {
    SymmetricKey shared = Recipients.symmetric(32, 1);
    List<CoseRecipient> recipients = parse("[[h'', {1: -10, -22: h'00'}, h'']]");
    ContentKeyRecipient recipient =
        ContentKeyRecipient.of(shared, CoseAlgorithm.DIRECT_HKDF_SHA_256);
    assertFailure(Failure.NO_PROTECTED_ALGORITHM, () -> receive(recipient, recipients));
    assertEquals(
        16, recipient.contentKey(recipients, use(), DEFAULTS.withUnprotectedAlgorithm()).length);
  }

  @Test
  void contextsAreForDerivationsAlone() throws Exception {
    ContentKeySender sender =
        ContentKeySender.of(Recipients.symmetric(16, 1), CoseAlgorithm.A128KW);
    ContentKeyRecipient recipient =
        ContentKeyRecipient.of(Recipients.symmetric(16, 1), CoseAlgorithm.A128KW);
    List<Executable> misuses =
        List.of(
            () -> sender.withKdfContext(KdfContext.empty()),
            () -> sender.withHpkeContext(HpkeContext.empty()),
            () -> sender.withSalt(Bytes.empty()),
            () -> recipient.withKdfContext(KdfContext.empty()),
            () -> recipient.withHpkeContext(HpkeContext.empty()));
    for (Executable misuse : misuses) {
      assertThrows(IllegalStateException.class, misuse);
    }
  }

  // Providers.

  @Test
  void keysCanStayWithTheirProvider() throws Exception {
    Provider jdk = Security.getProvider("SunJCE");
    SymmetricKey kek = Recipients.symmetric(32, 1);
    SecretKey key = new SecretKeySpec(kek.k().toByteArray(), "AES");
    Bytes keyId = kek.keyId().orElseThrow();
    ContentKeySender sender = ContentKeySender.of(key, CoseAlgorithm.A256KW, keyId, jdk);
    ContentKeyRecipient recipient = ContentKeyRecipient.of(key, CoseAlgorithm.A256KW, keyId, jdk);
    ContentKey sent = ContentKeySender.send(List.of(sender), use(), null);
    assertArrayEquals(sent.key(), receive(recipient, sent.recipients()));
    assertArrayEquals(
        sent.key(), receive(ContentKeyRecipient.of(kek, CoseAlgorithm.A256KW), sent.recipients()));
    assertInvalidKey(
        "a key of A128KW takes 128 bits",
        () -> ContentKeySender.of(key, CoseAlgorithm.A128KW, keyId, jdk));
    assertThrows(
        NoSuchAlgorithmException.class,
        () -> ContentKeySender.of(key, CoseAlgorithm.A256KW, keyId, Security.getProvider("SUN")));

    ContentKeySender oaep =
        ContentKeySender.of(Keys.RSA.toPublic(), CoseAlgorithm.RSAES_OAEP_SHA_256);
    ContentKey transported = ContentKeySender.send(List.of(oaep), use(), null);
    assertArrayEquals(
        transported.key(),
        receive(
            ContentKeyRecipient.of(
                CoseKeys.toPrivateKey(Keys.RSA), CoseAlgorithm.RSAES_OAEP_SHA_256, jdk),
            transported.recipients()));
  }

  @Test
  void transportedKeysAreDecryptedByHand() throws Exception {
    Map<CoseAlgorithm, String> hashes =
        Map.of(
            CoseAlgorithm.RSAES_OAEP, "SHA-1",
            CoseAlgorithm.RSAES_OAEP_SHA_256, "SHA-256",
            CoseAlgorithm.RSAES_OAEP_SHA_512, "SHA-512");
    for (Map.Entry<CoseAlgorithm, String> each : hashes.entrySet()) {
      ContentKeySender sender = ContentKeySender.of(Keys.RSA.toPublic(), each.getKey());
      ContentKey sent = ContentKeySender.send(List.of(sender), use(), null);
      Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
      // One hash function for both (RFC 8230, Section 3), which is not JCA's default.
      MGF1ParameterSpec mask = new MGF1ParameterSpec(each.getValue());
      cipher.init(
          Cipher.DECRYPT_MODE,
          CoseKeys.toPrivateKey(Keys.RSA),
          new OAEPParameterSpec(each.getValue(), "MGF1", mask, PSource.PSpecified.DEFAULT));
      Bytes ciphertext = sent.recipients().get(0).ciphertext().orElseThrow();
      assertArrayEquals(sent.key(), cipher.doFinal(ciphertext.toByteArray()));
    }
  }

  @Test
  void nothingShowsSecrets() throws Exception {
    SymmetricKey shared = Recipients.symmetric(32, 1);
    String secret = shared.k().toHex().substring(0, 8);
    ContentKeySender sender =
        ContentKeySender.of(shared, CoseAlgorithm.DIRECT_HKDF_SHA_256)
            .withKdfContext(KdfContext.empty().withSuppPrivInfo(shared.k()));
    ContentKey key = ContentKeySender.send(List.of(sender), use(), null);
    for (Object each :
        List.of(
            sender,
            key,
            ContentKeyRecipient.of(shared, CoseAlgorithm.A256KW),
            new DirectKey(shared),
            WrappedKey.of(shared, CoseAlgorithm.A256KW, true),
            KdfContext.empty().withSuppPrivInfo(shared.k()),
            HpkeContext.empty().withPsk(shared))) {
      assertFalse(each.toString().contains(secret), each::toString);
      assertFalse(
          each.toString().contains(Bytes.wrap(Arrays.copyOf(key.key(), 4)).toHex()),
          each::toString);
    }
  }
}
