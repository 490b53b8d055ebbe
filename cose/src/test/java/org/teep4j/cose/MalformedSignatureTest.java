package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm.Kind;
import org.teep4j.cose.VerificationException.Failure;

/** Whatever stands in the place of a signature, the refusal says that it does not verify. */
class MalformedSignatureTest {

  private static final Segments MESSAGE = Segments.of(Bytes.ofUtf8("to be signed"));

  /** A key with a signature of its own. */
  record Signed(String name, CoseVerifier verifier, Bytes signature) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Signed> signed() throws GeneralSecurityException {
    Stream.Builder<Signed> all = Stream.builder();
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.kind() == Kind.SIGNATURE && algorithm != CoseAlgorithm.HSS_LMS) {
        CoseKey key = Keys.forAlgorithm(algorithm);
        Bytes signature = Bytes.wrap(CoseSigner.of(key, algorithm).sign(MESSAGE));
        all.add(new Signed(algorithm.ianaName(), CoseVerifier.of(key, algorithm), signature));
      }
    }
    for (int levels = 1; levels <= 2; levels++) {
      HssLmsSigner signer =
          HssLmsSigner.generate(
              Collections.nCopies(levels, new HssLmsSigner.Level(5, 8)), (used, state) -> {});
      all.add(
          new Signed(
              "HSS-LMS of " + levels,
              CoseVerifier.of(signer.publicKey()),
              Bytes.wrap(signer.sign(MESSAGE))));
    }
    return all.build();
  }

  private static void refuses(Signed signed, byte[] signature, String what) {
    if (Bytes.wrap(signature).equals(signed.signature())) {
      return; // what was put there had been there
    }
    VerificationException refusal =
        assertThrows(
            VerificationException.class,
            () -> signed.verifier().verify(MESSAGE, Bytes.wrap(signature)),
            what);
    assertEquals(Failure.SIGNATURE, refusal.failure(), what);
  }

  @ParameterizedTest
  @MethodSource("signed")
  void ofEveryLength(Signed signed) throws Exception {
    byte[] good = signed.signature().toByteArray();
    signed.verifier().verify(MESSAGE, Bytes.wrap(good));
    Random random = new Random(good.length);
    for (int length = 0; length <= good.length + 9; length++) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      refuses(signed, noise, length + " bytes of noise");
      if (length != good.length) {
        refuses(signed, Arrays.copyOf(good, length), "cut or filled up to " + length);
      }
    }
  }

  /** Single bytes, and words that say how many levels or which kind of tree there is. */
  @ParameterizedTest
  @MethodSource("signed")
  void ofTheRightLength(Signed signed) {
    byte[] good = signed.signature().toByteArray();
    int step = Math.max(1, good.length / 97);
    for (int i = 0; i < good.length; i += i < 64 ? 1 : step) {
      byte[] damaged = good.clone();
      damaged[i] ^= (byte) (1 << (i % 8));
      refuses(signed, damaged, "byte " + i);
    }
    for (int fill : List.of(0, 0x7f, 0x80, 0xff)) {
      byte[] filled = new byte[good.length];
      Arrays.fill(filled, (byte) fill);
      refuses(signed, filled, "filled with " + fill);
      for (int i = 0; i + 4 <= Math.min(good.length, 64); i += 4) {
        byte[] damaged = good.clone();
        Arrays.fill(damaged, i, i + 4, (byte) fill);
        refuses(signed, damaged, "word " + i + " filled with " + fill);
      }
    }
  }
}
