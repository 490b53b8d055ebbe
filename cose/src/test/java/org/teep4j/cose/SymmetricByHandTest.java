package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.cose.AlgorithmTraits.Encrypting;
import org.teep4j.cose.AlgorithmTraits.Macing;

/** MACs and ciphertexts beside those of the plain JCA over structures that are built by hand. */
class SymmetricByHandTest {

  private static final Bytes CONTENT = Bytes.ofUtf8("content of more than one block of AES");
  private static final Bytes AAD = Bytes.ofUtf8("aad");

  static Stream<CoseAlgorithm> macs() {
    return SymmetricMessagesTest.macs();
  }

  static Stream<CoseAlgorithm> ciphers() {
    return SymmetricMessagesTest.ciphers();
  }

  /** {@code << {1: alg} >>} by hand. */
  private static Bytes protectedHeader(CoseAlgorithm algorithm) {
    return new CborWriter().beginMap().writeLong(1).writeLong(algorithm.id()).endMap().toBytes();
  }

  private static byte[] structure(String context, CoseAlgorithm algorithm, Bytes... more) {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeText(context).writeBytes(protectedHeader(algorithm));
    for (Bytes each : more) {
      writer.writeBytes(each);
    }
    return writer.endArray().toBytes().toByteArray();
  }

  private static byte[] mac(CoseAlgorithm algorithm, byte[] key, byte[] message) throws Exception {
    Macing traits = (Macing) algorithm.traits();
    byte[] tag;
    if (traits.scheme() == MacScheme.HMAC) {
      String name = "HmacSHA" + algorithm.hashName().orElseThrow().substring(4);
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(key, name));
      tag = mac.doFinal(message);
    } else {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
      byte[] padded = Arrays.copyOf(message, (message.length + 15) / 16 * 16);
      byte[] encrypted = cipher.doFinal(padded);
      tag = Arrays.copyOfRange(encrypted, encrypted.length - 16, encrypted.length);
    }
    return Arrays.copyOf(tag, traits.tagBits() / 8);
  }

  @ParameterizedTest
  @MethodSource("macs")
  void tagsAreThoseOfThePlainJca(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey key = CoseKeys.generate(algorithm, SymmetricKey.class);
    byte[] k = key.k().toByteArray();
    CoseMac0 mac0 =
        CoseMac0.builder().payload(CONTENT).externalAad(AAD).mac(CoseMacCreator.of(key));
    assertEquals(protectedHeader(algorithm), mac0.headers().protectedBytes());
    assertArrayEquals(
        mac(algorithm, k, structure("MAC0", algorithm, AAD, CONTENT)), mac0.tag().toByteArray());
    CoseMac mac =
        CoseMac.builder()
            .payload(CONTENT)
            .externalAad(AAD)
            .recipient(ContentKeySender.of(key, CoseAlgorithm.DIRECT))
            .mac(algorithm);
    assertArrayEquals(
        mac(algorithm, k, structure("MAC", algorithm, AAD, CONTENT)), mac.tag().toByteArray());
  }

  @ParameterizedTest
  @MethodSource("macs")
  void everyLengthIsFilledUpToBlocksAsThePlainJcaDoes(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey key = CoseKeys.generate(algorithm, SymmetricKey.class);
    for (int length = 0; length <= 16; length++) {
      Bytes content = Bytes.wrap(new byte[length]);
      assertArrayEquals(
          mac(
              algorithm,
              key.k().toByteArray(),
              structure("MAC0", algorithm, Bytes.empty(), content)),
          CoseMac0.mac(content, CoseMacCreator.of(key)).tag().toByteArray());
    }
  }

  private static byte[] decrypt(
      CoseAlgorithm algorithm, byte[] key, byte[] iv, byte[] aad, byte[] ciphertext)
      throws Exception {
    Encrypting traits = (Encrypting) algorithm.traits();
    AlgorithmParameterSpec parameters = new GCMParameterSpec(traits.tagBits(), iv);
    Cipher cipher;
    switch (traits.scheme()) {
      case AES_GCM -> cipher = Cipher.getInstance("AES/GCM/NoPadding");
      case AES_CCM -> cipher = Cipher.getInstance("AES/CCM/NoPadding", new BouncyCastleProvider());
      case CHACHA20_POLY1305 -> {
        cipher = Cipher.getInstance("ChaCha20-Poly1305");
        parameters = new IvParameterSpec(iv);
      }
      default -> {
        String mode =
            traits.scheme() == ContentScheme.AES_CTR ? "CTR/NoPadding" : "CBC/PKCS5Padding";
        cipher = Cipher.getInstance("AES/" + mode);
        parameters = new IvParameterSpec(iv);
      }
    }
    String keyName = traits.scheme() == ContentScheme.CHACHA20_POLY1305 ? "ChaCha20" : "AES";
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, keyName), parameters);
    if (traits.tagBits() > 0) {
      cipher.updateAAD(aad);
    }
    return cipher.doFinal(ciphertext);
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void thePlainJcaDecryptsOurs(CoseAlgorithm algorithm) throws Exception {
    Encrypting traits = (Encrypting) algorithm.traits();
    SymmetricKey key = CoseKeys.generate(algorithm, SymmetricKey.class);
    byte[] k = key.k().toByteArray();
    CoseEncrypt0Builder zero = CoseEncrypt0.builder().plaintext(CONTENT);
    CoseEncryptBuilder one =
        CoseEncrypt.builder()
            .plaintext(CONTENT)
            .recipient(ContentKeySender.of(key, CoseAlgorithm.DIRECT));
    if (traits.tagBits() == 0) {
      zero.withUnauthenticatedEncryption();
      one.withUnauthenticatedEncryption();
    } else {
      zero.externalAad(AAD);
      one.externalAad(AAD);
    }
    CoseEncrypt0 encrypt0 = zero.encrypt(CoseEncryptor.of(key));
    byte[] iv = encrypt0.headers().iv().orElseThrow().toByteArray();
    byte[] ciphertext = encrypt0.ciphertext().orElseThrow().toByteArray();
    assertEquals(traits.nonceBytes(), iv.length);
    assertArrayEquals(
        CONTENT.toByteArray(),
        decrypt(algorithm, k, iv, structure("Encrypt0", algorithm, AAD), ciphertext));
    CoseEncrypt encrypt = one.encrypt(algorithm);
    assertArrayEquals(
        CONTENT.toByteArray(),
        decrypt(
            algorithm,
            k,
            encrypt.headers().iv().orElseThrow().toByteArray(),
            structure("Encrypt", algorithm, AAD),
            encrypt.ciphertext().orElseThrow().toByteArray()));
  }

  @Test
  void aPartialIvIsCombinedWithTheContextIv() throws Exception {
    SymmetricKey key = CoseKeys.generate(CoseAlgorithm.A128GCM, SymmetricKey.class);
    Bytes contextIv = Bytes.fromHex("000102030405060708090a0b");
    CoseEncrypt0 message =
        CoseEncrypt0.builder()
            .headers(CoseHeaders.builder().partialIv(Bytes.fromHex("ff01")).build())
            .plaintext(CONTENT)
            .contextIv(contextIv)
            .encrypt(CoseEncryptor.of(key));
    assertEquals(Optional.empty(), message.headers().iv());
    assertArrayEquals(
        CONTENT.toByteArray(),
        decrypt(
            CoseAlgorithm.A128GCM,
            key.k().toByteArray(),
            Bytes.fromHex("00010203040506070809f50a").toByteArray(),
            structure("Encrypt0", CoseAlgorithm.A128GCM, Bytes.empty()),
            message.ciphertext().orElseThrow().toByteArray()));
  }
}
