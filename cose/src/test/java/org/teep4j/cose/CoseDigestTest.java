package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm.Kind;
import org.teep4j.cose.internal.BcShake;

/** Hash functions: known answers, and the same answer however the content comes in. */
class CoseDigestTest {

  /** The digests of "abc", computed with another implementation (Python's hashlib). */
  private static final Map<CoseAlgorithm, String> OF_ABC =
      new EnumMap<>(
          Map.of(
              CoseAlgorithm.SHA_256_64,
              "ba7816bf8f01cfea",
              CoseAlgorithm.SHA_256,
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
              CoseAlgorithm.SHA_512_256,
              "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
              CoseAlgorithm.SHAKE128,
              "5881092dd818bf5cf8a3ddb793fbcba74097d5c526a6d35f97b83351940f2cc8",
              CoseAlgorithm.SHA_384,
              "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                  + "8086072ba1e7cc2358baeca134c825a7",
              CoseAlgorithm.SHA_512,
              "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                  + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
              CoseAlgorithm.SHAKE256,
              "483366601360a8771c6863080cc4114d8db44530f8f1e1ee4f94ea37e78b5739"
                  + "d5a15bef186a5386c75744c0527e1faa9f8726e462a12a4feb06bd8801e751e4"));

  @Test
  void knownAnswersOfEveryHashFunction() throws Exception {
    int functions = 0;
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.kind() == Kind.HASH) {
        functions++;
        Bytes digest = CoseDigest.compute(algorithm, Segments.of(Bytes.ofUtf8("abc")));
        assertEquals(OF_ABC.get(algorithm), digest.toHex(), algorithm.ianaName());
        assertEquals(digest.length(), CoseDigest.size(algorithm));
      } else {
        NoSuchAlgorithmException refusal =
            assertThrows(NoSuchAlgorithmException.class, () -> CoseDigest.of(algorithm));
        assertEquals(algorithm.ianaName() + " is no hash function", refusal.getMessage());
      }
    }
    assertEquals(OF_ABC.size(), functions);
  }

  @Property(tries = 200)
  void theSameHoweverTheContentComesIn(
      @ForAll("functions") CoseAlgorithm algorithm, @ForAll byte[] one, @ForAll byte[] two)
      throws Exception {
    Bytes first = Bytes.wrap(one);
    Bytes second = Bytes.wrap(two);
    Segments both = Segments.of(first, second);
    Bytes expected = CoseDigest.compute(algorithm, both);
    CoseDigest digest = CoseDigest.of(algorithm);
    assertEquals(expected, digest.update(first).update(second).digest());
    // And again with the same object, which has started anew.
    assertEquals(expected, digest.update(both.toBytes().asInputStream()).digest());
    for (byte each : both.toByteArray()) {
      digest.update(Bytes.wrap(new byte[] {each}));
    }
    assertEquals(expected, digest.digest());
  }

  @Provide
  Arbitrary<CoseAlgorithm> functions() {
    return Arbitraries.of(OF_ABC.keySet());
  }

  @Test
  void shakeOfBouncyCastleBehavesAsAMessageDigest() {
    MessageDigest shake = new BcShake(128, 32);
    assertEquals("SHAKE128-256", shake.getAlgorithm());
    assertEquals(32, shake.getDigestLength());
    shake.update((byte) 'x');
    shake.reset();
    shake.update((byte) 'a');
    shake.update("bc".getBytes(StandardCharsets.US_ASCII));
    assertEquals(OF_ABC.get(CoseAlgorithm.SHAKE128), Bytes.wrap(shake.digest()).toHex());
  }
}
