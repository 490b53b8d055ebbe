package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;

/**
 * Every published envelope with one byte changed or the end cut off. All 255 changes of each byte
 * take minutes and are made with {@code -Dteep4j.fuzz.full}; otherwise each of its bits is flipped.
 */
@Tag("once")
class DamagedInputTest {

  private static final boolean EVERY_CHANGE = System.getProperty("teep4j.fuzz.full") != null;
  private static final CoseVerifier AUTHOR = Keys.author();

  static List<String> names() {
    return List.copyOf(Vectors.envelopes().keySet());
  }

  /** Decodes all that can be decoded; anything but DecodeException is a defect. */
  private static void decodeAll(Bytes input) {
    try {
      SuitEnvelope envelope = SuitEnvelope.decode(input);
      assertEquals(envelope, SuitEnvelope.decode(envelope.encode().toBytes()));
      decodeManifest(envelope);
      for (Map.Entry<String, Bytes> payload : envelope.unverifiedIntegratedPayloads().entrySet()) {
        SuitEnvelope dependency =
            envelope.unverifiedIntegratedDependency(payload.getKey()).orElseThrow();
        decodeManifest(dependency);
      }
    } catch (DecodeException e) {
      // refused, which is one of the two right answers
    }
  }

  private static void decodeManifest(SuitEnvelope envelope) throws DecodeException {
    SuitManifest manifest = envelope.unverifiedManifest();
    assertEquals(manifest, SuitManifest.decodeUnverified(manifest.encode().toBytes()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void anyChangeOfOneByteIsRefusedOrDecoded(String name) {
    byte[] bytes = Vectors.envelope(name).toByteArray();
    for (int i = 0; i < bytes.length; i++) {
      byte original = bytes[i];
      for (int change = 1; change < 256; change = EVERY_CHANGE ? change + 1 : change << 1) {
        bytes[i] = (byte) (original ^ change);
        decodeAll(Bytes.copyOf(bytes));
      }
      bytes[i] = original;
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void anyTruncationIsRefused(String name) {
    Bytes input = Vectors.envelope(name);
    for (int length = 0; length < input.length(); length++) {
      Bytes cut = input.slice(0, length);
      assertThrows(DecodeException.class, () -> SuitEnvelope.decode(cut));
    }
  }

  /** Whatever still verifies after a change says the same as before. */
  @ParameterizedTest
  @ValueSource(strings = {"teep-suit-integrated", "manifest-example2-signed"})
  void noChangeOfOneBitGoesUnnoticed(String name) throws DecodeException, VerificationException {
    Bytes input = Vectors.envelope(name);
    VerifiedManifest original = SuitEnvelope.decode(input).verify(AUTHOR);
    byte[] bytes = input.toByteArray();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= (byte) (1 << (i % 8));
      try {
        VerifiedManifest verified = SuitEnvelope.decode(Bytes.copyOf(bytes)).verify(AUTHOR);
        assertEquals(original.asSigned(), verified.asSigned(), "byte " + i);
        // A severed member may get lost, which is what severing is for, but not change.
        assertEquals(original.text(), verified.text().or(original::text), "byte " + i);
      } catch (DecodeException | VerificationException e) {
        // noticed
      }
      bytes[i] ^= (byte) (1 << (i % 8));
    }
  }
}
