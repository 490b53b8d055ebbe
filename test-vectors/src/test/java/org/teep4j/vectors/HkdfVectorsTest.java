package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.Hkdf;
import org.teep4j.vectors.load.BuiltInVectors;

/** Wycheproof's tests of HKDF, whose info no message can carry, given to the function itself. */
class HkdfVectorsTest {
  @ParameterizedTest
  @CsvSource({"wycheproof-hkdf-sha256, SHA-256, 86", "wycheproof-hkdf-sha512, SHA-512, 83"})
  void derivesWhatTheTestsSay(String name, String hash, int count) throws Exception {
    VectorSet set = BuiltInVectors.load(name);
    assertEquals(count, set.vectors().size());
    for (TestVector vector : set.vectors()) {
      PrimitiveExpectation.KeyDerivation test =
          (PrimitiveExpectation.KeyDerivation) vector.expectations().get(0);
      if (test.refused().isEmpty()) {
        assertEquals(test.output().orElseThrow(), Bytes.wrap(derive(hash, test)), vector.id());
      } else {
        assertThrows(GeneralSecurityException.class, () -> derive(hash, test), vector.id());
      }
    }
  }

  private static byte[] derive(String hash, PrimitiveExpectation.KeyDerivation test)
      throws GeneralSecurityException {
    return Hkdf.derive(hash, test.secret().toByteArray(), test.salt(), test.info(), test.size());
  }
}
