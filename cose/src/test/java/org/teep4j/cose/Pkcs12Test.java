package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.TestAuthority.Draft;
import org.teep4j.cose.internal.DerWriter;

/** PKCS #12 files (RFC 7292) of all kinds of bags, without encryption and MAC. */
class Pkcs12Test {

  private static final String DATA = "2a864886f70d010701";
  private static final String SIGNED_DATA = "2a864886f70d010702";
  private static final String ENVELOPED_DATA = "2a864886f70d010703";
  private static final String KEY_BAG = "2a864886f70d010c0a0101";
  private static final String CERTIFICATE_BAG = "2a864886f70d010c0a0103";
  private static final String SECRET_BAG = "2a864886f70d010c0a0105";
  private static final String X509 = "2a864886f70d01091601";
  private static final String SDSI = "2a864886f70d01091602";

  private static final char[] PASSPHRASE = "any".toCharArray();
  private static final CoseKey KEY = Keys.on(CoseCurve.P256);

  private static void content(DerWriter writer, String type, Consumer<DerWriter> inner) {
    byte[] content = new DerWriter().sequence(inner).toByteArray();
    writer.sequence(
        info -> info.objectIdentifier(type).element(0xa0, all -> all.octetString(content)));
  }

  private static Bytes file(String outer, String inner, Consumer<DerWriter> bags) {
    return Bytes.wrap(
        new DerWriter()
            .sequence(
                pfx ->
                    content(
                        pfx.integer(BigInteger.valueOf(3)),
                        outer,
                        safes -> content(safes, inner, bags)))
            .toByteArray());
  }

  private static Bytes file(Consumer<DerWriter> bags) {
    return file(DATA, DATA, bags);
  }

  private static void bag(DerWriter writer, String type, Consumer<DerWriter> value) {
    writer.sequence(bag -> bag.objectIdentifier(type).element(0xa0, value));
  }

  private static void keyBag(DerWriter writer, CoseKey key) {
    bag(writer, KEY_BAG, value -> TestAuthority.raw(value, DerKeys.pkcs8(key)));
  }

  private static void certificateBag(DerWriter writer, String type, Bytes certificate) {
    bag(
        writer,
        CERTIFICATE_BAG,
        value ->
            value.sequence(
                one ->
                    one.objectIdentifier(type)
                        .element(0xa0, inner -> inner.octetString(certificate))));
  }

  private static Bytes certificate(CoseKey key) throws Exception {
    TestAuthority subject = TestAuthority.of("subject", key);
    return TestAuthority.named("root").der(Draft.signer(subject));
  }

  private static void refused(Reason reason, String detail, Bytes file) {
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> CoseKeys.allFromDer(file, PASSPHRASE));
    assertEquals(reason, refusal.reason());
    assertEquals(detail, refusal.detail());
  }

  @Test
  void keysThatAreNotEncrypted() throws Exception {
    CoseKey second = Keys.generate(CoseCurve.ED25519);
    Bytes both =
        file(
            bags -> {
              keyBag(bags, KEY);
              keyBag(bags, second);
            });
    assertEquals(List.of(KEY, second), CoseKeys.allFromDer(both, PASSPHRASE));
    assertEquals(KEY, CoseKeys.fromDer(file(bags -> keyBag(bags, KEY)), PASSPHRASE));
  }

  @Test
  void otherBagsArePassedOver() throws Exception {
    Bytes certificate = certificate(KEY);
    Bytes file =
        file(
            bags -> {
              bag(bags, SECRET_BAG, value -> value.octetString(new byte[] {1}));
              certificateBag(bags, SDSI, certificate);
              certificateBag(bags, X509, certificate);
            });
    assertEquals(List.of(KEY.toPublic()), CoseKeys.allFromDer(file, PASSPHRASE));
  }

  @Test
  void filesWithoutKeysAreRefused() {
    String none = "the PKCS #12 file has no key and no certificate";
    refused(Reason.INVALID_KEY, none, file(bags -> {}));
    refused(
        Reason.INVALID_KEY,
        none,
        file(bags -> bag(bags, SECRET_BAG, value -> value.octetString(new byte[] {1}))));
    refused(
        Reason.INVALID_KEY,
        "a certificate in the PKCS #12 file: the length is not DER",
        file(bags -> certificateBag(bags, X509, Bytes.fromHex("30"))));
  }

  @Test
  void filesThatAreProtectedByAKeyAreRefused() {
    String byKey = "the PKCS #12 file is protected by a key, not by a password";
    refused(Reason.INVALID_KEY, byKey, file(SIGNED_DATA, DATA, bags -> keyBag(bags, KEY)));
    refused(Reason.INVALID_KEY, byKey, file(DATA, ENVELOPED_DATA, bags -> keyBag(bags, KEY)));
  }

  @Test
  void theNumberOfKeysIsBounded() throws Exception {
    Bytes certificate = certificate(KEY);
    assertEquals(
        PemBlock.MOST_BLOCKS,
        CoseKeys.allFromDer(many(PemBlock.MOST_BLOCKS, certificate), PASSPHRASE).size());
    refused(
        Reason.INVALID_KEY,
        "a PKCS #12 file has at most " + PemBlock.MOST_BLOCKS + " keys and certificates",
        many(PemBlock.MOST_BLOCKS + 1, certificate));
  }

  private static Bytes many(int count, Bytes certificate) {
    return file(
        bags -> {
          for (int i = 0; i < count; i++) {
            certificateBag(bags, X509, certificate);
          }
        });
  }
}
