package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;

/** Countersignatures on every structure: what they cover, and what they leave as it was. */
class CountersignatureTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final CoseKey KEY = Keys.on(CoseCurve.P256);
  private static final CoseKey NOTARY = Keys.on(CoseCurve.ED25519).withKeyId(Bytes.ofUtf8("n"));
  private static final SymmetricKey MAC_KEY = symmetric(CoseAlgorithm.HMAC_256);
  private static final SymmetricKey CONTENT_KEY = symmetric(CoseAlgorithm.A128GCM);
  private static final SymmetricKey KEK = symmetric(CoseAlgorithm.A128KW);

  private static SymmetricKey symmetric(CoseAlgorithm algorithm) {
    try {
      return CoseKeys.generate(algorithm, SymmetricKey.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CoseSigner notary() throws Exception {
    return CoseSigner.of(NOTARY);
  }

  private static CoseVerifier verifier() throws Exception {
    return CoseVerifier.of(NOTARY.toPublic());
  }

  // Every structure.

  private static CoseSign1 sign1() throws Exception {
    return CoseSign1.sign(PAYLOAD, CoseSigner.of(KEY));
  }

  private static CoseSign sign() throws Exception {
    return CoseSign.builder().payload(PAYLOAD).sign(CoseSigner.of(KEY)).build();
  }

  private static CoseMac0 mac0() throws Exception {
    return CoseMac0.mac(PAYLOAD, CoseMacCreator.of(MAC_KEY));
  }

  private static CoseMac mac() throws Exception {
    return CoseMac.builder()
        .payload(PAYLOAD)
        .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW))
        .mac(CoseAlgorithm.HMAC_256);
  }

  private static CoseEncrypt0 encrypt0() throws Exception {
    return CoseEncrypt0.builder().plaintext(PAYLOAD).encrypt(CoseEncryptor.of(CONTENT_KEY));
  }

  private static CoseEncrypt encrypt() throws Exception {
    return CoseEncrypt.builder()
        .plaintext(PAYLOAD)
        .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW))
        .encrypt(CoseAlgorithm.A128GCM);
  }

  private static List<Countersignable> structures() throws Exception {
    return List.of(
        sign1(),
        sign(),
        sign().signatures().get(0),
        mac0(),
        mac(),
        encrypt0(),
        encrypt(),
        encrypt().recipients().get(0),
        CoseCountersignature.sign(sign1(), CoseSigner.of(KEY)));
  }

  /** Sends a message, or what is inside one, and receives it. */
  private static Countersignable sent(Countersignable structure) throws Exception {
    if (structure instanceof CoseSignature signature) {
      CoseSign around = sign().withSignature(0, signature);
      return ((CoseSign) sent(around)).signatures().get(0);
    }
    if (structure instanceof CoseRecipient recipient) {
      CoseEncrypt around = encrypt().withRecipient(0, recipient);
      return ((CoseEncrypt) sent(around)).recipients().get(0);
    }
    Bytes encoded = Bytes.wrap(((CborEncodable) structure).toByteArray());
    if (structure instanceof CoseSignedMessage) {
      return CoseSignedMessage.decode(encoded);
    }
    if (structure instanceof CoseMac0) {
      return CoseMac0.decode(encoded);
    }
    if (structure instanceof CoseMac) {
      return CoseMac.decode(encoded);
    }
    if (structure instanceof CoseEncrypt0) {
      return CoseEncrypt0.decode(encoded);
    }
    return structure instanceof CoseEncrypt
        ? CoseEncrypt.decode(encoded)
        : CoseCountersignature.decode(encoded);
  }

  private static CoseCountersignature countersignature(
      Countersignable target, CoseHeaderParameter form) throws Exception {
    CoseCountersignatureBuilder builder = CoseCountersignature.builder();
    return (form == CoseHeaderParameter.COUNTERSIGNATURE0_V2 ? builder.abbreviated() : builder)
        .sign(target, notary());
  }

  @Test
  void everyStructureCanBeCountersignedInBothForms() throws Exception {
    for (Countersignable structure : structures()) {
      for (CoseHeaderParameter form :
          List.of(
              CoseHeaderParameter.COUNTERSIGNATURE_V2, CoseHeaderParameter.COUNTERSIGNATURE0_V2)) {
        CoseCountersignature made = countersignature(structure, form);
        Countersignable received = sent(structure.withCountersignature(made));
        assertEquals(List.of(made), received.countersignatures());
        CoseCountersignature found = received.countersignatures().get(0);
        assertEquals(form, found.parameter());
        VerifiedSignature verified = found.verify(received, verifier());
        assertEquals(CoseAlgorithm.ED25519, verified.algorithm());
        assertEquals(NOTARY.keyId(), verified.verifier().keyId());
        assertEquals(received.headers(), verified.headers());
        assertEquals(made.headers(), verified.signatureHeaders());
        // It is on the structure as it was before, too: the unprotected header is not covered.
        found.verify(structure, verifier());
        fails(Failure.SIGNATURE, () -> found.verify(received, other()));
        VerifyOptions aad = VerifyOptions.defaults().withExternalAad(PAYLOAD);
        fails(Failure.SIGNATURE, () -> found.verify(received, verifier(), aad));
        for (Countersignable another : structures()) {
          if (another.getClass() != structure.getClass()) {
            fails(Failure.SIGNATURE, () -> found.verify(another, verifier()));
          }
        }
      }
    }
  }

  private static CoseVerifier other() throws Exception {
    return CoseVerifier.of(Keys.generate(CoseCurve.ED25519));
  }

  private interface Verification {
    void run() throws Exception;
  }

  private static void fails(Failure expected, Verification verification) {
    VerificationException refusal = assertThrows(VerificationException.class, verification::run);
    assertEquals(expected, refusal.failure());
  }

  @Test
  void theMessageIsLeftAsItWas() throws Exception {
    CoseSign1 sign1 = sign1();
    CoseSign1 received = (CoseSign1) sent(sign1.withCountersignature(made(sign1)));
    assertEquals(PAYLOAD, received.verify(CoseVerifier.of(KEY)).bytes());
    assertEquals(sign1.signature(), received.signature());
    assertEquals(sign1.headers().protectedBytes(), received.headers().protectedBytes());
    CoseMac0 mac0 = (CoseMac0) sent(mac0().withCountersignature(made(mac0())));
    assertEquals(PAYLOAD, mac0.verify(CoseMacVerifier.of(MAC_KEY)).bytes());
    CoseMac mac = (CoseMac) sent(mac().withCountersignature(made(mac())));
    assertEquals(PAYLOAD, mac.verify(ContentKeyRecipient.of(KEK)).bytes());
    CoseEncrypt0 encrypt0 = (CoseEncrypt0) sent(encrypt0().withCountersignature(made(encrypt0())));
    assertEquals(PAYLOAD, encrypt0.decrypt(CoseDecryptor.of(CONTENT_KEY)).bytes());
    CoseEncrypt encrypt = encrypt();
    CoseRecipient recipient = encrypt.recipients().get(0);
    encrypt =
        (CoseEncrypt)
            sent(encrypt.withRecipient(0, recipient.withCountersignature(made(recipient))));
    assertEquals(1, encrypt.recipients().get(0).countersignatures().size());
    assertEquals(PAYLOAD, encrypt.decrypt(ContentKeyRecipient.of(KEK)).bytes());
    CoseMac around = mac();
    around = around.withRecipient(0, around.recipients().get(0).withCountersignature(made(around)));
    assertEquals(PAYLOAD, around.verify(ContentKeyRecipient.of(KEK)).bytes());
    CoseSign sign = (CoseSign) sent(sign().withCountersignature(made(sign())));
    assertEquals(PAYLOAD, sign.verify(CoseVerifier.of(KEY)).bytes());
  }

  private static CoseCountersignature made(Countersignable target) throws Exception {
    return CoseCountersignature.sign(target, notary());
  }

  @Test
  void headersThatAreNotDeterministicStayAsTheyWere() throws Exception {
    // Protected keys out of order, and an unprotected value with a long head.
    CoseSign1 decoded =
        CoseSign1.decode(item("[<<{\"k\": 'k', 1: -7}>>, {\"z\": 1_1}, 'payload', h'00']"));
    CoseSign1 countersigned = decoded.withCountersignature(made(decoded));
    assertEquals(decoded.headers().protectedBytes(), countersigned.headers().protectedBytes());
    assertEquals(
        Optional.of(Bytes.fromHex("190001")), countersigned.headers().parameter(CoseLabel.of("z")));
    assertEquals(2, countersigned.headers().unprotectedParameters().size());
  }

  private static Bytes item(String notation) throws DecodeException {
    return Edn.parse(notation);
  }

  // What is signed.

  private static String structure(String notation) throws DecodeException {
    return item(notation).toHex();
  }

  private static String toBeSigned(Countersignable target, CoseHeaderParameter form)
      throws Exception {
    CoseCountersignatureBuilder builder =
        CoseCountersignature.builder().externalAad(Bytes.ofUtf8("aad"));
    if (form == CoseHeaderParameter.COUNTERSIGNATURE_V2) {
      builder.headers(CoseHeaders.builder().algorithm(CoseAlgorithm.ED25519).build());
    } else {
      builder.abbreviated();
    }
    return builder.toBeSigned(target).toBytes().toHex();
  }

  @Test
  void structuresThatAreSigned() throws Exception {
    String full = "<<{1: -19}>>, 'aad', ";
    CoseSign1 sign1 = CoseSign1.decode(item("[<<{1: -7}>>, {}, 'content', 'signed']"));
    assertEquals(
        structure("[\"CounterSignatureV2\", <<{1: -7}>>, " + full + "'content', ['signed']]"),
        toBeSigned(sign1, CoseHeaderParameter.COUNTERSIGNATURE_V2));
    assertEquals(
        structure("[\"CounterSignature0V2\", <<{1: -7}>>, 'aad', 'content', ['signed']]"),
        toBeSigned(sign1, CoseHeaderParameter.COUNTERSIGNATURE0_V2));
    CoseMac0 mac0 = CoseMac0.decode(item("[<<{1: 5}>>, {}, 'content', 'tag']"));
    assertEquals(
        structure("[\"CounterSignatureV2\", <<{1: 5}>>, " + full + "'content', ['tag']]"),
        toBeSigned(mac0, CoseHeaderParameter.COUNTERSIGNATURE_V2));
    CoseMac mac =
        CoseMac.decode(item("[<<{1: 5}>>, {}, 'content', 'tag', [[h'', {1: -6}, 'key']]]"));
    assertEquals(
        structure("[\"CounterSignatureV2\", <<{1: 5}>>, " + full + "'content', ['tag']]"),
        toBeSigned(mac, CoseHeaderParameter.COUNTERSIGNATURE_V2));
    CoseSign sign = CoseSign.decode(item("[h'a0', {}, 'content', [[<<{1: -7}>>, {}, 'signed']]]"));
    assertEquals(
        structure("[\"CounterSignature\", h'', " + full + "'content']"),
        toBeSigned(sign, CoseHeaderParameter.COUNTERSIGNATURE_V2));
    assertEquals(
        structure("[\"CounterSignature0\", h'', 'aad', 'content']"),
        toBeSigned(sign, CoseHeaderParameter.COUNTERSIGNATURE0_V2));
    String onSignature = "[\"CounterSignature\", <<{1: -7}>>, " + full + "'signed']";
    assertEquals(
        structure(onSignature),
        toBeSigned(sign.signatures().get(0), CoseHeaderParameter.COUNTERSIGNATURE_V2));
    CoseEncrypt0 encrypt0 = CoseEncrypt0.decode(item("[<<{1: 1}>>, {}, 'secret']"));
    assertEquals(
        structure("[\"CounterSignature\", <<{1: 1}>>, " + full + "'secret']"),
        toBeSigned(encrypt0, CoseHeaderParameter.COUNTERSIGNATURE_V2));
    CoseEncrypt encrypt =
        CoseEncrypt.decode(item("[<<{1: 1}>>, {}, 'secret', [[h'', {1: -6}, null]]]"));
    assertEquals(
        structure("[\"CounterSignature\", <<{1: 1}>>, " + full + "'secret']"),
        toBeSigned(encrypt, CoseHeaderParameter.COUNTERSIGNATURE_V2));
    assertEquals(
        structure("[\"CounterSignature\", h'', " + full + "h'']"),
        toBeSigned(encrypt.recipients().get(0), CoseHeaderParameter.COUNTERSIGNATURE_V2));
    assertEquals(
        structure("[\"CounterSignature\", h'', " + full + "'key']"),
        toBeSigned(mac.recipients().get(0), CoseHeaderParameter.COUNTERSIGNATURE_V2));
    CoseCountersignature own = CoseCountersignature.decode(item("19([<<{1: -7}>>, {}, 'signed'])"));
    assertEquals(structure(onSignature), toBeSigned(own, CoseHeaderParameter.COUNTERSIGNATURE_V2));
  }

  /** What the deprecated labels sign, put together by hand. */
  private static CoseSign1 withDeprecated(int label, String structure) throws Exception {
    CborWriter value = new CborWriter();
    Bytes signature = Bytes.wrap(notary().sign(Segments.of(item(structure))));
    if (label == 7) {
      value.beginArray().writeBytes(item("{1: -19}")).beginMap().endMap();
      value.writeBytes(signature).endArray();
    } else {
      value.writeBytes(signature);
    }
    CborWriter message = new CborWriter();
    message.beginArray().writeBytes(item("{1: -7}"));
    message.beginMap().writeLong(label).writeEncodedItem(value.toBytes()).endMap();
    message.writeBytes(PAYLOAD).writeBytes(Bytes.ofUtf8("signed")).endArray();
    return CoseSign1.decode(message.toBytes());
  }

  @Test
  void deprecatedFormsAreVerifiedByTheirOwnRules() throws Exception {
    String full = "[\"CounterSignature\", <<{1: -7}>>, <<{1: -19}>>, h'', 'payload']";
    CoseSign1 seven = withDeprecated(7, full);
    assertEquals(
        CoseHeaderParameter.COUNTER_SIGNATURE, seven.countersignatures().get(0).parameter());
    seven.countersignatures().get(0).verify(seven, verifier());
    String abbreviated = "[\"CounterSignature0\", <<{1: -7}>>, h'', h'', 'payload']";
    CoseSign1 nine = withDeprecated(9, abbreviated);
    assertEquals(
        CoseHeaderParameter.COUNTER_SIGNATURE0, nine.countersignatures().get(0).parameter());
    nine.countersignatures().get(0).verify(nine, verifier());
    // The rules of one label are not those of another.
    CoseSign1 fourElements =
        withDeprecated(9, "[\"CounterSignature0\", <<{1: -7}>>, h'', 'payload']");
    CoseSign1 withSignature =
        withDeprecated(
            7,
            "[\"CounterSignatureV2\", <<{1: -7}>>, <<{1: -19}>>, h'', 'payload', " + "['signed']]");
    CoseSign1 swapped = withDeprecated(7, abbreviated);
    CoseSign1 newer = withDeprecated(12, abbreviated);
    for (CoseSign1 each : List.of(fourElements, withSignature, swapped, newer)) {
      fails(Failure.SIGNATURE, () -> each.countersignatures().get(0).verify(each, verifier()));
    }
  }

  @Test
  void aFormCannotBeTakenForAnother() throws Exception {
    for (Countersignable structure : structures()) {
      CoseCountersignature full =
          countersignature(structure, CoseHeaderParameter.COUNTERSIGNATURE_V2);
      CoseCountersignature bare =
          countersignature(structure, CoseHeaderParameter.COUNTERSIGNATURE0_V2);
      for (CoseHeaderParameter form :
          List.of(
              CoseHeaderParameter.COUNTERSIGNATURE0_V2, CoseHeaderParameter.COUNTER_SIGNATURE0)) {
        CoseCountersignature posing =
            new CoseCountersignature(form, CoseHeaders.empty(), full.signature());
        assertTrue(posing.isAbbreviated());
        fails(Failure.SIGNATURE, () -> posing.verify(structure, verifier()));
      }
      CoseCountersignature old =
          new CoseCountersignature(
              CoseHeaderParameter.COUNTER_SIGNATURE0, CoseHeaders.empty(), bare.signature());
      fails(Failure.SIGNATURE, () -> old.verify(structure, verifier()));
      CoseCountersignature posing =
          new CoseCountersignature(
              CoseHeaderParameter.COUNTERSIGNATURE_V2, full.headers(), bare.signature());
      fails(Failure.SIGNATURE, () -> posing.verify(structure, verifier()));
    }
    // RFC 9338: where the signature or tag is covered anyway, versions 1 and 2 are the same.
    CoseSignature signature = sign().signatures().get(0);
    CoseCountersignature full =
        countersignature(signature, CoseHeaderParameter.COUNTERSIGNATURE_V2);
    new CoseCountersignature(
            CoseHeaderParameter.COUNTER_SIGNATURE, full.headers(), full.signature())
        .verify(signature, verifier());
    CoseSign1 sign1 = sign1();
    CoseCountersignature second = countersignature(sign1, CoseHeaderParameter.COUNTERSIGNATURE_V2);
    CoseCountersignature first =
        new CoseCountersignature(
            CoseHeaderParameter.COUNTER_SIGNATURE, second.headers(), second.signature());
    fails(Failure.SIGNATURE, () -> first.verify(sign1, verifier()));
  }

  @Test
  void theSignatureAndTheTagAreCovered() throws Exception {
    CoseSign1 sign1 = sign1();
    CoseCountersignature made = made(sign1);
    CoseSign1 other =
        CoseSign1.builder()
            .headers(sign1.headers())
            .payload(PAYLOAD)
            .build(Bytes.wrap(new byte[64]));
    fails(Failure.SIGNATURE, () -> made.verify(other, verifier()));
    CoseMac0 mac0 = mac0();
    CoseCountersignature onMac = made(mac0);
    CoseMac0 otherMac =
        CoseMac0.builder().headers(mac0.headers()).payload(PAYLOAD).build(Bytes.ofUtf8("tag"));
    fails(Failure.SIGNATURE, () -> onMac.verify(otherMac, verifier()));
  }

  // Several, nested, detached.

  @Test
  void severalCountersignatures() throws Exception {
    CoseSign1 message = sign1();
    CoseSigner second = CoseSigner.of(Keys.on(CoseCurve.P384));
    CoseSign1 received =
        (CoseSign1)
            sent(
                message
                    .withCountersignature(made(message))
                    .withCountersignature(CoseCountersignature.sign(message, second))
                    .withCountersignature(
                        countersignature(message, CoseHeaderParameter.COUNTERSIGNATURE0_V2)));
    assertEquals(3, received.countersignatures().size());
    CoseKeyResolver resolver = CoseKeyResolver.of(List.of(KEY, NOTARY, Keys.on(CoseCurve.P384)));
    List<CoseAlgorithm> seen = new ArrayList<>();
    for (CoseCountersignature each : received.countersignatures()) {
      seen.add(each.verify(received, resolver, VerifyOptions.defaults()).algorithm());
    }
    assertEquals(List.of(CoseAlgorithm.ED25519, CoseAlgorithm.ESP384, CoseAlgorithm.ED25519), seen);
    CoseKeyResolver none = CoseKeyResolver.of(List.<CoseKey>of());
    for (CoseCountersignature each : received.countersignatures()) {
      fails(Failure.NO_KEY, () -> each.verify(received, none, VerifyOptions.defaults()));
    }
    CoseCountersignature bare = countersignature(message, CoseHeaderParameter.COUNTERSIGNATURE0_V2);
    assertThrows(IllegalArgumentException.class, () -> received.withCountersignature(bare));
    CoseCountersignature old =
        new CoseCountersignature(
            CoseHeaderParameter.COUNTER_SIGNATURE, bare.headers(), bare.signature());
    assertThrows(IllegalArgumentException.class, () -> message.withCountersignature(old));
    assertThrows(IllegalArgumentException.class, () -> bare.withCountersignature(made(bare)));
  }

  @Test
  void abbreviatedOnesTryNoMoreKeysThanTheLimit() throws Exception {
    CoseSign1 message = sign1();
    CoseCountersignature bare = countersignature(message, CoseHeaderParameter.COUNTERSIGNATURE0_V2);
    List<CoseVerifier> verifiers = new ArrayList<>();
    CoseVerifier wrong = other();
    for (int i = 0; i < CoseSign.MOST_CANDIDATES - 1; i++) {
      verifiers.add(wrong);
    }
    verifiers.add(verifier());
    bare.verify(message, CoseKeyResolver.ofVerifiers(verifiers), VerifyOptions.defaults());
    verifiers.add(0, wrong);
    CoseKeyResolver tooMany = CoseKeyResolver.ofVerifiers(verifiers);
    fails(
        Failure.TOO_MANY_SIGNATURES, () -> bare.verify(message, tooMany, VerifyOptions.defaults()));
  }

  @Test
  void countersignaturesOnCountersignatures() throws Exception {
    CoseSign1 message = sign1();
    CoseCountersignature first = made(message);
    CoseCountersignature second = CoseCountersignature.sign(first, CoseSigner.of(KEY));
    CoseSign1 received =
        (CoseSign1) sent(message.withCountersignature(first.withCountersignature(second)));
    CoseCountersignature outer = received.countersignatures().get(0);
    CoseCountersignature inner = outer.countersignatures().get(0);
    outer.verify(received, verifier());
    inner.verify(outer, CoseVerifier.of(KEY));
    fails(Failure.SIGNATURE, () -> inner.verify(received, CoseVerifier.of(KEY)));
  }

  @Test
  void detachedContent() throws Exception {
    CoseSign1 message = CoseSign1.builder().payload(PAYLOAD).detached().sign(CoseSigner.of(KEY));
    CoseEncrypt0 encrypted =
        CoseEncrypt0.builder().plaintext(PAYLOAD).encrypt(CoseEncryptor.of(CONTENT_KEY));
    VerifyOptions options = VerifyOptions.defaults();
    CoseKeyResolver resolver = CoseKeyResolver.of(List.of(NOTARY));
    for (Countersignable target : List.of(message, encrypted.withoutCiphertext())) {
      Bytes detached = target == message ? PAYLOAD : encrypted.ciphertext().orElseThrow();
      fails(Failure.NO_PAYLOAD, () -> made(target));
      CoseCountersignature made =
          CoseCountersignature.builder()
              .detachedContent(Segments.of(detached))
              .sign(target, notary());
      Countersignable received = sent(target.withCountersignature(made));
      made.verifyDetached(detached, received, verifier(), options);
      made.verifyDetached(detached, received, resolver, options);
      fails(Failure.NO_PAYLOAD, () -> made.verify(received, verifier()));
      fails(
          Failure.SIGNATURE,
          () -> made.verifyDetached(Bytes.ofUtf8("other"), received, verifier(), options));
    }
    CoseSign1 embedded = sign1();
    CoseCountersignature made = made(embedded);
    fails(Failure.TWO_PAYLOADS, () -> made.verifyDetached(PAYLOAD, embedded, verifier(), options));
    fails(
        Failure.TWO_PAYLOADS,
        () ->
            CoseCountersignature.builder()
                .detachedContent(Segments.of(PAYLOAD))
                .sign(embedded, notary()));
  }

  @Test
  void headersOfTheCountersignatureFollowTheRules() throws Exception {
    CoseSign1 message = sign1();
    CoseLabel own = CoseLabel.of("own");
    CoseHeaders critical =
        CoseHeaders.builder().protect(own, Bytes.fromHex("01")).critical(List.of(own)).build();
    CoseCountersignature made =
        CoseCountersignature.builder().headers(critical).sign(message, notary());
    fails(Failure.CRITICAL_HEADER, () -> made.verify(message, verifier()));
    made.verify(message, verifier(), VerifyOptions.defaults().withUnderstood(own));
    CoseHeaders unprotected =
        CoseHeaders.builder()
            .unprotect(CoseHeaderParameter.ALG.label(), CoseAlgorithm.ED25519.label())
            .build();
    CoseCountersignature loose =
        CoseCountersignature.builder().headers(unprotected).sign(message, notary());
    fails(Failure.NO_PROTECTED_ALGORITHM, () -> loose.verify(message, verifier()));
    loose.verify(message, verifier(), VerifyOptions.defaults().withUnprotectedAlgorithm());
    assertThrows(
        IllegalStateException.class,
        () ->
            CoseCountersignature.builder().abbreviated().headers(critical).sign(message, notary()));
    CoseHeaders another = CoseHeaders.builder().algorithm(CoseAlgorithm.ES256).build();
    assertThrows(
        IllegalArgumentException.class,
        () -> CoseCountersignature.builder().headers(another).sign(message, notary()));
  }

  // Decoding.

  private static void refused(Reason reason, String path, String protectedMap, String unprotected)
      throws Exception {
    Bytes message = item("[<<" + protectedMap + ">>, " + unprotected + ", 'payload', h'00']");
    DecodeException refusal = assertThrows(DecodeException.class, () -> CoseSign1.decode(message));
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    assertEquals("COSE_Sign1" + path, refusal.path());
  }

  @Test
  void malformedCountersignatures() throws Exception {
    String one = "[h'', {}, h'00']";
    for (String[] each :
        new String[][] {
          {"11", "Countersignature version 2"},
          {"7", "counter signature"}
        }) {
      String label = "{" + each[0] + ": ";
      String path = "/unprotected/" + each[1];
      refused(Reason.HEADER_BUCKET, "/protected/" + each[1], label + one + "}", "{}");
      refused(Reason.WRONG_LENGTH, path, "{}", label + "[]}");
      refused(Reason.WRONG_LENGTH, path, "{}", label + "[h'', {}]}");
      refused(Reason.UNEXPECTED_TYPE, path, "{}", label + "h'00'}");
      refused(Reason.UNEXPECTED_TYPE, path, "{}", label + "[" + one + ", 1]}");
      refused(
          Reason.HEADER_BUCKET,
          path + "/unprotected/crit",
          "{}",
          label + "[h'', {2: [1]}, h'00']}");
      assertEquals(
          1,
          CoseSign1.decode(item("[h'', " + label + "[" + one + "]}, 'payload', h'00']"))
              .countersignatures()
              .size());
    }
    refused(Reason.HEADER_BUCKET, "/protected/Countersignature0 version 2", "{12: h'00'}", "{}");
    refused(Reason.HEADER_BUCKET, "/protected/CounterSignature0", "{9: h'00'}", "{}");
    refused(
        Reason.UNEXPECTED_TYPE,
        "/unprotected/Countersignature0 version 2",
        "{}",
        "{12: " + one + "}");
    refused(Reason.UNEXPECTED_TYPE, "/unprotected/CounterSignature0", "{}", "{9: [h'00']}");
  }

  @Test
  void nestingIsLimited() throws Exception {
    String inner = "{}";
    int deepest = 0;
    for (int i = 1; i < 500; i++) {
      inner = "{11: [h'', " + inner + ", h'00']}";
      Bytes message = item("[h'', " + inner + ", 'payload', h'00']");
      try {
        CoseSign1.decode(
            message, DecodeOptions.defaults().withMaxDepth(DecodeOptions.LARGEST_MAX_DEPTH));
        deepest = i;
      } catch (DecodeException e) {
        assertEquals(Reason.TOO_DEEP, e.reason());
        if (i > 20) {
          break;
        }
      }
    }
    assertEquals(CoseCountersignature.MOST_NESTED, deepest);
  }

  @Test
  void aloneAndTaggedOrNot() throws Exception {
    CoseSign1 message = sign1();
    CoseCountersignature made = made(message);
    Bytes encoded = Bytes.wrap(made.toByteArray());
    assertEquals(made, CoseCountersignature.decode(encoded));
    assertEquals(made.hashCode(), CoseCountersignature.decode(encoded).hashCode());
    Bytes tagged =
        new CborWriter().writeTag(CoseCountersignature.TAG).writeEncodedItem(encoded).toBytes();
    CoseCountersignature.decode(tagged).verify(message, verifier());
    Bytes trailing = Bytes.fromHex(encoded.toHex() + "00");
    DecodeException end =
        assertThrows(DecodeException.class, () -> CoseCountersignature.decode(trailing));
    assertEquals(Reason.TRAILING_BYTES, end.reason());
    for (String bad : List.of("18([h'', {}, h'00'])", "h'00'", "[h'', {}]")) {
      Bytes other = item(bad);
      DecodeException refusal =
          assertThrows(DecodeException.class, () -> CoseCountersignature.decode(other));
      assertEquals("COSE_Countersignature", refusal.path());
    }
    assertTrue(made.toString().startsWith("CoseCountersignature[Countersignature version 2, "));
  }
}
