package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException.Failure;

/** What holds for MACs and encryption with all headers, contents and keys. */
class SymmetricPropertiesTest {

  private static final SymmetricKey KEK = kek();

  private static SymmetricKey kek() {
    try {
      return RecipientTest.symmetric(16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Provide
  Arbitrary<CoseAlgorithm> macs() {
    return Arbitraries.of(SymmetricMessagesTest.macs().toList());
  }

  @Provide
  Arbitrary<CoseAlgorithm> ciphers() {
    return Arbitraries.of(
        SymmetricMessagesTest.ciphers()
            .filter(each -> !EncryptionRules.authenticatesNothing(each))
            .toList());
  }

  @Provide
  Arbitrary<Bytes> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(100).map(Bytes::wrap);
  }

  @Provide
  Arbitrary<CoseHeaders> headers() {
    return new SigningPropertiesTest().headers();
  }

  private interface Use {
    CosePayload run() throws VerificationException;
  }

  private static void fails(Failure expected, Use use) {
    VerificationException refusal = assertThrows(VerificationException.class, use::run);
    assertEquals(expected, refusal.failure());
  }

  @Property(tries = 100)
  void whatIsMacedIsVerified(
      @ForAll("macs") CoseAlgorithm algorithm,
      @ForAll("headers") CoseHeaders headers,
      @ForAll("bytes") Bytes payload,
      @ForAll("bytes") Bytes aad,
      @ForAll("bytes") Bytes other,
      @ForAll boolean tagged)
      throws Exception {
    CoseKey key = CoseKeys.generate(algorithm);
    CoseMac0Builder zero =
        CoseMac0.builder().headers(headers).payload(payload).externalAad(aad).detached();
    CoseMacBuilder one =
        CoseMac.builder()
            .headers(headers)
            .payload(payload)
            .externalAad(aad)
            .detached()
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW));
    if (!tagged) {
      zero.untagged();
      one.untagged();
    }
    CoseMac0 mac0 = zero.mac(CoseMacCreator.of(key));
    assertEquals(mac0, CoseMac0.decode(mac0.encode().toBytes()));
    CoseMac mac = one.mac(algorithm);
    assertEquals(mac, CoseMac.decode(mac.encode().toBytes()));
    assertEquals(tagged, mac.isTagged());
    VerifyOptions options = VerifyOptions.defaults().withExternalAad(aad);
    CoseMacVerifier verifier = CoseMacVerifier.of(key);
    ContentKeyRecipient recipient = ContentKeyRecipient.of(KEK, CoseAlgorithm.A128KW);
    assertEquals(payload, mac0.verifyDetached(payload, verifier, options).bytes());
    assertEquals(payload, mac.verifyDetached(payload, recipient, options).bytes());
    if (!other.equals(payload)) {
      fails(Failure.MAC, () -> mac0.verifyDetached(other, verifier, options));
      fails(Failure.MAC, () -> mac.verifyDetached(other, recipient, options));
    }
    if (!other.equals(aad)) {
      VerifyOptions otherAad = VerifyOptions.defaults().withExternalAad(other);
      fails(Failure.MAC, () -> mac0.verifyDetached(payload, verifier, otherAad));
      fails(Failure.MAC, () -> mac.verifyDetached(payload, recipient, otherAad));
    }
    CoseMacVerifier stranger = CoseMacVerifier.of(CoseKeys.generate(algorithm));
    fails(Failure.MAC, () -> mac0.verifyDetached(payload, stranger, options));
  }

  @Property(tries = 100)
  void whatIsEncryptedIsDecrypted(
      @ForAll("ciphers") CoseAlgorithm algorithm,
      @ForAll("headers") CoseHeaders headers,
      @ForAll("bytes") Bytes plaintext,
      @ForAll("bytes") Bytes aad,
      @ForAll("bytes") Bytes other,
      @ForAll boolean tagged)
      throws Exception {
    CoseKey key = CoseKeys.generate(algorithm);
    CoseEncrypt0Builder zero =
        CoseEncrypt0.builder().headers(headers).plaintext(plaintext).externalAad(aad);
    CoseEncryptBuilder one =
        CoseEncrypt.builder()
            .headers(headers)
            .plaintext(plaintext)
            .externalAad(aad)
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW));
    if (!tagged) {
      zero.untagged();
      one.untagged();
    }
    CoseEncrypt0 encrypt0 = zero.encrypt(CoseEncryptor.of(key));
    assertEquals(encrypt0, CoseEncrypt0.decode(encrypt0.encode().toBytes()));
    CoseEncrypt encrypt = one.encrypt(algorithm);
    assertEquals(encrypt, CoseEncrypt.decode(encrypt.encode().toBytes()));
    assertEquals(tagged, encrypt0.isTagged());
    DecryptOptions options = DecryptOptions.defaults().withExternalAad(aad);
    CoseDecryptor decryptor = CoseDecryptor.of(key);
    ContentKeyRecipient recipient = ContentKeyRecipient.of(KEK, CoseAlgorithm.A128KW);
    assertEquals(plaintext, encrypt0.decrypt(decryptor, options).bytes());
    assertEquals(plaintext, encrypt.decrypt(recipient, options).bytes());
    if (!other.equals(aad)) {
      DecryptOptions otherAad = DecryptOptions.defaults().withExternalAad(other);
      fails(Failure.DECRYPTION, () -> encrypt0.decrypt(decryptor, otherAad));
      fails(Failure.DECRYPTION, () -> encrypt.decrypt(recipient, otherAad));
    }
    CoseDecryptor stranger = CoseDecryptor.of(CoseKeys.generate(algorithm));
    fails(Failure.DECRYPTION, () -> encrypt0.decrypt(stranger, options));
  }

  private interface Checking {
    CosePayload run(Bytes encoded) throws DecodeException, VerificationException;
  }

  /** Unprotected parameters, the tag and lengths may change; what is protected may not. */
  private static void everyFlippedBitFails(
      CborEncodable message, CoseHeaders headers, Bytes content, Checking checking) {
    byte[] encoded = message.encode().toByteArray();
    for (int bit = 0; bit < 8 * encoded.length; bit += 3) {
      byte[] damaged = encoded.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        CosePayload payload = checking.run(Bytes.wrap(damaged));
        assertEquals(content, payload.bytes());
        assertEquals(headers.protectedParameters(), payload.headers().protectedParameters());
      } catch (DecodeException e) {
        assertNotEquals("", e.detail());
      } catch (VerificationException e) {
        assertNotEquals(Failure.PROVIDER, e.failure());
      }
    }
  }

  @Property(tries = 20)
  void noBitOfWhatIsProtectedCanBeFlipped(
      @ForAll("macs") CoseAlgorithm mac,
      @ForAll("ciphers") CoseAlgorithm cipher,
      @ForAll("headers") CoseHeaders headers,
      @ForAll("bytes") Bytes content)
      throws Exception {
    CoseKey macKey = CoseKeys.generate(mac);
    CoseMac0 mac0 =
        CoseMac0.builder().headers(headers).payload(content).mac(CoseMacCreator.of(macKey));
    CoseMacVerifier verifier = CoseMacVerifier.of(macKey);
    everyFlippedBitFails(
        mac0, mac0.headers(), content, bytes -> CoseMac0.decode(bytes).verify(verifier));
    ContentKeySender sender = ContentKeySender.of(KEK, CoseAlgorithm.A128KW);
    ContentKeyRecipient recipient = ContentKeyRecipient.of(KEK, CoseAlgorithm.A128KW);
    CoseMac wrapped =
        CoseMac.builder().headers(headers).payload(content).recipient(sender).mac(mac);
    everyFlippedBitFails(
        wrapped, wrapped.headers(), content, bytes -> CoseMac.decode(bytes).verify(recipient));
    CoseKey cipherKey = CoseKeys.generate(cipher);
    CoseEncrypt0 encrypt0 =
        CoseEncrypt0.builder()
            .headers(headers)
            .plaintext(content)
            .encrypt(CoseEncryptor.of(cipherKey));
    CoseDecryptor decryptor = CoseDecryptor.of(cipherKey);
    everyFlippedBitFails(
        encrypt0,
        encrypt0.headers(),
        content,
        bytes -> CoseEncrypt0.decode(bytes).decrypt(decryptor));
    CoseEncrypt encrypt =
        CoseEncrypt.builder().headers(headers).plaintext(content).recipient(sender).encrypt(cipher);
    everyFlippedBitFails(
        encrypt, encrypt.headers(), content, bytes -> CoseEncrypt.decode(bytes).decrypt(recipient));
  }

  private interface Decoding {
    CborEncodable run() throws DecodeException;
  }

  @Property
  void randomBytesAreRefusedOrDecoded(@ForAll("bytes") Bytes input) {
    List<Decoding> all =
        List.of(
            () -> CoseMac0.decode(input),
            () -> CoseMac.decode(input),
            () -> CoseEncrypt0.decode(input),
            () -> CoseEncrypt.decode(input));
    for (Decoding each : all) {
      try {
        each.run().encode();
      } catch (DecodeException e) {
        assertNotEquals("", e.detail());
      }
    }
  }
}
