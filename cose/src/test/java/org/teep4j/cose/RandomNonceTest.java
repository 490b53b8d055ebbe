package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.InvalidKeyException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Encrypting;

/** How often a key takes a nonce that was made at random. */
class RandomNonceTest {

  private static final Bytes CONTENT = Bytes.ofUtf8("content");

  @ParameterizedTest
  @EnumSource(CoseAlgorithm.class)
  void repetitionsAreUnlikely(CoseAlgorithm algorithm) {
    if (!(algorithm.traits() instanceof Encrypting traits)) {
      assertEquals(OptionalLong.empty(), algorithm.mostRandomNonces());
      return;
    }
    double messages = algorithm.mostRandomNonces().orElseThrow();
    double pairs = messages * (messages - 1) / 2;
    assertTrue(pairs / Math.pow(2, 8 * traits.nonceBytes()) < Math.pow(2, -32), "too many");
    assertTrue(messages <= Math.pow(2, 32), "more than NIST admits");
    assertEquals(traits.nonceBytes() == 7 ? 4096 : Math.pow(2, 32), messages);
  }

  @Test
  void oneTooManyIsRefused() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.AES_CCM_64_64_128);
    CoseEncryptor encryptor = CoseEncryptor.of(key);
    CoseEncrypt0 last = null;
    for (int i = 0; i < 4096; i++) {
      last = CoseEncrypt0.encrypt(CONTENT, encryptor);
    }
    assertEquals(CONTENT, last.decrypt(CoseDecryptor.of(key)).bytes());
    InvalidKeyException refusal =
        assertThrows(InvalidKeyException.class, () -> CoseEncrypt0.encrypt(CONTENT, encryptor));
    assertTrue(refusal.getMessage().contains("Partial IV"), refusal.getMessage());
    // The application's own counter has no such bound.
    CoseEncrypt0 counted =
        CoseEncrypt0.builder()
            .headers(CoseHeaders.builder().partialIv(Bytes.fromHex("1001")).build())
            .contextIv(Bytes.wrap(new byte[7]))
            .plaintext(CONTENT)
            .encrypt(encryptor);
    assertFalse(counted.headers().iv().isPresent());
  }
}
