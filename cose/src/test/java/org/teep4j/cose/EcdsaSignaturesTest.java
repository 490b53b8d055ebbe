package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;

class EcdsaSignaturesTest {

  private static final byte[] MESSAGE = {1, 2, 3};

  private static byte[] der(CoseKey key, String algorithm) throws Exception {
    PrivateKey secret = CoseKeys.toPrivateKey(key);
    Signature signature = Signature.getInstance(algorithm, "SunEC");
    signature.initSign(secret);
    signature.update(MESSAGE);
    return signature.sign();
  }

  /** What a service signs is the signature of a message. */
  @ParameterizedTest
  @EnumSource(
      value = CoseAlgorithm.class,
      names = {"ESP256", "ESP384", "ESP512"})
  void aSignatureOfAServiceVerifies(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm);
    CoseSign1Builder builder =
        CoseSign1.builder()
            .headers(CoseHeaders.builder().algorithm(algorithm).build())
            .payload(Bytes.wrap(MESSAGE));
    Signature service =
        Signature.getInstance(
            algorithm.hashName().orElseThrow().replace("-", "") + "withECDSA", "SunEC");
    service.initSign(CoseKeys.toPrivateKey(key));
    service.update(builder.toBeSigned().toByteArray());
    byte[] fixed = EcdsaSignatures.fromDer(service.sign(), algorithm);
    CoseSign1 message = builder.build(Bytes.wrap(fixed));
    assertEquals(algorithm, message.verify(CoseVerifier.of(key.toPublic())).algorithm());
  }

  @Test
  void bothWays() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.ESP512);
    byte[] der = der(key, "SHA512withECDSA");
    byte[] fixed = EcdsaSignatures.fromDer(der, CoseAlgorithm.ESP512);
    assertEquals(132, fixed.length);
    assertArrayEquals(der, EcdsaSignatures.toDer(Bytes.wrap(fixed), CoseAlgorithm.ESP512));
  }

  @Test
  void refusesWhatIsNoSignature() throws Exception {
    byte[] der = der(CoseKeys.generate(CoseAlgorithm.ESP384), "SHA384withECDSA");
    for (int length = 0; length < der.length; length++) {
      byte[] cut = Arrays.copyOf(der, length);
      refused(cut, CoseAlgorithm.ESP384, "no ECDSA-Sig-Value in DER");
    }
    refused(Arrays.copyOf(der, der.length + 1), CoseAlgorithm.ESP384, "no ECDSA-Sig-Value in DER");
    refused(der, CoseAlgorithm.ESP256, "a number of the signature does not fit P256");
    refused(der, CoseAlgorithm.ED25519, "no ECDSA: ED25519");
    refused(
        new byte[] {0x30, 6, 2, 1, 0, 2, 1, 1},
        CoseAlgorithm.ESP256,
        "a number of the signature does not fit P256");
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> EcdsaSignatures.toDer(Bytes.wrap(new byte[63]), CoseAlgorithm.ESP256));
    assertEquals("a signature of ESP256 has 64 bytes, not 63", wrong.getMessage());
  }

  private static void refused(byte[] der, CoseAlgorithm algorithm, String message) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> EcdsaSignatures.fromDer(der, algorithm));
    assertEquals(message, refused.getMessage());
  }
}
